//! The requests that can be worked now, each with what can be done about it in one click.

use super::{PART, TODAY, and_more, short};
use crate::pages::intake::inquiries::words::{answer_status, due_status, pressing_status};
use crate::pages::intake::inquiries::{next_page, no_time};
use crate::pages::stays::moves::planned_for;
use crate::shell::Ask;
use crate::shell::ask::{near, time_of_day};
use crate::ui::{
    Column, Meaning, Row, button, empty, form, link, row, status, table, tel, tel_text,
};
use care::TimeZoneName;
use care::daytime::minute_of;
use care::intake::appointment::AppointmentState;
use care::intake::inquiry::{CallBack, CallOutcome, Channel, Next};
use care::people::contact_rules::WayOut;
use clinic::intake::inquiry::{Card, Worklist};
use maud::{Markup, html};

/// The outcomes of a call, the most frequent first, as the buttons of a row say them.
const OUTCOMES: [(CallOutcome, &str); 5] = [
    (CallOutcome::NoAnswer, "No answer"),
    (CallOutcome::Reached, "Reached"),
    (CallOutcome::Voicemail, "Voicemail"),
    (CallOutcome::Message, "Message"),
    (CallOutcome::WrongNumber, "Wrong number"),
];

/// How many requests stand open for whoever answers for all of them and works few: the others are one press away.
const SHOWN_TO_OTHERS: usize = 6;

pub(super) fn part(ask: &Ask<'_>, list: &Worklist, own: &TimeZoneName) -> Markup {
    let all = list.now.len() + list.more + list.more_in_danger;
    let columns = [
        Column::new("Name").share(4),
        Column::new("What").share(6),
        Column::new("By their rules").share(6),
        Column::new("Do it"),
    ];
    let none = empty(
        "Nothing to do now",
        "New requests and calls that are due stand here as they come.",
        Some(button("See inquiries").quiet().href("/staff/inquiries")),
    );
    let rows = list.now.iter().map(|card| line(ask, list, card, own));
    // Danger is never folded away.
    let shown = if short::answers_for_all(ask) {
        SHOWN_TO_OTHERS.max(list.in_danger)
    } else {
        list.now.len()
    };
    html! {
        section {
            h2 {
                "Requests to work now " span.muted { "(" (all) ")" }
                @if list.in_danger > 0 { " " (status(Meaning::Danger, &format!("{} in danger", list.in_danger))) }
            }
            (table("overdue", "Requests to work now", columns).rows(rows).empty(none).aligned().fold(shown).caption_unseen())
            @if list.more_in_danger > 0 {
                p { (status(Meaning::Urgent, &format!("{} more in danger", list.more_in_danger))) " "
                    (link("/staff/inquiries?part=danger", "All in danger")) }
            }
            (and_more(list.more, "/staff/inquiries"))
            @if list.at_their_time > 0 {
                p { (care::counted(list.at_their_time, "call waits", "calls wait")) " for a time that is theirs. "
                    (link("/staff/inquiries", "All requests")) }
            }
        }
    }
}

/// What is to come today and is not worked on the row.
pub(super) fn today(list: &Worklist, own: &TimeZoneName) -> Markup {
    html! {
        (planned(list))
        (visits(list, own))
    }
}

fn line(ask: &Ask<'_>, list: &Worklist, card: &Card, own: &TimeZoneName) -> Row {
    let site = list.site(card);
    let zone = site.map_or(own, |site| &site.zone);
    row([
        html! { (card.inquiry.name.full()) },
        html! {
            (pressing_status(card.pressing)) " "
            span.gives-way { (due_status(card.due, ask.now, zone)) }
            @if let Some(answer) = card.answer { " " (answer_status(answer)) }
        },
        in_touch(ask, card, zone),
        do_it(ask, list, card, zone),
    ])
    .href(format!("/staff/inquiries/{}", card.inquiry.id))
}

/// The rules first, the number after them: pressed where no rule stands against a call now.
fn in_touch(ask: &Ask<'_>, card: &Card, zone: &TimeZoneName) -> Markup {
    let (inquiry, rules) = (&card.inquiry, &card.inquiry.rules);
    let (to, contact) = inquiry.reach();
    let minute = minute_of(zone.local(ask.now).time());
    let may_call = if card.is_danger() {
        rules.may_call_in_danger(to)
    } else {
        rules.refuses(WayOut::Call, to, minute).is_none()
    };
    html! {
        span.muted { (rules.rules().join(" ")) } " "
        @if to == CallBack::Asker { "Whoever asked: " }
        @match &contact.phone {
            None => "No number",
            Some(phone) if may_call => (tel(phone.as_str(), &phone.dialed())),
            Some(phone) => (tel_text(phone.as_str())),
        }
    }
}

/// What comes next, done on the row.
fn do_it(ask: &Ask<'_>, list: &Worklist, card: &Card, zone: &TimeZoneName) -> Markup {
    let inquiry = &card.inquiry;
    let name = inquiry.name.full();
    let slot = list.earliest.get(&inquiry.site);
    match (card.due.next, slot, &card.appointment) {
        (Next::Call, ..) => outcomes(ask, card),
        (Next::Book, Some((slot, with)), _) => {
            let when = near(slot.starts_at, ask.now, zone);
            let book = button(format!("Book {when}"))
                .quiet()
                .about(format!("with {with} for {name}"));
            html! {
                (form(format!("/staff/inquiries/{}/book", inquiry.id), ask.token(), html! { (book) })
                    .hidden("next", TODAY)
                    .hidden("clinician", slot.clinician.to_string())
                    .hidden("starts_at", slot.starts_at.to_string())
                    .hidden("minutes", slot.minutes.to_string())
                    .swap(PART).inline())
            }
        }
        (Next::Book, None, _) => no_time(inquiry.id, name),
        (Next::Mark, _, Some(visit)) => {
            let states = [
                (AppointmentState::Kept, "Came"),
                (AppointmentState::Missed, "Did not come"),
            ];
            let action = format!("/staff/inquiries/{}/appointments/{}", inquiry.id, visit.id);
            html! {
                (form(action, ask.token(), html! {
                    @for (state, label) in states { (button(label).quiet().sends("state", state.code()).about(name.clone())) }
                }).hidden("next", TODAY).swap(PART).inline())
            }
        }
        (next, ..) => html! {
            @if let Some((part, label)) = next_page(ask, next) {
                (button(label).quiet().href(format!("/staff/people/{}/{part}", inquiry.person)).about(name))
            }
        },
    }
}

/// Each outcome of a call as a button; what their rules forbid is no button, and goes with a reason on the page of the
/// request.
fn outcomes(ask: &Ask<'_>, card: &Card) -> Markup {
    let rules = &card.inquiry.rules;
    let name = card.inquiry.name.full();
    let allowed = |outcome: CallOutcome| match outcome {
        CallOutcome::Voicemail => rules.voicemail(),
        CallOutcome::Message => rules.allows(Channel::Text) || rules.allows(Channel::Email),
        CallOutcome::Reached | CallOutcome::NoAnswer | CallOutcome::WrongNumber => true,
    };
    let shown = OUTCOMES
        .into_iter()
        .filter(|(outcome, _)| allowed(*outcome));
    let buttons = html! {
        @for (outcome, label) in shown {
            (button(label).quiet().sends("outcome", outcome.code()).about(name.clone()))
        }
    };
    html! {
        (form(format!("/staff/inquiries/{}/call", card.inquiry.id), ask.token(), buttons)
            .hidden("next", TODAY).swap(PART).inline())
    }
}

/// Who is to be admitted today, or was to be and was neither admitted nor called off.
fn planned(list: &Worklist) -> Markup {
    let rows = list.planned.iter().map(|due| {
        row([html! { (due.called) }, planned_for(due.from, due.today)])
            .href(format!("/staff/people/{}/admit", due.person))
    });
    let columns = [Column::new("Name"), Column::new("Planned")];
    html! {
        @if !list.planned.is_empty() {
            section {
                h2 { "Planned admissions" }
                (table("planned", "Planned admissions", columns).rows(rows).caption_unseen())
            }
        }
    }
}

/// Who comes to an assessment today.
fn visits(list: &Worklist, own: &TimeZoneName) -> Markup {
    let rows = list.visits.iter().map(|card| {
        let zone = list.site(card).map_or(own, |site| &site.zone);
        let at = card
            .appointment
            .as_ref()
            .map(|it| time_of_day(it.starts_at, zone));
        row([
            html! { (card.inquiry.name.full()) },
            html! { (at.unwrap_or_default()) },
            html! { (card.clinician.as_deref().unwrap_or_default()) },
            html! { @if let Some(answer) = card.answer { (answer_status(answer)) } },
        ])
        .href(format!("/staff/inquiries/{}", card.inquiry.id))
    });
    let columns = [
        Column::new("Name"),
        Column::new("When"),
        Column::new("With"),
        Column::new("What they said"),
    ];
    html! {
        @if !list.visits.is_empty() {
            section {
                h2 { "Assessments today" }
                (table("visits", "Assessments today", columns).rows(rows).caption_unseen())
                (and_more(list.more_visits, "/staff/inquiries?stage=booked"))
            }
        }
    }
}
