//! What an answer to an appointment sets, and what of it stays.

use super::*;

#[test]
fn a_yes_takes_the_call_off_that_was_asked_for_and_none_that_staff_set() {
    for world in worlds("yesafter") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        let text = case.mailed(BOOKED).remove(0);
        let says = |said| case.says(link(&text), starts_at, said).unwrap();
        let next = || case.page().inquiry.next_call_at;
        // A call that staff means to make is put ahead by theirs, and stands again after it.
        let planned = world.now() + 48.hours();
        case.calls_again(planned);
        says(AppointmentAnswer::Call);
        assert!(next().is_some_and(|at| at < planned));
        says(AppointmentAnswer::Yes);
        assert_eq!(next(), Some(planned));
        // One that staff set after they asked is none of their answer's.
        says(AppointmentAnswer::AnotherTime);
        let later = world.now() + 24.hours();
        case.calls_again(later);
        says(AppointmentAnswer::Yes);
        assert_eq!(next(), Some(later));
    }
}

#[test]
fn moving_only_the_clinician_keeps_the_answer_to_the_time_and_mails_nothing() {
    for world in worlds("sametime") {
        let case = Case::plain(&world);
        let first = later_in_the_week(&world, &case.intake, case.id);
        on_duty(&world, case.house, "cam");
        let zone = case.page().site.zone;
        let date = Some(zone.local(first.starts_at).date());
        let (_, _, offers) =
            appointment::day(&world.clinic, &case.intake, case.id, date, first.minutes).unwrap();
        let mut slots = offers.slots.iter();
        let other =
            slots.find(|it| it.starts_at == first.starts_at && it.clinician != first.clinician);
        let other = Booking {
            clinician: other.unwrap().clinician,
            ..first
        };
        let starts_at = case.book(first);
        let text = case.mailed(BOOKED).remove(0);
        for said in [AppointmentAnswer::Yes, AppointmentAnswer::Call] {
            case.says(link(&text), starts_at, said).unwrap();
        }
        let before = case.page();
        case.book(other);
        let after = case.page();
        assert_eq!(after.inquiry.clinician, Some(other.clinician));
        assert_eq!(
            after.notice.unwrap().answered,
            before.notice.unwrap().answered
        );
        assert!(
            after.inquiry.next_call_at.is_some(),
            "they want to be called"
        );
        assert_eq!(after.inquiry.next_call_at, before.inquiry.next_call_at);
        assert_eq!(case.mailed(BOOKED).len(), 1);
        // Another time is another question.
        case.book(last_time(&world, &case.intake, case.id, 5));
        assert!(case.page().notice.unwrap().answered.is_none());
        assert_eq!(case.mailed(BOOKED).len(), 2);
    }
}
