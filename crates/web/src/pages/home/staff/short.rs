//! Where it is short, and what nobody has answered, for whoever answers for all of it: a number and a way each.

use crate::shell::Ask;
use crate::ui::{Meaning, link, status};
use care::Role;
use clinic::home::StaffHome;
use clinic::intake::inquiry::Worklist;
use maud::{Markup, html};

/// One line: how much, of what, and where it is seen to.
struct Line {
    count: usize,
    what: (&'static str, &'static str),
    way: (&'static str, &'static str),
}

/// Whether whoever asks answers for the work of everybody.
pub(super) fn answers_for_all(ask: &Ask<'_>) -> bool {
    let actor = ask.actor.as_ref();
    actor.is_some_and(|actor| actor.is(Role::ClinicalDirector))
}

pub(super) fn part(ask: &Ask<'_>, home: &StaffHome, list: Option<&Worklist>) -> Markup {
    if !answers_for_all(ask) {
        return html! {};
    }
    let open: Vec<Line> = lines(home, list)
        .into_iter()
        .filter(|line| line.count > 0)
        .collect();
    html! {
        section #short {
            h2 { "Where it is short" }
            @if open.is_empty() {
                p { (status(Meaning::Good, "Nothing is overdue")) " Signals, requests and rosters are on time." }
            } @else {
                ul.led {
                    @for line in &open {
                        li { strong { (line.count) } " " (if line.count == 1 { line.what.0 } else { line.what.1 }) ". "
                            (link(line.way.1, line.way.0)) }
                    }
                }
            }
            @if let Some((people, site)) = home.moving_on {
                p #moving-on { (status(Meaning::Information, "Next Monday")) " "
                    (care::counted(people, "person is due for their next phase", "people are due for their next phase")) ". "
                    (link(&format!("/staff/sites/{site}/week/make"), "Who moves on")) }
            }
        }
    }
}

fn lines(home: &StaffHome, list: Option<&Worklist>) -> [Line; 3] {
    [
        Line {
            count: home.late_signals,
            what: (
                "signal unanswered after its time",
                "signals unanswered after their time",
            ),
            way: ("Signals", "/staff/signals"),
        },
        Line {
            count: list.map_or(0, |list| list.overdue),
            what: ("request whose time is over", "requests whose time is over"),
            way: ("Requests", "/staff/inquiries"),
        },
        Line {
            count: home.rosters.open.len(),
            what: (
                "roster with somebody not marked",
                "rosters with somebody not marked",
            ),
            way: ("Sessions", "/staff/sessions"),
        },
    ]
}
