//! Which instrument to score: what is due first, then what was used for this person, then what else there is. What
//! nobody can answer alone yet is one line.

use crate::shell::ask::near;
use crate::shell::frame::could;
use crate::shell::{Ask, Fault};
use crate::ui::{Pick, button, empty, field, filter_bar, form, link, picks};
use ::measures::{AnsweredBy, Instrument};
use clinic::assessment::measure;
use clinic::assessment::measure::Measures;
use maud::{Markup, html};
use policy::Action;

/// The id of the part that a search replaces.
const ID: &str = "picker";

/// Instruments in the order in which one looks for them; each is in one list.
#[derive(Default)]
struct Lists<'m> {
    due: Vec<&'m Instrument>,
    used: Vec<&'m Instrument>,
    ready: Vec<&'m Instrument>,
    unworded: Vec<&'m Instrument>,
}

impl<'m> Lists<'m> {
    fn of(measures: &Measures, all: impl Iterator<Item = &'m Instrument>) -> Self {
        let mut lists = Self::default();
        for instrument in all {
            let code = instrument.code.as_str();
            let list = if measures.is_due(code) {
                &mut lists.due
            } else if measures.results_of(code).next().is_some() {
                &mut lists.used
            } else if is_ready(measures, instrument) {
                &mut lists.ready
            } else {
                &mut lists.unworded
            };
            list.push(instrument);
        }
        lists
    }

    fn count(&self) -> usize {
        self.due.len() + self.used.len() + self.ready.len() + self.unworded.len()
    }
}

/// Whether nothing is missing: its wording is here, or a clinician rates it and no wording is needed.
fn is_ready(measures: &Measures, instrument: &Instrument) -> bool {
    instrument.answered_by == AnsweredBy::Clinician
        || measures.alone.contains(&instrument.code.as_str())
}

/// Whether an instrument has every word that was looked for, in its names or in what it measures.
fn is_found(instrument: &Instrument, sought: &str) -> bool {
    let text = format!(
        "{} {} {} {}",
        instrument.code, instrument.short, instrument.title, instrument.measures
    );
    let text = text.to_lowercase();
    sought
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// The picker, for whoever may score.
pub(super) fn picker(ask: &Ask<'_>, measures: &Measures) -> Result<Markup, Fault> {
    if !measures.may_score {
        return Ok(html! {});
    }
    let library = measure::library()?;
    let sought = ask.query.text("q").trim();
    let lists = Lists::of(measures, library.iter().filter(|one| is_found(one, sought)));
    let here = format!("/staff/people/{}/measures", measures.person);
    let offers = library
        .iter()
        .map(|one| (one.short.clone(), one.title.clone()));
    let search = field("q", "Name, or what it measures")
        .search()
        .offers(offers)
        .value(sought);
    let mut filter = filter_bar(here.clone(), html! { (search) })
        .label("Find")
        .swap(ID);
    if !sought.is_empty() {
        let found = care::counted(lists.count(), "measure", "measures");
        filter = filter.clear(Some(here)).result(found);
    }
    let row = |instrument: &&Instrument| pick(ask, measures, instrument);
    let rows = |list: &[&Instrument]| list.iter().map(row).collect::<Vec<_>>();
    Ok(html! {
        section id=(ID) {
            h2 { "Score a measure" }
            (filter)
            @if lists.count() == 0 { (empty("No measure has these words", "Look for another name, or clear the search.", None)) }
            (picks("Due now", rhythm_words(measures).as_deref(), &rows(&lists.due)))
            (picks("Used for this person", None, &rows(&lists.used)))
            (picks("Others", None, &rows(&lists.ready)))
            (unworded(ask, &rows(&lists.unworded), !sought.is_empty()))
        }
    })
}

/// How often, and who says so.
fn rhythm_words(measures: &Measures) -> Option<String> {
    let rhythm = measures.rhythm.as_ref()?;
    Some(format!(
        "Every {} at this level of care. {}",
        care::counted(usize::from(rhythm.every_days), "day", "days"),
        rhythm.source
    ))
}

/// What nobody can answer alone yet, folded: one line says how that changes.
fn unworded(ask: &Ask<'_>, rows: &[Pick], is_open: bool) -> Markup {
    let count = care::counted(rows.len(), "measure", "measures");
    html! {
        @if !rows.is_empty() {
            details.unworded open[is_open] {
                summary { (count) " without imported wording" }
                p.muted {
                    "A clinician scores these from the official form. For a person to answer alone, the official wording is read from a file: "
                    @if could(ask, Action::KeepWording) { (link("/staff/measures", "import wording")) "." }
                    @else { "a clinical director or an administrator does that under Measures." }
                }
                (picks("Scored from the official form", None, rows))
            }
        }
    }
}

fn pick(ask: &Ask<'_>, measures: &Measures, instrument: &Instrument) -> Pick {
    let code = instrument.code.as_str();
    let base = format!("/staff/people/{}/measures/{code}", measures.person);
    let asked = measures.assigned.iter().find(|one| one.instrument == code);
    let last = measures.results_of(code).last();
    let when = |at| near(at, ask.now, &measures.zone);
    let note = match (asked, last) {
        (Some(asked), _) => Some(format!("Asked for {}, not answered yet", when(asked.at))),
        (None, Some(last)) => Some(format!("Last {}", when(last.at))),
        (None, None) => None,
    };
    let may_ask = asked.is_none() && measures.alone.contains(&code);
    let beside = may_ask.then(|| {
        let press = button("Ask the person")
            .quiet()
            .about(instrument.short.clone());
        html! { (form(format!("{base}/assign"), ask.token(), html! { (press) }).inline()) }
    });
    Pick {
        href: format!("{base}/new"),
        name: format!("Score the {}", instrument.short),
        about: format!(
            "{}, {}",
            instrument.measures,
            care::counted(instrument.items.len(), "item", "items")
        ),
        note,
        beside,
    }
}
