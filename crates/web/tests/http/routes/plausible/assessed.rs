//! Requests about assessments, measures and signals.

use super::super::table::Row;
use super::{Fields, unused};
use crate::served::Served;
use care::assessment::finding::{RawDiagnosis, RawValue, Severity, Source, Substance};
use care::followup::signal::{About, Done, PersonReached, ResponseOutcome};
use care::people::answered::Answered;
use care::people::details::{Circumstances, Working};
use care::{PersonId, ResultId, Role};
use clinic::assessment::interview;
use clinic::assessment::interview::Statement;
use clinic::assessment::measure;
use clinic::followup::signal;
use clinic::followup::signal::{ResponseDraft, Which};
use clinic::people::details;
use jiff::SignedDuration;
use measures::Answers;

const SCREENER: [&str; 7] = ["1", "2", "3", "4", "5", "6", "6a"];

/// A path and fields, where the row is about one of these.
pub fn plausible(served: &Served, row: &Row) -> Option<(String, Fields)> {
    let house = served.house();
    let person = house.patients[if row.which == "far" { 3 } else { 0 }];
    let own = |path: &str| row.path.starts_with(path);
    let (mut id, mut result) = (person.to_string(), String::new());
    let fields = match row.path.rsplit('/').next()? {
        "{section}" | "rapid" => vec![
            ("source", "person".to_owned()),
            ("a.home.stability", "stable".to_owned()),
        ],
        "confirm" if own("/staff/people/{id}/") => vec![
            ("question", "work.status".to_owned()),
            ("said", offered(served, person)),
        ],
        "settle" => vec![
            ("question", "home.stability".to_owned()),
            ("value", "stable".to_owned()),
        ],
        "diagnosis" => vec![
            ("substance", "alcohol".to_owned()),
            ("severity", "mild".to_owned()),
        ],
        "back" if !row.path.contains("/phase/") => {
            diagnosed(served, person);
            vec![("substance", "alcohol".to_owned())]
        }
        "assessment-done" => {
            under_way(served, person);
            Vec::new()
        }
        "assessment" | "safety" | "measures" | "done" | "assign" => Vec::new(),
        "new" if row.path.contains("/measures/") => vec![("i.1", "1".to_owned())],
        "{code}" => vec![("i.1", "1".to_owned())],
        "{result}" => {
            result = scored(served, person, 0).to_string();
            Vec::new()
        }
        // A result that only suggests something.
        "finding" => {
            result = withdrawal(served, person).to_string();
            Vec::new()
        }
        _ if own("/staff/signals/") => {
            id = raised(served, person);
            if row.path.ends_with("/close") {
                answered(served, &id);
            }
            vec![
                ("words", "Called, agreed on tomorrow.".to_owned()),
                ("done", "now".to_owned()),
            ]
        }
        _ => return None,
    };
    if !own("/staff/people/{id}/") && !own("/staff/signals/") && !own("/me/") {
        return None;
    }
    // A form of the route takes no other fields than its own.
    let bare = row.path.ends_with("/close") || row.path.ends_with("/take");
    let fields = if row.changes && !bare {
        fields
    } else {
        Vec::new()
    };
    let path = row
        .path
        .replace("{id}", &id)
        .replace("{section}", "home")
        .replace("{code}", "phq-9")
        .replace("{result}", &result);
    Some((path, fields))
}

/// Writes down among somebody's details that they work otherwise than before, after whatever was answered to it; answers
/// since when that stands there.
fn offered(served: &Served, person: PersonId) -> String {
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    // What was confirmed once is no news again.
    for working in Working::ALL.iter().copied() {
        served.world.wait(SignedDuration::from_mins(1));
        let working = Circumstances {
            working: Answered::Said(working),
            ..Circumstances::default()
        };
        details::set(clinic, &director, clinic.fresh_key(), person, &working).unwrap();
        let view = interview::view(clinic, &director, person).unwrap();
        let mut offered = view.offered.iter();
        let found = offered.find(|one| one.question.question().id == "work.status");
        if let Some(found) = found {
            return found.at.as_microsecond().to_string();
        }
    }
    panic!("every answer was confirmed");
}

/// A file to read, or a reading that waits.
pub fn wording(served: &Served, row: &Row) -> (String, Fields) {
    let text = crate::wording::questionnaire("gad-7").to_string();
    let mut path = row.path.replace("{code}", "gad-7");
    if path.contains("{revision}") {
        let (clinic, actor) = (
            &served.world.clinic,
            served.enter(Role::ProgramAdministrator).actor,
        );
        measure::read_wording(clinic, &actor, clinic.fresh_key(), &text, None).unwrap();
        let worded = measure::wording_of(clinic, &actor, "gad-7").unwrap();
        let revision = worded.waiting.unwrap().revision.to_string();
        path = path.replace("{revision}", &revision);
    }
    let reads = row.changes && row.path == "/staff/measures";
    (
        path,
        if reads {
            vec![("text", text)]
        } else {
            Vec::new()
        },
    )
}

fn diagnosed(served: &Served, person: PersonId) {
    let director = served.enter(Role::ClinicalDirector).actor;
    let raw = RawDiagnosis {
        substance: Substance::Alcohol,
        severity: Severity::Mild,
        remission: None,
        controlled_environment: false,
        maintenance_medication: false,
    };
    // The clock of the tests stands still, and of two entries at one instant neither is the later one.
    served.world.wait(SignedDuration::from_secs(1));
    let clinic = &served.world.clinic;
    interview::enter_diagnosis(clinic, &director, clinic.fresh_key(), person, &raw).unwrap();
    served.world.wait(SignedDuration::from_secs(1));
}

fn under_way(served: &Served, person: PersonId) {
    let director = served.enter(Role::ClinicalDirector).actor;
    let new = Statement {
        question: "readiness.wants".to_owned(),
        about: None,
        value: Some(RawValue::Text(unused(served))),
        not_known: None,
        source: Source::Person,
        settles: false,
    };
    let clinic = &served.world.clinic;
    interview::answer(clinic, &director, clinic.fresh_key(), person, &[new], None).unwrap();
}

fn scored(served: &Served, person: PersonId, first: i32) -> ResultId {
    let director = served.enter(Role::ClinicalDirector).actor;
    let mut answers = Answers::new();
    for item in SCREENER {
        let value = if item == "1" { first } else { 0 };
        answers = answers.with(item, value);
    }
    let clinic = &served.world.clinic;
    let key = clinic.fresh_key();
    measure::record(clinic, &director, key, person, "c-ssrs-screener", &answers)
        .unwrap()
        .id
}

/// A COWS of no points, later than anything that was answered before.
fn withdrawal(served: &Served, person: PersonId) -> ResultId {
    let director = served.enter(Role::ClinicalDirector).actor;
    served.world.wait(SignedDuration::from_secs(1));
    let items = measure::instrument("cows").unwrap().items.iter();
    let none = items.fold(Answers::new(), |none, item| none.with(item.id.as_str(), 0));
    let clinic = &served.world.clinic;
    let kept = measure::record(clinic, &director, clinic.fresh_key(), person, "cows", &none);
    kept.unwrap().id
}

/// A new card: what an earlier request left open is closed, because a further result would join it.
fn raised(served: &Served, person: PersonId) -> String {
    let director = served.enter(Role::ClinicalDirector).actor;
    let clinic = &served.world.clinic;
    for left in signal::list(clinic, &director, Which::Open).unwrap() {
        let without = "The hospital does both with them today.";
        let draft = ResponseDraft {
            words: "Called her; she stays with her sister.".to_owned(),
            done: Done::AtOnce,
            outcome: ResponseOutcome {
                reached: Some(PersonReached::Reached),
                without: Some(without.to_owned()),
            },
            close: true,
        };
        if left.signal.person == person {
            signal::respond(
                clinic,
                &director,
                clinic.fresh_key(),
                left.signal.id,
                &draft,
            )
            .unwrap();
        }
    }
    let result = scored(served, person, 1);
    let open = signal::list(&served.world.clinic, &director, Which::Open).unwrap();
    let own = open
        .iter()
        .find(|listed| listed.signal.about == About::Result(result));
    own.unwrap().signal.id.to_string()
}

fn answered(served: &Served, id: &str) {
    let director = served.enter(Role::ClinicalDirector).actor;
    let draft = ResponseDraft {
        words: "Called her; she stays with her sister.".to_owned(),
        done: Done::AtOnce,
        outcome: ResponseOutcome::of(PersonReached::Reached),
        close: false,
    };
    let (clinic, id) = (&served.world.clinic, care::SignalId::parse(id).unwrap());
    signal::respond(clinic, &director, clinic.fresh_key(), id, &draft).unwrap();
}
