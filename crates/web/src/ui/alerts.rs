//! The bar at the top of every page of staff that says that somebody needs them now. It stays until somebody answered.

use super::Icon;
use maud::{Markup, html};

/// What the bar says: about nobody in particular.
#[derive(Clone, Debug)]
pub struct Alerts {
    /// Signals that want somebody now and that nobody has answered, by their ids, the oldest first.
    pub now: Vec<String>,
    /// Those that the page leads to by itself, as its own subject or in the banner above it.
    pub here: Vec<String>,
    /// "unanswered for 3 h 8 min", of the first of them, where the time to answer it is over.
    pub overdue: Option<String>,
    /// How many are open.
    pub open: usize,
}

/// The bar. It is there on every page, empty, so that assistive technology hears what is put into it; `alerts.js` puts
/// the same words.
pub fn alerts_bar(alerts: &Alerts) -> Markup {
    let others: Vec<&String> = alerts
        .now
        .iter()
        .filter(|id| !alerts.here.contains(id))
        .collect();
    html! {
        div #alerts .alerts.in-danger role="alert" data-alerts="/staff/alerts/stream" data-here=(alerts.here.join(" ")) data-now=(alerts.now.join(" ")) data-open=(alerts.open) {
            @if let Some(first) = others.first() {
                (Icon::Attention)
                p {
                    strong { "Somebody needs you now" @if let Some(overdue) = overdue(alerts, first) { ", " (overdue) } "." } " "
                    a href={ "/staff/signals/" (first) } data-shortcut="g g" { (words(others.len())) }
                }
            }
        }
        // What the script puts into the bar: a copy of the words above.
        template #alerts-words {
            (Icon::Attention)
            p { strong { "Somebody needs you now." } " " a href="/staff/signals" data-shortcut="g g" { "Open the signal" } }
        }
        p #alerts-lost .alerts-lost role="status" hidden
            data-over="You are signed out here, so new alerts do not reach this page. Sign in again to hear of them."
            data-denied="You may not see alerts any more, so new ones do not reach this page. Ask your administrator if you should." { "New alerts do not reach this page just now. It tries again by itself; reload it to be sure." }
    }
}

/// It is known of the first that waits, which may be the one that the page is about.
fn overdue<'a>(alerts: &'a Alerts, shown: &str) -> Option<&'a String> {
    let first = alerts.now.first().is_some_and(|first| first == shown);
    alerts.overdue.as_ref().filter(|_| first)
}

/// Stands hidden above a list of signals: `alerts.js` shows it once signals have come or gone since the page was made.
/// Nothing is put in another's place while somebody reads or types; whoever wants what is new asks for it.
pub fn signals_news(href: &str) -> Markup {
    news(
        "Signals have come or gone since this page was opened.",
        href,
    )
}

/// The same above the first page, which is made anew by itself: it stands there while somebody has the pointer or the
/// focus on what would be replaced.
pub fn today_news(href: &str) -> Markup {
    news("This page has changed since it was opened.", href)
}

fn news(words: &str, href: &str) -> Markup {
    html! { p #signals-news role="status" hidden { (words) " " a href=(href) { "Show new" } } }
}

fn words(count: usize) -> String {
    if count == 1 {
        "Open the signal".to_owned()
    } else {
        format!("Open the first of {count} signals")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(now: &[&str], here: &str) -> String {
        let now = now.iter().map(|id| (*id).to_owned()).collect();
        let here = here.split_whitespace().map(str::to_owned).collect();
        let overdue = Some("unanswered for 16 min".to_owned());
        let alerts = Alerts {
            now,
            here,
            overdue,
            open: 3,
        };
        alerts_bar(&alerts).into_string()
    }

    #[test]
    fn the_bar_is_empty_where_nobody_waits_or_the_page_is_the_signal() {
        for quiet in [
            shown(&[], ""),
            shown(&["a"], "a"),
            shown(&["a", "b"], "b a"),
        ] {
            assert!(!quiet.contains("/staff/signals/a"), "{quiet}");
        }
    }

    #[test]
    fn there_are_words_for_each_reason_for_which_the_script_asks_no_further() {
        let script = include_str!("../../assets/alerts.js");
        let reasons = script.split("stop(\"").skip(1);
        let reasons: Vec<&str> = reasons.filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(reasons, ["over", "denied"]);
        let page = shown(&[], "");
        let said: Vec<&str> = reasons
            .iter()
            .map(|reason| page.split_once(&format!("data-{reason}=\"")).unwrap().1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert!(said[0].contains("signed out here"), "{said:?}");
        assert!(!said[1].contains("signed out"), "{said:?}");
    }

    #[test]
    fn how_long_it_waits_is_said_of_the_one_that_waits_so_long() {
        let words = "Somebody needs you now, unanswered for 16 min.";
        assert!(shown(&["a", "b"], "").contains(words));
        assert!(!shown(&["a", "b"], "a").contains(words));
    }

    #[test]
    fn it_leads_to_the_oldest_and_counts() {
        assert!(shown(&["a"], "").contains(r#"href="/staff/signals/a""#));
        let two = shown(&["a", "b", "c"], "a");
        assert!(two.contains(r#"href="/staff/signals/b""#), "{two}");
        assert!(two.contains("Open the first of 2 signals"), "{two}");
    }
}
