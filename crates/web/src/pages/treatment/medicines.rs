//! Medicines: the list, and each with every version it had. Nothing is taken off the list.

use super::{head, not_asked, who_said};
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::{Form, finish};
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    ANY_ANSWER, Column, Meaning, Problems, branch, button, empty, error_summary, field, form,
    heading_below, link, opening, page, row, status, table,
};
use care::assessment::finding::Source;
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::treatment::allergy::Allergies;
use care::treatment::drug_class::conflicts;
use care::treatment::medicine::{Medicine, NoMedicines, TakenToday};
use care::{Line, PersonId, TimeZoneName};
use clinic::Refusal;
use clinic::treatment::medicine;
use clinic::treatment::medicine::{DESPITE, Medicines, ShownMedicine};
use maud::{Markup, html};
use record::people::chapter::ChapterEntry;

const DATE_HINT: &str = "Empty while they take it. For example Apr 14, 2026";

/// The list.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(list_view(ask, &Problems::none())?))
}

fn list_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = medicine::list(ask.clinic, ask.actor()?, id)?;
    let standing = shown.opened.standing();
    let (taken, stopped): (Vec<_>, Vec<_>) = standing
        .into_iter()
        .partition(|entry| entry.body.is_current());
    let may_write = shown.opened.may_write;
    let actions = html! {
        @if may_write { (button("Add a medicine").quiet().href(format!("/staff/people/{id}/medicines/new")).shortcut("n")) }
    };
    let body = html! {
        (error_summary(problems))
        (head(id).actions(actions))
        (allergies(id, shown.allergies.as_ref()))
        (none_said(&shown))
        (conflicting(&taken))
        (rows(id, "taken", "Takes now", &taken, &shown))
        @if !stopped.is_empty() { (rows(id, "stopped", "Stopped", &stopped, &shown)) }
        @if !shown.said.is_empty() {
            section {
                h2 { "Said in an assessment" }
                ul { @for said in &shown.said { li { (said) } } }
                p.hint { "Before this list there was a line of text. Carry over what still holds." }
            }
        }
        @if may_write && taken.is_empty() { (say_none_form(ask, id)) }
    };
    Ok(page(&frame_about(ask, "Medicines", id)?, body))
}

/// What they do not bear, above what they take: whoever adds a medicine sees it, and sees what is not looked for.
fn allergies(id: PersonId, known: Option<&Allergies>) -> Markup {
    html! {
        section #allergies {
            h2 { "Allergies" }
            @match known {
                None => (not_asked()),
                Some(known) if known.none_known() => p { (known.lines().join("; ")) "." },
                Some(known) => ul { @for line in known.lines() { li { strong { (line) } } } },
            }
            p.hint {
                "Names are compared, and a short list of classes. That nothing is said of a medicine does not mean that it is safe. "
                (link(&format!("/staff/people/{id}/allergies"), "All about allergies"))
            }
        }
    }
}

/// That they take none, or that nobody asked.
fn none_said(shown: &Medicines) -> Markup {
    html! {
        @match &shown.none {
            Some(none) if shown.takes_none() => p {
                "Takes no medicine, said by " (none.body.source.label()) ". "
                span.muted { "Written " (moment(none.at, &shown.opened.zone)) "." }
            },
            None if shown.opened.entries.is_empty() => (not_asked()),
            _ => {}
        }
    }
}

fn rows(
    id: PersonId,
    name: &str,
    title: &str,
    entries: &[&ChapterEntry<Medicine>],
    shown: &Medicines,
) -> Markup {
    let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    let rows = entries.iter().map(|entry| {
        let one = &entry.body;
        let cells = row([
            html! { (one.words()) (against(one, shown.allergies.as_ref())) },
            html! { (line(&one.prescriber)) },
            html! { (line(&one.since)) },
            html! {
                (one.taken.label()) ", " span.nowrap { (day_text(shown.opened.zone.local(entry.at).date())) }
                @if let Some(why) = &one.stopped_why { ". Stopped: " (why) }
            },
            html! { (one.source.label()) ", " (shown.opened.writer(entry)) },
        ]);
        if shown.opened.may_write {
            cells.href(format!("/staff/people/{id}/medicines/{}", entry.item))
        } else {
            cells
        }
    });
    let columns = [
        Column::new("Medicine"),
        Column::new("Prescribed by"),
        Column::new("Since"),
        Column::new("Taken that day"),
        Column::new("Said by, written by"),
    ];
    let none = empty("None on the list", "What they take is added to it.", None);
    html! { section { h2 { (title) } (table(name, title, columns).rows(rows).empty(none).caption_unseen()) } }
}

/// What they take that does not go together, by the few pairs that are known here.
fn conflicting(taken: &[&ChapterEntry<Medicine>]) -> Markup {
    let taken: Vec<&Medicine> = taken.iter().map(|entry| &entry.body).collect();
    let found = conflicts(&taken);
    html! {
        @if !found.is_empty() {
            section #conflicts {
                h2 { "Look twice" }
                ul {
                    @for (conflict, one, other) in found {
                        li {
                            (status(Meaning::Attention, &format!("{} with {}; check", one.name, other.name)))
                            " " (conflict.words) " " span.muted { "(" (conflict.source) ")" }
                        }
                    }
                }
            }
        }
    }
}

/// That something they take is named after an allergy or may be of its class, and why they take it.
fn against(one: &Medicine, known: Option<&Allergies>) -> Markup {
    let named = known.is_some_and(|known| !known.named_in(&one.name).is_empty());
    html! {
        @if named && one.is_current() { " " (status(Meaning::Urgent, "Named after an allergy")) }
        @if one.is_current() { @if let Some(known) = known {
            @for (allergy, class) in known.akin_to(&one.name) {
                " " (status(Meaning::Attention, "May be of the same class as an allergy; check"))
                " " (allergy.substance) ": " (class.label) ", by " (class.source) "."
            }
        } }
        @if let Some(why) = &one.despite { " Taken all the same: " (why) "." }
    }
}

fn say_none_form(ask: &Ask<'_>, id: PersonId) -> Markup {
    let fields = html! {
        (who_said())
        div.buttons { (button("Takes no medicine").quiet()) }
    };
    let form = form(
        format!("/staff/people/{id}/medicines/none"),
        ask.token(),
        fields,
    );
    html! { section { h2 { "None" } (form) } }
}

/// Writes down that they take none.
pub(crate) fn say_none(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let source = Source::from_code(ask.form.text("source"));
    let source = source.ok_or_else(|| Refusal::field("source", "Say who says so."));
    let result = source.map_err(Fault::from).and_then(|source| {
        let draft = NoMedicines { source };
        medicine::say_none(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/medicines?said=saved");
    finish(result, on, |problems| list_view(ask, problems))
}

/// The form of a medicine that is added.
pub(crate) fn new(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(new_view(ask, &Problems::none())?))
}

fn new_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = medicine::list(ask.clinic, ask.actor()?, id)?;
    if !shown.opened.may_write {
        return Err(Refusal::NotFound.into());
    }
    let body = html! {
        (error_summary(problems))
        (opening().back(format!("/staff/people/{id}/medicines"), "Medicines"))
        (allergies(id, shown.allergies.as_ref()))
        (form(ask.address.clone(), ask.token(), fields(&ask.form, problems)))
    };
    Ok(page(&frame_about(ask, "Add a medicine", id)?, body))
}

/// Adds a medicine.
pub(crate) fn begin(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(&ask.form).and_then(|draft| {
        medicine::begin(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |_| format!("/staff/people/{id}/medicines?said=added");
    finish(result, on, |problems| new_view(ask, problems))
}

/// Which entry the address names.
fn item(ask: &Ask<'_>) -> Result<i64, Fault> {
    ask.id("number", |text| text.parse().ok())
}

/// One medicine, to change or stop it.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Changes or stops it.
pub(crate) fn alter(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (id, item) = (ask.id("id", PersonId::parse)?, item(ask)?);
    let result = draft(&ask.form).and_then(|draft| {
        medicine::alter(ask.clinic, ask.actor()?, ask.key()?, id, item, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/medicines?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let (id, item) = (ask.id("id", PersonId::parse)?, item(ask)?);
    let ShownMedicine {
        opened: shown,
        allergies: known,
    } = medicine::show(ask.clinic, ask.actor()?, id, item)?;
    let kept = shown.latest(item).ok_or(Refusal::NotFound)?;
    let sheet = Sheet::of(ask, shown.version(item)?, stored(&kept.body), problems);
    let form = sheet.form(ask, fields(&sheet.shown, &sheet.problems));
    let before = shown.before(item);
    let body = html! {
        (error_summary(&sheet.problems))
        (heading_below(kept.body.name.to_string()).back(format!("/staff/people/{id}/medicines"), "Medicines"))
        (allergies(id, known.as_ref()))
        (form)
        @if !before.is_empty() {
            section {
                h2 { "Before" }
                ul { @for entry in before { li { (told(entry, &shown.zone)) ", " (shown.writer(entry)) } } }
            }
        }
    };
    Ok(page(&frame_about(ask, "Medicine", id)?, body))
}

fn told(entry: &ChapterEntry<Medicine>, zone: &TimeZoneName) -> Markup {
    html! { (entry.body.words()) ", " span.muted { (moment(entry.at, zone)) } }
}

fn draft(form: &Form) -> Result<Medicine, Fault> {
    let mut issues = Issues::default();
    let name = issues.take("name", form.line("name", "what it is called"));
    let dose = issues.take("dose", form.optional_line("dose", "the dose"));
    let often = issues.take("often", form.optional_line("often", "how often"));
    let prescriber = issues.take(
        "prescriber",
        form.optional_line("prescriber", "who prescribes it"),
    );
    let since = issues.take("since", form.optional_line("since", "since when"));
    let stopped_on = issues.take("stopped_on", form.optional("stopped_on", parse_day));
    let stopped_why = issues.take("stopped_why", form.optional_line("stopped_why", "why"));
    let despite = issues.take(DESPITE, form.optional_line(DESPITE, "why"));
    let source = Source::from_code(form.text("source"));
    if source.is_none() {
        issues.add("source", "Say who says so.");
    }
    let taken = TakenToday::from_code(form.text("taken")).unwrap_or(TakenToday::Unknown);
    let (Some(name), Some(dose), Some(often), Some(prescriber)) = (name, dose, often, prescriber)
    else {
        return Err(Refusal::Fields(issues.0).into());
    };
    match (since, stopped_on, stopped_why, despite, source) {
        (Some(since), Some(stopped_on), Some(stopped_why), Some(despite), Some(source)) => {
            Ok(Medicine {
                name,
                dose,
                often,
                prescriber,
                since,
                taken,
                stopped_on,
                stopped_why,
                despite,
                source,
            })
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it.
fn stored(kept: &Medicine) -> Stored {
    let line = |line: &Option<Line>| line.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        ("name", kept.name.to_string()),
        ("dose", line(&kept.dose)),
        ("often", line(&kept.often)),
        ("prescriber", line(&kept.prescriber)),
        ("since", line(&kept.since)),
        ("taken", kept.taken.code().to_owned()),
        (
            "stopped_on",
            kept.stopped_on.map(day_text).unwrap_or_default(),
        ),
        ("stopped_why", line(&kept.stopped_why)),
        (DESPITE, line(&kept.despite)),
        ("source", kept.source.code().to_owned()),
    ]
}

fn fields(typed: &Form, problems: &Problems) -> Markup {
    let value = |name: &str| typed.text(name).to_owned();
    let text = |name: &'static str, label: &'static str| {
        field(name, label)
            .optional()
            .autocomplete("off")
            .value(value(name))
            .check(problems)
    };
    // What was taken yesterday says nothing of today: each time it is asked anew.
    let taken = [TakenToday::Unknown, TakenToday::Yes, TakenToday::No];
    let taken = taken.map(|one| (one.code(), one.label()));
    html! {
        (field("name", "Medicine").autocomplete("off").value(value("name")).check(problems))
        (text("dose", "Dose"))
        (text("often", "How often"))
        (text("prescriber", "Prescribed by"))
        (text("since", "Since when").hint("As exactly as they know: 2019, March 2026."))
        (field("taken", "Taken today").select(taken).value(value("taken")).check(problems))
        (text("stopped_on", "Stopped on").date().hint(DATE_HINT))
        (branch("stopped_on", &[ANY_ANSWER], html! { (text("stopped_why", "Why it was stopped")) }))
        (text(DESPITE, "Why they take it in spite of an allergy")
            .hint("Only where it is named after one. It stands beside the medicine."))
        (who_said().value(value("source")).check(problems))
        div.buttons { (button("Save")) }
    }
}
