//! Reading, verifying and exporting the journal.
//!
//! Verifying and exporting read all of it. Whoever asks for that on a page is answered at once, and the work stands in
//! the one line that the whole process has; whoever has no page to close waits for it: [`verify()`], [`export()`].

mod export;
mod verify;

pub use crate::task::{Progress, Stand};
pub use export::{
    KEPT_MINUTES, Range, Ready, Taken, ask_for_export, export, export_of, sweep_exports,
    take_export,
};
pub use verify::{Asked, VerifyOutcome, ask_for_verification, verification, verify};

use crate::{Clinic, Refusal};
use care::PersonId;
use policy::{Action, Actor};
use record::journal::{self, Chained, Detail, Fault};
use uuid::Uuid;

/// The first thing wrong with a journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// With an entry of it.
    #[error(transparent)]
    Entry(#[from] Fault),
    /// With the file of checkpoints, which should vouch for it.
    #[error("{0}")]
    Outside(String),
}

/// An entry as a page shows it.
pub struct ShownEntry {
    /// The entry.
    pub entry: Chained,
    /// What the actor of the entry is called; nothing for whoever was forgotten and for the server's console.
    pub actor: Option<String>,
    /// What the details say.
    pub detail: Detail,
}

/// The latest entries before place `before` (the newest when `None`), about one subject or about anything.
pub fn page(
    clinic: &Clinic,
    actor: &Actor,
    about: Option<Uuid>,
    before: Option<i64>,
) -> Result<Vec<ShownEntry>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ReadJournal)?;
        let organization = look.organization();
        let entries = journal::latest(look.read, about, before.unwrap_or(i64::MAX))?;
        // Names of people in care stay out of what an auditor reads.
        let actors: Vec<PersonId> = entries.iter().map(|entry| entry.actor).collect();
        let staff = record::people::staff::among(look.read, &actors)?;
        look.meet(staff.iter().copied())?;
        let mut shown = Vec::new();
        for entry in entries {
            let name = if staff.contains(&entry.actor) {
                door::display_name(look, entry.actor)?
            } else {
                None
            };
            // Details may tell about a person; whoever reads the journal reads who did what, not what it said.
            let detail = match &entry.sealed {
                Some(sealed) if sealed.person.is_none() => journal::detail(look.read, &entry)?,
                Some(_) | None => Detail::None,
            };
            shown.push(ShownEntry {
                entry,
                actor: name,
                detail,
            });
        }
        look.saw(
            "journal.viewed",
            ("organization", organization.uuid()),
            None,
            None,
        );
        Ok(shown)
    })
}

/// Whether the actor may forget whom the journal is read about; for showing the way there. Whoever works here is no
/// person in care, and is not forgotten there.
pub fn may_forget(clinic: &Clinic, actor: &Actor, about: PersonId) -> Result<bool, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ReadJournal)?;
        look.could_still(Action::ForgetPerson, about)
    })
}
