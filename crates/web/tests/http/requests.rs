//! What every page asks of the database, with few people in care, with ten times as many, and with many who left, in a
//! file to read.

use crate::client::Request;
use crate::routes::person;
use crate::routes::plausible::plausible;
use crate::routes::table::{Row, rows};
use crate::served::{Served, with_token};
use care::Role;
use record::Work;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

mod past;
mod people;

/// People in care in the small house and in the large one.
const FEW: usize = 50;
const MANY: usize = 500;
/// People who left in the house that has seen many.
const PAST: usize = 500;
/// Steps follow what else there is in the house of the tests; a difference of less than a quarter is none.
const STEPS_TOLERANCE_PERCENT: u64 = 25;
/// Or of fewer than this many.
const STEPS_TOLERANCE: u64 = 100;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/requests.txt");
const HEADER: &str = "\
# What a page asks of the database once everything is warm, as whoever reaches furthest among those who may ask.
# A test fails when anything but the steps differs between a house with 50 people and one with 500, when steps grow
# faster than the people or at all with those who left, when a statement is compiled anew, or when a page costs something
# else than is written here.
# After reading the difference: STEPWELL_BLESS=1 cargo test -p web --test http requests
#
# path                                             who                    statements snapshots commits entries  steps at 50  at 500
";

/// One page, asked in both houses.
struct Page {
    path: String,
    who: String,
    few: Work,
    many: Work,
    /// With few people in care and many who left.
    old: Work,
}

impl Page {
    fn line(&self) -> String {
        let Work {
            statements,
            snapshots,
            commits,
            entries,
            steps,
            ..
        } = self.few;
        format!(
            "{:50} {:22} {statements:10} {snapshots:9} {commits:7} {entries:7}  {steps:11}  {:6}",
            self.path, self.who, self.many.steps
        )
    }

    /// What is wrong with it, whatever the file says.
    fn faults(&self) -> Vec<String> {
        let Self {
            path,
            few,
            many,
            old,
            ..
        } = self;
        let mut faults = Vec::new();
        for (what, counts) in [
            ("statements", [few, many, old].map(|work| work.statements)),
            ("snapshots", [few, many, old].map(|work| work.snapshots)),
            ("commits", [few, many, old].map(|work| work.commits)),
            ("entries", [few, many, old].map(|work| work.entries)),
        ] {
            let [few, many, old] = counts;
            if few != many || few != old {
                faults.push(format!(
                    "{path}: {few} {what} at {FEW} people, {many} at {MANY}, {old} with {PAST} who left"
                ));
            }
        }
        if !near(old.steps, few.steps) {
            let (few, old) = (few.steps, old.steps);
            faults.push(format!(
                "{path}: {few} steps at {FEW} people, {old} with {PAST} who left as well"
            ));
        }
        let growth = (MANY / FEW) as u64;
        if many.steps > few.steps * growth {
            let (few, many) = (few.steps, many.steps);
            faults.push(format!(
                "{path}: {few} steps at {FEW} people, {many} at {MANY}"
            ));
        }
        let compiled = [few, many, old].map(|work| work.compiled);
        if compiled != [0; 3] {
            faults.push(format!("{path}: compiled anew, {compiled:?} statements"));
        }
        faults
    }
}

/// Whoever reaches furthest among those who get the page; nobody where nobody need sign in.
fn who(row: &Row) -> Option<Role> {
    if row.nobody == 200 {
        return None;
    }
    // Nothing is behind an address of the tests that nobody can open; asking still costs something.
    row.furthest(200)
        .or((row.nobody == 303).then_some(Role::Patient))
}

/// Every page of the table once, with its cost in a house of so many people.
fn measured(count: usize, left: usize) -> Vec<(Row, Option<Role>, Work)> {
    let served = Served::start();
    people::fill(&served.world, count);
    past::leave(&served.world, left);
    let mut cookies: HashMap<Role, String> = HashMap::new();
    let mut seen = BTreeSet::new();
    let mut costs = Vec::new();
    for row in rows() {
        if row.changes || !seen.insert(row.path.clone()) {
            continue;
        }
        let who = who(&row);
        let (path, _) = plausible(&served, &row, who.unwrap_or(Role::Counselor));
        let cookie = who.map_or_else(String::new, |role| {
            let enter = || {
                let person = person(&served, 0, role);
                served.world.enter(served.house(), person).cookie
            };
            cookies.entry(role).or_insert_with(enter).clone()
        });
        let request = Request::get(path).session(&cookie);
        // The first look compiles statements, opens what is opened once, and fills caches.
        served.send(&request);
        let before = served.world.clinic.record().work();
        let reply = served.send(&request);
        // What is measured is the page and not its refusal.
        reply.status_is(who.map_or(row.nobody, |role| row.answers(role)));
        let work = served.world.clinic.record().work() - before;
        costs.push((row, who, work));
    }
    costs
}

fn pages() -> Vec<Page> {
    let many = std::thread::spawn(|| measured(MANY, 0));
    let few = measured(FEW, 0);
    let old = measured(FEW, PAST);
    let many = many.join().unwrap();
    let all = few.into_iter().zip(many).zip(old);
    all.map(|(((row, who, few), (_, _, many)), (_, _, old))| Page {
        path: row.path,
        who: who.map_or("nobody", Role::code).to_owned(),
        few,
        many,
        old,
    })
    .collect()
}

/// Whether two numbers of steps are as good as the same.
fn near(now: u64, then: u64) -> bool {
    now.abs_diff(then) <= STEPS_TOLERANCE.max(then * STEPS_TOLERANCE_PERCENT / 100)
}

/// Whether a line of the file says what was measured.
fn agrees(page: &Page, line: &str) -> bool {
    let split = |line: &str| {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let steps = words.len().saturating_sub(2);
        let numbers: Vec<u64> = words[steps..]
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect();
        (words[..steps].to_vec(), numbers)
    };
    let ((exact, steps), (written, written_steps)) = (split(&page.line()), split(line));
    exact == written
        && steps.len() == written_steps.len()
        && steps
            .iter()
            .zip(&written_steps)
            .all(|(now, then)| near(*now, *then))
}

#[test]
fn every_page_costs_what_the_file_says_however_many_people_there_are() {
    let pages = pages();
    if std::env::var_os("STEPWELL_BLESS").is_some() {
        let mut text = HEADER.to_owned();
        for page in &pages {
            let _ = writeln!(text, "{}", page.line());
        }
        std::fs::write(FILE, text).unwrap();
    }
    let faults: Vec<String> = pages.iter().flat_map(Page::faults).collect();
    assert!(
        faults.is_empty(),
        "{} wrong:\n{}",
        faults.len(),
        faults.join("\n")
    );
    if std::env::var_os("STEPWELL_BLESS").is_some() {
        return;
    }
    let file = std::fs::read_to_string(FILE).unwrap_or_default();
    let mut written = file
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| (line.split_whitespace().next().unwrap_or_default(), line))
        .collect::<HashMap<_, _>>();
    let mut different = Vec::new();
    for page in &pages {
        let line = written.remove(page.path.as_str()).unwrap_or_default();
        if !agrees(page, line) {
            different.push(format!("- {line}\n+ {}", page.line()));
        }
    }
    different.extend(written.values().map(|line| format!("- {line}")));
    assert!(
        different.is_empty(),
        "these pages do not cost what tests/requests.txt says; read the difference, then run again with STEPWELL_BLESS=1\n{}",
        different.join("\n")
    );
}

#[test]
fn saving_an_answer_is_one_commit_with_one_entry_of_the_look() {
    let served = Served::start();
    let cookie = served.enter(Role::Counselor).cookie;
    let person = served.house().patients[0];
    let path = format!("/staff/people/{person}/assessment/home");
    let token = served.token(&cookie);
    let fields = [("source", "person"), ("a.home.stability", "stable")];
    let request = Request::post(path, &with_token(&token, &fields))
        .session(&cookie)
        .with("Accept", "application/json");
    let before = served.world.clinic.record().work();
    served.send(&request).status_is(200);
    let work = served.world.clinic.record().work() - before;
    // What was answered, and that the assessment was looked at.
    assert_eq!((work.commits, work.entries), (1, 2));
}
