//! Writing the journal out: into a file without a name, which waits a while for whoever asked for it.

use super::verify::Watch;
use crate::task::{Stand, Task, open, read_step};
use crate::{Clinic, Key, Refusal};
use care::{OrganizationId, PersonId};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::RecordError;
use record::journal::{self, Chained};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Seek as _, Write};
use std::sync::{Arc, Mutex};

/// How long a file waits to be taken, in minutes.
pub const KEPT_MINUTES: i64 = 15;
/// Entries written out at once.
const EXPORT_PAGE: u32 = 2_000;

const BEING_MADE: &str =
    "A file of other days is being made for you already. Wait for it, then ask for this one.";
const NO_ROOM: &str = "The server could not write the file: its disk for temporary files is full or cannot be used. \
    Tell whoever runs the server.";

/// What each asker's latest export covers, and how it stands. The key holds whose it is, so nobody finds another's.
type Exports = Mutex<HashMap<(OrganizationId, PersonId), (Range, Arc<Task<Arc<Made>>>)>>;

/// Which entries: a stretch of the chain without a gap, from the first one in the time to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Range {
    /// From then on; from the first entry when nothing is said.
    pub from: Option<Timestamp>,
    /// Up to then; to the last entry when nothing is said.
    pub until: Option<Timestamp>,
}

/// A journal that was written out. The file goes with it.
struct Made {
    entries: u64,
    bytes: u64,
    at: Timestamp,
    file: Mutex<Option<File>>,
}

/// A file that waits to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// How many entries it has.
    pub entries: u64,
    /// How long it is.
    pub bytes: u64,
    /// Until when it waits.
    pub until: Timestamp,
}

/// A file that its asker takes along.
#[derive(Debug)]
pub struct Taken {
    /// The file, to be read from its beginning. It has no name, and is gone when nothing holds it.
    pub file: File,
    /// How long it is.
    pub bytes: u64,
}

impl Made {
    fn until(&self) -> Timestamp {
        let kept = SignedDuration::from_mins(KEPT_MINUTES);
        self.at.saturating_add(kept).unwrap_or(self.at)
    }
}

/// Asks for the journal to be written out, without the sealed details. It goes on when the page is closed, and the file
/// then waits for the asker. A file that waited already is thrown away.
pub fn ask_for_export(
    clinic: &Arc<Clinic>,
    actor: &Actor,
    key: Key,
    range: Range,
) -> Result<(), Refusal> {
    let whose = (actor.organization(), actor.person());
    let mut is_new = false;
    clinic.act(actor, key, ("export_journal", &range), |act| {
        act.permit(Action::ExportJournal)?;
        let being_made = open(clinic.memory::<Exports>())
            .get(&whose)
            .filter(|(_, task)| !task.is_over())
            .map(|(known, _)| *known);
        match being_made {
            None => clinic.room_in_line()?,
            Some(known) if known == range => {}
            Some(_) => return Err(Refusal::Conflict(BEING_MADE.to_owned())),
        }
        is_new = true;
        let subject = ("organization", act.organization().uuid());
        let detail = json!({ "from": range.from, "until": range.until });
        act.journal("journal.export_asked", subject, None, Some(detail))
    })?;
    // The same form once more: what it asked for was begun the first time.
    if !is_new {
        return Ok(());
    }
    let mut all = open(clinic.memory::<Exports>());
    if all.get(&whose).is_some_and(|(_, task)| !task.is_over()) {
        return Ok(());
    }
    let task = Task::new(actor.person(), clinic.now());
    task.begin(clinic, move |clinic, task| {
        let mut watch = |done, total| task.go_on(clinic, done, total);
        made(clinic, whose.0, range, &mut watch).map(Arc::new)
    })?;
    all.insert(whose, (range, task));
    Ok(())
}

/// How the actor's own export stands; nothing when there is none, or none any more.
pub fn export_of(clinic: &Clinic, actor: &Actor) -> Result<Option<Stand<Ready>>, Refusal> {
    sweep_exports(clinic);
    clinic.look(actor, |look| {
        look.permit(Action::ExportJournal)?;
        let all = open(clinic.memory::<Exports>());
        let own = all.get(&(look.organization(), actor.person()));
        Ok(own.map(|(_, task)| match task.stand(clinic) {
            Stand::UnderWay(progress) => Stand::UnderWay(progress),
            Stand::Failed(why) => Stand::Failed(why),
            Stand::Done(made) => Stand::Done(Ready {
                entries: made.entries,
                bytes: made.bytes,
                until: made.until(),
            }),
        }))
    })
}

/// Hands the actor the file that was made for them, once; nothing when there is none, or it waited too long.
pub fn take_export(clinic: &Clinic, actor: &Actor) -> Result<Option<Taken>, Refusal> {
    sweep_exports(clinic);
    clinic.look(actor, |look| {
        look.permit(Action::ExportJournal)?;
        let Some(made) = taken(clinic, (look.organization(), actor.person())) else {
            return Ok(None);
        };
        let Some(file) = open(&made.file).take() else {
            return Ok(None);
        };
        let subject = ("organization", look.organization().uuid());
        let detail = json!({ "entries": made.entries });
        look.saw("journal.exported", subject, None, Some(detail));
        let bytes = made.bytes;
        Ok(Some(Taken { file, bytes }))
    })
}

fn taken(clinic: &Clinic, whose: (OrganizationId, PersonId)) -> Option<Arc<Made>> {
    let mut all = open(clinic.memory::<Exports>());
    let made = all.get(&whose).and_then(|(_, task)| task.made())?;
    all.remove(&whose);
    Some(made)
}

/// Throws away what was not taken in time; also called by the upkeep, so that nothing stays when nobody comes.
pub fn sweep_exports(clinic: &Clinic) {
    let now = clinic.now();
    open(clinic.memory::<Exports>())
        .retain(|_, (_, task)| task.made().is_none_or(|made| now < made.until()));
}

/// Writes every entry out, one JSON object a line, without the sealed details, and waits for it: for whoever has no
/// page to close.
pub fn export(clinic: &Clinic, actor: &Actor) -> Result<String, Refusal> {
    clinic.look(actor, |look| look.permit(Action::ExportJournal))?;
    let mut text = Vec::new();
    let (organization, all) = (actor.organization(), Range::default());
    write_out(clinic, organization, all, &mut text, &mut |_, _| Ok(()))?;
    clinic.look(actor, |look| {
        look.permit(Action::ExportJournal)?;
        let subject = ("organization", look.organization().uuid());
        look.saw("journal.exported", subject, None, None);
        Ok(())
    })?;
    String::from_utf8(text).map_err(|_| RecordError::damaged("a journal entry").into())
}

/// Makes the file. It has no name from the beginning, so nothing but this process can open it, and a process that is
/// killed leaves nothing behind.
fn made(
    clinic: &Clinic,
    organization: OrganizationId,
    range: Range,
    watch: &mut Watch<'_>,
) -> Result<Made, Refusal> {
    let file = tempfile::tempfile().map_err(|error| unwritten(&error))?;
    let mut out = BufWriter::new(file);
    let entries = write_out(clinic, organization, range, &mut out, watch)?;
    let file = out.into_inner();
    let mut file = file.map_err(|error| unwritten(error.error()))?;
    let bytes = file.stream_position().map_err(|error| unwritten(&error))?;
    file.rewind().map_err(|error| unwritten(&error))?;
    Ok(Made {
        entries,
        bytes,
        at: clinic.now(),
        file: Mutex::new(Some(file)),
    })
}

/// Writes out what there is at the beginning, step by step; answers how many entries that were.
fn write_out(
    clinic: &Clinic,
    organization: OrganizationId,
    range: Range,
    out: &mut dyn Write,
    watch: &mut Watch<'_>,
) -> Result<u64, Refusal> {
    let (last, _) = read_step(clinic, |across| {
        journal::head(&mut across.within(organization))
    })?;
    let counted = |seq: i64| u64::try_from(seq).unwrap_or(0);
    let (mut after, mut written) = (0, 0);
    while after < last {
        watch(counted(after), counted(last))?;
        let page = read_step(clinic, |across| {
            journal::after(&mut across.within(organization), after, EXPORT_PAGE)
        })?;
        let Some(end) = page.last() else { break };
        after = end.seq;
        for entry in page.iter().take_while(|entry| entry.seq <= last) {
            if range.until.is_some_and(|until| entry.at >= until) {
                return Ok(written);
            }
            // What follows the first one belongs to the chain, whatever a clock said.
            if written == 0 && range.from.is_some_and(|from| entry.at < from) {
                continue;
            }
            out.write_all(line(entry)?.as_bytes())
                .map_err(|error| unwritten(&error))?;
            written += 1;
        }
    }
    Ok(written)
}

fn line(entry: &Chained) -> Result<String, Refusal> {
    let mut line =
        serde_json::to_string(entry).map_err(|_| RecordError::damaged("a journal entry"))?;
    line.push('\n');
    Ok(line)
}

fn unwritten(error: &std::io::Error) -> Refusal {
    tracing::error!(%error, "the file of an export could not be written");
    Refusal::Conflict(NO_ROOM.to_owned())
}
