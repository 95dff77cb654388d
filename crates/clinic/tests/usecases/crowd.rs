//! Crowds of strangers: whoever is here is found behind them.

use crate::common::house::{House, line};
use crate::common::{World, key, minutes};
use crate::details::sister_at;
use crate::engines::worlds;
use crate::inquiries::{add, draft, who};
use care::Role;
use care::intake::inquiry::{InquiryDraft, SafeNow, Sign};
use care::people::patient::BirthDate;
use clinic::Clinic;
use clinic::intake::inquiry::{Beyond, BoardFilter, LINES_MAX};
use clinic::intake::{inquiry, waiting};
use clinic::people::import;
use clinic::people::import::LineOutcome;
use clinic::people::{details, emergency, patient};
use jiff::civil::date;
use policy::Actor;
use record::RecordError;
use record::journal;
use record::journal::Detail;

/// More than are looked at for one answer.
const CROWD: u128 = record::people::search::ALIKE_MAX as u128 + 5;

/// Requests of strangers, as the public page takes them, at one site.
fn crowd(world: &World, house: &House, people: u128, asked: &InquiryDraft) {
    for number in 0..people {
        let key = key(1_000 + number);
        inquiry::request(&world.clinic, house.organization, key, asked).unwrap();
    }
}

#[test]
fn whoever_is_here_is_noticed_behind_any_number_of_newer_people_named_alike_elsewhere() {
    for world in worlds("crowd_elsewhere") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let dana = add(&world, house, "Dana", "555 010 0199");
        let mut stranger = draft(house, 1, "Dana", "555 010 0199");
        stranger.born = None;
        crowd(&world, house, CROWD, &stranger);
        let noticed = |name: &str, phone: &str, born: bool| {
            let mut again = draft(house, 0, name, phone);
            again.born = again.born.filter(|_| born);
            let alike = inquiry::alike(clinic, &intake, clinic.fresh_key(), &again).unwrap();
            assert!(!alike.has_more, "who is elsewhere is not even counted");
            let shown = alike.shown.into_iter();
            shown
                .map(|alike| (alike.known.inquiry, alike.signs))
                .collect::<Vec<_>>()
        };
        let (other, own) = ("555 010 0111", "555 010 0199");
        for (found, sign) in [
            (noticed("Dana", other, false), Sign::Name),
            (noticed("Danielle", other, true), Sign::BirthAndName),
            (noticed("Somebody", own, false), Sign::Phone),
        ] {
            assert_eq!(found, [(Some(dana), vec![sign])]);
        }
        for query in ["Dana Whitfield", "whitfield", "555 010 0199", "0199"] {
            let filter = BoardFilter {
                query: Some(query.to_owned()),
                ..BoardFilter::default()
            };
            let board = inquiry::board(clinic, &intake, &filter).unwrap();
            let found: Vec<_> = board.open.iter().map(|card| card.inquiry.id).collect();
            assert_eq!(found, [dana], "{query}");
        }
        assert_eq!(
            brought_in(clinic, &intake, ""),
            ["Dana Whitfield, who is here, may be the same person."]
        );
    }
}

#[test]
fn whoever_named_the_caller_is_found_behind_any_number_of_people_elsewhere_who_named_them_too() {
    for world in worlds("crowd_of_named") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let [near, far] = [0, 1].map(|at| who(&world, house, Role::IntakeCoordinator, at));
        let named = sister_at("555 010 0177");
        let adds = |intake: &Actor, at: usize| {
            let asked = draft(house, at, "Dana", "555 010 0199");
            let key = clinic.fresh_key();
            let person = inquiry::add_person(clinic, intake, key, &asked).unwrap();
            details::set(clinic, intake, clinic.fresh_key(), person, &named).unwrap();
            person
        };
        let dana = adds(&near, 0);
        for _ in 0..CROWD {
            adds(&far, 1);
        }
        for query in ["555 010 0177", "0177"] {
            let found = emergency::named_at(clinic, &near, query).unwrap();
            let found: Vec<_> = found.iter().map(|one| one.person).collect();
            assert_eq!(found, [dana], "{query}");
        }
    }
}

/// Why a Dana Whitfield of a table is not brought in, without what to do then.
fn brought_in(clinic: &Clinic, actor: &Actor, born: &str) -> Vec<String> {
    let table = format!(
        "given name,family name,born,phone,email,site\nDana,Whitfield,{born},,d@import.example,North\n"
    );
    let lines = import::import_people(clinic, actor, &table, false)
        .unwrap()
        .lines;
    let [line] = &lines[..] else {
        panic!("the table has one line")
    };
    let LineOutcome::Refused(sentences) = &line.outcome else {
        panic!("she is taken for somebody new")
    };
    let why = sentences
        .iter()
        .filter_map(|sentence| sentence.strip_suffix(" Add this one by hand if not."));
    why.map(str::to_owned).collect()
}

fn born(date_of_birth: &str) -> Option<BirthDate> {
    BirthDate::parse(date_of_birth, date(2026, 3, 2)).ok()
}

#[test]
fn whoever_is_known_stands_before_any_crowd_here_and_nobody_behind_it_is_said_to_be_new() {
    for world in worlds("crowd_here") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let dana = add(&world, house, "Dana", "555 010 0199");
        let mut asked = draft(house, 0, "Dana", "555 010 0133");
        asked.born = born("1980-05-06");
        inquiry::request(clinic, house.organization, key(999), &asked).unwrap();
        let mut stranger = draft(house, 0, "Dana", "555 010 0111");
        stranger.born = born("1970-01-01");
        crowd(&world, house, CROWD, &stranger);
        let alike = |date_of_birth: Option<BirthDate>| {
            let mut again = draft(house, 0, "Dana", "555 010 0122");
            again.born = date_of_birth;
            inquiry::alike(clinic, &intake, clinic.fresh_key(), &again).unwrap()
        };
        let found = alike(None);
        let first = (found.shown[0].known.inquiry, found.shown.len());
        assert_eq!(first, (Some(dana), 5), "somebody here spoke with her");
        assert!(found.has_more);
        let found = alike(born("1980-05-06"));
        let signs: Vec<_> = found.shown.iter().map(|one| &one.signs[..]).collect();
        assert_eq!(signs, [[Sign::BirthAndName]], "by the day of her birth");
        let found = alike(born("1985-06-07"));
        assert!(found.shown.is_empty() && found.has_more && !found.is_nobody());
        let why = "More people are like this one than can be looked through, and one of them may be the same.";
        assert_eq!(brought_in(clinic, &intake, "1985-06-07"), [why]);
    }
}

#[test]
fn no_crowd_of_dangers_hides_whoever_is_worked_on_or_asks_after_it_and_all_of_it_is_counted() {
    const LISTED: usize = record::people::patient::LIST_MAX as usize;
    for world in worlds("crowd_of_dangers") {
        let house = &world.houses[0];
        let clinic = &world.clinic;
        let intake = who(&world, house, Role::IntakeCoordinator, 0);
        let mut danger = draft(house, 0, "Wren", "555 010 0190");
        danger.safe_now = Some(SafeNow::No);
        let worked = add(&world, house, "Dana", "555 010 0199");
        world.wait(minutes(1));
        crowd(&world, house, LISTED as u128 + 5, &danger);
        world.wait(minutes(1));
        let calm = draft(house, 0, "Noor", "555 010 0111");
        let asked =
            inquiry::request(clinic, house.organization, clinic.fresh_key(), &calm).unwrap();
        let board = inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
        let shown = |id| board.open.iter().any(|card| card.inquiry.id == id);
        assert!(shown(worked) && shown(asked.inquiry));
        let (in_danger, others) = (5, 0);
        assert_eq!(board.more, Beyond { in_danger, others });
        let list = inquiry::worklist(clinic, &intake).unwrap();
        assert_eq!((list.now.len(), list.in_danger), (LINES_MAX, LISTED + 5));
        assert_eq!(list.more_in_danger, LISTED + 5 - LINES_MAX);
        // Nor does it hide her from whoever looks for the name that all of them have.
        let filter = BoardFilter {
            query: Some("Whitfield".to_owned()),
            ..BoardFilter::default()
        };
        let named = inquiry::board(clinic, &intake, &filter).unwrap();
        assert!(named.open.iter().any(|card| card.inquiry.id == worked));
        // The journal keeps who stood on the page, and not whoever was behind it.
        let before = world.journal_length(house);
        inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
        let entries = world.journal_after(house, before);
        let listed = entries.iter().find(|it| it.action == "inquiry.listed");
        let detail = world.read(house, |read| journal::detail(read, listed.unwrap()));
        let Detail::Open(detail) = detail else {
            panic!("who was shown is kept")
        };
        let detail: serde_json::Value = serde_json::from_str(&detail).unwrap();
        let shown = detail["shown"].as_array().unwrap();
        assert_eq!(shown.len(), LINES_MAX + 2);
        // Whoever is forgotten takes nobody's place: those who were beyond it are on the list then.
        let officer = world.enter(house, house.who(Role::PrivacyOfficer, 0)).actor;
        for card in board.open.iter().filter(|card| card.is_danger()).take(5) {
            let person = card.inquiry.person;
            let reason = line("asked for in writing");
            patient::forget_person(clinic, &officer, clinic.fresh_key(), person, &reason).unwrap();
        }
        let board = inquiry::board(clinic, &intake, &BoardFilter::default()).unwrap();
        let in_danger = board.open.iter().filter(|card| card.is_danger()).count();
        assert_eq!((in_danger, board.more), (LISTED, Beyond::default()));
        // Of those who wait for a place, the list says as well how many more there are; nobody else counts there.
        let late = inquiry::request(clinic, house.organization, clinic.fresh_key(), &calm).unwrap();
        let waits: Result<(), RecordError> = clinic.record().transact(house.organization, |tx| {
            for card in &board.open {
                let mut inquiry = card.inquiry.clone();
                inquiry.waiting_since = Some(date(2026, 3, 2));
                record::intake::inquiry::update(tx, clinic.dice(), &inquiry)?;
            }
            Ok(())
        });
        waits.unwrap();
        let list = waiting::list(clinic, &intake, None).unwrap();
        assert_eq!((list.rows.len(), list.more), (LISTED, 2));
        assert!(list.rows.iter().all(|row| row.inquiry.id != late.inquiry));
    }
}
