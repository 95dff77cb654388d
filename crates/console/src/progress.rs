//! A line that says how far a long command has come.

use std::io::{IsTerminal as _, Stderr, Write};
use std::time::{Duration, Instant};

/// How often the line is drawn anew.
const REDRAW: Duration = Duration::from_millis(150);
/// Work that is done sooner needs no line.
const QUIET: Duration = Duration::from_millis(400);

/// How far a command has come. The line goes away when this is dropped.
pub struct Progress<W: Write = Stderr> {
    /// Where it is drawn; nowhere when nobody watches.
    out: Option<W>,
    began: Instant,
    drawn: Option<Instant>,
}

impl Progress {
    /// On standard error when that is a terminal; a log of a nightly job has no use for it.
    pub fn on_terminal() -> Self {
        let err = std::io::stderr();
        Self::on(err.is_terminal().then_some(err))
    }
}

impl<W: Write> Progress<W> {
    fn on(out: Option<W>) -> Self {
        Self {
            out,
            began: Instant::now(),
            drawn: None,
        }
    }

    /// Says that `done` of `total` are done of what `what` names. Cheap enough for an inner loop.
    pub fn report(&mut self, what: &str, done: u64, total: u64) {
        let last = self.drawn.unwrap_or(self.began);
        let rest = if self.drawn.is_some() { REDRAW } else { QUIET };
        if self.out.is_none() || last.elapsed() < rest {
            return;
        }
        self.draw(what, done, total);
    }

    fn draw(&mut self, what: &str, done: u64, total: u64) {
        let percent = done.min(total).saturating_mul(100).checked_div(total);
        let so_far = percent.map_or_else(|| done.to_string(), |percent| format!("{percent} %"));
        let seconds = self.began.elapsed().as_secs();
        if let Some(out) = &mut self.out {
            // A terminal that went away is no reason to stop working.
            let _ = write!(out, "\r{what}: {so_far}, {seconds} s\x1b[K").and_then(|()| out.flush());
            self.drawn = Some(Instant::now());
        }
    }
}

impl<W: Write> Drop for Progress<W> {
    fn drop(&mut self) {
        if let (Some(out), Some(_)) = (&mut self.out, self.drawn) {
            let _ = write!(out, "\r\x1b[K").and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_done_and_how_far_and_goes_away() {
        let mut written = Vec::new();
        let mut progress = Progress::on(Some(&mut written));
        progress.report("Copying", 1, 4);
        progress.draw("Copying", 1, 4);
        progress.draw("Reading entries", 12, 0);
        drop(progress);
        let said = String::from_utf8(written).unwrap();
        assert_eq!(
            said,
            "\rCopying: 25 %, 0 s\u{1b}[K\rReading entries: 12, 0 s\u{1b}[K\r\u{1b}[K"
        );
    }

    #[test]
    fn nobody_watching_means_nothing_drawn() {
        let mut progress = Progress::<Vec<u8>>::on(None);
        progress.draw("Copying", 1, 4);
        assert!(progress.drawn.is_none());
    }
}
