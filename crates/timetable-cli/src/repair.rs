//! `repair`: something happened to a published week; the least disruptive timetable that copes with it.

mod apply;
mod changes;
mod describe;

use crate::files::{Loaded, Meta, Output, fingerprint, say};
use crate::solve::Search;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use console::Exit;
use std::path::PathBuf;
use timetable::{Disruption, Instance, repair};

/// Repairs a published timetable after changes, touching as few people as possible.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON, as it was when the timetable was published.
    instance: PathBuf,
    /// The published timetable, as JSON.
    solution: PathBuf,
    #[command(flatten)]
    changes: changes::Flags,
    #[command(flatten)]
    prices: Prices,
    /// Where the repaired timetable goes; `-` is standard output.
    #[arg(long, value_name = "FILE", required_unless_present = "json")]
    out: Option<PathBuf>,
    /// Where the instance as it is after the changes goes; the repaired timetable is for it.
    #[arg(long, value_name = "FILE")]
    instance_out: Option<PathBuf>,
    #[command(flatten)]
    search: Search,
}

/// What disruption costs, in the instance's costs, and what stays.
#[derive(Args, Debug)]
struct Prices {
    /// Price of each person whose published week changes.
    #[arg(long, value_name = "COST", default_value_t = Disruption::default().person, value_parser = price())]
    price_person: i64,
    /// Price of each group that moves, stops or starts.
    #[arg(long, value_name = "COST", default_value_t = Disruption::default().group, value_parser = price())]
    price_group: i64,
    /// Price of each group that keeps its time under another leader.
    #[arg(long, value_name = "COST", default_value_t = Disruption::default().leader, value_parser = price())]
    price_leader: i64,
    /// A person whose week stays if it is possible at all; may be given again.
    #[arg(long, value_name = "P")]
    pin_person: Vec<String>,
    /// A group whose time stays if it is possible at all; may be given again.
    #[arg(long, value_name = "G")]
    pin_group: Vec<String>,
}

/// Highest price of a disruption.
const PRICE_MAX: i64 = 1_000_000;

fn price() -> clap::builder::RangedI64ValueParser {
    clap::value_parser!(i64).range(0..=PRICE_MAX)
}

impl Prices {
    fn disruption(&self, loaded: &Loaded) -> Result<Disruption> {
        let people = self.pin_person.iter();
        let groups = self.pin_group.iter();
        Ok(Disruption {
            person: self.price_person,
            group: self.price_group,
            leader: self.price_leader,
            pinned_people: people
                .map(|p| loaded.person("--pin-person", p))
                .collect::<Result<_>>()?,
            pinned_groups: groups
                .map(|g| loaded.group("--pin-group", g))
                .collect::<Result<_>>()?,
        })
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let (published, before) = loaded.sound_solution(&arguments.solution)?;
    let disruption = arguments.prices.disruption(&loaded)?;
    let happened = arguments.changes.read(&loaded)?;
    let with_new_people = apply::new_people(&loaded, &happened.people)?;
    let instance = with_new_people.as_ref().unwrap_or(&loaded.instance);
    let out = arguments.out.as_deref().map(|p| Output::open(Some(p)));
    let out = out.transpose()?;
    let search = &arguments.search;
    let people = instance.people().len();
    let repaired = search
        .run(people, |options, control| {
            repair(
                instance,
                &published,
                &happened.changes,
                &disruption,
                options,
                control,
            )
        })?
        .map_err(|e| anyhow!("{e}"))
        .context("the changes do not fit the instance")?;
    let after_text = apply::to_text(&loaded, &happened)?;
    let after = Instance::from_json(&after_text)
        .map_err(|e| anyhow!("{e}"))
        .context("the instance after the changes is not valid")?;
    if let Some(path) = &arguments.instance_out {
        Output::open(Some(path))?.finish(&after_text)?;
    }
    if !out.as_ref().is_some_and(Output::is_standard) {
        let shown = describe::Report {
            published: &published,
            before: &before,
            repaired: &repaired,
        };
        if search.json {
            say(&shown.object(out.is_none()).to_string());
        } else {
            say(&shown.words());
        }
    }
    let meta = Meta {
        instance: Some(fingerprint(&after)),
        cost: Some(repaired.cost),
        seed: Some(search.seed),
        ..Meta::default()
    };
    out.map_or(Ok(()), |o| o.finish(&meta.file(&repaired.solution)))?;
    Ok(Exit::Well)
}
