//! The pages about one person, as tabs. Which of them one is on follows from the route, and which are shown from the
//! right that each route asks for.

use crate::shell::Ask;
use crate::shell::frame::ABOUT as RECORD;
use crate::shell::frame::within::covers;
use crate::shell::route::Access;
use crate::ui::NavItem;
use clinic::people::about::About;
use policy::Action;

/// Where a request for help is; its address names the request and not the person.
const INQUIRY: &str = "/staff/inquiries/{id}";

/// Of whom a tab is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Of everybody.
    All,
    /// Of whoever has a record.
    Record,
    /// Of whoever asked for help and has none yet; of others only where one stands on it.
    Request,
}

/// A page about somebody.
#[derive(Clone, Copy, Debug)]
struct Tab {
    label: &'static str,
    /// As the route table writes it.
    path: &'static str,
    /// What else is part of it: how those addresses begin.
    also: &'static [&'static str],
    whose: Whose,
}

const fn tab(
    whose: Whose,
    label: &'static str,
    path: &'static str,
    also: &'static [&'static str],
) -> Tab {
    Tab {
        label,
        path,
        also,
        whose,
    }
}

/// Those that stand in a row.
static TABS: [Tab; 10] = [
    tab(
        Whose::Record,
        "Overview",
        RECORD,
        &[
            "/staff/people/{id}/edit",
            "/staff/people/{id}/invite",
            "/staff/people/{id}/emergency",
            "/staff/people/{id}/forget",
        ],
    ),
    tab(Whose::Request, "Request", INQUIRY, &["/staff/waiting/{id}"]),
    // Whoever admits goes there with everybody.
    tab(Whose::All, "Checklist", "/staff/people/{id}/checklist", &[]),
    tab(
        Whose::Record,
        "Week",
        "/staff/people/{id}/week",
        &["/staff/people/{id}/week-print"],
    ),
    tab(Whose::Record, "Life", "/staff/people/{id}/life", &[]),
    tab(
        Whose::Record,
        "Hours",
        "/staff/people/{id}/hours",
        &["/staff/people/{id}/makeups"],
    ),
    tab(Whose::All, "Measures", "/staff/people/{id}/measures", &[]),
    tab(
        Whose::All,
        "Assessment",
        "/staff/people/{id}/assessment",
        &[
            "/staff/people/{id}/rapid",
            "/staff/people/{id}/confirm",
            "/staff/people/{id}/settle",
            "/staff/people/{id}/diagnosis",
            "/staff/people/{id}/assessment-done",
        ],
    ),
    tab(
        Whose::All,
        "Placement",
        "/staff/people/{id}/placement",
        &[
            "/staff/people/{id}/admit",
            "/staff/people/{id}/move",
            "/staff/people/{id}/phase",
            "/staff/people/{id}/refer",
            "/staff/people/{id}/discharge",
            "/staff/referrals/{id}",
        ],
    ),
    tab(
        Whose::All,
        "Safety",
        "/staff/people/{id}/safety",
        &["/staff/signals/{id}"],
    ),
];

/// Those behind the button after them.
static MORE: [Tab; 8] = [
    tab(
        Whose::All,
        "Safety plan",
        "/staff/people/{id}/safety-plan",
        &[],
    ),
    tab(Whose::All, "Hand-over", "/staff/people/{id}/handover", &[]),
    tab(
        Whose::All,
        "Medical",
        "/staff/people/{id}/medical",
        &[
            "/staff/people/{id}/allergies",
            "/staff/people/{id}/medicines",
            "/staff/people/{id}/pharmacy",
            "/staff/people/{id}/vitals",
            "/staff/people/{id}/naloxone",
            "/staff/people/{id}/screens",
        ],
    ),
    tab(
        Whose::All,
        "Details",
        "/staff/people/{id}/details/whereabouts",
        &["/staff/people/{id}/details"],
    ),
    tab(Whose::All, "Coverage", "/staff/people/{id}/coverage", &[]),
    tab(
        Whose::All,
        "Contact rules",
        "/staff/people/{id}/contact",
        &[],
    ),
    tab(
        Whose::All,
        "Consents on paper",
        "/staff/people/{id}/paper-consents",
        &[],
    ),
    tab(Whose::All, "Guardian", "/staff/people/{id}/guardian", &[]),
];

impl Tab {
    /// How much of an address it knows, where the address is part of it.
    fn covers(&self, path: &str) -> Option<usize> {
        covers(path, self.path, self.also)
    }
}

fn all() -> impl Iterator<Item = &'static Tab> {
    TABS.iter().chain(&MORE)
}

/// The page about somebody in which an address lies.
fn current(path: &str) -> Option<&'static str> {
    let covering = all().filter_map(|tab| Some((tab.covers(path)?, tab.path)));
    covering.max().map(|(_, path)| path)
}

/// The right that the route of a page asks for.
fn takes(ask: &Ask<'_>, path: &str) -> Option<Action> {
    match ask.web.routes.page(path)?.access {
        Access::May(action) => Some(action),
        Access::Anyone | Access::SignedIn => None,
    }
}

/// What somebody has to be allowed to do to a person to open one or the other of their pages.
pub(super) fn actions(ask: &Ask<'_>) -> Vec<Action> {
    let mut actions: Vec<Action> = all().filter_map(|tab| takes(ask, tab.path)).collect();
    actions.sort_unstable();
    actions.dedup();
    actions
}

/// The tabs in a row and those behind the button, as far as the reader may open them.
pub(super) fn tabs(ask: &Ask<'_>, about: &About) -> (Vec<NavItem>, Vec<NavItem>) {
    let here = current(ask.route.path);
    let shown = |tab: &Tab| {
        let action = takes(ask, tab.path)?;
        let href = href(ask, about, tab).filter(|_| about.may(action))?;
        Some(NavItem::new(href, tab.label).current(here == Some(tab.path)))
    };
    let row = TABS.iter().filter_map(shown).collect();
    (row, MORE.iter().filter_map(shown).collect())
}

/// The address of a page about this person, where they have that page.
fn href(ask: &Ask<'_>, about: &About, tab: &Tab) -> Option<String> {
    let has_record = about.standing.as_ref()?.has_record;
    let person = about.person.to_string();
    match tab.whose {
        Whose::All => Some(tab.path.replace("{id}", &person)),
        Whose::Record => has_record.then(|| tab.path.replace("{id}", &person)),
        Whose::Request => {
            let own = about.standing.as_ref()?.inquiry.map(|id| id.to_string());
            // The request that one looks at, which may not be the latest.
            let stands = tab
                .covers(ask.route.path)
                .map(|_| ask.param("id").to_owned());
            Some(tab.path.replace("{id}", &stands.or(own)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// What the addresses of pages about one person begin with.
    const ABOUT: [&str; 5] = [
        RECORD,
        INQUIRY,
        "/staff/waiting/{id}",
        "/staff/signals/{id}",
        "/staff/referrals/{id}",
    ];

    #[test]
    fn every_address_about_somebody_lies_in_one_of_their_pages() {
        let about = |path: &&str| ABOUT.iter().any(|start| path.starts_with(start));
        let paths: BTreeSet<&str> = crate::routes::all()
            .map(|route| route.path)
            .filter(about)
            .collect();
        let without: Vec<_> = paths
            .iter()
            .filter(|path| current(path).is_none())
            .collect();
        assert!(without.is_empty(), "in no tab: {without:?}");
        assert!(paths.len() > 60, "{}", paths.len());
    }

    #[test]
    fn every_tab_is_a_page_with_a_right_of_its_own() {
        for tab in all() {
            let page = crate::routes::all().find(|route| !route.changes && route.path == tab.path);
            let page = page.unwrap_or_else(|| panic!("no page at {}", tab.path));
            assert!(matches!(page.access, Access::May(_)), "{}", tab.path);
            assert_eq!(current(tab.path), Some(tab.path));
            for start in tab.also {
                let begins = |route: &&crate::shell::route::Route| route.path.starts_with(start);
                assert!(crate::routes::all().any(|route| begins(&route)), "{start}");
            }
        }
        let labels: BTreeSet<&str> = all().map(|tab| tab.label).collect();
        assert_eq!(labels.len(), TABS.len() + MORE.len());
    }

    #[test]
    fn a_form_lies_in_the_tab_that_it_belongs_to() {
        for (path, tab) in [
            (RECORD, RECORD),
            ("/staff/people/{id}/edit", RECORD),
            (
                "/staff/people/{id}/life/{commitment}",
                "/staff/people/{id}/life",
            ),
            (
                "/staff/people/{id}/safety-plan/edit",
                "/staff/people/{id}/safety-plan",
            ),
            (
                "/staff/people/{id}/medicines/new",
                "/staff/people/{id}/medical",
            ),
            (
                "/staff/people/{id}/discharge",
                "/staff/people/{id}/placement",
            ),
            ("/staff/inquiries/{id}/book", INQUIRY),
        ] {
            assert_eq!(current(path), Some(tab), "{path}");
        }
        assert_eq!(current("/staff/people/{id}/unheard-of"), None);
    }
}
