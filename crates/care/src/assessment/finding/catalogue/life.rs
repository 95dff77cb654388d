//! Home, people, courts, work, children, roads, and the week as it is.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind, lasts};
use crate::assessment::finding::section::Section;
use Section::{
    Caregiving, Legal, LivingSituation, SupportNetwork, Transport, WeeklyCommitments, WorkAndSchool,
};

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const WEEK: &[Feeds] = &[Feeds::Week, Feeds::Placement];
const REPORT: &[Feeds] = &[Feeds::Plan, Feeds::Reporting];

pub const QUESTIONS: &[Question] = &[
    ask(
        "home.stability",
        LivingSituation,
        "Housing",
        QuestionKind::Choice(&["stable", "mostly stable", "unstable", "no home"]),
    )
    .rising()
    .needed("always")
    .feeds(&[Feeds::Placement, Feeds::Plan, Feeds::Reporting])
    .why("Care by day works when the nights are safe."),
    ask(
        "home.safety",
        LivingSituation,
        "Safety at home",
        QuestionKind::Choice(&["safe", "tense", "dangerous"]),
    )
    .rising()
    .lasts(lasts::DAY)
    .needed("always")
    .alone()
    .feeds(&[Feeds::Placement, Feeds::Safety])
    .why("Violence or coercion at home comes before a timetable."),
    ask(
        "home.use_around",
        LivingSituation,
        "Others use at home",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("A home without triggers makes care by day easier."),
    ask(
        "home.somebody_overnight",
        LivingSituation,
        "A sober adult is there overnight",
        QuestionKind::YesNo,
    )
    .falling()
    .needed("withdrawal.any_sign is yes")
    .feeds(PLACEMENT)
    .why("Somebody should be there while withdrawal is managed at home."),
    ask("home.lives_alone", LivingSituation, "Lives alone", QuestionKind::YesNo)
        .rising()
        .feeds(PLACEMENT)
        .why("Who is there at night."),
    ask(
        "home.violence",
        LivingSituation,
        "Violence at home, asked alone",
        QuestionKind::Choice(&["none", "tense", "hit or threatened", "choked or weapon"]),
    )
    .rising()
    .lasts(lasts::DAY)
    .needed("always")
    .alone()
    .feeds(&[Feeds::Placement, Feeds::Safety])
    .why("Asked of everybody, also where the home is called safe. Choking and weapons are the worst signs."),
    ask(
        "home.safe_place_tonight",
        LivingSituation,
        "A safe place for tonight",
        QuestionKind::YesNo,
    )
    .falling()
    .lasts(lasts::DAY)
    .when("home.violence at least 'hit or threatened' or home.safety at least 'dangerous'")
    .alone()
    .feeds(&[Feeds::Placement, Feeds::Safety])
    .why("Care by day works when the nights are safe."),
    ask(
        "home.children_at_risk",
        LivingSituation,
        "Children at home are at risk",
        QuestionKind::YesNo,
    )
    .rising()
    .when("care.dependents at least 1")
    .alone()
    .feeds(&[Feeds::Safety])
    .why("A report may be a duty; the state's law decides."),
    ask(
        "home.recovery_residence",
        LivingSituation,
        "Recovery residence",
        QuestionKind::Choice(&["lives there", "offered", "none"]),
    )
    .rising()
    .when("home.stability at least 'mostly stable' or home.use_around is yes or history.leaving_24h_now is yes")
    .feeds(PLACEMENT)
    .why("A place there makes care by day possible."),
    ask(
        "home.recovery_residence_takes_moud",
        LivingSituation,
        "It takes people on methadone or buprenorphine",
        QuestionKind::YesNo,
    )
    .falling()
    .when("home.recovery_residence is one of ('lives there', 'offered')")
    .feeds(PLACEMENT)
    .why("Nobody gives up a medicine for a bed."),
    ask(
        "support.people",
        SupportNetwork,
        "People who stand by them",
        QuestionKind::Number {
            from: 0,
            to: 50,
            unit: "people",
        },
    )
    .falling()
    .feeds(PLACEMENT)
    .why("Support at home is half of care by day."),
    ask(
        "support.groups",
        SupportNetwork,
        "Mutual-help meetings in the last 30 days",
        QuestionKind::Number {
            from: 0,
            to: 90,
            unit: "meetings",
        },
    )
    .feeds(REPORT)
    .why("A base line; meetings go with better outcomes."),
    ask(
        "legal.status",
        Legal,
        "Courts and supervision",
        QuestionKind::Multi(&[
            "none",
            "probation or parole",
            "diversion",
            "charges open",
            "custody of children",
            "other",
        ]),
    )
    .feeds(&[Feeds::Plan, Feeds::Week, Feeds::Reporting])
    .why("Dates that cannot move, and letters that will be asked for."),
    ask(
        "legal.mandate",
        Legal,
        "What a court orders",
        QuestionKind::Choice(&["none", "assessment", "treatment as assessed", "a level with hours", "reporting"]),
    )
    .feeds(&[Feeds::Plan, Feeds::Reporting])
    .why("Shown beside the clinical level, and never a reason for one."),
    ask(
        "legal.mandate_level",
        Legal,
        "The level it orders",
        QuestionKind::Choice(&["outpatient", "intensive_outpatient", "partial_hospitalization", "residential", "detox"]),
    )
    .when("legal.mandate is 'a level with hours'")
    .feeds(&[Feeds::Plan, Feeds::Reporting])
    .why("Shown beside the clinical level, and never a reason for one."),
    ask(
        "work.status",
        WorkAndSchool,
        "Work and school",
        QuestionKind::Choice(&[
            "full time",
            "part time",
            "student",
            "looking",
            "not working",
            "retired",
        ]),
    )
    .feeds(&[Feeds::Week, Feeds::Placement, Feeds::Reporting])
    .why("An IOP lets somebody keep work and school."),
    ask(
        "work.at_risk",
        WorkAndSchool,
        "Job or place at risk if away",
        QuestionKind::YesNo,
    )
    .feeds(WEEK)
    .why("Reason to fit the week closely."),
    ask(
        "care.dependents",
        Caregiving,
        "Children and others to look after",
        QuestionKind::Number {
            from: 0,
            to: 20,
            unit: "people",
        },
    )
    .feeds(WEEK)
    .why("An IOP lets somebody stay with them."),
    ask(
        "transport.dependable",
        Transport,
        "Can get to sessions dependably",
        QuestionKind::YesNo,
    )
    .feeds(WEEK)
    .why("If not, a ride or sessions by video are arranged."),
    ask(
        "transport.minutes",
        Transport,
        "Way to the clinic",
        QuestionKind::Number {
            from: 0,
            to: 300,
            unit: "minutes",
        },
    )
    .feeds(WEEK)
    .why("Feeds the week."),
    ask(
        "transport.video_possible",
        Transport,
        "Sessions by video possible at home",
        QuestionKind::YesNo,
    )
    .feeds(WEEK)
    .why("A private room and a connection."),
    ask(
        "week.hard",
        WeeklyCommitments,
        "Hours that cannot move",
        QuestionKind::Text,
    )
    .takes(120)
    .feeds(&[Feeds::Week])
    .why("The week is fitted around them."),
    ask(
        "week.rather_not",
        WeeklyCommitments,
        "Hours the person would rather keep",
        QuestionKind::Text,
    )
    .takes(60)
    .feeds(&[Feeds::Week])
    .why("Kept where possible."),
];
