//! Taking the journal out: asking for the file, how far it is, and the file itself.

use super::way;
use crate::shell::ask::moment;
use crate::shell::file::FileBody;
use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Meaning, Problems, Width, button, error_summary, field, form, heading, page, status,
    working,
};
use axum::http::StatusCode;
use care::TimeZoneName;
use care::day::parse_day;
use care::invalid::Issues;
use clinic::Refusal;
use clinic::access::journal;
use clinic::access::journal::{KEPT_MINUTES, Range, Ready, Stand};
use maud::{Markup, html};

const ADDRESS: &str = "/staff/journal/export";
const LEAD: &str = "One line per entry, with its hash, in a file that any program can verify. \
    Names and details stay here. The file is made also when this page is closed.";
const MISSED: &str = "There is no file here for you to download.";
/// The minute with which a day ends.
const END_MINUTE: u16 = 24 * 60;

/// The page before the file, and with it.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none(), false)?))
}

fn view(ask: &Ask<'_>, problems: &Problems, missed: bool) -> Result<Markup, Fault> {
    let stand = journal::export_of(ask.clinic, ask.actor()?)?;
    let zone = ask.zone()?;
    let title = match &stand {
        None => "No file yet",
        Some(Stand::UnderWay(_)) => "Being made",
        Some(Stand::Done(_)) => "Ready",
        Some(Stand::Failed(_)) => "Not made",
    };
    let running = matches!(stand, Some(Stand::UnderWay(_)));
    let part = html! {
        @match &stand {
            None => p {
                "A file is made for you alone. It waits " (KEPT_MINUTES) " minutes, can be downloaded once, and is "
                "then thrown away."
            },
            Some(Stand::UnderWay(now)) => (way(ADDRESS, now, &zone)),
            Some(Stand::Done(ready)) => (offered(ask, ready, &zone)),
            Some(Stand::Failed(why)) => p { (status(Meaning::Attention, "Not made")) " " (why) },
        }
        @if !running { (range_form(ask, problems, stand.is_some())) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Export the journal").back("/staff/journal", "Journal").lead(LEAD))
        @if missed {
            p role="alert" {
                (status(Meaning::Attention, "Not here")) " " (MISSED) " A file waits " (KEPT_MINUTES)
                " minutes for whoever asked for it, and can be downloaded once. Have another one made."
            }
        }
        // Nothing can be fetched from the address of what was missed.
        (working("exporting", title, running && !missed, part))
    };
    Ok(page(&frame(ask, Face::Staff, "Export the journal"), body))
}

/// A file that waits.
fn offered(ask: &Ask<'_>, ready: &Ready, zone: &TimeZoneName) -> Markup {
    let entries = if ready.entries == 1 {
        "entry"
    } else {
        "entries"
    };
    html! {
        p {
            (status(Meaning::Good, "Ready")) " " (ready.entries) " " (entries) ", " (size(ready.bytes))
            ". It can be downloaded once, until " (moment(ready.until, zone)) "."
        }
        (form(format!("{ADDRESS}/download"), ask.token(), html! { div.buttons { (button("Download")) } }))
    }
}

/// "812 bytes", "41 KB", "3 MB".
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        // What would be rounded up to a thousand is said in the next unit.
        1_000..=999_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

fn range_form(ask: &Ask<'_>, problems: &Problems, again: bool) -> Markup {
    let day = |name: &str, label: &str, hint: &str| {
        let typed = ask.form.text(name).to_owned();
        let field = field(name, label).optional().hint(hint);
        field.width(Width::Medium).value(typed).check(problems)
    };
    let make = if again {
        button("Make another file").quiet()
    } else {
        button("Make the file")
    };
    let fields = html! {
        div.pair {
            (day("from", "First day", "From the first entry where it is empty. For example Apr 14, 2026"))
            (day("through", "Last day", "To the last entry where it is empty."))
        }
        div.buttons { (make) }
    };
    html! { (form(ADDRESS, ask.token(), fields)) }
}

/// Has the file made.
pub(crate) fn start(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = range(ask).and_then(|range| {
        let (actor, key) = (ask.actor()?, ask.key()?);
        Ok(journal::ask_for_export(&ask.web.clinic, actor, key, range)?)
    });
    finish(
        result,
        |()| ADDRESS.to_owned(),
        |problems| view(ask, problems, false),
    )
}

/// The days that were typed, in the asker's own zone.
fn range(ask: &Ask<'_>) -> Result<Range, Fault> {
    let mut issues = Issues::default();
    let from = issues.take("from", ask.form.optional("from", parse_day));
    let through = issues.take("through", ask.form.optional("through", parse_day));
    let (from, through) = (from.flatten(), through.flatten());
    if let (Some(from), Some(through)) = (from, through)
        && through < from
    {
        issues.add("through", "The last day is before the first one.");
    }
    let zone = ask.zone()?;
    if from.is_some_and(|from| from > zone.local(ask.now).date()) {
        issues.add(
            "from",
            "That day is still ahead. Enter today or a day before.",
        );
    }
    if !issues.0.is_empty() {
        return Err(Refusal::Fields(issues.0).into());
    }
    Ok(Range {
        from: from.map(|day| zone.instant(day, 0)),
        until: through.map(|day| zone.instant(day, END_MINUTE)),
    })
}

/// The file, once, for whoever asked for it.
pub(crate) fn download(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let Some(taken) = journal::take_export(ask.clinic, ask.actor()?)? else {
        let page = view(ask, &Problems::none(), true)?;
        return Ok(Answer::page(page).status(StatusCode::NOT_FOUND));
    };
    Ok(Answer::download(
        "journal.jsonl",
        "application/jsonl",
        FileBody::new(taken.file, taken.bytes),
    ))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_said_in_the_unit_that_people_know() {
        let said = [0, 999, 1_000, 40_001, 999_001, 2_500_000].map(size);
        let wanted = ["0 bytes", "999 bytes", "1 KB", "41 KB", "1 MB", "3 MB"];
        assert_eq!(said, wanted);
    }
}
