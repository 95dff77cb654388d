//! Where an act that changes sessions ends: at who must know of it.

use super::ABOUT;
use crate::shell::Ask;
use crate::shell::gate::opens;
use crate::ui::{Banner, Meaning};

/// Who must know of what changed.
const CHANGES: &str = "/staff/changes";

/// The pages on which saving something changes sessions.
const SAVED: [&str; 2] = ["/staff/groups/{id}", "/staff/people/{id}/week"];

/// The way there, where what has just happened may have changed somebody's sessions, for whoever sees to who is told.
pub(super) fn banner(ask: &Ask<'_>) -> Option<Banner> {
    let touches = match ask.said() {
        "closed-day" | "member-joined" | "member-left" | "session-back" | "published"
        | "makeup" | "taken-back" => true,
        // A stay is moved as well; a group is saved, and so is everything else.
        "moved" => !ask.route.path.starts_with(ABOUT),
        "saved" | "added" => SAVED.contains(&ask.route.path),
        _ => false,
    };
    let elsewhere = ask.route.path != CHANGES;
    (touches && elsewhere && opens(ask, CHANGES)).then(|| Banner {
        meaning: Meaning::Information,
        title: "Who must know".to_owned(),
        text: "Whoever it touches is on one list, with who has been told.".to_owned(),
        aside: None,
        link: Some((CHANGES.to_owned(), "Tell them".to_owned())),
        action: None,
    })
}
