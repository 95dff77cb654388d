//! How likely somebody's minutes add up, from how they came before.
//!
//! The model is small enough to be explained to the person it is about:
//!
//! - Everybody has a rate at which they come. Before anything is known it is that of the site, with as much room for
//!   doubt as the site's people differ; a site without history starts from [`SHOW_NORM`].
//! - On each day of the week the rate may differ a little, with room worth [`WEEKDAY_WEIGHT`] sessions: somebody who
//!   always misses Mondays is likely to miss the next.
//! - Of the sessions they came to, some were cut short, and by so many minutes on the average.
//!
//! The rate is one of [`RATES`] values; each gets its weight from the past by Bayes' rule (beta-binomial), and for each
//! the minutes of all sessions to come are added up exactly, outcome by outcome. The chance is the weighted sum.
//! What is left out: two sessions on one day are treated as independent once the rate is known, and nothing but the
//! person's own attendance counts. No diagnosis, no test result, nothing about who they are goes in.

use super::{HoursOutcome, HoursSlot};
use crate::Weekday;

/// The share of sessions people in outpatient treatment come to where nothing else is known: 75 % is a published norm;
/// published no-show rates in outpatient care run from 20 to 37 %.
pub const SHOW_NORM: f64 = 0.75;
/// How far back attendance counts, in days: eight weeks, about as long as a program of 4 to 12 weeks has known somebody.
pub const HISTORY_DAYS: i32 = 56;

/// How many sessions of somebody's own it takes to count as much as their site, while too little is known to estimate
/// it from how much the site's people differ. Chosen.
const PERSON_WEIGHT: f64 = 5.0;
/// The least and the most that an estimate of it may be.
const PERSON_WEIGHT_BOUNDS: (f64, f64) = (2.0, 60.0);
/// From how many people with a past on it is estimated.
const PEOPLE_MIN: u32 = 8;
/// How many sessions on one weekday it takes to count as much as all of somebody's days. Chosen; the test of
/// calibration holds it against people whose weekdays differ more and less.
const WEEKDAY_WEIGHT: f64 = 20.0;
/// How many sessions of a site it takes to count as much as the published norm.
const SITE_WEIGHT: f64 = 40.0;
/// How many rates are weighed against each other: 2.5 %, 7.5 % and so on.
const RATES: usize = 20;
/// How far apart they are.
const RATE_STEP: f64 = 0.05;
/// Of the sessions people come to, how many are cut short where nothing is known; house rule.
const SHORT_NORM: f64 = 0.1;
/// By how much, in minutes; house rule.
const LOST_NORM_MINUTES: f64 = 15.0;
/// How many sessions it takes to count as much as those two.
const SHORT_WEIGHT: f64 = 10.0;

/// How often somebody came on one day of the week, or a whole site did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Sessions that were marked.
    pub held: u32,
    /// Of these, how many they were there for.
    pub came: u32,
    /// Of those, how many they were late to or left early.
    pub short: u32,
    /// Minutes lost by that.
    pub lost_minutes: u32,
}

impl Tally {
    /// The two together.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            held: self.held + other.held,
            came: self.came + other.came,
            short: self.short + other.short,
            lost_minutes: self.lost_minutes + other.lost_minutes,
        }
    }
}

/// How somebody came in the last weeks, by day of the week.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Past(pub [Tally; 7]);

impl Past {
    /// One day of the week.
    pub const fn on(&self, day: Weekday) -> Tally {
        self.0[day.index() as usize]
    }

    /// All days together.
    pub fn whole(&self) -> Tally {
        self.0.iter().copied().fold(Tally::default(), Tally::plus)
    }
}

/// What is supposed about somebody before their own past counts: how their site's people come.
#[derive(Clone, PartialEq, Debug)]
pub struct Prior {
    show: f64,
    short: f64,
    lost_minutes: f64,
    /// The weight of each rate before anything is known of the person.
    weights: [f64; RATES],
}

impl Default for Prior {
    fn default() -> Self {
        Self::of(&[])
    }
}

impl Prior {
    /// From everybody's past at a site.
    pub fn of(people: &[Past]) -> Self {
        let wholes: Vec<Tally> = people
            .iter()
            .map(Past::whole)
            .filter(|tally| tally.held > 0)
            .collect();
        let site = wholes.iter().copied().fold(Tally::default(), Tally::plus);
        let (held, came) = (f64::from(site.held), f64::from(site.came));
        // Nobody's rate is exactly 0 or 1, and the weights need room on both sides.
        let show = ((came + SITE_WEIGHT * SHOW_NORM) / (held + SITE_WEIGHT)).clamp(0.05, 0.95);
        let person_weight = person_weight(&wholes, held, came).unwrap_or(PERSON_WEIGHT);
        let short = (f64::from(site.short) + SITE_WEIGHT * SHORT_NORM) / (came + SITE_WEIGHT);
        let lost_minutes = (f64::from(site.lost_minutes)
            + SITE_WEIGHT * SHORT_NORM * LOST_NORM_MINUTES)
            / (f64::from(site.short) + SITE_WEIGHT * SHORT_NORM);
        let (a, b) = (person_weight * show, person_weight * (1.0 - show));
        let mut weights = [0.0; RATES];
        for (weight, rate) in weights.iter_mut().zip(rates()) {
            *weight = rate.powf(a - 1.0) * (1.0 - rate).powf(b - 1.0);
        }
        let sum: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
        Self {
            show,
            short,
            lost_minutes,
            weights,
        }
    }

    /// The share of sessions that people here come to.
    pub const fn show(&self) -> f64 {
        self.show
    }

    /// The weight of each rate once somebody's past is known.
    fn weigh(&self, past: &Past) -> [f64; RATES] {
        let mut weights = self.weights;
        for (weight, rate) in weights.iter_mut().zip(rates()) {
            for tally in past.0.iter().filter(|tally| tally.held > 0) {
                *weight *= likelihood(*tally, rate);
            }
        }
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 && sum.is_finite() {
            for weight in &mut weights {
                *weight /= sum;
            }
            weights
        } else {
            self.weights
        }
    }

    /// Given that somebody comes: how often for a part only, and how many minutes that costs.
    fn cut(&self, past: Tally) -> (f64, u16) {
        let short = (f64::from(past.short) + SHORT_WEIGHT * self.short)
            / (f64::from(past.came) + SHORT_WEIGHT);
        let lost = (f64::from(past.lost_minutes) + SHORT_WEIGHT * self.short * self.lost_minutes)
            / (f64::from(past.short) + SHORT_WEIGHT * self.short);
        (short, whole_minutes(lost))
    }

    /// How likely the sessions of `slots` that may still be kept add up to `need_minutes` or more.
    pub fn chance<'s>(
        &self,
        past: &Past,
        slots: impl Iterator<Item = &'s HoursSlot>,
        need_minutes: u32,
    ) -> f64 {
        if need_minutes == 0 {
            return 1.0;
        }
        // Whoever is there has come: of that session only how much of it is left is open.
        let ahead: Vec<(u16, Option<Weekday>)> = slots
            .filter(|slot| slot.possible() > 0)
            .map(|slot| match slot.outcome {
                HoursOutcome::Here { rest, .. } => (rest, None),
                _ => (slot.minutes, Some(slot.weekday())),
            })
            .collect();
        let most: u32 = ahead.iter().map(|(minutes, _)| u32::from(*minutes)).sum();
        if most < need_minutes {
            return 0.0;
        }
        let cut = self.cut(past.whole());
        let mut sums = Sums::begin(need_minutes, most);
        for (minutes, day) in &ahead {
            let come = day.map_or([1.0; RATES], |day| come(past.on(day)));
            sums.add(*minutes, &come, cut);
        }
        let weights = self.weigh(past);
        let each = weights.iter().zip(&sums.enough);
        let chance: f64 = each.map(|(weight, enough)| weight * enough).sum();
        chance.clamp(0.0, 1.0)
    }
}

/// How many sessions of their own count as much as the site, from how much its people differ beyond chance: the moment
/// estimator of the intraclass correlation of a beta-binomial.
fn person_weight(people: &[Tally], held: f64, came: f64) -> Option<f64> {
    let count = u32::try_from(people.len()).ok()?;
    if count < PEOPLE_MIN || came < 1.0 || held - came < 1.0 {
        return None;
    }
    let rate = came / held;
    let (mut spread, mut squares) = (0.0, 0.0);
    for tally in people {
        let own = f64::from(tally.held);
        spread += own * (f64::from(tally.came) / own - rate).powi(2);
        squares += own * own;
    }
    let degrees = f64::from(count) - 1.0;
    let room = held - squares / held - degrees;
    if room <= 0.0 {
        return None;
    }
    let correlation = (spread / (rate * (1.0 - rate)) - degrees) / room;
    let (least, most) = PERSON_WEIGHT_BOUNDS;
    Some(if correlation <= 0.0 {
        most
    } else {
        (1.0 / correlation - 1.0).clamp(least, most)
    })
}

fn rates() -> impl Iterator<Item = f64> {
    std::iter::successors(Some(RATE_STEP / 2.0), |rate| Some(rate + RATE_STEP)).take(RATES)
}

/// How likely somebody of each rate comes on a day of the week on which they came like this.
fn come(tally: Tally) -> [f64; RATES] {
    let mut come = [0.0; RATES];
    for (come, rate) in come.iter_mut().zip(rates()) {
        *come = (WEEKDAY_WEIGHT * rate + f64::from(tally.came))
            / (WEEKDAY_WEIGHT + f64::from(tally.held));
    }
    come
}

/// How likely a tally is for somebody of this rate whose weekday may differ a little: the beta-binomial, without the
/// factor that is the same for every rate.
fn likelihood(tally: Tally, rate: f64) -> f64 {
    let mut product = 1.0;
    let (come, stay) = (WEEKDAY_WEIGHT * rate, WEEKDAY_WEIGHT * (1.0 - rate));
    let mut held = 0.0;
    for at in 0..tally.came {
        product *= (come + f64::from(at)) / (WEEKDAY_WEIGHT + held);
        held += 1.0;
    }
    for at in 0..tally.held.saturating_sub(tally.came) {
        product *= (stay + f64::from(at)) / (WEEKDAY_WEIGHT + held);
        held += 1.0;
    }
    product
}

/// Between 1 minute and an hour, to the minute.
fn whole_minutes(minutes: f64) -> u16 {
    (1..60)
        .find(|whole| f64::from(*whole) + 0.5 > minutes)
        .unwrap_or(60)
}

/// The exact distribution of a sum of minutes, as the sums that can happen and how likely each is at each rate. What is
/// enough already, whatever else happens, is one number; what cannot become enough any more is left out.
///
/// Which sums can happen is the same for all rates, so they are found once, and what differs is added up side by side.
struct Sums {
    need: u32,
    /// The most that the sessions which are not added yet may bring.
    rest: u32,
    reached: Vec<(u32, [f64; RATES])>,
    next: Vec<(u32, [f64; RATES])>,
    enough: [f64; RATES],
}

impl Sums {
    /// Before any session of those that bring so much at most; something is needed still.
    fn begin(need: u32, rest: u32) -> Self {
        Self {
            need,
            rest,
            reached: vec![(0, [1.0; RATES])],
            next: Vec::new(),
            enough: [0.0; RATES],
        }
    }

    /// One more session: not there, there for a part, there for all of it.
    fn add(&mut self, minutes: u16, come: &[f64; RATES], (short, lost): (f64, u16)) {
        let outcomes = [
            (0, come.map(|come| 1.0 - come)),
            (minutes.saturating_sub(lost), come.map(|come| come * short)),
            (minutes, come.map(|come| come * (1.0 - short))),
        ];
        self.rest = self.rest.saturating_sub(u32::from(minutes));
        self.next.clear();
        for (sum, likely) in &self.reached {
            for (minutes, outcome) in &outcomes {
                let sum = sum + u32::from(*minutes);
                if sum >= self.need {
                    add_up(&mut self.enough, likely, outcome);
                    continue;
                }
                if sum + self.rest < self.need {
                    continue;
                }
                // Few sums differ, so looking through them is quicker than hashing.
                let at = self.next.iter().position(|(known, _)| *known == sum);
                let at = at.unwrap_or_else(|| {
                    self.next.push((sum, [0.0; RATES]));
                    self.next.len() - 1
                });
                if let Some((_, known)) = self.next.get_mut(at) {
                    add_up(known, likely, outcome);
                }
            }
        }
        std::mem::swap(&mut self.reached, &mut self.next);
    }
}

/// Adds how likely an outcome is after what was reached, at each rate.
fn add_up(into: &mut [f64; RATES], likely: &[f64; RATES], outcome: &[f64; RATES]) {
    for ((into, likely), outcome) in into.iter_mut().zip(likely).zip(outcome) {
        *into += likely * outcome;
    }
}

#[cfg(test)]
mod tests;
