//! The first page, what finds somebody, and what does not wait.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        code: "today",
        title: "Today",
        pages: &["/staff"],
        what: "What needs you now. What nobody can do today is a number.",
        doing: &[
            "Open a signal: it says why somebody should look, and how the person is reached.",
            "Where you work requests, press what came of a call, or the earliest time, on the row.",
            "Where you see people, open your assessments of today and the rosters that are still open.",
        ],
        after: "The page makes itself anew. What was pressed on a row can be undone right after.",
        told: "",
    },
    Topic {
        code: "search",
        title: "Search",
        pages: &["/staff/search"],
        what: "Finds people, requests for help and pages.",
        doing: &[
            "Press Ctrl K on any page, and type the beginning of a name, a telephone number or its last four digits, or \
             a date of birth.",
            "Copy the number of whoever rings and press Ctrl V where you are not typing: it is looked up at once.",
        ],
        after: "Enter opens the one that is marked.",
        told: "",
    },
    Topic {
        code: "signals",
        title: "Signals",
        pages: &["/staff/signals", "/staff/signals/{id}"],
        what: "Something about a person that somebody here should look at, with its reason and by when.",
        doing: &[
            "Say “I have it” before you begin, so that nobody else does the same.",
            "Be in touch by the rules that stand above.",
            "Write what was done. Whoever was not reached is tried again: it stays open.",
        ],
        after: "A signal stays open until somebody has said what was done. Where a clock runs and nobody answers, it goes to \
                the next on call, and in the end to the clinical director.",
        told: "Those on call, step by step: on their open pages, through their browsers, or by mail that names nobody.",
    },
    Topic {
        code: "alerts",
        title: "Alerts",
        pages: &["/staff/alerts"],
        what: "How you hear at once that somebody needs you now.",
        doing: &[
            "Turn on the browser that you carry with you; it is called when no page of yours is open.",
            "Send yourself a test.",
        ],
        after: "An open page shows a bar within two seconds. Where none is open and no browser takes the call, mail goes out.",
        told: "A call and the mail say nothing about anybody.",
    },
    Topic {
        code: "on-call",
        title: "On call",
        pages: &[
            "/staff/on-call",
            "/staff/on-call/new",
            "/staff/on-call/{id}",
        ],
        what: "Who is called first and second at each site, and when.",
        doing: &[
            "Add a shift that comes once or comes again. The clinical director and the administrator keep the rota.",
            "Enter a swap or a holiday as a shift that comes once: it takes the place of the one that comes again.",
        ],
        after: "A signal that cannot wait goes by it. Where nobody is on call, it goes to the clinical director.",
        told: "",
    },
    Topic {
        code: "emergency",
        title: "Opening a record in an emergency",
        pages: &["/staff/emergency", "/staff/people/{id}/emergency"],
        what: "For somebody whose team you are not on, when it cannot wait.",
        doing: &[
            "Find the person by name and date of birth.",
            "Say why. It is read.",
        ],
        after: "The record is open to you for four hours, to look at and not to change.",
        told: "The privacy officer is told at once and reviews it. Everything you look at is in the journal.",
    },
    Topic {
        code: "calendar",
        title: "Your calendar",
        pages: &["/staff/calendar"],
        what: "Your sessions in the calendar of your phone.",
        doing: &[
            "Make an address, and subscribe to it there.",
            "Choose what an entry is called. Names of people are never in it.",
        ],
        after: "The address is shown once. A new one stops the old one, and “Stop sharing” stops it for good.",
        told: "",
    },
    Topic {
        code: "changes",
        title: "Who must know",
        pages: &["/staff/changes"],
        what: "Everybody whose sessions changed, and whether they know.",
        doing: &[
            "Write to those who have an address and may be written to.",
            "Call the others, and say whom you reached.",
        ],
        after: "Each of them reads it on their own page as well, until they say that they have seen it.",
        told: "Mail names times, and nothing about what they are for. Their rules for being in touch hold.",
    },
    Topic {
        code: "help",
        title: "Help",
        pages: &["/staff/help", "/staff/help/{topic}"],
        what: "A first day for each role, and what each page is for.",
        doing: &[
            "Press ? on any page, or Help in the menu, to see its help beside it.",
            "Follow a step of your first day to the page where it is done.",
        ],
        after: "What you typed on the page stays as it is.",
        told: "",
    },
];
