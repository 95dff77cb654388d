//! Where one can go from a page.

use super::could;
use crate::language::Language;
use crate::shell::Ask;
use crate::shell::gate::opens;
use crate::ui::{Face, Icon, NavItem};
use clinic::followup::signal::Waiting;
use policy::action::Target;
use policy::{Action, Reach, reach};

/// The places that whoever asks may go to.
pub(super) fn nav(ask: &Ask<'_>, face: Face, waiting: Option<&Waiting>) -> Vec<NavItem> {
    let here = Language::of(ask.route.path).english_path(ask.route.path);
    let item = |href: &str, label: &str, icon: Icon| {
        let inside = href != "/staff" && href != "/me" && here.starts_with(href);
        NavItem::new(href, label)
            .icon(icon)
            .current(here == href || inside)
    };
    match face {
        Face::Public => public_nav(ask),
        Face::Me => {
            let language = ask.language();
            let places = [
                ("/me", "today", Icon::Today),
                ("/me/week", "week", Icon::Week),
                ("/me/life", "life", Icon::Home),
                ("/me/safety-plan", "plan", Icon::Phone),
                ("/account", "account", Icon::Settings),
            ];
            let open = places.into_iter().filter(|(path, ..)| opens(ask, path));
            open.map(|(path, key, icon)| {
                let label = language.say(&format!("frame-place-{key}"));
                item(path, &label, icon)
            })
            .collect()
        }
        Face::Staff => staff_nav(ask, item, waiting),
    }
}

fn public_nav(ask: &Ask<'_>) -> Vec<NavItem> {
    let (word, door) = (ask.language().say("frame-sign-in"), super::door(ask));
    vec![NavItem::new(door, word).current(ask.route.path == "/sign-in")]
}

/// Whether the policy would let the actor do something at some site.
fn reaches(ask: &Ask<'_>, action: Action) -> bool {
    action.target() == Target::Site
        && ask
            .actor
            .as_ref()
            .is_some_and(|actor| reach(actor, action) != Reach::default())
}

/// Where staff go: what it takes, the address, the word, the icon, the keys.
const STAFF_PLACES: &[(Action, &str, &str, Icon, &str)] = &[
    (
        Action::OpenStaffHome,
        "/staff/week",
        "Week",
        Icon::Week,
        "g w",
    ),
    (
        Action::ListInquiries,
        "/staff/inquiries",
        "Inquiries",
        Icon::Phone,
        "g i",
    ),
    (
        Action::ViewOnCall,
        "/staff/on-call",
        "On call",
        Icon::Phone,
        "g c",
    ),
    (
        Action::SearchPatients,
        "/staff/people",
        "People",
        Icon::People,
        "g p",
    ),
    (
        Action::SearchPatients,
        "/staff/referrals",
        "Referrals",
        Icon::Arrow,
        "g r",
    ),
    (
        Action::ViewOrganization,
        "/staff/groups",
        "Groups",
        Icon::Week,
        "g u",
    ),
    (
        Action::ViewSessions,
        "/staff/sessions",
        "Sessions",
        Icon::Check,
        "g n",
    ),
    (
        Action::ViewSessions,
        "/staff/hours",
        "Hours",
        Icon::Clock,
        "g h",
    ),
    (
        Action::ViewStaff,
        "/staff/team",
        "Team",
        Icon::Person,
        "g m",
    ),
    (
        Action::ViewOrganization,
        "/staff/sites",
        "Sites",
        Icon::Place,
        "g s",
    ),
    (
        Action::ManageOrganization,
        "/staff/setup",
        "Set up",
        Icon::Settings,
        "g x",
    ),
    (
        Action::KeepWording,
        "/staff/measures",
        "Measures",
        Icon::Plan,
        "g q",
    ),
    (
        Action::ReviewGlass,
        "/staff/emergencies",
        "Emergencies",
        Icon::Attention,
        "g e",
    ),
    (
        Action::ReviewRoles,
        "/staff/roles",
        "Roles",
        Icon::Person,
        "g o",
    ),
    (
        Action::ReadJournal,
        "/staff/journal",
        "Journal",
        Icon::Lock,
        "g j",
    ),
];

/// The places of staff, as far as the policy lets whoever asks see them; who needs somebody now stands near the top.
fn staff_nav(
    ask: &Ask<'_>,
    item: impl Fn(&str, &str, Icon) -> NavItem,
    waiting: Option<&Waiting>,
) -> Vec<NavItem> {
    let mut nav = vec![item("/staff", "Today", Icon::Today).shortcut("g t")];
    if let Some(waiting) = waiting {
        let waiting = u32::try_from(waiting.open).unwrap_or(u32::MAX);
        nav.push(
            item("/staff/signals", "Signals", Icon::Attention)
                .count(waiting)
                .shortcut("g a"),
        );
    }
    for &(action, href, label, icon, keys) in STAFF_PLACES {
        if could(ask, action) || reaches(ask, action) {
            nav.push(item(href, label, icon).shortcut(keys));
        }
    }
    if sees_beds(ask) {
        let after = nav.iter().position(|item| item.href == "/staff/referrals");
        let beds = item("/staff/beds", "Beds", Icon::Home).shortcut("g b");
        nav.insert(after.map_or(nav.len(), |at| at + 1), beds);
    }
    // Whoever sees no inquiry sees the numbers alone.
    if could(ask, Action::SeeFunnel) && !could(ask, Action::ListInquiries) {
        nav.push(item("/staff/inquiries/numbers", "Numbers", Icon::Chart));
    }
    if ask.clinic.settings().demo {
        if could(ask, Action::ViewOutbox) {
            nav.push(item("/staff/outbox", "Outbox", Icon::Message));
        }
        nav.push(item("/staff/styleguide", "Style guide", Icon::Plan));
    }
    nav
}

/// Whether the actor may see the beds of any site.
fn sees_beds(ask: &Ask<'_>) -> bool {
    ask.actor
        .as_ref()
        .is_some_and(|actor| reach(actor, Action::ViewBeds) != Reach::default())
}
