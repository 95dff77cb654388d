//! Whether mail leaves at all: a message that an administrator writes to herself, and what became of it.

use super::{Mail, MailStanding, keep, standing_of};
use crate::{Clinic, Key, Refusal};
use care::JobId;
use policy::{Action, Actor};
use record::people::person;

const WITHOUT_ADDRESS: &str =
    "You have no e-mail address here. Ask another administrator to add one.";

/// Queues a message to whoever asks. It goes the way of every other, so that what becomes of it is true of them.
pub fn send_test(clinic: &Clinic, actor: &Actor, key: Key) -> Result<JobId, Refusal> {
    clinic.act(actor, key, ("send_test", &()), |act| {
        act.permit(Action::ManageOrganization)?;
        let me = act.actor.person();
        let (_, contact) = person::load(act.tx, me)?;
        let to = contact
            .email
            .ok_or_else(|| Refusal::Conflict(WITHOUT_ADDRESS.to_owned()))?;
        let (clinic, now) = (act.clinic, act.now);
        let id = keep(act.tx, clinic, me, &Mail::trial(&to), now)?;
        act.journal(
            "mail.tested",
            ("organization", act.organization().uuid()),
            None,
            None,
        )?;
        Ok(id)
    })
}

/// What became of a message that somebody wrote to herself; somebody else's is not found.
pub fn test_of(clinic: &Clinic, actor: &Actor, id: JobId) -> Result<MailStanding, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ManageOrganization)?;
        standing_of(look.read, id, actor.person())?.ok_or(Refusal::NotFound)
    })
}
