//! The risk of a return to use, with the facts behind it.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::RelapseRisk;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];

pub const QUESTIONS: &[Question] = &[
    ask(
        "relapse.risk",
        RelapseRisk,
        "Likely return to use with weekly support only",
        QuestionKind::Choice(&["unlikely", "possible", "likely", "almost certain"]),
    )
    .rising()
    .takes(60)
    .feeds(PLACEMENT)
    .needed("disorder.active at least 'mild'")
    .why("Says whether several contacts a week are needed."),
    ask(
        "relapse.reasons",
        RelapseRisk,
        "What makes it likely",
        QuestionKind::Multi(&[
            "returned to use after each earlier treatment",
            "used within a day of recent sessions",
            "craves every day",
            "others use at home",
            "nobody to call",
            "few days without use",
        ]),
    )
    .rising()
    .feeds(PLACEMENT)
    .when("relapse.risk at least 'likely'")
    .why("The facts behind the judgement."),
    ask(
        "relapse.needs_24h",
        RelapseRisk,
        "Not safe from dangerous use even overnight without staff",
        QuestionKind::YesNo,
    )
    .rising()
    .takes(30)
    .feeds(PLACEMENT)
    .why("An IOP cannot give supervision around the clock."),
    ask(
        "relapse.needs_24h_reasons",
        RelapseRisk,
        "What makes nights unsafe",
        QuestionKind::Multi(&[
            "no night without use in two weeks",
            "overdosed with people there",
            "leaves at night to use",
            "cannot be alone without use",
            "everybody at home uses",
        ]),
    )
    .rising()
    .feeds(PLACEMENT)
    .when("relapse.needs_24h is yes")
    .why("The facts behind the judgement."),
    ask(
        "relapse.situations",
        RelapseRisk,
        "Situations that lead to use",
        QuestionKind::Text,
    )
    .takes(60)
    .why("The first page of a plan against a return to use."),
];
