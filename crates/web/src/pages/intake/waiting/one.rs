//! What is kept of one waiting: who they are for the order, what they are given meanwhile, offers, coming off the list.

use super::{level_text, meanwhile, why};
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Meaning, Problems, Width, button, error_summary, facts, field, form, link, opening, page,
    status,
};
use care::intake::waiting::{InterimService, OffReason, OfferEnd, PriorityFact, Waiting};
use care::invalid::Issues;
use care::people::site::parse_minute;
use care::{InquiryId, LevelOfCare, day};
use clinic::Refusal;
use clinic::intake::inquiry;
use clinic::intake::waiting;
use clinic::intake::waiting::{WaitingDraft, WaitingPage};
use maud::{Markup, html};

/// The end of a day's work, until which a place is held where only a day was said.
const EVENING_MINUTE: u16 = 17 * 60;

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    Ok(Answer::page(view(ask, id, &Problems::none())?))
}

fn view(ask: &Ask<'_>, id: InquiryId, problems: &Problems) -> Result<Markup, Fault> {
    let it = waiting::open(ask.clinic, ask.actor()?, id)?;
    let works = it.may_work && it.waits();
    let own = format!("/staff/waiting/{id}");
    let sheet = Sheet::of(ask, it.version, stored(&it.waiting), problems);
    let priority = works.then(|| sheet.form_to(ask, own.clone(), priority(&sheet)));
    let body = html! {
        (error_summary(&sheet.problems))
        (opening().back("/staff/waiting", "Waiting list").lead(lead(&it)))
        p.places.no-print { (link(&format!("/staff/inquiries/{id}"), "Request")) }
        section { h2 { "Who comes first" } @if let Some(form) = priority { (form) } @else { (read_only(&it.waiting)) } }
        (meanwhile_part(ask, &it, problems))
        (offers_part(ask, &it, problems))
        (off_part(ask, &it, problems))
    };
    Ok(page(&frame_about(ask, "Waiting", it.inquiry.person)?, body))
}

fn lead(it: &WaitingPage) -> Markup {
    let (waiting, zone) = (&it.waiting, &it.site.zone);
    html! {
        (level_text(waiting.level)) " at " (it.site.name) ". "
        @match it.inquiry.waiting_since {
            Some(since) => { (why(it.precedence)) ". Waits since " (day::day_text(since)) "." },
            None => { "Not on the list now." },
        }
        " Asked " (moment(it.inquiry.requested_at, zone)) ". "
        (meanwhile(waiting, it.inquiry.requested_at, it.now, zone))
    }
}

fn stored(waiting: &Waiting) -> Stored {
    let level = waiting.level.map_or("", LevelOfCare::code);
    [
        ("level", level),
        ("pregnant", waiting.pregnant.code()),
        ("injects", waiting.injects.code()),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn priority(sheet: &Sheet) -> Markup {
    let (typed, problems) = (&sheet.shown, &sheet.problems);
    let mut levels = vec![("", "Not chosen yet")];
    levels.extend(LevelOfCare::ALL.map(|level| (level.code(), level.label())));
    let said = || {
        PriorityFact::ALL
            .iter()
            .map(|fact| (fact.code(), fact.label()))
    };
    html! {
        (field("level", "Level of care").select(levels).value(typed.text("level")).check(problems))
        (field("pregnant", "Pregnant").select(said()).value(typed.text("pregnant")).check(problems))
        (field("injects", "Injected drugs in the last 30 days").select(said()).value(typed.text("injects")).check(problems))
        div.buttons { (button("Save")) }
    }
}

fn read_only(waiting: &Waiting) -> Markup {
    facts(&[
        ("Level of care", html! { (level_text(waiting.level)) }),
        ("Pregnant", html! { (waiting.pregnant.label()) }),
        (
            "Injected drugs in the last 30 days",
            html! { (waiting.injects.label()) },
        ),
    ])
}

/// Saves what decides where somebody stands.
pub(crate) fn set(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let result = draft(ask).and_then(|draft| {
        waiting::set(ask.clinic, ask.actor()?, ask.key()?, id, draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/waiting/{id}?said=saved");
    finish(result, on, |wrong| view(ask, id, wrong))
}

fn draft(ask: &Ask<'_>) -> Result<WaitingDraft, Fault> {
    let mut issues = Issues::default();
    let level = LevelOfCare::from_code(ask.form.text("level"));
    if level.is_none() && !ask.form.text("level").is_empty() {
        issues.add("level", "Choose one of the levels.");
    }
    let mut fact = |name: &'static str| {
        let fact = PriorityFact::from_code(ask.form.text(name));
        if fact.is_none() {
            issues.add(name, "Choose yes, no or not known.");
        }
        fact
    };
    let (pregnant, injects) = (fact("pregnant"), fact("injects"));
    match (pregnant, injects) {
        (Some(pregnant), Some(injects)) if issues.0.is_empty() => Ok(WaitingDraft {
            level,
            pregnant,
            injects,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn meanwhile_part(ask: &Ask<'_>, it: &WaitingPage, wrong: &Problems) -> Markup {
    let id = it.inquiry.id;
    let missing = it.waiting.missing();
    let first = missing.first().map_or("", |service| service.code());
    let sent = ask.form.text("service");
    let chosen = if sent.is_empty() { first } else { sent };
    let services = InterimService::ALL.iter();
    let services = services.map(|service| (service.code(), service.label()));
    let fields = html! {
        (field("service", "What").select(services).value(chosen).check(wrong))
        (field("on", "On").optional().date().hint("Empty is today.").value(ask.form.text("on")).check(wrong))
        (field("note", "More about it").optional().value(ask.form.text("note")).check(wrong))
        div.buttons { (button("Write it down").quiet()) }
    };
    html! {
        section {
            h2 { "Meanwhile" }
            @for service in &missing { p { (status(Meaning::Attention, "Owed")) " " (service.label()) } }
            @if !it.waiting.interim.is_empty() {
                ul.plain {
                    @for given in it.waiting.interim.iter().rev() {
                        li {
                            (day::day_text(given.on)) ": " (given.service.label())
                            @if let Some(note) = &given.note { ". " (note) }
                            " " span.muted { (name(it, given.by)) }
                        }
                    }
                }
            }
            @if it.may_work && it.waits() { (form(format!("/staff/waiting/{id}/interim"), ask.token(), fields)) }
        }
    }
}

fn name(it: &WaitingPage, by: care::PersonId) -> &str {
    it.names.get(&by).map_or("", String::as_str)
}

/// Writes down what was given.
pub(crate) fn give(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let mut issues = Issues::default();
    let service = InterimService::from_code(ask.form.text("service"));
    if service.is_none() {
        issues.add("service", "Choose what was given.");
    }
    let on = issues.take("on", ask.form.optional("on", day::parse_day));
    let note = issues.take("note", ask.form.optional_line("note", "more about it"));
    let result = match (service, on, note) {
        (Some(service), Some(on), Some(note)) => {
            let note = note.as_ref();
            waiting::give(ask.clinic, ask.actor()?, ask.key()?, id, service, on, note)
                .map_err(Fault::from)
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    };
    let on = |()| format!("/staff/waiting/{id}?said=saved");
    finish(result, on, |wrong| view(ask, id, wrong))
}

fn offers_part(ask: &Ask<'_>, it: &WaitingPage, wrong: &Problems) -> Markup {
    let (id, zone) = (it.inquiry.id, &it.site.zone);
    let today = zone.local(it.now).date();
    let tomorrow = day::day_text(today.tomorrow().unwrap_or(today));
    let typed = |name: &str| ask.form.text(name).to_owned();
    let fields = html! {
        (field("until_day", "Held until").date().hint(format!("Such as {tomorrow}.")).value(typed("until_day")).check(wrong))
        (field("until_time", "At").optional().width(Width::Medium).hint("Left empty: 5:00 pm.").value(typed("until_time")).check(wrong))
        (field("offer_words", "Which place").optional().value(typed("offer_words")).check(wrong))
        div.buttons { (button("Offer a place").quiet()) }
    };
    let ends = html! {
        div.buttons {
            @for how in [OfferEnd::Accepted, OfferEnd::Declined, OfferEnd::TakenBack] { (button(how.label()).quiet().sends("how", how.code())) }
        }
    };
    let works = it.may_work && it.waits();
    let open = it.waiting.open_offer();
    html! {
        section {
            h2 { "Offers" }
            @if it.waiting.offers.is_empty() { p.muted { "None yet." } }
            ul.plain {
                @for offer in it.waiting.offers.iter().rev() {
                    li {
                        (moment(offer.at, zone)) ", held until " (moment(offer.until, zone))
                        @if let Some(words) = &offer.words { ": " (words) }
                        " "
                        @match offer.ended {
                            None => (status(Meaning::Information, "Open")),
                            Some((how, at)) => { (how.label()) ", " (moment(at, zone)) },
                        }
                    }
                }
            }
            @if works {
                @match open {
                    Some(open) => (form(format!("/staff/waiting/{id}/offer-end"), ask.token(), ends).hidden("offer", open.at.to_string()).inline()),
                    None => (form(format!("/staff/waiting/{id}/offer"), ask.token(), fields)),
                }
            }
        }
    }
}

/// Offers a place.
pub(crate) fn offer(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let zone = inquiry::zone(ask.clinic, ask.actor()?, id)?;
    let mut issues = Issues::default();
    let on = issues.take("until_day", day::parse_day(ask.form.text("until_day")));
    let at = issues.take("until_time", ask.form.optional("until_time", parse_minute));
    let words = issues.take(
        "offer_words",
        ask.form.optional_line("offer_words", "which place"),
    );
    let result = match (on, at, words) {
        (Some(on), Some(at), Some(words)) => {
            let until = zone.instant(on, at.unwrap_or(EVENING_MINUTE));
            let words = words.as_ref();
            waiting::offer(ask.clinic, ask.actor()?, ask.key()?, id, until, words)
                .map_err(Fault::from)
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    };
    let on = |()| format!("/staff/waiting/{id}?said=saved");
    finish(result, on, |wrong| view(ask, id, wrong))
}

/// Says what became of the offer that the page showed.
pub(crate) fn end_offer(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    // That nobody answered in time is for the clock to say.
    let how = OfferEnd::from_code(ask.form.text("how")).filter(|how| *how != OfferEnd::Expired);
    let made_at = ask.form.text("offer").parse().ok();
    let (Some(made_at), Some(how)) = (made_at, how) else {
        let sentence = "Choose what became of the offer.";
        return Err(Refusal::Conflict(sentence.to_owned()).into());
    };
    waiting::end_offer(ask.clinic, ask.actor()?, ask.key()?, id, made_at, how)?;
    Ok(Answer::see_other(&format!(
        "/staff/waiting/{id}?said=saved"
    )))
}

fn off_part(ask: &Ask<'_>, it: &WaitingPage, wrong: &Problems) -> Markup {
    let (id, zone) = (it.inquiry.id, &it.site.zone);
    let mut reasons = vec![("", "Choose a reason")];
    reasons.extend(
        OffReason::ALL
            .iter()
            .map(|reason| (reason.code(), reason.label())),
    );
    let fields = html! {
        (field("off_reason", "Why").select(reasons).value(ask.form.text("off_reason")).check(wrong))
        (field("off_words", "In words").optional().value(ask.form.text("off_words")).check(wrong))
        div.buttons { (button("Take off the waiting list").quiet()) }
    };
    html! {
        @if !it.waiting.off.is_empty() || it.may_work && it.waits() {
            section {
                h2 { "Coming off the list" }
                @for off in it.waiting.off.iter().rev() {
                    p { (moment(off.at, zone)) ": " (off.reason.label()) @if let Some(words) = &off.words { ". " (words) } " " span.muted { (name(it, off.by)) } }
                }
                @if it.may_work && it.waits() {
                    p.muted { "Whoever is admitted comes off by that." }
                    (form(format!("/staff/waiting/{id}/off"), ask.token(), fields))
                }
            }
        }
    }
}

/// Takes somebody off the list.
pub(crate) fn take_off(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    let mut issues = Issues::default();
    let reason = OffReason::from_code(ask.form.text("off_reason"));
    if reason.is_none() {
        issues.add("off_reason", "Choose why they come off the list.");
    }
    let words = issues.take(
        "off_words",
        ask.form.optional_line("off_words", "the reason"),
    );
    let result = match (reason, words) {
        (Some(reason), Some(words)) => {
            let words = words.as_ref();
            waiting::take_off(ask.clinic, ask.actor()?, ask.key()?, id, reason, words)
                .map_err(Fault::from)
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    };
    let on = |()| format!("/staff/inquiries/{id}?said=saved");
    finish(result, on, |wrong| view(ask, id, wrong))
}
