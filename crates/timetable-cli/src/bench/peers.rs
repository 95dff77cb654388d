//! General solvers beside ours: the same fresh instances, the same CPU seconds, one judge, one table.
//!
//! The peers are programs in other languages, which are asked only when they are installed; what is not installed is
//! said in the table.

use super::measure;
use super::row::{Row, Rows};
use super::unseen::{Plan, instance, knobs};
use crate::files::{Loaded, say};
use crate::generate::generate;
use crate::words::thousands;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use timetable::score;

/// How many fresh instances of each size.
const INSTANCES: usize = 10;
/// Larger ones are beyond what a general solver begins within the time.
const PEOPLE_MAX: usize = 300;
/// Threads of a peer whose portfolio needs them; CPU seconds are of all together.
const WORKERS: &str = "8";
/// What the kernel counts CPU time of children in.
const TICK: Duration = Duration::from_millis(10);
/// Where that stands in the kernel's line, counted after the name of the program.
const CHILDREN_USER: usize = 13;

/// What the peers are made of.
const FILES: [(&str, &str); 4] = [
    (
        "week.py",
        include_str!("../../../../benches/timetable/week.py"),
    ),
    (
        "peer_cpsat.py",
        include_str!("../../../../benches/timetable/peer_cpsat.py"),
    ),
    (
        "peer_timefold.py",
        include_str!("../../../../benches/timetable/peer_timefold.py"),
    ),
    (
        "PeerTimefold.java",
        include_str!("../../../../benches/timetable/PeerTimefold.java"),
    ),
];

struct Peer {
    name: &'static str,
    script: &'static str,
    /// The Python package it needs.
    package: &'static str,
    /// Whether it has to be compiled by Java's compiler first.
    java: bool,
}

const PEERS: [Peer; 2] = [
    Peer {
        name: "cp-sat",
        script: "peer_cpsat.py",
        package: "ortools",
        java: false,
    },
    Peer {
        name: "timefold",
        script: "peer_timefold.py",
        package: "solverforge_legacy",
        java: true,
    },
];

/// Where the peers' files are while they run; gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder> {
        let path = std::env::temp_dir().join(format!("stepwell-peers-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        let folder = Folder(path);
        for (name, text) in FILES {
            std::fs::write(folder.0.join(name), text)?;
        }
        Ok(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is the system's to remove: it is in its folder for such files.
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

/// What one solver made of one instance.
struct Outcome {
    seconds: f64,
    /// Placed, cost, hard rules broken; none when it gave no timetable.
    answer: Option<(usize, i64, usize)>,
}

/// Runs ours and every installed peer on ten fresh instances of each size.
pub(super) fn measure(plan: &Plan, python: &Path, rows: &mut Rows) -> Result<()> {
    let folder = Folder::new()?;
    let mut ready = Vec::new();
    for peer in &PEERS {
        match missing(peer, python, &folder) {
            None => ready.push(peer),
            Some(why) => say_loudly(rows, peer, &why),
        }
    }
    for size in plan.sizes().filter(|s| s.people <= PEOPLE_MAX) {
        let seconds = plan.seconds.unwrap_or(size.seconds);
        rows.title(&format!(
            "side by side: {INSTANCES} fresh instances of {} people, {seconds} CPU s for each solver, instance seeds \
             from {}",
            size.people, plan.from
        ));
        if rows.aloud() {
            say("        seed  solver      CPU s    placed        cost  broken");
        }
        for nth in 0..INSTANCES {
            let knobs = knobs(size.people, plan.from, nth);
            let path = folder.file("instance.json");
            std::fs::write(&path, generate(knobs).to_json())?;
            let run = measure::design(&instance(knobs)?, plan.seed, seconds);
            rows.broken += run.broken;
            let ours = Outcome {
                seconds: run.seconds,
                answer: Some((run.placed, run.cost, run.broken)),
            };
            let mut all = vec![("stepwell", ours)];
            for peer in &ready {
                let outcome = ask(peer, python, &folder, &path, (seconds, plan.seed))?;
                all.push((peer.name, outcome));
            }
            for (name, outcome) in all {
                add(rows, name, (size.people, knobs.seed), &outcome);
            }
        }
    }
    Ok(())
}

fn say_loudly(rows: &Rows, peer: &Peer, why: &str) {
    let line = format!("NOT MEASURED: {}: {why}", peer.name);
    if rows.aloud() {
        say(&line);
    } else {
        console::complain(format_args!("{line}"));
    }
}

/// Why a peer cannot be asked; none when it can.
fn missing(peer: &Peer, python: &Path, folder: &Folder) -> Option<String> {
    // Without the directory it is started in: a file there that is named as a module would be run in its place.
    let import = format!(
        "import sys; sys.path = [p for p in sys.path if p]; import {}",
        peer.package
    );
    if !succeeds(Command::new(python).args(["-c", &import])) {
        let python = python.display();
        return Some(format!(
            "{python} cannot import the package {}; install it, or give another --python",
            peer.package
        ));
    }
    let prepare = [
        folder.file(peer.script).into_os_string(),
        "--prepare".into(),
    ];
    if peer.java && !succeeds(Command::new(python).args(prepare)) {
        return Some("it needs a JDK, and javac did not compile it".to_owned());
    }
    None
}

fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|s| s.success())
}

/// One peer on one instance; ours is the judge.
fn ask(
    peer: &Peer,
    python: &Path,
    folder: &Folder,
    path: &Path,
    (seconds, seed): (u64, u64),
) -> Result<Outcome> {
    let out = folder.file("answer.json");
    // Not there when the one before gave no answer.
    let _absent = std::fs::remove_file(&out);
    let before = children()?;
    Command::new(python)
        .arg(folder.file(peer.script))
        .arg(path)
        .args([seconds.to_string(), seed.to_string()])
        .arg(&out)
        .arg(WORKERS)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| peer.name)?;
    let seconds = children()?.saturating_sub(before).as_secs_f64();
    let answer = if out.exists() {
        let loaded = Loaded::read(path)?;
        let solution = loaded.solution(&out)?;
        let scored = score(&loaded.instance, &solution);
        Some((solution.placed(), scored.total, scored.broken.len()))
    } else {
        None
    };
    Ok(Outcome { seconds, answer })
}

/// CPU time of every child that has ended, and of theirs.
fn children() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")
        .context("the CPU time of peers is known on Linux only")?;
    // The program's name is in brackets and may hold spaces.
    let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
    let fields = after.split_whitespace().skip(CHILDREN_USER).take(2);
    let ticks: u32 = fields.filter_map(|f| f.parse::<u32>().ok()).sum();
    Ok(TICK * ticks)
}

fn add(rows: &mut Rows, solver: &str, (people, seed): (usize, u64), outcome: &Outcome) {
    let Outcome { seconds, answer } = outcome;
    if rows.aloud() {
        let found = match answer {
            Some((placed, cost, broken)) => format!(
                "{:>10}{:>12}{broken:>8}",
                format!("{placed}/{people}"),
                thousands(*cost)
            ),
            None => "   no timetable".to_owned(),
        };
        say(&format!("  {seed:>10}  {solver:<10}{seconds:>7.1}{found}"));
    }
    if let Some((placed, cost, _)) = answer {
        let name = |what: &str| format!("peers/{people}-s{seed}/{solver}/{what}");
        rows.keep(Row::new(name("placed"), *placed as f64, "people").versus(people as f64));
        rows.keep(Row::new(name("cost"), *cost as f64, "cost"));
    }
}
