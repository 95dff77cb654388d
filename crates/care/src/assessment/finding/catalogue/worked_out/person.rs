//! Age, and what follows from it.

use crate::assessment::finding::catalogue::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::Person;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];

pub const QUESTIONS: &[Question] = &[
    ask(
        "person.age",
        Person,
        "Age",
        QuestionKind::Number {
            from: 0,
            to: 130,
            unit: "years",
        },
    )
    .worked_out()
    .needed("always")
    .feeds(PLACEMENT)
    .why("From the date of birth."),
    ask("person.child", Person, "Under 12", QuestionKind::YesNo)
        .rising()
        .worked_out()
        .feeds(PLACEMENT)
        .why("From the date of birth."),
    ask("person.minor", Person, "Under 18", QuestionKind::YesNo)
        .rising()
        .worked_out()
        .feeds(PLACEMENT)
        .why("From the date of birth."),
    ask("person.older", Person, "65 or older", QuestionKind::YesNo)
        .rising()
        .worked_out()
        .feeds(PLACEMENT)
        .why("From the date of birth."),
    ask(
        "person.pregnancy_askable",
        Person,
        "Pregnancy may be asked about",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(PLACEMENT)
    .why("From the sex recorded at birth and the age."),
    ask(
        "person.pregnancy_possible",
        Person,
        "Could be pregnant, as far as is known",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(PLACEMENT)
    .why("From the sex recorded at birth, the age, and what the person says."),
];
