//! Naloxone that was given: when, how much, by whom; and mending what was written down wrongly.

use super::head;
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::{Form, finish};
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Meaning, Problems, button, empty, error_summary, field, form, opening, page, row,
    status, table,
};
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::treatment::naloxone::{GivingMended, KITS_MAX, NaloxoneGiven};
use care::{Invalid, Line, PersonId};
use clinic::Refusal;
use clinic::people::chapter::OpenChapter;
use clinic::treatment::naloxone;
use jiff::civil::Date;
use maud::{Markup, html};
use record::people::chapter::ChapterEntry;

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Writes down that it was given.
pub(crate) fn give(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask, id).and_then(|draft| {
        naloxone::give(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |_| format!("/staff/people/{id}/naloxone?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn draft(ask: &Ask<'_>, id: PersonId) -> Result<NaloxoneGiven, Fault> {
    let mut issues = Issues::default();
    let Some((on, kits, by)) = giving(&ask.form, &mut issues) else {
        return Err(Refusal::Fields(issues.0).into());
    };
    let on = match on {
        Some(on) => on,
        // Nothing typed is today, where they are seen.
        None => naloxone::show(ask.clinic, ask.actor()?, id)?.today,
    };
    Ok(NaloxoneGiven {
        on,
        kits,
        by,
        mended: None,
    })
}

/// The day, where one was typed, the kits, and who gave them.
fn giving(form: &Form, issues: &mut Issues) -> Option<(Option<Date>, u16, Option<Line>)> {
    let on = issues.take("on", form.optional("on", parse_day));
    let kits = form.text("kits").trim().parse::<u16>();
    let kits =
        kits.map_err(|_| Invalid::new(format!("Enter how many kits, from 1 to {KITS_MAX}.")));
    let kits = issues.take("kits", kits);
    let by = issues.take("by", form.optional_line("by", "who gave it"));
    Some((on?, kits?, by?))
}

/// One giving, to mend it.
pub(crate) fn show_one(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(one_view(ask, &Problems::none())?))
}

/// Corrects or withdraws it.
pub(crate) fn mend(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (id, item) = (ask.id("id", PersonId::parse)?, item(ask)?);
    let result = mended(&ask.form).and_then(|draft| {
        naloxone::mend(ask.clinic, ask.actor()?, ask.key()?, id, item, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/naloxone?said=saved");
    finish(result, on, |problems| one_view(ask, problems))
}

/// Which entry the address names.
fn item(ask: &Ask<'_>) -> Result<i64, Fault> {
    ask.id("number", |text| text.parse().ok())
}

fn mended(form: &Form) -> Result<NaloxoneGiven, Fault> {
    let mut issues = Issues::default();
    let given = giving(form, &mut issues);
    if matches!(given, Some((None, ..))) {
        issues.add("on", "Enter the day on which it was given.");
    }
    let why = issues.take("why", form.line("why", "why it is changed"));
    let mended = why.and_then(|why| {
        let mended = GivingMended::from_code(form.text("what"), why);
        if mended.is_none() {
            issues.add("what", "Choose what is wrong with it.");
        }
        mended
    });
    match (given, mended) {
        (Some((Some(on), kits, by)), Some(mended)) => Ok(NaloxoneGiven {
            on,
            kits,
            by,
            mended: Some(mended),
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it.
fn stored(kept: &NaloxoneGiven) -> Stored {
    let line = |line: Option<&Line>| line.map(ToString::to_string).unwrap_or_default();
    let mended = kept.mended.as_ref();
    let what = mended.map_or(GivingMended::CODES[0].0, GivingMended::code);
    vec![
        ("kits", kept.kits.to_string()),
        ("on", day_text(kept.on)),
        ("by", line(kept.by.as_ref())),
        ("what", what.to_owned()),
        ("why", line(mended.map(GivingMended::why))),
    ]
}

fn one_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let (id, item) = (ask.id("id", PersonId::parse)?, item(ask)?);
    let shown = naloxone::show_one(ask.clinic, ask.actor()?, id, item)?;
    let kept = shown.latest(item).ok_or(Refusal::NotFound)?;
    let sheet = Sheet::of(ask, shown.version(item)?, stored(&kept.body), problems);
    let form = sheet.form(ask, one_fields(&sheet));
    let before = shown.before(item);
    let body = html! {
        (error_summary(&sheet.problems))
        (opening().back(format!("/staff/people/{id}/naloxone"), "Naloxone given"))
        (form)
        @if !before.is_empty() {
            section {
                h2 { "Before" }
                ul { @for entry in before { li { (told(&shown, entry)) } } }
            }
        }
    };
    Ok(page(&frame_about(ask, "Naloxone given", id)?, body))
}

fn one_fields(sheet: &Sheet) -> Markup {
    let (typed, problems) = (&sheet.shown, &sheet.problems);
    html! {
        (field("kits", "Kits").number().value(typed.text("kits")).check(problems))
        (field("on", "Given on").date().value(typed.text("on")).check(problems))
        (field("by", "Given by").optional().value(typed.text("by")).check(problems))
        (field("what", "What is wrong").select(GivingMended::CODES).value(typed.text("what")).check(problems))
        (field("why", "Why it is changed").value(typed.text("why")).check(problems).required()
            .hint("What was written before stays readable, and this stands beside it."))
        div.buttons { (button("Save")) }
    }
}

/// A version that was written before, as it read.
fn told(shown: &OpenChapter<NaloxoneGiven>, entry: &ChapterEntry<NaloxoneGiven>) -> Markup {
    let kits = care::counted(i64::from(entry.body.kits), "kit", "kits");
    html! {
        (kits) " on " (day_text(entry.body.on)) (remark(&entry.body)) ", "
        span.muted { (moment(entry.at, &shown.zone)) ", " (shown.writer(entry)) }
    }
}

/// What became of it where it was written down wrongly.
fn remark(given: &NaloxoneGiven) -> Markup {
    html! {
        @match &given.mended {
            Some(GivingMended::Withdrawn(why)) => { " " (status(Meaning::Attention, "Withdrawn")) " " (why) },
            Some(GivingMended::Corrected(why)) => { " " (status(Meaning::Information, "Corrected")) " " (why) },
            None => {}
        }
    }
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = naloxone::show(ask.clinic, ask.actor()?, id)?;
    let typed = |name: &str| ask.form.text(name).to_owned();
    let fields = html! {
        (field("kits", "Kits").number().value(typed("kits")).check(problems))
        (field("on", "Given on").optional().date().hint("Empty is today. For example Apr 14, 2026").value(typed("on")).check(problems))
        (field("by", "Given by").optional().value(typed("by")).check(problems).hint("Empty is you."))
        div.buttons { (button("Write it down")) }
    };
    let body = html! {
        (error_summary(problems))
        (head(id))
        (given(id, &shown))
        @if shown.may_write {
            section { h2 { "Give" } (form(format!("/staff/people/{id}/naloxone"), ask.token(), fields)) }
        }
    };
    Ok(page(&frame_about(ask, "Naloxone given", id)?, body))
}

fn given(id: PersonId, shown: &OpenChapter<NaloxoneGiven>) -> Markup {
    let mut entries = shown.standing();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.body.on, entry.item)));
    let rows = entries.into_iter().map(|entry| {
        let by = entry.body.by.as_ref().map(ToString::to_string);
        let cells = row([
            html! { span.nowrap { (day_text(entry.body.on)) } },
            html! { (entry.body.kits) (remark(&entry.body)) },
            html! { (by.unwrap_or_else(|| shown.writer(entry).to_owned())) },
        ]);
        if shown.may_write {
            cells.href(format!("/staff/people/{id}/naloxone/{}", entry.item))
        } else {
            cells
        }
    });
    let columns = [
        Column::new("Given on"),
        Column::new("Kits").number(),
        Column::new("By"),
    ];
    let none = empty(
        "None given here yet",
        "What is given is written down below.",
        None,
    );
    html! { (table("naloxone", "Naloxone given", columns).rows(rows).empty(none).caption_unseen()) }
}
