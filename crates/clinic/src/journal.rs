//! Reading, verifying and exporting the journal.

use crate::{Clinic, Refusal};
use care::PersonId;
use policy::{Action, Actor};
use record::journal::outside::Finding;
use record::journal::{self, Chained, Detail, Fault, Outside, Verified};
use std::path::Path;
use uuid::Uuid;

/// Entries written out at once.
const EXPORT_PAGE: u32 = 2_000;

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
        // Names of people in care stay out of what an auditor reads.
        let actors: Vec<PersonId> = entries.iter().map(|entry| entry.actor).collect();
        let staff = record::staff::among(look.read, organization, &actors)?;
        look.meet(staff.iter().copied())?;
        let mut shown = Vec::new();
        for entry in entries {
            let name = if staff.contains(&entry.actor) {
                crate::patient::called(look, entry.actor)?
            } else {
                None
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

/// Verifies the journal against itself and against the checkpoints kept outside, in the file that is configured.
pub fn verify(
    clinic: &Clinic,
    actor: &Actor,
    file: Option<&Path>,
) -> Result<Result<Verified, Wrong>, Refusal> {
    let outside = file.map(Outside::read).transpose()?;
    clinic.look(actor, |look| {
        look.permit(Action::VerifyJournal)?;
        let organization = look.organization();
        let checkpoints = outside
            .as_ref()
            .map_or(&[][..], |outside| &outside.checkpoints);
        let chain = journal::verify(look.read, organization, checkpoints, true)?;
        let findings = match &outside {
            Some(outside) => outside.findings(look.read)?,
            None => Vec::new(),
        };
        // What is found about other organizations of this installation is for whoever runs it.
        let about_this =
            |finding: &Finding| finding.organization.is_none_or(|id| id == organization);
        let outside = findings.into_iter().find(about_this);
        let result = match (chain, outside) {
            (Err(fault), _) => Err(Wrong::Entry(fault)),
            (Ok(_), Some(finding)) => Err(Wrong::Outside(finding.what)),
            (Ok(verified), None) => Ok(verified),
        };
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
