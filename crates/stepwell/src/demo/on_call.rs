//! Who is on call at the two sites: counselors take turns by the week, the medical provider comes second.

use super::stage::Stage;
use anyhow::Result;
use care::Phone;
use care::followup::on_call::{RotaPlace, Shift};
use clinic::followup::on_call;
use clinic::followup::on_call::ShiftDraft;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// When the telephone is handed over.
const HANDED_OVER_MINUTE: u16 = 8 * 60;

/// Who takes turns first, and who is second, by site.
const ROTA: [(&[&str], &str); 2] = [
    (&["marcus", "keiko"], "samuel"),
    (&["andre", "hannah"], "nadia"),
];
/// The numbers of the telephones that go round; 555-01xx belongs to nobody.
const NUMBERS: [[&str; 2]; 2] = [
    ["207 555 0190", "207 555 0191"],
    ["505 555 0190", "505 555 0191"],
];

/// Writes the rota. It began before today, and has no end.
pub fn set_up(stage: &Stage<'_>) -> Result<()> {
    let director = stage.enter("ruth")?;
    for (at, (turns, second)) in ROTA.iter().enumerate() {
        let [first_number, second_number] = NUMBERS[at];
        let monday = monday_before_last(stage.date(stage.days()?)?)?;
        let every = u8::try_from(turns.len())?;
        for (turn, login) in turns.iter().enumerate() {
            // One began on that Monday, the others in the weeks after.
            let on = monday.checked_add(i64::try_from(turn)?.weeks())?;
            let shift = week(RotaPlace::First, first_number, on, every)?;
            add(stage, &director, at, login, shift)?;
        }
        let shift = week(RotaPlace::Second, second_number, monday, 1)?;
        add(stage, &director, at, second, shift)?;
    }
    Ok(())
}

/// Two weeks before the week of a day, so that nothing is uncovered on the morning of a handing over.
fn monday_before_last(day: Date) -> Result<Date> {
    let since = i64::from(day.weekday().to_monday_zero_offset()) + 14;
    Ok(day.checked_sub(since.days())?)
}

fn week(place: RotaPlace, number: &str, on: Date, every_weeks: u8) -> Result<Shift> {
    Ok(Shift {
        place,
        on,
        start_minute: HANDED_OVER_MINUTE,
        until_on: on.checked_add(1.weeks())?,
        end_minute: HANDED_OVER_MINUTE,
        every_weeks,
        last: None,
        phone: Phone::parse(number)?,
    })
}

fn add(
    stage: &Stage<'_>,
    actor: &policy::Actor,
    site: usize,
    login: &str,
    shift: Shift,
) -> Result<()> {
    let draft = ShiftDraft {
        site: stage.sites[site],
        person: stage.person(login)?,
        shift,
    };
    on_call::add(&stage.clinic, actor, stage.clinic.fresh_key(), &draft)?;
    Ok(())
}
