//! What is found out, what follows from it, and what treatment goes by.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        code: "assessment",
        title: "Assessment",
        pages: &[
            "/staff/people/{id}/assessment",
            "/staff/people/{id}/assessment/{section}",
        ],
        what: "What bears on somebody’s care: who said it, and when. What was said is never written over.",
        doing: &[
            "Answer section by section. Answers save themselves; “unknown” and “declined” are answers.",
            "Begin with what would help most, where little time is left.",
            "Settle answers that disagree, as a clinician. Until then the more dangerous one counts.",
        ],
        after: "What is dangerous becomes a signal as it is saved. What is known is weighed under Placement.",
        told: "Whoever answers signals about this person.",
    },
    Topic {
        code: "rapid",
        title: "Rapid assessment",
        pages: &["/staff/people/{id}/rapid"],
        what: "The short way to a level of care, on one page and by keyboard.",
        doing: &[
            "Answer the row that has the focus; its keys stand below, under Keys.",
            "See beside it what follows after each answer.",
        ],
        after: "Answers are those of the assessment. Placement opens when you have what it needs.",
        told: "Whoever answers signals about this person, where an answer is dangerous.",
    },
    Topic {
        code: "placement",
        title: "Placement",
        pages: &["/staff/people/{id}/placement"],
        what: "What the criteria of the protocol say, with everything behind it. It supports a clinician, who chooses.",
        doing: &[
            "Read what was found, what speaks against it, and what is still unknown.",
            "Choose a level. One that differs from what is recommended needs a reason.",
            "Send somebody to emergency care. Nothing else is asked first.",
        ],
        after: "An intake coordinator or a clinical director admits. Less than is safe needs a license, a plan and a day.",
        told: "",
    },
    Topic {
        code: "measures",
        title: "Measures",
        pages: &[
            "/staff/people/{id}/measures",
            "/staff/people/{id}/measures/results/{result}",
            "/staff/people/{id}/measures/{code}/new",
        ],
        what: "Standard instruments: what was scored, and what has changed since.",
        doing: &[
            "Score one from its official form.",
            "Look at the change since the one before, and whether it is more than chance.",
        ],
        after: "A result may raise a signal and answer questions of the assessment, in the same moment.",
        told: "Whoever answers signals about this person, where a result is dangerous.",
    },
    Topic {
        code: "safety",
        title: "Safety",
        pages: &[
            "/staff/people/{id}/safety",
            "/staff/people/{id}/safety-plan",
            "/staff/people/{id}/safety-plan/edit",
            "/staff/people/{id}/safety-plan/versions",
        ],
        what: "What to do now for somebody in danger, and their own safety plan.",
        doing: &[
            "Go down the steps; when danger is immediate, call the emergency number first.",
            "Fill in the plan together. Ask, listen, and write down their words.",
            "Print it. They keep a copy.",
        ],
        after: "Every save is another version, and none is ever changed. The person sees it on their own pages.",
        told: "",
    },
    Topic {
        code: "medical",
        title: "Medical",
        pages: &[
            "/staff/people/{id}/medical",
            "/staff/people/{id}/allergies",
            "/staff/people/{id}/medicines",
            "/staff/people/{id}/medicines/new",
            "/staff/people/{id}/medicines/{number}",
            "/staff/people/{id}/pharmacy",
            "/staff/people/{id}/naloxone",
            "/staff/people/{id}/naloxone/{number}",
            "/staff/people/{id}/vitals",
            "/staff/people/{id}/screens",
        ],
        what: "Allergies, medicines, pharmacy, naloxone given, vital signs and screens.",
        doing: &[
            "Say so where somebody has no allergies or takes no medicine: an empty list is no answer.",
            "Write down vital signs as they are measured.",
            "Write down naloxone when it is put into somebody’s hands.",
        ],
        after: "Each entry keeps every version it had. Vital signs and naloxone given are answers of the assessment as well.",
        told: "Vital signs that are dangerous become a signal. Screens are open to whoever treats the person, and to nobody \
               at the front desk.",
    },
];
