//! The way in.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        code: "inquiries",
        title: "Inquiries",
        pages: &["/staff/inquiries"],
        what: "Every request for help that still has to be worked, danger first, with the clocks that run.",
        doing: &[
            "Open the first. Before each number stands what is safe to do.",
            "Filter, or look for the beginning of a name or the last four digits of a number.",
            "Press Phone intake when somebody calls.",
        ],
        after: "Whoever is admitted, and a request that was ended, leaves the board.",
        told: "",
    },
    Topic {
        code: "inquiry",
        title: "One request",
        pages: &["/staff/inquiries/{id}", "/staff/inquiries/{id}/edit"],
        what: "What was asked, how to be in touch, and what was done so far.",
        doing: &[
            "Log each call, with what came of it and when the next one is.",
            "Book the earliest time, or put them on the waiting list.",
            "Join two requests of one person. It can be taken back.",
        ],
        after: "Ending a request calls off an appointment that stands. It can be taken up again.",
        told: "Logging a call tells nobody. A booked time is confirmed by mail where their rules allow it.",
    },
    Topic {
        code: "phone",
        title: "Phone intake",
        pages: &["/staff/inquiries/new"],
        what: "For typing along while somebody calls.",
        doing: &[
            "Type what they say. Whoever may be known already is shown before anything is saved.",
            "Choose one of the earliest times. Enter saves, and books the one that is chosen.",
        ],
        after: "It becomes a request that was reached, with its appointment where a time was agreed.",
        told: "A confirmation is mailed where there is an address and their rules allow it.",
    },
    Topic {
        code: "appointment",
        title: "Times for an assessment",
        pages: &["/staff/inquiries/{id}/book"],
        what: "Where there still is a time, and what became of an appointment.",
        doing: &[
            "Take one of the earliest times, or look at another day.",
            "Move an appointment, or call it off.",
        ],
        after: "Reminders leave 48 hours and 2 hours before, or as the person wishes. They can answer without signing in.",
        told: "The person, by mail, as far as their rules allow it. The page of the request says queued, sent or refused.",
    },
    Topic {
        code: "numbers",
        title: "The way in, in numbers",
        pages: &["/staff/inquiries/numbers"],
        what: "How many people who asked came how far, how fast, and why others did not.",
        doing: &[
            "Choose the days in which requests came in.",
            "Read each share beside its number: a few people are no trend.",
        ],
        after: "Nothing changes here, and nobody is named.",
        told: "",
    },
    Topic {
        code: "waiting",
        title: "Waiting list",
        pages: &["/staff/waiting", "/staff/waiting/{id}"],
        what: "Who comes next: danger first, then pregnant people who inject drugs, pregnant people, people who inject \
               drugs, those nobody asked, and the others; within each, whoever asked first.",
        doing: &[
            "Write down what is given to somebody meanwhile.",
            "Offer a place, with the time until which it is kept.",
            "Take somebody off the list.",
        ],
        after: "An offer that nobody took ends by itself. Whoever is admitted comes off the list.",
        told: "",
    },
    Topic {
        code: "checklist",
        title: "Checklist",
        pages: &["/staff/people/{id}/checklist"],
        what: "What an intake gathers: what is there, what is missing, and where it is filled in.",
        doing: &[
            "Follow a line to the page where it is filled in.",
            "Admit once everything that is needed is there.",
        ],
        after: "A clinician who chooses levels of care may admit without one of them, with a reason.",
        told: "",
    },
    Topic {
        code: "paper-consents",
        title: "Consents on paper",
        pages: &["/staff/people/{id}/paper-consents"],
        what: "Which consents somebody signed on paper, when, and who saw it.",
        doing: &[
            "Say of each consent whether it was signed, with its date and who saw it.",
            "Keep the paper itself where your house keeps it.",
        ],
        after: "The checklist knows it. Each change keeps what stood there before.",
        told: "",
    },
    Topic {
        code: "coverage",
        title: "Coverage",
        pages: &["/staff/people/{id}/coverage"],
        what: "Who pays for somebody’s care, in their order.",
        doing: &[
            "Write down each payer, from when its coverage holds and until when.",
            "Write down when it was checked, and how.",
        ],
        after: "The rule of the first payer whose coverage holds on a day governs the meter of hours.",
        told: "No payer is asked by this page.",
    },
    Topic {
        code: "guardian",
        title: "Guardian and consent",
        pages: &["/staff/people/{id}/guardian"],
        what: "Who answers for somebody under 18, and who agreed to the care.",
        doing: &[
            "Write down who the guardian is, and which paper says so.",
            "Look up the state’s law of today, and enter on which day you did.",
        ],
        after: "An admission of a minor asks for it.",
        told: "",
    },
    Topic {
        code: "details",
        title: "What an intake has to hold",
        pages: &[
            "/staff/people/{id}/details/whereabouts",
            "/staff/people/{id}/details/emergency-contacts",
            "/staff/people/{id}/details/identity",
            "/staff/people/{id}/details/circumstances",
            "/staff/people/{id}/details/court",
        ],
        what: "Where somebody is, whom to call for them, how they describe themselves, what states ask at admission, and \
               courts.",
        doing: &[
            "Say so where something was not asked, was declined or is not known. None of these is a no.",
            "Ask where they are at the beginning of each contact at a distance.",
        ],
        after: "Each page is saved by itself. Two people who change the same one are both shown what the other wrote.",
        told: "An emergency contact hears that there is an emergency; what for, only with the person’s written consent.",
    },
];
