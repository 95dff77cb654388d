//! Readiness, strengths and wishes.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::{Language, Preferences, Readiness, Strengths};

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const PLAN: &[Feeds] = &[Feeds::Plan, Feeds::Week];

pub const QUESTIONS: &[Question] = &[
    ask(
        "readiness.wants",
        Readiness,
        "What the person wants, in their words",
        QuestionKind::Text,
    )
    .takes(60)
    .why("The plan starts here."),
    ask(
        "readiness.commitment",
        Readiness,
        "Commitment to a plan",
        QuestionKind::Choice(&["committed", "willing to try", "unsure", "not now"]),
    )
    .takes(30)
    .feeds(PLACEMENT)
    .why("Tells how to begin. It never makes care less open, nor a stricter place right."),
    ask(
        "strengths.list",
        Strengths,
        "What has helped before",
        QuestionKind::Text,
    )
    .takes(45)
    .why("Plans built on strengths are kept."),
    ask(
        "preferences.track",
        Preferences,
        "Group the person would rather join",
        QuestionKind::Multi(&[
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
        QuestionKind::Choice(&["morning", "afternoon", "evening", "any"]),
    )
    .feeds(PLAN)
    .why("Feeds the week."),
    ask(
        "preferences.place",
        Preferences,
        "In person or by video",
        QuestionKind::Choice(&["in person", "video", "either"]),
    )
    .feeds(PLAN)
    .why("Feeds the week."),
    ask(
        "language.care",
        Language,
        "Language of care",
        QuestionKind::Text,
    )
    .takes(5)
    .feeds(&[Feeds::Plan, Feeds::Week])
    .why("Care is given in the person's language."),
    ask(
        "language.interpreter",
        Language,
        "Needs an interpreter",
        QuestionKind::YesNo,
    )
    .takes(5)
    .why("To be booked before the first visit."),
];
