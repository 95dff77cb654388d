//! Arriving: the screen by the door, which shows no names, and its secret address on the site's page.

use crate::language::Language;
use crate::shell::ask::moment;
use crate::shell::form::{problems, worded};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, button, card, copy_block, error_summary, field, form, heading, page,
};
use axum::http::StatusCode;
use care::SiteId;
use care::people::site::Site;
use clinic::Refusal;
use clinic::attendance::arrival;
use clinic::attendance::arrival::OwnCode;
use maud::{Markup, html};
use signin::SignInError;

/// What the address says once somebody arrived.
const HERE: &str = "here";

/// The screen by the door.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    arrival::kiosk(ask.clinic, ask.param("token"))?;
    Ok(Answer::page(screen(ask, &Problems::none())))
}

/// Somebody types a code. It is not shown again, whether it was right or wrong: the next person stands behind.
pub(crate) fn arrive(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let secret = ask.param("token");
    let arrived = arrival::arrive(ask.clinic, secret, ask.form.text("code"));
    let arrived = arrived.map_err(Fault::from);
    match worded(ask.language(), arrived, |field| {
        format!("arrive-mend-{field}")
    }) {
        Ok(()) => Ok(Answer::see_other(&format!("/kiosk/{secret}?said={HERE}"))),
        Err(Fault::Refused(Refusal::Fields(issues))) => {
            Ok(Answer::mend(screen(ask, &problems(&issues))))
        }
        Err(Fault::Refused(Refusal::SignIn(SignInError::Wait { wait }))) => {
            let mut problems = Problems::none();
            problems.add("code", wait_text(ask.language(), wait.get()));
            Ok(Answer::page(screen(ask, &problems)).status(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(fault) => Err(fault),
    }
}

/// How long the screen takes no codes, and what to do meanwhile.
fn wait_text(language: Language, seconds: u64) -> String {
    if seconds <= 90 {
        let seconds = seconds.to_string();
        return language.say_with("arrive-wait-seconds", &[("count", &seconds)]);
    }
    let minutes = seconds.div_ceil(60).to_string();
    language.say_with("arrive-wait-minutes", &[("minutes", &minutes)])
}

fn screen(ask: &Ask<'_>, problems: &Problems) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let problems = &problems.clone().in_language(language);
    let fields = html! {
        (field("code", say("arrive-code")).code().autocomplete("off").check(problems).hint(say("arrive-code-hint")))
        div.buttons { (button(say("arrive-check-in"))) }
    };
    let here = problems.is_empty() && ask.said() == HERE;
    let body = html! {
        (error_summary(problems))
        (heading(say("arrive-check-in")).lead(say("arrive-lead")))
        @if here { p.lead role="status" { strong { (say("arrive-in")) } } }
        (form(format!("/kiosk/{}", ask.param("token")), ask.token(), fields).id("arrive"))
    };
    page(&frame(ask, Face::Public, say("arrive-check-in")), body)
}

/// What somebody in care types at the door, on their page for today.
pub(in crate::pages) fn own_code(language: Language, own: OwnCode) -> impl maud::Render {
    let typed = if own.came_before {
        "arrive-again"
    } else {
        "arrive-type"
    };
    card(
        language.say("arrive-title"),
        html! {
            @if own.arrived || own.came_before { p { (language.say("arrive-in")) } }
            @if !own.arrived {
                p { (language.say(typed)) }
                p.lead { strong { (own.code.text()) } }
            }
        },
    )
}

/// The part of a site's page about its screen, for those who may make an address.
pub(in crate::pages) fn kiosk_part(
    ask: &Ask<'_>,
    site: &Site,
    address: Option<&str>,
) -> Result<Markup, Fault> {
    let made_at = arrival::kiosk_made(ask.clinic, ask.actor()?, site.id)?;
    let to = format!("/staff/sites/{}/kiosk", site.id);
    let make =
        |words: &str| form(to.clone(), ask.token(), html! { (button(words).quiet()) }).inline();
    Ok(html! {
        section {
            h2 { "Screen for arrivals" }
            p { "A tablet by the door where people check in with a code from their phone. It shows no names and no groups." }
            @if let Some(address) = address {
                p { strong { "This address is shown once." } " Open it on the tablet now. Whoever has it can try codes there." }
                (copy_block("kiosk-address", "Secret address", address))
            } @else if let Some(made_at) = made_at {
                p { "It has an address, made " (moment(made_at, &site.zone)) "." }
                p.muted { "It cannot be shown again. A new one stops the old one at once." }
                div.buttons { (make("Make a new address for the screen")) }
            } @else {
                p { "It has no address, and nobody is shown a code." }
                div.buttons { (make("Make an address for the screen")) }
            }
            @if made_at.is_some() {
                (form(format!("{to}/revoke"), ask.token(), html! { (button("Stop the screen").quiet()) }).inline())
            }
        }
    })
}

/// Makes a new address for a site's screen and shows it, this once.
pub(crate) fn make(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    let address = arrival::make_kiosk(ask.clinic, ask.actor()?, ask.key()?, site)?;
    crate::pages::people::sites::with_kiosk(ask, &address).map(Answer::page)
}

/// Takes the address back.
pub(crate) fn revoke(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let site = ask.id("id", SiteId::parse)?;
    arrival::revoke_kiosk(ask.clinic, ask.actor()?, ask.key()?, site)?;
    Ok(Answer::see_other(&format!(
        "/staff/sites/{site}?said=kiosk-off"
    )))
}
