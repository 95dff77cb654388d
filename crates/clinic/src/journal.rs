//! Reading, verifying and exporting the journal.

use crate::{Clinic, Refusal};
use care::PersonId;
use policy::{Action, Actor};
use record::journal::{self, Chained, Checkpoint, Detail, Fault, Verified};
use std::collections::HashMap;
use uuid::Uuid;

/// Entries written out at once.
const EXPORT_PAGE: u32 = 2_000;

/// An entry as a page shows it.
pub struct Shown {
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
) -> Result<Vec<Shown>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ReadJournal)?;
        let organization = look.organization();
        let entries = journal::latest(look.read, organization, about, before.unwrap_or(i64::MAX))?;
        let mut names: HashMap<PersonId, Option<String>> = HashMap::new();
        let mut shown = Vec::new();
        for entry in entries {
            let name = if let Some(name) = names.get(&entry.actor) {
                name.clone()
            } else {
                // Names of people in care stay out of what an auditor reads.
                let (roles, _) =
                    record::staff::roles_and_sites(look.read, organization, entry.actor)?;
                let name = if roles.is_empty() {
                    None
                } else {
                    crate::patient::called(look, entry.actor)?
                };
                names.insert(entry.actor, name.clone());
                name
            };
            // Details may tell about a person; whoever reads the journal reads who did what, not what it said.
            let detail = match &entry.sealed {
                Some((None, _)) => journal::detail(look.read, organization, &entry)?,
                Some((Some(_), _)) | None => Detail::None,
            };
            shown.push(Shown {
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
        match look.could(Action::ForgetPerson, about) {
            Err(Refusal::NotFound) => Ok(false),
            may => may,
        }
    })
}

/// Verifies the journal against itself and against the checkpoints kept outside.
pub fn verify(
    clinic: &Clinic,
    actor: &Actor,
    outside: &[Checkpoint],
) -> Result<Result<Verified, Fault>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::VerifyJournal)?;
        let organization = look.organization();
        let result = journal::verify(look.read, organization, outside, true)?;
        look.saw(
            "journal.verified",
            ("organization", organization.uuid()),
            None,
            None,
        );
        Ok(result)
    })
}

/// Writes every entry out, one JSON object a line, without the sealed details.
pub fn export(clinic: &Clinic, actor: &Actor) -> Result<String, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ExportJournal)?;
        let organization = look.organization();
        let mut out = String::new();
        let mut after = 0;
        loop {
            let page = journal::after(look.read, organization, after, EXPORT_PAGE)?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            for entry in &page {
                let line = serde_json::to_string(entry)
                    .map_err(|_| record::RecordError::damaged("a journal entry"))?;
                out.push_str(&line);
                out.push('\n');
            }
        }
        look.saw(
            "journal.exported",
            ("organization", organization.uuid()),
            None,
            None,
        );
        Ok(out)
    })
}
