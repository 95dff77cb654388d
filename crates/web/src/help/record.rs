//! People in care, and where they are in care.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        code: "people",
        title: "People",
        pages: &["/staff/people"],
        what: "People in care whom you may see.",
        doing: &[
            "Look for somebody by name, a whole telephone number or a date of birth.",
            "Add a person who is here, or bring in a table.",
        ],
        after: "A row opens the record.",
        told: "",
    },
    Topic {
        code: "add-people",
        title: "Adding people",
        pages: &["/staff/people/new", "/staff/people/import"],
        what: "For somebody who is here and never asked for help before, or for many from a table.",
        doing: &[
            "Give a telephone number or an e-mail address, so that they can be reached.",
            "Look at a table first: every line says what would become of it.",
            "Bring in what can be. A line that is refused keeps none of the others back.",
        ],
        after: "The assessment comes next; a level of care and the admission follow. A table that is brought in twice adds \
                nobody twice.",
        told: "",
    },
    Topic {
        code: "record",
        title: "Record",
        pages: &["/staff/people/{id}", "/staff/people/{id}/edit"],
        what: "One person: their course of care, and the way to everything that is known.",
        doing: &[
            "Open the part that you need: assessment, week, hours, medical.",
            "Change a name, a way to reach them, the program or the counselor.",
            "Invite them, so that they can sign in to their own pages.",
        ],
        after: "Where somebody else changed the same meanwhile, you are shown both before anything is written.",
        told: "An invitation is mailed to the person, where their rules allow it.",
    },
    Topic {
        code: "contact",
        title: "Contact rules",
        pages: &["/staff/people/{id}/contact"],
        what: "By what, when and how somebody may be reached, and who else may be spoken to.",
        doing: &[
            "Write down what they said: the ways, the times, whether a voicemail may be left.",
            "Where a call has to be made all the same, give the reason. It is kept.",
        ],
        after: "The rules hold for everything that leaves here: calls, messages, links, printed numbers.",
        told: "",
    },
    Topic {
        code: "moves",
        title: "Admitting, moving, discharging",
        pages: &[
            "/staff/people/{id}/admit",
            "/staff/people/{id}/move",
            "/staff/people/{id}/discharge",
        ],
        what: "The steps of a course of care: its beginning, another level, its end.",
        doing: &[
            "Choose the program, the counselor and the day. A day further back than a week needs a reason; one ahead is a \
             planned admission.",
            "Read first what waits: nobody is moved past a danger that nobody answered.",
        ],
        after: "A move ends one stay and begins the next on the same day. Whoever comes back after a discharge begins a new \
                episode in the same record.",
        told: "",
    },
    Topic {
        code: "phase",
        title: "The phase of a program",
        pages: &["/staff/people/{id}/phase"],
        what: "Where somebody stands in their program: the phase, its week, what is asked before the next one.",
        doing: &[
            "Begin the next phase. What speaks against it by the program is said, and wants a reason.",
            "Enter the week of somebody who comes in the middle, or correct it.",
        ],
        after: "They leave the groups that are of other phases alone; the week is made anew for them when it is made next. A \
                phase at another level of care is a new stay. What was entered last can be taken back.",
        told: "",
    },
    Topic {
        code: "referrals",
        title: "Referrals",
        pages: &[
            "/staff/referrals",
            "/staff/referrals/{id}",
            "/staff/people/{id}/refer",
        ],
        what: "People who are sent to another provider, until somebody says that they arrived.",
        doing: &[
            "Write down where they go, and whom to call there.",
            "Call, and write down what became of it.",
        ],
        after: "They stay in care here until they arrive; their stay there begins on that day.",
        told: "Nothing is sent to the other provider by this page.",
    },
    Topic {
        code: "handover",
        title: "Emergency hand-over",
        pages: &["/staff/people/{id}/handover"],
        what: "What the ambulance and the hospital have to know, on one sheet.",
        doing: &[
            "Write down what happened and who was called.",
            "Print it, and give it along.",
        ],
        after: "What was written stays in the record.",
        told: "",
    },
    Topic {
        code: "beds",
        title: "Beds",
        pages: &["/staff/beds", "/staff/sites/{id}/beds"],
        what: "Who stays overnight, since when and until when, and how many people are at each level.",
        doing: &[
            "Look for a free bed before somebody is admitted or moved.",
            "Add a bed, where you run the place.",
        ],
        after: "A bed is taken and left with an admission, a move or a discharge.",
        told: "",
    },
    Topic {
        code: "forget",
        title: "Forgetting a person",
        pages: &["/staff/people/{id}/forget"],
        what: "Destroys the key of one person. Nothing about them can be read again by anybody.",
        doing: &[
            "Be sure that no law asks you to keep the record.",
            "Give a reason that does not tell who the person is.",
        ],
        after: "It cannot be undone. Backups made before still hold the key until they age out.",
        told: "The journal keeps that somebody was here, and no more.",
    },
];
