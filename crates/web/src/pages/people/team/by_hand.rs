//! A link on paper, where no mail leaves: for whoever may hold it in their hands.

use crate::shell::frame::could;
use crate::shell::{Ask, Fault};
use crate::ui::{button, copy_block, form, print_button};
use care::people::staff::Staff;
use clinic::access::sign_in::INVITATION_HOURS;
use clinic::people::staff;
use maud::{Markup, html};
use policy::Action;

/// The part of a colleague’s page, with the link that was just made, where one was.
pub(super) fn part(ask: &Ask<'_>, staff: &Staff, handed: Option<&str>) -> Result<Markup, Fault> {
    if let Some(link) = handed {
        return Ok(html! {
            section {
                h2 { "A link to hand over" }
                p { strong { "This link is shown once." } " It works once, within " (INVITATION_HOURS) " hours, and lets whoever opens it set up the sign-in of "
                    (staff.name.full()) ". Give it to nobody else. That you took it is in the journal." }
                (copy_block("handed-link", "Link", link))
                (print_button("Print it"))
            }
        });
    }
    if !could(ask, Action::ManageStaff) && !could(ask, Action::ConfirmRole) {
        return Ok(html! {});
    }
    let found = staff::hands_out(ask.clinic, ask.actor()?, staff.id)?;
    let Some(found) = found.filter(|one| could(ask, one.right)) else {
        return Ok(html! {});
    };
    if let Some(sentence) = found.refused {
        return Ok(html! {
            section {
                h2 { "Without mail" }
                p { "No mail leaves here. " (sentence) }
            }
        });
    }
    let make = form(
        format!("/staff/team/{}/link", staff.id),
        ask.token(),
        html! {
            (button("Make a link to hand over").quiet())
        },
    );
    Ok(html! {
        section {
            h2 { "Without mail" }
            p { "No mail leaves here. A link can be copied or printed and handed over; earlier links end with it." }
            (make.inline())
        }
    })
}
