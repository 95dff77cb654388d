//! What the lives of the people in the demonstration hold: shifts, school, children, buses. Intake asks on the first day.

use super::stage::Stage;
use anyhow::{Context as _, Result};
use care::daytime::{parse_end, parse_minute};
use care::planning::commitment::{
    CommitmentDraft, CommitmentKind, Firmness, Journey, Rhythm, Telehealth, Travel, Turn, Way,
    monday,
};
use care::{Line, PersonId, SeededDice, Track, Weekday};
use jiff::civil::Date;
use policy::Actor;

/// One commitment as it is described here.
struct Part {
    kind: CommitmentKind,
    word: &'static str,
    days: &'static [Weekday],
    start: &'static str,
    end: &'static str,
    way: Way,
    /// There, and as many back.
    way_minutes: u16,
    firmness: Firmness,
    /// What every other week has in place of these days and times.
    other_week: Option<(&'static [Weekday], &'static str, &'static str)>,
}

const WORKDAYS: &[Weekday] = &[
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

const fn part(
    kind: CommitmentKind,
    word: &'static str,
    days: &'static [Weekday],
    start: &'static str,
    end: &'static str,
) -> Part {
    Part {
        kind,
        word,
        days,
        start,
        end,
        way: Way::Car,
        way_minutes: 20,
        firmness: Firmness::Fixed,
        other_week: None,
    }
}

const fn soft(part: Part) -> Part {
    Part {
        firmness: Firmness::RatherNot,
        ..part
    }
}

const fn by(part: Part, way: Way, way_minutes: u16) -> Part {
    Part {
        way,
        way_minutes,
        ..part
    }
}

/// Shifts that alternate: the next week has these days and times.
const fn alternating(
    part: Part,
    days: &'static [Weekday],
    start: &'static str,
    end: &'static str,
) -> Part {
    Part {
        other_week: Some((days, start, end)),
        ..part
    }
}

/// Lives as people describe them. The first is that of the person whose sign-in is shown.
const LIVES: &[&[Part]] = {
    use CommitmentKind::{Caregiving, Court, Medical, Other, School, Work};
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    &[
        &[
            part(Work, "Bakery", &[Fri, Sat], "5:00", "12:30"),
            by(
                part(Caregiving, "Leo from school", &[Mon, Tue], "15:15", "16:30"),
                Way::Car,
                15,
            ),
            soft(part(Other, "Choir", &[Thu], "19:00", "20:30")),
        ],
        &[
            part(Work, "Office", WORKDAYS, "8:00", "12:00"),
            soft(part(Other, "Gym", &[Fri], "17:00", "18:00")),
        ],
        &[alternating(
            part(Work, "Plant", &[Fri, Sat], "6:00", "14:00"),
            &[Sat, Sun],
            "14:00",
            "22:00",
        )],
        &[
            part(School, "Nursing classes", &[Fri], "9:00", "14:00"),
            part(Work, "Café", &[Sat, Sun], "7:00", "15:00"),
        ],
        &[by(
            part(Work, "Kitchen", &[Thu, Fri, Sat], "16:00", "23:00"),
            Way::Bus,
            35,
        )],
        &[
            part(Caregiving, "Children to school", WORKDAYS, "7:30", "8:15"),
            part(Caregiving, "Children home", &[Mon, Fri], "14:45", "16:30"),
        ],
        &[
            part(Court, "Probation office", &[Wed], "14:00", "15:00"),
            part(Work, "Roofing", WORKDAYS, "6:30", "15:00"),
        ],
        &[
            by(
                part(Medical, "Medication", WORKDAYS, "7:00", "7:30"),
                Way::Bus,
                25,
            ),
            soft(part(Caregiving, "Mother", &[Tue, Fri], "13:00", "15:00")),
        ],
        &[part(Work, "Warehouse", &[Fri, Sat], "8:00", "17:00")],
        &[by(
            part(Work, "From home", WORKDAYS, "8:00", "11:30"),
            Way::None,
            0,
        )],
        &[
            soft(part(Other, "Place of worship", &[Wed], "18:00", "19:30")),
            part(Work, "School bus", WORKDAYS, "6:30", "8:15"),
        ],
        &[part(School, "Trade school", &[Fri], "8:00", "12:00")],
    ]
};

/// What intake writes down on somebody's first day.
pub fn ask(
    stage: &Stage<'_>,
    actor: &Actor,
    person: PersonId,
    known: bool,
    day: Date,
) -> Result<()> {
    let dice = SeededDice::new(u64::try_from(person.uuid().as_u128() & 0xffff_ffff)?);
    let other = 1 + dice.below(LIVES.len() as u64 - 1);
    let life = if known { 0 } else { usize::try_from(other)? };
    let clinic = &stage.clinic;
    for part in LIVES[life] {
        let entry = entry(part, day)?;
        clinic::planning::commitment::add(clinic, actor, clinic.fresh_key(), person, &entry)?;
    }
    let journey = journey(known, &dice)?;
    clinic::planning::commitment::set_journey(clinic, actor, clinic.fresh_key(), person, &journey)?;
    Ok(())
}

fn entry(part: &Part, day: Date) -> Result<CommitmentDraft> {
    let days = part.days.to_vec();
    let (start, end) = (parse_minute(part.start)?, parse_end(part.end)?);
    let turn = |days, start_minute, end_minute| Turn {
        days,
        start_minute,
        end_minute,
    };
    Ok(CommitmentDraft {
        kind: part.kind,
        label: Some(Line::parse(part.word, "a word")?),
        rhythm: match part.other_week {
            None => Rhythm::Weekly { days },
            Some((other, from, to)) => {
                let other = turn(other.to_vec(), parse_minute(from)?, parse_end(to)?);
                Rhythm::Shifts {
                    weeks: vec![vec![turn(days, start, end)], vec![other]],
                    anchor: monday(day),
                }
            }
        },
        start_minute: start,
        end_minute: end,
        travel: Travel {
            by: part.way,
            before_minutes: part.way_minutes,
            after_minutes: part.way_minutes,
        },
        firmness: part.firmness,
        from: monday(day),
        until: None,
    })
}

fn journey(known: bool, dice: &SeededDice) -> Result<Journey> {
    let by = [Way::Car, Way::Bus, Way::Car, Way::None][usize::try_from(dice.below(4))?];
    let minutes = match by {
        Way::None => 0,
        Way::Car => 10 + 5 * dice.below(6),
        Way::Bus => 20 + 5 * dice.below(8),
    };
    let telehealth = [
        Telehealth::No,
        Telehealth::Possible,
        Telehealth::Possible,
        Telehealth::Wished,
    ];
    let telehealth = telehealth
        .get(usize::try_from(dice.below(4))?)
        .context("there are four answers")?;
    let minutes = if known { 25 } else { u16::try_from(minutes)? };
    let by = if known { Way::Car } else { by };
    Ok(Journey::new(by, minutes, *telehealth, Track::General)?)
}
