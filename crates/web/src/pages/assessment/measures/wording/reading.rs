//! One measure: what was read, beside our description of it; what is missing and what has to be confirmed; what was in
//! use before.

use super::{find, revision, typed};
use crate::shell::ask::{moment, near};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Problems, as_it_stands, button, card, choice, error_summary, facts, field, form,
    heading, page, radios, row, table,
};
use ::measures::wording::{Gap, ItemWording};
use ::measures::{Answerable, AnsweredBy, Instrument, Item, Wording};
use axum::http::StatusCode;
use care::TimeZoneName;
use clinic::Refusal;
use clinic::assessment::measure;
use clinic::assessment::measure::{ReadWording, Worded};
use maud::{Markup, Render, html};

/// One measure and its wording.
pub(crate) fn one(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let page = view(ask, &find(ask)?, &Problems::none(), None)?;
    Ok(Answer::page(page))
}

/// The page; `told` is why something was not done.
fn view(
    ask: &Ask<'_>,
    worded: &Worded,
    problems: &Problems,
    told: Option<&str>,
) -> Result<Markup, Fault> {
    let instrument = worded.instrument;
    let zone = ask.zone()?;
    let body = html! {
        (error_summary(problems))
        (heading(instrument.short.clone()).lead(format!("{}.", instrument.title)).back("/staff/measures", "Measures"))
        @if let Some(told) = told { (as_it_stands(told)) (typed::left(&ask.form, worded)) }
        @if let Some(reading) = &worded.waiting { (waiting(ask, instrument, reading, problems)?) }
        (in_use(ask, worded, &zone, problems))
        (earlier(ask, worded, &zone))
        p.muted { (instrument.licence.terms) "." }
    };
    Ok(page(
        &frame(ask, Face::Staff, instrument.short.clone()),
        body,
    ))
}

/// What was read and nobody sees yet.
fn waiting(
    ask: &Ask<'_>,
    instrument: &Instrument,
    reading: &ReadWording,
    problems: &Problems,
) -> Result<Markup, Fault> {
    let zone = ask.zone()?;
    let address = format!("/staff/measures/{}/{}", instrument.code, reading.revision);
    let aside = form(
        format!("{address}/aside"),
        ask.token(),
        html! { (button("Put it aside").quiet()) },
    )
    .inline();
    let Some(wording) = &reading.wording else {
        return Ok(card("Waits for you", html! {
            p { "What was read does not fit our description any more, which has changed since. Read the file again." }
            (aside)
        }).render());
    };
    let fields = html! {
        (to_confirm(ask, instrument, reading, problems))
        (to_type(ask, instrument, wording, problems))
        div.buttons { (button("Use this wording")) }
    };
    Ok(card(
        "Waits for you",
        html! {
            p { "Compare what was read with the official form. Nobody sees it before you use it." }
            (about(reading, wording, &zone))
            (form(address, ask.token(), fields))
            (aside)
            (questions("read", instrument, wording))
        },
    )
    .render())
}

fn about(reading: &ReadWording, wording: &Wording, zone: &TimeZoneName) -> Markup {
    let by = reading
        .read_by
        .as_ref()
        .map(|by| format!(", by {by}"))
        .unwrap_or_default();
    let mut pairs = vec![
        ("From", html! { (reading.origin) }),
        ("Read", html! { (moment(reading.read_at, zone)) (by) }),
    ];
    if let Some(copyright) = &wording.copyright {
        pairs.push(("Its notice", html! { (copyright) }));
    }
    html! {
        (facts(&pairs))
        @if !wording.notes.is_empty() { ul { @for note in &wording.notes { li { (note) } } } }
    }
}

/// Items behind a safety flag that the file does not name, and lists of answers that only their order explains: both
/// texts, and a question.
fn to_confirm(
    ask: &Ask<'_>,
    instrument: &Instrument,
    reading: &ReadWording,
    problems: &Problems,
) -> Markup {
    let wording = reading.wording.iter();
    let items = wording.flat_map(|wording| {
        let items = wording.unconfirmed.iter();
        items
            .filter_map(move |id| Some((instrument.item(id.as_str())?, wording.item(id.as_str())?)))
    });
    let guards = instrument.safety_items();
    // What somebody said of one reading is no answer about another.
    let own = ask.param("revision") == reading.revision.to_string();
    let said = |name: &str| if own { ask.form.text(name) } else { "" };
    html! {
        @for (item, words) in items {
            @let name = typed::same_name(&item.id);
            @if guards.iter().any(|guard| guard.id == item.id) {
                h3 { "Item " (item.id) " carries a safety flag" }
                p { "The file does not say surely that this is the item, or which answer is which. If another question stood here, a danger would be overlooked. Hold both against the official form." }
            } @else {
                h3 { "The points of the answers, shown at item " (item.id) }
                p { "The file gives these answers no points and no codes we know, so only their order says how many points each is. If the list ran the wrong way, every total would be wrong. What you say here counts for all items with the same answers." }
            }
            (side_by_side(item, words))
            (radios(name.clone(), format!("Do both columns mean the same question, with the same answers in the same rows? (item {})", item.id), [
                choice("same", "Yes, the same"),
                choice("other", "No, it is another question, or an answer is in another row"),
            ]).value(said(&name)).check(problems))
        }
    }
}

fn side_by_side(item: &Item, words: &ItemWording) -> Markup {
    let question = row([
        html! { "Question" },
        html! { (item.label) },
        html! { (words.text) },
    ]);
    let answers = item.kind.values().into_iter().map(|value| {
        let theirs = words.answers.get(&value).cloned().unwrap_or_default();
        row([
            html! { "Answer " (value) @if let Some(points) = item.points(value) { ", points: " (points) } },
            html! { (item.kind.label(value)) },
            html! { (theirs) },
        ])
    });
    let columns = [
        Column::new("Part"),
        Column::new("Our description"),
        Column::new("The words of the file"),
    ];
    let id = format!("compare-{}", item.id);
    table(&id, format!("Item {}, both texts", item.id), columns)
        .rows([question].into_iter().chain(answers))
        .caption_unseen()
        .stacked()
        .render()
}

/// Answers for which the file has no words, each typed once.
fn to_type(
    ask: &Ask<'_>,
    instrument: &Instrument,
    wording: &Wording,
    problems: &Problems,
) -> Markup {
    let gaps = wording.gap_list(instrument);
    let filled = typed::completion(&ask.form);
    html! {
        @if !gaps.is_empty() {
            h3 { "Words that the file does not have" }
            p { "Type them as they stand on the official form. Each is asked once for all items with the same answers." }
            @for gap in &gaps {
                (field(typed::gap_name(gap), format!("The answer for {} ({})", gap.value, of_items(gap))).value(filled.words(gap)).hint(hint(gap)).check(problems))
            }
        }
    }
}

fn of_items(gap: &Gap) -> String {
    let items: Vec<_> = gap.items.iter().map(ToString::to_string).collect();
    match items.as_slice() {
        [one] => format!("item {one}"),
        _ => format!("items {}", items.join(", ")),
    }
}

fn hint(gap: &Gap) -> String {
    match &gap.beside {
        Some(next) => format!(
            "Ours: “{}”. On the form it stands next to “{next}”.",
            gap.label
        ),
        None => format!("Ours: “{}”.", gap.label),
    }
}

/// Every question in the words of the file, beside our own label.
fn questions(id: &str, instrument: &Instrument, wording: &Wording) -> Markup {
    let rows = wording.items.iter().filter_map(|words| {
        let item = instrument.item(words.item.as_str())?;
        let answers = words.answers.iter().map(|(value, text)| (item.points(*value), text));
        Some(row([
            html! { (item.id) },
            html! { (item.label) },
            html! { (words.text) },
            html! {
                @if words.answers.is_empty() { (item.kind.allowed()) }
                @for (points, text) in answers { div { @if let Some(points) = points { (points) " " } (text) } }
            },
        ]))
    });
    let columns = [
        Column::new("Item"),
        Column::new("Our label"),
        Column::new("Question"),
        Column::new("Answers, with points"),
    ];
    html! {
        details.more {
            summary { "Every question and answer" }
            (table(format!("questions-{id}"), "Every question and answer", columns).rows(rows).caption_unseen().stacked())
        }
    }
}

fn in_use(ask: &Ask<'_>, worded: &Worded, zone: &TimeZoneName, problems: &Problems) -> Markup {
    let instrument = worded.instrument;
    let who = match &worded.answerable {
        Answerable::ByPerson => "The person may answer it alone.".to_owned(),
        Answerable::ByClinicianOnly { .. }
            if worded.in_use.is_none() && instrument.answered_by == AnsweredBy::Person =>
        {
            "None yet, so a clinician scores it from the official form.".to_owned()
        }
        Answerable::ByClinicianOnly { because } => format!("A clinician scores it. {because}"),
    };
    card("In use", html! {
        p { (who) }
        @if let Some(used) = &worded.in_use {
            @if let Some(at) = used.used_from { p { "Since " (moment(at, zone)) "." } }
            @if let Some(wording) = &used.wording {
                (about(used, wording, zone))
                // Kept before somebody had to look: it is completed where it stands, unless a newer reading waits.
                @if worded.waiting.is_none() && wording.lacks(instrument).is_some() {
                    (form(format!("/staff/measures/{}/{}", instrument.code, used.revision), ask.token(), html! {
                        (to_confirm(ask, instrument, used, problems))
                        (to_type(ask, instrument, wording, problems))
                        div.buttons { (button("Complete it")) }
                    }))
                }
                (questions("used", instrument, wording))
            }
        }
    }).render()
}

/// What was in use before; each can be used again.
fn earlier(ask: &Ask<'_>, worded: &Worded, zone: &TimeZoneName) -> Markup {
    let code = &worded.instrument.code;
    let rows = worded.earlier.iter().map(|one| {
        let at = |at: Option<jiff::Timestamp>| at.map(|at| near(at, ask.now, zone)).unwrap_or_default();
        let whole = one.wording.as_ref().is_some_and(|wording| wording.lacks(worded.instrument).is_none());
        row([
            html! { (one.origin) },
            html! { (at(one.used_from)) },
            html! { (at(one.ended_at)) },
            html! {
                @if whole { (form(format!("/staff/measures/{code}/{}", one.revision), ask.token(),
                    html! { (button("Use it again").quiet().about(format!("in use until {}", at(one.ended_at)))) }).inline()) }
                @else { span.muted { "Does not fit any more" } }
            },
        ])
    });
    let columns = [
        Column::new("From"),
        Column::new("In use from"),
        Column::new("Until"),
        Column::new("Take back"),
    ];
    html! {
        @if !worded.earlier.is_empty() {
            section { h2 { "In use before" } (table("earlier", "In use before", columns).rows(rows).caption_unseen().stacked()) }
        }
    }
}

/// Puts a reading into use, completed and confirmed.
pub(crate) fn use_reading(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (worded, revision) = (find(ask)?, revision(ask)?);
    let completion = typed::completion(&ask.form);
    let shown = [&worded.waiting, &worded.in_use].into_iter().flatten();
    let wording = shown
        .filter(|one| one.revision == revision)
        .find_map(|one| one.wording.as_ref());
    if let Some(wording) = wording {
        let problems = typed::problems(ask, worded.instrument, wording, &completion);
        if !problems.is_empty() {
            return Ok(Answer::mend(view(ask, &worded, &problems, None)?));
        }
    }
    let done = measure::use_wording(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        worded.instrument.code.as_str(),
        revision,
        &completion,
    );
    lead_on(ask, done, "used")
}

/// Puts a reading aside that nobody saw.
pub(crate) fn aside(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (code, revision) = (ask.param("code"), revision(ask)?);
    let done = measure::put_wording_aside(ask.clinic, ask.actor()?, ask.key()?, code, revision);
    lead_on(ask, done, "aside")
}

/// Leads to the measure. Where another tab was faster it is shown as it stands now, with what was typed.
fn lead_on(ask: &Ask<'_>, done: Result<(), Refusal>, said: &str) -> Result<Answer, Fault> {
    match done {
        Ok(()) => Ok(Answer::see_other(&format!(
            "/staff/measures/{}?said={said}",
            ask.param("code")
        ))),
        Err(Refusal::Conflict(sentence)) => {
            let page = view(ask, &find(ask)?, &Problems::none(), Some(&sentence))?;
            Ok(Answer::page(page).status(StatusCode::CONFLICT))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
