//! Crowds of strangers: whoever is here is found behind them.

use crate::common::house::House;
use crate::common::{World, key};
use crate::engines::worlds;
use crate::inquiries::{add, draft, who};
use care::Role;
use care::intake::inquiry::{InquiryDraft, Sign};
use care::people::patient::BirthDate;
use clinic::Clinic;
use clinic::intake::inquiry;
use clinic::intake::inquiry::BoardFilter;
use clinic::people::import;
use clinic::people::import::LineOutcome;
use jiff::civil::date;
use policy::Actor;

/// More than are looked at for one answer.
const CROWD: u128 = record::people::search::ALIKE_MAX as u128 + 5;

/// Requests of strangers, as the public page takes them, at one site.
fn crowd(world: &World, house: &House, first_key: u128, asked: &InquiryDraft) {
    for number in first_key..first_key + CROWD {
        inquiry::request(&world.clinic, house.organization, key(number), asked).unwrap();
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
        crowd(&world, house, 1_000, &stranger);
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

/// Why a Dana Whitfield of a table is not brought in, without what to do then.
fn brought_in(clinic: &Clinic, actor: &Actor, born: &str) -> Vec<String> {
    let table = format!(
        "given name,family name,born,phone,email,site\nDana,Whitfield,{born},,d@import.example,North\n"
    );
    let lines = import::import_people(clinic, actor, &table, false).unwrap();
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
        crowd(&world, house, 1_000, &stranger);
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
