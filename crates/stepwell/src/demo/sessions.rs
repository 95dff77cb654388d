//! Who came to which session in the six weeks, and what was done about those who did not.

use super::sign_in;
use super::stage::Stage;
use anyhow::Result;
use care::attendance::roster::{Mark, Phase};
use care::followup::signal::SignalKind;
use care::{Line, PersonId, Private, SiteId};
use clinic::attendance::hours::{MakeupDraft, book_makeup, site_hours};
use clinic::attendance::session;
use clinic::attendance::session::{ListedSession, Marking, OneMark};
use clinic::followup::signal;
use clinic::followup::signal::Which;

/// How often people come, out of a hundred sessions. Published no-show rates in outpatient care run from 20 to 37 %,
/// and 75 % show is a published norm; people differ, and these seven make 79 on the average.
const COME: [u64; 7] = [96, 92, 88, 82, 76, 66, 54];
/// Out of a hundred who come, how many are late, and how many leave early.
const LATE: u64 = 9;
const EARLY: u64 = 4;
/// Out of a hundred who do not come, how many said so before.
const EXCUSED: u64 = 45;
/// Why people are excused.
const REASONS: [&str; 6] = [
    "Child ill at home",
    "Court date",
    "Called into work",
    "Doctor’s appointment",
    "Bus did not come",
    "A cold, called in the morning",
];
/// The director, who sees both sites.
const DIRECTOR: &str = "ruth";
/// The day on which a roster is corrected.
const CORRECTED: i32 = 16;
/// Before the last so many days every signal was answered.
const OPEN_DAYS: i32 = 2;

/// In the evening whoever leads a session says who came.
pub fn attend(stage: &Stage<'_>, day: i32) -> Result<()> {
    stage.at(day, 21, 0)?;
    let director = stage.enter(DIRECTOR)?;
    let days = session::day(&stage.clinic, &director, None)?;
    for listed in days.iter().flat_map(|day| &day.sessions) {
        let over = listed.session.ends_at <= stage.clinic.now() && listed.phase == Phase::Open;
        if over && listed.session.held() && listed.expected > 0 {
            take(stage, listed)?;
        }
    }
    if day == CORRECTED {
        correct(stage, days.iter().flat_map(|day| &day.sessions).next())?;
    }
    Ok(())
}

fn take(stage: &Stage<'_>, listed: &ListedSession) -> Result<()> {
    let (group, date) = (listed.session.group, listed.session.date);
    let leader = match listed.session.facilitators.first() {
        Some(leader) => sign_in::enter(stage, *leader)?,
        None => stage.enter(DIRECTOR)?,
    };
    let sheet = session::roster(&stage.clinic, &leader, group, date)?;
    let new = sheet.lines.iter().filter(|line| line.said.is_empty());
    let marks = new
        .map(|line| {
            Ok(OneMark {
                person: line.person,
                seen: None,
                mark: mark(stage, line.person, listed.session.minutes)?,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let marking = Marking {
        group,
        date,
        marks,
        because: None,
    };
    let clinic = &stage.clinic;
    session::mark(clinic, &leader, clinic.fresh_key(), &marking)?;
    session::close(clinic, &leader, clinic.fresh_key(), group, date)?;
    Ok(())
}

/// Whether somebody came: by their own rate, which follows from their id.
fn mark(stage: &Stage<'_>, person: PersonId, minutes: u16) -> Result<Mark> {
    let dice = &stage.dice;
    let among = usize::try_from(person.uuid().as_u128() % 7)?;
    if dice.below(100) < COME[among] {
        let cut = u16::try_from(5 + 5 * dice.below(4))?.min(minutes / 3);
        let what = dice.below(100);
        return Ok(Mark::There {
            late_minutes: if what < LATE { cut } else { 0 },
            early_minutes: if (LATE..LATE + EARLY).contains(&what) {
                cut
            } else {
                0
            },
        });
    }
    if dice.below(100) < EXCUSED {
        let reason = REASONS[usize::try_from(dice.below(REASONS.len() as u64))?];
        return Ok(Mark::Excused {
            reason: Private::new(Line::parse(reason, "a reason")?),
        });
    }
    Ok(Mark::NoShow)
}

/// Somebody was there after all.
fn correct(stage: &Stage<'_>, listed: Option<&ListedSession>) -> Result<()> {
    let Some(listed) = listed else {
        return Ok(());
    };
    let (group, date) = (listed.session.group, listed.session.date);
    let director = stage.enter(DIRECTOR)?;
    let sheet = session::roster(&stage.clinic, &director, group, date)?;
    let missed = sheet.lines.iter().find_map(|line| {
        let (entry, _) = line.said.last()?;
        (!entry.mark.there()).then_some((line.person, entry.revision))
    });
    let Some((person, revision)) = missed else {
        return Ok(());
    };
    stage.pass_minutes(12);
    let marking = Marking {
        group,
        date,
        marks: vec![OneMark {
            person,
            seen: Some(revision),
            mark: Mark::There {
                late_minutes: 15,
                early_minutes: 0,
            },
        }],
        because: Some(Line::parse(
            "Was in the other room when the roster was taken",
            "a reason",
        )?),
    };
    let clinic = &stage.clinic;
    session::mark(clinic, &director, clinic.fresh_key(), &marking)?;
    Ok(())
}

/// In the morning hours at risk are raised, as they are in a clinic that runs, and what was raised before is answered.
pub fn morning(stage: &Stage<'_>, day: i32) -> Result<()> {
    stage.at(day, 8, 32)?;
    if day < stage.days()? - OPEN_DAYS {
        return answer(stage);
    }
    clinic::attendance::hours::watch(&stage.clinic, stage.organization)?;
    Ok(())
}

fn answer(stage: &Stage<'_>) -> Result<()> {
    let director = stage.enter(DIRECTOR)?;
    for open in signal::list(&stage.clinic, &director, Which::Open)? {
        let words = match open.signal.kind {
            SignalKind::Missed => "Called; they are well, and come to the next session.",
            SignalKind::Hours => "Talked about it; a make-up is booked where one fits.",
            _ => continue,
        };
        stage.respond(&director, open.signal.id, words, true)?;
    }
    Ok(())
}

/// At the end, one make-up at each site where one fits, so that a roster shows what it looks like.
pub fn make_up(stage: &Stage<'_>) -> Result<()> {
    let director = stage.enter(DIRECTOR)?;
    for site in stage.sites {
        book_one(stage, &director, site)?;
    }
    Ok(())
}

fn book_one(stage: &Stage<'_>, director: &policy::Actor, site: SiteId) -> Result<()> {
    let clinic = &stage.clinic;
    let found = site_hours(clinic, director, Some(site), None)?;
    let people = found.into_iter().flat_map(|found| found.people);
    let fits = people
        .into_iter()
        .find_map(|one| one.offers.first().map(|offer| (one.person, offer.clone())));
    if let Some((person, offer)) = fits {
        let draft = MakeupDraft {
            person,
            group: offer.group,
            date: offer.date,
        };
        book_makeup(clinic, director, clinic.fresh_key(), &draft)?;
    }
    Ok(())
}
