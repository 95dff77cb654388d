//! Whose rule about hours governs a week, and every other one beside it.

use crate::ui::{Meaning, length_text, link, status};
use care::people::coverage::CheckResult;
use clinic::attendance::hours::{PersonHours, ShownRule};
use clinic::people::coverage::{FirstPayer, Governing, PayersRule};
use maud::{Markup, html};

/// The payer's rule first, where the reader may see who pays; then all the others.
pub(super) fn rules(one: &PersonHours) -> Markup {
    let governs = one.governing.as_ref().and_then(place);
    let (title, note) = match &one.governing {
        Some(_) => (
            "What others ask of a week",
            "Each rule has its own meter. None of these governs the week.",
        ),
        None => (
            "What payers and states ask of a week",
            "Each rule has its own meter. Which of them governs follows from who pays, which is not shown to you.",
        ),
    };
    let places = one.rules.iter().enumerate();
    let others: Vec<&ShownRule> = places
        .filter(|(at, _)| Some(*at) != governs)
        .map(|(_, rule)| rule)
        .collect();
    html! {
        @if let Some(governing) = &one.governing { (governed(one, governing)) }
        @if !others.is_empty() {
            section {
                h2 { (title) }
                p.muted { (note) }
                div.rules { @for rule in &others { (meter(rule)) } }
            }
        }
    }
}

/// The place of the rule that governs, among those that are shown.
fn place(governing: &Governing) -> Option<usize> {
    match governing.payer.as_ref()?.rule {
        PayersRule::Shown(at) => Some(at),
        PayersRule::Unsaid | PayersRule::Gone(_) | PayersRule::OtherLevel(_) => None,
    }
}

fn governed(one: &PersonHours, governing: &Governing) -> Markup {
    let day = care::day::short_text(governing.day);
    html! {
        section #payer {
            h2 { "What the payer asks of the week" }
            @match &governing.payer {
                None => {
                    p { (status(Meaning::Attention, "No coverage")) " On " (day) " no payer covers this person, so no payer’s rule governs the week." }
                }
                Some(payer) => {
                    p { strong { (payer.name) } ", " (ordinal(payer.place)) " on " (day) ". " (checked(payer)) }
                    (whose(one, payer))
                }
            }
            p.no-print { (link(&format!("/staff/people/{}/coverage", one.person), "Coverage")) }
        }
    }
}

/// The payer's meter, or why there is none.
fn whose(one: &PersonHours, payer: &FirstPayer) -> Markup {
    match &payer.rule {
        PayersRule::Shown(at) => html! {
            div.rules { @if let Some(rule) = one.rules.get(*at) { (meter(rule)) } }
        },
        PayersRule::Unsaid => html! {
            p { (status(Meaning::Attention, "Rule not known")) " Which rule about hours this payer has was not written down." }
        },
        PayersRule::OtherLevel(title) => html! {
            p { "Its rule, “" (title) "”, is not for this level of care." }
        },
        PayersRule::Gone(id) => html! {
            p { (status(Meaning::Attention, "Rule not known")) " Its rule, “" (id) "”, is no longer in the protocol. Choose another one." }
        },
    }
}

/// "first payer": how many others it comes before does not matter for the hours.
fn ordinal(place: usize) -> &'static str {
    match place {
        0 => "first payer",
        1 => "second payer, because the first does not hold",
        _ => "third payer, because those before it do not hold",
    }
}

fn checked(payer: &FirstPayer) -> Markup {
    match payer.checked {
        None => status(Meaning::Attention, "Eligibility not checked yet"),
        Some(CheckResult::Unclear) => status(Meaning::Attention, CheckResult::Unclear.label()),
        Some(result) => status(Meaning::Plain, result.label()),
    }
}

/// One rule and how far the week meets it.
fn meter(rule: &ShownRule) -> Markup {
    let (meaning, words) = met(rule);
    html! {
        div {
            strong { (rule.title) }
            span { (status(meaning, &words)) }
            span.muted { (rule.whose) ". " (rule.source) }
        }
    }
}

fn met(rule: &ShownRule) -> (Meaning, String) {
    let amount = |count: u32| match (rule.needs.in_days(), count) {
        (false, minutes) => length_text(minutes),
        (true, days) => care::counted(days, "day", "days"),
    };
    let meaning = if rule.kept >= rule.needed {
        Meaning::Good
    } else if rule.kept + rule.possible >= rule.needed {
        Meaning::Plain
    } else {
        Meaning::Attention
    };
    let more = if rule.kept < rule.needed {
        format!(", {} still possible", amount(rule.possible))
    } else {
        String::new()
    };
    let words = format!("{} of {}{more}", amount(rule.kept), amount(rule.needed));
    (meaning, words)
}

/// One line for the card on somebody's record: the payer, and how far its rule is met. Nothing where none governs.
pub(super) fn line(one: &PersonHours) -> Markup {
    let payer = one
        .governing
        .as_ref()
        .and_then(|found| found.payer.as_ref());
    let at = one.governing.as_ref().and_then(place);
    let rule = at.and_then(|at| one.rules.get(at));
    html! {
        @if let (Some(payer), Some(rule)) = (payer, rule) {
            @let (meaning, words) = met(rule);
            p { (payer.name) ", “" (rule.title) "”: " (status(meaning, &words)) }
        }
    }
}
