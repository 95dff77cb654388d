//! What an answer to an appointment sets, and what of it stays.

use super::*;

#[test]
fn another_time_and_a_call_stand_on_the_list_of_whom_to_call_until_they_say_yes() {
    for world in worlds("answered") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        let text = case.mailed(BOOKED).remove(0);
        let secret = link(&text);
        for said in [AppointmentAnswer::AnotherTime, AppointmentAnswer::Call] {
            case.says(secret, starts_at, said).unwrap();
            let card = case.card();
            assert_eq!((card.due.next, card.answer), (Next::Call, Some(said)));
            assert!(card.due.by.is_some_and(|by| by > world.now()));
            // It can be done now, not only when the promise is over, until somebody called.
            assert_eq!(case.now_on_the_list(), 1, "{said:?}");
        }
        let kinds: Vec<_> = case.page().steps.iter().map(|step| step.kind).collect();
        for kind in [StepKind::AskedTime, StepKind::AskedCall] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
        case.says(secret, starts_at, AppointmentAnswer::Yes)
            .unwrap();
        assert_eq!(case.card().due.next, Next::Attend);
        assert_eq!(case.now_on_the_list(), 0);
        case.says(secret, starts_at, AppointmentAnswer::Call)
            .unwrap();
        assert_eq!(case.now_on_the_list(), 1);
        world.wait(minutes(5));
        let tried = call(CallOutcome::NoAnswer);
        let clinic = &world.clinic;
        inquiry::log_call(clinic, &case.intake, clinic.fresh_key(), case.id, &tried).unwrap();
        assert_eq!(case.card().answer, Some(AppointmentAnswer::Call));
        assert_eq!(case.now_on_the_list(), 0, "somebody called since");
    }
}

#[test]
fn a_form_that_is_sent_twice_is_one_answer() {
    for world in worlds("onceanswered") {
        let case = Case::plain(&world);
        let starts_at = case.book(later_in_the_week(&world, &case.intake, case.id));
        let text = case.mailed(BOOKED).remove(0);
        let (key, said) = (world.clinic.fresh_key(), AppointmentAnswer::Call);
        for _ in 0..2 {
            answer::answer(&world.clinic, key, link(&text), starts_at, said).unwrap();
        }
        let steps = case.page().steps;
        let asked = steps.iter().filter(|step| step.kind == StepKind::AskedCall);
        assert_eq!(asked.count(), 1);
    }
}

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
