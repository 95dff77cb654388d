//! Rosters.

use maud::{Markup, html};

use super::{LONG_NAME, specimen};
use crate::ui::{Marked, Problems, RosterRow, button, roster, roster_bar, roster_count};

pub fn section() -> Markup {
    let mut problems = Problems::none();
    problems.add(
        "late-guide-3",
        "“soon” is neither minutes nor a time. Type how many minutes late, like 10, or the time of day, like 9:10 or 5:40 pm.",
    );
    html! {
        (specimen("Roster", html! {
            form data-roster="180" {
                (roster(rows("guide"), &problems))
                (roster_bar(&roster_count(&rows("guide")), html! { (button("Save roster").plain()) (button("Mark the rest present").quiet().plain()) }))
            }
        }))
        (specimen("Roster to look at", html! { (roster(rows("look"), &Problems::none()).read_only(true)) }))
    }
}

fn rows(page: &str) -> Vec<RosterRow> {
    let row = |at: u8, name: &str, mark: &str, minutes| RosterRow {
        id: format!("{page}-{at}"),
        name: name.to_owned(),
        pronouns: None,
        href: Some("#".to_owned()),
        note: None,
        marked: Marked {
            mark: mark.to_owned(),
            ..Marked::default()
        },
        seen: None,
        minutes,
        before: Vec::new(),
    };
    let late = RosterRow {
        marked: Marked {
            mark: "late".to_owned(),
            late: "soon".to_owned(),
            ..Marked::default()
        },
        ..row(3, "Jo Adeyemi", "late", None)
    };
    let corrected = RosterRow {
        note: Some("Make-up".to_owned()),
        before: vec!["Did not come. Priya Nair, Tue, Apr 14, 8:31 pm CDT".to_owned()],
        ..row(4, LONG_NAME, "present", Some(180))
    };
    vec![
        row(1, "Dana Whitfield", "present", Some(180)),
        row(2, "Marcus Bell", "", None),
        late,
        corrected,
    ]
}
