//! A power cut, simulated: what was answered is on the disk, whatever else the disk lost.
//!
//! A child process writes numbered rows under `strace`, and prints each number once it was answered. From the trace
//! of its writes and fsyncs many disks are made as they may look after the power failed at some moment: what was
//! synced is there; of what was not, everything or anything may be missing, torn or out of order. On each of them
//! every answered number has to be found and the journal has to verify. The same with `synchronous = OFF` has to show
//! loss, or this test sees nothing.
#![cfg(test)]

#[path = "../common/absent.rs"]
mod absent;
mod check;
mod child;
mod disk;
mod trace;

use care::SeededDice;
use check::Verdict;
use disk::Disk;

/// Cuts in an everyday run, and with `STEPWELL_FULL=1`.
const CUTS: (u64, u64) = (60, 1_000);

#[test]
fn what_was_answered_survives_a_power_cut() {
    let Some(trace) = trace::of_a_child(true) else {
        return;
    };
    let cuts = if std::env::var_os("STEPWELL_FULL").is_some() {
        CUTS.1
    } else {
        CUTS.0
    };
    let verdicts = cut(&trace, cuts);
    let bad: Vec<_> = verdicts
        .iter()
        .filter(|(_, verdict)| !verdict.is_sound())
        .map(|(name, verdict)| format!("{name}: {verdict}"))
        .collect();
    assert!(
        bad.is_empty(),
        "{} of {cuts} cuts lost something: {bad:#?}",
        bad.len()
    );
    let most = verdicts.iter().map(|(_, verdict)| verdict.answered()).max();
    assert!(
        most > Some(child::ROWS / 2),
        "some cuts have to come late: {most:?}"
    );
    let between = verdicts
        .iter()
        .filter(|(_, verdict)| verdict.answered() > 0)
        .count();
    assert!(
        between * 2 > verdicts.len(),
        "most cuts have to have something to lose"
    );
}

#[test]
fn without_waiting_for_the_disk_the_same_cuts_show_loss() {
    let Some(trace) = trace::of_a_child(false) else {
        return;
    };
    let verdicts = cut(&trace, CUTS.0);
    let (mut lost, mut corrupt) = (0, 0);
    for (_, verdict) in &verdicts {
        match verdict {
            Verdict::Sound { .. } => {}
            Verdict::Lost { .. } => lost += 1,
            Verdict::Corrupt { .. } => corrupt += 1,
        }
    }
    println!(
        "without fsync: {lost} of {} cuts lost rows, {corrupt} left damage",
        verdicts.len()
    );
    assert!(
        lost + corrupt > verdicts.len() / 4,
        "this simulation does not see what it should"
    );
}

#[test]
fn every_kind_of_fsync_is_needed_and_its_absence_seen() {
    let Some(mut trace) = trace::of_a_child(true) else {
        return;
    };
    for (name, lies) in [
        (
            "the log",
            (|file| file.ends_with("-wal")) as fn(&str) -> bool,
        ),
        ("the database", |file| file.ends_with(".sqlite3")),
        ("the folder", |file| file.ends_with("work")),
    ] {
        // A disk that says "done" to one kind of fsync and does nothing.
        let honest = trace.without_syncs_of(lies);
        let verdicts = cut(&trace, CUTS.0);
        let bad = verdicts.iter().filter(|(_, verdict)| !verdict.is_sound());
        assert!(bad.count() > 0, "nothing shows when {name} is not synced");
        trace.events = honest;
    }
}

#[test]
fn after_a_failed_fsync_nothing_is_answered_until_a_restart() {
    let Some((folder, said)) = trace::with_failing_fsync() else {
        return;
    };
    let said: Vec<_> = said.lines().filter(|line| child::says(line)).collect();
    let answered = said
        .iter()
        .filter_map(|line| line.strip_prefix("answered "));
    let answered: Vec<u64> = answered.map(|number| number.parse().unwrap()).collect();
    assert!(answered.len() > 2, "the first ones went well: {said:?}");
    let refused = &said[answered.len()..];
    assert!(refused[0].contains("did not confirm"), "{refused:?}");
    assert!(
        refused[1..]
            .iter()
            .all(|line| line.contains("Restart Stepwell")),
        "{refused:?}"
    );
    assert!(refused.len() > 2 && refused.iter().all(|line| line.contains("still readable")));
    // What the next start finds: everything that was answered, and a journal that holds together.
    let files = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let left = files.filter(|file| trace::is_simulated(file, folder.path()));
    let left = left
        .map(|file| (file.clone(), std::fs::read(&file).unwrap()))
        .collect();
    let verdict = check::check(&left, &answered);
    assert!(verdict.is_sound(), "{verdict}");
}

/// Not a test of its own: the process that is traced.
#[test]
fn child() {
    if let Some(folder) = std::env::var_os(child::FOLDER) {
        child::run(folder.as_ref());
    }
    if let Some(folder) = std::env::var_os(child::FAILING) {
        child::run_into_failure(folder.as_ref());
    }
}

/// Makes disks as power cuts leave them, at moments and in ways drawn from a seed, and checks each.
fn cut(trace: &trace::Trace, cuts: u64) -> Vec<(String, Verdict)> {
    let dice = SeededDice::new(11);
    let mut moments: Vec<_> = (0..cuts)
        .map(|seed| (dice.below(trace.events.len() as u64 + 1), seed))
        .collect();
    moments.sort_unstable();
    seen_whole(trace);
    let mut disk = Disk::default();
    let mut answered = Vec::new();
    let mut events = trace.events.iter();
    let mut at = 0;
    let mut verdicts = Vec::new();
    for (moment, seed) in moments {
        while at < moment {
            match events.next().unwrap() {
                trace::Event::Answered(number) => answered.push(*number),
                event => disk.apply(event),
            }
            at += 1;
        }
        let how = disk::Damage::of(seed);
        let image = disk.after_power_cut(how, &SeededDice::new(1_000 + seed));
        let name = format!("cut {seed} after event {moment}, {how:?}");
        verdicts.push((name, check::check(&image, &answered)));
    }
    verdicts
}

/// The trace explains every byte that the process left behind, so nothing escapes this test.
fn seen_whole(trace: &trace::Trace) {
    let mut disk = Disk::default();
    trace.events.iter().for_each(|event| disk.apply(event));
    let seen = disk.as_the_process_sees_it();
    assert_eq!(
        seen.keys().collect::<Vec<_>>(),
        trace.left.keys().collect::<Vec<_>>()
    );
    for (name, content) in &seen {
        assert!(
            *content == trace.left[name],
            "{} differs from its trace",
            name.display()
        );
    }
}
