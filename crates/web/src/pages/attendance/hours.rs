//! The hours of a site, its short list, and make-ups booked from it.

use super::sessions::{address, when};
use crate::language::Language;
use crate::shell::ask::is_own_path;
use crate::shell::frame::{could_at, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Button, Column, Face, Hours, Meaning, Toast, Undo, WeekBar, Width, button, card, empty, field,
    filter_bar, form, heading, hours_meter, length_text, link, opening, page, row, status, table,
};
use care::attendance::hours::{
    AT_RISK_BELOW, HoursOutcome, Meter, ON_TRACK_FROM, Outlook, parse_week,
};
use care::people::site::minute_text;
use care::{GroupId, MembershipId, PersonId, SiteId};
use clinic::attendance::hours;
use clinic::attendance::hours::{MakeupDraft, PersonHours, ShownOffer, SiteHours};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, Render as _, html};
use policy::Action;

mod list;
mod payer;

pub(crate) use list::site;

/// The meter of a week as a bar.
pub(crate) fn bar(meter: &Meter) -> Markup {
    bar_in(Language::English, meter)
}

/// The same on a page in a language.
pub(crate) fn bar_in(language: Language, meter: &Meter) -> Markup {
    let hours = Hours {
        kept_minutes: meter.kept,
        possible_minutes: meter.possible(),
        prescribed_minutes: meter.prescribed,
    };
    hours_meter(language, hours)
}

/// Where somebody's week stands, on the line of a table: what is missing, or how likely it is.
fn stands(one: &PersonHours) -> String {
    match one.meter {
        _ if one.joining => "New this week".to_owned(),
        None => String::new(),
        Some(meter) => match meter.outlook() {
            Outlook::Kept => "Kept".to_owned(),
            Outlook::OutOfReach => format!("{} short", length_text(meter.missing())),
            Outlook::OnTrack | Outlook::EitherWay | Outlook::AtRisk => likely(&meter),
        },
    }
}

/// The same where it is all that is said, with its meaning and its threshold. Green is for what is kept, and nobody is
/// alarmed about somebody's first days.
fn outlook(one: &PersonHours, meter: &Meter) -> Markup {
    if one.joining {
        return status(Meaning::Plain, "New this week");
    }
    let outlook = meter.outlook();
    let (word, chance) = (outlook.label(), likely(meter));
    match outlook {
        Outlook::Kept => status(Meaning::Good, word),
        Outlook::OnTrack | Outlook::EitherWay => {
            html! { (status(Meaning::Plain, word)) " " (chance) }
        }
        Outlook::AtRisk => html! { (status(Meaning::Attention, word)) " " (chance) },
        Outlook::OutOfReach => {
            let missing = format!("{word}: {} short", length_text(meter.missing()));
            status(Meaning::Attention, &missing)
        }
    }
}

/// "64% likely".
fn likely(meter: &Meter) -> String {
    format!("{}% likely", meter.percent())
}

/// From which chance on a week is called what.
fn thresholds() -> String {
    let percent = |chance: f64| format!("{:.0}%", chance * 100.0);
    let (fine, risk) = (percent(ON_TRACK_FROM), percent(AT_RISK_BELOW));
    format!("On track from {fine}, at risk below {risk}.")
}

/// Somebody's week as a line.
fn week_of(one: &PersonHours) -> Option<WeekBar> {
    one.meter.map(|meter| WeekBar {
        kept_minutes: meter.kept,
        booked_minutes: meter.possible(),
        more_minutes: one.addable,
        needed_minutes: meter.prescribed,
    })
}

/// "Apr 13 to 19".
fn week_text(monday: Date) -> String {
    care::day::stretch_text(monday, monday.saturating_add(6.days()))
}

/// The sessions that would still help somebody, each with its button.
fn offers(ask: &Ask<'_>, one: &PersonHours, most: usize) -> Markup {
    html! {
        ul.offers {
            @for offer in one.offers.iter().take(most) {
                li {
                    span.offer {
                        strong { (when(&offer.session, &one.site)) }
                        span.muted { (described(offer)) }
                        @if offer.rather_not { " " (status(Meaning::Attention, "At a time they would rather keep")) }
                    }
                    @if one.may_book {
                        @let about = format!("{} for {}", when(&offer.session, &one.site), one.name);
                        (book_form(ask, one, offer, button("Book").about(about)))
                    }
                }
            }
        }
    }
}

fn described(offer: &ShownOffer) -> String {
    let seats = care::counted(offer.seats, "seat free", "seats free");
    let length = length_text(u32::from(offer.session.minutes));
    format!("{}, {length}, {seats}: {}", offer.name, with_it(offer))
}

/// One more session may still leave the week short; then a number would only mislead.
fn with_it(offer: &ShownOffer) -> String {
    match offer.percent {
        0 => "not enough alone".to_owned(),
        percent => format!("{percent}% with it"),
    }
}

/// "Thu, 9:00 am", in the week that the page names.
fn at(offer: &ShownOffer) -> String {
    let day = care::day::weekday_text(offer.session.local.date());
    format!("{day}, {}", minute_text(offer.session.start_minute()))
}

fn book_form(
    ask: &Ask<'_>,
    one: &PersonHours,
    offer: &ShownOffer,
    press: Button,
) -> impl maud::Render {
    form(
        format!("/staff/people/{}/makeups", one.person),
        ask.token(),
        html! { (press.quiet()) },
    )
    .hidden("group", offer.group.to_string())
    .hidden("date", offer.date.to_string())
    .hidden("back", ask.address.clone())
    .inline()
}

/// Books a make-up, and leads back to where it was booked, with a way to undo it.
pub(crate) fn book(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let person = ask.id("id", PersonId::parse)?;
    let gone = Fault::Refused(clinic::Refusal::NotFound);
    let group = GroupId::parse(ask.form.text("group"));
    let date = ask.form.text("date").parse::<Date>().ok();
    let (Some(group), Some(date)) = (group, date) else {
        return Err(gone);
    };
    let draft = MakeupDraft {
        person,
        group,
        date,
    };
    let id = hours::book_makeup(ask.clinic, ask.actor()?, ask.key()?, &draft)?;
    Ok(Answer::see_other(&back(
        ask,
        person,
        &format!("said={BOOKED}&booked={id}"),
    )))
}

/// Takes a make-up back.
pub(crate) fn cancel(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", MembershipId::parse)?;
    let person = hours::cancel_makeup(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&back(ask, person, "said=taken-back")))
}

/// Where a booking was made, or the person's hours, with one word more in the address.
fn back(ask: &Ask<'_>, person: PersonId, said: &str) -> String {
    let wanted = ask.form.text("back");
    let path = if is_own_path(wanted) && wanted.starts_with("/staff/") {
        // What an earlier booking said is over.
        let (path, query) = wanted.split_once('?').unwrap_or((wanted, ""));
        let kept: Vec<&str> = query
            .split('&')
            .filter(|part| {
                let over = ["booked=", "said=", "proof="];
                !part.is_empty() && !over.iter().any(|name| part.starts_with(name))
            })
            .collect();
        format!("{path}?{}", kept.join("&"))
    } else {
        format!("/staff/people/{person}/hours?")
    };
    let joint = if path.ends_with('?') { "" } else { "&" };
    format!("{path}{joint}{said}")
}

/// What a booking says of itself.
const BOOKED: &str = "makeup";

/// What to say after a booking, with the way back.
fn booked(ask: &Ask<'_>) -> Option<Toast> {
    if ask.said() != BOOKED {
        return None;
    }
    let id = MembershipId::parse(ask.query.text("booked"))?;
    Some(Toast {
        meaning: Meaning::Good,
        text: "The make-up is booked.".to_owned(),
        undo: Some(Undo {
            action: format!("/staff/makeups/{id}/cancel"),
            token: ask.token(),
        }),
    })
}

/// The hours of one person.
pub(crate) fn person(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let week = parse_week(ask.query.text("week")).ok();
    let found = hours::person_hours(ask.clinic, ask.actor()?, id, week)?;
    let mut frame = frame(ask, Face::Staff, "Hours");
    frame.toast = booked(ask).or(frame.toast);
    let body = html! {
        @match &found {
            Some(one) => {
                (opening().lead(format!("Week of {}, {}.", week_text(one.monday), one.site.name))
                    .actions(weeks(&format!("/staff/people/{id}/hours"), "", one.monday)))
                (whole(ask, one))
            },
            None => {
                (empty("No hours in this week", "Hours are counted while somebody is in a program here.", None))
            },
        }
    };
    Ok(Answer::page(page(&frame, body)))
}

fn weeks(path: &str, more: &str, monday: Date) -> Markup {
    let to = |label: &str, days: i32, keys: &str| {
        let week = monday.saturating_add(days.days());
        button(label)
            .quiet()
            .href(format!("{path}?week={week}{more}"))
            .shortcut(keys)
    };
    html! { (to("Week before", -7, "b")) (to("Week after", 7, "f")) }
}

fn whole(ask: &Ask<'_>, one: &PersonHours) -> Markup {
    html! {
        section {
            h2 { "Prescribed, kept, possible" }
            (meter_of(one))
        }
        @if !one.offers.is_empty() {
            section {
                h2 { "What could still rescue the week" }
                p.muted { "Sessions with a free seat that overlap neither their own sessions nor what their life holds." }
                (offers(ask, one, hours::OFFERS_SHOWN_MAX))
            }
        }
        section {
            h2 { "Sessions" }
            (sessions(ask, one))
        }
        (payer::rules(one))
    }
}

/// The meter with its forecast and its source; the same for staff and for the person.
pub(crate) fn meter_of(one: &PersonHours) -> Markup {
    html! {
        @match &one.meter {
            Some(meter) => {
                (bar(meter))
                p { (outlook(one, meter)) ". "
                    @if meter.unmarked > 0 { " " (length_text(meter.unmarked)) " are over and not marked yet." } }
                @if one.joining { p.muted { "They joined in the course of this week: the hours are those of the days that were left, and nothing is short yet." } }
                p.muted { (thresholds()) " The chance comes from how this person came in the last eight weeks and how people come at this site. Prescribed: " (one.source) }
            },
            None => { p { "This level of care prescribes no number of hours a week." } },
        }
    }
}

fn sessions(ask: &Ask<'_>, one: &PersonHours) -> Markup {
    let rows = one.sessions.iter().map(|shown| {
        let kept = match shown.slot.outcome {
            HoursOutcome::Kept(minutes) => html! { (length_text(u32::from(minutes))) },
            HoursOutcome::Here { so_far, .. } => html! { (status(Meaning::Good, "Here")) " " (length_text(u32::from(so_far))) " so far" },
            HoursOutcome::Missed => html! { "0 min" },
            HoursOutcome::Unmarked => html! { (status(Meaning::Attention, "Not marked")) },
            HoursOutcome::Ahead => html! { (status(Meaning::Plain, "To come")) },
        };
        row([
            html! { (shown.name) },
            html! { span.nowrap { (when(&shown.session, &one.site)) } },
            html! { (length_text(u32::from(shown.slot.minutes))) },
            kept,
            html! {
                @if let Some(id) = shown.makeup {
                    // One that has begun is still ahead of its hours, and stays on its roster.
                    @if shown.session.starts_at > ask.now && one.may_book { (take_back(ask, id, &shown.name)) }
                    @else { (status(Meaning::Information, "Make-up")) }
                } @else if could_at(ask, Action::ViewSessions, shown.site) {
                    a href=(address(shown.session.group, shown.session.date)) { "Roster" span.unseen { " of " (shown.name) } }
                }
            },
        ])
    });
    let columns = [
        Column::new("Session"),
        Column::new("When"),
        Column::new("Length").number(),
        Column::new("Kept").number(),
        Column::new("More"),
    ];
    table("sessions", "Sessions of this week", columns)
        .rows(rows)
        .empty(empty(
            "No sessions this week",
            "Once this person is a member of groups, their sessions will be here.",
            None,
        ))
        .caption_unseen()
        .render()
}

fn take_back(ask: &Ask<'_>, id: MembershipId, name: &str) -> Markup {
    html! {
        (form(format!("/staff/makeups/{id}/cancel"), ask.token(), html! { (button("Take make-up back").quiet().about(name.to_owned())) })
            .hidden("back", ask.address.clone()).inline())
    }
}

/// The card on somebody's record.
pub(crate) fn record_card(one: &PersonHours) -> Markup {
    html! {
        (card("Hours this week", html! {
            @match &one.meter {
                Some(meter) => { (bar(meter)) p { (outlook(one, meter)) } },
                None => { p.muted { "No number of hours is prescribed." } },
            }
            (payer::line(one))
            @if let Some(offer) = one.offers.first() { p { "Best make-up: " (when(&offer.session, &one.site)) ", " (offer.name) } }
            p { (link(&format!("/staff/people/{}/hours", one.person), "Hours, sessions and make-ups")) }
        }))
    }
}
