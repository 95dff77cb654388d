//! What is said of those for whom no week was found: what it would take, the nearest week, and what the site could open.

use super::WeekSession;
use crate::PersonId;
use serde::{Deserialize, Serialize};

/// A change that the site could make, tried: so many people have a week with it. It names no person in care.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SiteOpening {
    /// What would be different, and for how many.
    pub sentence: String,
    /// What it asks: a seat is 1, an hour 2, a new group 4.
    pub effort: u32,
    /// How many people have a week with it.
    pub places: u32,
    /// How many others have another week with it.
    pub moves: u32,
}

/// What stands between somebody and a week, as the cheapest change that was found says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeekCause {
    /// Another search would find them a week.
    NotFoundYet,
    /// A seat.
    Seat,
    /// An hour of somebody on the staff.
    Leader,
    /// A group at an hour that is theirs.
    Group,
    /// An hour of their own.
    OwnHours,
    /// A group by video, which is not possible for them.
    Video,
    /// A group of another track, or in another language.
    Track,
    /// Two changes at once.
    Two,
    /// More than two changes.
    More,
}

impl WeekCause {
    /// The words after "because".
    pub const fn because(self) -> &'static str {
        match self {
            Self::NotFoundYet => "the search left them out",
            Self::Seat => "a seat is missing",
            Self::Leader => "an hour of their counselor is missing",
            Self::Group => "no group meets at hours that are theirs",
            Self::OwnHours => "something in their life takes the hours",
            Self::Video => "the groups that would fit are by video",
            Self::Track => "the groups that would fit are of another track or language",
            Self::Two => "it takes two changes",
            Self::More => "it takes more than two changes",
        }
    }
}

/// The week that comes nearest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Nearest {
    /// Its sessions.
    pub sessions: Vec<WeekSession>,
    /// Minutes missing to the fewest that a week may have.
    pub short_minutes: u32,
    /// What it has and lacks, in words.
    pub sentence: String,
}

/// What it would take for somebody without a week. It is about them, and kept with their part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// What stands between them and a week.
    pub cause: WeekCause,
    /// Which of the site's openings give them one, by their place in the list.
    pub openings: Vec<u32>,
    /// Changes in their own life that would, in words, the least first.
    pub own: Vec<String>,
    /// The nearest week.
    pub nearest: Option<Nearest>,
    /// Who would have another week if they had one in others' seats and hours. Ids: a page names whom its reader may know.
    pub moves: Vec<PersonId>,
    /// Who would have none.
    pub loses: Vec<PersonId>,
}

/// How many people have their hours, and why the others do not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Headline {
    /// For how many a week was looked for.
    pub people: u32,
    /// How many have a week with all the hours that are prescribed.
    pub have: u32,
    /// Why the others do not, each reason with how many it is true of, the most first.
    pub because: Vec<(String, u32)>,
}

impl Headline {
    /// "13 of 15 have their hours; 2 do not, because a seat is missing."
    pub fn sentence(&self) -> String {
        let Self {
            people,
            have,
            because,
        } = self;
        if *people == 0 {
            return "There is nobody to plan for.".to_owned();
        }
        let left = people.saturating_sub(*have);
        if left == 0 {
            return match people {
                1 => "The one person here has their hours.".to_owned(),
                n => format!("All {n} have their hours."),
            };
        }
        let have = match have {
            0 => format!("None of {people} has their hours"),
            1 => format!("1 of {people} has their hours"),
            n => format!("{n} of {people} have their hours"),
        };
        let not = match left {
            1 => "1 does not".to_owned(),
            n => format!("{n} do not"),
        };
        let why = match because.as_slice() {
            [] => String::new(),
            [(one, _)] => format!(", because {one}"),
            all => {
                let each: Vec<String> = all.iter().map(|(why, n)| format!("{why} ({n})")).collect();
                format!(", because {}", crate::in_a_row(&each))
            }
        };
        format!("{have}; {not}{why}.")
    }
}

#[cfg(test)]
mod tests {
    use super::{Headline, WeekCause};

    fn said(people: u32, have: u32, because: &[(WeekCause, u32)]) -> String {
        let because = because
            .iter()
            .map(|(why, n)| (why.because().to_owned(), *n));
        let headline = Headline {
            people,
            have,
            because: because.collect(),
        };
        headline.sentence()
    }

    #[test]
    fn the_headline_is_people_and_hours_and_why() {
        assert_eq!(said(15, 15, &[]), "All 15 have their hours.");
        assert_eq!(
            said(15, 13, &[(WeekCause::Seat, 1), (WeekCause::OwnHours, 1)]),
            "13 of 15 have their hours; 2 do not, because a seat is missing (1) and something in their life takes the hours (1)."
        );
        assert_eq!(
            said(2, 1, &[(WeekCause::Two, 1)]),
            "1 of 2 has their hours; 1 does not, because it takes two changes."
        );
        assert_eq!(said(3, 0, &[]), "None of 3 has their hours; 3 do not.");
        assert_eq!(said(0, 0, &[]), "There is nobody to plan for.");
    }
}
