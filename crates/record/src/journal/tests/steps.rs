//! A verification in steps: what it says on its way, and that nothing is done to the journal between two of them.

use super::super::{Verification, Verified};
use super::{Desk, Fault};
use crate::RecordError;

/// Entries of the journal, and of a step.
const ENTRIES: i64 = 60;
const STEP: u32 = 25;

fn desk() -> Desk {
    let desk = Desk::new();
    let people = [desk.add_person(), desk.add_person()];
    for number in 1..=ENTRIES {
        desk.append(number, &people);
    }
    desk
}

fn begun(desk: &Desk) -> Verification {
    let begun = desk.record.read(desk.organization, |read| {
        Verification::begin(read, &[], true)
    });
    let begun: Result<_, RecordError> = begun;
    begun.unwrap().unwrap()
}

/// One step on a snapshot of its own.
fn step(desk: &Desk, verification: &mut Verification) -> Option<Result<Verified, Fault>> {
    let end = desk
        .record
        .read(desk.organization, |read| verification.step_of(read, STEP));
    let end: Result<_, RecordError> = end;
    end.unwrap()
}

fn change(desk: &Desk, sql: &str) {
    desk.tampering().batch(sql).unwrap();
}

#[test]
fn each_step_says_how_far_it_is_and_reads_what_was_appended_meanwhile() {
    let desk = desk();
    let mut verification = begun(&desk);
    assert_eq!((verification.done(), verification.total()), (0, 60));
    assert!(step(&desk, &mut verification).is_none());
    assert_eq!((verification.done(), verification.total()), (25, 60));
    desk.append(ENTRIES + 1, &[]);
    assert!(step(&desk, &mut verification).is_none());
    assert_eq!((verification.done(), verification.total()), (50, 60));
    let verified = step(&desk, &mut verification).unwrap().unwrap();
    assert_eq!(verified.entries, ENTRIES + 1);
    assert_eq!((verification.done(), verification.total()), (61, 61));
    let whole: Result<_, RecordError> = desk
        .record
        .read(desk.organization, |read| super::verify(read, &[], true));
    assert_eq!(whole.unwrap().unwrap(), verified);
}

#[test]
fn an_end_that_is_cut_off_between_two_steps_is_missed_though_the_head_was_moved() {
    let desk = desk();
    let mut verification = begun(&desk);
    assert!(step(&desk, &mut verification).is_none());
    change(&desk, "DELETE FROM journal_detail WHERE seq > 40");
    change(&desk, "DELETE FROM journal WHERE seq > 40");
    change(
        &desk,
        "UPDATE journal_head SET seq = 40, hash = (SELECT hash FROM journal WHERE seq = 40)",
    );
    let fault = step(&desk, &mut verification).unwrap().unwrap_err();
    assert_eq!(fault.seq, 41);
    assert!(fault.what.contains("when this began"), "{fault}");
}

#[test]
fn an_end_that_is_written_anew_between_two_steps_is_found() {
    let desk = desk();
    let mut verification = begun(&desk);
    assert!(step(&desk, &mut verification).is_none());
    change(&desk, "DELETE FROM journal_detail WHERE seq > 40");
    change(&desk, "DELETE FROM journal WHERE seq > 40");
    change(
        &desk,
        "UPDATE journal_head SET seq = 40, hash = (SELECT hash FROM journal WHERE seq = 40)",
    );
    // Longer than it was, and a chain without a flaw.
    for number in 41..=ENTRIES + 4 {
        desk.append(number + 1_000, &[]);
    }
    assert!(step(&desk, &mut verification).is_none());
    let fault = step(&desk, &mut verification).unwrap().unwrap_err();
    assert_eq!(fault.seq, ENTRIES);
    assert!(fault.what.contains("when this began"), "{fault}");
}

#[test]
fn an_entry_that_was_changed_is_named_whatever_the_step_it_is_in() {
    for seq in [1, 25, 26, 60] {
        let desk = desk();
        change(
            &desk,
            &format!("UPDATE journal SET rule = 'another' WHERE seq = {seq}"),
        );
        let mut verification = begun(&desk);
        let fault = loop {
            if let Some(end) = step(&desk, &mut verification) {
                break end.unwrap_err();
            }
        };
        assert_eq!(fault.seq, seq);
    }
}
