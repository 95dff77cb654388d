//! Putting a backup back.

use super::{Manifest, RECORD, Watch, new_file, verify_backup_watched};
use crate::RecordError;
use crate::store::migrate;
use crate::store::open::{beside, failed, lock_only, sync_folder_of};
use std::path::{Path, PathBuf};

/// What `SQLite` keeps beside a database; a log that stayed beside another database would be played into it.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];
/// Replaced databases kept before somebody has to clear up.
const KEPT_MAX: u32 = 1_000;

/// Puts a verified backup in place of the database at `to`, or where none is yet. With `replace`, the present one is
/// kept beside it as `<name>.before-restore-<n>`. Until the last step everything stays as it was.
///
/// Only the database is put back. Checkpoints outside the database that were signed after the backup will show that
/// later entries are missing, and rightly; `checkpoints.jsonl` in the backup holds those that belong to it.
pub fn restore(folder: &Path, to: &Path, replace: bool) -> Result<Manifest, RecordError> {
    restore_watched(folder, to, replace, &mut |_, _, _| {})
}

/// The same, telling `watch` how far it has come.
pub fn restore_watched(
    folder: &Path,
    to: &Path,
    replace: bool,
    watch: &mut Watch<'_>,
) -> Result<Manifest, RecordError> {
    let manifest = verify_backup_watched(folder, watch)?;
    let (found, known) = (manifest.schema_version, migrate::known());
    if found > known {
        return Err(RecordError::Newer { found, known });
    }
    let lock = lock_only(to)?;
    let there = to.symlink_metadata().is_ok();
    if there && !to.is_file() {
        return Err(RecordError::Refused(format!(
            "{} is not a file, so no database can be put there",
            to.display()
        )));
    }
    if there && !replace {
        return Err(RecordError::Refused(format!(
            "{} exists. To put the backup in its place, ask for it to be replaced; it will be kept beside the restored one",
            to.display()
        )));
    }
    let (number, kept) = free_name(to)?;
    let fresh = beside(to, &format!(".restoring-{number}"));
    let done = copy(folder, &manifest, &fresh, watch).and_then(|()| swap(&fresh, to, &kept));
    if done.is_err() {
        let _ = std::fs::remove_file(&fresh);
    }
    drop(lock);
    done.map(|()| manifest)
}

/// A name for what is replaced that nothing has yet.
fn free_name(to: &Path) -> Result<(u32, PathBuf), RecordError> {
    let taken = |path: &Path| path.symlink_metadata().is_ok();
    (1..=KEPT_MAX)
        .map(|number| (number, beside(to, &format!(".before-restore-{number}"))))
        .find(|(number, kept)| {
            !taken(kept)
                && !COMPANIONS
                    .iter()
                    .any(|companion| taken(&beside(kept, companion)))
                && !taken(&beside(to, &format!(".restoring-{number}")))
        })
        .ok_or_else(|| {
            RecordError::Refused(format!(
                "{} databases replaced earlier lie beside {}; remove some",
                KEPT_MAX,
                to.display()
            ))
        })
}

/// Copies the database out of the backup and makes sure that it arrived.
fn copy(
    folder: &Path,
    manifest: &Manifest,
    fresh: &Path,
    watch: &mut Watch<'_>,
) -> Result<(), RecordError> {
    let mut file = new_file(fresh)?;
    let copied = reading::file::open(&folder.join(RECORD))
        .and_then(|mut source| std::io::copy(&mut source, &mut file))
        .and_then(|_| file.sync_all());
    copied.map_err(failed(fresh))?;
    let parent = fresh.parent().unwrap_or(Path::new(""));
    let name = fresh.file_name().unwrap_or_default().to_string_lossy();
    let arrived = super::Content::of(parent, &name, watch)?;
    let expected = manifest.files.iter().find(|content| content.name == RECORD);
    if expected.is_some_and(|expected| expected.sha256 == arrived.sha256) {
        Ok(())
    } else {
        Err(RecordError::Refused(
            "the backup changed while it was copied, or the disk does not keep what it is given; nothing was replaced"
                .to_owned(),
        ))
    }
}

/// Moves the present database and its log aside and the restored one into its place; on failure, back again.
fn swap(fresh: &Path, to: &Path, kept: &Path) -> Result<(), RecordError> {
    let mut moves = Vec::new();
    for companion in std::iter::once("").chain(COMPANIONS) {
        let (from, aside) = (beside(to, companion), beside(kept, companion));
        if from.symlink_metadata().is_ok() {
            moves.push((from, aside));
        }
    }
    moves.push((fresh.to_owned(), to.to_owned()));
    for (number, (from, aside)) in moves.iter().enumerate() {
        if let Err(error) = std::fs::rename(from, aside) {
            for (from, aside) in moves[..number].iter().rev() {
                let _ = std::fs::rename(aside, from);
            }
            return Err(failed(from)(error));
        }
    }
    sync_folder_of(to).map_err(failed(to))
}
