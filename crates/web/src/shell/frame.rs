//! The frame of a page for whoever is asking.

use super::Ask;
use super::clock::minutes_since;
use super::gate::opens;
use super::notices::unsaid;
use crate::help::{self, own};
use crate::language::Language;
use crate::ui::{
    Alerts, Banner, CrisisLine, Face, Frame, Meaning, NavItem, PageHelp, Person, Phone, SignOut,
    Toast, Undo, button, form,
};
use care::people::look::{Accent, HouseLook};
use care::{OrganizationId, PersonId, Role, SiteId};
use clinic::demo::DemoStep;
use clinic::followup::signal::Waiting;
use jiff::Timestamp;
use maud::{Render as _, html};
use policy::{Action, Actor, Resource, decide};
use std::fmt::Display;

mod about;
mod nav;
mod spoken;
mod touched;
mod within;

use about::tell_of;
pub(crate) use about::{frame_of, printed_of};
use nav::nav;
pub(crate) use spoken::door;
use spoken::{switch, translation};

/// Every component, for whoever looks at a demonstration.
const STYLEGUIDE: &str = "/staff/styleguide";
/// The record of one person as a whole, like which the addresses of all pages about them begin.
const ABOUT: &str = "/staff/people/{id}";

/// What a redirect may say on the page it leads to. The address carries a code, never the words.
const SAID: &[(&str, &str)] = &[
    ("saved", "Saved."),
    ("added", "Added."),
    ("removed", "Removed."),
    ("restored", "Moved back."),
    (
        "roster-closed",
        "The roster is closed. A change needs a reason from now on.",
    ),
    (
        "unmarked",
        "Taken back. Whoever that press marked is not marked any more.",
    ),
    ("taken-back", "The make-up is taken back."),
    ("back", "Put back."),
    (
        "taken",
        "You have it. Say below what you did; if nobody does in time, it goes to the next on call.",
    ),
    ("called", "The call is logged."),
    (
        "call-back",
        "The call is taken back. The request stands as it did before it.",
    ),
    ("marked", "Saved."),
    ("booked", "The appointment is made."),
    (
        "time-gone",
        "The request is saved. The time was taken meanwhile: choose another one below.",
    ),
    ("called-off", "The appointment is called off."),
    ("ended", "The inquiry has ended."),
    ("joined", "The two requests are joined."),
    ("published", "Published."),
    (
        "invited",
        "A link to set up the sign-in is queued as mail. This page says below what became of it.",
    ),
    (
        "opened",
        "The record is open to you for four hours. It is on the privacy officer’s list.",
    ),
    (
        "role-waits",
        "Saved. The role waits for somebody else’s yes; where it is their first, the link to set up the sign-in goes out with it.",
    ),
    ("role-given", "Your yes is saved. It holds from now on."),
    ("role-declined", "Your no is saved."),
    ("reviewed", "The review is closed."),
    (
        "closed",
        "The account is closed, and its sessions have ended.",
    ),
    ("reopened", "The account is open again."),
    (
        "forgotten",
        "The person is forgotten. Nothing about them can be read any more.",
    ),
    (
        "calendar-off",
        "Nothing is shared any more. The old address answers nobody.",
    ),
    (
        "kiosk-off",
        "The screen is stopped. Its address answers nobody.",
    ),
    ("signed-out", "You are signed out."),
    ("device", "That browser is signed out."),
    (
        "password",
        "The password is changed. Every other browser is signed out.",
    ),
    ("passkey", "The passkey is added."),
    ("confirmed", "Confirmed for five minutes."),
    ("member-joined", "They are a member from that day on."),
    ("member-left", "The membership ends with that day."),
    ("session-back", "The session is as the series says again."),
    ("closed-day", "The sessions of that day are cancelled."),
    ("loaded", "The groups are added."),
    ("welcome", "Your sign-in is set up."),
    ("placed", "The level is chosen."),
    (
        "sent",
        "Kept: they go to emergency care. Write down what happened, print, and give it along.",
    ),
    (
        "admitted",
        "Admitted. What is due from now on stands below.",
    ),
    (
        "planned",
        "Planned. They are admitted when they come, by what is known then.",
    ),
    ("off", "The admission is called off."),
    ("moved", "Moved. The stay before has ended."),
    ("discharged", "The episode has ended."),
    (
        "read",
        "Read. Nobody sees it before you have looked at it and put it into use.",
    ),
    ("used", "In use from now on."),
    (
        "not-reached",
        "Noted. It stays open: they are tried again, by the time that it says.",
    ),
    (
        "push-on",
        "This browser is called from now on, until you sign out of it.",
    ),
    ("push-off", "That browser is not called any more."),
    (
        "push-tested",
        "A call to each of your browsers is queued. It should arrive within a few seconds.",
    ),
    ("aside", "Put aside. Nobody saw it."),
    (
        "despite",
        "Your reason is kept. The number below can be pressed for this call.",
    ),
];

/// The frame of a page.
pub(crate) fn frame(ask: &Ask<'_>, face: Face, title: impl Into<String>) -> Frame {
    let mut frame = frame_of_nobody(ask, face, title);
    // By the address and not by the page: no page about somebody can be made without their name and their tabs.
    if face == Face::Staff
        && ask.route.path.starts_with(ABOUT)
        && let Some(person) = PersonId::parse(ask.param("id"))
    {
        frame.titled = true;
        tell_of(ask, &mut frame, person);
    }
    frame
}

/// The same also at the address of somebody, of whom it then knows nothing: what says what went wrong neither opens
/// their record nor puts their name on paper.
pub(super) fn frame_of_nobody(ask: &Ask<'_>, face: Face, title: impl Into<String>) -> Frame {
    let house = own_house(ask).or_else(|| public_house(ask));
    let language = ask.language();
    let mut frame = match house {
        Some((id, name, look)) => {
            let mut frame = Frame::new(face, name, title);
            frame.style = look.accent.map(style_address);
            frame.logo = look.logo.map(|logo| logo_address(id, &logo));
            frame
        }
        None => Frame::new(face, "Stepwell", title),
    };
    frame.language = language;
    let waiting = (face == Face::Staff).then(|| waiting(ask)).flatten();
    frame.nav = nav(ask, face, waiting.as_ref());
    frame.alerts = waiting.map(|waiting| alerts(ask, &waiting));
    frame.person = person(ask);
    frame.help = help_with(ask, face);
    frame.crisis = CrisisLine::of(&ask.clinic.settings().help, language);
    if face == Face::Public {
        frame.footer = public_footer(ask);
        frame.translation = translation(ask);
    }
    let works_here = ask.actor.as_ref().is_some_and(Actor::is_staff);
    if face != Face::Staff && ask.route.own_language && !works_here {
        frame.translation = Some(switch(ask));
    }
    frame.phone = phone(ask);
    if ask.clinic.settings().demo {
        frame.banners.push(demo_banner(ask, face));
    }
    frame.toast = told(ask.said(), language);
    if face == Face::Staff {
        frame.banners.extend(touched::banner(ask));
    }
    frame
}

/// Where whoever is signed in finds what the page is for, by its address: no page can be made without it.
fn help_with(ask: &Ask<'_>, face: Face) -> Option<PageHelp> {
    match face {
        Face::Staff => {
            let topic =
                help::of_page(ask.route.path).filter(|_| could(ask, Action::OpenStaffHome))?;
            Some(PageHelp {
                href: format!("{}/{}", help::STAFF_HELP, topic.code),
                title: topic.title.to_owned(),
            })
        }
        Face::Me => {
            let language = ask.language();
            let code = own::of_page(language.english_path(ask.route.path));
            let code = code.filter(|_| ask.actor.is_some())?;
            Some(PageHelp {
                href: format!("{}#{code}", language.path(own::OWN_HELP)),
                title: language.say("guide-title"),
            })
        }
        Face::Public => None,
    }
}

/// What has just happened, where its code is known: in Spanish where people in care may read it.
fn told(said: &str, language: Language) -> Option<Toast> {
    let (code, english) = SAID.iter().find(|(code, _)| *code == said)?;
    let text = match language {
        Language::English => None,
        Language::Spanish => language.find(&format!("said-{code}"), &[]),
    };
    Some(Toast {
        meaning: Meaning::Good,
        text: text.unwrap_or_else(|| (*english).to_owned()),
        undo: None,
    })
}

/// What was just removed can be put back into the list at `base`, while the page says that it was.
pub(crate) fn offer_back<T: Display>(
    ask: &Ask<'_>,
    frame: &mut Frame,
    base: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) {
    if ask.said() == "removed"
        && let Some(id) = parse(ask.query.text("undo"))
    {
        frame.toast = Some(Toast {
            meaning: Meaning::Good,
            text: ask.language().say("said-removed"),
            undo: Some(Undo {
                action: format!("{base}/{id}/restore"),
                token: ask.token(),
            }),
        });
    }
}

/// What a demonstration says above every page, with the buttons that put its clock on.
fn demo_banner(ask: &Ask<'_>, face: Face) -> Banner {
    let language = ask.language();
    let mut banner = Banner::demo_in(language);
    if face == Face::Staff && opens(ask, STYLEGUIDE) {
        banner.link = Some((STYLEGUIDE.to_owned(), "Style guide".to_owned()));
    }
    let Some(time) = clinic::demo::time_in(ask.clinic) else {
        return banner;
    };
    let said = language.moment(time.datetime());
    let buttons = html! {
        @for step in DemoStep::ALL {
            (button(language.say(&format!("frame-demo-{}", step.code()))).quiet().sends("step", step.code()))
        }
    };
    // Back to the page, without what it just said; there is no coming back to an answer to a form.
    let next = if ask.route.changes {
        "/".to_owned()
    } else {
        unsaid(&ask.address)
    };
    let on = form("/demo-clock", ask.token(), buttons).hidden("next", next);
    banner.at(language, &said, on.inline().render())
}

/// A frame that asks the record nothing: for saying that it has no time.
pub(crate) fn bare_frame(ask: &Ask<'_>, face: Face, title: impl Into<String>) -> Frame {
    let language = ask.language();
    let mut frame = Frame::new(face, "Stepwell", title);
    frame.language = language;
    frame.crisis = CrisisLine::of(&ask.clinic.settings().help, language);
    frame.phone = phone(ask);
    frame
}

/// A frame that names nobody: of a page that says no more than the message which led to it, where a telephone lies open
/// beside somebody. It is in the other language as well.
pub(crate) fn discreet_frame(ask: &Ask<'_>, title: impl Into<String>) -> Frame {
    let mut frame = bare_frame(ask, Face::Public, title);
    frame.translation = translation(ask);
    frame.discreet = true;
    frame
}

/// The clinic's number, where it has one.
pub(crate) fn phone(ask: &Ask<'_>) -> Option<Phone> {
    let text = ask.clinic.settings().public_phone.as_ref()?;
    // A number that an operator wrote in a way nobody dials is left as it is.
    let number = care::Phone::parse(text).map_or_else(
        |_| {
            text.chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect()
        },
        |phone| phone.dialed(),
    );
    Some(Phone {
        text: text.clone(),
        number,
    })
}

/// The pages for the public, at the foot of each of them.
fn public_footer(ask: &Ask<'_>) -> Vec<NavItem> {
    let language = ask.language();
    [
        ("/sites", "home-where"),
        ("/first-visit", "visit-title"),
        ("/what-is-an-iop", "iop-title"),
        ("/check", "check-title"),
        ("/ask", "home-ask"),
        ("/privacy", "privacy-title"),
    ]
    .map(|(path, key)| NavItem::new(language.path(path), language.say(key)))
    .into()
}

/// Where the stylesheet of a color is: its address says all of it.
pub(crate) fn style_address(accent: Accent) -> String {
    format!("/look/{}.css", accent.code())
}

/// Where the picture of an organization is.
pub(crate) fn logo_address(organization: OrganizationId, name: &str) -> String {
    format!("/look/{organization}/{name}")
}

/// What the place is called and how it looks, for whoever is signed in.
fn own_house(ask: &Ask<'_>) -> Option<(OrganizationId, String, HouseLook)> {
    let (actor, myself) = (ask.actor.as_ref()?, ask.myself.as_ref()?);
    let (name, look) = (myself.organization.clone(), myself.look.clone());
    Some((actor.organization(), name, look))
}

/// The same for whoever is not.
fn public_house(ask: &Ask<'_>) -> Option<(OrganizationId, String, HouseLook)> {
    clinic::home::shown(ask.clinic).ok()?
}

/// Whether the policy would let the actor do something to the organization, perhaps after confirming.
pub(crate) fn could(ask: &Ask<'_>, action: Action) -> bool {
    ask.actor.as_ref().is_some_and(|actor| {
        let decision = decide(
            actor,
            action,
            &Resource::Organization(actor.organization()),
            ask.now,
        );
        decision.allow || decision.wants_step_up()
    })
}

/// The same to one site.
pub(crate) fn could_at(ask: &Ask<'_>, action: Action, site: SiteId) -> bool {
    ask.actor.as_ref().is_some_and(|actor| {
        let resource = Resource::Site(actor.organization(), site);
        let decision = decide(actor, action, &resource, ask.now);
        decision.allow || decision.wants_step_up()
    })
}

/// The same to the actor's own account.
pub(crate) fn could_oneself(ask: &Ask<'_>, action: Action) -> bool {
    ask.actor.as_ref().is_some_and(|actor| {
        let resource = Resource::Account(actor.organization(), actor.person());
        decide(actor, action, &resource, ask.now).allow
    })
}

/// What waits for whoever asks. That it cannot be found out is not worth losing the page for.
fn waiting(ask: &Ask<'_>) -> Option<Waiting> {
    let actor = ask
        .actor
        .as_ref()
        .filter(|_| could(ask, Action::ListSignals))?;
    let waiting = clinic::followup::signal::waiting(ask.clinic, actor);
    Some(waiting.unwrap_or_else(|error| {
        tracing::error!(%error, "signals cannot be counted");
        Waiting::default()
    }))
}

/// The bar that says who needs somebody now; not on the page of the one signal that it would lead to.
fn alerts(ask: &Ask<'_>, waiting: &Waiting) -> Alerts {
    let here = if ask.route.path.starts_with("/staff/signals/{id}") {
        vec![ask.param("id").to_owned()]
    } else {
        Vec::new()
    };
    let overdue = waiting.since.filter(|(_, first)| *first <= ask.now);
    Alerts {
        overdue: overdue.map(|(since, _)| unanswered(since, ask.now)),
        now: waiting.now.iter().map(ToString::to_string).collect(),
        here,
        open: waiting.open,
    }
}

/// "unanswered for 3 h 8 min".
pub(crate) fn unanswered(since: Timestamp, now: Timestamp) -> String {
    let minutes = minutes_since(since, now);
    format!("unanswered for {}", care::daytime::age_text(minutes))
}

fn person(ask: &Ask<'_>) -> Option<Person> {
    let myself = ask.myself.as_ref()?;
    let staff: Vec<&str> = myself
        .roles
        .iter()
        .filter(|role| role.is_staff())
        .map(|role| role.label())
        .collect();
    let language = ask.language();
    let mut menu = vec![NavItem::new("/account", language.say("frame-account"))];
    if could(ask, Action::ListSignals) {
        menu.push(NavItem::new("/staff/alerts", "Alerts"));
    }
    if !staff.is_empty() && is_patient(ask.actor.as_ref()) {
        menu.push(NavItem::new("/me", language.say("frame-own-pages")));
    }
    Some(Person {
        name: myself.called.clone(),
        role: (!staff.is_empty()).then(|| staff.join(", ")),
        menu,
        sign_out: Some(SignOut {
            action: "/sign-out".to_owned(),
            token: ask.token(),
        }),
    })
}

fn is_patient(actor: Option<&Actor>) -> bool {
    actor.is_some_and(|actor| actor.is(Role::Patient) || actor.is(Role::SupportPerson))
}

#[cfg(test)]
mod tests {
    use super::SAID;
    use std::collections::BTreeSet;

    /// Whoever adds a code that is there already would have somebody else's words on their page.
    #[test]
    fn codes_are_there_once() {
        let codes: BTreeSet<&str> = SAID.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), SAID.len());
    }
}
