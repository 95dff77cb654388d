//! Who they are, where it changes what is asked, and how the visit is held.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::Person;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];

pub const QUESTIONS: &[Question] = &[
    ask(
        "person.sex",
        Person,
        "Sex recorded at birth",
        QuestionKind::Choice(&["male", "female", "not said"]),
    )
    .feeds(PLACEMENT)
    .why("Decides whether pregnancy is asked about. Gender is asked apart."),
    ask(
        "person.gender",
        Person,
        "Gender, in their words",
        QuestionKind::Text,
    )
    .why("How the person wants to be addressed."),
    ask(
        "person.could_be_pregnant",
        Person,
        "Could be pregnant",
        QuestionKind::YesNo,
    )
    .rising()
    .feeds(SAFETY)
    .when("person.pregnancy_askable is yes")
    .why("What the person says goes before any guess."),
    ask(
        "person.guardian",
        Person,
        "Parent or guardian",
        QuestionKind::Choice(&[
            "present, consents",
            "minor may consent alone",
            "present, not asked yet",
            "none",
        ]),
    )
    .rising()
    .feeds(PLACEMENT)
    .when("person.minor is yes")
    .needed("always")
    .why("Who may consent for somebody under 18 differs by state and by setting."),
    ask(
        "visit.mode",
        Person,
        "How this visit is held",
        QuestionKind::Choice(&["in person", "video", "telephone"]),
    )
    .rising()
    .feeds(PLACEMENT)
    .why("Some dangers can only be judged in person."),
    ask(
        "visit.location_known",
        Person,
        "Where the person is during the contact is known",
        QuestionKind::YesNo,
    )
    .falling()
    .feeds(&[Feeds::Safety])
    .when("visit.mode at least 'video'")
    .why("Help has to find them."),
    ask(
        "visit.emergency_contact",
        Person,
        "Somebody to call in an emergency is named",
        QuestionKind::YesNo,
    )
    .falling()
    .feeds(&[Feeds::Safety])
    .when("visit.mode at least 'video'")
    .why("Asked at the beginning of each contact at a distance."),
    ask(
        "payer.kind",
        Person,
        "Who pays",
        QuestionKind::Choice(&[
            "commercial",
            "Medicaid",
            "Medicare",
            "VA",
            "block grant",
            "nobody",
        ]),
    )
    .feeds(&[Feeds::Plan, Feeds::Reporting])
    .why("Some duties of priority belong to the source of money. Never a reason for a level."),
    ask(
        "payer.asks_for",
        Person,
        "What the payer asks for",
        QuestionKind::Text,
    )
    .feeds(&[Feeds::Plan, Feeds::Reporting])
    .why("Shown beside the clinical level."),
];
