//! The places of staff: what each takes, where it is, and what else is part of it.

use crate::shell::frame::within;
use crate::ui::Icon;
use policy::Action;

/// Who needs somebody now; the number of them stands beside the word.
pub(super) const SIGNALS: &str = "/staff/signals";
/// The way in, in numbers.
pub(super) const NUMBERS: &str = "/staff/inquiries/numbers";
/// Mail of the demonstration.
pub(super) const OUTBOX: &str = "/staff/outbox";

/// How many places stand in the bar of a phone, beside its last button.
pub(super) const AT_HAND_MAX: usize = 5;
/// Which of them, as far as somebody has them: what is looked at between two rooms, or on the way home.
pub(super) const AT_HAND: [&str; 10] = [
    "/staff",
    SIGNALS,
    "/staff/people",
    "/staff/inquiries",
    "/staff/sessions",
    "/staff/week",
    "/staff/on-call",
    "/staff/team",
    "/staff/sites",
    "/staff/journal",
];

/// A place where staff go.
pub(super) struct Place {
    /// What it takes, of the organization or at some site.
    pub takes: Action,
    pub href: &'static str,
    pub label: &'static str,
    pub icon: Icon,
    /// The keys that lead there.
    pub keys: &'static str,
    /// What else is part of it: how those addresses begin.
    also: &'static [&'static str],
}

const fn place(
    takes: Action,
    href: &'static str,
    label: &'static str,
    icon: Icon,
    keys: &'static str,
) -> Place {
    Place {
        takes,
        href,
        label,
        icon,
        keys,
        also: &[],
    }
}

impl Place {
    const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    /// How much of an address it knows, where the address is part of it.
    pub fn covers(&self, path: &str) -> Option<usize> {
        within::covers(path, self.href, self.also)
    }
}

/// The places under their headings; what wants somebody now stands above the first. Keys stand for a word of the place
/// where they can.
pub(super) const GROUPS: &[(Option<&str>, &[Place])] = &[
    (
        None,
        &[
            place(Action::OpenStaffHome, "/staff", "Today", Icon::Today, "g t"),
            place(
                Action::ListSignals,
                SIGNALS,
                "Signals",
                Icon::Attention,
                "g a",
            ),
            place(
                Action::ViewOnCall,
                "/staff/on-call",
                "On call",
                Icon::Bell,
                "g c",
            )
            .also(&["/staff/alerts"]),
        ],
    ),
    (
        Some("Program"),
        &[
            place(
                Action::OpenStaffHome,
                "/staff/week",
                "Week",
                Icon::Week,
                "g w",
            )
            .also(&[
                "/staff/calendar",
                "/staff/changes",
                "/staff/proposals",
                "/staff/sites/{id}/week",
                "/staff/sites/{id}/repair",
            ]),
            place(
                Action::ViewSessions,
                "/staff/sessions",
                "Sessions",
                Icon::Roster,
                "g n",
            ),
            place(
                Action::ViewSessions,
                "/staff/hours",
                "Hours",
                Icon::Clock,
                "g h",
            ),
            place(
                Action::ViewOrganization,
                "/staff/groups",
                "Groups",
                Icon::Circle,
                "g u",
            ),
        ],
    ),
    (
        Some("People"),
        &[
            place(
                Action::SearchPatients,
                "/staff/people",
                "People",
                Icon::People,
                "g p",
            )
            .also(&["/staff/emergency"]),
            place(
                Action::ListInquiries,
                "/staff/inquiries",
                "Inquiries",
                Icon::Inbox,
                "g i",
            ),
            place(
                Action::ListInquiries,
                "/staff/waiting",
                "Waiting list",
                Icon::Queue,
                "g l",
            ),
            place(
                Action::SearchPatients,
                "/staff/referrals",
                "Referrals",
                Icon::Transfer,
                "g r",
            ),
            place(Action::ViewBeds, "/staff/beds", "Beds", Icon::Bed, "g b")
                .also(&["/staff/sites/{id}/beds"]),
            place(Action::SeeFunnel, NUMBERS, "Numbers", Icon::Chart, "g k"),
        ],
    ),
    (
        Some("Setup"),
        &[
            place(Action::ViewStaff, "/staff/team", "Team", Icon::Badge, "g m"),
            place(
                Action::ViewOrganization,
                "/staff/sites",
                "Sites",
                Icon::Place,
                "g s",
            )
            .also(&["/staff/programs"]),
            place(
                Action::ManageOrganization,
                "/staff/setup",
                "Set up",
                Icon::Settings,
                "g x",
            )
            .also(&["/staff/settings"]),
            place(
                Action::KeepWording,
                "/staff/measures",
                "Measures",
                Icon::Measure,
                "g q",
            ),
            place(Action::ViewOutbox, OUTBOX, "Outbox", Icon::Outbox, "g d"),
        ],
    ),
    (
        Some("Oversight"),
        &[
            place(
                Action::ReviewGlass,
                "/staff/emergencies",
                "Emergencies",
                Icon::Shield,
                "g e",
            ),
            place(
                Action::ReviewRoles,
                "/staff/roles",
                "Roles",
                Icon::Key,
                "g o",
            ),
            place(
                Action::ReadJournal,
                "/staff/journal",
                "Journal",
                Icon::Journal,
                "g j",
            ),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Face;
    use std::collections::BTreeSet;

    /// What is reached from everywhere, and lies in no place.
    const NOWHERE: [&str; 4] = [
        "/staff/search",
        "/staff/styleguide",
        "/staff/help",
        "/staff/help/{topic}",
    ];

    fn places() -> impl Iterator<Item = &'static Place> {
        GROUPS.iter().flat_map(|(_, places)| places.iter())
    }

    #[test]
    fn every_place_has_a_page_a_picture_and_keys_of_its_own() {
        let count = places().count();
        let apart = |of: fn(&Place) -> String| places().map(of).collect::<BTreeSet<_>>().len();
        assert_eq!(apart(|place| place.href.to_owned()), count);
        assert_eq!(apart(|place| place.label.to_owned()), count);
        assert_eq!(apart(|place| place.keys.to_owned()), count);
        assert_eq!(apart(|place| format!("{:?}", place.icon)), count);
        for place in places() {
            let mut pages = crate::routes::all().filter(|route| !route.changes);
            assert!(
                pages.any(|route| route.path == place.href),
                "{}",
                place.href
            );
        }
        for href in AT_HAND {
            assert!(places().any(|place| place.href == href), "{href}");
        }
    }

    /// Where nobody is told where they are, nothing is marked in the navigation.
    #[test]
    fn every_page_of_staff_lies_in_one_place() {
        let pages = crate::routes::all()
            .filter(|route| !route.changes && !route.json && route.face == Face::Staff)
            .map(|route| route.path)
            .filter(|path| within::is_within(path, "/staff") || path.starts_with("/staff/"));
        let mut seen = 0;
        for path in pages {
            let mut covering: Vec<usize> =
                places().filter_map(|place| place.covers(path)).collect();
            covering.sort_unstable_by(|one, other| other.cmp(one));
            assert_eq!(covering.is_empty(), NOWHERE.contains(&path), "{path}");
            assert!(
                covering.len() < 2 || covering[0] > covering[1],
                "{path} lies in two places"
            );
            seen += 1;
        }
        assert!(seen > 50, "{seen}");
    }
}
