//! Requests about somebody's way through care. Whoever is admitted, moved or discharged by one is made anew for it.

use super::super::table::Row;
use super::{Fields, newcomer, unused};
use crate::common::house::{born, line, referral_draft};
use crate::served::Served;
use care::stays::episode::{Closing, DischargeReason};
use care::{LevelOfCare, PersonId, Role};
use clinic::assessment::placement;
use clinic::people::program::ProgramDraft;
use clinic::people::{patient, program};
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::phase::PhaseDraft;
use clinic::stays::stay::StayDraft;
use clinic::stays::{admission, phase, planned, referral, stay};
use jiff::civil::date;

/// Whether an address is one of these.
pub fn is_of(row: &Row) -> bool {
    if row.path.starts_with("/staff/people/{id}/phase") {
        return true;
    }
    let last = row.path.rsplit('/').next().unwrap();
    matches!(
        last,
        "placement"
            | "external"
            | "admit"
            | "off"
            | "checklist"
            | "paper-consents"
            | "guardian"
            | "contact"
            | "despite"
            | "handover"
            | "move"
            | "refer"
            | "discharge"
    )
}

/// The site of a row: the first for near, the second for far.
fn site(row: &Row) -> usize {
    usize::from(row.which == "far")
}

fn text(value: &str) -> String {
    value.to_owned()
}

/// A path's person, and the fields of its form.
#[expect(clippy::too_many_lines, reason = "one row for each page")]
pub fn plausible(served: &Served, row: &Row, role: Role) -> (String, Fields) {
    let house = served.house();
    let at = site(row);
    let kept = house.patients[at * 3];
    let last = row.path.rsplit('/').next().unwrap();
    let program = |at: usize| ("program", house.programs[at].to_string());
    let (person, fields) = match (row.changes, last) {
        (true, "placement") => (
            kept,
            vec![
                ("level", text("residential")),
                ("reason", text("A house that knows them has a bed.")),
                ("seen", verdict(served, kept)),
            ],
        ),
        (true, "external") => (
            kept,
            vec![
                ("edition", text("fourth")),
                ("made_on", text("2026-03-01")),
                ("rating1", text("0")),
                ("external_level", text("2.1")),
            ],
        ),
        (true, "refer") => (
            kept,
            vec![
                ("level", text("detox")),
                ("provider", text("Pine Hill")),
                ("contact", text("Front desk, 207-555-0199")),
                ("expected", today_at(served, kept)),
            ],
        ),
        (true, "admit") => (
            discharged(served, at),
            // It is asked of whom it is not known of, which is the one who was never added by a form.
            vec![program(at), ("from", today_at(served, kept))]
                .into_iter()
                .chain((at == 0).then(|| ("born", born().date().to_string())))
                .collect(),
        ),
        (true, "off") => {
            let (person, plan) = planned(served, at);
            (person, vec![("plan", plan)])
        }
        (true, "guardian") => (kept, guardian()),
        (true, "paper-consents") => (kept, vec![("on.treatment", text("Mar 1, 2026"))]),
        (true, "contact") => (kept, contact()),
        (true, "despite") => (kept, vec![("despite", text("Her mother is in hospital."))]),
        (true, "handover") => (kept, handover()),
        (true, "move") => {
            let person = fresh(served, at, role);
            // A step down of somebody about whom nothing is known is chosen first.
            house.place(&served.world.clinic, person, LevelOfCare::Outpatient);
            let fields = vec![
                ("program", another_program(served, at)),
                ("from", today_at(served, kept)),
            ];
            (person, fields)
        }
        (true, "phase") => (kept, week_seven(served, kept)),
        (true, "back") => {
            let seen = in_week_seven(served, kept);
            (kept, vec![("seen", seen)])
        }
        (true, "discharge") => (
            fresh(served, at, role),
            vec![
                ("reason", text("completed")),
                ("on", today_at(served, kept)),
            ],
        ),
        _ => (kept, Vec::new()),
    };
    (person.to_string(), fields)
}

/// Somebody who came in the middle of the program.
fn week_seven(served: &Served, person: PersonId) -> Fields {
    let director = served.enter(Role::ClinicalDirector).actor;
    let page = phase::page(&served.world.clinic, &director, person).unwrap();
    vec![
        ("phase", text("1")),
        ("week", text("7")),
        ("from", page.today.to_string()),
        ("reason", text("They began elsewhere.")),
        ("seen", page.standing.number.to_string()),
    ]
}

/// The same entered already, and by which number.
fn in_week_seven(served: &Served, person: PersonId) -> String {
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let page = phase::page(clinic, &director, person).unwrap();
    let draft = PhaseDraft {
        phase: 1,
        week: 7,
        from: page.today,
        met: false,
        reason: Some(line("They began elsewhere.")),
        seen: page.standing.number,
    };
    phase::begin(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
    (page.standing.number + 1).to_string()
}

fn guardian() -> Fields {
    vec![
        ("name", text("Mia Reyes")),
        ("relation", text("Mother")),
        ("consent", text("given")),
    ]
}

fn contact() -> Fields {
    vec![
        ("with", text("person")),
        ("channels", text("phone")),
        ("channels", text("email")),
        ("times", text("any")),
        ("voicemail", text("no")),
    ]
}

fn handover() -> Fields {
    vec![
        ("happened", text("Found hard to wake in the hallway.")),
        ("when", text("2:15 pm")),
        ("naloxone", text("given")),
        ("to", text("The ambulance, medic 7")),
        ("contact", text("The front desk, 207-555-0100")),
    ]
}

/// What the criteria say of somebody, as the form of a choice carries it.
fn verdict(served: &Served, person: PersonId) -> String {
    let director = served.enter(Role::ClinicalDirector).actor;
    let shown = placement::show(&served.world.clinic, &director, person, &[]).unwrap();
    placement::verdict_mark(&shown.placement)
}

/// The date where somebody is seen.
fn today_at(served: &Served, person: PersonId) -> String {
    let director = served.enter(Role::ClinicalDirector).actor;
    let chart = patient::chart(&served.world.clinic, &director, person).unwrap();
    chart.course.today.to_string()
}

/// One more program at a site, to move to.
fn another_program(served: &Served, at: usize) -> String {
    let clinic = &served.world.clinic;
    let boss = served.enter(Role::ProgramAdministrator).actor;
    let draft = ProgramDraft {
        site: served.house().sites[at],
        name: line(&unused(served)),
        name_es: None,
        level: LevelOfCare::Outpatient,
        adolescents: false,
    };
    let added = program::add_program(clinic, &boss, clinic.fresh_key(), &draft);
    added.unwrap().to_string()
}

/// Somebody new at a site, on the caseload of a counselor who asks.
fn fresh(served: &Served, at: usize, role: Role) -> PersonId {
    let clinic = &served.world.clinic;
    let house = served.house();
    let director = served.enter(Role::ClinicalDirector).actor;
    let counselor = (role == Role::Counselor && at == 0).then(|| house.who(Role::Counselor, 0));
    let mut draft = house.patient_draft(&unused(served), at, counselor);
    draft.contact.email = None;
    patient::seed_patient(clinic, &director, clinic.fresh_key(), &draft).unwrap()
}

/// Somebody whose episode has ended.
fn discharged(served: &Served, at: usize) -> PersonId {
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let person = if at == 0 {
        fresh(served, 0, Role::ClinicalDirector)
    } else {
        newcomer(served, 1, &unused(served))
    };
    let joined = patient::chart(clinic, &director, person)
        .unwrap()
        .patient
        .joined_on;
    let closing = Closing {
        on: joined,
        reason: DischargeReason::Other,
        words: None,
    };
    stay::discharge(clinic, &director, clinic.fresh_key(), person, &closing).unwrap();
    let level = LevelOfCare::IntensiveOutpatient;
    served.house().place(clinic, person, level);
    person
}

/// Somebody whose admission is planned, and which plan it is.
fn planned(served: &Served, at: usize) -> (PersonId, String) {
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let person = discharged(served, at);
    let draft = AdmissionDraft {
        stay: StayDraft {
            program: served.house().programs[at],
            bed: None,
            counselor: None,
            over: None,
            from: date(2026, 4, 14),
            planned: None,
            emergency: None,
            despite: None,
        },
        elsewhere: None,
        born: None,
        exceptions: Exceptions::default(),
    };
    planned::plan(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
    let door = admission::door(clinic, &director, person).unwrap();
    (person, door.planned.unwrap().id.to_string())
}

/// A referral that waits for an answer.
pub fn referral(served: &Served, row: &Row) -> (String, Fields) {
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let person = served.house().patients[site(row) * 3];
    let today = patient::chart(clinic, &director, person)
        .unwrap()
        .course
        .today;
    let draft = referral_draft(today);
    let sent = referral::refer(clinic, &director, clinic.fresh_key(), person, &draft).unwrap();
    (
        sent.to_string(),
        vec![("state", text("accepted")), ("on", today.to_string())],
    )
}
