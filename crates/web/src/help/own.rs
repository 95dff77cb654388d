//! Which help there is for people in care and for those who support them. The words are in `guide.ftl` of both languages:
//! for each code a title, what the page is for, what to do there, and what happens then.

/// The page with all of it, by its English address.
pub(crate) const OWN_HELP: &str = "/me/help";

/// The code of each family of pages, and its addresses in English.
pub(crate) const TOPICS: &[(&str, &[&str])] = &[
    ("today", &["/me", OWN_HELP]),
    ("week", &["/me/week", "/me/calendar"]),
    (
        "life",
        &[
            "/me/life",
            "/me/life/new",
            "/me/life/shifts",
            "/me/life/vacation",
            "/me/life/way",
            "/me/life/{commitment}",
        ],
    ),
    (
        "measures",
        &["/me/measures", "/me/measures/{code}", "/me/measures/done"],
    ),
    (
        "plan",
        &[
            "/me/safety-plan",
            "/me/safety-plan/edit",
            "/me/safety-plan/versions",
        ],
    ),
    ("safety", &["/me/safety"]),
    (
        "account",
        &[
            "/account",
            "/account/confirm",
            "/account/passkeys/new",
            "/account/password",
        ],
    ),
];

/// The code of the help of a page, by the path of its English address as the route table writes it.
pub(crate) fn of_page(english: &str) -> Option<&'static str> {
    let mut path = english;
    loop {
        if let Some((code, _)) = TOPICS.iter().find(|(_, pages)| pages.contains(&path)) {
            return Some(*code);
        }
        (path, _) = path.rsplit_once('/')?;
    }
}
