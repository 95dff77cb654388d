//! What a timetable's file says about itself: which instance it is for, and how it was reached.

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use timetable::{Instance, Solution};

/// The `meta` of a timetable. Files of other tools have none, and are taken at their word.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Meta {
    /// [`fingerprint`] of the instance.
    pub instance: Option<String>,
    /// Cost of the timetable.
    pub cost: Option<i64>,
    /// The bound that was proven.
    pub bound: Option<i64>,
    /// Seed of the search.
    pub seed: Option<u64>,
}

#[derive(Deserialize)]
struct MetaForm {
    #[serde(default)]
    meta: Meta,
}

impl Meta {
    /// Refuses a timetable that says that it is for another instance.
    pub fn check(text: &str, instance: &Instance, path: &Path, of: &Path) -> Result<()> {
        let form = serde_json::from_str::<MetaForm>(text);
        let Some(said) = form.ok().and_then(|f| f.meta.instance) else {
            return Ok(());
        };
        let is = fingerprint(instance);
        if said != is {
            let (file, of) = (path.display(), of.display());
            bail!(
                "{file}: is a timetable for another instance: its meta.instance is {said}, {of} is {is}; give the \
                 instance it was made for, or remove meta from it if that instance was only edited"
            );
        }
        Ok(())
    }

    /// A timetable's file: the timetable with this about it.
    pub fn file(&self, solution: &Solution) -> String {
        let mut all: Value = serde_json::from_str(&solution.to_json()).unwrap_or_default();
        all["meta"] = serde_json::to_value(self).unwrap_or_default();
        all.to_string()
    }
}

/// Tells instances apart by who and what is in them, not by hours, weights or limits, which change from day to day.
/// FNV-1a: stable on every machine and in every version, unlike the standard library's hashers.
pub(crate) fn fingerprint(instance: &Instance) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |words: &[&[u8]]| {
        for byte in words.iter().flat_map(|w| w.iter().chain(&[0])) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    let number = |n: Option<usize>| n.map_or([0xff; 8], |n| (n as u64).to_le_bytes());
    for p in instance.people() {
        let track = instance.tracks()[usize::from(p.track)].as_bytes();
        let rest = [p.acuity.to_le_bytes(), p.prescribed_units.to_le_bytes()].concat();
        eat(&[p.name.as_bytes(), track, &number(Some(p.site)), &rest]);
    }
    for g in instance.groups() {
        eat(&[g.name.as_bytes(), &number(g.site), &g.seats.to_le_bytes()]);
    }
    for s in instance.staff() {
        eat(&[s.name.as_bytes(), &number(s.site)]);
    }
    format!("{hash:016x}")
}
