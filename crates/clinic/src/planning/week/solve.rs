//! What is asked of the solver: a site's whole week for as long as somebody waits, or a fixed number of steps.

use super::map::SiteInstance;
use super::restart_groups::all_running;
use crate::Clinic;
use care::planning::week::Purpose;
use jiff::SignedDuration;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use timetable::{Control, DesignAnswer, Event, Options, design, improve};

/// The longest that a week is looked for, in seconds.
pub const SECONDS_MAX: u64 = 600;
/// Rounds after which a search is over in any case; on a real clock the seconds end it long before.
const STEPS_MAX: u64 = 2_000_000;

/// How long a week is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effort {
    /// At most so long.
    pub seconds: u64,
    /// At most so many rounds; the same rounds give the same week.
    pub steps: Option<u64>,
}

impl Effort {
    /// What is left of it for a round: a search that has to be made again takes half as long each time, so that all of
    /// them together take no more than twice as long.
    pub(super) fn of_round(self, round: usize) -> Self {
        let halved = u32::try_from(round).unwrap_or(u32::MAX);
        Self {
            seconds: self.seconds.checked_shr(halved).unwrap_or(0).max(1),
            ..self
        }
    }
}

/// Looks for the week of an instance for as long as it may take, and answers the best.
pub(crate) fn solve(
    clinic: &Clinic,
    mapped: &SiteInstance,
    purpose: Purpose,
    effort: Effort,
    stop: &AtomicBool,
    mut told: impl FnMut(Event),
) -> DesignAnswer {
    // A search lasts so long by anybody's clock.
    let since = clinic.outside();
    let clock = || {
        let passed: SignedDuration = clinic.outside().duration_since(since);
        Duration::try_from(passed).unwrap_or_default()
    };
    // One thread: it takes one of the cores of a server that answers everybody else meanwhile. One seed: with a
    // number of rounds, the same week on any machine.
    let options = Options {
        seed: 1,
        threads: 1,
        time: Some(Duration::from_secs(effort.seconds.min(SECONDS_MAX))),
        steps: Some(effort.steps.unwrap_or(STEPS_MAX)),
    };
    let mut control = Control {
        clock: &clock,
        stop,
        report: &mut told,
    };
    match purpose {
        Purpose::Design if mapped.moves => {
            let designed = design(&mapped.instance, &options, &mut control);
            // A design knows no present week; where moving groups gains nothing over leaving them, they stay.
            let kept = improve(
                &mapped.instance,
                mapped.current.clone(),
                &Options {
                    time: Some(Duration::from_secs(2)),
                    steps: Some(200),
                    ..options
                },
                &mut control,
            );
            let bound = designed.bound.min(kept.cost);
            match all_running(mapped, designed) {
                Some(designed) if designed.cost < kept.cost => designed,
                _ => DesignAnswer { bound, ..kept },
            }
        }
        Purpose::Design | Purpose::Assign | Purpose::Repair => improve(
            &mapped.instance,
            mapped.current.clone(),
            &options,
            &mut control,
        ),
    }
}

/// A search of so many steps, whatever the clock says: the same answer on any machine, told to nobody meanwhile.
pub(crate) fn by_steps<T>(steps: u64, search: impl FnOnce(&Options, &mut Control<'_>) -> T) -> T {
    let never = AtomicBool::new(false);
    let mut control = Control {
        clock: &|| Duration::ZERO,
        stop: &never,
        report: &mut |_| {},
    };
    let options = Options {
        seed: 1,
        threads: 1,
        time: None,
        steps: Some(steps),
    };
    search(&options, &mut control)
}
