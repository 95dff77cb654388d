//! Who must know of a change: for whoever sees to it who was told and how, and who is to be called; for the person
//! whose sessions changed what changed, until they say that they know.

pub(crate) mod own;

use crate::shell::clock;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Toast, Undo, button, dial, empty, form, heading, page, row, status,
    table,
};
use care::groups::group::MeetingPlace;
use care::groups::notice::{Difference, Held, What};
use care::{ChangeId, NoticeId, TimeZoneName};
use clinic::groups::told;
use clinic::groups::told::{Change, Changes, Told};
use jiff::civil::DateTime;
use maud::{Markup, html};

/// How many people who have to be told stand open of each change; the others are one press away, and so is who knows.
const OPEN_MAX: usize = 8;
/// How many differences stand in a row; the others are counted.
const SHOWN_MAX: usize = 3;
const PAGE: &str = "/staff/changes";

/// What changed of late, and who knows.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let found = told::changes(ask.clinic, ask.actor()?)?;
    let mut frame = frame(ask, Face::Staff, "Who must know");
    frame.toast = toast(ask).or(frame.toast);
    let open = |change: &&Change| change.people.iter().any(|told| told.notice.is_untold());
    let (open, over): (Vec<&Change>, Vec<&Change>) = found.changes.iter().partition(open);
    let body = html! {
        (heading("Who must know").lead("Everybody whose sessions changed in the last four weeks, and whether they know. It stands on their own page as well, until they have seen it."))
        @if found.changes.is_empty() {
            (empty("Nothing changed", "When an act changes somebody’s sessions, they stand here.", None))
        }
        @for change in open { (section(ask, &found, change)?) }
        @if !over.is_empty() {
            details {
                summary { (care::counted(over.len(), "change of which everybody was told", "changes of which everybody was told")) }
                @for change in over { (section(ask, &found, change)?) }
            }
        }
    };
    Ok(Answer::page(page(&frame, body)))
}

fn toast(ask: &Ask<'_>) -> Option<Toast> {
    let written: Option<usize> = ask.query.text("written").parse().ok();
    let (text, undo) = match (ask.said(), written) {
        ("change-told", Some(0)) => ("Nobody could be written to: call them.".to_owned(), None),
        ("change-told", Some(written)) => {
            let people = care::counted(written, "message is queued", "messages are queued");
            (format!("{people}. Call whoever is left."), None)
        }
        ("change-reached", _) => {
            let id = NoticeId::parse(ask.query.text("undo"))?;
            let undo = Undo {
                action: format!("/staff/notices/{id}/unreached"),
                token: ask.token(),
            };
            ("Noted: reached by phone.".to_owned(), Some(undo))
        }
        _ => return None,
    };
    Some(Toast {
        meaning: Meaning::Good,
        text,
        undo,
    })
}

fn section(ask: &Ask<'_>, found: &Changes, change: &Change) -> Result<Markup, Fault> {
    let clocks = ask.clocks_at(Some(&change.site.zone))?;
    let to_write = change.to_write;
    let by = change.by.as_deref().unwrap_or("somebody who is gone");
    let (untold, know): (Vec<&Told>, Vec<&Told>) = change
        .people
        .iter()
        .partition(|told| told.notice.is_untold());
    let (first, more) = untold.split_at(untold.len().min(OPEN_MAX));
    let list = |id: &str, which: &str, people: &[&Told]| {
        let rows = people
            .iter()
            .map(|told| line(ask, (found, &change.site.zone), told));
        let caption = format!(
            "{}, {}: {which}",
            change.act.label(),
            clocks.near(change.made_at)
        );
        table(format!("{id}-{}", change.id), caption, columns())
            .rows(rows)
            .caption_unseen()
    };
    Ok(html! {
        section id={ "change-" (change.id) } {
            h2 { (change.act.label()) }
            p.muted { (change.site.name) ", " (clocks.near(change.made_at)) ", by " (by) "." }
            @if to_write > 0 {
                (form(format!("{PAGE}/{}/tell", change.id), ask.token(), html! {
                    (button(format!("Write to {}", care::counted(to_write, "person", "people"))))
                }).inline())
            }
            @if !first.is_empty() { (list("told", "to tell", first)) }
            @if !more.is_empty() {
                details {
                    summary { (care::counted(more.len(), "more person to tell", "more people to tell")) }
                    (list("more", "also to tell", more))
                }
            }
            @if !know.is_empty() {
                details {
                    summary { (care::counted(know.len(), "person was told", "people were told")) }
                    (list("know", "were told", &know))
                }
            }
            @if change.hidden > 0 {
                p.muted { (care::counted(change.hidden, "more person", "more people")) " whom somebody else tells: their counselor, or the clinical director." }
            }
        }
    })
}

fn columns() -> [Column; 4] {
    [
        Column::new("Person"),
        Column::new("What changed for them"),
        Column::new("Do they know?"),
        Column::new("By phone"),
    ]
}

fn line(ask: &Ask<'_>, (found, zone): (&Changes, &TimeZoneName), told: &Told) -> crate::ui::Row {
    let notice = &told.notice;
    let shown = notice.notice.differences.iter().take(SHOWN_MAX);
    let all = notice.notice.differences.len() + usize::from(notice.notice.more);
    let more = all.saturating_sub(SHOWN_MAX);
    let post = |verb: &str| format!("/staff/notices/{}/{verb}", notice.id);
    let press = |verb: &str, label: &str| {
        form(
            post(verb),
            ask.token(),
            html! { (button(label.to_owned()).quiet()) },
        )
        .inline()
    };
    row([
        html! { (told.called) },
        html! {
            ul.plain {
                @for one in shown { li { (words(found, zone, one)) } }
                @if more > 0 { li.muted { "and " (more) " more" } }
            }
        },
        html! { (knows(told)) },
        html! {
            @if notice.reached.is_some() { (press("unreached", "Not reached after all")) }
            @else if notice.seen_at.is_none() {
                @match (&told.no_call, &told.phone) {
                    (Some(rule), _) => span.muted { (rule.label()) " " },
                    (None, Some(phone)) => { a href=(dial(&phone.dialed())) { (phone.as_str()) } " " },
                    (None, None) => span.muted { "No number. " },
                }
                (press("reached", "Reached by phone"))
            }
        },
    ])
    .id(format!("notice-{}", notice.id))
}

/// Whether they know, by the surest that is known.
fn knows(told: &Told) -> Markup {
    let notice = &told.notice;
    if notice.seen_at.is_some() {
        return html! { (status(Meaning::Good, "Seen")) };
    }
    if notice.reached.is_some() {
        return html! { (status(Meaning::Good, "Reached by phone")) };
    }
    if notice.mail.is_some() {
        return html! { (status(Meaning::Plain, "Written to")) " not seen yet" };
    }
    let word = if told.may_write {
        "Not told"
    } else {
        "To call"
    };
    html! { (status(Meaning::Attention, word)) }
}

/// One difference, as staff read it.
fn words(found: &Changes, zone: &TimeZoneName, difference: &Difference) -> String {
    let held = difference.is.as_ref().or(difference.was.as_ref());
    let name = held.map_or("", |held| held.name.as_str());
    let at = |held: &Option<Held>| {
        let held = held.as_ref();
        held.map(|held| time(held.at, zone)).unwrap_or_default()
    };
    let (was, is) = (at(&difference.was), at(&difference.is));
    match (difference.what(), &difference.is) {
        (What::New, _) => format!("{name}: {is}, new"),
        (What::Off, _) => format!("{name}: {was}, not any more"),
        (What::Moved, _) => format!("{name}: {was}, now {is}"),
        (What::Elsewhere, Some(held)) => {
            let place = match &held.place {
                MeetingPlace::Telehealth(_) => "by video".to_owned(),
                MeetingPlace::Undecided => "place not decided".to_owned(),
                MeetingPlace::Room(room) => match found.rooms.get(room) {
                    Some(room) => format!("in {room}"),
                    None => "in another room".to_owned(),
                },
            };
            format!("{name}: {is}, now {place}")
        }
        (What::Leader, Some(held)) => {
            let leaders = held.leaders.iter();
            let leaders = leaders.filter_map(|leader| found.leaders.get(leader));
            let leaders: Vec<&str> = leaders.map(String::as_str).collect();
            format!("{name}: {is}, led by {}", leaders.join(" and "))
        }
        (What::Elsewhere | What::Leader, None) => name.to_owned(),
    }
}

/// A time by the clocks of its site, with their zone.
fn time(at: DateTime, zone: &TimeZoneName) -> String {
    let minute = care::daytime::minute_of(at.time());
    clock::moment(zone.instant(at.date(), minute), zone)
}

/// Writes to whoever was not told and may be written to.
pub(crate) fn tell(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ChangeId::parse)?;
    let written = told::tell(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "{PAGE}?said=change-told&written={written}"
    )))
}

/// Notes that somebody was reached by telephone.
pub(crate) fn reached(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", NoticeId::parse)?;
    told::reach(ask.clinic, ask.actor()?, ask.key()?, id, true)?;
    Ok(Answer::see_other(&format!(
        "{PAGE}?said=change-reached&undo={id}"
    )))
}

/// Takes that back.
pub(crate) fn unreached(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", NoticeId::parse)?;
    told::reach(ask.clinic, ask.actor()?, ask.key()?, id, false)?;
    Ok(Answer::see_other(PAGE))
}
