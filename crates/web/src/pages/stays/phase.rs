//! Where somebody stands in their program: the phase they are in, the next one begun on purpose, the week corrected.

use super::moves::day;
use crate::pages::followup::signals::frame_about;
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Meaning, Problems, Toast, Undo, Width, button, error_summary, facts, field, form, link,
    opening, page, row, status, table, tick,
};
use care::PersonId;
use care::invalid::Issues;
use care::people::pathway::{AskedOutside, EntryCondition, Pathway, Phase, PhaseTime};
use clinic::Refusal;
use clinic::stays::phase;
use clinic::stays::phase::{PhaseDraft, PhasePage};
use maud::{Markup, html};

/// What is said of an entry, with the way back.
const BEGUN: &str = "phase";

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let found = phase::page(ask.clinic, ask.actor()?, id)?;
    let mut frame = frame_about(ask, "Phase", id)?;
    if ask.said() == BEGUN {
        frame.toast = Some(Toast {
            meaning: Meaning::Good,
            text: "Saved.".to_owned(),
            undo: Some(Undo {
                action: format!(
                    "/staff/people/{id}/phase/back?seen={}",
                    found.standing.number
                ),
                token: ask.token(),
            }),
        });
    }
    let body = html! {
        (error_summary(problems))
        (opening().lead(format!("In {} since {}.", found.program.name, day(found.standing.program_one))))
        (now(&found))
        (entering(ask, &found, problems))
        (way(&found))
    };
    Ok(page(&frame, body))
}

/// What holds now.
fn now(found: &PhasePage) -> Markup {
    let standing = found.standing;
    let week = standing.week(found.today);
    let Some(own) = found.phase() else {
        return facts(&[
            ("Phase", html! { "This program is one piece" }),
            ("Week of the program", html! { (week) }),
        ]);
    };
    let time = own.time(standing.week(found.monday), found.kept);
    let ahead = standing.from > found.today;
    let mut pairs = vec![
        (
            "Phase",
            html! { strong { (own.name) } ", " (own.level.label().to_lowercase()) @if ahead { ", from " (day(standing.from)) } },
        ),
        ("Lasts", html! { (own.length.text()) }),
        (
            "Week",
            html! { @if week == 0 { "Begins on " (day(standing.week_one)) } @else { (week) } },
        ),
        ("Sessions kept in it", html! { (found.kept) }),
    ];
    if let Some(outside) = &own.outside {
        pairs.push(("Asked outside", html! { (outside.text()) }));
    }
    html! {
        (facts(&pairs))
        @match time {
            PhaseTime::NotYet => {}
            PhaseTime::Possible => p { (status(Meaning::Information, "May move on")) " The least time of this phase is over by next Monday." },
            PhaseTime::Over => p { (status(Meaning::Attention, "Moves on")) " The time of this phase is over by next Monday." },
        }
    }
}

/// The form that begins a phase, or corrects the week.
fn entering(ask: &Ask<'_>, found: &PhasePage, problems: &Problems) -> Markup {
    let typed = |name: &str, new: String| {
        if ask.form.0.is_empty() {
            new
        } else {
            ask.form.text(name).to_owned()
        }
    };
    let standing = found.standing;
    let offered = found.next.unwrap_or(standing.phase);
    let phases = found.program.pathway.iter().flat_map(Pathway::numbered);
    let mut choices: Vec<(String, String)> = phases
        .map(|(number, phase)| (number.to_string(), format!("{number}. {}", phase.name)))
        .collect();
    if choices.is_empty() {
        choices.push(("1".to_owned(), "The whole program".to_owned()));
    }
    let week = if found.next.is_some() {
        1
    } else {
        standing.week(found.today).max(1)
    };
    // A phase at another level is a stay of its own, and a stay begins on the day on which it happens.
    let level = found.phase().map(|own| own.level);
    let stays = found
        .next_phase()
        .is_some_and(|next| Some(next.level) == level);
    let from = if stays { found.monday } else { found.today };
    let back = ask.address.trim_end_matches("/phase").to_owned();
    let entry = found.next_phase().and_then(|next| next.entry.as_ref());
    let title = match found.next_phase() {
        Some(next) => format!("Begin “{}”", next.name),
        None => "Enter where they are".to_owned(),
    };
    html! {
        section #begin {
            h2 { (title) }
            @if let Some(entry) = entry { (asked(entry, found)) }
            (form(ask.address.clone(), ask.token(), html! {
                (field("phase", "Phase").select(choices).value(typed("phase", offered.to_string())).check(problems))
                (field("from", "From").date().value(typed("from", day(from))).check(problems)
                    .hint("A phase at another level of care begins today or earlier: it is a stay of its own."))
                (field("week", "Week of it on that day").number().width(Width::Short).value(typed("week", week.to_string())).check(problems)
                    .hint("1, unless they come in the middle of it."))
                @if entry.is_some_and(|entry| entry.words.is_some()) {
                    (tick("met", "What is asked before it is met", ask.form.ticked("met")))
                }
                (field("reason", "Reason").optional().value(typed("reason", String::new())).check(problems)
                    .hint("Where it is earlier, or otherwise, than the program says, or where only the week is corrected."))
                div.buttons { (button("Save")) (button("Cancel").quiet().href(back)) }
            }).hidden("seen", standing.number.to_string()))
        }
    }
}

fn asked(entry: &EntryCondition, found: &PhasePage) -> Markup {
    let missing = entry.missing(found.towards);
    html! {
        p {
            @if missing > 0 { (status(Meaning::Attention, "Not met yet")) " " }
            "Asked before it: " (entry.text()) "."
            @if entry.sessions.is_some() { " Kept so far: " (found.towards) "." }
        }
    }
}

/// The whole way, with the groups of each phase.
fn way(found: &PhasePage) -> Markup {
    let Some(pathway) = &found.program.pathway else {
        return html! {};
    };
    let rows = pathway.numbered().map(|(number, phase)| {
        row([
            html! { (number) ". " (phase.name) @if number == found.standing.phase { " " (status(Meaning::Information, "now")) } },
            html! { (phase.level.label()) },
            html! { (phase.length.text()) },
            html! { (beside(phase)) },
            html! { (groups(found, number)) },
        ])
    });
    let columns = [
        Column::new("Phase"),
        Column::new("Level of care"),
        Column::new("Lasts"),
        Column::new("Asked"),
        Column::new("Groups, with seats free next Monday"),
    ];
    html! {
        section {
            h2 { "The way" }
            (table("way", "The phases of the program", columns).rows(rows).caption_unseen())
        }
    }
}

fn beside(phase: &Phase) -> String {
    let entry = phase.entry.as_ref().map(EntryCondition::text);
    let outside = phase.outside.as_ref().map(AskedOutside::text);
    let said: Vec<String> = entry.into_iter().chain(outside).collect();
    said.join("; ")
}

fn groups(found: &PhasePage, number: u16) -> Markup {
    let own = found
        .groups
        .iter()
        .filter(|group| group.phases.is_empty() || group.phases.contains(&number));
    html! {
        @for (at, group) in own.enumerate() {
            @if at > 0 { br; }
            (link(&format!("/staff/groups/{}", group.id), &group.name)) " " span.muted { (group.meets) ", " (group.free) " free" }
        }
    }
}

/// Begins a phase, or corrects the week.
pub(crate) fn begin(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let number = |name: &str| ask.form.text(name).trim().parse::<u16>().ok();
    let (phase, week) = (number("phase"), number("week"));
    if phase.is_none() {
        issues.add("phase", "Choose one of the phases.");
    }
    if week.is_none() {
        issues.add("week", "Enter the week as a number, such as 1.");
    }
    let from = issues.take("from", care::day::parse_day(ask.form.text("from")));
    let reason = issues.take("reason", ask.form.optional_line("reason", "a reason"));
    let result = match (phase, week, from, reason) {
        (Some(phase), Some(week), Some(from), Some(reason)) => {
            let draft = PhaseDraft {
                phase,
                week,
                from,
                met: ask.form.ticked("met"),
                reason,
                seen: number("seen").unwrap_or(u16::MAX),
            };
            phase::begin(ask.clinic, ask.actor()?, ask.key()?, id, &draft)
        }
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/people/{id}/phase?said={BEGUN}");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// Takes back what was entered last.
pub(crate) fn take_back(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let sent = match ask.form.text("seen") {
        "" => ask.query.text("seen"),
        sent => sent,
    };
    let seen = sent.parse().unwrap_or(u16::MAX);
    phase::take_back(ask.clinic, ask.actor()?, ask.key()?, id, seen)?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}/phase?said=saved"
    )))
}
