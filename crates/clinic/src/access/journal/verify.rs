//! Verifying the journal: as a piece of long work, or while somebody waits.

use super::Wrong;
use crate::task::{Stand, Task, open, read_step};
use crate::{Clinic, Key, Refusal};
use care::OrganizationId;
use jiff::Timestamp;
use policy::{Action, Actor};
use record::journal::outside::Finding;
use record::journal::{Outside, Verification, Verified};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The latest verification of each organization since the server started.
type Verifications = Mutex<HashMap<OrganizationId, Arc<Task<VerifyOutcome>>>>;

/// Told how many entries were read, of how many; refuses when the work should end.
pub(super) type Watch<'a> = dyn FnMut(u64, u64) -> Result<(), Refusal> + 'a;

/// What a verification came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyOutcome {
    /// When it was over.
    pub at: Timestamp,
    /// That the journal holds together, or the first thing that is wrong.
    pub result: Result<Verified, Wrong>,
}

/// A verification that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What they are called; nothing when they were forgotten.
    pub by: Option<String>,
    /// How it stands.
    pub stand: Stand<VerifyOutcome>,
}

/// Asks for the journal to be verified against itself and against the checkpoints kept outside, in the file that is
/// configured. It goes on when the page is closed; while it does, asking again changes nothing.
pub fn ask_for_verification(
    clinic: &Arc<Clinic>,
    actor: &Actor,
    key: Key,
    file: Option<&Path>,
) -> Result<(), Refusal> {
    let organization = actor.organization();
    let is_under_way = |all: &HashMap<OrganizationId, Arc<Task<VerifyOutcome>>>| {
        all.get(&organization).is_some_and(|task| !task.is_over())
    };
    let mut is_new = false;
    clinic.act(actor, key, ("verify_journal", &()), |act| {
        act.permit(Action::VerifyJournal)?;
        if !is_under_way(&open(clinic.memory::<Verifications>())) {
            clinic.room_in_line()?;
        }
        is_new = true;
        let subject = ("organization", act.organization().uuid());
        act.journal("journal.verify_asked", subject, None, None)
    })?;
    // The same form once more: what it asked for was begun the first time.
    if !is_new {
        return Ok(());
    }
    let mut all = open(clinic.memory::<Verifications>());
    if is_under_way(&all) {
        return Ok(());
    }
    let task = Task::new(actor.person(), clinic.now());
    let (actor, file) = (actor.clone(), file.map(Path::to_owned));
    task.begin(clinic, move |clinic, task| {
        let mut watch = |done, total| task.go_on(clinic, done, total);
        let result = checked(clinic, organization, file.as_deref(), &mut watch)?;
        // What is wrong is told whatever becomes of the entry; that it was asked for is in the journal already.
        if let Err(error) = noted(clinic, &actor, Some(in_short(&result))) {
            tracing::error!(%error, "that the journal was verified could not be journaled");
        }
        let at = clinic.now();
        Ok(VerifyOutcome { at, result })
    })?;
    all.insert(organization, task);
    Ok(())
}

/// The latest verification of the organization since the server started: what it came to, or how far it is.
pub fn verification(clinic: &Clinic, actor: &Actor) -> Result<Option<Asked>, Refusal> {
    let task = open(clinic.memory::<Verifications>())
        .get(&actor.organization())
        .cloned();
    clinic.look(actor, |look| {
        look.permit(Action::VerifyJournal)?;
        let Some(task) = task else {
            return Ok(None);
        };
        Ok(Some(Asked {
            by: door::display_name(look, task.asked_by)?,
            stand: task.stand(clinic),
        }))
    })
}

/// Verifies the journal, and waits for it: for whoever has no page to close.
pub fn verify(
    clinic: &Clinic,
    actor: &Actor,
    file: Option<&Path>,
) -> Result<Result<Verified, Wrong>, Refusal> {
    clinic.look(actor, |look| look.permit(Action::VerifyJournal))?;
    let result = checked(clinic, actor.organization(), file, &mut |_, _| Ok(()))?;
    noted(clinic, actor, None)?;
    Ok(result)
}

/// Reads all of the journal, step by step.
fn checked(
    clinic: &Clinic,
    organization: OrganizationId,
    file: Option<&Path>,
    watch: &mut Watch<'_>,
) -> Result<Result<Verified, Wrong>, Refusal> {
    // Before the head is read: the entries that the file knows were there by then.
    let outside = file.map(Outside::read).transpose()?;
    let checkpoints = outside.map_or_else(Vec::new, |outside| outside.checkpoints);
    let begun = read_step(clinic, |across| {
        Verification::begin(&mut across.within(organization), &checkpoints, true)
    })?;
    let mut verification = match begun {
        Ok(verification) => verification,
        Err(fault) => return Ok(Err(Wrong::Entry(fault))),
    };
    let chain = loop {
        watch(verification.done(), verification.total())?;
        if let Some(end) = read_step(clinic, |across| {
            verification.step(&mut across.within(organization))
        })? {
            break end;
        }
    };
    let verified = match chain {
        Ok(verified) => verified,
        Err(fault) => return Ok(Err(Wrong::Entry(fault))),
    };
    let wrong = match file {
        Some(file) => wrong_outside(clinic, organization, file)?,
        None => None,
    };
    Ok(wrong.map_or(Ok(verified), |what| Err(Wrong::Outside(what))))
}

/// What is wrong with the file of checkpoints.
fn wrong_outside(
    clinic: &Clinic,
    organization: OrganizationId,
    file: &Path,
) -> Result<Option<String>, Refusal> {
    // What is found about other organizations of this installation is for whoever runs it.
    let about_this = |finding: &Finding| finding.organization.is_none_or(|id| id == organization);
    let look = || {
        let outside = Outside::read(file)?;
        let findings = read_step(clinic, |across| outside.findings(across))?;
        let found = findings.into_iter().find(about_this);
        Ok::<_, Refusal>(found.map(|finding| finding.what))
    };
    // A checkpoint may be written and remembered between reading the file and asking the database. That is seen once.
    if look()?.is_none() {
        return Ok(None);
    }
    look()
}

/// What is kept of a verification beside its entry. Where the file of checkpoints lies is not for whoever reads that.
fn in_short(result: &Result<Verified, Wrong>) -> Value {
    match result {
        Ok(verified) => json!({ "sound": true, "entries": verified.entries }),
        Err(Wrong::Entry(fault)) => json!({ "sound": false, "entry": fault.seq }),
        Err(Wrong::Outside(_)) => json!({ "sound": false, "outside": true }),
    }
}

fn noted(clinic: &Clinic, actor: &Actor, detail: Option<Value>) -> Result<(), Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::VerifyJournal)?;
        let subject = ("organization", look.organization().uuid());
        look.saw("journal.verified", subject, None, detail);
        Ok(())
    })
}
