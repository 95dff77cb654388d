//! A full disk refuses writes, serves reads, and is forgiven as soon as there is room.

use crate::common::{Store, absent, embedded, store};
use record::{Location, RecordError, Settings};

/// Writes until it is refused, then checks what everybody still gets.
fn fill(store: &Store, most: u128) -> u128 {
    let refused = (0..most).find_map(|number| {
        store
            .transact(|tx| store.note(tx, number))
            .err()
            .map(|error| (number, error))
    });
    let (first, error) = refused.unwrap();
    assert!(matches!(error, RecordError::DiskFull), "{error}");
    assert!(error.to_string().contains("can still be read"), "{error}");
    assert!(!store.noted(first), "nothing of it was stored");
    assert!(
        (0..first).all(|number| store.noted(number)),
        "what was answered is there"
    );
    first
}

#[test]
fn a_full_database_refuses_writes_serves_reads_and_recovers_without_a_restart() {
    let store = embedded();
    store.record.limit_pages(120).unwrap();
    let first = fill(&store, 10_000);
    // Many at once are each refused, and none waits for ever.
    std::thread::scope(|scope| {
        for number in 0..16 {
            let store = &store;
            scope.spawn(move || {
                let error = store.transact(|tx| store.note(tx, 20_000 + number));
                assert!(matches!(error, Err(RecordError::DiskFull)));
                assert!(store.noted(0));
            });
        }
    });
    assert!((0..16).all(|number| !store.noted(20_000 + number)));
    store.record.limit_pages(u32::MAX - 1).unwrap();
    for number in first..first + 50 {
        store.transact(|tx| store.note(tx, number)).unwrap();
    }
    assert_eq!(store.entries(), first + 50);
}

/// The same on a real file system without room, where this process may mount one.
#[test]
fn a_full_file_system_refuses_writes_serves_reads_and_recovers_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let absent = "a small file system cannot be mounted here; the page limit stands in for it";
    let Some(small) = absent::needed(Mounted::tiny(folder.path()), absent, false) else {
        return;
    };
    let location = Location::Sqlite(folder.path().join("record.sqlite3"));
    let store = store(Settings::new(location), tempfile::tempdir().unwrap());
    let ballast = folder.path().join("ballast");
    std::fs::write(&ballast, vec![1; 1 << 20]).unwrap();
    let first = fill(&store, 100_000);
    for number in 30_000..30_020 {
        let refused = store.transact(|tx| store.note(tx, number));
        assert!(matches!(refused, Err(RecordError::DiskFull)), "{refused:?}");
        assert!(store.noted(0));
    }
    std::fs::remove_file(&ballast).unwrap();
    for number in first..first + 20 {
        store.transact(|tx| store.note(tx, number)).unwrap();
    }
    assert_eq!(store.entries(), first + 20);
    drop((store, small));
}

/// A file system of four megabytes, gone with the test.
struct Mounted<'a>(&'a std::path::Path);

impl<'a> Mounted<'a> {
    fn tiny(at: &'a std::path::Path) -> Option<Self> {
        let mut mount = std::process::Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(at);
        mount
            .output()
            .is_ok_and(|done| done.status.success())
            .then(|| Self(at))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount")
            .arg("-l")
            .arg(self.0)
            .output();
    }
}
