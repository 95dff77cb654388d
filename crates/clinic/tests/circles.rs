//! Which files of the wings around the week import which: none of planning comes back to itself, and no wing imports a
//! later one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module, as the parts of its path within the crate.
type Module = Vec<String>;

/// The wings, in the order in which a person meets them.
const WINGS: [&str; 9] = [
    "people",
    "access",
    "intake",
    "assessment",
    "stays",
    "groups",
    "planning",
    "attendance",
    "followup",
];
/// The wings whose imports are held to that order here.
const HELD: [&str; 3] = ["groups", "planning", "attendance"];
/// What imports a later wing all the same: both raise a signal, and a signal is kept by followup.
const RAISES: [(&str, &str); 2] = [
    ("planning/week/place", "followup"),
    ("attendance/hours/watch", "followup"),
];

/// Every module of the crate with its code, without comments and tests.
fn modules() -> BTreeMap<Module, String> {
    fn walk(folder: &Path, at: &[String], found: &mut BTreeMap<Module, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let module: Module = at.iter().cloned().chain([name]).collect();
            if module.last().unwrap() == "tests" {
                continue;
            }
            if path.is_dir() {
                walk(&path, &module, found);
            } else {
                found.insert(module, code(&std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &[],
        &mut found,
    );
    found
}

fn code(source: &str) -> String {
    let own = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = own.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths that some code names: in its imports, with braces written out, and elsewhere.
fn paths(code: &str) -> Vec<String> {
    let mut all = Vec::new();
    for import in code.split("use ").skip(1) {
        if let Some((tree, _)) = import.split_once(';') {
            write_out("", tree, &mut all);
        }
    }
    let named = |one: &&str| one.contains("::") && !one.ends_with("::");
    let words = code.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':')));
    all.extend(words.filter(named).map(str::to_owned));
    all
}

fn write_out(before: &str, tree: &str, all: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((stem, rest)) = tree.split_once('{') else {
        let name = tree.split_whitespace().next().unwrap_or_default();
        all.push(format!("{before}{name}"));
        return;
    };
    let before = format!("{before}{stem}");
    let body = rest.rsplit_once('}').map_or(rest, |(body, _)| body);
    let (mut depth, mut from) = (0_i32, 0);
    for (at, letter) in body.char_indices().chain([(body.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                write_out(&before, &body[from..at], all);
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// The module in which a path ends that is named in another one, if it is of this crate.
fn target(modules: &BTreeMap<Module, String>, of: &Module, path: &str) -> Option<Module> {
    let mut parts: Vec<&str> = path.split("::").collect();
    let mut base = of.clone();
    let first = *parts.first()?;
    match first {
        "crate" => base.clear(),
        "super" => {
            while parts.first() == Some(&"super") {
                base.pop();
                parts.remove(0);
            }
            parts.insert(0, "super");
        }
        "self" => {}
        child => {
            let mut own = of.clone();
            own.push(child.to_owned());
            if !modules.contains_key(&own) {
                return None;
            }
            parts.insert(0, "self");
        }
    }
    base.extend(parts.iter().skip(1).map(|part| (*part).to_owned()));
    while !base.is_empty() && !modules.contains_key(&base) {
        base.pop();
    }
    (!base.is_empty() && base != *of).then_some(base)
}

fn imports() -> BTreeMap<Module, BTreeSet<Module>> {
    let modules = modules();
    let of = |(module, code): (&Module, &String)| {
        let paths = paths(code);
        let targets = paths
            .iter()
            .filter_map(|path| target(&modules, module, path));
        (module.clone(), targets.collect::<BTreeSet<Module>>())
    };
    modules.iter().map(of).collect()
}

/// What a module reaches through its imports and theirs.
fn reached<'a>(
    imports: &'a BTreeMap<Module, BTreeSet<Module>>,
    from: &Module,
) -> BTreeSet<&'a Module> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Module> = imports[from].iter().collect();
    while let Some(module) = open.pop() {
        if seen.insert(module) {
            open.extend(&imports[module]);
        }
    }
    seen
}

#[test]
fn no_file_of_planning_comes_back_to_itself() {
    let imports = imports();
    let circle: Vec<String> = imports
        .keys()
        .filter(|module| module[0] == "planning" && reached(&imports, module).contains(module))
        .map(|module| module.join("/"))
        .collect();
    assert!(circle.is_empty(), "a circle goes through {circle:#?}");
    // The reading of imports finds what there is: else nothing would ever be a circle.
    let of = |path: &str| imports[&path.split('/').map(str::to_owned).collect::<Module>()].len();
    assert!(of("planning/week/repair") > 8 && of("planning/week") > 5);
    assert!(of("planning/week/map/forms") > 4);
}

#[test]
fn a_wing_around_the_week_imports_no_later_one() {
    let place = |wing: &str| WINGS.iter().position(|one| *one == wing);
    let mut later = BTreeSet::new();
    for (module, targets) in imports() {
        let Some(own) = place(&module[0]).filter(|_| HELD.contains(&module[0].as_str())) else {
            continue;
        };
        for target in targets {
            if place(&target[0]).is_some_and(|wing| wing > own) {
                later.insert((module.join("/"), target[0].clone()));
            }
        }
    }
    let known = RAISES.map(|(module, wing)| (module.to_owned(), wing.to_owned()));
    assert_eq!(later, BTreeSet::from(known));
}
