//! One inquiry: the rules of being in touch before every number, the calls, the appointment, what happened.

use super::alike::more;
use super::words::{age, due_status, forty_eight, pressing_status, waits_since};
use super::{book, ever, next_page, work};
use crate::pages::followup::signals::frame_about;
use crate::pages::stays::moves::planned_for;
use crate::shell::ask::moment;
use crate::shell::frame::could;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Banner, Meaning, Problems, TimelineEvent, button, card, error_summary, facts, form, link,
    opening, page, status, tel, tel_text, timeline,
};
use care::daytime::minute_of;
use care::intake::inquiry::{
    Asker, CallBack, CallOutcome, Channel, Inquiry, Peril, Stage, StepKind,
};
use care::people::contact_rules::WayOut;
use care::people::minor::is_minor;
use care::people::site::Site;
use care::{Contact, InquiryId};
use clinic::intake::inquiry;
use clinic::intake::inquiry::{Alike, Page};
use jiff::Timestamp;
use maud::{Markup, html};
use policy::Action;

/// Opens an inquiry.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", InquiryId::parse)?;
    Ok(Answer::page(view(ask, id, &Problems::none())?))
}

/// The page, with what is wrong with a form on it.
pub(crate) fn view(ask: &Ask<'_>, id: InquiryId, problems: &Problems) -> Result<Markup, Fault> {
    let it = inquiry::open(ask.clinic, ask.actor()?, id)?;
    let inquiry = &it.inquiry;
    let mut frame = frame_about(ask, "Request", inquiry.person)?;
    if let Some(until) = it.glass_until {
        let until = moment(until, &it.site.zone);
        frame.banners.push(Banner::broken_glass(&until, None));
    }
    let works = it.may_work && inquiry.joined_to.is_none();
    let actions = html! {
        @if works && !it.in_care { (button("Change").quiet().href(format!("/staff/inquiries/{id}/edit")).shortcut("e")) }
    };
    let body = html! {
        (error_summary(problems))
        (opening().back("/staff/inquiries", "Inquiries").lead(lead(&it)).actions(actions))
        (joined(ask, &it))
        @if let Some(plan) = &it.planned { p { (planned_for(plan.from, it.site.zone.local(it.now).date())) } }
        @if works && !it.in_care && is_unasked(inquiry) {
            p #unasked { (status(Meaning::Attention, "Nobody asked whether they are safe now")) " "
                (link(&format!("/staff/inquiries/{id}/edit#safe_now"), "Ask, and write down the answer")) }
        }
        (alike(ask, &it))
        div.cards { (touch(&it)) (asked(&it)) (way(ask, &it)) }
        (book::appointment(ask, &it))
        @if works && inquiry.is_open() { (work::call_form(ask, &it, problems)) }
        (calls(&it))
        (happened(&it))
        @if works { (work::outcome(ask, &it, problems)) }
        @if could(ask, Action::ReadJournal) { p { (link(&format!("/staff/journal?about={id}"), "Who looked at this inquiry")) } }
    };
    Ok(page(&frame, body))
}

fn lead(it: &Page) -> Markup {
    let zone = &it.site.zone;
    let inquiry = &it.inquiry;
    html! {
        (pressing_status(inquiry.request.pressing())) " "
        (inquiry.stage.label()) ". Asked " (moment(inquiry.requested_at, zone)) " at " (it.site.name) ". "
        @if inquiry.is_open() { (due_status(it.due, it.now, zone)) " " }
        @if inquiry.is_open() && inquiry.stage <= Stage::Booked { "48 hours: " (forty_eight(inquiry, it.standing(), it.now)) }
    }
}

/// Whether somebody spoke with them and it was not said whether they are safe.
fn is_unasked(inquiry: &Inquiry) -> bool {
    inquiry.is_open() && inquiry.stage != Stage::New && inquiry.request.safe_now.is_none()
}

fn joined(ask: &Ask<'_>, it: &Page) -> Markup {
    let id = it.inquiry.id;
    html! {
        @if it.inquiry.joined_to.is_some() {
            p { (status(Meaning::Information, "Joined")) " This request turned out to be somebody’s who asked before. "
                @if let Some(other) = it.joined_to { (link(&format!("/staff/inquiries/{other}"), "Open the request it was joined to")) "." }
                @else { (link(&format!("/staff/people/{}", it.inquiry.joined_to.map(|id| id.to_string()).unwrap_or_default()), "Open the record it was joined to")) "." }
            }
            @if it.may_work { (form(format!("/staff/inquiries/{id}/part"), ask.token(), html! { (button("Take the joining back").quiet()) }).inline()) }
        }
        @for other in &it.joined {
            p { (status(Meaning::Information, "Joined")) " Another request of the same person, of "
                (moment(other.requested_at, &it.site.zone)) ", was joined to this one. "
                (link(&format!("/staff/inquiries/{}", other.id), "Open it")) }
        }
    }
}

/// Who may be the same person, with the click that joins.
fn alike(ask: &Ask<'_>, it: &Page) -> Markup {
    let id = it.inquiry.id;
    html! {
        @if !it.alike.is_nobody() {
            section {
                h2 { "This may be the same person, or belong to them" }
                (more(&it.alike))
                ul.plain {
                    @for alike in &it.alike.shown {
                        li {
                            (likeness(alike))
                            @let known = &alike.known;
                            " "
                            (form(format!("/staff/inquiries/{id}/join"), ask.token(),
                                html! { (button("Join this request to theirs").quiet().about(format!("of {}", known.name))) })
                                .hidden("into", known.person.to_string()).inline())
                        }
                    }
                }
            }
        }
    }
}

/// Who may be the same person, and why.
pub(crate) fn likeness(alike: &Alike) -> Markup {
    let signs: Vec<&str> = alike.signs.iter().map(|sign| sign.label()).collect();
    let known = &alike.known;
    let href = match known.inquiry {
        Some(inquiry) => format!("/staff/inquiries/{inquiry}"),
        None => format!("/staff/people/{}", known.person),
    };
    html! {
        (link(&href, &known.name)) @if known.inquiry.is_none() { ", in care" } (asked_by(known.asker.as_ref())) ": " (signs.join(", ")) "."
    }
}

/// Who of their family or friends asked for them.
fn asked_by(asker: Option<&Asker>) -> Markup {
    html! {
        @if let Some(Asker::Other { name, relationship, .. }) = asker {
            ", for whom " (name.open()) " (" (relationship.label().to_lowercase()) ") asked"
        }
    }
}

/// The rules first, the number after them.
fn touch(it: &Page) -> impl maud::Render {
    let body = rules_and_number(&it.inquiry, &it.site, it.now, Pressed::ByTheRules);
    card("How to be in touch", body)
}

/// When a number may be pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pressed {
    /// Where no rule stands against a call now.
    ByTheRules,
    /// At any time: somebody is in danger. By whom and by what they are reached holds all the same.
    InDanger,
}

/// The same wherever somebody has to be reached.
pub(crate) fn rules_and_number(
    inquiry: &Inquiry,
    site: &Site,
    now: Timestamp,
    pressed: Pressed,
) -> Markup {
    let rules = inquiry.rules.rules();
    let minute = minute_of(site.zone.local(now).time());
    let (to, contact) = inquiry.reach();
    let whom = match (to, inquiry.request.asker.name()) {
        (CallBack::Asker, Some(name)) => name.to_string(),
        _ => inquiry.name.called().to_owned(),
    };
    let may_call = match pressed {
        Pressed::ByTheRules => inquiry.rules.refuses(WayOut::Call, to, minute).is_none(),
        Pressed::InDanger => inquiry.rules.may_call_in_danger(to),
    };
    html! {
        @for rule in &rules { p { (status(Meaning::Attention, rule)) } }
        @if rules.is_empty() { p { (status(Meaning::Good, "A voicemail may be left, at any time.")) } }
        @if !inquiry.rules.suits(minute) { p { (status(Meaning::Attention, "Now is not one of their times.")) } }
        (facts(&[
            ("Be in touch with", html! { (whom) @if to == CallBack::Asker { ", who asked" } }),
            ("By", html! { (ways(&inquiry.rules.channels())) }),
            ("Telephone", number(contact, may_call)),
            ("E-mail", html! { (contact.email.as_ref().map_or("Not known", |email| email.as_str())) }),
        ]))
    }
}

fn ways(channels: &[Channel]) -> String {
    let ways: Vec<&str> = channels.iter().map(|channel| channel.label()).collect();
    ways.join(", ")
}

/// A number to press, only where calling it is safe now.
fn number(contact: &Contact, may_call: bool) -> Markup {
    html! {
        @match &contact.phone {
            None => "Not known",
            Some(phone) if may_call => (tel(phone.as_str(), &phone.dialed())),
            Some(phone) => (tel_text(phone.as_str())),
        }
    }
}

fn asked(it: &Page) -> impl maud::Render {
    let request = &it.inquiry.request;
    let none = || "Not known".to_owned();
    let today = it.site.zone.local(it.now).date();
    let age = age(&it.inquiry, today);
    let safe = match request.safe_now {
        Some(safe) if safe.is_danger() => status(Meaning::Danger, safe.label()),
        Some(safe) => html! { (safe.label()) },
        None => html! { "Not answered" },
    };
    let words_of = request.dangers().into_iter().filter_map(|told| told.peril);
    let words_of: Vec<&str> = words_of.map(Peril::label).collect();
    // Said once: of an adult beside the date, of a minor as what it means.
    let born = html! {
        @if let Some(born) = request.born {
            @let years = born.age_years(today);
            (care::day::day_text(born.date())) " "
            @if let Some(age) = age.as_ref().filter(|_| is_minor(years)) { (age) } @else { "(" (years) " years)" }
        } @else {
            "Not known" @if let Some(age) = &age { " " (age) }
        }
    };
    let source = request.source.map(|source| source.label().to_owned());
    let words = request.words.as_ref();
    let body = html! {
        (facts(&[
            ("Safe right now?", safe),
            ("Words of danger", html! { (if words_of.is_empty() { "None found".to_owned() } else { words_of.join(", ") }) }),
            ("Who asks", who_asks(&it.inquiry)),
            ("Date of birth", born),
            ("Language", html! { (request.language.label()) }),
            ("How soon", html! { (request.urgency.label()) }),
            ("Sent by", html! { (source.unwrap_or_else(none)) }),
        ]))
        @if let Some(words) = words { p.words { (words.as_str()) } }
    };
    card("What was asked", body)
}

pub(crate) fn who_asks(inquiry: &Inquiry) -> Markup {
    let asker = &inquiry.request.asker;
    let unaware = html! { @if !asker.person_knows() { " " (status(Meaning::Attention, "The person does not know of it yet.")) } };
    match asker {
        Asker::Themselves => html! { "Themselves" },
        Asker::Other {
            name, relationship, ..
        } => {
            html! { (name.open()) " (" (relationship.label().to_lowercase()) ")" (unaware) }
        }
        Asker::Referrer {
            name,
            organization,
            role,
            ..
        } => html! {
            (name.open()) ", " @if let Some(role) = role { (role.open()) ", " } (organization.open()) (unaware)
        },
    }
}

/// Where it goes from here: the pages that follow, as far as there are any, and who looks after it.
fn way(ask: &Ask<'_>, it: &Page) -> impl maud::Render {
    let inquiry = &it.inquiry;
    let person = inquiry.person;
    let today = it.site.zone.local(it.now).date();
    let owner = inquiry.owner.map_or("Nobody yet", |owner| it.name(owner));
    let next = next_page(ask, it.due.next).map(|(part, _)| part);
    let leads_to = |part: &str, label: &str| {
        let path = format!("/staff/people/{person}/{part}");
        let leads = button(label).href(path);
        html! { (if next == Some(part) { leads } else { leads.quiet() }) " " }
    };
    // Whoever waits is admitted from the list, without being taken off it first.
    let a_place_may_come = inquiry.stage == Stage::Placed
        && inquiry.waiting_since.is_some()
        && ever(ask, Action::AdmitPerson);
    let id = inquiry.id;
    let body = html! {
        (facts(&[
            ("Looked after by", html! { (owner) }),
            ("Waiting list", html! {
                @match inquiry.waiting_since {
                    Some(since) => { (link(&format!("/staff/waiting/{id}"), &waits_since(since, today))) },
                    None => "No",
                }
            }),
        ]))
        @if it.may_work && inquiry.is_open() && inquiry.waiting_since.is_none() {
            (form(format!("/staff/inquiries/{id}/wait"), ask.token(), html! { (button("Put on the waiting list").quiet()) }).inline())
        }
        @if inquiry.joined_to.is_none() && inquiry.stage != Stage::Lost {
            p { (leads_to("assessment", "Assessment")) (leads_to("rapid", "Rapid assessment")) (leads_to("placement", "Placement"))
                @if next == Some("admit") || a_place_may_come { (leads_to("admit", "Admit")) }
                @if it.in_care { (button("Record").href(format!("/staff/people/{person}"))) } }
        }
    };
    card("The way from here", body)
}

fn calls(it: &Page) -> Markup {
    let zone = &it.site.zone;
    let events: Vec<TimelineEvent> = it
        .calls
        .iter()
        .map(|call| TimelineEvent {
            when: moment(call.at, zone),
            datetime: call.at.to_string(),
            title: call.outcome.label().to_owned(),
            body: Some(html! {
                p.muted { "by " (it.name(call.by))
                    @if let Some(next) = call.next_call_at { ", next call " (moment(next, zone)) } }
                @if let Some(words) = &call.words { p.words { (words.as_str()) } }
            }),
            meaning: match call.outcome {
                CallOutcome::Reached => Meaning::Good,
                CallOutcome::WrongNumber => Meaning::Attention,
                _ => Meaning::Plain,
            },
        })
        .collect();
    html! { @if !events.is_empty() { section { h2 { "Calls " span.muted { "(" (events.len()) ")" } } (timeline(&events)) } } }
}

fn happened(it: &Page) -> Markup {
    let zone = &it.site.zone;
    let events: Vec<TimelineEvent> = it
        .steps
        .iter()
        .rev()
        .map(|step| {
            let title = match step.kind {
                StepKind::Came => step.stage.label(),
                kind => kind.label(),
            };
            let loss = step.loss.as_ref();
            TimelineEvent {
                when: moment(step.at, zone),
                datetime: step.at.to_string(),
                title: title.to_owned(),
                body: Some(html! {
                    @if let Some(by) = step.by { p.muted { "by " (it.name(by)) } }
                    @if let Some(loss) = loss {
                        p { (loss.reason.label()) @if let Some(words) = &loss.words { ": " (words.as_str()) } }
                    }
                }),
                meaning: Meaning::Plain,
            }
        })
        .collect();
    html! { section { h2 { "What happened" } (timeline(&events)) } }
}
