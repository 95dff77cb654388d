//! Help: what each page is for, and a first day for each role.

use crate::help::first_day::{self, EVERYBODY, Step};
use crate::help::own::{OWN_HELP, TOPICS};
use crate::help::{STAFF_HELP, Topic};
use crate::shell::frame::frame;
use crate::shell::gate::opens;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, facts, heading, link, page, page_help, single_keys};
use care::Role;
use clinic::Refusal;
use maud::{Markup, html};

/// A first day for each role, and everything that there is help on.
pub(crate) fn staff(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let actor = ask.actor()?;
    let (own, others): (Vec<Role>, Vec<Role>) =
        Role::STAFF.into_iter().partition(|role| actor.is(*role));
    let topics = crate::help::topics().filter(|topic| is_open(ask, topic));
    let body = html! {
        (heading("Help").lead("A first day, and what each page is for. On any page, ? or Help in the menu shows that page’s own."))
        section { h2 { "First of all" } (steps(ask, EVERYBODY)) }
        @for role in own { section { h2 { "Your first day: " (role.label()) } (steps(ask, first_day::of_role(role))) } }
        section {
            h2 { "What each page is for" }
            ul { @for topic in topics { li { (link(&address(topic), topic.title)) } } }
        }
        section {
            h2 { "The first day of others" }
            @for role in others { details { summary { (role.label()) } (steps(ask, first_day::of_role(role))) } }
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Help"), body)))
}

/// Whether whoever asks may open any page of a topic.
fn is_open(ask: &Ask<'_>, topic: &Topic) -> bool {
    topic.pages.iter().any(|path| opens(ask, path))
}

fn address(topic: &Topic) -> String {
    format!("{STAFF_HELP}/{}", topic.code)
}

/// Steps, each with its page where its reader may open it.
fn steps(ask: &Ask<'_>, steps: &[Step]) -> Markup {
    let leads = |step: &Step| !step.path.is_empty() && opens(ask, step.path);
    html! {
        ol {
            @for step in steps {
                li { @if leads(step) { (link(step.path, step.text)) } @else { (step.text) } }
            }
        }
    }
}

/// What one family of pages is for.
pub(crate) fn topic(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let found = crate::help::topic(ask.param("topic"));
    let topic = found.ok_or(Fault::Refused(Refusal::NotFound))?;
    let doing = html! { ul { @for one in topic.doing { li { (one) } } } };
    let mut more = vec![
        ("What you do here", doing),
        ("Then", html! { (topic.after) }),
    ];
    let kept = is_kept(ask, topic).then_some("The journal keeps that you looked.");
    let told = [Some(topic.told).filter(|told| !told.is_empty()), kept];
    let told: Vec<&str> = told.into_iter().flatten().collect();
    if !told.is_empty() {
        more.push(("Who hears of it", html! { (told.join(" ")) }));
    }
    // What is about somebody or something has no one address.
    let mut pages = topic.pages.iter();
    let there = pages.find(|path| !path.contains('{') && opens(ask, path));
    let body = html! {
        (heading(topic.title).back(STAFF_HELP, "Help"))
        (page_help(topic.what, &more))
        @if let Some(path) = there { p.places { (link(path, "Open the page")) } }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Help"), body)))
}

/// Whether opening the first page of a topic is an entry of the journal, which is what its route says.
fn is_kept(ask: &Ask<'_>, topic: &Topic) -> bool {
    let first = topic
        .pages
        .first()
        .and_then(|path| ask.web.routes.page(path));
    first.is_some_and(|route| !route.journal.is_empty())
}

/// What the pages of a person are for, in their language.
pub(crate) fn own(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let say = |part: &str| language.say(&format!("guide-{part}"));
    let actor = ask.actor()?;
    let shown = TOPICS.iter().filter(|(_, pages)| {
        let mut pages = pages.iter().filter(|path| **path != OWN_HELP);
        pages.any(|path| opens(ask, path))
    });
    let other = language.other();
    let body = html! {
        (heading(say("title")).lead(say("lead")))
        // Whoever works here reads English, and may want to see what the other language says.
        @if actor.is_staff() { p { a href=(other.path(OWN_HELP)) hreflang=(other.code()) lang=(other.code()) { (other.own_name()) } } }
        @if actor.is(Role::Patient) {
            section {
                h2 { (say("first")) }
                ol { @for part in ["plan", "week", "life", "passkey"] { li { (say(&format!("first-{part}"))) } } }
            }
        }
        @if actor.is(Role::SupportPerson) { section { h2 { (say("support")) } p { (say("support-more")) } } }
        @if actor.is_staff() { p { (link(STAFF_HELP, &say("staff"))) } }
        @for (code, _) in shown { (part(&say, code)) }
        (single_keys(&say("keys")))
    };
    // Whoever only works here has none of the places of a person, and keeps their own.
    let is_own = actor.is(Role::Patient) || actor.is(Role::SupportPerson);
    let face = if is_own { Face::Me } else { Face::Staff };
    Ok(Answer::page(page(&frame(ask, face, say("title")), body)))
}

fn part(say: &impl Fn(&str) -> String, code: &str) -> Markup {
    let of = |part: &str| say(&format!("{code}-{part}"));
    let (doing, then) = (say("doing"), say("then"));
    html! {
        section id=(code) {
            h2 { (of("title")) }
            p { (of("what")) }
            (facts(&[
                (doing.as_str(), html! { (of("do")) }),
                (then.as_str(), html! { (of("after")) }),
            ]))
        }
    }
}
