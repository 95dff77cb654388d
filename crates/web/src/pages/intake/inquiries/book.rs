//! The assessment appointment: the earliest times, others by date, and what became of it.

use super::show::view;
use super::{done, notice};
use crate::shell::ask::moment;
use crate::shell::form::{finish, problems};
use crate::shell::frame::frame_of;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Meaning, Problems, Width, button, empty, error_summary, field, filter_bar, form, opening, page,
    status,
};
use care::intake::appointment::{
    ASSESSMENT_MINUTES, Appointment, AppointmentState, LENGTHS_MINUTES, Slot,
};
use care::intake::inquiry::assessment_by;
use care::{AppointmentId, InquiryId, Issue, PersonId, day};
use clinic::Refusal;
use clinic::intake::appointment;
use clinic::intake::appointment::{Booking, Offers};
use clinic::intake::inquiry::Page;
use jiff::Timestamp;
use maud::{Markup, html};

/// The appointment of an inquiry, or the times to offer.
pub(crate) fn appointment(ask: &Ask<'_>, it: &Page) -> Markup {
    html! {
        section #appointment {
            h2 { "Assessment appointment" }
            @for past in it.appointments.iter().filter(|past| past.state != AppointmentState::Booked) { (over(ask, it, past)) }
            @if let Some(standing) = it.standing() { (stands(ask, it, standing)) }
            @else if let Some(offers) = &it.offers { (earliest(ask, it, offers)) }
            @else if it.may_work && it.inquiry.is_open() && it.inquiry.joined_to.is_none() {
                div.buttons { (button("Make another appointment").quiet().href(format!("/staff/inquiries/{}/book", it.inquiry.id))) }
            }
            @else if it.appointments.is_empty() { p { "None." } }
        }
    }
}

fn marks(
    ask: &Ask<'_>,
    it: &Page,
    appointment: &Appointment,
    states: &[(AppointmentState, &str)],
) -> Markup {
    let action = format!(
        "/staff/inquiries/{}/appointments/{}",
        it.inquiry.id, appointment.id
    );
    html! {
        (form(action, ask.token(), html! {
            div.buttons { @for (state, label) in states { (button(*label).quiet().sends("state", state.code())) } }
        }).inline())
    }
}

fn over(ask: &Ask<'_>, it: &Page, past: &Appointment) -> Markup {
    let meaning = match past.state {
        AppointmentState::Kept => Meaning::Good,
        AppointmentState::Missed => Meaning::Attention,
        AppointmentState::Booked | AppointmentState::Cancelled => Meaning::Plain,
    };
    let back = it.may_keep && past.state != AppointmentState::Cancelled;
    html! {
        p { (moment(past.starts_at, &it.site.zone)) " with " (it.name(past.clinician)) " " (status(meaning, past.state.label())) }
        @if back { (marks(ask, it, past, &[(AppointmentState::Booked, "Take this back")])) }
    }
}

fn stands(ask: &Ask<'_>, it: &Page, standing: &Appointment) -> Markup {
    let id = it.inquiry.id;
    let late = standing.starts_at > assessment_by(it.inquiry.requested_at);
    let begun = standing.starts_at <= it.now;
    html! {
        p { strong { (moment(standing.starts_at, &it.site.zone)) } ", " (standing.minutes) " minutes, with " (it.name(standing.clinician)) "." }
        @match it.no_confirmation {
            Some(rule) => p.muted { "No confirmation is mailed: " (rule.label()) " Tell them the time." },
            None if it.inquiry.contact.email.is_none() => p.muted { "No confirmation is mailed: there is no address. Tell them the time." },
            None => {},
        }
        (notice::notice(ask, it))
        @if late { p { (status(Meaning::Attention, "Later than 48 hours after the request. Fewer people come to later appointments.")) } }
        @if begun && it.may_keep {
            (marks(ask, it, standing, &[(AppointmentState::Kept, "They came"), (AppointmentState::Missed, "They did not come")]))
        }
        @if it.may_work && it.inquiry.is_open() && it.inquiry.joined_to.is_none() {
            div.buttons {
                @if !begun { (button("Move").quiet().href(format!("/staff/inquiries/{id}/book"))) }
                (form(format!("/staff/inquiries/{id}/cancel"), ask.token(), html! { (button("Call off").quiet()) })
                    .hidden("appointment", standing.id.to_string())
                    .hidden("starts_at", standing.starts_at.to_string())
                    .inline())
            }
        }
    }
}

fn earliest(ask: &Ask<'_>, it: &Page, offers: &Offers) -> Markup {
    let id = it.inquiry.id;
    let more = button("Other times")
        .quiet()
        .href(format!("/staff/inquiries/{id}/book"));
    html! {
        @if offers.slots.is_empty() {
            (empty("No free time in the next four weeks", "No clinician at this site has duty hours that are free. Add duty hours under Team, or put the person on the waiting list.", None))
        } @else {
            p { "The earliest times, one hour each:" }
            (times(ask, it.inquiry.id, it.inquiry.requested_at, offers))
            p { (more) }
        }
    }
}

/// Each time as a button that books it.
fn times(ask: &Ask<'_>, id: InquiryId, requested_at: Timestamp, offers: &Offers) -> Markup {
    let line = assessment_by(requested_at);
    // Whoever has just been added is still on the telephone: Enter books the first of them.
    let is_new = matches!(ask.said(), "added" | "time-gone");
    html! {
        ul.plain {
            @for (place, slot) in offers.slots.iter().enumerate() {
                @let time = button(moment(slot.starts_at, &offers.site.zone)).quiet().focused(is_new && place == 0);
                li {
                    (form(format!("/staff/inquiries/{id}/book"), ask.token(), html! { (time) })
                        .hidden("clinician", slot.clinician.to_string())
                        .hidden("starts_at", slot.starts_at.to_string())
                        .hidden("minutes", slot.minutes.to_string())
                        .inline())
                    " with " (with(offers, slot))
                    // Once the line is passed, saying it beside every time helps nobody.
                    @if slot.starts_at > line && offers.now < line { ", " span.muted { "later than 48 hours after the request" } }
                }
            }
        }
    }
}

pub(crate) fn with(offers: &Offers, slot: &Slot) -> Markup {
    let name = offers.names.get(&slot.clinician).map_or("", String::as_str);
    html! { (name) @if offers.in_language.contains(&slot.clinician) { ", in Spanish" } }
}

/// Every free time of one day.
pub(crate) fn day_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let mut wrong = Problems::none();
    let date = match ask.query.optional("date", day::parse_day) {
        Ok(date) => date,
        Err(invalid) => {
            wrong = problems(&[Issue::new("date", invalid.0)]);
            None
        }
    };
    let minutes = ask
        .query
        .text("minutes")
        .parse()
        .unwrap_or(ASSESSMENT_MINUTES);
    let minutes = if LENGTHS_MINUTES.contains(&minutes) {
        minutes
    } else {
        ASSESSMENT_MINUTES
    };
    let (inquiry, date, offers) = appointment::day(ask.clinic, ask.actor()?, id, date, minutes)?;
    let lengths =
        LENGTHS_MINUTES.map(|minutes| (minutes.to_string(), format!("{minutes} minutes")));
    let fields = html! {
        (field("date", "Day").width(Width::Medium).value(care::day::day_text(date)).check(&wrong).hinted_below())
        (field("minutes", "Length").select(lengths.to_vec()).value(minutes.to_string()))
    };
    let beside = |date: Option<jiff::civil::Date>, label: &str| {
        html! {
            @if let Some(date) = date { (button(label).quiet().href(format!("/staff/inquiries/{id}/book?date={date}&minutes={minutes}"))) }
        }
    };
    let none = empty(
        "No free time on this day",
        "Try another day; clinicians’ duty hours are under Team.",
        None,
    );
    let body = html! {
        (error_summary(&wrong))
        (opening().lead(format!("Free times at {} on {}. Choosing one books it, or moves the appointment there.", offers.site.name, care::day::dated_text(date))))
        (filter_bar(format!("/staff/inquiries/{id}/book"), fields).hint("A date for example Apr 14, 2026 or 4/14/2026."))
        div.buttons { (beside(date.yesterday().ok(), "Day before")) (beside(date.tomorrow().ok(), "Day after")) }
        @if offers.slots.is_empty() { (none) } @else { (times(ask, id, inquiry.requested_at, &offers)) }
    };
    Ok(Answer::page(page(
        &frame_of(ask, "Appointment", inquiry.person),
        body,
    )))
}

/// Books a time, or moves the appointment there.
pub(crate) fn book(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let booking = (|| {
        Some(Booking {
            clinician: PersonId::parse(ask.form.text("clinician"))?,
            starts_at: ask.form.text("starts_at").parse().ok()?,
            minutes: ask.form.text("minutes").parse().ok()?,
        })
    })();
    let sentence = "Choose one of the times on the page.";
    let booking = booking.ok_or_else(|| Refusal::Conflict(sentence.to_owned()))?;
    let result = appointment::book(ask.clinic, ask.actor()?, ask.key()?, id, booking);
    let on = |appointment| {
        let undo = format!("{id}.{appointment}.{}", booking.starts_at);
        done(ask, id, "booked", ("booked", undo))
    };
    finish(result.map_err(Fault::from), on, |wrong| {
        view(ask, id, wrong)
    })
}

/// Calls off the appointment that the page showed.
pub(crate) fn cancel(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    // The way back of the first page is a form that can only say it in its address.
    let from = if ask.form.text("appointment").is_empty() {
        &ask.query
    } else {
        &ask.form
    };
    let shown = AppointmentId::parse(from.text("appointment"));
    let starts_at = from.text("starts_at").parse().ok();
    let (Some(shown), Some(starts_at)) = (shown, starts_at) else {
        let sentence = "Open the page again, and call off the appointment that it shows.";
        return Err(Refusal::Conflict(sentence.to_owned()).into());
    };
    appointment::cancel(ask.clinic, ask.actor()?, ask.key()?, id, shown, starts_at)?;
    let next = done(ask, id, "called-off", ("called-off", String::new()));
    Ok(Answer::see_other(&next))
}

/// Says whether they came, or takes that back.
pub(crate) fn mark(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("appointment", AppointmentId::parse)?;
    // The way back of the first page is a form that can only say it in its address.
    let state = Some(ask.form.text("state")).filter(|state| !state.is_empty());
    let state = AppointmentState::from_code(state.unwrap_or(ask.query.text("state")));
    let sentence = "Choose whether they came.";
    let state = state.ok_or_else(|| Refusal::Conflict(sentence.to_owned()))?;
    let inquiry = appointment::mark(ask.clinic, ask.actor()?, ask.key()?, id, state)?;
    let today = match state {
        AppointmentState::Booked => ("back", String::new()),
        _ => ("marked", format!("{inquiry}.{id}")),
    };
    let next = done(ask, inquiry, "saved", today);
    Ok(Answer::see_other(&next))
}
