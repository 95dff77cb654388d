//! What two tabs change on each form that changes something stored, and forms that only look like one.

/// The form that ends a membership stands on the page of its group.
pub const LEAVE: &str = "/staff/memberships/{id}/leave";

/// A field, and what is typed into it.
type Change = (&'static str, &'static str);

/// For each address: what the first tab changes, what the second one types meanwhile, and what it might have typed into
/// the field of the first.
pub const TABS: &[(&str, Change, Change, &str)] = &[
    // One field only: what the second tab types is told apart in the test of one field.
    (
        LEAVE,
        ("last", "21 Dec 2027"),
        ("last", "21 Dec 2027"),
        "28 Dec 2027",
    ),
    (
        "/staff/people/{id}/edit",
        ("preferred", "Pip"),
        ("pronouns", "they/them"),
        "Pim",
    ),
    (
        "/staff/people/{id}/guardian",
        ("name", "Mia Reyes"),
        ("document", "Letter in the file"),
        "Mia Rey",
    ),
    (
        "/staff/people/{id}/paper-consents",
        ("seen_by.treatment", "Nurse Vale"),
        ("seen_by.part2_notice", "Dana Reyes"),
        "Nurse Dale",
    ),
    (
        "/staff/people/{id}/contact",
        ("note", "Not on Sundays"),
        ("others", "Her sister Ana"),
        "Not on Mondays",
    ),
    (
        "/staff/people/{id}/allergies",
        ("substance.1", "Latex"),
        ("reaction.1", "Rash"),
        "Peanuts",
    ),
    (
        "/staff/people/{id}/medicines/{number}",
        ("dose", "10 mg"),
        ("often", "every morning"),
        "20 mg",
    ),
    (
        "/staff/people/{id}/naloxone/{number}",
        ("kits", "3"),
        ("by", "Nurse Vale"),
        "4",
    ),
    (
        "/staff/people/{id}/pharmacy",
        ("name", "Harbor Drug"),
        ("place", "Main Street"),
        "Hill Drug",
    ),
    (
        "/staff/people/{id}/screens",
        ("asked.hiv", "declined"),
        ("asked.hep_c", "declined"),
        "yes",
    ),
    (
        "/staff/people/{id}/details/whereabouts",
        ("home", "declined"),
        ("away", "never"),
        "unknown",
    ),
    (
        "/staff/people/{id}/details/emergency-contacts",
        ("name1", "Mia Reyes"),
        ("relation1", "Aunt"),
        "Mia Rey",
    ),
    (
        "/staff/people/{id}/details/identity",
        ("sex", "female"),
        ("interpreter", "spoken"),
        "male",
    ),
    (
        "/staff/people/{id}/details/circumstances",
        ("living", "homeless"),
        ("veteran", "yes"),
        "independent",
    ),
    (
        "/staff/people/{id}/details/court",
        ("by1", "District court"),
        ("until1", "Dec 31, 2026"),
        "County court",
    ),
    (
        "/staff/people/{id}/coverage",
        ("payer1", "Harbor Health"),
        ("member1", "HH-1201"),
        "Harbor Mutual",
    ),
    (
        "/staff/team/{id}/edit",
        ("preferred", "Pip"),
        ("pronouns", "they/them"),
        "Pim",
    ),
    (
        "/staff/sites/{id}/edit",
        ("name", "Willow House"),
        ("hours", "Mon 9:00 to 17:00"),
        "Oak House",
    ),
    (
        "/staff/sites/{id}/public",
        ("privacy", "Mia Reyes, 207 555 0171"),
        ("cost_es", "Nada el primer día."),
        "Ana Reyes, 207 555 0171",
    ),
    (
        "/staff/settings/look",
        ("accent", "#5d0b2f"),
        ("dark", "#8fd3cf"),
        "#1d4f91",
    ),
    (
        "/staff/programs/{id}/edit",
        ("name", "Evening program"),
        ("adolescents", "yes"),
        "Morning program",
    ),
    (
        "/staff/groups/{id}/edit",
        ("topic", "Hope"),
        ("name", "Evening, second floor"),
        "Trust",
    ),
    (
        "/staff/inquiries/{id}/edit",
        ("phone", "207 555 0142"),
        ("note", "Only on Mondays"),
        "207 555 0143",
    ),
    (
        "/me/life/{commitment}",
        ("label", "Mill"),
        ("until", "31 Dec 2026"),
        "Farm",
    ),
    (
        "/staff/people/{id}/life/{commitment}",
        ("label", "Mill"),
        ("until", "31 Dec 2026"),
        "Farm",
    ),
    (
        "/me/life/way",
        ("minutes", "25"),
        ("telehealth", "possible"),
        "35",
    ),
    (
        "/staff/people/{id}/life/way",
        ("minutes", "26"),
        ("track", "evening"),
        "36",
    ),
    (
        "/me/safety-plan/edit",
        ("w.signs.2", "I stop eating"),
        ("w.alone.1", "A walk"),
        "I do not sleep",
    ),
    (
        "/es/me/safety-plan/edit",
        ("w.signs.2", "No como"),
        ("w.alone.1", "Un paseo"),
        "No duermo",
    ),
    (
        "/staff/people/{id}/safety-plan/edit",
        ("w.signs.2", "Stops eating"),
        ("review", "Apr 14, 2026"),
        "Does not sleep",
    ),
    (
        "/staff/on-call/{id}",
        ("phone", "207 555 0144"),
        ("last", "31 Dec 2026"),
        "207 555 0145",
    ),
    (
        "/staff/waiting/{id}",
        ("pregnant", "yes"),
        ("injects", "no"),
        "no",
    ),
    (
        "/me/calendar",
        ("title", "Meeting"),
        ("place", "yes"),
        "Class",
    ),
    (
        "/staff/calendar",
        ("title", "Meeting"),
        ("place", "yes"),
        "Class",
    ),
    (
        "/staff/week/move",
        ("start", "10:00"),
        ("cause", "holiday"),
        "11:00",
    ),
];

/// Forms in which something stands that is only offered, or is compared in its own way.
pub const NOT_OVER_STORED: &[(&str, &str)] = &[
    ("/me/life/shifts", "something new; its dates are offered"),
    (
        "/staff/people/{id}/life/shifts",
        "something new; its dates are offered",
    ),
    ("/me/life/vacation", "something new; today is offered"),
    (
        "/staff/people/{id}/life/vacation",
        "something new; today is offered",
    ),
    (
        "/staff/people/{id}/rapid",
        "as in the sections: each answer is added beside the others",
    ),
    (
        "/staff/people/{id}/assessment/{section}",
        "each answer is added beside the others; what others said since is told",
    ),
    (
        "/staff/sessions/{group}/{date}",
        "each mark is the next revision of the one that was seen",
    ),
    (
        "/staff/people/{id}/placement",
        "a choice is kept beside the verdict that was read",
    ),
    (
        "/staff/people/{id}/move",
        "another stay is made; the present one offers who and when",
    ),
    (
        "/staff/people/{id}/phase",
        "another entry is made; the phase that follows is offered",
    ),
    (
        "/staff/people/{id}/refer",
        "a new referral; the level is offered",
    ),
    ("/staff/people/{id}/discharge", "the day is offered"),
    (
        "/staff/referrals/{id}",
        "a further step; its day is offered",
    ),
    (
        "/staff/groups/{id}/exceptions",
        "a new exception; its day is offered",
    ),
    (
        "/staff/sites/{id}/programs/load",
        "new groups; their first day is offered",
    ),
    (
        "/staff/sites/{id}/repair",
        "a new proposal; its day is offered",
    ),
    (
        "/staff/sites/{id}/week/make",
        "a new proposal; its Monday is offered",
    ),
];
