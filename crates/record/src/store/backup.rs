//! Backups of the embedded database: taken while it is written to, checked down to the last bit, put back in one step.
//!
//! A backup is a folder: `record.sqlite3`, which any `SQLite` opens; `checkpoints.jsonl`, the journal's signed
//! checkpoints; and `manifest.json`, which knows the size and SHA-256 of both, how far each journal had come, and, in
//! its last line, its own SHA-256. `PRAGMA integrity_check` overlooks most flipped bits; this overlooks none.
//!
//! The master key is not in it, and has to be kept apart. Whoever was forgotten after a backup was taken can still be
//! read from that backup by whoever also holds the master key, until the backup is thrown away.

use crate::people::organization;
use crate::store::engine::Sqlite;
use crate::store::migrate;
use crate::store::open::{failed, sync_folder_of};
use crate::{Location, RecordError, journal};
use jiff::Timestamp;
use rusqlite::backup::{Backup, StepResult};
use std::fs::File;
use std::path::{Path, PathBuf};

mod manifest;
mod restore;

pub use manifest::{Content, Head, Manifest};
pub use restore::{restore, restore_watched};

use manifest::MANIFEST;

/// The database in a backup.
pub const RECORD: &str = "record.sqlite3";
/// Pages copied between two reports: 4 MiB.
const COPY_PAGES: std::ffi::c_int = 1_024;
/// The checkpoint file in a backup.
pub const CHECKPOINTS: &str = "checkpoints.jsonl";

/// Told what is being done, and how much of how much is done.
pub type Watch<'a> = dyn FnMut(&'static str, u64, u64) + 'a;

/// Backs the record up into the new folder `into`, also while another process writes to it.
pub fn backup(
    location: &Location,
    checkpoints_file: Option<&Path>,
    into: &Path,
    now: Timestamp,
) -> Result<Manifest, RecordError> {
    backup_watched(location, checkpoints_file, into, now, &mut |_, _, _| {})
}

/// The same, telling `watch` how far it has come.
pub fn backup_watched(
    location: &Location,
    checkpoints_file: Option<&Path>,
    into: &Path,
    now: Timestamp,
    watch: &mut Watch<'_>,
) -> Result<Manifest, RecordError> {
    let Location::Sqlite(path) = location else {
        return Err(RecordError::Refused(
            "Stepwell backs up its embedded database only; back this one up with pg_dump or pg_basebackup".to_owned(),
        ));
    };
    if !path.is_file() {
        return Err(RecordError::Unopened(format!(
            "{}: there is no database to back up",
            path.display()
        )));
    }
    make_folder(into)?;
    let copy = into.join(RECORD);
    // The checkpoints first: one signed while the database is copied would know more than the copy does.
    let checkpoints = match checkpoints_file.filter(|file| file.exists()) {
        Some(file) => Some(copy_checkpoints(file, &into.join(CHECKPOINTS))?),
        None => None,
    };
    // By the engine's backup interface and not as files: a file copied while it is written to is of no moment at all.
    copy_database(path, &copy, watch)?;
    let (schema_version, heads) = look_at(&copy)?;
    let mut files = vec![Content::of(into, RECORD, watch)?];
    files.extend(
        checkpoints
            .map(|()| Content::of(into, CHECKPOINTS, watch))
            .transpose()?,
    );
    let manifest = Manifest {
        format: manifest::FORMAT,
        made_at: now,
        schema_version,
        heads,
        files,
    };
    // Last, so that a backup that was cut short has no manifest and is refused.
    manifest.write(&into.join(MANIFEST))?;
    sync_folder_of(&into.join(MANIFEST)).map_err(failed(into))?;
    sync_folder_of(into).map_err(failed(into))?;
    Ok(manifest)
}

/// Checks every bit of a backup; answers what it holds.
pub fn verify_backup(folder: &Path) -> Result<Manifest, RecordError> {
    verify_backup_watched(folder, &mut |_, _, _| {})
}

/// The newest backup in a folder of backups, by when it says that it was made; the folder itself when it is one. One
/// that cannot say so, because it was cut short or its manifest is damaged, counts by when its folder changed last: an
/// older one that is whole must not hide it.
pub fn newest_in(folder: &Path) -> Result<PathBuf, RecordError> {
    if folder.join(MANIFEST).exists() {
        return Ok(folder.to_owned());
    }
    let mut newest = None;
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        let made_at = match Manifest::read(&path.join(MANIFEST)) {
            Ok(manifest) => Some(manifest.made_at),
            Err(_) if path.join(MANIFEST).exists() || path.join(RECORD).exists() => {
                let changed = std::fs::metadata(&path).and_then(|meta| meta.modified());
                Timestamp::try_from(changed.map_err(failed(&path))?).ok()
            }
            Err(_) => None,
        };
        newest = newest.max(made_at.map(|at| (at, path)));
    }
    newest.map(|(_, path)| path).ok_or_else(|| {
        RecordError::Unopened(format!("{}: there is no backup in it", folder.display()))
    })
}

/// The same, telling `watch` how far it has come.
pub fn verify_backup_watched(
    folder: &Path,
    watch: &mut Watch<'_>,
) -> Result<Manifest, RecordError> {
    let manifest = Manifest::read(&folder.join(MANIFEST))?;
    for expected in &manifest.files {
        let found = Content::of(folder, &expected.name, watch)?;
        if found != *expected {
            return Err(refused(
                folder,
                &format!("{} is not the file that was backed up", expected.name),
            ));
        }
    }
    Ok(manifest)
}

/// Says of a backup that it cannot be used.
fn refused(folder: &Path, why: &str) -> RecordError {
    RecordError::BadBackup(format!(
        "{} is not a backup that can be trusted: {why}. Use another backup",
        folder.display()
    ))
}

fn make_folder(into: &Path) -> Result<(), RecordError> {
    use std::os::unix::fs::DirBuilderExt as _;
    if into.exists() {
        let empty = std::fs::read_dir(into)
            .map_err(failed(into))?
            .next()
            .is_none();
        return if empty {
            Ok(())
        } else {
            Err(RecordError::Refused(format!(
                "{} holds something already; name a new folder for the backup",
                into.display()
            )))
        };
    }
    let mut builder = std::fs::DirBuilder::new();
    builder
        .recursive(true)
        .mode(0o700)
        .create(into)
        .map_err(failed(into))
}

/// A new file that only its owner reads.
fn new_file(path: &Path) -> Result<File, RecordError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(failed(path))
}

/// Copies one snapshot of the database, and makes a plain file of it that needs no log beside it.
fn copy_database(from: &Path, to: &Path, watch: &mut Watch<'_>) -> Result<(), RecordError> {
    let file = new_file(to)?;
    let mut source = Sqlite::reader(from)?;
    let mut target = rusqlite::Connection::open(to)?;
    // A read that stays open makes all steps one snapshot; writers go on meanwhile, into their log.
    source.batch("BEGIN; SELECT count(*) FROM sqlite_schema;")?;
    {
        let copying = Backup::new(source.inner(), &mut target)?;
        loop {
            let step = copying.step(COPY_PAGES)?;
            let progress = copying.progress();
            let pages = |count: std::ffi::c_int| u64::try_from(count).unwrap_or(0);
            let total = pages(progress.pagecount);
            watch(
                "Copying the database",
                total.saturating_sub(pages(progress.remaining)),
                total,
            );
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(RecordError::Contended),
            }
        }
    }
    source.batch("ROLLBACK")?;
    target.execute_batch("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE;")?;
    let sound: String = target.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(RecordError::damaged(format!(
            "the database fails its own check ({sound})"
        )));
    }
    target.close().map_err(|(_, error)| error)?;
    file.sync_all().map_err(failed(to))
}

/// Copies the lines that are whole at this moment.
fn copy_checkpoints(from: &Path, to: &Path) -> Result<(), RecordError> {
    use std::io::Write as _;
    let mut file = new_file(to)?;
    let lines = journal::checkpoint::whole_lines(from)?;
    let write = file.write_all(&lines).and_then(|()| file.sync_all());
    write.map_err(failed(to))
}

/// What the manifest says about a copied database, as the copy itself tells it.
fn look_at(copy: &Path) -> Result<(i64, Vec<Head>), RecordError> {
    let mut connection = crate::store::engine::Connection::Sqlite(Sqlite::reader(copy)?);
    let schema_version = migrate::found(&mut connection)?;
    let vault = crate::seal::Vault::empty();
    let mut across = crate::Across {
        connection: &mut connection,
        answers: &mut crate::store::pool::Answers::default(),
        vault: &vault,
    };
    if schema_version == 0 {
        return Ok((0, Vec::new()));
    }
    let mut heads = Vec::new();
    for (organization, _) in organization::all(&mut across)? {
        let (seq, hash) = journal::head(&mut across.within(organization))?;
        heads.push(Head {
            organization,
            seq,
            hash: crate::seal_hex(&hash),
        });
    }
    Ok((schema_version, heads))
}
