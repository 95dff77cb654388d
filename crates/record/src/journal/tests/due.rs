//! When checkpoints are due, and the file that keeps them.

use super::super::checkpoint::{CHECKPOINT_ENTRIES, CHECKPOINT_SECONDS, Checkpoint};
use super::{Desk, now};
use jiff::SignedDuration;

#[test]
fn a_checkpoint_is_due_after_a_thousand_entries_or_a_minute() {
    let desk = Desk::new();
    let due = |seconds: i64| {
        let at = now() + SignedDuration::from_secs(seconds);
        desk.transact(|tx| Checkpoint::when_due(tx, at))
    };
    assert_eq!(due(0), None, "nothing has happened yet");
    desk.append(1, &[]);
    assert_eq!(due(0).unwrap().seq, 1, "the first entry is signed at once");
    assert_eq!(due(CHECKPOINT_SECONDS * 10), None, "nothing new");
    desk.append(2, &[]);
    assert_eq!(due(CHECKPOINT_SECONDS - 1), None);
    assert_eq!(due(CHECKPOINT_SECONDS).unwrap().seq, 2);
    let entry = |number: i64| super::Entry {
        actor: desk.organization.uuid().into(),
        session: None,
        action: "test.run",
        rule: "test",
        subject_kind: "test",
        subject: uuid::Uuid::from_u128(u128::from(number.unsigned_abs())),
        person: None,
        detail: None,
    };
    let many = |count: i64| {
        desk.transact(|tx| {
            (0..count).try_for_each(|number| {
                let entry = entry(number);
                super::append(tx, &desk.dice, now(), &entry).map(drop)
            })
        });
    };
    many(CHECKPOINT_ENTRIES - 1);
    assert_eq!(due(CHECKPOINT_SECONDS), None);
    many(1);
    assert_eq!(due(CHECKPOINT_SECONDS).unwrap().seq, CHECKPOINT_ENTRIES + 2);
}

#[test]
fn a_torn_line_is_passed_over_and_never_glued_to() {
    let desk = Desk::new();
    let path = desk.folder.path().join("checkpoints.jsonl");
    assert_eq!(Checkpoint::read_file(&path).unwrap(), []);
    desk.append(1, &[]);
    let first = desk.checkpoint(0).unwrap();
    desk.append(2, &[]);
    let second = desk.checkpoint(2).unwrap();
    first.append_to(&path).unwrap();
    let whole = std::fs::read(&path).unwrap();
    let line = format!("{}\n", second.line());
    for cut in 0..line.len() {
        let torn = [whole.as_slice(), &line.as_bytes()[..cut]].concat();
        std::fs::write(&path, &torn).unwrap();
        assert_eq!(
            Checkpoint::read_file(&path).unwrap(),
            *std::slice::from_ref(&first),
            "cut at {cut}"
        );
        second.append_to(&path).unwrap();
        assert_eq!(
            Checkpoint::read_file(&path).unwrap(),
            [first.clone(), second.clone()]
        );
    }
    // The first sector of a line lost, its last one kept.
    for lost in 1..line.len() {
        let torn = [whole.as_slice(), &vec![0; lost], &line.as_bytes()[lost..]].concat();
        std::fs::write(&path, &torn).unwrap();
        assert_eq!(
            Checkpoint::read_file(&path).unwrap(),
            *std::slice::from_ref(&first),
            "lost {lost}"
        );
        second.append_to(&path).unwrap();
        assert_eq!(
            Checkpoint::read_file(&path).unwrap(),
            [first.clone(), second.clone()]
        );
    }
    // The very first line torn, and one of which only the length came to the disk.
    let torn: [&[u8]; 3] = [&line.as_bytes()[..9], &line.as_bytes()[..99], &[0; 99]];
    for torn in torn {
        std::fs::write(&path, torn).unwrap();
        assert_eq!(Checkpoint::read_file(&path).unwrap(), []);
        first.append_to(&path).unwrap();
        assert_eq!(
            Checkpoint::read_file(&path).unwrap(),
            *std::slice::from_ref(&first)
        );
    }
    std::fs::write(&path, format!("{{}}\n{line}")).unwrap();
    let error = Checkpoint::read_file(&path).unwrap_err().to_string();
    assert!(error.contains("checkpoint file cannot be read"), "{error}");
}

/// Somebody names the file with the master key, or the database, where the checkpoints should go.
#[test]
fn a_file_that_is_no_checkpoint_file_is_left_as_it_is() {
    let desk = Desk::new();
    let path = desk.folder.path().join("checkpoints.jsonl");
    desk.append(1, &[]);
    let checkpoint = desk.checkpoint(0).unwrap();
    let key = format!(
        "stepwell-master-key 1\na87e0bfe9060704c {}\n",
        "0".repeat(64)
    );
    let long = vec![0x5a_u8; 12_288];
    let other: [&[u8]; 5] = [
        key.as_bytes(),
        b"one line alone\n",
        b"no line at all",
        &[0xff, 0xfe, b'{'],
        &long,
    ];
    for bytes in other {
        std::fs::write(&path, bytes).unwrap();
        let error = checkpoint.append_to(&path).unwrap_err().to_string();
        assert!(error.contains("no checkpoint file"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}
