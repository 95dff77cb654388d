//! Walking into the demonstration.

use crate::pages::access::sign_in::let_in;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, button, form, heading, page};
use clinic::Refusal;
use clinic::access::sign_in;
use clinic::demo::{self, DemoStep};
use maud::html;

/// Asks before walking in, because a link preview must not sign anybody in.
pub(crate) fn page_for(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let name = sign_in::demo_name(ask.clinic, ask.param("link"))?;
    let language = ask.language();
    let mut frame = frame(ask, Face::Public, language.say("door-demo"));
    // Walking in is the one thing to press here; the clock is put on from inside.
    for banner in &mut frame.banners {
        banner.action = None;
    }
    let walk_in = language.say_with("door-demo-as", &[("name", &name)]);
    let fields = html! { div.buttons { (button(walk_in)) } };
    let body = html! {
        (heading(language.say("door-demo-title")).lead(language.say("door-demo-more")))
        (form(ask.address.clone(), ask.token(), fields))
    };
    Ok(Answer::page(page(&frame, body)))
}

/// Puts the clock on and comes back to the page.
pub(crate) fn go_on(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let step = DemoStep::from_code(ask.form.text("step")).ok_or(Refusal::NotFound)?;
    demo::go_on(ask.clinic, ask.key()?, step)?;
    Ok(Answer::see_other(&ask.next("/")))
}

/// Walks in.
pub(crate) fn enter(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    let fresh = sign_in::demo_enter(ask.clinic, ask.param("link"), &ask.browser)?;
    Ok(let_in(ask, &fresh, ""))
}
