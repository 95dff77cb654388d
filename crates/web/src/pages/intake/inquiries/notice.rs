//! What was mailed about an appointment: confirmed, reminded when, answered what, and how they wish to be reminded.

use super::words::answer_status;
use crate::shell::ask::moment;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Meaning, button, field, form, status};
use care::intake::appointment::{ReminderLead, ReminderWish};
use care::people::contact_rules::ContactRules;
use care::{InquiryId, TimeZoneName};
use clinic::Refusal;
use clinic::intake::inquiry::Page;
use clinic::intake::reminder;
use clinic::intake::reminder::{MessageStand, NoticeShown, ReminderStand};
use clinic::mail::MailStanding;
use jiff::Timestamp;
use maud::{Markup, html};

/// What was mailed about the appointment that stands, and what they said to it.
pub(super) fn notice(ask: &Ask<'_>, it: &Page) -> Markup {
    let Some(notice) = &it.notice else {
        return html! {};
    };
    let (zone, rules) = (&it.site.zone, &it.inquiry.rules);
    let works = it.may_work && it.inquiry.is_open() && it.inquiry.joined_to.is_none();
    let ahead = it.standing().is_some_and(|it| it.starts_at > ask.now);
    // Why none is mailed at all stands above.
    let went =
        |stand: &&MessageStand| matches!(stand, MessageStand::Mail(_) | MessageStand::TakenBack);
    let confirmed = notice.confirmed.as_ref().filter(went);
    html! {
        @if let Some(answered) = &notice.answered {
            p { (answer_status(answered.answer)) " " (moment(answered.at, zone)) "." }
        } @else if ahead && sent(notice) {
            p.muted { "No answer yet." }
        }
        ul.plain {
            @if let Some(stand) = confirmed { li { "Confirmation: " (message(stand, zone)) } }
            @for (lead, stand) in &notice.reminders { li { (reminder_line(*lead, stand, rules, zone)) } }
            @if notice.reminders.is_empty() { li { "They are not reminded." } }
        }
        @if works && ahead { (wishes(ask, it.inquiry.id, notice.wish)) }
    }
}

/// Whether anything left or waits to leave that they could answer.
fn sent(notice: &NoticeShown) -> bool {
    let is_mail = |stand: &MessageStand| matches!(stand, MessageStand::Mail(_));
    let reminded = notice
        .reminders
        .iter()
        .any(|(_, stand)| matches!(stand, ReminderStand::Done(_, message) if is_mail(message)));
    reminded || notice.confirmed.as_ref().is_some_and(is_mail)
}

fn reminder_line(
    lead: ReminderLead,
    stand: &ReminderStand,
    rules: &ContactRules,
    zone: &TimeZoneName,
) -> Markup {
    let lead = lead.label();
    html! {
        @match stand {
            ReminderStand::Planned(at) => { "Reminder " (lead) ": planned for " (moment(*at, zone)) "." },
            ReminderStand::TooShort => { "No reminder " (lead) ": the time was set later than that." },
            ReminderStand::NotTheirTime => {
                (status(Meaning::Attention, &format!("Cannot be reminded {lead}: {}", no_time(rules))))
                " Tell them in another way."
            },
            ReminderStand::Done(at, stand) => { "Reminder " (lead) ", " (moment(*at, zone)) ": " (message(stand, zone)) },
        }
    }
}

/// Which times are theirs, where none of them comes before the appointment.
fn no_time(rules: &ContactRules) -> String {
    let parts = rules.parts().unwrap_or_default();
    if parts.is_empty() {
        return "their rules leave no time".to_owned();
    }
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.label().to_lowercase())
        .collect();
    format!("{} only", parts.join(" or "))
}

fn message(stand: &MessageStand, zone: &TimeZoneName) -> Markup {
    let could_not = |why: &str| status(Meaning::Attention, &format!("Could not be sent: {why}"));
    html! {
        @match stand {
            MessageStand::Mail(standing) => (mailed(standing, zone)),
            MessageStand::TakenBack => (could_not("it waited until its time was over, or a rule of theirs stood against it.")),
            MessageStand::Held(rule) => (could_not(rule.label())),
            MessageStand::NoAddress => (could_not("there is no e-mail address.")),
            MessageStand::TooLate => (could_not("it was too late by then.")),
        }
    }
}

fn mailed(standing: &MailStanding, zone: &TimeZoneName) -> Markup {
    let at = |at: Timestamp| moment(at, zone);
    html! {
        @match standing {
            MailStanding::Queued => "queued.",
            MailStanding::Sent(sent) => { "handed to the mail server " (at(*sent)) "." },
            MailStanding::Refused(refusal) => {
                (status(Meaning::Attention, "The mail server did not take it."))
                @if let Some(again) = refusal.again_at { " It is tried again " (at(again)) "." }
            },
        }
    }
}

fn wishes(ask: &Ask<'_>, id: InquiryId, wish: ReminderWish) -> Markup {
    let offered = ReminderWish::ALL.iter();
    let offered: Vec<_> = offered
        .map(|wish| (wish.code().to_owned(), wish.label().to_owned()))
        .collect();
    let fields = html! {
        (field("wish", "Remind them by e-mail").select(offered).value(wish.code()))
        div.buttons { (button("Save the reminders").quiet()) }
    };
    html! {
        (form(format!("/staff/inquiries/{id}/reminders"), ask.token(), fields).hidden("was", wish.code()).inline())
    }
}

/// Says how they wish to be reminded.
pub(crate) fn wish(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let sentence = "Choose how they are reminded.";
    let chosen = |name: &str| {
        ReminderWish::from_code(ask.form.text(name))
            .ok_or_else(|| Refusal::Conflict(sentence.to_owned()))
    };
    let (was, wish) = (chosen("was")?, chosen("wish")?);
    reminder::wish(ask.clinic, ask.actor()?, ask.key()?, id, was, wish)?;
    Ok(Answer::see_other(&format!(
        "/staff/inquiries/{id}?said=saved#appointment"
    )))
}
