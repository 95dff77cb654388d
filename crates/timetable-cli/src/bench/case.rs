//! What is measured.

use crate::files::Loaded;
use crate::generate::{Knobs, generate};
use anyhow::{Context, Result, anyhow, bail};
use std::path::{Path, PathBuf};
use timetable::Instance;

/// Seeds of the 60-person instance, to show how much of a result is luck.
const SEEDS: u64 = 10;
const SEEDS_QUICK: u64 = 3;
/// CPU seconds of a design from a file, and of every design when there is no time.
const FILE_SECONDS: u64 = 60;
const QUICK_SECONDS: u64 = 2;

/// One instance and what is done with it.
pub(crate) struct Case {
    pub name: String,
    source: Source,
    /// CPU seconds of its design.
    pub seconds: u64,
    /// Whether placing, assigning and repairing are measured too.
    pub deep: bool,
}

enum Source {
    Generated(Knobs),
    File(PathBuf),
}

impl Case {
    pub fn instance(&self) -> Result<Instance> {
        match &self.source {
            Source::File(path) => Ok(Loaded::read(path)?.instance),
            Source::Generated(knobs) => generate(*knobs).instance().map_err(|e| anyhow!("{e}")),
        }
    }
}

/// The plan: small to large on one site and several, loose and scarce staffing, ten seeds of the usual size.
pub(crate) fn generated(quick: bool) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |people, site_size, tight, seed, seconds| {
        let suffix = match tight {
            130 => "-loose",
            80 => "-scarce",
            _ => "",
        };
        cases.push(Case {
            name: format!("{people}{suffix}-s{seed}"),
            source: Source::Generated(Knobs {
                people,
                seed,
                site_size,
                tight,
            }),
            seconds: if quick { QUICK_SECONDS } else { seconds },
            deep: seed == 1 && tight == 100 && people >= 60 && people != 120,
        });
    };
    add(30, 75, 100, 1, 20);
    for seed in 1..=(if quick { SEEDS_QUICK } else { SEEDS }) {
        add(60, 75, 100, seed, if seed == 1 { 60 } else { 20 });
    }
    add(60, 75, 130, 1, 20);
    add(60, 75, 80, 1, 20);
    add(120, 120, 100, 1, 30);
    add(300, 75, 100, 1, 60);
    add(1500, 75, 100, 1, 60);
    cases
}

/// Every instance in a directory, by name.
pub(crate) fn of_directory(dir: &Path) -> Result<Vec<Case>> {
    let list = std::fs::read_dir(dir)
        .with_context(|| format!("--instances {}: cannot be read", dir.display()))?;
    let mut paths: Vec<PathBuf> = list.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "json"));
    paths.sort();
    if paths.is_empty() {
        bail!(
            "--instances {}: has no .json file; put instances into it, such as from: stepwell timetable generate",
            dir.display()
        );
    }
    let case = |path: PathBuf| Case {
        name: path
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default(),
        source: Source::File(path),
        seconds: FILE_SECONDS,
        deep: true,
    };
    Ok(paths.into_iter().map(case).collect())
}
