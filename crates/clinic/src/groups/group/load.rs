//! A program from a file becomes groups of a site.

use super::{GroupDraft, insert_group};
use crate::{Act, Clinic, Key, Refusal};
use care::groups::group::{Limits, MeetingPlace};
use care::groups::program_file;
use care::groups::program_file::{Planned, ProgramPlan, Settle};
use care::people::program::Program;
use care::{GroupId, ProgramId, SiteId};
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::groups::group;
use record::people::{program, site};
use serde::Serialize;

/// What the text is called in messages about it.
const FILE: &str = "program file";

/// A file, and how it is to be taken.
#[derive(Clone, Debug, Serialize)]
pub struct ProgramText {
    /// The text of the file.
    pub text: String,
    /// Which of its programs, counted from 0.
    pub chosen: Vec<usize>,
    /// Days of groups for which it names none.
    pub days: Vec<care::Weekday>,
    /// When groups begin for which it names no time.
    pub start_minute: u16,
    /// The first day of the groups.
    pub starts_on: Date,
}

impl ProgramText {
    /// What the file comes to; nothing is kept.
    pub fn plans(&self) -> Result<Vec<ProgramPlan>, Refusal> {
        let settle = Settle {
            days: self.days.clone(),
            start_minute: self.start_minute,
        };
        program_file::load(FILE, &self.text, &settle)
            .map_err(|problems| Refusal::field("text", problems.to_string()))
    }
}

/// Adds the groups of the chosen programs to a site, as drafts: a file names neither leaders nor rooms.
pub fn load_programs(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    site: SiteId,
    text: &ProgramText,
) -> Result<Vec<GroupId>, Refusal> {
    let sizes = &clinic.protocol().group_size;
    clinic.act(actor, key, ("load_programs", &(site, text)), |act| {
        let organization = act.organization();
        act.permit_on(Action::ManageGroups, &Resource::Site(organization, site))?;
        site::find(act.tx, site)?.ok_or(Refusal::NotFound)?;
        let plans = text.plans()?;
        let chosen = plans
            .iter()
            .enumerate()
            .filter(|(at, _)| text.chosen.contains(at));
        let mut added = Vec::new();
        for (_, plan) in chosen {
            let program = program_of(act, site, plan)?;
            for planned in &plan.groups {
                let draft = draft(planned, site, program, text.starts_on, sizes);
                let group = draft.group(act.id());
                insert_group(act, &group)?;
                if group.program.is_some() {
                    group::insert_phases(act.tx, group.id, &planned.phases)?;
                }
                added.push(group.id);
            }
        }
        if added.is_empty() {
            return Err(Refusal::field("chosen", "Choose at least one program."));
        }
        Ok(added)
    })
}

/// The site's program of this name, made where there is none. One that has groups already is not loaded twice.
fn program_of(
    act: &mut Act<'_, '_>,
    site: SiteId,
    plan: &ProgramPlan,
) -> Result<ProgramId, Refusal> {
    let known = program::all(act.tx)?
        .into_iter()
        .find(|program| program.site == site && program.name == plan.name);
    if let Some(known) = known {
        let groups = group::at_site(act.tx, site)?;
        if groups.iter().any(|group| group.program == Some(known.id)) {
            let sentence = format!("“{}” has groups here already. Leave it out.", plan.name);
            return Err(Refusal::field("chosen", sentence));
        }
        return known_program(act, known, plan);
    }
    let new = Program {
        id: act.id(),
        site,
        name: plan.name.clone(),
        name_es: plan.name_es.clone(),
        level: plan.level,
        adolescents: false,
        pathway: plan.pathway.clone(),
    };
    program::insert(act.tx, &new)?;
    let detail =
        serde_json::json!({ "name": new.name, "level": new.level, "pathway": new.pathway });
    act.journal(
        "program.added",
        ("program", new.id.uuid()),
        None,
        Some(detail),
    )?;
    Ok(new.id)
}

/// A program that is here already takes the phases of the file. Its level stays: people's stays were made at it.
fn known_program(
    act: &mut Act<'_, '_>,
    known: Program,
    plan: &ProgramPlan,
) -> Result<ProgramId, Refusal> {
    if known.level != plan.level {
        let sentence = format!(
            "“{}” is here already as {}. Give it that level in the file, or another name.",
            plan.name,
            known.level.label().to_lowercase()
        );
        return Err(Refusal::field("chosen", sentence));
    }
    if known.pathway != plan.pathway {
        let after = Program {
            pathway: plan.pathway.clone(),
            ..known.clone()
        };
        program::update(act.tx, &after)?;
        let detail = serde_json::json!({ "before": known, "after": after });
        act.journal(
            "program.changed",
            ("program", known.id.uuid()),
            None,
            Some(detail),
        )?;
    }
    Ok(known.id)
}

fn draft(
    planned: &Planned,
    site: SiteId,
    program: ProgramId,
    starts_on: Date,
    sizes: &Limits,
) -> GroupDraft {
    GroupDraft {
        site,
        program: (!planned.open_to_all).then_some(program),
        name: planned.name.clone(),
        kind: planned.kind,
        track: planned.track,
        // What people choose one of is what these groups are about: nobody is given two with one topic.
        topic: planned.one_of.clone(),
        facilitators: Vec::new(),
        place: if planned.telehealth {
            MeetingPlace::Telehealth(None)
        } else {
            MeetingPlace::Undecided
        },
        seats: sizes.seats_offered(),
        smallest: sizes.smallest,
        meetings: planned.meetings.clone(),
        minutes: planned.minutes,
        starts_on,
        ends_on: None,
        open: true,
        draft: true,
        stay_weeks: planned.stay_weeks,
    }
}
