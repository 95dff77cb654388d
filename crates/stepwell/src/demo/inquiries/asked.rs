//! Everybody who asks in the demonstration: how, what is safe for them, and what happens when.

use crate::demo::names::Name;
use care::LevelOfCare;
use care::LevelOfCare::{IntensiveOutpatient, Outpatient};
use care::intake::appointment::AppointmentState;
use care::intake::inquiry::{CallOutcome, LossReason, Relationship};

/// What happens to a request some days after it came in.
#[derive(Clone, Copy)]
pub enum Act {
    Call(CallOutcome, &'static str),
    Book,
    Mark(AppointmentState),
    /// The clinician assesses them; the number says which answers they give.
    Assess(usize),
    /// The clinician chooses a level, with a reason.
    Place(LevelOfCare, &'static str),
    /// The coordinator admits them.
    Admit,
    Wait,
    Lose(LossReason, &'static str),
}

use Act::{Admit, Assess, Book, Call, Lose, Mark, Place, Wait};
use AppointmentState::{Kept, Missed};
use CallOutcome::{NoAnswer, Reached, Voicemail};

/// How somebody asks.
#[derive(Clone, Copy)]
pub enum How {
    /// By the public page.
    Page,
    /// By telephone; the coordinator types.
    Call,
    /// Somebody in the family, by the public page.
    Family(&'static str, Relationship),
    /// Somebody who sends people professionally.
    Sent(&'static str, &'static str),
}

/// One person: name, days ago, site, how, what is safe and what happens when.
pub struct Asks(
    pub Name,
    pub i32,
    pub usize,
    pub How,
    pub Rules,
    pub &'static [(i32, Act)],
);

/// What is safe for somebody.
#[derive(Clone, Copy)]
pub enum Rules {
    /// Calls, no voicemail.
    Calls,
    /// Anything.
    Anything,
    /// Calls in the evening, and nobody may learn from where.
    Quiet,
    /// Mail only.
    Mail,
}

pub const fn n(given: &'static str, family: &'static str) -> Name {
    (given, family, "", "")
}

pub const HEARD: &str = "Talked for a quarter of an hour. Wants to begin soon, works days.";
pub const COST: &str = "The plan does not cover outpatient programs here.";

pub const FITS: &str = "What is known is enough to begin; the rest is asked there";
pub const NIGHTS: &str = "Works nights; comes twice a week, and we look again in two weeks";

/// Everybody, the earliest first.
pub const ASKED: &[Asks] = &[
    Asks(
        n("Arlo", "Whitcomb"),
        40,
        0,
        How::Page,
        Rules::Calls,
        &[
            (0, Call(Reached, HEARD)),
            (0, Book),
            (5, Mark(Kept)),
            (5, Assess(0)),
            (6, Place(IntensiveOutpatient, FITS)),
            (8, Admit),
        ],
    ),
    Asks(
        n("Bernadette", "Osei"),
        38,
        0,
        How::Call,
        Rules::Anything,
        &[
            (0, Book),
            (4, Mark(Kept)),
            (4, Assess(1)),
            (5, Place(IntensiveOutpatient, FITS)),
            (12, Lose(LossReason::Elsewhere, "")),
        ],
    ),
    Asks(
        n("Callum", "Reyes"),
        37,
        1,
        How::Page,
        Rules::Calls,
        &[
            (1, Call(NoAnswer, "")),
            (3, Call(NoAnswer, "")),
            (7, Call(NoAnswer, "")),
            (12, Lose(LossReason::NotReached, "")),
        ],
    ),
    Asks(
        n("Delphine", "Amara"),
        35,
        1,
        How::Family("Rosalind Amara", Relationship::Parent),
        Rules::Quiet,
        &[
            (
                0,
                Call(Reached, "The mother will talk with her daughter first."),
            ),
            (6, Lose(LossReason::Declined, "")),
        ],
    ),
    Asks(
        n("Eamon", "Gallagher"),
        33,
        0,
        How::Sent("Iris Holm", "Harbor General Hospital"),
        Rules::Calls,
        &[
            (0, Call(Reached, HEARD)),
            (0, Book),
            (4, Mark(Missed)),
            (6, Call(Reached, "Overslept; sorry. Wants another time.")),
            (6, Book),
            (10, Mark(Kept)),
            (10, Assess(3)),
            (11, Place(IntensiveOutpatient, FITS)),
            (13, Admit),
        ],
    ),
    Asks(
        n("Fernanda", "Quiroga"),
        31,
        1,
        How::Call,
        Rules::Anything,
        &[
            (0, Book),
            (4, Mark(Kept)),
            (4, Assess(12)),
            (5, Place(IntensiveOutpatient, FITS)),
            (7, Admit),
        ],
    ),
    Asks(
        n("Gideon", "Marsh"),
        29,
        0,
        How::Page,
        Rules::Mail,
        &[
            (0, Call(Reached, "Wrote back at once.")),
            (1, Lose(LossReason::Cost, COST)),
        ],
    ),
    Asks(
        n("Hollis", "Tan"),
        27,
        0,
        How::Call,
        Rules::Calls,
        &[
            (0, Book),
            (3, Mark(Kept)),
            (3, Assess(4)),
            (4, Place(IntensiveOutpatient, FITS)),
            (6, Admit),
        ],
    ),
    Asks(
        n("Isadora", "Beck"),
        25,
        1,
        How::Page,
        Rules::Anything,
        &[
            (1, Call(Voicemail, "")),
            (2, Call(Reached, HEARD)),
            (2, Book),
            (7, Mark(Missed)),
            (14, Lose(LossReason::Missed, "")),
        ],
    ),
    Asks(
        n("Jasper", "Okonkwo"),
        23,
        0,
        How::Family("Adaeze Okonkwo", Relationship::Sibling),
        Rules::Calls,
        &[
            (0, Call(Reached, "")),
            (1, Book),
            (5, Mark(Kept)),
            (5, Assess(7)),
            (6, Place(Outpatient, NIGHTS)),
            (8, Admit),
        ],
    ),
    Asks(
        n("Kaya", "Redcloud"),
        21,
        1,
        How::Sent("Officer Lund", "County probation"),
        Rules::Calls,
        &[
            (0, Call(Reached, HEARD)),
            (0, Book),
            (4, Mark(Kept)),
            (4, Assess(9)),
            (6, Place(IntensiveOutpatient, FITS)),
            (8, Wait),
        ],
    ),
    Asks(
        n("Lorenzo", "Bianchi"),
        19,
        0,
        How::Page,
        Rules::Anything,
        &[
            (0, Call(Reached, "")),
            (
                2,
                Lose(LossReason::Times, "Works nights; nothing fits before noon."),
            ),
        ],
    ),
    Asks(
        n("Marisol", "Ventura"),
        17,
        0,
        How::Call,
        Rules::Calls,
        &[
            (0, Book),
            (4, Mark(Kept)),
            (4, Assess(16)),
            (5, Place(IntensiveOutpatient, FITS)),
            (7, Admit),
        ],
    ),
    Asks(
        n("Noor", "Haddad"),
        15,
        1,
        How::Page,
        Rules::Quiet,
        &[(1, Call(Reached, HEARD)), (1, Wait)],
    ),
    Asks(
        n("Otis", "Greene"),
        13,
        0,
        How::Page,
        Rules::Calls,
        &[
            (0, Call(NoAnswer, "")),
            (2, Call(NoAnswer, "")),
            (5, Lose(LossReason::NotReached, "")),
        ],
    ),
    Asks(
        n("Paloma", "Ruiz"),
        11,
        1,
        How::Call,
        Rules::Anything,
        &[
            (0, Book),
            (4, Mark(Kept)),
            (4, Assess(21)),
            (6, Place(IntensiveOutpatient, FITS)),
        ],
    ),
    Asks(
        n("Quentin", "Baptiste"),
        9,
        0,
        How::Sent("Dr. Amin", "Harbor Family Practice"),
        Rules::Calls,
        &[(0, Call(Reached, "")), (0, Book), (4, Mark(Missed))],
    ),
    Asks(
        n("Rhiannon", "Pugh"),
        8,
        1,
        How::Page,
        Rules::Calls,
        &[(0, Call(NoAnswer, "")), (4, Call(NoAnswer, ""))],
    ),
    Asks(
        n("Silas", "Moreau"),
        7,
        0,
        How::Page,
        Rules::Calls,
        &[(0, Call(Reached, HEARD)), (1, Book)],
    ),
    Asks(
        n("Tamsin", "Kowalski"),
        5,
        0,
        How::Call,
        Rules::Anything,
        &[(1, Call(Reached, "Asked about evenings."))],
    ),
    Asks(
        n("Ulises", "Cordero"),
        4,
        1,
        How::Family("Elena Cordero", Relationship::Partner),
        Rules::Quiet,
        &[(1, Call(NoAnswer, ""))],
    ),
    Asks(
        n("Vivian", "Achterberg"),
        3,
        0,
        How::Page,
        Rules::Calls,
        &[(0, Call(Reached, HEARD)), (1, Book)],
    ),
    Asks(n("Weston", "Yates"), 2, 0, How::Page, Rules::Calls, &[]),
    Asks(
        n("Xiomara", "Delgado"),
        1,
        1,
        How::Page,
        Rules::Anything,
        &[(0, Call(Reached, ""))],
    ),
    Asks(n("Yusuf", "Rahimi"), 1, 0, How::Page, Rules::Quiet, &[]),
    // The same person once more, from another number.
    Asks(n("Yousuf", "Rahimi"), 0, 0, How::Page, Rules::Calls, &[]),
    Asks(n("Zelda", "Fontaine"), 0, 0, How::Call, Rules::Mail, &[]),
];

/// What some of them wrote, by their family name.
pub const WORDS: &[(&str, &str)] = &[
    (
        "Yates",
        "I have been drinking every night since spring. I work days and cannot lose this job.",
    ),
    (
        "Rahimi",
        "Pills after a back injury. My family does not know. Please only in the evening.",
    ),
    (
        "Delgado",
        "Ten weeks without a drink, and I do not want to be alone with it again.",
    ),
    (
        "Cordero",
        "Mi esposo quiere dejar de beber. Trabaja de noche.",
    ),
    (
        "Amara",
        "My daughter came home from the hospital last week. She agrees to talk, not more yet.",
    ),
];
