//! What somebody typed, as the dates and times that it means, and the sessions it would lie on.

use super::shifts;
use crate::language::Language;
use crate::shell::{Ask, Fault};
use crate::ui::name_in;
use care::PersonId;
use care::planning::commitment::{Commitment, CommitmentDraft, Rhythm};
use clinic::Refusal;
use clinic::planning::commitment;
use clinic::planning::commitment::LifeSession;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

/// How many of the next dates are shown.
const DATES_SHOWN: usize = 4;
/// How many weeks of shifts are shown at least; a longer rotation is shown once whole.
const SHIFT_WEEKS_SHOWN: u8 = 2;
/// How many sessions are named at most.
const CLASHES_SHOWN: usize = 5;
/// What is asked about while it is typed, beside the turns of shifts.
const ASKED_BY: &str =
    "kind often days start end from until by travel_before travel_after weeks anchor";

/// What is shown before it is saved.
pub(super) struct Meant {
    language: Language,
    today: Date,
    /// The next dates with their times, or the first and the last day of a vacation.
    dates: Vec<(Date, String)>,
    away: bool,
    clashes: Vec<LifeSession>,
}

/// What has to be looked at before an entry is saved: nothing for what is plain, and nothing once it was shown.
pub(super) fn to_look_at(
    ask: &Ask<'_>,
    person: PersonId,
    entry: &CommitmentDraft,
) -> Result<Option<Meant>, Fault> {
    let settled = entry.clone().settle().map_err(Refusal::Fields)?;
    let (today, clashes) = commitment::clashes(ask.clinic, ask.actor()?, person, &settled)?;
    let rotates = matches!(
        settled.rhythm,
        Rhythm::Rotating { .. } | Rhythm::Shifts { .. }
    );
    if !rotates && !settled.crosses_midnight() && clashes.is_empty() {
        return Ok(None);
    }
    let meant = Meant::new(ask.language(), &settled, today, clashes);
    Ok((ask.form.text("shown") != meant.lines()).then_some(meant))
}

/// What is told of it within the form, under a heading: the script asks for it anew while somebody types. What comes back
/// with the form says what its sender saw.
pub(super) fn told(meant: Option<&Meant>, heading: &str) -> Markup {
    let turns = shifts::TURNS.iter();
    let turns = turns.flat_map(|turn| [turn.days, turn.start, turn.end]);
    let by: Vec<&str> = std::iter::once(ASKED_BY).chain(turns).collect();
    html! {
        div #life-meant data-live-by=(by.join(" ")) {
            @if let Some(meant) = meant {
                input type="hidden" name="shown" value=(meant.lines());
                (meant.shown(heading))
            }
        }
    }
}

/// The next dates of it and their times; of what lies ahead as a whole, its first.
fn dates(language: Language, settled: &Commitment, today: Date) -> Vec<(Date, String)> {
    if settled.is_vacation() {
        return Vec::new();
    }
    let next = |from: Date| -> Vec<(Date, String)> {
        let weeks = settled.cycle_weeks().max(SHIFT_WEEKS_SHOWN);
        let (last, most) = match settled.rhythm {
            Rhythm::Shifts { .. } => {
                let days = i64::from(weeks) * 7 - 1;
                (from.saturating_add(days.days()), usize::MAX)
            }
            _ => (from.saturating_add(1.year()), DATES_SHOWN),
        };
        let occurrences = settled.occurrences(from, last).take(most);
        let told = occurrences.map(|one| {
            let times = language.stretch(one.start_minute, one.end_minute);
            (one.date, times)
        });
        told.collect()
    };
    let ahead = next(today.max(settled.from));
    if ahead.is_empty() {
        next(settled.from)
    } else {
        ahead
    }
}

impl Meant {
    pub fn new(
        language: Language,
        settled: &Commitment,
        today: Date,
        clashes: Vec<LifeSession>,
    ) -> Self {
        let away = settled.is_vacation();
        let dates = if away {
            let last = language.near_day(settled.until.unwrap_or(settled.from), today);
            vec![(settled.from, last)]
        } else {
            dates(language, settled, today)
        };
        Self {
            language,
            today,
            dates,
            away,
            clashes,
        }
    }

    /// Everything shown, in one line: what comes back with the form says what its sender saw.
    pub fn lines(&self) -> String {
        let dates = self.dates.iter().map(|date| self.on(date));
        let clash = |clash: &LifeSession| format!("{}{}", self.at(clash), clash.group);
        let all = dates.chain(self.clashes.iter().map(clash));
        all.collect::<Vec<_>>().join("; ")
    }

    fn on(&self, (date, times): &(Date, String)) -> String {
        let day = self.language.near_day(*date, self.today);
        if self.away {
            let put_in = [("from", day.as_str()), ("to", times.as_str())];
            return self.language.say_with("opening-from-to", &put_in);
        }
        format!("{day}, {times}")
    }

    /// When a session is, before its name.
    fn at(&self, clash: &LifeSession) -> String {
        let day = self.language.near_day(clash.date, self.today);
        format!("{day}, {}: ", self.language.time(clash.start_minute))
    }

    fn shown(&self, heading: &str) -> Markup {
        let (language, say) = (self.language, |key: &str| self.language.say(key));
        let more = self.clashes.len().saturating_sub(CLASHES_SHOWN);
        let lies = if self.away {
            "life-away-clashes"
        } else {
            "life-clashes"
        };
        html! {
            section.notice.attention role="status" {
                h2 { (say(heading)) }
                p { (say("life-would-be")) }
                ul { @for date in &self.dates { li { (self.on(date)) } } }
                @if self.clashes.is_empty() { p { (say("life-no-clashes")) } }
                @else {
                    p { (say(lies)) }
                    ul { @for clash in self.clashes.iter().take(CLASHES_SHOWN) { li { (self.at(clash)) (name_in(language, &clash.group, None)) } } }
                    @if more > 0 { p { (language.count("life-more", more)) } }
                }
            }
        }
    }
}
