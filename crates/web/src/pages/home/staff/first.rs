//! The one thing that the first page says before its lists: what comes first for whoever reads it.

use super::short;
use crate::shell::Ask;
use crate::shell::ask::time_of_day;
use crate::shell::frame::could;
use crate::ui::{Meaning, link, status};
use care::PersonId;
use care::followup::signal::Urgency;
use clinic::followup::signal::ListedSignal;
use clinic::home::StaffHome;
use clinic::intake::inquiry::Worklist;
use maud::{Markup, html};
use policy::Action;
use std::collections::HashSet;

/// A sentence, and where it is seen to.
struct First {
    meaning: Meaning,
    words: String,
    way: Option<(String, &'static str)>,
}

impl First {
    fn new(meaning: Meaning, words: impl Into<String>) -> Self {
        Self {
            meaning,
            words: words.into(),
            way: None,
        }
    }

    fn way(mut self, href: impl Into<String>, label: &'static str) -> Self {
        self.way = Some((href.into(), label));
        self
    }
}

pub(super) fn part(ask: &Ask<'_>, home: &StaffHome, list: Option<&Worklist>) -> Markup {
    // Whoever answers for all of it reads next where it is short; nothing of that is one thing.
    let own = !short::answers_for_all(ask);
    let found = danger(home, list)
        .or_else(|| list.filter(|_| own).and_then(|list| request(ask, list)))
        .or_else(|| own.then(|| own_work(home)).flatten())
        .or_else(|| (own && could(ask, Action::ListSignals)).then(|| signals(home)));
    html! {
        @if let Some(first) = &found {
            p.verdict #first {
                (status(first.meaning, &first.words))
                @if let Some((href, label)) = &first.way { " " (link(href, label)) }
            }
        }
    }
}

/// Who is in danger and waits for somebody.
fn danger(home: &StaffHome, list: Option<&Worklist>) -> Option<First> {
    let waits = |listed: &&ListedSignal| {
        matches!(listed.signal.urgency, Urgency::Now | Urgency::Hour) && listed.is_unanswered()
    };
    let waiting: Vec<&ListedSignal> = home.signals.iter().filter(waits).collect();
    let people: HashSet<PersonId> = waiting.iter().map(|listed| listed.signal.person).collect();
    // Also those whose signals are on no page that was read for this one.
    let people = people.len().max(home.people_waiting);
    if let Some(first) = waiting.first() {
        return Some(if people == 1 {
            let what = first.signal.title().to_lowercase();
            let words = format!("{}: {what}, and nobody has answered", first.called);
            First::new(Meaning::Danger, words)
                .way(format!("/staff/signals/{}", first.signal.id), "Answer")
        } else {
            let words = format!("{people} people wait for somebody now");
            First::new(Meaning::Danger, words).way("/staff/signals", "Answer them")
        });
    }
    let asked = list.map_or(0, |list| list.in_danger);
    (asked > 0).then(|| {
        let words = care::counted(asked, "request tells of danger", "requests tell of danger");
        First::new(Meaning::Danger, words).way("/staff/inquiries?part=danger", "Answer first")
    })
}

/// The request that comes first.
fn request(ask: &Ask<'_>, list: &Worklist) -> Option<First> {
    let card = list.now.first()?;
    let name = card.inquiry.name.full();
    let meaning = if card.due.overdue(ask.now) {
        Meaning::Attention
    } else {
        Meaning::Plain
    };
    let href = format!("/staff/inquiries/{}", card.inquiry.id);
    Some(First::new(meaning, format!("Begin with {name}")).way(href, "The request"))
}

/// A roster of one's own that is not done, or whom one sees next.
fn own_work(home: &StaffHome) -> Option<First> {
    if let Some(open) = home.rosters.open.first() {
        let words = format!("Finish the roster of {}", open.name);
        let href = format!("/staff/sessions/{}/{}", open.group, open.date);
        return Some(First::new(Meaning::Attention, words).way(href, "The roster"));
    }
    home.visits.first().map(|visit| {
        let at = time_of_day(visit.starts_at, &visit.site.zone);
        let href = format!("/staff/people/{}/assessment", visit.person);
        First::new(Meaning::Plain, format!("{at}: assess {}", visit.called))
            .way(href, "The assessment")
    })
}

/// The signals of today, or that nothing waits.
fn signals(home: &StaffHome) -> First {
    let today = |listed: &&ListedSignal| listed.signal.urgency != Urgency::Week;
    let open = home.signals.iter().filter(today).count() + home.more_signals;
    if open == 0 {
        return First::new(Meaning::Good, "Nothing waits for you now");
    }
    let meaning = if home.late_signals > 0 {
        Meaning::Attention
    } else {
        Meaning::Plain
    };
    let words = care::counted(open, "signal to answer today", "signals to answer today");
    First::new(meaning, words)
}
