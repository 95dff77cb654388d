//! Who must know of a change to their sessions: every act that changes some is done here, and whom it touched is found
//! a second time, from the weeks of everybody before and after it.

use crate::attendance::{enter, fill, group, person};
use crate::common::house::House;
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::week::{MONDAY, Site};
use crate::{board, hours, repair};
use care::groups::group::{Cause, SessionChange};
use care::groups::notice::ChangeAct;
use care::people::contact_rules::{Channel, SafeContact};
use care::planning::week::Event;
use care::{NoticeId, PersonId, Role};
use clinic::Refusal;
use clinic::attendance::hours::cancel_makeup;
use clinic::attendance::own_week::week_of;
use clinic::groups::group::{
    ExceptionDraft, Scope, add_exception, change_group, close_day, join, leave, remove_exception,
};
use clinic::groups::told::{Changes, changes, own_changes, reach, see, tell};
use clinic::people::reach as rules;
use clinic::planning::week;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use policy::Actor;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const MAIL: &str = "Your times have changed";

fn march(day: i8) -> Date {
    date(2026, 3, day)
}

fn director(world: &World) -> Actor {
    enter(world, Role::ClinicalDirector, 0)
}

/// What each person at the first site comes to in four weeks, by anything that they would notice.
fn weeks(world: &World) -> BTreeMap<PersonId, Vec<String>> {
    let (clinic, director) = (&world.clinic, director(world));
    let here = world.houses[0].patients[..3].iter();
    let all = here.map(|person| {
        let weeks = (0..4).map(|weeks| march(2) + weeks.weeks());
        let sessions = weeks.flat_map(|monday| {
            let week = week_of(clinic, &director, *person, Some(monday)).unwrap();
            week.sessions
        });
        let held = sessions.filter(|mine| mine.session.held());
        let said = held.map(|mine| {
            let one = &mine.session;
            format!(
                "{} {} {:?} {:?}",
                one.local, one.minutes, one.place, one.facilitators
            )
        });
        (*person, said.collect())
    });
    all.collect()
}

fn seen(world: &World) -> Changes {
    changes(&world.clinic, &director(world)).unwrap()
}

/// Every notice there is, with the act and whom it touched.
fn notices(world: &World) -> BTreeMap<NoticeId, (ChangeAct, PersonId)> {
    let found = seen(world);
    let people = found.changes.iter().flat_map(|change| &change.people);
    people
        .map(|told| {
            let kept = &told.notice;
            (kept.id, (kept.notice.act, kept.person))
        })
        .collect()
}

fn cancel(world: &World, on: Date) {
    let draft = ExceptionDraft {
        date: on,
        cause: Cause::StaffAway,
        change: SessionChange::Cancelled,
    };
    let clinic = &world.clinic;
    let done = add_exception(
        clinic,
        &director(world),
        clinic.fresh_key(),
        group(world),
        &draft,
    );
    done.unwrap();
}

/// Somebody told all of them: what is undone from now on has to be told as well.
fn call_everybody(world: &World) {
    let (clinic, director) = (&world.clinic, director(world));
    for id in notices(world).into_keys() {
        // Who was called already stays called.
        let _ = reach(clinic, &director, clinic.fresh_key(), id, true);
    }
}

/// Brings about what an act needs, and answers what does it. A new act does not compile before it is done here.
#[expect(clippy::too_many_lines, reason = "one arm for each act")]
fn doing(world: &World, house: &House, act: ChangeAct) -> Box<dyn FnOnce(&World)> {
    let key = |world: &World| world.clinic.fresh_key();
    let (id, at) = (house.groups[0], house.sites[0]);
    let (first, membership) = (house.patients[0], house.membership);
    match act {
        ChangeAct::SessionChanged => Box::new(|world| cancel(world, march(3))),
        ChangeAct::SessionMoved => Box::new(|world| {
            let moved = board::to(world, march(10), Scope::Once, march(11));
            board::go(world, &moved).unwrap();
        }),
        ChangeAct::PutBack => {
            cancel(world, march(5));
            call_everybody(world);
            Box::new(move |world| {
                let director = director(world);
                remove_exception(&world.clinic, &director, key(world), id, march(5)).unwrap();
            })
        }
        ChangeAct::DayClosed => Box::new(move |world| {
            let (director, cause) = (director(world), Cause::Holiday);
            close_day(&world.clinic, &director, key(world), at, march(12), cause).unwrap();
        }),
        ChangeAct::SeriesChanged => {
            let mut shorter = house.group_draft("Evening process", 0);
            shorter.minutes = 120;
            Box::new(move |world| {
                let director = director(world);
                change_group(
                    &world.clinic,
                    &director,
                    key(world),
                    id,
                    march(10),
                    &shorter,
                )
                .unwrap();
            })
        }
        ChangeAct::Joined => Box::new(move |world| {
            let director = director(world);
            join(
                &world.clinic,
                &director,
                key(world),
                id,
                first,
                march(3),
                None,
            )
            .unwrap();
        }),
        ChangeAct::Left => Box::new(move |world| {
            let director = director(world);
            leave(&world.clinic, &director, key(world), membership, march(5)).unwrap();
        }),
        ChangeAct::MakeupBooked => {
            fill(world);
            let morning = hours::morning(world, 8);
            Box::new(move |world| {
                let counselor = enter(world, Role::Counselor, 0);
                hours::book(world, &counselor, 0, morning).unwrap();
            })
        }
        ChangeAct::MakeupCancelled => {
            fill(world);
            let morning = hours::morning(world, 8);
            let counselor = enter(world, Role::Counselor, 0);
            let booked = hours::book(world, &counselor, 0, morning).unwrap();
            call_everybody(world);
            Box::new(move |world| {
                let counselor = enter(world, Role::Counselor, 0);
                cancel_makeup(&world.clinic, &counselor, key(world), booked).unwrap();
            })
        }
        ChangeAct::WeekAccepted => {
            Site::open(world, house);
            let counselor = enter(world, Role::Counselor, 0);
            let offered = week::choices(&world.clinic, &counselor, first, Some(MONDAY)).unwrap();
            let plan = offered.weeks[0].plan.clone();
            Box::new(move |world| {
                let counselor = enter(world, Role::Counselor, 0);
                week::accept(&world.clinic, &counselor, key(world), first, MONDAY, &plan).unwrap();
            })
        }
        ChangeAct::WeekPublished => {
            let site = Site::open(world, house);
            let made = site.assigned(world, house);
            Box::new(move |world| {
                let director = director(world);
                week::publish(&world.clinic, &director, key(world), made, false).unwrap();
            })
        }
        ChangeAct::Repaired => {
            let site = repair::published(world, house);
            let (from, through) = (march(12), march(12));
            let snow = Event::SiteClosed { from, through };
            let shown = repair::repaired(world, house, &site, &snow);
            let made = shown.proposal.id;
            call_everybody(world);
            Box::new(move |world| {
                let director = director(world);
                week::publish(&world.clinic, &director, key(world), made, false).unwrap();
            })
        }
    }
}

#[test]
fn every_act_that_changes_sessions_says_whom_it_touched_and_nobody_else() {
    for act in ChangeAct::ALL.iter().copied() {
        for world in worlds(&format!("told_{}", act.code())) {
            let house = &world.houses[0];
            let does = doing(&world, house, act);
            let (were, known) = (weeks(&world), notices(&world));
            does(&world);
            let are = weeks(&world);
            let touched: BTreeSet<PersonId> = were
                .iter()
                .filter(|(person, sessions)| are[*person] != **sessions)
                .map(|(person, _)| *person)
                .collect();
            let found: BTreeSet<(ChangeAct, PersonId)> = notices(&world)
                .into_iter()
                .filter(|(id, _)| !known.contains_key(id))
                .map(|(_, told)| told)
                .collect();
            let expected: BTreeSet<_> = touched.iter().map(|person| (act, *person)).collect();
            assert!(!touched.is_empty(), "{act:?} changed nothing");
            assert_eq!(found, expected, "{act:?}");
        }
    }
}

#[test]
fn what_is_undone_before_anybody_was_told_leaves_nobody_to_tell() {
    for world in worlds("told_undone") {
        let (clinic, director) = (&world.clinic, director(&world));
        let before = notices(&world);
        cancel(&world, march(3));
        assert_eq!(notices(&world).len(), before.len() + 1);
        let key = clinic.fresh_key();
        remove_exception(clinic, &director, key, group(&world), march(3)).unwrap();
        assert_eq!(notices(&world), before);
    }
}

#[test]
fn whoever_is_touched_reads_it_until_they_say_so_and_is_written_to_as_their_rules_let_it() {
    for world in worlds("told_ways") {
        let (clinic, house, director) = (&world.clinic, &world.houses[0], director(&world));
        fill(&world);
        call_everybody(&world);
        world.wait(minutes(1));
        cancel(&world, march(3));
        let quiet = person(&world, 1);
        let strict = SafeContact {
            channels: vec![Channel::Phone],
            ..SafeContact::default()
        };
        rules::set_rules(clinic, &director, clinic.fresh_key(), quiet, &strict).unwrap();
        let found = seen(&world);
        let change = &found.changes[0];
        assert_eq!((change.people.len(), change.to_write), (3, 2));
        let before = world.mail(house, MAIL).len();
        let id = change.id;
        let sent = tell(clinic, &director, clinic.fresh_key(), id).unwrap();
        let mail = world.mail(house, MAIL);
        assert_eq!((sent, mail.len() - before), (2, 2));
        for (who, letter) in &mail {
            assert_ne!(*who, quiet);
            let text = letter.text();
            for telling in ["Evening process", "Person0", house.name, "North"] {
                assert!(!text.contains(telling), "{text}");
            }
        }
        // Nobody is written to twice.
        assert_eq!(tell(clinic, &director, clinic.fresh_key(), id).unwrap(), 0);

        let herself = world.enter(house, person(&world, 0)).actor;
        let own = own_changes(clinic, &herself).unwrap();
        let newest = own.changes[0].id;
        assert_eq!(own.changes[0].differences.len(), 1);
        see(clinic, &herself, clinic.fresh_key(), newest).unwrap();
        let left = own_changes(clinic, &herself).unwrap();
        assert!(left.changes.iter().all(|one| one.id != newest));
        // What is somebody else's is nobody's to have seen.
        let found = seen(&world);
        let theirs = found.changes[0].people.iter();
        let theirs = theirs.map(|told| &told.notice);
        let theirs = theirs.filter(|kept| kept.person == quiet);
        let theirs = theirs.map(|kept| kept.id).next().unwrap();
        let refused = see(clinic, &herself, clinic.fresh_key(), theirs);
        assert!(matches!(refused, Err(Refusal::NotFound)));

        // By telephone, once, and taken back.
        let call = |reached| reach(clinic, &director, clinic.fresh_key(), theirs, reached);
        call(true).unwrap();
        assert!(matches!(call(true), Err(Refusal::Conflict(_))));
        call(false).unwrap();
        let counselor = enter(&world, Role::Counselor, 0);
        let denied = reach(clinic, &counselor, clinic.fresh_key(), theirs, true);
        assert!(matches!(denied, Err(Refusal::NotFound)));
    }
}

/// Whatever writes memberships, make-ups or what differs on a date, with why it need not write down whom it touched
/// where it does not do so itself.
const WRITERS: [(&str, Option<&str>); 10] = [
    ("attendance/hours/makeup.rs", None),
    ("groups/group.rs", None),
    ("groups/group/exception.rs", None),
    ("groups/group/member.rs", None),
    ("groups/group/shift.rs", None),
    (
        "planning/week/apply.rs",
        Some("is called by what accepts and publishes a week, which do"),
    ),
    ("planning/week/publish.rs", None),
    (
        "planning/week/repair/choice.rs",
        Some("is called by what publishes a repair, which does"),
    ),
    ("planning/week/repair/undo.rs", None),
    ("stays/phase.rs", None),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn nothing_changes_sessions_without_writing_down_whom_it_touched() {
    const WRITE: [&str; 8] = [
        "membership::insert(",
        "membership::end(",
        "membership::delete(",
        "makeup::insert(",
        "makeup::delete(",
        "group::insert_exception(",
        "group::delete_exception(",
        "group::update(",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut writers = BTreeSet::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        if !WRITE.iter().any(|write| text.contains(write)) {
            continue;
        }
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let known = WRITERS.iter().find(|(file, _)| *file == name);
        let Some((_, excused)) = known else {
            panic!("{name} changes sessions: do so within told::around, and name it here");
        };
        let notes = text.contains("told::around(") || text.contains("told::known(");
        assert!(notes || excused.is_some(), "{name}");
        writers.insert(name);
    }
    assert_eq!(writers.len(), WRITERS.len());
}
