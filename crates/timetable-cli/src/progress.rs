//! What a search says while it runs: a line on a terminal, an object per event for machines, nothing otherwise.

use crate::files::say;
use crate::words::thousands;
use serde_json::json;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use timetable::Event;

/// How often the line is drawn anew.
const REDRAW: Duration = Duration::from_millis(150);

/// Runs the work with a listener that fits where the output goes.
pub(crate) fn follow<R>(
    json: bool,
    people: usize,
    budget: Option<Duration>,
    work: impl FnOnce(&mut dyn FnMut(Event)) -> R,
) -> R {
    if json {
        return work(&mut |e| say(&object(&e, people)));
    }
    if !std::io::stderr().is_terminal() {
        return work(&mut |_| ());
    }
    let latest = Mutex::new(None);
    let done = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| draw(&latest, &done, people, budget));
        let _ends_the_line = Done(&done);
        work(&mut |e| {
            if let Ok(mut latest) = latest.lock() {
                *latest = Some(e);
            }
        })
    })
}

/// Ends the drawing thread, also when the work panics.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn draw(latest: &Mutex<Option<Event>>, done: &AtomicBool, people: usize, budget: Option<Duration>) {
    let start = Instant::now();
    let mut out = std::io::stderr();
    while !done.load(Ordering::Relaxed) {
        let event = latest.lock().ok().and_then(|e| *e);
        let line = line(event.as_ref(), people, start.elapsed(), budget);
        // A terminal that went away is no reason to stop searching.
        let _drawn = write!(out, "\r{line}\x1b[K").and_then(|()| out.flush());
        std::thread::sleep(REDRAW);
    }
    let _cleared = write!(out, "\r\x1b[K").and_then(|()| out.flush());
}

fn line(
    event: Option<&Event>,
    people: usize,
    elapsed: Duration,
    budget: Option<Duration>,
) -> String {
    let what = match event {
        None => "preparing".to_owned(),
        Some(e) => format!(
            "best {}  bound {}  gap {}  placed {} of {people}",
            thousands(e.best),
            thousands(e.bound),
            gap(e.best, e.bound),
            e.placed
        ),
    };
    let of = budget.map_or_else(String::new, |b| format!(" of {:.0} s", b.as_secs_f64()));
    format!("{what}  {:.0} s{of}", elapsed.as_secs_f64())
}

fn object(e: &Event, people: usize) -> String {
    json!({
        "event": "progress", "best": e.best, "bound": e.bound, "gap": gap_ratio(e.best, e.bound),
        "placed": e.placed, "people": people, "elapsed_seconds": e.elapsed.as_secs_f64(),
    })
    .to_string()
}

/// How far the best may be from the optimum, as a part of the best.
#[expect(
    clippy::cast_precision_loss,
    reason = "a ratio for people to read; costs are far below 2^52"
)]
pub(crate) fn gap_ratio(best: i64, bound: i64) -> f64 {
    if best <= bound {
        0.0
    } else {
        (best - bound) as f64 / best as f64
    }
}

/// The gap in words.
pub(crate) fn gap(best: i64, bound: i64) -> String {
    if best <= bound {
        "0 % (proven best)".into()
    } else {
        format!("{:.1} %", 100.0 * gap_ratio(best, bound))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_best_bound_gap_and_placed() {
        let event = Event {
            best: 44_411,
            bound: 22_000,
            placed: 53,
            elapsed: Duration::ZERO,
        };
        let said = line(
            Some(&event),
            60,
            Duration::from_secs(7),
            Some(Duration::from_mins(1)),
        );
        assert_eq!(
            said,
            "best 44,411  bound 22,000  gap 50.5 %  placed 53 of 60  7 s of 60 s"
        );
    }
}
