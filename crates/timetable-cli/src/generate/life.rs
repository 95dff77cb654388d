//! Lives: when somebody could come, what each hour would cost them, and the sentence that says why.

use super::dice::Dice;
use super::grid::{DAYS, SATURDAY, UNITS, WEEKDAYS, at};
use crate::words::{clock_of_half_hours, day_name};

/// The kinds of life that people in an intensive program have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Life {
    /// Works by day, free in the evening.
    DayWorker,
    /// Works the evening shift, free until early afternoon.
    EveningShift,
    /// Works nights and sleeps in the morning.
    NightShift,
    /// Free while the children are at school.
    Childcare,
    /// Classes by day, two days off.
    Student,
    /// Free most of the time.
    Flexible,
    /// Shifts that rotate: mornings on some days, evenings on others.
    Rotating,
    /// Depends on rides, which come in a window on some days.
    Rides,
}

/// The stated shares, in percent.
pub const SHARES: [(Life, usize); 8] = [
    (Life::DayWorker, 34),
    (Life::EveningShift, 12),
    (Life::NightShift, 6),
    (Life::Childcare, 15),
    (Life::Student, 9),
    (Life::Flexible, 10),
    (Life::Rotating, 7),
    (Life::Rides, 7),
];

impl Life {
    /// Its name in the instance file.
    pub fn slug(self) -> &'static str {
        match self {
            Life::DayWorker => "day-worker",
            Life::EveningShift => "evening-shift",
            Life::NightShift => "night-shift",
            Life::Childcare => "childcare",
            Life::Student => "student",
            Life::Flexible => "flexible",
            Life::Rotating => "rotating-shifts",
            Life::Rides => "rides",
        }
    }

    /// Whether telehealth tends to help: people whose way to the clinic is the obstacle.
    pub(crate) fn far_from_clinic(self) -> bool {
        matches!(self, Life::DayWorker | Life::Childcare | Life::Rides)
    }
}

/// The hours of a life: -1 impossible, 0 welcome, above 0 possible at a cost.
pub(crate) struct Hours(pub Vec<Vec<i32>>);

impl Hours {
    fn new() -> Hours {
        Hours(vec![vec![-1; UNITS]; DAYS])
    }

    /// These hours are possible at this cost; the cheaper reason wins where two overlap.
    fn open(&mut self, day: usize, from: usize, to: usize, cost: i32) {
        for unit in from..to.min(UNITS) {
            let now = &mut self.0[day][unit];
            *now = if *now < 0 { cost } else { cost.min(*now) };
        }
    }

    fn close(&mut self, day: usize, from: usize, to: usize) {
        self.0[day][from..to.min(UNITS)].fill(-1);
    }
}

/// Draws the hours of a life and says them in a sentence or two.
pub(crate) fn live(life: Life, dice: &mut Dice) -> (Hours, String) {
    let mut hours = Hours::new();
    let mut said = match life {
        Life::DayWorker => day_worker(&mut hours, dice),
        Life::EveningShift => evening_shift(&mut hours, dice),
        Life::NightShift => night_shift(&mut hours, dice),
        Life::Childcare => childcare(&mut hours, dice),
        Life::Student => student(&mut hours, dice),
        Life::Flexible => flexible(&mut hours),
        Life::Rotating => rotating(&mut hours, dice),
        Life::Rides => rides(&mut hours, dice),
    };
    appointments(&mut hours, &mut said, dice);
    (hours, said.join(" "))
}

const SATURDAY_POSSIBLE: &str = "Saturday morning is possible.";

fn days_said(days: &[usize]) -> String {
    let names: Vec<&str> = days.iter().map(|d| day_name(*d)).collect();
    names.join(", ")
}

fn day_worker(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    let end = dice.pick([at(16, 0), at(16, 30), at(17, 0), at(17, 30)]);
    let mut early = Vec::new();
    for day in 0..WEEKDAYS {
        // Friday evening is dearer than the others.
        hours.open(day, end, UNITS, i32::from(day == WEEKDAYS - 1));
        if dice.chance(25) {
            hours.open(day, at(8, 0), at(10, 30), 3);
            early.push(day);
        }
    }
    let from = clock_of_half_hours(end);
    let mut said = vec![format!("Works on weekdays and can come from {from}.")];
    if !early.is_empty() {
        let days = days_said(&early);
        said.push(format!("Could start work late on {days}, at a cost."));
    }
    if dice.chance(50) {
        hours.open(SATURDAY, at(8, 0), at(14, 0), 1);
        said.push(SATURDAY_POSSIBLE.to_owned());
    }
    said
}

fn evening_shift(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    for day in 0..WEEKDAYS {
        let from = dice.pick([at(8, 30), at(9, 0)]);
        hours.open(day, from, dice.pick([at(13, 0), at(13, 30), at(14, 0)]), 0);
    }
    hours.open(SATURDAY, at(9, 0), at(13, 0), 3);
    vec![
        "Works the evening shift: free on weekdays from the morning to 1 or 2 pm.".to_owned(),
        "Saturday morning is possible at a cost.".to_owned(),
    ]
}

fn night_shift(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    for day in 0..WEEKDAYS {
        let from = dice.pick([at(8, 0), at(12, 30), at(13, 0)]);
        hours.open(day, from, dice.pick([at(17, 0), at(18, 0)]), 1);
    }
    vec![
        "Works nights: sleeps on most mornings and has to leave for work at 5 or 6 pm.".to_owned(),
        "Every hour costs some sleep.".to_owned(),
    ]
}

fn childcare(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    for day in 0..WEEKDAYS {
        hours.open(day, at(9, 0), dice.pick([at(14, 0), at(14, 30)]), 0);
    }
    let mut said = vec![
        "Looks after children: free on weekdays while they are at school, 9 am to 2 or 2:30 pm."
            .to_owned(),
    ];
    let sitter: Vec<usize> = (0..WEEKDAYS).filter(|_| dice.chance(20)).collect();
    for &day in &sitter {
        hours.open(day, at(17, 30), UNITS, 3);
    }
    if !sitter.is_empty() {
        let days = days_said(&sitter);
        said.push(format!(
            "Someone could mind them on the evening of {days}, at a cost."
        ));
    }
    said
}

fn student(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    let mut off = dice.sample(WEEKDAYS, 2);
    off.sort_unstable();
    for day in 0..WEEKDAYS {
        let from = if off.contains(&day) {
            at(9, 0)
        } else {
            at(15, 30)
        };
        hours.open(day, from, UNITS, 0);
    }
    let days = days_said(&off).replace(", ", " and ");
    vec![format!("Has classes until 3:30 pm, none on {days}.")]
}

fn flexible(hours: &mut Hours) -> Vec<String> {
    for day in 0..WEEKDAYS {
        hours.open(day, at(9, 0), at(18, 0), 0);
        hours.open(day, at(18, 0), UNITS, 1);
    }
    hours.open(SATURDAY, at(9, 0), at(13, 0), 1);
    vec![
        "Free on weekdays from 9 am; prefers not to stay past 6 pm or come on Saturday.".to_owned(),
    ]
}

fn rotating(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    let mut days = dice.sample(WEEKDAYS, 4);
    days.sort_unstable();
    let (mut mornings, mut evenings) = (Vec::new(), Vec::new());
    for &day in &days {
        if dice.chance(50) {
            hours.open(day, at(8, 30), at(14, 0), 0);
            mornings.push(day);
        } else {
            hours.open(day, at(15, 30), UNITS, 0);
            evenings.push(day);
        }
    }
    hours.open(SATURDAY, at(9, 0), at(14, 0), 1);
    let mut said = vec!["Works rotating shifts.".to_owned()];
    if !mornings.is_empty() {
        said.push(format!("Free until 2 pm on {}.", days_said(&mornings)));
    }
    if !evenings.is_empty() {
        said.push(format!("Free from 3:30 pm on {}.", days_said(&evenings)));
    }
    said.push(SATURDAY_POSSIBLE.to_owned());
    said
}

fn rides(hours: &mut Hours, dice: &mut Dice) -> Vec<String> {
    let mut days = dice.sample(WEEKDAYS, 4);
    days.sort_unstable();
    for &day in &days {
        hours.open(day, at(9, 30), dice.pick([at(15, 0), at(15, 30)]), 1);
    }
    vec![format!(
        "Depends on rides, which come between 9:30 am and 3 or 3:30 pm on {}.",
        days_said(&days)
    )]
}

/// Probation, medical and the like: an hour and a half that cannot move, for most people once or twice.
fn appointments(hours: &mut Hours, said: &mut Vec<String>, dice: &mut Dice) {
    for _ in 0..dice.pick([0, 0, 1, 1, 2]) {
        let day = dice.below(WEEKDAYS);
        let start = dice.below(UNITS - 4);
        let what = dice.pick([
            "probation",
            "medical appointment",
            "visit with the children",
            "court date",
            "benefits office",
        ]);
        hours.close(day, start, start + 3);
        let (from, to) = (clock_of_half_hours(start), clock_of_half_hours(start + 3));
        let (what, day) = (capitalized(what), day_name(day));
        said.push(format!("{what} on {day}, {from} to {to}."));
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}
