//! `generate`: instances with lives in them, deterministic by seed.

mod dice;
mod empty;
mod grid;
mod groups;
pub(crate) mod life;
mod names;
mod network;
mod people;
mod staff;

pub use life::{Life, SHARES};

use crate::files::{self, Output};
use anyhow::Result;
use clap::Args;
use console::Exit;
use dice::Dice;
use names::Names;
use serde_json::{Value, json};
use std::path::PathBuf;
use timetable::form::InstanceForm;
use timetable::{Instance, Kind};

/// Most people that are generated.
pub const PEOPLE_MAX: usize = 100_000;
/// Staffing is 0.1 to 10 times the usual.
const TIGHT_HUNDREDTHS: std::ops::RangeInclusive<usize> = 10..=1000;
/// Makes an instance: people with lives, staff, rooms and groups of one or more sites.
#[derive(Args, Debug)]
pub struct Arguments {
    /// How many people.
    #[arg(value_name = "N", value_parser = people_count)]
    people: usize,
    /// The same seed gives the same instance on any machine.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// People per site; decides how many sites there are.
    #[arg(long, default_value_t = 75, value_parser = people_count)]
    site_size: usize,
    /// Therapists per ten people: above 1 is loose, below 1 is scarce.
    #[arg(long, default_value = "1.0", value_parser = hundredths)]
    tight: usize,
    /// Where to write it; standard output when absent.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What an instance is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knobs {
    /// How many people.
    pub people: usize,
    /// Seed of everything random.
    pub seed: u64,
    /// People per site.
    pub site_size: usize,
    /// Therapists per ten people, in hundredths.
    pub tight: usize,
}

/// An instance with what its generator knows beyond the problem.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The problem.
    pub form: InstanceForm,
    /// By person: the kind of life, the life in words, and whether they are new.
    pub lives: Vec<(Life, String, bool)>,
    /// By staff member: the role.
    pub roles: Vec<&'static str>,
    /// The knobs it was made with.
    pub knobs: Knobs,
    /// How many sites it has.
    pub sites: usize,
}

/// One site of those to be made.
pub(crate) struct Site {
    index: usize,
    people: usize,
    /// Whether there are others, so that thin tracks can share telehealth groups.
    of_network: bool,
}

fn people_count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if (1..=PEOPLE_MAX).contains(&n) => Ok(n),
        _ => Err(format!("give a number from 1 to {PEOPLE_MAX}")),
    }
}

/// Reads `1.3` as 130 without the rounding of floating point.
fn hundredths(text: &str) -> Result<usize, String> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part:0<2}");
    match digits.parse() {
        Ok(n) if part.len() <= 2 && TIGHT_HUNDREDTHS.contains(&n) => Ok(n),
        _ => Err("give a number from 0.1 to 10 with at most two decimals".into()),
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let made = generate(Knobs {
        people: arguments.people,
        seed: arguments.seed,
        site_size: arguments.site_size,
        tight: arguments.tight,
    });
    let out = Output::open(arguments.out.as_deref())?;
    out.finish(&made.to_json())?;
    if arguments.out.is_some() {
        let form = &made.form;
        files::say(&format!(
            "{} people at {} site{}, {} groups, {} staff, {} rooms, seed {}",
            form.participants.len(),
            made.sites,
            if made.sites == 1 { "" } else { "s" },
            form.series.len(),
            form.staff.len(),
            form.rooms.len(),
            arguments.seed,
        ));
    }
    Ok(Exit::Well)
}

/// Makes an instance.
pub fn generate(knobs: Knobs) -> Generated {
    let mut dice = Dice::new(knobs.seed);
    let mut names = Names::new(&mut dice);
    let sites = staff::rounded(knobs.people, knobs.site_size).clamp(1, knobs.people);
    let mut form = empty::form();
    let (mut people, mut hired) = (Vec::new(), Vec::new());
    for index in 0..sites {
        let larger = usize::from(index < knobs.people % sites);
        let site = Site {
            index,
            people: knobs.people / sites + larger,
            of_network: sites > 1,
        };
        let mut here = people::people(&site, &mut names, &mut dice);
        let staff = staff::staff(&site, knobs.tight, &mut names, &mut dice);
        let therapists = &staff[..staff::therapists(site.people, knobs.tight)];
        staff::give_counselors(&mut here, therapists, hired.len(), &mut dice);
        let groups = groups::groups(&site, &here, &mut dice);
        let times = &form.options[&Kind::Process];
        groups::form_cohorts(&mut here, &groups, form.series.len(), times, &mut dice);
        form.series.extend(groups);
        form.rooms.extend(empty::rooms(&site));
        hired.extend(staff);
        people.extend(here);
    }
    if sites > 1 {
        form.series
            .extend(network::groups(&mut people, &form.series));
        hired.extend(network::staff(people.len(), &mut names));
    }
    let roles = hired.iter().map(|h| h.role).collect();
    form.staff = hired.into_iter().map(|h| h.form).collect();
    let mut lives = Vec::with_capacity(people.len());
    for p in people {
        lives.push((p.life, p.words, p.new));
        form.participants.push(p.form);
    }
    Generated {
        form,
        lives,
        roles,
        knobs,
        sites,
    }
}

impl Generated {
    /// The instance as its file has it, with the lives and roles described.
    pub fn to_json(&self) -> String {
        let mut all = serde_json::to_value(&self.form).unwrap_or_default();
        all["meta"] = json!({
            "n": self.knobs.people, "seed": self.knobs.seed, "sites": self.sites,
            "site_size": self.knobs.site_size, "tight_hundredths": self.knobs.tight,
        });
        let people = all["participants"].as_array_mut().into_iter().flatten();
        for (person, (life, words, new)) in people.zip(&self.lives) {
            person["arche"] = life.slug().into();
            person["life"] = words.as_str().into();
            person["new"] = Value::Bool(*new);
        }
        let staff = all["staff"].as_array_mut().into_iter().flatten();
        for (member, role) in staff.zip(&self.roles) {
            member["role"] = (*role).into();
        }
        all.to_string()
    }

    /// The instance, validated.
    pub fn instance(self) -> Result<Instance, timetable::Invalid> {
        Instance::new(self.form)
    }
}
