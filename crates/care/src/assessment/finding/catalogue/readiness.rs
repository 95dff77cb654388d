//! Readiness, the risk of a return to use, and what stands in its way.

use super::ask;
use crate::assessment::finding::question::{Feeds, Kind, Question, Section};
use Section::{Language, Preferences, Readiness, RelapseRisk, Strengths};

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const PLAN: &[Feeds] = &[Feeds::Plan, Feeds::Week];

pub const QUESTIONS: &[Question] = &[
    ask(
        "readiness.wants",
        Readiness,
        "What the person wants, in their words",
        Kind::Text,
    )
    .takes(60)
    .why("The plan starts here."),
    ask(
        "readiness.commitment",
        Readiness,
        "Commitment to a plan",
        Kind::Choice(&["committed", "willing to try", "unsure", "not now"]),
    )
    .takes(30)
    .feeds(PLACEMENT)
    .why("Tells how to begin. It never makes care less open, nor a stricter place right."),
    ask(
        "relapse.risk",
        RelapseRisk,
        "Likely return to use with weekly support only",
        Kind::Choice(&["unlikely", "possible", "likely", "almost certain"]),
    )
    .rising()
    .takes(60)
    .feeds(PLACEMENT)
    .why("Says whether several contacts a week are needed."),
    ask(
        "relapse.needs_24h",
        RelapseRisk,
        "Not safe from dangerous use even overnight without staff",
        Kind::YesNo,
    )
    .rising()
    .takes(30)
    .feeds(PLACEMENT)
    .why("An IOP cannot give supervision around the clock."),
    ask(
        "relapse.situations",
        RelapseRisk,
        "Situations that lead to use",
        Kind::Text,
    )
    .takes(60)
    .why("The first page of a plan against a return to use."),
    ask(
        "strengths.list",
        Strengths,
        "What has helped before",
        Kind::Text,
    )
    .takes(45)
    .why("Plans built on strengths are kept."),
    ask(
        "preferences.track",
        Preferences,
        "Group the person would rather join",
        Kind::Multi(&[
            "women",
            "men",
            "young adults",
            "co-occurring",
            "LGBTQ+",
            "veterans",
            "none",
        ]),
    )
    .feeds(PLAN)
    .why("People stay where they feel they belong."),
    ask(
        "preferences.time",
        Preferences,
        "Time of day",
        Kind::Choice(&["morning", "afternoon", "evening", "any"]),
    )
    .feeds(PLAN)
    .why("Feeds the week."),
    ask(
        "preferences.place",
        Preferences,
        "In person or by video",
        Kind::Choice(&["in person", "video", "either"]),
    )
    .feeds(PLAN)
    .why("Feeds the week."),
    ask("language.care", Language, "Language of care", Kind::Text)
        .takes(5)
        .feeds(&[Feeds::Plan, Feeds::Week])
        .why("Care is given in the person's language."),
    ask(
        "language.interpreter",
        Language,
        "Needs an interpreter",
        Kind::YesNo,
    )
    .takes(5)
    .why("To be booked before the first visit."),
];
