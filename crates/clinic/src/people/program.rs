//! Levels of care offered at sites.

use crate::{Act, Clinic, Key, Refusal, Version};
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
    /// Its name in Spanish.
    pub name_es: Option<Line>,
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
            name_es: draft.name_es.clone(),
            level: draft.level,
            adolescents: draft.adolescents,
            pathway: None,
        };
        refuse_double(act, &program)?;
        program::insert(act.tx, &program)?;
        let detail = serde_json::json!({
            "name": program.name,
            "name_es": program.name_es,
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

fn refuse_double(act: &mut Act<'_, '_>, program: &Program) -> Result<(), Refusal> {
    let others = program::all(act.tx)?;
    let same = |other: &Program| {
        other.id != program.id && other.site == program.site && other.name == program.name
    };
    if others.iter().any(same) {
        return Err(Refusal::field(
            "name",
            format!("This site already has a program called {}.", program.name),
        ));
    }
    Ok(())
}

/// What can be changed of a program. Another level of care is another program: people's stays were made in this one.
#[derive(Clone, Debug, Serialize)]
pub struct ProgramChange {
    /// Its name.
    pub name: Line,
    /// Its name in Spanish.
    pub name_es: Option<Line>,
    /// Whether it is one for adolescents.
    pub adolescents: bool,
}

/// The version of what the form of a program shows.
pub fn version(program: &Program) -> Result<Version, Refusal> {
    Version::of(&(&program.name, &program.name_es, program.adolescents))
}

/// Changes what a program is called, and whether it is one for adolescents. Who is in it stays.
pub fn change_program(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: ProgramId,
    change: &ProgramChange,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("change_program", &(id, change)), |act| {
        act.permit(Action::ManageOrganization)?;
        let all = program::all(act.tx)?;
        let before = all.into_iter().find(|program| program.id == id);
        let before = before.ok_or(Refusal::NotFound)?;
        act.unchanged(version(&before)?)?;
        let after = Program {
            name: change.name.clone(),
            name_es: change.name_es.clone(),
            adolescents: change.adolescents,
            ..before.clone()
        };
        refuse_double(act, &after)?;
        program::update(act.tx, &after)?;
        let detail = serde_json::json!({ "before": before, "after": after });
        act.journal(
            "program.changed",
            ("program", id.uuid()),
            None,
            Some(detail),
        )
    })
}

/// Every program.
pub fn programs(clinic: &Clinic, actor: &Actor) -> Result<Vec<Program>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewOrganization)?;
        Ok(program::all(look.read)?)
    })
}
