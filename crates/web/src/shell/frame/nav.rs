//! Where one can go from a page.

use super::could;
use super::within::is_within;
use crate::shell::Ask;
use crate::shell::gate::opens;
use crate::ui::{Face, Icon, NavItem};
use clinic::followup::signal::Waiting;
use policy::action::Target;
use policy::{Action, Reach, reach};

mod places;

use places::{AT_HAND, AT_HAND_MAX, GROUPS, NUMBERS, OUTBOX, Place, SIGNALS};

/// The places that whoever asks may go to.
pub(super) fn nav(ask: &Ask<'_>, face: Face, waiting: Option<&Waiting>) -> Vec<NavItem> {
    match face {
        Face::Public => public_nav(ask),
        Face::Me => {
            let language = ask.language();
            let here = ask.route.path;
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
                NavItem::new(path, label)
                    .icon(icon)
                    .current(is_within(here, path))
            })
            .collect()
        }
        Face::Staff => staff_nav(ask, waiting),
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

/// The places of staff, as far as the policy lets whoever asks see them, in their groups.
fn staff_nav(ask: &Ask<'_>, waiting: Option<&Waiting>) -> Vec<NavItem> {
    let all = GROUPS
        .iter()
        .flat_map(|(group, places)| places.iter().map(move |place| (*group, place)));
    let shown: Vec<(Option<&'static str>, &Place)> =
        all.filter(|(_, place)| is_shown(ask, place)).collect();
    let here = ask.route.path;
    // The one that says the most of the address: the week of a site is the week, and not the site.
    let covering = shown
        .iter()
        .filter_map(|(_, place)| Some((place.covers(here)?, place.href)));
    let current = covering.max().map(|(_, href)| href);
    let open = waiting.map(|waiting| u32::try_from(waiting.open).unwrap_or(u32::MAX));
    let mut nav: Vec<NavItem> = shown
        .iter()
        .map(|(group, place)| {
            let item = NavItem::new(place.href, place.label)
                .icon(place.icon)
                .group(*group)
                .shortcut(place.keys)
                .current(current == Some(place.href));
            let count = open.filter(|_| place.href == SIGNALS);
            item.count(count.unwrap_or_default())
        })
        .collect();
    let at_hand = AT_HAND
        .iter()
        .filter(|href| shown.iter().any(|(_, place)| place.href == **href));
    let at_hand: Vec<&str> = at_hand.copied().take(AT_HAND_MAX).collect();
    for item in &mut nav {
        item.at_hand = at_hand.contains(&item.href.as_str());
    }
    nav
}

fn is_shown(ask: &Ask<'_>, place: &Place) -> bool {
    let elsewhere = match place.href {
        // Whoever sees the inquiries finds the numbers there.
        NUMBERS => could(ask, Action::ListInquiries),
        // Mail that is not sent is read in a demonstration alone.
        OUTBOX => !ask.clinic.settings().demo,
        _ => false,
    };
    !elsewhere && (could(ask, place.takes) || reaches(ask, place.takes))
}
