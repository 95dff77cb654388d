//! The roster as a form, and read back.

use super::{Said, address, minutes_of, one};
use crate::shell::Ask;
use crate::shell::ask::{moment, time_of_day};
use crate::ui::{
    Marked, Problems, RosterRow, button, field, form, roster, roster_bar, roster_count,
};
use care::attendance::roster::{Mark, Phase, RosterEntry, check, parse_early, parse_late};
use care::{Line, PersonId, Private};
use clinic::attendance::session;
use clinic::attendance::session::{OneMark, RosterLine, RosterSheet};
use maud::{Markup, html};

/// What is stored about a person, as the form holds it.
fn stored(entry: Option<&RosterEntry>) -> Marked {
    let Some(entry) = entry else {
        return Marked::default();
    };
    let typed = |minutes: u16| {
        if minutes > 0 {
            minutes.to_string()
        } else {
            String::new()
        }
    };
    let (late, early) = entry.mark.cut();
    let mark = match &entry.mark {
        Mark::There { .. } if late > 0 => "late",
        Mark::There { .. } if early > 0 => "early",
        mark => mark.code(),
    };
    Marked {
        mark: mark.to_owned(),
        late: typed(late),
        early: typed(early),
        reason: match &entry.mark {
            Mark::Excused { reason } => reason.open().to_string(),
            _ => String::new(),
        },
    }
}

/// What was typed about a person.
fn typed(ask: &Ask<'_>, id: &str) -> Marked {
    let text = |what: &str| ask.form.text(&format!("{what}-{id}")).to_owned();
    Marked {
        mark: text("mark"),
        late: text("late"),
        early: text("early"),
        reason: text("reason"),
    }
}

/// Reads the form back: the marks, why a closed roster is corrected, and what has to be mended.
pub(super) fn read(ask: &Ask<'_>, sheet: &RosterSheet) -> (Vec<OneMark>, Option<Line>, Problems) {
    let mut problems = Problems::none();
    let because = match ask.form.optional_line("because", "a reason") {
        Ok(because) => because,
        Err(invalid) => {
            problems.add("because", invalid.0);
            None
        }
    };
    let mut marks = Vec::new();
    for line in &sheet.lines {
        let id = line.person.to_string();
        let seen = ask.form.text(&format!("seen-{id}")).parse::<u32>().ok();
        let known = line.stands().map(|entry| &entry.mark);
        let said = understand(&typed(ask, &id), sheet).and_then(|mark| match mark {
            Some(mark) if known != Some(&mark) => {
                let meeting = session::meeting(&sheet.session);
                check(
                    meeting,
                    sheet.phase,
                    &mark,
                    seen.is_some() && known.is_some(),
                    because.as_ref(),
                )
                .map(|()| Some(mark))
            }
            mark => Ok(mark),
        });
        match said {
            Ok(Some(mark)) => marks.push(one(line.person, seen, mark)),
            Ok(None) => {}
            Err(("because", invalid)) => {
                if problems.of("because").is_none() {
                    problems.add("because", invalid.0);
                }
            }
            Err((field, invalid)) => problems.add(format!("{field}-{id}"), invalid.0),
        }
    }
    (marks, because, problems)
}

fn understand(marked: &Marked, sheet: &RosterSheet) -> Said {
    let (start, end) = minutes_of(&sheet.session, &sheet.site);
    match marked.mark.as_str() {
        "" => Ok(None),
        "present" => Ok(Some(Mark::PRESENT)),
        "no_show" => Ok(Some(Mark::NoShow)),
        "excused" => Line::parse(&marked.reason, "why they are excused, in a few words")
            .map(|reason| {
                Some(Mark::Excused {
                    reason: Private::new(reason),
                })
            })
            .map_err(|invalid| ("reason", invalid)),
        word @ ("late" | "early") => {
            let late_minutes =
                parse_late(&marked.late, start).map_err(|invalid| ("late", invalid))?;
            let early_minutes =
                parse_early(&marked.early, start, end).map_err(|invalid| ("early", invalid))?;
            if late_minutes == 0 && early_minutes == 0 {
                let field = if word == "late" { "late" } else { "early" };
                return Err((
                    field,
                    care::Invalid::new(format!(
                        "Type how many minutes {}, or choose “Present”.",
                        if word == "late" {
                            "late"
                        } else {
                            "before the end they left"
                        }
                    )),
                ));
            }
            Ok(Some(Mark::There {
                late_minutes,
                early_minutes,
            }))
        }
        _ => Err((
            "mark",
            care::Invalid::new("Choose one of the words in this row."),
        )),
    }
}

/// The roster inside its form.
pub(super) fn form_of(ask: &Ask<'_>, sheet: &RosterSheet, problems: &Problems) -> Markup {
    let may = sheet.may_mark && sheet.session.held();
    let sent = ask.route.changes;
    let rows = sheet.lines.iter().map(|line| {
        let id = line.person.to_string();
        let before = line.said.split_last().map_or(&[][..], |(_, before)| before);
        let comes = match (line.makeup, line.member) {
            (true, _) => Some("Make-up".to_owned()),
            (false, false) => Some("Not a member on this date".to_owned()),
            _ => None,
        };
        let arrived = line
            .arrived
            .map(|at| format!("Checked in {}", time_of_day(at, &sheet.site.zone)));
        let notes: Vec<String> = comes.into_iter().chain(arrived).collect();
        RosterRow {
            name: line.name.full(),
            pronouns: line.name.pronouns.as_ref().map(ToString::to_string),
            href: line.open.then(|| format!("/staff/people/{id}")),
            note: (!notes.is_empty()).then(|| notes.join(", ")),
            marked: if sent {
                typed(ask, &id)
            } else {
                stored(line.stands())
            },
            seen: line.said.last().map(|(entry, _)| entry.revision),
            minutes: line.minutes,
            before: before
                .iter()
                .zip(line.said.iter().skip(1))
                .map(|(before, after)| correction(before, after, sheet))
                .collect(),
            id,
        }
    });
    let rows: Vec<RosterRow> = rows.collect();
    let count = roster_count(&rows);
    let session = &sheet.session;
    let rows = roster(rows, problems).read_only(!may);
    if !may {
        return html! { div #roster { p.roster-count { (count) } (rows) } };
    }
    let fields = html! {
        p.muted { "One key for each person: " kbd { "p" } " present, " kbd { "l" } " late, " kbd { "e" } " left early, " kbd { "x" } " excused, " kbd { "n" } " did not come; arrows move, " kbd { "s" } " saves." }
        (rows)
        @if sheet.phase == Phase::Closed {
            (field("because", "Why is it corrected?").value(ask.form.text("because")).check(problems)
                .hint("Needed for a change to a closed roster. What stood there before stays readable."))
        }
        (roster_bar(&count, html! {
            // First, because Enter in a field sends by the first button there is.
            button.button.primary type="submit" data-roster-save { "Save roster" }
            (the_rest(sheet))
        }))
    };
    html! { (form(address(session.group, session.date), ask.token(), fields).roster(session.minutes).id("roster")) }
}

/// What marks everybody who is left, with what else the form says; where people check in at the door, it says whom it
/// leaves.
fn the_rest(sheet: &RosterSheet) -> Markup {
    let waits = |line: &&RosterLine| line.member && line.stands().is_none();
    let left = sheet.left().count();
    let outside = sheet.lines.iter().filter(waits).count() - left;
    html! {
        @if sheet.phase == Phase::Open {
            @if left > 0 { (button("Mark the rest present").quiet().sends(REST, "present")) }
            @if outside > 0 {
                span.muted { (care::counted(outside, "person has", "people have")) " not checked in at the door, and can only be marked one by one." }
            }
        }
    }
}

/// What the button is called that marks everybody who is left.
pub(super) const REST: &str = "rest";

/// Who stood on the page that was sent.
pub(super) fn shown(ask: &Ask<'_>, sheet: &RosterSheet) -> Vec<PersonId> {
    let stood = |person: &PersonId| {
        let seen = format!("seen-{person}");
        ask.form.all(&seen).next().is_some()
    };
    let people = sheet.lines.iter().map(|line| line.person);
    people.filter(stood).collect()
}

/// "Did not come, until Priya Nair corrected it Tue, Apr 14, 2026, 8:31 pm: signed in on the wrong line".
fn correction(
    (before, by): &(RosterEntry, String),
    (after, corrected_by): &(RosterEntry, String),
    sheet: &RosterSheet,
) -> String {
    let zone = &sheet.site.zone;
    let reason = after
        .because
        .as_ref()
        .map(|because| format!(" Reason: {}", because.open()))
        .unwrap_or_default();
    format!(
        "{} ({by}, {}). Changed by {corrected_by}, {}.{reason}",
        before.mark.text(),
        moment(before.at, zone),
        moment(after.at, zone),
    )
}
