//! Groups, sessions, hours and the week.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        code: "life",
        title: "Life",
        pages: &[
            "/staff/people/{id}/life",
            "/staff/people/{id}/life/new",
            "/staff/people/{id}/life/shifts",
            "/staff/people/{id}/life/vacation",
            "/staff/people/{id}/life/way",
            "/staff/people/{id}/life/{commitment}",
        ],
        what: "What somebody’s week here is fitted around: work, school, children, the way.",
        doing: &[
            "Add what cannot move, and what they would rather keep free: once, every week, or as shifts that rotate.",
            "Enter a vacation as whole days: its sessions are excused, and the week stays theirs.",
            "Say how long the way takes; without it no time for it is counted.",
        ],
        after: "Nothing changes by itself. Weeks that would fit stand on the page of their week.",
        told: "The person sees and changes the same list.",
    },
    Topic {
        code: "person-week",
        title: "The week of one person",
        pages: &["/staff/people/{id}/week", "/staff/people/{id}/week-print"],
        what: "Weeks that would fit one person among the groups as they run, and the week they have.",
        doing: &[
            "Compare them: each says what it comes to and what was given up for it.",
            "Accept one from a Monday on, or print the present one.",
        ],
        after: "Accepting makes them a member of those groups from that Monday on.",
        told: "",
    },
    Topic {
        code: "person-hours",
        title: "The hours of one person",
        pages: &["/staff/people/{id}/hours"],
        what: "Hours kept, hours still possible, and how likely the week is to be met.",
        doing: &[
            "Read the meter of the rule that governs first.",
            "Book a make-up: a session with a free seat that overlaps nothing of theirs.",
        ],
        after: "A make-up can be taken back.",
        told: "",
    },
    Topic {
        code: "groups",
        title: "Groups",
        pages: &[
            "/staff/groups",
            "/staff/groups/new",
            "/staff/groups/{id}",
            "/staff/groups/{id}/edit",
            "/staff/groups/{id}/exceptions",
            "/staff/groups/{id}/members",
            "/staff/sites/{id}/groups",
            "/staff/sites/{id}/programs/load",
        ],
        what: "Weekly series of sessions: when, where, who leads, and who is a member from when to when.",
        doing: &[
            "Change a group from a day on; what was held before stays as it was.",
            "Change one session: another time, room or leader, or called off.",
            "Load a whole program: what does not add up is said before a group is added.",
        ],
        after: "Rosters, hours and everybody’s week follow from it.",
        told: "Nobody is told by itself; the week of each member shows it.",
    },
    Topic {
        code: "sessions",
        title: "Sessions",
        pages: &["/staff/sessions", "/staff/sessions/{group}/{date}"],
        what: "Who is expected at a session, and who came.",
        doing: &[
            "Mark each person with one key: P came, L late, E left early, X excused, N did not come.",
            "Mark who is late or not there, and the rest present in one press; it can be taken back right after.",
            "Press S to save, and close the roster when it is complete.",
        ],
        after: "Minutes follow from it. Once the roster is closed, or the day is over, a change needs a reason, and what \
                stood there before stays readable.",
        told: "",
    },
    Topic {
        code: "hours",
        title: "Hours",
        pages: &["/staff/hours"],
        what: "Who is likely to miss the hours of this week, and the session that still rescues it.",
        doing: &[
            "Begin at the top: those whom a make-up helps most.",
            "Book it on the row, after you have spoken with them.",
        ],
        after: "It is one session in a group with a free seat, and can be taken back on the person’s page of hours.",
        told: "",
    },
    Topic {
        code: "week",
        title: "The week of a site",
        pages: &["/staff/week", "/staff/week/move"],
        what: "What is held when, by whom, in which room and for how many, and what does not fit.",
        doing: &[
            "Look at it as a picture by room or by who leads, or as a list; print it, or the times alone for a wall.",
            "Point at a session: below it and behind it stands what the lives of those who come hold.",
            "Move one session, or its series from a week on: by dragging, with Enter and the arrow keys, or by the form.",
        ],
        after: "Before you confirm a move you read what it would break and for whom. It can be undone right after. What does not fit stands above the board and on its block.",
        told: "",
    },
    Topic {
        code: "make-week",
        title: "Making and repairing a week",
        pages: &[
            "/staff/sites/{id}/week/make",
            "/staff/sites/{id}/repair",
            "/staff/proposals/{id}",
        ],
        what: "A proposal of everybody’s week, fitted around their lives, or of what to do when something happened.",
        doing: &[
            "Begin the next phase of those who move on, then have a week made, and stop it when it is good enough: the best so far is kept.",
            "Read who has their hours, why the others do not, and what was given up for whom; of a repair, choose the answer for each session.",
            "Publish it, or decide against it. A published repair can be taken back until something of it begins.",
        ],
        after: "Nothing changes before somebody publishes. Where something changed meanwhile, another proposal is made.",
        told: "Messages to those it touches are drafted. They are queued at publishing, where that is ticked.",
    },
];
