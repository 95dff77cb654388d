//! One person's week on the same axis: what their life holds, the way, their sessions, and what is free; beside it the
//! week that a proposal would make of it.

use crate::pages::attendance::own_week::date_in;
use crate::shell::frame::{could_at, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Axis, AxisBlock, AxisDay, BlockKind, Face, axis, heading, page};
use care::daytime::{DAY_MINUTES, stretch_text};
use care::groups::group::MeetingPlace;
use care::planning::commitment::{Commitment, Firmness, Journey, Way, monday};
use care::planning::week::ProposalState;
use care::{PersonId, ProposalId};
use clinic::Refusal;
use clinic::attendance::own_week;
use clinic::planning::commitment::{Life, life};
use clinic::planning::week;
use clinic::planning::week::WeekSession;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

const DAYS: i32 = 7;
/// The hours that are shown even when nothing falls into them.
const HOURS_SHOWN: (u16, u16) = (8, 20);

/// What somebody attends in a week.
struct Side {
    title: String,
    monday: Date,
    sessions: Vec<Attended>,
}

/// One session of it.
struct Attended {
    date: Date,
    from_min: u16,
    until_min: u16,
    title: String,
    detail: String,
    kind: BlockKind,
}

/// The page.
pub(super) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let nobody = || Fault::Refused(Refusal::NotFound);
    let person = PersonId::parse(ask.query.text("person")).ok_or_else(nobody)?;
    let held = life(ask.clinic, ask.actor()?, person)?;
    let asked = match ask.query.text("proposal") {
        "" => None,
        id => Some(ProposalId::parse(id).ok_or_else(nobody)?),
    };
    let proposed = match asked {
        Some(id) => of_proposal(ask, id, person)?,
        None => None,
    };
    let left_out = asked.is_some() && proposed.is_none();
    let sides = match proposed {
        Some(sides) => sides,
        None => vec![as_it_is(ask, person)?],
    };
    let beside = sides.len() > 1;
    let body = html! {
        (heading(format!("Week of {}", held.called)).back(format!("/staff/people/{person}"), held.called.clone())
            .lead("What their life holds, the way, and their sessions. What is empty is free."))
        (proposals(ask, &held)?)
        @if left_out { p.muted { "This proposal leaves their week as it is." } }
        div.axis-sheet.axis-pair[beside] {
            @for side in &sides {
                section { h2 { (side.title) } (drawn(&held, side)) }
            }
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Week"), body)))
}

/// The proposals that wait for a yes at their site, each as the week that it would make of theirs.
fn proposals(ask: &Ask<'_>, held: &Life) -> Result<Markup, Fault> {
    if !could_at(ask, Action::MakeWeek, held.site.id) {
        return Ok(html! {});
    }
    let open = week::proposals(ask.clinic, ask.actor()?, held.site.id)?;
    let open: Vec<_> = open
        .into_iter()
        .filter(|one| one.state == ProposalState::Open)
        .collect();
    let base = format!("/staff/week?person={}", held.person);
    Ok(html! {
        @if !open.is_empty() {
            ul.unprinted {
                @for one in &open {
                    li { a href={ (base) "&proposal=" (one.id) } { "Before and after: " (one.purpose.label()) ", from " (care::day::near_text(one.monday, held.today)) } }
                }
            }
        }
    })
}

fn as_it_is(ask: &Ask<'_>, person: PersonId) -> Result<Side, Fault> {
    let own = own_week::week_of(ask.clinic, ask.actor()?, person, date_in(ask))?;
    let sessions = own.sessions.iter().map(|mine| {
        let session = &mine.session;
        let from_min = session.start_minute();
        Attended {
            date: session.local.date(),
            from_min,
            until_min: from_min + session.minutes,
            title: mine.group.name.to_string(),
            detail: own_week::place_text(mine, &own.rooms),
            kind: match (session.held(), &session.place) {
                (false, _) => BlockKind::CalledOff,
                (true, MeetingPlace::Telehealth(_)) => BlockKind::Telehealth,
                (true, _) => BlockKind::Session,
            },
        }
    });
    Ok(Side {
        title: format!("From {}", care::day::near_text(own.from, own.today)),
        monday: own.from,
        sessions: sessions.collect(),
    })
}

/// The week before and after a proposal, of somebody who is in it and whose life is open.
fn of_proposal(
    ask: &Ask<'_>,
    id: ProposalId,
    person: PersonId,
) -> Result<Option<Vec<Side>>, Fault> {
    let shown = week::proposal(ask.clinic, ask.actor()?, id)?;
    let mut people = shown.people.iter();
    let own = people.find(|one| one.part.person == person);
    let Some(own) = own else {
        return Ok(None);
    };
    let monday = monday(shown.proposal.monday);
    let side = |title: &str, sessions: &[WeekSession]| Side {
        title: title.to_owned(),
        monday,
        sessions: sessions.iter().map(|one| planned(monday, one)).collect(),
    };
    Ok(Some(vec![
        side("Now", &own.before),
        side("As proposed", &own.after),
    ]))
}

fn planned(monday: Date, one: &WeekSession) -> Attended {
    Attended {
        date: monday.saturating_add(i64::from(one.day.index()).days()),
        from_min: one.start_minute,
        until_min: one.start_minute + one.minutes,
        title: one.name.clone(),
        detail: one.with.clone(),
        kind: match (one.off, one.video) {
            (Some(_), _) => BlockKind::CalledOff,
            (None, true) => BlockKind::Telehealth,
            (None, false) => BlockKind::Session,
        },
    }
}

fn drawn(held: &Life, side: &Side) -> Markup {
    let dates = (0..DAYS).map(|ahead| side.monday.saturating_add(ahead.days()));
    let days: Vec<AxisDay> = dates
        .map(|date| {
            let mut blocks: Vec<AxisBlock> = Vec::new();
            for (_, commitment) in &held.commitments {
                blocks.extend(of_life(commitment, date));
            }
            let there = side.sessions.iter().filter(|one| one.date == date);
            let there: Vec<&Attended> = there.collect();
            blocks.extend(on_the_way(held.journey.as_ref(), &there));
            blocks.extend(there.iter().map(|one| {
                let (title, detail) = (one.title.clone(), one.detail.clone());
                block((one.from_min, one.until_min), title, detail, one.kind)
            }));
            blocks.sort_by_key(|block| (block.from_min, block.until_min));
            AxisDay {
                label: care::day::short_text(date),
                date: date.to_string(),
                today: date == held.today,
                chosen: true,
                choose: String::new(),
                blocks,
                lives: Vec::new(),
            }
        })
        .collect();
    let blocks = days.iter().flat_map(|day| &day.blocks);
    let (first_hour, last_hour) = blocks.fold(HOURS_SHOWN, |(first, last), block| {
        let until = block.until_min.div_ceil(60).min(24);
        (first.min(block.from_min / 60), last.max(until))
    });
    axis(&Axis {
        caption: format!("{}, {}", side.title, held.site.zone.in_words()),
        first_hour,
        last_hour,
        lanes: Vec::new(),
        days,
    })
}

fn block(
    (from_min, until_min): (u16, u16),
    title: String,
    detail: String,
    kind: BlockKind,
) -> AxisBlock {
    AxisBlock {
        id: String::new(),
        lane: 0,
        from_min,
        until_min,
        time: stretch_text(from_min, until_min),
        title,
        detail,
        kind,
        fill_tenths: None,
        marks: Vec::new(),
        href: None,
        move_href: None,
    }
}

fn way((from_min, until_min): (u16, u16)) -> Option<AxisBlock> {
    let until_min = until_min.min(DAY_MINUTES);
    let way = || "On the way".to_owned();
    (from_min < until_min).then(|| {
        block(
            (from_min, until_min),
            way(),
            String::new(),
            BlockKind::Travel,
        )
    })
}

/// What a commitment takes of a day, and the way to it and from it.
fn of_life(commitment: &Commitment, date: Date) -> Vec<AxisBlock> {
    let kind = match commitment.firmness {
        Firmness::Fixed => BlockKind::Commitment,
        Firmness::RatherNot => BlockKind::RatherNot,
    };
    let own = commitment.busy(date, date, false);
    let mut blocks = Vec::new();
    // With the way it takes more of the day; what is more is the way.
    for whole in commitment.busy(date, date, true) {
        let within = own.iter().find(|one| {
            whole.start_minute <= one.start_minute && one.end_minute <= whole.end_minute
        });
        let (from, until) = within.map_or((whole.end_minute, whole.end_minute), |one| {
            (one.start_minute, one.end_minute)
        });
        blocks.extend(way((whole.start_minute, from)));
        if from < until {
            let name = commitment.name().to_owned();
            blocks.push(block((from, until), name, String::new(), kind));
            blocks.extend(way((until, whole.end_minute)));
        }
    }
    blocks
}

/// The way from home to the first session of a day that is held there, and home from the last.
fn on_the_way(journey: Option<&Journey>, sessions: &[&Attended]) -> Vec<AxisBlock> {
    let there = || sessions.iter().filter(|one| one.kind == BlockKind::Session);
    let (Some(journey), Some(first), Some(last)) = (
        journey.filter(|journey| journey.by != Way::None),
        there().map(|one| one.from_min).min(),
        there().map(|one| one.until_min).max(),
    ) else {
        return Vec::new();
    };
    let before = way((first.saturating_sub(journey.minutes), first));
    let after = way((last, last.saturating_add(journey.minutes)));
    before.into_iter().chain(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::Weekday;
    use care::planning::commitment::{CommitmentKind, Rhythm, Telehealth, Travel};
    use jiff::civil::date;

    fn shift(minutes: (u16, u16), way: Way) -> Commitment {
        Commitment {
            kind: CommitmentKind::Work,
            label: None,
            rhythm: Rhythm::Weekly {
                days: vec![Weekday::Tue],
            },
            start_minute: minutes.0,
            end_minute: minutes.1,
            travel: Travel {
                by: way,
                before_minutes: 30,
                after_minutes: 45,
            },
            firmness: Firmness::Fixed,
            from: date(2026, 3, 2),
            until: None,
        }
    }

    fn spans(blocks: &[AxisBlock]) -> Vec<(u16, u16, BlockKind)> {
        let blocks = blocks.iter();
        blocks
            .map(|one| (one.from_min, one.until_min, one.kind))
            .collect()
    }

    #[test]
    fn the_way_to_and_from_a_shift_stands_around_it() {
        let day = of_life(&shift((540, 1020), Way::Bus), date(2026, 3, 3));
        let (work, way) = (BlockKind::Commitment, BlockKind::Travel);
        assert_eq!(
            spans(&day),
            [(510, 540, way), (540, 1020, work), (1020, 1065, way)]
        );
        let day = of_life(&shift((540, 1020), Way::None), date(2026, 3, 3));
        assert_eq!(spans(&day), [(540, 1020, work)]);
        assert!(of_life(&shift((540, 1020), Way::Bus), date(2026, 3, 4)).is_empty());
        // A night: the rest of it and the way home are of the next day.
        let night = shift((1320, 1800), Way::Bus);
        let morning = of_life(&night, date(2026, 3, 4));
        assert_eq!(spans(&morning), [(0, 360, work), (360, 405, way)]);
    }

    #[test]
    fn the_way_to_the_house_is_taken_once_and_not_for_what_is_on_a_screen() {
        let at = |from_min, kind| Attended {
            date: date(2026, 3, 3),
            from_min,
            until_min: from_min + 90,
            title: "Process".to_owned(),
            detail: String::new(),
            kind,
        };
        let journey = Journey {
            by: Way::Bus,
            minutes: 40,
            telehealth: Telehealth::Possible,
            ..Journey::default()
        };
        let day = [
            at(600, BlockKind::Session),
            at(720, BlockKind::Session),
            at(900, BlockKind::Telehealth),
        ];
        let day: Vec<&Attended> = day.iter().collect();
        let way = on_the_way(Some(&journey), &day);
        let travel = BlockKind::Travel;
        assert_eq!(spans(&way), [(560, 600, travel), (810, 850, travel)]);
        assert!(on_the_way(Some(&journey), &day[2..]).is_empty());
        assert!(on_the_way(None, &day).is_empty());
    }
}
