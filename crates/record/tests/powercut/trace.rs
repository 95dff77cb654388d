//! What a process asked of the disk, in order, as `strace` saw it.

use super::child;
use crate::absent;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CALLS: &str = "trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2";

#[derive(Clone)]
pub enum Event {
    /// A name appears in a folder, for an empty new file.
    Created(PathBuf),
    Written {
        file: PathBuf,
        offset: Option<usize>,
        bytes: Vec<u8>,
    },
    Truncated {
        file: PathBuf,
        length: usize,
    },
    /// A file, or a folder with the names in it, is on the disk.
    Synced(PathBuf),
    Removed(PathBuf),
    /// The child told the world that this number is stored.
    Answered(u64),
}

pub struct Trace {
    pub events: Vec<Event>,
    /// The files that the process left behind.
    pub left: BTreeMap<PathBuf, Vec<u8>>,
}

impl Trace {
    /// Takes out the syncs of some files; answers all events as they were.
    pub fn without_syncs_of(&mut self, lies: fn(&str) -> bool) -> Vec<Event> {
        let honest = self.events.clone();
        self.events.retain(|event| match event {
            Event::Synced(file) => !lies(&file.to_string_lossy()),
            _ => true,
        });
        honest
    }
}

/// Whether processes can be traced here. In CI they have to be.
fn available() -> bool {
    let probe = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output();
    let available = probe.as_ref().is_ok_and(|probe| probe.status.success());
    if !available {
        let why = format!(
            "no power cut is simulated, because strace is not installed or not permitted (Debian: apt-get install strace): {probe:?}"
        );
        absent::needed(None::<()>, &why, true);
    }
    available
}

/// Runs the child on a disk where one fsync fails; answers its folder and what it said.
pub fn with_failing_fsync() -> Option<(tempfile::TempDir, String)> {
    if !available() {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let inject = format!(
        "inject=fdatasync,fsync:error=EIO:when={}",
        child::FSYNC_THAT_FAILS
    );
    let mut command = Command::new("strace");
    command.args([
        "-f",
        "-e",
        "trace=fdatasync,fsync",
        "-e",
        &inject,
        "-o",
        "/dev/null",
    ]);
    command.arg(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--nocapture"])
        .env(child::FAILING, folder.path());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some((folder, String::from_utf8(output.stdout).unwrap()))
}

/// Runs the child under `strace`; nothing where that is impossible, which in CI is a failure.
pub fn of_a_child(durable: bool) -> Option<Trace> {
    if !available() {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("trace");
    let work = folder.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let mut command = Command::new("strace");
    command
        .args(["-f", "-y", "-xx", "-s", "65536", "-e", CALLS, "-o"])
        .arg(&text);
    command.arg(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--nocapture"])
        .env(child::FOLDER, &work);
    if durable {
        command.env(child::DURABLE, "1");
    }
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "the traced process failed: {status}");
    let events = parse(&std::fs::read_to_string(&text).unwrap(), &work);
    let answered = events
        .iter()
        .filter(|event| matches!(event, Event::Answered(_)))
        .count();
    assert_eq!(
        answered as u64,
        child::ROWS,
        "every answer has to be in the trace"
    );
    let files = std::fs::read_dir(&work)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let left = files
        .filter(|file| is_simulated(file, &work))
        .map(|file| (file.clone(), std::fs::read(&file).unwrap()))
        .collect();
    Some(Trace { events, left })
}

/// The shared memory beside the log is rebuilt after a power cut and never trusted; the lock file is empty.
pub fn is_simulated(file: &Path, work: &Path) -> bool {
    let name = file.to_string_lossy();
    file.starts_with(work) && !name.ends_with("-shm") && !name.ends_with(".lock")
}

fn parse(text: &str, work: &Path) -> Vec<Event> {
    let mut begun: HashMap<&str, &str> = HashMap::new();
    let mut events = Vec::new();
    let mut known = HashSet::new();
    for line in text.lines() {
        let Some((process, call)) = line.split_once(' ') else {
            continue;
        };
        let call = call.trim_start();
        // A call counts from when it returned, but an answer from when it began: someone may have heard it then.
        let whole = if let Some(start) = call.strip_suffix("<unfinished ...>") {
            if !start.starts_with("write(1<") {
                begun.insert(process, start);
                continue;
            }
            format!("{start}) = 0")
        } else if call.starts_with("<... ") {
            let Some(start) = begun.remove(process) else {
                continue;
            };
            let Some((_, rest)) = call.split_once("resumed>") else {
                continue;
            };
            format!("{start}{rest}")
        } else {
            call.to_owned()
        };
        events.extend(event(&whole, work, &mut known));
    }
    events
}

fn event(call: &str, work: &Path, known: &mut HashSet<PathBuf>) -> Vec<Event> {
    let Some((name, rest)) = call.split_once('(') else {
        return Vec::new();
    };
    // Results are lined up with spaces in front.
    let Some((arguments, result)) = rest.rsplit_once(" = ") else {
        return Vec::new();
    };
    let Some(arguments) = arguments.trim_end().strip_suffix(')') else {
        return Vec::new();
    };
    if result.starts_with('-') {
        return Vec::new();
    }
    if name == "write" && arguments.starts_with("1<") {
        let said = quoted(arguments).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let said = said.unwrap_or_default();
        let number = said
            .trim()
            .strip_prefix("answered ")
            .map(|number| number.parse().unwrap());
        return number.map(Event::Answered).into_iter().collect();
    }
    let file = match name {
        "openat" | "unlink" | "unlinkat" => quoted(arguments).map(|bytes| path(&bytes)),
        "rename" | "renameat" | "renameat2" => panic!("the child renames, which is not simulated"),
        _ => between(arguments, "<", ">").map(|hex| path(&unescape(hex))),
    };
    let Some(file) = file.filter(|file| is_simulated(file, work)) else {
        return Vec::new();
    };
    let last = || {
        arguments
            .rsplit(", ")
            .next()
            .unwrap()
            .trim()
            .parse::<usize>()
            .unwrap()
    };
    match name {
        "openat" => {
            let mut events = Vec::new();
            if arguments.contains("O_CREAT") && known.insert(file.clone()) {
                events.push(Event::Created(file.clone()));
            }
            if arguments.contains("O_TRUNC") {
                events.push(Event::Truncated { file, length: 0 });
            }
            events
        }
        "unlink" | "unlinkat" => {
            known.remove(&file);
            vec![Event::Removed(file)]
        }
        "fsync" | "fdatasync" => vec![Event::Synced(file)],
        "ftruncate" => vec![Event::Truncated {
            file,
            length: last(),
        }],
        "write" | "pwrite64" => {
            let mut bytes = quoted(arguments).unwrap();
            bytes.truncate(result.split_whitespace().next().unwrap().parse().unwrap());
            let offset = (name == "pwrite64").then(last);
            vec![Event::Written {
                file,
                offset,
                bytes,
            }]
        }
        _ => Vec::new(),
    }
}

fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?
        .1
        .split_once(end)
        .map(|(inside, _)| inside)
}

/// The first string among the arguments.
fn quoted(arguments: &str) -> Option<Vec<u8>> {
    between(arguments, "\"", "\"").map(unescape)
}

/// Bytes from `\x00\x01…`.
fn unescape(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte - b'a' + 10,
    };
    text.as_bytes()
        .chunks_exact(4)
        .map(|code| digit(code[2]) << 4 | digit(code[3]))
        .collect()
}
