//! Home, people, courts, work, children, roads, and the week as it is.

use super::ask;
use crate::assessment::finding::question::{Feeds, Kind, Question, Section};
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
        Kind::Choice(&["stable", "mostly stable", "unstable", "no home"]),
    )
    .rising()
    .feeds(&[Feeds::Placement, Feeds::Plan, Feeds::Reporting])
    .why("Care by day works when the nights are safe."),
    ask(
        "home.safety",
        LivingSituation,
        "Safety at home",
        Kind::Choice(&["safe", "tense", "dangerous"]),
    )
    .rising()
    .feeds(&[Feeds::Placement, Feeds::Safety])
    .why("Violence or coercion at home comes before a timetable."),
    ask(
        "home.use_around",
        LivingSituation,
        "Others use at home",
        Kind::YesNo,
    )
    .rising()
    .feeds(PLACEMENT)
    .why("A home without triggers makes care by day easier."),
    ask(
        "home.somebody_overnight",
        LivingSituation,
        "A sober adult is there overnight",
        Kind::YesNo,
    )
    .falling()
    .feeds(PLACEMENT)
    .why("Somebody should be there while withdrawal is managed at home."),
    ask(
        "support.people",
        SupportNetwork,
        "People who stand by them",
        Kind::Number {
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
        Kind::Number {
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
        Kind::Multi(&[
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
        "work.status",
        WorkAndSchool,
        "Work and school",
        Kind::Choice(&[
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
        Kind::YesNo,
    )
    .feeds(WEEK)
    .why("Reason to fit the week closely."),
    ask(
        "care.dependents",
        Caregiving,
        "Children and others to look after",
        Kind::Number {
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
        Kind::YesNo,
    )
    .feeds(WEEK)
    .why("If not, a ride or sessions by video are arranged."),
    ask(
        "transport.minutes",
        Transport,
        "Way to the clinic",
        Kind::Number {
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
        Kind::YesNo,
    )
    .feeds(WEEK)
    .why("A private room and a connection."),
    ask(
        "week.hard",
        WeeklyCommitments,
        "Hours that cannot move",
        Kind::Text,
    )
    .takes(120)
    .feeds(&[Feeds::Week])
    .why("The week is fitted around them."),
    ask(
        "week.rather_not",
        WeeklyCommitments,
        "Hours the person would rather keep",
        Kind::Text,
    )
    .takes(60)
    .feeds(&[Feeds::Week])
    .why("Kept where possible."),
];
