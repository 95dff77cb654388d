//! Levels of care offered at sites.

use crate::{Clinic, Key, Refusal};
use care::people::program::Program;
use care::{LevelOfCare, Line, ProgramId, SiteId};
use policy::{Action, Actor};
use record::people::{program, site};
use serde::Serialize;

/// A new program.
#[derive(Clone, Debug, Serialize)]
pub struct ProgramDraft {
    /// Where it runs.
    pub site: SiteId,
    /// Its name.
    pub name: Line,
    /// What it offers.
    pub level: LevelOfCare,
    /// Whether it is one for adolescents.
    pub adolescents: bool,
}

/// Adds a program.
pub fn add_program(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    draft: &ProgramDraft,
) -> Result<ProgramId, Refusal> {
    clinic.act(actor, key, ("add_program", draft), |act| {
        act.permit(Action::ManageOrganization)?;
        site::find(act.tx, draft.site)?.ok_or(Refusal::NotFound)?;
        let program = Program {
            id: act.id(),
            site: draft.site,
            name: draft.name.clone(),
            level: draft.level,
            adolescents: draft.adolescents,
        };
        let others = program::all(act.tx)?;
        if others
            .iter()
            .any(|other| other.site == program.site && other.name == program.name)
        {
            return Err(Refusal::field(
                "name",
                format!("This site already has a program called {}.", program.name),
            ));
        }
        program::insert(act.tx, &program)?;
        let detail = serde_json::json!({
            "name": program.name,
            "level": program.level,
            "adolescents": program.adolescents,
        });
        act.journal(
            "program.added",
            ("program", program.id.uuid()),
            None,
            Some(detail),
        )?;
        Ok(program.id)
    })
}

/// Every program.
pub fn programs(clinic: &Clinic, actor: &Actor) -> Result<Vec<Program>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewOrganization)?;
        Ok(program::all(look.read)?)
    })
}
