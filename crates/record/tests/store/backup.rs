//! Backups under load, bent, cut and put back.

use crate::common::{Store, embedded, now, size};
use care::SeededDice;
use record::journal::Checkpoint;
use record::store::backup::{backup, restore, verify_backup};
use record::{Location, Record, RecordError, Settings, journal};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

fn checkpoint(store: &Store) {
    let due = store.transact(|tx| Checkpoint::when_due(tx, now()));
    if let Some(checkpoint) = due.unwrap() {
        checkpoint
            .append_to(&store.file("checkpoints.jsonl"))
            .unwrap();
    }
}

fn back_up(store: &Store, name: &str) -> PathBuf {
    let into = store.file(name);
    let checkpoints = store.file("checkpoints.jsonl");
    let manifest = backup(&store.settings.location, Some(&checkpoints), &into, now()).unwrap();
    assert_eq!(verify_backup(&into).unwrap(), manifest);
    into
}

/// How far the journal of a database file goes, after every check there is.
fn entries_in(store: &Store, database: &Path, checkpoints: &Path) -> i64 {
    let settings = Settings::new(Location::Sqlite(database.to_owned()));
    let record = Record::open_read_only(&settings, store.masters.clone()).unwrap();
    let outside = Checkpoint::read_file(checkpoints).unwrap();
    let verified = record
        .read(store.organization, |read| {
            journal::verify(read, &outside, true)
        })
        .unwrap();
    verified.unwrap().entries
}

#[test]
fn hot_backups_under_load_all_verify() {
    let store = embedded();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut written = 0;
            while !stop.load(Ordering::SeqCst) {
                store.transact(|tx| store.note(tx, written)).unwrap();
                written += 1;
                checkpoint(&store);
            }
            written
        });
        let mut before = 0;
        for number in 0..size(12, 50) {
            let folder = back_up(&store, &format!("backup-{number}"));
            let copy = folder.join("record.sqlite3");
            let header = std::fs::read(&copy).unwrap();
            assert_eq!(&header[18..20], [1, 1], "a plain file, no write-ahead log");
            let entries = entries_in(&store, &copy, &folder.join("checkpoints.jsonl"));
            assert!(entries >= before, "a later backup holds at least as much");
            before = entries;
        }
        stop.store(true, Ordering::SeqCst);
        assert!(writer.join().unwrap() > 0);
    });
}

/// A backup small enough to be read some thousand times.
fn small() -> (Store, PathBuf) {
    let store = embedded();
    store.transact(|tx| store.note(tx, 1)).unwrap();
    checkpoint(&store);
    let folder = back_up(&store, "backup");
    (store, folder)
}

#[test]
fn any_flipped_bit_and_any_truncation_is_found() {
    let (_store, folder) = small();
    let dice = SeededDice::new(5);
    for name in ["record.sqlite3", "checkpoints.jsonl", "manifest.json"] {
        let path = folder.join(name);
        let good = std::fs::read(&path).unwrap();
        let length = good.len();
        let refused = |bad: &[u8], how: String| {
            std::fs::write(&path, bad).unwrap();
            let error = verify_backup(&folder).unwrap_err().to_string();
            assert!(
                error.contains("not a backup that can be trusted"),
                "{name}, {how}: {error}"
            );
        };
        for _ in 0..size(60, 1_000) {
            let bit = usize::try_from(dice.below(length as u64 * 8)).unwrap();
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            refused(&bad, format!("bit {bit}"));
        }
        let step = (length / size(40, 400)).max(1);
        let lengths = (0..length)
            .step_by(step)
            .chain(length.saturating_sub(3)..length);
        for cut in lengths {
            refused(&good[..cut], format!("cut at {cut}"));
        }
        refused(
            &[good.as_slice(), b"\n"].concat(),
            "a byte added".to_owned(),
        );
        std::fs::remove_file(&path).unwrap();
        let error = verify_backup(&folder).unwrap_err().to_string();
        assert!(
            error.contains("is not in it") || error.contains("no manifest"),
            "{error}"
        );
        std::fs::write(&path, &good).unwrap();
        verify_backup(&folder).unwrap();
    }
}

/// Every file beside a database whose name begins like its own, with what is in it.
fn lying_around(database: &Path) -> Vec<(String, Vec<u8>)> {
    let name = database.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = std::fs::read_dir(database.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| {
            (
                entry.file_name().to_string_lossy().into_owned(),
                entry.path(),
            )
        })
        .filter(|(found, _)| found.starts_with(&name) && !found.contains(".lock"))
        .map(|(found, path)| (found, std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_refused_restore_touches_nothing() {
    let (store, folder) = small();
    let live = store.path().to_owned();
    let before = lying_around(&live);
    let error = restore(&folder, &live, true).unwrap_err();
    assert!(
        matches!(error, RecordError::InUse(_)),
        "a server is running: {error}"
    );
    assert_eq!(lying_around(&live), before);
    drop(store.record);

    let before = lying_around(&live);
    let error = restore(&folder, &live, false).unwrap_err();
    assert!(error.to_string().contains("exists"), "{error}");
    assert_eq!(lying_around(&live), before);

    let record = folder.join("record.sqlite3");
    let good = std::fs::read(&record).unwrap();
    let mut bad = good.clone();
    bad[5_000] ^= 4;
    std::fs::write(&record, &bad).unwrap();
    assert!(restore(&folder, &live, true).is_err());
    assert_eq!(lying_around(&live), before);
    let elsewhere = live.with_file_name("elsewhere.sqlite3");
    assert!(restore(&folder, &elsewhere, false).is_err());
    assert!(!elsewhere.exists());

    std::fs::write(&record, &good).unwrap();
    let a_folder = live.with_file_name("folder.sqlite3");
    std::fs::create_dir(&a_folder).unwrap();
    let error = restore(&folder, &a_folder, true).unwrap_err();
    assert!(error.to_string().contains("no file"), "{error}");
    // Something in the way of the last step: everything is moved back.
    let nowhere = live.with_file_name("no-such-folder").join("record.sqlite3");
    assert!(restore(&folder, &nowhere, true).is_err());
    assert_eq!(lying_around(&live), before);
}

#[test]
fn a_restored_record_goes_on_and_the_replaced_one_is_kept_whole() {
    let (store, folder) = small();
    for number in 2..10 {
        store.transact(|tx| store.note(tx, number)).unwrap();
    }
    let Store {
        record,
        settings,
        masters,
        organization,
        ..
    } = &store;
    let live = store.path().to_owned();
    // As after a crash: the newest entries are only in the log.
    let crashed = live.with_file_name("crashed.sqlite3");
    let log = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    std::fs::copy(&live, &crashed).unwrap();
    std::fs::copy(log(&live), log(&crashed)).unwrap();
    assert_eq!(settings.location, *record.location());

    for round in 1..=2 {
        let manifest = restore(&folder, &crashed, true).unwrap();
        assert_eq!(manifest.heads[0].organization, *organization);
        let kept = PathBuf::from(format!("{}.before-restore-{round}", crashed.display()));
        let whole = entries_in(&store, &kept, Path::new("/nonexistent"));
        assert_eq!(whole, if round == 1 { 9 } else { 1 });
        assert!(
            !log(&crashed).exists(),
            "the old log must not be played into the restored file"
        );
        let settings = Settings::new(Location::Sqlite(crashed.clone()));
        let restored = Record::open(&settings, masters.clone()).unwrap();
        let again = restored.read(*organization, |read| journal::verify(read, &[], true));
        assert_eq!(again.unwrap().unwrap().entries, 1);
    }
    let fresh = live.with_file_name("fresh.sqlite3");
    restore(&folder, &fresh, false).unwrap();
    assert_eq!(
        entries_in(&store, &fresh, &folder.join("checkpoints.jsonl")),
        1
    );
}

#[test]
fn what_cannot_be_backed_up_is_said() {
    let (store, folder) = small();
    let error = backup(&store.settings.location, None, &folder, now())
        .unwrap_err()
        .to_string();
    assert!(error.contains("name a new folder"), "{error}");
    let server = Location::Postgres("postgresql://localhost/clinic".to_owned());
    let error = backup(&server, None, &store.file("new"), now())
        .unwrap_err()
        .to_string();
    assert!(error.contains("pg_dump"), "{error}");
    let absent = Location::Sqlite(store.file("absent.sqlite3"));
    let error = backup(&absent, None, &store.file("new"), now())
        .unwrap_err()
        .to_string();
    assert!(error.contains("no database to back up"), "{error}");
    assert!(!store.file("absent.sqlite3").exists() && !store.file("new").exists());
}
