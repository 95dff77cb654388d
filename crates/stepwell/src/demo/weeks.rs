//! The last days of the story: a week is made for each site, and waits for somebody's yes.

use super::stage::Stage;
use anyhow::Result;
use care::planning::week::{Purpose, next_monday};
use clinic::Refusal;
use clinic::planning::week::{Effort, WeekWanted, make};

/// Rounds of the search; the same rounds make the same week.
const STEPS: u64 = 30;
/// Seconds that end it in any case; the clock of the story stands still meanwhile.
const SECONDS: u64 = 30;

/// The director has each site's next week made.
pub fn propose(stage: &Stage<'_>) -> Result<()> {
    let director = stage.enter("ruth")?;
    let monday = next_monday(stage.date(stage.days()?)?);
    let effort = Effort {
        seconds: SECONDS,
        steps: Some(STEPS),
    };
    for site in stage.sites {
        let what = WeekWanted {
            site,
            monday,
            purpose: Purpose::Assign,
        };
        match make(&stage.clinic, &director, what, effort) {
            Ok(_) => {}
            Err(Refusal::Conflict(why)) => {
                tracing::warn!(why, "a week of the demonstration was not made");
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(())
}
