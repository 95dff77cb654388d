//! Opening a record in an emergency.

use crate::assessment::{said, text};
use crate::common::house::line;
use crate::common::{World, key, minutes};
use crate::engines::worlds;
use care::access::glass::GlassReason;
use care::{PersonId, Role};
use clinic::Refusal;
use clinic::access::glass;
use clinic::assessment::interview::{answer, view};
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::people::{minor, patient};
use clinic::stays::handover;
use policy::Actor;

fn reason() -> GlassReason {
    GlassReason::parse("The emergency room called about this person.").unwrap()
}

fn sees(world: &World, actor: &Actor, person: PersonId) -> bool {
    let listed = patient::people(&world.clinic, actor, None).unwrap();
    let listed = listed.iter().any(|patient| patient.id == person);
    assert_eq!(patient::chart(&world.clinic, actor, person).is_ok(), listed);
    listed
}

#[test]
fn an_opening_holds_four_hours_for_whoever_made_it() {
    for world in worlds("glass") {
        let house = &world.houses[0];
        let [counselor, colleague] =
            [0, 1].map(|_| world.enter(house, house.who(Role::Counselor, 0)).actor);
        let provider = world
            .enter(house, house.who(Role::MedicalProvider, 0))
            .actor;
        // Somebody at the other site, with no counselor.
        let person = house.patients[5];
        let before = world.journal_length(house);
        assert!(!sees(&world, &counselor, person));
        let until =
            glass::break_glass(&world.clinic, &counselor, key(7), person, &reason()).unwrap();
        assert_eq!(until, world.now() + minutes(4 * 60));
        assert!(sees(&world, &counselor, person));
        let chart = patient::chart(&world.clinic, &counselor, person).unwrap();
        assert!(chart.glass_until == Some(until) && !chart.may_edit && !chart.may_invite);
        assert!(
            world
                .said_after(house, before)
                .contains(&"glass.broken".to_owned())
        );
        // It is theirs in every browser of theirs, and nobody else's; the provider's own is another one.
        assert!(sees(&world, &colleague, person) && sees(&world, &provider, person));
        let intake = world
            .enter(house, house.who(Role::IntakeCoordinator, 0))
            .actor;
        assert!(!sees(&world, &intake, person));
        world.wait(minutes(4 * 60) - jiff::SignedDuration::from_secs(1));
        assert!(sees(&world, &counselor, person));
        world.wait(jiff::SignedDuration::from_secs(1));
        assert!(!sees(&world, &counselor, person));
    }
}

/// The whole record is read, with what was said in the assessment: that is where medicines and allergies stand. Nothing
/// is written or answered behind it, and no signal is seen.
#[test]
fn behind_broken_glass_the_record_is_read_and_nothing_is_written() {
    for world in worlds("behind") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let person = house.patients[5];
        let director = world
            .enter(house, house.who(Role::ClinicalDirector, 0))
            .actor;
        let penicillin = said("medical.conditions", text("Penicillin"));
        answer(clinic, &director, key(5), person, &[penicillin], None).unwrap();
        crate::signal::danger(&world, &director, person, "high");
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        let sheet = || handover::sheet(clinic, &counselor, person);
        assert!(matches!(sheet(), Err(Refusal::NotFound)));
        glass::break_glass(clinic, &counselor, key(7), person, &reason()).unwrap();
        let before = world.journal_length(house);
        let read = sheet().unwrap();
        let facts = || read.along.known.iter().flat_map(|group| &group.facts);
        assert!(facts().any(|fact| fact.words == "Penicillin"));
        assert!(read.waiting.is_empty() && !read.may_write);
        let interview = view(clinic, &counselor, person).unwrap();
        assert!(!interview.may_write && !interview.may_judge);
        assert!(!minor::sheet(clinic, &counselor, person).unwrap().may_write);
        // Each look names the rule by which it was had.
        let entries = world.journal_after(house, before);
        assert!(entries.len() >= 3);
        assert!(entries.iter().all(|one| one.rule == "behind-broken-glass"));
        let again = said("medical.conditions", text("None"));
        let refused = answer(clinic, &counselor, key(8), person, &[again], None);
        assert!(matches!(refused, Err(Refusal::NotFound)));
        assert!(
            signal::list(clinic, &counselor, Which::Open)
                .unwrap()
                .is_empty()
        );
        world.wait(minutes(4 * 60));
        assert!(matches!(sheet(), Err(Refusal::NotFound)));
    }
}

#[test]
fn every_privacy_officer_is_told_without_a_name() {
    for world in worlds("told") {
        let house = &world.houses[0];
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        // The clinic was made with one opening that both officers know of.
        let subject = "A review is waiting for you";
        assert_eq!(world.mail(house, subject).len(), 2);
        let person = house.patients[5];
        glass::break_glass(&world.clinic, &counselor, key(7), person, &reason()).unwrap();
        let sent = world.mail(house, subject);
        let officers = [0, 1].map(|at| house.who(Role::PrivacyOfficer, at));
        for officer in officers {
            assert_eq!(sent.iter().filter(|(who, _)| *who == officer).count(), 2);
        }
        assert_eq!(sent.len(), 4);
        for (_, mail) in sent {
            let text = format!("{} {}", mail.subject(), mail.text());
            assert!(
                !text.contains("Person") && !text.contains("emergency room"),
                "{text}"
            );
            assert!(text.contains("/staff/emergencies"));
        }
    }
}

#[test]
fn an_opening_wants_a_fresh_confirmation_and_a_clinical_role() {
    for world in worlds("whobreaks") {
        let house = &world.houses[0];
        let person = house.patients[5];
        for (role, who) in house.everyone() {
            let actor = world.enter(house, who).actor;
            let clinical = matches!(
                role,
                Role::IntakeCoordinator
                    | Role::Counselor
                    | Role::MedicalProvider
                    | Role::ClinicalDirector
            );
            let opened = glass::break_glass(
                &world.clinic,
                &actor,
                world.clinic.fresh_key(),
                person,
                &reason(),
            );
            match opened {
                Ok(_) => assert!(clinical, "{role:?}"),
                // Nobody breaks the glass on a record that is open to them anyway.
                Err(Refusal::Conflict(_)) => {
                    assert!(clinical && patient::chart(&world.clinic, &actor, person).is_ok());
                }
                Err(Refusal::NotFound) => assert!(!clinical, "{role:?}"),
                Err(other) => panic!("{role:?}: {other:?}"),
            }
        }
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        world.wait(minutes(5));
        let late = glass::break_glass(&world.clinic, &counselor, key(7), person, &reason());
        assert!(matches!(late, Err(Refusal::StepUp)));
    }
}

#[test]
fn a_review_is_closed_once_and_not_by_whoever_opened() {
    for world in worlds("review") {
        let house = &world.houses[0];
        let [one, two] = [0, 1].map(|at| {
            world
                .enter(house, house.who(Role::PrivacyOfficer, at))
                .actor
        });
        let words = line("It was needed; the chart was read once.");
        let close = |actor: &Actor, number| {
            glass::review(&world.clinic, actor, key(number), house.glass, &words)
        };
        let counselor = world.enter(house, house.who(Role::Counselor, 0)).actor;
        assert!(matches!(close(&counselor, 6), Err(Refusal::Denied)));
        close(&one, 7).unwrap();
        close(&one, 7).unwrap();
        assert!(matches!(close(&two, 8), Err(Refusal::Conflict(_))));
        let openings = glass::openings(&world.clinic, &two).unwrap();
        let review = openings[0].glass.review.clone();
        let told = Some(words.as_str().to_owned());
        assert_eq!(review, Some((world.now(), one.person(), told)));
    }
}

/// Somebody may hold a clinical role and be a privacy officer at once.
#[test]
fn nobody_reviews_their_own_opening() {
    for world in worlds("ownglass") {
        let house = &world.houses[0];
        let console = clinic::access::setup::operator(house.organization);
        let person = house.who(Role::Counselor, 0);
        let mut draft = house.member_draft(Role::Counselor, 0, "both");
        draft.roles.push(Role::PrivacyOfficer);
        clinic::people::staff::change_staff(&world.clinic, &console, key(6), person, &draft)
            .unwrap();
        let both = world.enter(house, person).actor;
        glass::break_glass(&world.clinic, &both, key(7), house.patients[3], &reason()).unwrap();
        let openings = glass::openings(&world.clinic, &both).unwrap();
        let own = openings
            .iter()
            .find(|opening| opening.glass.actor == person)
            .unwrap()
            .glass
            .id;
        let words = line("I was right.");
        let closed = glass::review(&world.clinic, &both, key(8), own, &words);
        assert!(matches!(closed, Err(Refusal::Conflict(_))));
        glass::review(&world.clinic, &both, key(9), house.glass, &words).unwrap();
    }
}
