//! The sheet that goes along with somebody in an emergency: made to be printed and carried.

use crate::pages::followup::signals::frame_about;
use crate::pages::people::guardian;
use crate::pages::stays::moves::first;
use crate::pages::treatment::overview::brief;
use crate::shell::ask::Clocks;
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Meaning, Problems, branch, button, choice, error_summary, facts, field, form, opening, page,
    print_button, radios, status, tel,
};
use care::invalid::Issues;
use care::stays::handover::{Handover, Naloxone};
use care::{Paragraph, PersonId};
use clinic::Refusal;
use clinic::stays::handover;
use clinic::stays::handover::HandoverSheet;
use maud::{Markup, html};

/// The sheet, and the form for what only whoever is there knows.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Keeps what was written down.
pub(crate) fn write(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        handover::hand_over(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |_| format!("/staff/people/{id}/handover?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>) -> Result<Handover, Fault> {
    let (mut issues, form) = (Issues::default(), &ask.form);
    let happened = issues.take(
        "happened",
        Paragraph::parse(form.text("happened"), "what happened"),
    );
    let when = issues.take("when", form.line("when", "when it happened"));
    let words = issues.take(
        "naloxone_words",
        form.optional_line("naloxone_words", "a line about it"),
    );
    let to = issues.take("to", form.line("to", "who takes over"));
    let contact = issues.take("contact", form.line("contact", "whom they call here"));
    let naloxone = Naloxone::from_code(form.text("naloxone"));
    if naloxone.is_none() {
        issues.add("naloxone", "Say whether naloxone was given.");
    }
    // What was typed of a giving is out of sight once another answer is chosen, and would be printed beside that one.
    if matches!(&words, Some(Some(_))) && naloxone.is_some_and(|one| one != Naloxone::Given) {
        issues.add(
            "naloxone",
            "What was given stands below. Choose “Given”, or clear it.",
        );
    }
    match (happened, when, naloxone, words, to, contact) {
        (
            Some(happened),
            Some(when),
            Some(naloxone),
            Some(naloxone_words),
            Some(to),
            Some(contact),
        ) if issues.0.is_empty() => Ok(Handover {
            happened,
            when,
            naloxone,
            naloxone_words,
            to,
            contact,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let sheet = handover::sheet(ask.clinic, ask.actor()?, id)?;
    // Whoever takes over reads it elsewhere: one clock, and named.
    let clocks = ask.clocks_at(Some(&sheet.site.zone))?;
    let body = html! {
        (error_summary(problems))
        (opening().back(format!("/staff/people/{id}/safety"), "Safety").actions(print_button("Print")))
        @if sheet.last.is_none() { div.no-print { (first(&sheet.waiting, &clocks)) } }
        (decided(&sheet, &clocks))
        (told(&sheet, &clocks))
        (person(ask, id, &sheet))
        (brief(&sheet.brief))
        (along(&sheet))
        p.muted { "Printed " (clocks.moment(ask.now)) ". " (sheet.site.name) "." }
        @if sheet.may_write { (entry(ask, &sheet, problems)) }
    };
    Ok(page(&frame_about(ask, "Emergency hand-over", id)?, body))
}

/// Who decided that they go, when and why.
fn decided(sheet: &HandoverSheet, clocks: &Clocks) -> Markup {
    let Some((sent, by)) = &sheet.decided else {
        return html! {};
    };
    let kept = &sent.snapshot;
    let criteria: Vec<&str> = kept.decided().map(|one| one.label.as_str()).collect();
    html! {
        section {
            h2 { "Sent to emergency care" }
            (facts(&[
                ("Decided", html! { (clocks.moment(sent.at)) ", " (by) }),
                ("Because", html! {
                    @if let Some(reason) = &sent.reason { (reason) " " }
                    @if criteria.is_empty() { (kept.words) } @else { (criteria.join("; ")) }
                }),
            ]))
        }
    }
}

/// What whoever was there wrote down last.
fn told(sheet: &HandoverSheet, clocks: &Clocks) -> Markup {
    let Some((kept, by)) = &sheet.last else {
        return html! { p.no-print { "What happened was not written down yet. Write it below, then print." } };
    };
    let handover = &kept.handover;
    let given = html! {
        strong { (handover.naloxone.label()) }
        @if let Some(words) = &handover.naloxone_words { ": " (words) }
    };
    html! {
        section {
            h2 { "What happened" }
            (facts(&[
                ("What", html! { (handover.happened.as_str()) }),
                ("When", html! { (handover.when) }),
                ("Naloxone", given),
                ("Handed over to", html! { (handover.to) }),
                ("Call here", html! { strong { (handover.contact) } }),
                ("Written", html! { (clocks.moment(kept.at)) ", " (by) }),
            ]))
        }
    }
}

fn person(ask: &Ask<'_>, id: PersonId, sheet: &HandoverSheet) -> Markup {
    let today = sheet.site.zone.local(ask.now).date();
    let born = sheet.born.map_or_else(
        || "Not known".to_owned(),
        |born| {
            let years = born.age_years(today);
            format!("{} ({years} years)", care::day::day_text(born.date()))
        },
    );
    let phone = sheet.contact.phone.as_ref();
    html! {
        section {
            h2 { "Who" }
            (facts(&[
                ("Name", html! { strong { (sheet.name) } }),
                ("Date of birth", html! { (born) }),
                ("Telephone", html! {
                    @match (phone, sheet.no_number) {
                        (None, _) => "Not known",
                        (Some(_), Some(rule)) => { "Not printed here: " (rule.label()) },
                        (Some(phone), None) => (tel(phone.as_str(), &phone.dialed())),
                    }
                }),
                ("Being in touch", html! { (sheet.rules.join(" ")) }),
            ]))
            (guardian::ward(id, &sheet.ward))
        }
    }
}

/// What the record knows that harms when nobody knows it, closely set: printed, the sheet is one page. What nobody asked
/// is named in one line, never left out.
fn along(sheet: &HandoverSheet) -> Markup {
    html! {
        section {
            h2 { "Substances, withdrawal, medicines, dangers" }
            dl.facts.along {
                @for group in &sheet.along.known {
                    div {
                        dt { (group.title) }
                        dd {
                            @for (at, fact) in group.facts.iter().enumerate() {
                                @if at > 0 { "; " }
                                (fact.label) ": " strong { (fact.words) } " " span.muted { "(" (fact.origin) ")" }
                            }
                        }
                    }
                }
            }
            @if !sheet.along.not_known.is_empty() {
                p { (status(Meaning::Attention, "Not known here:")) " " (sheet.along.not_known.join("; ")) "." }
            }
        }
    }
}

fn entry(ask: &Ask<'_>, sheet: &HandoverSheet, problems: &Problems) -> Markup {
    let typed = |name: &str| ask.form.text(name).to_owned();
    let choices: Vec<_> = Naloxone::ALL
        .iter()
        .map(|naloxone| choice(naloxone.code(), naloxone.label()))
        .collect();
    let title = if sheet.last.is_some() {
        "Write it once more"
    } else {
        "What only you know"
    };
    html! {
        section.no-print {
            h2 { (title) }
            (form(ask.address.clone(), ask.token(), html! {
                (field("happened", "What happened").textarea(3).value(typed("happened")).check(problems).required())
                (field("when", "When").value(typed("when")).check(problems).required()
                    .hint("Such as: found at 2:15 pm, last seen well at noon."))
                (radios("naloxone", "Was naloxone given?", choices).value(ask.form.text("naloxone")).check(problems))
                (branch("naloxone", &[Naloxone::Given.code()], html! {
                    (field("naloxone_words", "How much, when, and what came of it").optional().value(typed("naloxone_words")).check(problems))
                }))
                (field("to", "Who takes over").value(typed("to")).check(problems).required()
                    .hint("The ambulance, the hospital, and whom you spoke to."))
                (field("contact", "Whom they call here").value(typed("contact")).check(problems).required())
                p.hint { "Saving answers every open signal that asks for somebody now." }
                div.buttons { (button("Save for printing")) }
            }))
        }
    }
}
