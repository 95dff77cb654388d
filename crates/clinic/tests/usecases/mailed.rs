//! In which language people are written to: the one in which help was asked for them; those who work here in English.

use crate::common::World;
use crate::common::house::{House, email};
use crate::engines::worlds;
use crate::inquiries::{draft, earliest, on_duty, who};
use crate::week::{Site, works};
use care::intake::inquiry::{Channel, Inquiry, InquiryDraft, Language, Request, Stage};
use care::people::contact_rules::ContactRules;
use care::{InquiryId, PersonId, Role, Weekday};
use clinic::intake::{appointment, inquiry};
use clinic::people::{patient, staff};
use clinic::planning::week;
use record::RecordError;
use record::access::account;
use record::people::person;

/// What subjects are in English and in Spanish.
const WELCOME: [&str; 2] = ["Set up your sign-in", "Prepare su inicio de sesión"];
const TIMES: [&str; 2] = ["Your times have changed", "Cambiaron sus horarios"];
const BOOKED: [&str; 2] = ["Appointment", "Cita"];

fn in_spanish(house: &House) -> InquiryDraft {
    InquiryDraft {
        language: Language::Spanish,
        ..draft(house, 0, "Marisol", "555 010 0195")
    }
}

/// Somebody whom the clinic knows had asked for help in Spanish.
fn asked_in_spanish(world: &World, house: &House, person: PersonId) {
    let (clinic, asked) = (&world.clinic, in_spanish(house));
    let inquiry = Inquiry {
        id: InquiryId::from(clinic.dice().uuid(world.now())),
        person,
        name: asked.name.clone(),
        contact: asked.contact.clone(),
        rules: ContactRules::default(),
        request: Request::from(&asked),
        site: asked.site,
        stage: Stage::Admitted,
        requested_at: world.now(),
        promised_at: world.now(),
        next_call_at: None,
        waiting_since: None,
        clinician: None,
        owner: None,
        loss: None,
        joined_to: None,
    };
    let kept = clinic.record().transact(house.organization, |tx| {
        let key = person::key(tx, person)?;
        record::intake::inquiry::insert(tx, clinic.dice(), &inquiry, &key)
    });
    kept.unwrap();
}

/// How many messages somebody got under a subject.
fn count(world: &World, house: &House, subject: &str, person: PersonId) -> usize {
    let mails = world.mail(house, subject);
    mails.iter().filter(|(to, _)| *to == person).count()
}

#[test]
fn an_appointment_is_confirmed_in_the_language_that_was_asked_for() {
    for world in worlds("mailbooked") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        on_duty(&world, house, "ada");
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let mut asked = in_spanish(house);
        asked.contact.email = Some(email("marisol@mail.example"));
        asked.safe.channels = vec![Channel::Email];
        let id = inquiry::add(clinic, &intake, clinic.fresh_key(), &asked).unwrap();
        let booking = earliest(&world, &intake, id);
        appointment::book(clinic, &intake, clinic.fresh_key(), id, booking).unwrap();
        let mails = world.mail(house, BOOKED[1]);
        assert_eq!((mails.len(), world.mail(house, BOOKED[0]).len()), (1, 0));
        let text = mails[0].1.text();
        assert!(text.starts_with("Hola:\n\nSu cita: "), "{text}");
        assert!(text.contains(" de marzo, "), "{text}");
    }
}

#[test]
fn whoever_asked_in_spanish_is_invited_in_spanish_and_staff_in_english() {
    for world in worlds("mailinvited") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let counselor = house.who(Role::Counselor, 0);
        let (spanish, english) = (house.patients[0], house.patients[1]);
        for person in [spanish, counselor] {
            asked_in_spanish(&world, house, person);
        }
        let of = |person| WELCOME.map(|subject| count(&world, house, subject, person));
        let before = [spanish, english, counselor].map(of);
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        for person in [spanish, english] {
            patient::invite_patient(clinic, &intake, clinic.fresh_key(), person).unwrap();
        }
        let boss = who(&world, house, Role::ProgramAdministrator, 0);
        staff::invite_again(clinic, &boss, clinic.fresh_key(), counselor).unwrap();
        let after = [spanish, english, counselor].map(of);
        for (n, more) in [[0, 1], [1, 0], [1, 0]].into_iter().enumerate() {
            let expected = [before[n][0] + more[0], before[n][1] + more[1]];
            assert_eq!(after[n], expected, "{n}");
        }
        let mails = world.mail(house, WELCOME[1]);
        let text = mails[0].1.text();
        assert!(
            text.contains("72 horas:\n\n") && text.contains("/welcome/"),
            "{text}"
        );
    }
}

#[test]
fn whoever_asked_in_spanish_reads_their_times_in_spanish() {
    for world in worlds("mailtimes") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let site = Site::open(&world, house);
        let (spanish, english) = (house.patients[0], house.patients[1]);
        asked_in_spanish(&world, house, spanish);
        let busy = &Weekday::ALL[..5];
        works(&world, &site.director, spanish, busy, (8, 16));
        works(&world, &site.director, english, busy, (15, 21));
        let id = site.assigned(&world, house);
        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();
        let of = |person| TIMES.map(|subject| count(&world, house, subject, person));
        assert_eq!((of(spanish), of(english)), ([0, 1], [1, 0]));
        let mails = world.mail(house, TIMES[1]);
        let text = mails[0].1.text();
        for said in [
            "Desde lun 9 mar 2026,",
            "\nLunes, 17:30 a 20:30\n",
            "por favor llámenos",
        ] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
    }
}

/// The week goes by the same rule as every letter: what they chose for their pages counts before how they asked.
#[test]
fn whoever_chose_a_language_reads_their_times_in_it_however_they_asked() {
    for world in worlds("mailchosen") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let site = Site::open(&world, house);
        let (english, spanish) = (house.patients[0], house.patients[1]);
        asked_in_spanish(&world, house, english);
        let chosen: Result<(), RecordError> = clinic.record().transact(house.organization, |tx| {
            account::set_language(tx, english, "en")?;
            account::insert(tx, spanish, "spanish@chosen.example", world.now())?;
            account::set_language(tx, spanish, "es")
        });
        chosen.unwrap();
        works(&world, &site.director, english, &Weekday::ALL[..5], (8, 16));
        works(
            &world,
            &site.director,
            spanish,
            &Weekday::ALL[..5],
            (15, 21),
        );
        let id = site.assigned(&world, house);
        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();
        let of = |person| TIMES.map(|subject| count(&world, house, subject, person));
        assert_eq!((of(english), of(spanish)), ([1, 0], [0, 1]));
    }
}

#[test]
fn a_letter_is_in_the_language_of_its_draft_also_where_they_asked_in_another_one_since() {
    for world in worlds("maildrafted") {
        let (clinic, house) = (&world.clinic, &world.houses[0]);
        let site = Site::open(&world, house);
        let person = house.patients[0];
        works(&world, &site.director, person, &Weekday::ALL[..5], (8, 16));
        let id = site.assigned(&world, house);
        asked_in_spanish(&world, house, person);
        week::publish(clinic, &site.administrator, clinic.fresh_key(), id, true).unwrap();
        let of = TIMES.map(|subject| count(&world, house, subject, person));
        assert_eq!(of, [1, 0]);
    }
}
