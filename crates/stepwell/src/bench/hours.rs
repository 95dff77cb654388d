//! Whether what the hours meter says comes true: weeks that it called 70 % likely, and how many of them were kept.
//!
//! A site is simulated for a quarter, after the eight weeks that the meter looks back on. Its people differ more than
//! the model supposes: each has a rate and weekdays of their own, some come late, and now and then somebody has a bad
//! week in which everything is less likely at once, which the model does not know of. Twice a week the meter says how
//! likely the week is: before it begins, and after its second session; what is decided by then is not asked.

use anyhow::Result;
use care::SeededDice;
use care::attendance::hours::{
    HoursOutcome, HoursSlot, Meter, Outlook, Past, Prior, Service, Tally,
};
use clap::Args;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::Serialize;

/// Weeks that the meter looks back on, before any is counted.
const LOOKED_BACK: usize = 8;
/// A quarter.
const QUARTER: usize = 13;
/// How many weeks somebody stays on the average; then another person has their place, of whom nothing is known.
const STAY_WEEKS: u64 = 10;
/// Sessions of a week, from Monday on, and how long each is.
const SESSIONS: usize = 4;
const SESSION_MINUTES: u16 = 180;
/// What a week prescribes: one session may be missed.
const PRESCRIBED_MINUTES: u32 = 540;
/// How often somebody has a bad week, of a hundred, and by how much they come less then.
const BAD_WEEKS: u64 = 10;
const BAD_WEEK_LESS: f64 = 0.25;
/// The minutes that coming late costs.
const LATE_MINUTES: u16 = 15;
const MONDAY: Date = date(2026, 4, 13);

/// What `bench hours` takes.
#[derive(Args)]
pub struct Flags {
    /// Print a JSON array instead of a table
    #[arg(long)]
    json: bool,
    /// How many people the site has at once
    #[arg(long, default_value_t = 200)]
    people: u32,
    /// Another seed is another site
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Weeks that were called about as likely as each other.
#[derive(Serialize)]
struct Tenth {
    /// From which chance on, in percent.
    from: u32,
    /// How many weeks.
    weeks: u32,
    /// What was said of them on the average; nothing where there are none.
    predicted: Option<f64>,
    /// How many of them were kept, of one.
    kept: Option<f64>,
}

/// Prints the table.
pub fn run(flags: &Flags) -> Result<()> {
    anyhow::ensure!(flags.people > 0, "Ask for at least one person");
    let table = tenths(&simulate(flags.people, &SeededDice::new(flags.seed)));
    if flags.json {
        console::say!("{}", serde_json::to_string_pretty(&table)?);
        return Ok(());
    }
    console::say!(
        "{:>9}  {:>7}  {:>9}  {:>6}",
        "called",
        "weeks",
        "predicted",
        "kept"
    );
    for tenth in &table {
        let (from, to) = (tenth.from, tenth.from + 10);
        let percent = |share: Option<f64>| {
            share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}%", share * 100.0))
        };
        let (predicted, kept) = (percent(tenth.predicted), percent(tenth.kept));
        console::say!(
            "{from:>3} to {to:>3}  {:>7}  {predicted:>9}  {kept:>6}",
            tenth.weeks
        );
    }
    let weeks: u32 = table.iter().map(|tenth| tenth.weeks).sum();
    let apart: f64 = table
        .iter()
        .filter_map(|tenth| {
            let apart = (tenth.predicted? - tenth.kept?).abs();
            Some(apart * f64::from(tenth.weeks))
        })
        .sum();
    let apart = 100.0 * apart / f64::from(weeks.max(1));
    console::say!("{weeks} weeks; {apart:.1} points apart on the average.");
    Ok(())
}

/// Somebody, as the meter does not know them.
struct Person {
    /// How likely they come, by session.
    come: [f64; SESSIONS],
    /// How often they are late when they do.
    late: f64,
    /// The weeks since they are here, the latest last; as many as are looked back on.
    weeks: Vec<[u16; SESSIONS]>,
}

impl Person {
    fn draw(dice: &SeededDice) -> Self {
        let rate = 0.35 + 0.63 * even(dice);
        let come = std::array::from_fn(|_| (rate + 0.3 * (even(dice) - 0.5)).clamp(0.02, 0.98));
        Self {
            come,
            late: 0.25 * even(dice),
            weeks: Vec::new(),
        }
    }

    /// The minutes that they keep of each session of a week.
    fn lives(&self, dice: &SeededDice) -> [u16; SESSIONS] {
        let less = if dice.below(100) < BAD_WEEKS {
            BAD_WEEK_LESS
        } else {
            0.0
        };
        self.come.map(|come| {
            let (comes, late) = (even(dice) < come - less, even(dice) < self.late);
            match (comes, late) {
                (false, _) => 0,
                (true, false) => SESSION_MINUTES,
                (true, true) => SESSION_MINUTES - LATE_MINUTES,
            }
        })
    }

    fn past(&self) -> Past {
        let mut past = Past::default();
        for week in &self.weeks {
            add(&mut past, week);
        }
        past
    }

    fn remember(&mut self, week: [u16; SESSIONS]) {
        self.weeks.push(week);
        if self.weeks.len() > LOOKED_BACK {
            self.weeks.remove(0);
        }
    }
}

/// Adds what became of the first sessions of a week.
fn add(past: &mut Past, minutes: &[u16]) {
    for (tally, minutes) in past.0.iter_mut().zip(minutes) {
        let short = *minutes > 0 && *minutes < SESSION_MINUTES;
        *tally = tally.plus(Tally {
            held: 1,
            came: u32::from(*minutes > 0),
            short: u32::from(short),
            lost_minutes: if short { u32::from(LATE_MINUTES) } else { 0 },
        });
    }
}

/// A number from 0 to 1.
fn even(dice: &SeededDice) -> f64 {
    let whole = u32::try_from(dice.below(1 << 30)).unwrap_or(0);
    f64::from(whole) / f64::from(1_u32 << 30)
}

/// What was said of each week, and whether it was kept.
fn simulate(people: u32, dice: &SeededDice) -> Vec<(f64, bool)> {
    let mut site: Vec<Person> = (0..people).map(|_| Person::draw(dice)).collect();
    let mut said = Vec::new();
    for week in 0..LOOKED_BACK + QUARTER {
        let pasts: Vec<Past> = site.iter().map(Person::past).collect();
        let prior = Prior::of(&pasts);
        for (person, past) in site.iter_mut().zip(&pasts) {
            let minutes = person.lives(dice);
            let sum: u32 = minutes.iter().copied().map(u32::from).sum();
            if week >= LOOKED_BACK {
                for known in [0, 2] {
                    let chance = asked(minutes, known, past, &prior);
                    said.extend(chance.map(|chance| (chance, sum >= PRESCRIBED_MINUTES)));
                }
            }
            person.remember(minutes);
            if dice.below(STAY_WEEKS) == 0 {
                *person = Person::draw(dice);
            }
        }
    }
    said
}

/// What the meter says once so many sessions are over; nothing where the week is decided by then.
fn asked(minutes: [u16; SESSIONS], known: usize, past: &Past, prior: &Prior) -> Option<f64> {
    let mut past = *past;
    add(&mut past, minutes.get(..known).unwrap_or_default());
    let slots: Vec<HoursSlot> = (0_i64..)
        .zip(minutes)
        .enumerate()
        .map(|(at, (day, kept))| HoursSlot {
            day: MONDAY.saturating_add(day.days()),
            service: Service::Group,
            minutes: SESSION_MINUTES,
            outcome: match kept {
                _ if at >= known => HoursOutcome::Ahead,
                0 => HoursOutcome::Missed,
                kept => HoursOutcome::Kept(kept),
            },
        })
        .collect();
    let meter = Meter::of(&slots, PRESCRIBED_MINUTES, &past, prior);
    let decided = matches!(meter.outlook(), Outlook::Kept | Outlook::OutOfReach);
    (!decided).then_some(meter.chance)
}

/// The weeks by what was said of them.
fn tenths(said: &[(f64, bool)]) -> Vec<Tenth> {
    let tenth = |from: u32| {
        let (least, below) = (f64::from(from) / 100.0, f64::from(from + 10) / 100.0);
        let is_last = from == 90;
        let within = said
            .iter()
            .filter(|(chance, _)| *chance >= least && (is_last || *chance < below));
        let (mut weeks, mut kept, mut predicted) = (0_u32, 0_u32, 0.0_f64);
        for (chance, was_kept) in within {
            weeks += 1;
            kept += u32::from(*was_kept);
            predicted += chance;
        }
        let share = |sum: f64| (weeks > 0).then(|| sum / f64::from(weeks));
        Tenth {
            from,
            weeks,
            predicted: share(predicted),
            kept: share(f64::from(kept)),
        }
    };
    (0..10).map(|at| tenth(10 * at)).collect()
}
