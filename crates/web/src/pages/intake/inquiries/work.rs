//! Calls, getting onto the waiting list, the end of an inquiry and taking it up again, joining.

use super::done;
use super::show::view;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Problems, Width, button, choice, field, form, radios};
use care::intake::inquiry::{CallOutcome, LossReason, Stage};
use care::invalid::Issues;
use care::people::site::parse_minute;
use care::{CallId, InquiryId, Paragraph, PersonId, TimeZoneName, day};
use clinic::Refusal;
use clinic::intake::inquiry;
use clinic::intake::inquiry::{CallDraft, Page};
use clinic::people::reach::DESPITE;
use maud::{Markup, html};

/// The form that logs a call.
pub(crate) fn call_form(ask: &Ask<'_>, it: &Page, wrong: &Problems) -> Markup {
    let id = it.inquiry.id;
    let rules = &it.inquiry.rules;
    let mailbox = rules.voicemail();
    let outcomes = CallOutcome::ALL.iter().map(|outcome| match outcome {
        CallOutcome::Voicemail if !mailbox => {
            choice(outcome.code(), "Voicemail left, against their wish")
        }
        outcome => choice(outcome.code(), outcome.label()),
    });
    let outcomes: Vec<_> = outcomes.collect();
    let usual = inquiry::default_next_call(&it.site, rules, it.now);
    let usual = moment(usual, &it.site.zone);
    let today = it.site.zone.local(it.now).date();
    let tomorrow = care::day::day_text(today.tomorrow().unwrap_or(today));
    let said = ask.form.text("outcome");
    let fields = html! {
        (radios("outcome", "How did it go?", outcomes).side_by_side().value(said).check(wrong))
        (field("words", "What was said").optional().textarea(3).value(ask.form.text("words")).check(wrong))
        (field("next_day", "Call again on").optional().hint(format!("Such as {tomorrow}.")).date().value(ask.form.text("next_day")).check(wrong))
        (field("next_time", "At").optional().width(Width::Medium).value(ask.form.text("next_time"))
            .hint(format!("Such as 9:30 am. Left empty after a call that reached nobody: {usual}.")).check(wrong))
        @if rules.may_forbid() || wrong.of(DESPITE).is_some() {
            (field(DESPITE, "Why, if it goes against their rules").optional().value(ask.form.text(DESPITE)).check(wrong))
        }
        div.buttons { (button("Log the call").shortcut("c")) }
    };
    html! {
        section #call {
            h2 { "Log a call" }
            (form(format!("/staff/inquiries/{id}/call"), ask.token(), fields))
        }
    }
}

/// Logs a call.
pub(crate) fn call(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let zone = inquiry::zone(ask.clinic, ask.actor()?, id)?;
    let result = call_draft(ask, &zone).and_then(|draft| {
        inquiry::log_call(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |call: CallId| done(ask, id, "saved", ("called", format!("{id}.{call}")));
    finish(result, on, |wrong| view(ask, id, wrong))
}

/// Takes back a call that was logged by mistake.
pub(crate) fn take_back(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let call = ask.id("call", CallId::parse)?;
    inquiry::take_call_back(ask.clinic, ask.actor()?, ask.key()?, id, call)?;
    let next = done(ask, id, "call-back", ("call-back", String::new()));
    Ok(Answer::see_other(&next))
}

fn call_draft(ask: &Ask<'_>, zone: &TimeZoneName) -> Result<CallDraft, Fault> {
    let mut issues = Issues::default();
    let outcome = CallOutcome::from_code(ask.form.text("outcome"));
    if outcome.is_none() {
        issues.add("outcome", "Choose how the call went.");
    }
    let words = issues.take("words", Paragraph::optional(ask.form.text("words")));
    let despite = issues.take(DESPITE, ask.form.optional_line(DESPITE, "the reason"));
    let on = issues
        .take("next_day", ask.form.optional("next_day", day::parse_day))
        .flatten();
    let at = issues
        .take("next_time", ask.form.optional("next_time", parse_minute))
        .flatten();
    let next_call_at = match (on, at) {
        (Some(date), at) => Some(zone.instant(date, at.unwrap_or(MORNING_MINUTE))),
        (None, Some(minute)) => Some(zone.instant(zone.local(ask.now).date(), minute)),
        (None, None) => None,
    };
    if next_call_at.is_some_and(|at| at <= ask.now) && issues.0.is_empty() {
        let field = if on.is_some() {
            "next_day"
        } else {
            "next_time"
        };
        issues.add(
            field,
            "The next call lies in the past. Choose a time that is still to come.",
        );
    }
    match outcome {
        Some(outcome) if issues.0.is_empty() => Ok(CallDraft {
            outcome,
            words: words.flatten(),
            next_call_at,
            despite: despite.flatten(),
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// A day without a time means nine in the morning.
const MORNING_MINUTE: u16 = 9 * 60;

/// How it ends, or how it is taken up again.
pub(crate) fn outcome(ask: &Ask<'_>, it: &Page, wrong: &Problems) -> Markup {
    let id = it.inquiry.id;
    let mut reasons = vec![(String::new(), "Choose a reason".to_owned())];
    reasons.extend(
        LossReason::ALL
            .iter()
            .map(|reason| (reason.code().to_owned(), reason.label().to_owned())),
    );
    let fields = html! {
        (field("reason", "Why").select(reasons).value(ask.form.text("reason")).check(wrong))
        (field("loss_words", "In words").optional().textarea(2).value(ask.form.text("loss_words")).check(wrong))
        div.buttons { (button("End this inquiry").quiet()) }
    };
    html! {
        @match it.inquiry.stage {
            Stage::Admitted => {},
            Stage::Lost => section {
                h2 { "How it ended" }
                @if let Some(loss) = &it.inquiry.loss {
                    p { (loss.reason.label()) "." @if let Some(words) = &loss.words { " " (words.as_str()) } }
                }
                (form(format!("/staff/inquiries/{id}/reopen"), ask.token(), html! { (button("Take it up again").quiet()) }).inline())
            },
            _ => section {
                h2 { "End without admission" }
                p.muted { "An appointment that stands is called off by it. It can be taken up again." }
                (form(format!("/staff/inquiries/{id}/lose"), ask.token(), fields))
            },
        }
    }
}

/// Ends an inquiry.
pub(crate) fn lose(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let mut issues = Issues::default();
    let reason = LossReason::from_code(ask.form.text("reason"));
    if reason.is_none() {
        issues.add("reason", "Choose why it ends.");
    }
    let words = issues.take(
        "loss_words",
        Paragraph::optional(ask.form.text("loss_words")),
    );
    let result = match reason {
        Some(reason) if issues.0.is_empty() => {
            let words = words.flatten();
            inquiry::lose(
                ask.clinic,
                ask.actor()?,
                ask.key()?,
                id,
                reason,
                words.as_ref(),
            )
            .map_err(Fault::from)
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    };
    let on = |()| format!("/staff/inquiries/{id}?said=ended");
    finish(result, on, |wrong| view(ask, id, wrong))
}

/// Takes an inquiry up again.
pub(crate) fn reopen(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    inquiry::reopen(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "/staff/inquiries/{id}?said=back"
    )))
}

/// Puts somebody on the waiting list. They come off it on its own page, with a reason.
pub(crate) fn wait(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    inquiry::wait(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "/staff/inquiries/{id}?said=saved"
    )))
}

/// Joins a request to the person it turned out to be about.
pub(crate) fn join(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let into = PersonId::parse(ask.form.text("into")).ok_or(Refusal::NotFound)?;
    inquiry::join(ask.clinic, ask.actor()?, ask.key()?, id, into)?;
    Ok(Answer::see_other(&format!(
        "/staff/inquiries/{id}?said=joined"
    )))
}

/// Takes a joining back.
pub(crate) fn part(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    inquiry::part(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "/staff/inquiries/{id}?said=back"
    )))
}
