//! A directory to work in, and the binary to run there.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A temporary directory with an instance in it.
pub struct Room {
    dir: TempDir,
}

/// What a command said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The objects on standard output, one a line.
    pub fn objects(&self) -> Vec<Value> {
        let parse = |line| serde_json::from_str(line).expect("a JSON object a line");
        self.out.lines().map(parse).collect()
    }

    /// The last object on standard output.
    pub fn result(&self) -> Value {
        self.objects().pop().expect("a result")
    }

    /// That it went well.
    pub fn ok(self) -> Said {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }
}

impl Room {
    /// With `instance.json`: 30 people.
    pub fn new() -> Room {
        let room = Room {
            dir: TempDir::new().expect("a directory"),
        };
        room.run("generate 30 --seed 3 --out instance.json").ok();
        room
    }

    /// With `instance.json` and a `solution.json` for it.
    pub fn solved() -> Room {
        let room = Room::new();
        room.run("solve instance.json --iterations 40 --out solution.json")
            .ok();
        room
    }

    /// Runs a command line; words are split at spaces.
    pub fn run(&self, line: &str) -> Said {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_stepwell-timetable"))
            .args(line.split(' '))
            .current_dir(self.dir.path())
            .output()
            .expect("the binary runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Said {
            code: output.status.code().expect("no signal"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("readable")
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("writable");
    }

    pub fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).expect("JSON")
    }

    /// What the judge of the library's tests says: broken rules and cost.
    pub fn judged(&self, instance: &str, solution: &str) -> (usize, i64) {
        crate::reference::judge(&self.read(instance), &self.read(solution))
    }

    /// Changes a JSON file.
    pub fn edit(&self, name: &str, change: impl FnOnce(&mut Value)) {
        let mut all = self.json(name);
        change(&mut all);
        self.write(name, &all.to_string());
    }
}
