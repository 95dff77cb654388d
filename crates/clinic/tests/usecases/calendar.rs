//! Calendars that phones subscribe to.

use crate::common::World;
use crate::common::house::House;
use crate::engines::worlds;
use care::attendance::calendar::{CalendarChoice, Title};
use care::groups::group::{Cause, Changed, SessionChange};
use care::{Role, TimeZoneName};
use clinic::Refusal;
use clinic::access::journal;
use clinic::attendance::calendar;
use clinic::groups::group::{ExceptionDraft, add_exception, join, remove_exception};
use clinic::people::staff;
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use policy::Actor;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The secret part of an address.
fn secret(address: &str) -> &str {
    let (_, file) = address.rsplit_once('/').expect("an address has a path");
    file.strip_suffix(".ics").expect("it ends like a calendar")
}

fn member(world: &World, house: &House) -> Actor {
    let director = director(world, house);
    let key = world.clinic.fresh_key();
    let (group, person) = (house.groups[0], house.patients[0]);
    let first = date(2026, 3, 2);
    let joined = join(&world.clinic, &director, key, group, person, first, None);
    joined.expect("there is a seat");
    world.enter(house, house.patients[0]).actor
}

fn director(world: &World, house: &House) -> Actor {
    world
        .enter(house, house.who(Role::ClinicalDirector, 0))
        .actor
}

fn address(world: &World, actor: &Actor) -> String {
    let made = calendar::make_address(&world.clinic, actor, world.clinic.fresh_key());
    made.expect("an address").to_string()
}

fn except(world: &World, house: &House, on: Date, change: SessionChange) {
    let draft = ExceptionDraft {
        date: on,
        cause: Cause::Weather,
        change,
    };
    let key = world.clinic.fresh_key();
    add_exception(
        &world.clinic,
        &director(world, house),
        key,
        house.groups[0],
        &draft,
    )
    .expect("it may differ");
}

/// One event as lines of its own.
fn events(text: &str) -> Vec<Vec<&str>> {
    let (parts, mut inside) = (text.split("\r\n"), false);
    let mut found: Vec<Vec<&str>> = Vec::new();
    for line in parts {
        if line == "BEGIN:VEVENT" {
            inside = true;
            found.push(Vec::new());
        } else if line == "END:VEVENT" {
            inside = false;
        } else if let Some(last) = found.last_mut().filter(|_| inside) {
            last.push(line);
        }
    }
    found
}

fn on<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    let all = events(text);
    let found = all
        .into_iter()
        .find(|event| event.iter().any(|line| line.ends_with(start)));
    found.unwrap_or_default()
}

#[test]
fn an_address_tells_when_and_nothing_else() {
    for world in worlds("calendar") {
        let house = &world.houses[0];
        let actor = member(&world, house);
        let address = address(&world, &actor);
        let read = || {
            calendar::feed(&world.clinic, secret(&address))
                .unwrap()
                .text
        };
        let text = read();
        // Tuesdays and Thursdays, twelve weeks ahead.
        assert_eq!(events(&text).len(), 24, "{text}");
        for word in [
            "Stepwell", "Recovery", "process", "North", "Cove", "LOCATION",
        ] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        let thursday = on(&text, "20260305T173000");
        assert!(thursday.contains(&"STATUS:CONFIRMED") && thursday.contains(&"SEQUENCE:0"));
        except(&world, house, date(2026, 3, 5), SessionChange::Cancelled);
        let text = read();
        let called_off = on(&text, "20260305T173000");
        assert!(called_off.contains(&"STATUS:CANCELLED") && called_off.contains(&"SEQUENCE:1"));
        let moved = Changed {
            moved: Some((date(2026, 3, 11), 600)),
            ..Changed::default()
        };
        except(
            &world,
            house,
            date(2026, 3, 10),
            SessionChange::Changed(moved),
        );
        let director = director(&world, house);
        let key = world.clinic.fresh_key();
        remove_exception(
            &world.clinic,
            &director,
            key,
            house.groups[0],
            date(2026, 3, 5),
        )
        .unwrap();
        let text = read();
        let again = on(&text, "20260305T173000");
        assert!(
            again.contains(&"STATUS:CONFIRMED") && again.contains(&"SEQUENCE:2"),
            "a change taken back is the newest"
        );
        assert_eq!(again[0], thursday[0], "the same appointment keeps its name");
        assert!(on(&text, "20260311T100000").contains(&"SEQUENCE:1"));
        let choice = CalendarChoice {
            title: Title::parse("Pottery").unwrap(),
            place: true,
            group_names: true,
        };
        calendar::choose(&world.clinic, &actor, world.clinic.fresh_key(), &choice).unwrap();
        let text = read();
        assert!(text.contains("SUMMARY:Pottery") && text.contains("LOCATION:Cove\\, North"));
        assert!(
            !text.contains("process"),
            "names of groups are for those who lead them"
        );
    }
}

#[test]
fn unknown_and_taken_back_answer_the_same_and_the_journal_keeps_one_reading_a_day() {
    for world in worlds("calendar_secret") {
        let house = &world.houses[0];
        let actor = member(&world, house);
        let first = address(&world, &actor);
        let before = world.journal_length(house);
        for _ in 0..3 {
            calendar::feed(&world.clinic, secret(&first)).unwrap();
        }
        let said = |before| -> Vec<String> {
            let entries = world.journal_after(house, before);
            entries.iter().map(|entry| entry.action.clone()).collect()
        };
        assert_eq!(said(before), ["calendar.read"]);
        world.wait(SignedDuration::from_hours(24));
        calendar::feed(&world.clinic, secret(&first)).unwrap();
        assert_eq!(said(before), ["calendar.read", "calendar.read"]);
        let actor = world.enter(house, actor.person()).actor;
        let second = address(&world, &actor);
        let gone = |address: &str| {
            let answer = calendar::feed(&world.clinic, secret(address));
            assert!(matches!(answer, Err(Refusal::NotFound)), "{address}");
        };
        gone(&first);
        gone("https://x/calendar/nothing.ics");
        let other = &world.houses[1];
        let theirs = world.enter(other, other.who(Role::Counselor, 0)).actor;
        let theirs = address(&world, &theirs);
        // Another organization's prefix before this secret.
        let (prefix, _) = secret(&theirs).split_once('.').unwrap();
        let (_, token) = secret(&second).split_once('.').unwrap();
        gone(&format!("https://x/calendar/{prefix}.{token}.ics"));
        calendar::feed(&world.clinic, secret(&second)).unwrap();
        calendar::revoke(&world.clinic, &actor, world.clinic.fresh_key()).unwrap();
        gone(&second);
        let again = calendar::revoke(&world.clinic, &actor, world.clinic.fresh_key());
        assert!(matches!(again, Err(Refusal::Conflict(_))));
        let auditor = world.enter(house, house.who(Role::Auditor, 0)).actor;
        assert!(
            journal::verify(&world.clinic, &auditor, None)
                .unwrap()
                .is_ok()
        );
    }
}

#[test]
fn whoever_leads_sees_what_they_lead_until_their_account_is_closed() {
    for world in worlds("calendar_staff") {
        let house = &world.houses[0];
        let counselor = house.who(Role::Counselor, 0);
        let actor = world.enter(house, counselor).actor;
        let address = address(&world, &actor);
        let read = || calendar::feed(&world.clinic, secret(&address)).map(|feed| feed.text);
        assert!(read().unwrap().contains("SUMMARY:Appointment"));
        let choice = CalendarChoice {
            group_names: true,
            ..CalendarChoice::default()
        };
        calendar::choose(&world.clinic, &actor, world.clinic.fresh_key(), &choice).unwrap();
        assert!(read().unwrap().contains("SUMMARY:Evening process"));
        let administrator = house.who(Role::ProgramAdministrator, 0);
        let administrator = world.enter(house, administrator).actor;
        staff::set_disabled(
            &world.clinic,
            &administrator,
            world.clinic.fresh_key(),
            counselor,
            true,
        )
        .unwrap();
        assert!(matches!(read(), Err(Refusal::NotFound)));
        let supporter = world.enter(house, house.supporter).actor;
        let denied = calendar::make_address(&world.clinic, &supporter, world.clinic.fresh_key());
        assert!(matches!(denied, Err(Refusal::Denied)));
    }
}

#[test]
fn an_address_is_told_once() {
    let world = World::embedded();
    let actor = member(&world, &world.houses[0]);
    let key = world.clinic.fresh_key();
    let told = calendar::make_address(&world.clinic, &actor, key).unwrap();
    let twice = calendar::make_address(&world.clinic, &actor, key);
    assert!(matches!(twice, Err(Refusal::Conflict(_))));
    assert!(calendar::feed(&world.clinic, secret(&told)).is_ok());
}

/// What the strict parser said of a calendar, by columns; nothing where there is no such parser here.
fn strictly(text: &str) -> Option<Vec<Vec<String>>> {
    let python = std::env::var("STEPWELL_TEST_ICALENDAR").ok();
    let absent = "no strict reader looks at the calendar, because STEPWELL_TEST_ICALENDAR is not set; `cargo xtask test` sets it";
    let python = crate::absent::needed(python, absent, true)?;
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/usecases/calendar/strict.py"
    );
    let mut parser = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the parser starts");
    let mut stdin = parser.stdin.take().expect("it reads");
    stdin.write_all(text.as_bytes()).expect("it takes the text");
    drop(stdin);
    let output = parser.wait_with_output().expect("it ends");
    assert!(
        output.status.success(),
        "the strict parser refused:\n{text}"
    );
    let said = String::from_utf8(output.stdout).expect("it says text");
    let row = |line: &str| line.split('\t').map(str::to_owned).collect();
    Some(said.lines().map(row).collect())
}

/// Spring and autumn: the clock of the wall stays, the length stays, the instant follows the zone.
#[test]
fn a_strict_parser_reads_every_meeting_at_its_local_time_and_length_when_the_clocks_change() {
    let world = World::embedded();
    let house = &world.houses[0];
    let actor = member(&world, house);
    let address = address(&world, &actor);
    let zone = TimeZoneName::parse("America/New_York").unwrap().zone();
    for (days, change) in [(0, date(2026, 3, 8)), (240, date(2026, 11, 1))] {
        world.wait(SignedDuration::from_hours(24 * days));
        let text = calendar::feed(&world.clinic, secret(&address))
            .unwrap()
            .text;
        let Some(read) = strictly(&text) else { return };
        assert!(read.len() >= 24, "{text}");
        let mut offsets = std::collections::BTreeSet::new();
        let mut names = std::collections::BTreeSet::new();
        for row in &read {
            let [local, utc, minutes, ..] = row.as_slice() else {
                panic!("{row:?}")
            };
            assert!(local.ends_with("T17:30"), "{row:?}");
            assert_eq!(minutes, "180");
            let civil: jiff::civil::DateTime = local.parse().unwrap();
            let instant: jiff::Timestamp = utc.parse().unwrap();
            assert_eq!(zone.to_timestamp(civil).unwrap(), instant, "{row:?}");
            offsets.insert((civil.date() < change, zone.to_offset(instant)));
            names.insert(row[5].clone());
        }
        assert_eq!(offsets.len(), 2, "before and after the change: {offsets:?}");
        assert_eq!(names.len(), read.len(), "every name is there once");
    }
}
