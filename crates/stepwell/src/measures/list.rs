//! `stepwell measures list` and `show`.

use super::WordingPlace;
use anyhow::Result;
use measures::{Answerable, AnsweredBy, Instrument, Library};
use serde_json::{Value, json};

/// Lists the instruments.
pub fn all(library: &Library, place: &WordingPlace, as_json: bool) -> Result<()> {
    if as_json {
        let all: Vec<_> = library
            .iter()
            .map(|instrument| head(instrument, place))
            .collect();
        console::say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    for instrument in library.iter() {
        let who = match place.answerable(instrument) {
            Answerable::ByPerson => "the person alone",
            Answerable::ByClinicianOnly { .. } => "a clinician only",
        };
        console::say!(
            "{:16} {:3} items  answered by {who:17} {}",
            instrument.code,
            instrument.items.len(),
            instrument.title
        );
    }
    Ok(())
}

/// Shows one instrument.
pub fn one(instrument: &Instrument, place: &WordingPlace, as_json: bool) -> Result<()> {
    if as_json {
        console::say!(
            "{}",
            serde_json::to_string_pretty(&whole(instrument, place))?
        );
    } else {
        print(instrument, place);
    }
    Ok(())
}

/// What a list says of an instrument, for machines.
fn head(instrument: &Instrument, place: &WordingPlace) -> Value {
    let (alone, because) = match place.answerable(instrument) {
        Answerable::ByPerson => (true, None),
        Answerable::ByClinicianOnly { because } => (false, Some(because)),
    };
    json!({
        "code": instrument.code, "short": instrument.short, "title": instrument.title,
        "items": instrument.items.len(), "person_may_answer_alone": alone, "because": because,
    })
}

fn whole(instrument: &Instrument, place: &WordingPlace) -> Value {
    let mut all = head(instrument, place);
    let items: Vec<_> = instrument
        .items
        .iter()
        .map(|item| json!({ "id": item.id.as_str(), "label": item.label, "allowed": item.kind.allowed().clone() }))
        .collect();
    let scales: Vec<_> = instrument
        .scales
        .iter()
        .map(|scale| {
            let bands: Vec<_> = scale
                .bands
                .iter()
                .map(|bands| {
                    let steps: Vec<_> = bands
                        .steps
                        .iter()
                        .map(|band| json!({ "from": band.from, "to": band.to, "label": band.label }))
                        .collect();
                    json!({ "name": bands.name, "source": bands.source.to_string(), "steps": steps })
                })
                .collect();
            json!({ "title": scale.title, "range": scale.range, "bands": bands })
        })
        .collect();
    let flags: Vec<_> = instrument
        .flags
        .iter()
        .map(|flag| json!({ "says": flag.says, "source": flag.source.to_string() }))
        .collect();
    let alarms: Vec<_> = instrument
        .alarms
        .iter()
        .map(|alarm| {
            json!({
                "code": alarm.code, "matter": alarm.matter, "clock": alarm.clock, "says": alarm.says,
                "does": alarm.does, "source": alarm.source.to_string(), "sure": alarm.sure,
            })
        })
        .collect();
    all["measures"] = json!(instrument.measures);
    all["recall"] = json!(instrument.recall);
    all["licence"] = json!({ "terms": instrument.licence.terms, "source": instrument.licence.source.to_string() });
    all["items"] = json!(items);
    all["scales"] = json!(scales);
    all["flags"] = json!(flags);
    all["alarms"] = json!(alarms);
    all
}

fn print(instrument: &Instrument, place: &WordingPlace) {
    console::say!("{} — {}", instrument.short, instrument.title);
    console::say!(
        "Measures {}; about {}.",
        instrument.measures,
        instrument.recall
    );
    console::say!(
        "Licence: {} ({})",
        instrument.licence.terms,
        instrument.licence.source
    );
    match place.answerable(instrument) {
        Answerable::ByPerson => console::say!("The person may answer it alone."),
        Answerable::ByClinicianOnly { because } => {
            console::say!("A clinician only: {because}");
            if instrument.answered_by == AnsweredBy::Person && !place.file(instrument).exists() {
                console::say!(
                    "Read its file under Measures on the staff pages, or here: stepwell measures import FILE --as {}",
                    instrument.code
                );
            }
        }
    }
    console::say!("\nItems (our own short words, not the official wording):");
    for item in &instrument.items {
        console::say!(
            "  {:12} {} [{}]",
            item.id.as_str(),
            item.label,
            item.kind.allowed()
        );
    }
    for scale in &instrument.scales {
        let [low, high] = scale.range;
        console::say!("\n{}: {low} to {high}", scale.title);
        for bands in &scale.bands {
            console::say!("  Bands “{}” ({})", bands.name, bands.source);
            for band in &bands.steps {
                console::say!("    {:2} to {:2}  {}", band.from, band.to, band.label);
            }
        }
    }
    for flag in &instrument.flags {
        console::say!("\nFlag: {} ({})", flag.says, flag.source);
    }
    for alarm in &instrument.alarms {
        console::say!("\nAlarm, {}: {}", alarm.clock.label(), alarm.says);
        console::say!("  {}", alarm.does);
        console::say!("  {}: {}", alarm.sure.label(), alarm.source);
    }
}
