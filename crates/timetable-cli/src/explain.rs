//! `explain`: why this week, why not that one, why none, and what holds a site back. The library finds every answer by
//! doing it; here it is asked and printed.

mod answer;

use crate::files::{Loaded, Meta, Output, fingerprint, say};
use crate::words::{day_by_name, minute, unit_at};
use answer::Explanation;
use anyhow::{Result, anyhow, bail};
use clap::Args;
use console::Exit;
use std::path::PathBuf;
use timetable::explain::Wanted;
use timetable::{Instance, Solution};

/// Explains a timetable to a person who may not like it.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The instance, as JSON.
    instance: PathBuf,
    /// The timetable, as JSON.
    solution: PathBuf,
    #[command(flatten)]
    about: About,
    #[command(flatten)]
    wish: Wish,
    /// With a wish: where the timetable that grants it goes.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// One JSON object on standard output.
    #[arg(long)]
    json: bool,
}

/// What is asked about.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct About {
    /// One person: a number, or a name that only one person has.
    #[arg(long, value_name = "P")]
    person: Option<String>,
    /// Everybody without a week, and what it would take.
    #[arg(long)]
    unplaced: bool,
    /// What holds a site back most; sites count from 0.
    #[arg(long, value_name = "K")]
    site: Option<usize>,
}

/// What the person would rather have.
#[derive(Args, Debug)]
#[group(multiple = false, requires = "person")]
struct Wish {
    /// Why is nothing on this day?
    #[arg(long = "why-not-day", value_name = "DAY")]
    day: Option<String>,
    /// Why not this group? A number, or a name that only one group has.
    #[arg(long = "why-not-group", value_name = "G")]
    group: Option<String>,
    /// Why is nothing at this hour? `tue,17:30`
    #[arg(long = "why-not-hour", value_name = "DAY,HOUR")]
    hour: Option<String>,
    /// Why is this day not free?
    #[arg(long = "why-not-free", value_name = "DAY")]
    free: Option<String>,
}

impl Wish {
    fn read(&self, loaded: &Loaded) -> Result<Option<Wanted>> {
        let instance = &loaded.instance;
        Ok(Some(
            match (&self.day, &self.group, &self.hour, &self.free) {
                (Some(text), ..) => Wanted::Day(day("--why-not-day", text, instance)?),
                (_, Some(text), ..) => Wanted::Group(loaded.group("--why-not-group", text)?),
                (_, _, Some(text), _) => hour(text, instance)?,
                (.., Some(text)) => Wanted::FreeDay(day("--why-not-free", text, instance)?),
                _ => return Ok(None),
            },
        ))
    }
}

fn day(flag: &str, text: &str, instance: &Instance) -> Result<usize> {
    day_by_name(text, instance.days())
        .ok_or_else(|| anyhow!("{flag} {text}: is not a day of the instance; give one such as tue"))
}

fn hour(text: &str, instance: &Instance) -> Result<Wanted> {
    let flag = "--why-not-hour";
    let Some((on, at)) = text.split_once(',') else {
        bail!("{flag} {text}: give a day and an hour, such as tue,17:30");
    };
    let day = day(flag, on, instance)?;
    match minute(at).and_then(|m| unit_at(instance, m)) {
        Some(unit) => Ok(Wanted::Hour { day, unit }),
        None => bail!("{flag} {text}: {at} is not an hour of the instance; give one such as 17:30"),
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<Exit> {
    let loaded = Loaded::read(&arguments.instance)?;
    let (solution, _) = loaded.sound_solution(&arguments.solution)?;
    let answer = ask(arguments, &loaded, &solution)?;
    if let (Some(path), Some(granted)) = (&arguments.out, &answer.granted) {
        let meta = Meta {
            instance: Some(fingerprint(&loaded.instance)),
            ..Meta::default()
        };
        Output::open(Some(path))?.finish(&meta.file(granted))?;
    }
    if arguments.json {
        say(&answer.data.to_string());
    } else {
        say(&answer.words.join("\n"));
    }
    Ok(Exit::Well)
}

fn ask(arguments: &Arguments, loaded: &Loaded, solution: &Solution) -> Result<Explanation> {
    let about = &arguments.about;
    if let Some(who) = &about.person {
        let person = loaded.person("--person", who)?;
        return Ok(match arguments.wish.read(loaded)? {
            Some(wanted) => answer::wish(&loaded.instance, solution, person, wanted),
            None => answer::person(loaded, solution, person),
        });
    }
    match about.site {
        Some(site) => {
            let sites = crate::svg::sites(loaded);
            if site >= sites {
                let last = sites.saturating_sub(1);
                bail!("--site {site}: the instance has sites 0 to {last}; give one of them");
            }
            Ok(answer::site(&loaded.instance, solution, site))
        }
        None => Ok(answer::unplaced(loaded, solution)),
    }
}
