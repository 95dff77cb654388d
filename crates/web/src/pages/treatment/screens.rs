//! Screens: infections and gambling are kept here; tobacco, trauma and violence at home stand where they are asked, and are
//! shown beside them. Only whoever treats somebody opens this page.

use super::head;
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, branch, button, error_summary, facts, field, link, page};
use care::PersonId;
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::treatment::screen::{
    Gambling, Infection, InfectionScreen, ScreenAsked, Screens, TestResult,
};
use clinic::Refusal;
use clinic::treatment::screen;
use clinic::treatment::screen::ScreenSheet;
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Saves what was typed.
pub(crate) fn save(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        screen::set(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/screens?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>) -> Result<Screens, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let mut infections = Vec::new();
    for infection in Infection::ALL.iter().copied() {
        let [asked, tested, result] = infection.fields();
        let tested_on = issues
            .take(tested, form.optional(tested, parse_day))
            .flatten();
        let result = TestResult::from_code(form.text(result));
        let known = tested_on.is_some() || result.is_some();
        let was = ScreenAsked::from_code(form.text(asked)).unwrap_or(ScreenAsked::No);
        // A test that was taken back by the first answer is out of sight, and would be kept all the same.
        if known && was == ScreenAsked::No {
            issues.add(
                asked,
                "A test stands below it. Choose “Asked”, or clear it.",
            );
        }
        infections.push(InfectionScreen {
            infection,
            asked: was,
            tested_on,
            result,
        });
    }
    let gambling = Gambling::from_code(form.text("gambling")).unwrap_or(Gambling::NotAsked);
    if issues.0.is_empty() {
        Ok(Screens {
            infections,
            gambling,
        })
    } else {
        Err(Refusal::Fields(issues.0).into())
    }
}

/// What is stored, as the form's fields show it.
fn stored(kept: Option<&Screens>) -> Stored {
    let mut stored = Vec::new();
    for infection in Infection::ALL.iter().copied() {
        let [asked, tested, result] = infection.fields();
        let one = kept.and_then(|kept| kept.of(infection));
        let was_asked = one.map_or(ScreenAsked::No, |one| one.asked);
        stored.push((asked, was_asked.code().to_owned()));
        let on = one.and_then(|one| one.tested_on);
        stored.push((tested, on.map(day_text).unwrap_or_default()));
        let said = one.and_then(|one| one.result);
        stored.push((result, said.map_or("", TestResult::code).to_owned()));
    }
    let gambling = kept.map_or(Gambling::NotAsked, |kept| kept.gambling);
    stored.push(("gambling", gambling.code().to_owned()));
    stored
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = screen::show(ask.clinic, ask.actor()?, id)?;
    let last = shown.opened.only();
    let kept = last.map(|entry| &entry.body);
    let sheet = Sheet::of(ask, shown.opened.only_version()?, stored(kept), problems);
    let form = sheet.form(ask, fields(&sheet));
    let body = html! {
        (error_summary(&sheet.problems))
        (head(id))
        p { "Open to whoever treats them, and to nobody at the desk. Nothing here is said to others without a consent." }
        (form)
        @if let Some(last) = last {
            p.muted { "Written " (moment(last.at, &shown.opened.zone)) ", " (shown.opened.writer(last)) "." }
        }
        (beside(id, &shown))
    };
    Ok(page(&frame_about(ask, "Screens", id)?, body))
}

fn fields(sheet: &Sheet) -> Markup {
    let (typed, problems) = (&sheet.shown, &sheet.problems);
    let asked: Vec<_> = ScreenAsked::ALL
        .iter()
        .map(|one| (one.code(), one.label()))
        .collect();
    let mut results = vec![("", "No result")];
    results.extend(TestResult::ALL.iter().map(|one| (one.code(), one.label())));
    let gambling: Vec<_> = Gambling::ALL
        .iter()
        .map(|one| (one.code(), one.label()))
        .collect();
    html! {
        @for infection in Infection::ALL {
            @let [was_asked, tested, result] = infection.fields();
            @let name = infection.label();
            div.pair {
                (field(was_asked, name).select(asked.clone()).value(typed.text(was_asked)).check(problems))
            }
            (branch(was_asked, &[ScreenAsked::Yes.code()], html! {
                div.pair {
                    (field(tested, format!("{name}, tested on")).optional().date().hint("For example Apr 14, 2026").value(typed.text(tested)).check(problems))
                    (field(result, format!("{name}, result")).select(results.clone()).value(typed.text(result)).check(problems))
                }
            }))
        }
        (field("gambling", "Gambling").select(gambling).value(typed.text("gambling")).check(problems))
        div.buttons { (button("Save")) }
    }
}

/// What is asked elsewhere, with the way there.
fn beside(id: PersonId, shown: &ScreenSheet) -> Markup {
    let assessment = |section: &str| format!("/staff/people/{id}/assessment/{section}");
    let said = |lines: &[String]| {
        html! { @if lines.is_empty() { "Not asked yet" } @else { (lines.join("; ")) } }
    };
    let trauma = html! {
        @if shown.trauma.is_empty() { "Not asked yet" }
        @for (at, (code, when)) in shown.trauma.iter().enumerate() {
            @if at > 0 { "; " }
            (code.to_uppercase()) ", " (moment(*when, &shown.opened.zone))
        }
    };
    html! {
        section {
            h2 { "Asked elsewhere" }
            (facts(&[
                ("Tobacco or nicotine, days in the last 30", html! { (said(&shown.tobacco)) " " (link(&assessment("substances"), "Substances")) }),
                ("Trauma", html! { (trauma) " " (link(&format!("/staff/people/{id}/measures"), "Measures")) }),
                ("Violence at home", html! { (said(&shown.violence)) " " (link(&assessment("home"), "Home, asked alone")) }),
            ]))
        }
    }
}
