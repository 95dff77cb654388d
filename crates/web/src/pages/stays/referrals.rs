//! Referrals: sending somebody to another provider, and following up until they are there.

use crate::pages::stays::moves::{choose_again, danger_answer, day, emergency_field, first, go_on};
use crate::shell::form::{Form, finish};
use crate::shell::frame::{frame, frame_of};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, Problems, TimelineEvent, Width, button, choice, empty, error_summary,
    facts, field, form, heading, link, opening, page, radios, row, status, table, timeline,
};
use care::invalid::Issues;
use care::stays::referral::{Receiver, Referral, ReferralState};
use care::{LevelOfCare, Line, PersonId, ReferralId};
use clinic::Refusal;
use clinic::stays::referral;
use clinic::stays::referral::{ReferralDraft, StepDraft, Tracked};
use clinic::stays::stay;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// How a referral stands, as a status word.
pub(crate) fn state(referral: &Referral, today: Date) -> Markup {
    let state = referral.state();
    let meaning = match state {
        _ if referral.is_overdue(today) => {
            return status(Meaning::Attention, &format!("{}, overdue", state.label()));
        }
        ReferralState::Arrived => Meaning::Good,
        ReferralState::Declined | ReferralState::DidNotArrive => Meaning::Attention,
        ReferralState::Sent | ReferralState::Accepted => Meaning::Information,
        ReferralState::Withdrawn => Meaning::Plain,
    };
    status(meaning, state.label())
}

/// The open referrals, those overdue first.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let waiting = referral::waiting(ask.clinic, ask.actor()?)?;
    let rows = waiting.iter().map(|waiting| {
        let referral = &waiting.referral;
        row([
            html! { (waiting.name) },
            html! { (referral.to.provider) },
            html! { (referral.level.label()) },
            html! { (days(referral.age_days(waiting.today))) },
            html! { (day(referral.expected)) },
            state(referral, waiting.today),
            html! { (waiting.site) },
        ])
        .href(format!("/staff/referrals/{}", referral.id))
    });
    let columns = [
        Column::new("Person"),
        Column::new("To"),
        Column::new("Level"),
        Column::new("Sent"),
        Column::new("Expected there"),
        Column::new("Stands"),
        Column::new("From"),
    ];
    let overdue = waiting
        .iter()
        .filter(|waiting| waiting.referral.is_overdue(waiting.today))
        .count();
    let lead = match (waiting.len(), overdue) {
        (0, _) => String::new(),
        (all, 0) => format!("{all} open, none overdue."),
        (all, late) => {
            format!("{all} open, {late} overdue: call to find out whether they arrived.")
        }
    };
    let none = empty(
        "No open referrals",
        "Whoever is sent to another provider stays here until somebody says that they arrived.",
        None,
    );
    let body = html! {
        (heading("Referrals").lead(lead))
        (table("referrals", "Open referrals", columns).rows(rows).empty(none).caption_unseen())
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Staff, "Referrals"),
        body,
    )))
}

fn days(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        more => format!("{} ago", care::counted(more, "day", "days")),
    }
}

/// One referral.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", ReferralId::parse)?;
    let tracked = referral::one(ask.clinic, ask.actor()?, id)?;
    let referral = &tracked.referral;
    let person = format!("/staff/people/{}", referral.person);
    let words = referral.to.words.as_ref().map(ToString::to_string);
    let body = html! {
        (error_summary(problems))
        (facts(&[
            ("Person", link(&person, &tracked.name)),
            ("To", html! { (referral.to.provider) }),
            ("Contact there", html! { (referral.to.contact) }),
            ("Level", html! { (referral.level.label()) }),
            ("Agreed", html! { (words.unwrap_or_else(|| "Nothing noted".to_owned())) }),
            ("Expected there", html! { (day(referral.expected)) }),
            ("Stands", state(referral, tracked.today)),
        ]))
        section { h2 { "What happened" } (timeline(&events(&tracked))) }
        @if tracked.may_track { (next_form(ask, &tracked, problems)) }
    };
    Ok(page(&frame_of(ask, "Referral", referral.person), body))
}

fn events(tracked: &Tracked) -> Vec<TimelineEvent> {
    let by = |id: &PersonId| tracked.called.get(id).cloned().unwrap_or_default();
    tracked
        .referral
        .steps
        .iter()
        .map(|step| TimelineEvent {
            when: day(step.on),
            datetime: step.on.to_string(),
            title: step.state.label().to_owned(),
            body: Some(html! {
                p { @if let Some(words) = &step.words { (words) " " } span.muted { (by(&step.by)) } }
            }),
            meaning: match step.state {
                ReferralState::Arrived => Meaning::Good,
                ReferralState::Declined | ReferralState::DidNotArrive => Meaning::Attention,
                _ => Meaning::Plain,
            },
        })
        .collect()
}

fn next_form(ask: &Ask<'_>, tracked: &Tracked, problems: &Problems) -> Markup {
    let next = tracked.referral.state().next();
    if next.is_empty() {
        return html! { p.muted { "Nothing more is to be followed up here." } };
    }
    let choices: Vec<_> = next
        .iter()
        .map(|state| {
            let offered = choice(state.code(), state.label());
            match state {
                ReferralState::Arrived => offered
                    .hint("Their stay there begins on this day, and the one here ends with it."),
                _ => offered,
            }
        })
        .collect();
    let on = match ask.form.text("on") {
        "" => day(tracked.today),
        typed => typed.to_owned(),
    };
    html! {
        section {
            h2 { "How did it go on?" }
            (form(ask.address.clone(), ask.token(), html! {
                (radios("state", "Now", choices).value(ask.form.text("state")).check(problems))
                (field("on", "On which day?").date().hint("For example Apr 14, 2026 or 4/14/2026").value(on).check(problems))
                (field("words", "A line about it").optional().value(ask.form.text("words")).check(problems))
                div.buttons { (button("Save")) }
            }))
        }
    }
}

/// Says how it went on.
pub(crate) fn track(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ReferralId::parse)?;
    let mut issues = Issues::default();
    let state = ReferralState::from_code(ask.form.text("state"));
    if state.is_none() {
        issues.add("state", "Choose what happened.");
    }
    let on = issues.take("on", care::day::parse_day(ask.form.text("on")));
    let words = issues.take("words", line(ask, "words"));
    let result = match (state, on, words) {
        (Some(state), Some(on), Some(words)) => referral::track(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &StepDraft { state, on, words },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let to = |_| format!("/staff/referrals/{id}?said=saved");
    finish(result.map_err(Fault::from), to, |problems| {
        view(ask, problems)
    })
}

fn line(ask: &Ask<'_>, name: &str) -> Result<Option<Line>, care::Invalid> {
    ask.form.optional_line(name, "a line about it")
}

/// The page for referring somebody in care.
pub(crate) fn refer_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(refer_view(ask, &Problems::none())?))
}

fn refer_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let offer = stay::moving(ask.clinic, ask.actor()?, id, Action::MoveStay)?;
    let back = format!("/staff/people/{id}");
    let body = html! {
        (error_summary(problems))
        (opening().lead("They stay where they are until they arrive there. The referral is tracked until somebody says so."))
        (first(&offer.waiting, &ask.clocks_at(Some(&offer.zone))?))
        section #placement { (choose_again(id, &offer)) }
        (form(ask.address.clone(), ask.token(), html! {
            (receiver_fields(&ask.form, problems))
            (emergency_field(ask, &offer.waiting, problems))
            div.buttons { (go_on(id, &offer, "Refer")) (button("Cancel").quiet().href(back)) }
        }))
    };
    Ok(page(
        &frame(ask, Face::Staff, "Refer to another provider"),
        body,
    ))
}

/// The fields that describe a referral; admission uses them too.
pub(crate) fn receiver_fields(filled: &Form, problems: &Problems) -> Markup {
    let levels = LevelOfCare::ALL.map(|level| (level.code(), level.label()));
    let text = |name: &str| filled.text(name).to_owned();
    let level = match filled.text("level") {
        "" => LevelOfCare::Detox.code(),
        chosen => chosen,
    };
    html! {
        (field("level", "Level of care there").select(levels).value(level).check(problems))
        (field("provider", "Receiving provider").value(text("provider")).check(problems))
        (field("contact", "Contact there").hint("Whom to call, and the number.").value(text("contact")).check(problems))
        (field("expected", "Expected there on").date().width(Width::Medium).hint("For example Apr 14, 2026 or 4/14/2026")
            .value(text("expected")).check(problems))
        (field("words", "What was agreed").optional().value(text("words")).check(problems))
    }
}

/// What those fields describe.
pub(crate) fn receiver(ask: &Ask<'_>, issues: &mut Issues) -> Option<ReferralDraft> {
    let level = LevelOfCare::from_code(ask.form.text("level"));
    if level.is_none() {
        issues.add("level", "Choose a level of care.");
    }
    let provider = issues.take("provider", ask.form.line("provider", "the provider’s name"));
    let contact = issues.take("contact", ask.form.line("contact", "whom to call there"));
    let words = issues.take("words", line(ask, "words"));
    let expected = issues.take("expected", care::day::parse_day(ask.form.text("expected")));
    let emergency = issues.take("emergency", danger_answer(ask));
    Some(ReferralDraft {
        level: level?,
        to: Receiver {
            provider: provider?,
            contact: contact?,
            words: words?,
        },
        expected: expected?,
        emergency: emergency?,
    })
}

/// Refers somebody.
pub(crate) fn refer(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let result = match receiver(ask, &mut issues) {
        Some(draft) => referral::refer(ask.clinic, ask.actor()?, ask.key()?, id, &draft),
        None => Err(Refusal::Fields(issues.0)),
    };
    let on = |id| format!("/staff/referrals/{id}?said=saved");
    finish(result.map_err(Fault::from), on, |problems| {
        refer_view(ask, problems)
    })
}
