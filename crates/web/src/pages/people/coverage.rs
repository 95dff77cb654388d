//! Who pays for somebody's care.

use super::details::{choose, choose_named, chosen, chosen_named, named_below, named_or_nobody};
use crate::pages::followup::signals::frame_about;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, button, card, error_summary, facts, link, page};
use care::PersonId;
use care::invalid::Issues;
use care::people::coverage::{Coverage, Coverages, CoveragesDraft, Insured, SelfPay};
use clinic::Refusal;
use clinic::people::coverage;
use clinic::people::coverage::CoverageSheet;
use jiff::civil::Date;
use maud::{Markup, Render, html};

mod place;

use place::PLACES;

/// What payers are called by the order in which they pay.
const ORDER: [&str; 3] = ["First payer", "Second payer", "Third payer"];

/// Who pays.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Writes it down.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let typed = typed(ask, ask.today()?).map_err(|issues| Fault::from(Refusal::Fields(issues.0)));
    let result = typed.and_then(|draft| {
        coverage::set(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/coverage?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

/// What the form describes, or every field that has to be mended.
fn typed(ask: &Ask<'_>, today: Date) -> Result<CoveragesDraft, Issues> {
    let (mut issues, form) = (Issues::default(), &ask.form);
    let filled = PLACES.iter().enumerate();
    let filled: Vec<_> = filled.filter(|(_, one)| one.is_filled(form)).collect();
    let self_pay = chosen(form, "self_pay", &mut issues);
    let sentence = "A payer stands below. Choose “The payers below”, or clear what stands there.";
    let clash = (!filled.is_empty()).then_some(sentence);
    let payers = chosen_named(form, "payers", clash, &mut issues, |issues| {
        if filled.is_empty() {
            issues.add("payer1", "Enter who pays, or choose another answer above.");
        }
        let mut all = Vec::new();
        for (at, place) in filled {
            if let Some((rank, one)) = place.typed(form, today, issues) {
                all.push((at, rank, one));
            }
        }
        all
    });
    match (payers, self_pay) {
        (Some(payers), Some(self_pay)) if issues.0.is_empty() => {
            Ok(CoveragesDraft { payers, self_pay })
        }
        _ => Err(issues),
    }
}

/// What is stored, as the form's fields show it.
fn stored(coverages: &Coverages) -> Stored {
    let payers = coverages.payers.code_by(|all| named_or_nobody(all));
    let mut stored = vec![
        ("payers", payers.to_owned()),
        ("self_pay", coverages.self_pay.code().to_owned()),
    ];
    for (at, place) in PLACES.iter().enumerate() {
        place.stored(at, coverages.named().get(at), &mut stored);
    }
    stored
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = coverage::sheet(ask.clinic, ask.actor()?, id)?;
    let edited = Edited::of(ask, shown.version, stored(&shown.coverages), problems);
    // The fields first: the summary calls them as they call themselves.
    let form = html! {
        @if shown.may_write { (edited.form(ask, fields(&shown, &edited))) } @else { (read_only(&shown)) }
    };
    let body = html! {
        (error_summary(&edited.problems))
        (form)
    };
    Ok(page(&frame_about(ask, "Coverage", id)?, body))
}

fn fields(shown: &CoverageSheet, edited: &Edited) -> Markup {
    let answers = ["Nobody but the person", "The payers below"];
    html! {
        div.pair {
            (choose_named(edited, "payers", "Care is paid by", answers))
            (choose::<SelfPay>(edited, "self_pay", "They pay themselves"))
        }
        (named_below("payers", html! {
            @for (place, title) in PLACES.iter().zip(ORDER) { (place.fields(title, shown, edited)) }
        }))
        div.buttons { (button("Save")) }
    }
}

fn read_only(shown: &CoverageSheet) -> Markup {
    let pays = html! { (shown.coverages.self_pay.words()) };
    html! {
        @if shown.coverages.named().is_empty() { p { (none(&shown.coverages)) } }
        @for (one, title) in shown.coverages.named().iter().zip(ORDER) {
            section { h2 { (title) } (facts_of(one, &shown.rules)) }
        }
        section { h2 { "Their own part" } (facts(&[("They pay themselves", pays)])) }
    }
}

/// What stands where no payer does.
fn none(coverages: &Coverages) -> String {
    coverages
        .payers
        .words_by(|_| "Nobody but the person pays".to_owned())
}

fn facts_of(one: &Coverage, rules: &[(String, String)]) -> Markup {
    let line = |line: Option<&care::Line>| {
        html! { (line.map_or_else(|| "Not said".to_owned(), ToString::to_string)) }
    };
    let day = |date: Option<Date>| date.map_or_else(|| "Not said".to_owned(), care::day::day_text);
    let insured = match &one.insured {
        Insured::Themselves => "The person".to_owned(),
        Insured::Other {
            name,
            relation,
            born,
        } => {
            let born = born.map(|born| format!(", born {}", care::day::day_text(born.date())));
            format!("{name}, {relation}{}", born.unwrap_or_default())
        }
    };
    let rule = one.rule.as_ref().map(|id| {
        let known = rules.iter().find(|(known, _)| known == id.as_str());
        known.map_or_else(|| id.to_string(), |(_, title)| title.clone())
    });
    facts(&[
        ("Payer", html! { (one.payer) ", " (one.kind.label()) }),
        ("Plan", line(one.plan.as_ref())),
        ("Member number", line(one.member.as_ref())),
        ("Insured", html! { (insured) }),
        ("First day", html! { (day(one.from)) }),
        ("Last day", html! { (day(one.until)) }),
        ("Eligibility", html! { (one.checked_words()) }),
        (
            "Rule about hours",
            html! { (rule.unwrap_or_else(|| "Not said".to_owned())) },
        ),
    ])
}

/// The section of the record's first page.
pub(super) fn section(id: PersonId, coverages: &Coverages, today: Date) -> impl Render {
    let first = coverages.first_on(today).map(|(at, _)| at);
    let named = coverages.named().iter().enumerate().zip(ORDER);
    let mut pairs: Vec<(&str, Markup)> = named
        .map(|((at, one), title)| {
            let checked = one.checked_words();
            let said = html! {
                (one.payer) @if let Some(plan) = &one.plan { ", " (plan) }
                @if Some(at) == first { strong { " Comes first today." } }
                @else if !one.holds_on(today) { " Does not hold today." }
                span.muted { " " (checked) }
            };
            (title, said)
        })
        .collect();
    if pairs.is_empty() {
        pairs.push(("Care is paid by", html! { (none(coverages)) }));
    }
    pairs.push((
        "They pay themselves",
        html! { (coverages.self_pay.words()) },
    ));
    card(
        "Coverage",
        html! {
            (facts(&pairs))
            p.no-print { (link(&format!("/staff/people/{id}/coverage"), "Payers, eligibility and the rule about hours")) }
        },
    )
}
