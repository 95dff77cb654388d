//! How to reach somebody who is in danger: the rules first, the numbers after them.

use crate::pages::intake::inquiries::show::{Pressed, rules_and_number, who_asks};
use crate::shell::Ask;
use crate::ui::{card, facts, link, tel, tel_text};
use care::Phone;
use care::intake::inquiry::{CallBack, Inquiry};
use clinic::intake::inquiry::Touch;
use maud::{Markup, html};

/// What is known of being in touch with somebody, and what is not.
pub(crate) fn touch_card(ask: &Ask<'_>, touch: &Touch, own: Option<&str>) -> impl maud::Render {
    let body = match touch {
        Touch::NoRequest(may_call) => html! { (facts(&[("Telephone", number(own, *may_call))])) },
        Touch::Hidden(may_call) => html! {
            p { "The rules above say how it is safe to be in touch. There is a request for help about this person as well, and you may not open it: who asked, intake and the clinical director know." }
            (facts(&[("Telephone", number(own, *may_call))]))
        },
        Touch::Told(known) | Touch::Known(known) => {
            let (inquiry, site) = &**known;
            html! {
                (rules_and_number(inquiry, site, ask.now, Pressed::InDanger))
                (facts(&[("Who asked", who_asks(inquiry))].into_iter().chain(beside(inquiry)).collect::<Vec<_>>()))
                @if matches!(touch, Touch::Known(_)) { p { (link(&format!("/staff/inquiries/{}", inquiry.id), "Open the request for help")) } }
            }
        }
    };
    card("How to be in touch", body)
}

/// The person's own number, to press where no rule of theirs stands against it.
fn number(own: Option<&str>, may_call: bool) -> Markup {
    let dialed = own.filter(|_| may_call).and_then(|number| {
        let phone = Phone::parse(number).ok()?;
        Some(phone.dialed())
    });
    match (own, dialed) {
        (Some(number), Some(dialed)) => tel(number, &dialed),
        (Some(number), None) => tel_text(number),
        (None, _) => html! { "Not known" },
    }
}

/// The number of the other of the two, which the rules do not name: nothing to press, for whoever weighs it.
fn beside(inquiry: &Inquiry) -> Option<(&'static str, Markup)> {
    let asker = inquiry.request.asker.contact()?;
    let (label, contact, named) = match inquiry.rules.with() {
        CallBack::Asker => (
            "The person’s own telephone",
            &inquiry.contact,
            "whoever asked",
        ),
        CallBack::Person => ("Telephone of whoever asked", asker, "the person"),
    };
    let phone = html! {
        @match &contact.phone {
            Some(phone) => { (tel_text(phone.as_str())) " " span.muted { "(the rules name " (named) ")" } },
            None => "Not known",
        }
    };
    Some((label, phone))
}
