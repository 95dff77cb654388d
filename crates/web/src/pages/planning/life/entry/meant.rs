//! What somebody typed, as the dates and times that it means, and the sessions it would lie on.

use crate::language::Language;
use crate::shell::{Ask, Fault};
use crate::ui::name_in;
use care::PersonId;
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
    language: Language,
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
    let language = ask.language();
    let meant = Meant {
        language,
        today,
        dates,
        times: language.stretch(settled.start_minute, settled.end_minute),
        clashes,
    };
    Ok((ask.form.text("shown") != meant.lines()).then_some(meant))
}

impl Meant {
    /// Everything shown, in one line: what comes back with the form says what its sender saw.
    pub fn lines(&self) -> String {
        let dates = self.dates.iter().map(|date| self.on(*date));
        let clash = |clash: &Clash| format!("{}{}", self.at(clash), clash.group);
        let all = dates.chain(self.clashes.iter().map(clash));
        all.collect::<Vec<_>>().join("; ")
    }

    fn on(&self, date: Date) -> String {
        format!(
            "{}, {}",
            self.language.near_day(date, self.today),
            self.times
        )
    }

    /// When a session is, before its name.
    fn at(&self, clash: &Clash) -> String {
        let day = self.language.near_day(clash.date, self.today);
        format!("{day}, {}: ", self.language.time(clash.start_minute))
    }

    /// The notice above the form.
    pub fn shown(&self) -> Markup {
        let (language, say) = (self.language, |key: &str| self.language.say(key));
        let more = self.clashes.len().saturating_sub(CLASHES_SHOWN);
        html! {
            section.notice.attention role="status" {
                h2 { (say("life-right")) }
                p { (say("life-would-be")) }
                ul { @for date in &self.dates { li { (self.on(*date)) } } }
                @if !self.clashes.is_empty() {
                    p { (say("life-clashes")) }
                    ul { @for clash in self.clashes.iter().take(CLASHES_SHOWN) { li { (self.at(clash)) (name_in(language, &clash.group, None)) } } }
                    @if more > 0 { p { (language.count("life-more", more)) } }
                }
            }
        }
    }
}
