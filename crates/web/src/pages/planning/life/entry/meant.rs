//! What somebody typed, as the dates and times that it means, and the sessions it would lie on.

use crate::shell::{Ask, Fault};
use care::PersonId;
use care::day::near_text;
use care::daytime::{minute_text, stretch_text};
use care::planning::commitment::{CommitmentDraft, Rhythm};
use clinic::Refusal;
use clinic::planning::commitment;
use clinic::planning::commitment::Clash;
use jiff::civil::Date;
use maud::{Markup, html};

/// How many of the next dates are shown.
const DATES_SHOWN: usize = 4;
/// How many sessions are named at most.
const CLASHES_SHOWN: usize = 5;

/// What is shown before it is saved.
pub(super) struct Meant {
    today: Date,
    dates: Vec<Date>,
    times: String,
    clashes: Vec<Clash>,
}

/// What has to be looked at before an entry is saved: nothing for what is plain, and nothing once it was shown.
pub(super) fn to_look_at(
    ask: &Ask<'_>,
    person: PersonId,
    entry: &CommitmentDraft,
) -> Result<Option<Meant>, Fault> {
    let settled = entry.clone().settle().map_err(Refusal::Fields)?;
    let (today, clashes) = commitment::clashes(ask.clinic, ask.actor()?, person, &settled)?;
    let rotates = matches!(settled.rhythm, Rhythm::Rotating { .. });
    if !rotates && !settled.crosses_midnight() && clashes.is_empty() {
        return Ok(None);
    }
    let mut dates = settled.next_dates(today, DATES_SHOWN);
    if dates.is_empty() {
        dates = settled.next_dates(settled.from, DATES_SHOWN);
    }
    let meant = Meant {
        today,
        dates,
        times: stretch_text(settled.start_minute, settled.end_minute),
        clashes,
    };
    Ok((ask.form.text("shown") != meant.lines()).then_some(meant))
}

impl Meant {
    /// Everything shown, in one line: what comes back with the form says what its sender saw.
    pub fn lines(&self) -> String {
        let dates = self.dates.iter().map(|date| self.on(*date));
        let all = dates.chain(self.clashes.iter().map(|clash| self.clash(clash)));
        all.collect::<Vec<_>>().join("; ")
    }

    fn on(&self, date: Date) -> String {
        format!("{}, {}", near_text(date, self.today), self.times)
    }

    fn clash(&self, clash: &Clash) -> String {
        let day = near_text(clash.date, self.today);
        format!(
            "{day}, {}: {}",
            minute_text(clash.start_minute),
            clash.group
        )
    }

    /// The notice above the form.
    pub fn shown(&self) -> Markup {
        html! {
            section.notice.attention role="status" {
                h2 { "Is this right? Then save it" }
                p { "This is when it would be:" }
                ul { @for date in &self.dates { li { (self.on(*date)) } } }
                @if !self.clashes.is_empty() {
                    p { "It lies on these sessions:" }
                    ul { @for clash in self.clashes.iter().take(CLASHES_SHOWN) { li { (self.clash(clash)) } } }
                    @if self.clashes.len() > CLASHES_SHOWN { p { "And on " (self.clashes.len() - CLASHES_SHOWN) " more in the next weeks." } }
                }
            }
        }
    }
}
