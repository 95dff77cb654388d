//! The place, those who work in it, and what is kept of what they do.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        code: "settings",
        title: "Settings",
        pages: &["/staff/settings", "/staff/settings/look"],
        what: "Every setting there is, what it is now, and where it is changed.",
        doing: &[
            "Follow the link of a setting to the page on which it is changed.",
            "Where a key of the settings file is named instead, whoever runs the server changes it there.",
            "Choose a logo and a color: a color that could not be read is refused, with the nearest that can.",
        ],
        after: "A logo and a color show at once on the public pages, at the sign-in and for staff; the last change can be taken back.",
        told: "Nobody; a change of the look is in the journal.",
    },
    Topic {
        code: "setup",
        title: "Set up",
        pages: &["/staff/setup", "/staff/setup/mail", "/staff/setup/staff"],
        what: "What a place still needs before it can open its doors.",
        doing: &[
            "Go down the list; each step is of use to the next.",
            "Bring in staff from a table: every line says what would become of it first.",
            "Send a test message to yourself, and read what the mail server said.",
        ],
        after: "A line goes by itself once its matter is there. All of it can be changed later.",
        told: "Whoever is added gets a link to set up their sign-in: by mail, or copied and printed where none leaves.",
    },
    Topic {
        code: "team",
        title: "Team",
        pages: &[
            "/staff/team",
            "/staff/team/new",
            "/staff/team/{id}",
            "/staff/team/{id}/edit",
        ],
        what: "Who works here, with their roles, sites and duty hours.",
        doing: &[
            "Add a member of staff, or change what they are and when they are on duty.",
            "Send a new link to somebody who lost a password or a telephone.",
            "Close the account of somebody who leaves.",
        ],
        after: "Closing ends their sessions at once. A role that opens records or the journal waits for somebody else’s yes.",
        told: "The member of staff gets the link by mail, or on paper where no mail leaves.",
    },
    Topic {
        code: "roles",
        title: "Roles and sign-ins",
        pages: &["/staff/roles"],
        what: "Who is to get a role that opens records or the journal, and whose links go elsewhere.",
        doing: &[
            "Say yes only where you know both the person and why they need it.",
            "Close the account where a link should not be about.",
        ],
        after: "Neither the one who asked nor the one who gets the role can say the yes. It holds from then on.",
        told: "",
    },
    Topic {
        code: "sites",
        title: "Sites",
        pages: &[
            "/staff/sites",
            "/staff/sites/new",
            "/staff/sites/{id}",
            "/staff/sites/{id}/edit",
            "/staff/programs/{id}/edit",
        ],
        what: "Places with their clocks, hours, rooms and programs.",
        doing: &[
            "Add a site, its opening hours and the state it is in.",
            "Add rooms and programs. Another level of care is another program.",
        ],
        after: "Times are shown by the clocks of the site. Its state says from which age a minor agrees to care alone.",
        told: "",
    },
    Topic {
        code: "public-page",
        title: "The public page of a site",
        pages: &["/staff/sites/{id}/public"],
        what: "What a worried person reads about a site: the way there, who can come, medicines, cost.",
        doing: &[
            "Write down what is so, in both languages. What is left empty is left out.",
            "See the page in English and in Spanish.",
        ],
        after: "What is saved can be read by anybody at once.",
        told: "",
    },
    Topic {
        code: "wording",
        title: "Official wording",
        pages: &["/staff/measures", "/staff/measures/{code}"],
        what: "The official words of instruments, read from a file of yours.",
        doing: &[
            "Paste the file, and hold every item against the official form.",
            "Use the wording, or put it aside.",
        ],
        after: "Once it is in use, a person can answer alone on their own pages. Before, a clinician scores from the form.",
        told: "Nobody sees it before you use it.",
    },
    Topic {
        code: "emergencies",
        title: "Emergencies",
        pages: &["/staff/emergencies"],
        what: "Records that were opened by somebody who is not on the person’s team.",
        doing: &[
            "Read who opened which record, and why.",
            "Ask, and close the review with a sentence.",
        ],
        after: "The record closes by itself after four hours. The review stays on the list until you close it.",
        told: "",
    },
    Topic {
        code: "journal",
        title: "Journal",
        pages: &[
            "/staff/journal",
            "/staff/journal/verify",
            "/staff/journal/export",
        ],
        what: "Every look at a record and every change, in a chain that shows when it was touched.",
        doing: &[
            "Filter by what you look for.",
            "Have the chain verified, or written out as a file.",
        ],
        after: "Both wait in one line and hold nobody up. If something is wrong with the chain, the page says where.",
        told: "",
    },
    Topic {
        code: "demo",
        title: "What a demonstration has",
        pages: &["/staff/outbox", "/staff/styleguide"],
        what: "The mail that a demonstration would have sent, and how the parts of a page look.",
        doing: &[
            "Open a message, and follow its link as whoever gets it would.",
            "Put the clock on with the buttons above every page.",
        ],
        after: "Nothing leaves a demonstration, and it is gone when it is stopped.",
        told: "",
    },
];
