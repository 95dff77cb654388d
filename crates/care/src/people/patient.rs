//! The person in care.

use crate::{Contact, Invalid, PersonId, PersonName, ProgramId, SiteId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The oldest age in years a date of birth may claim.
pub const AGE_YEARS_MAX: i16 = 120;

/// A date of birth: in the past, at most [`AGE_YEARS_MAX`] years ago.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BirthDate(Date);

impl BirthDate {
    /// Parses `Apr 14, 1987`, `14 April 1987`, `4/14/1987` or `1987-04-14`; `today` is the local date where it is typed.
    pub fn parse(text: &str, today: Date) -> Result<Self, Invalid> {
        let Some(date) = crate::day::read(text) else {
            return Err(Invalid::new(
                "Type the date of birth like Apr 14, 1987, 4/14/1987 or 1987-04-14, with all four digits of the year.",
            ));
        };
        if (0..100).contains(&date.year()) {
            return Err(Invalid::new("Type all four digits of the year of birth."));
        }
        if date > today {
            return Err(Invalid::new(
                "This date of birth is in the future. Check the year.",
            ));
        }
        if today.year() - date.year() > AGE_YEARS_MAX {
            return Err(Invalid::new(format!(
                "This is more than {AGE_YEARS_MAX} years ago. Check the year."
            )));
        }
        Ok(Self(date))
    }

    /// The date.
    pub const fn date(self) -> Date {
        self.0
    }

    /// Full years lived on `today`.
    pub fn age_years(self, today: Date) -> i16 {
        full_years(self.0, today)
    }
}

/// Full years from a day of birth, which nobody has checked, to another day.
pub(crate) fn full_years(born: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i16::from(!had_birthday)
}

hidden! { BirthDate }

/// A person in care, as far as every page needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patient {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: PersonName,
    /// How to reach them.
    pub contact: Contact,
    /// Date of birth, when known.
    pub born: Option<BirthDate>,
    /// Where they are seen.
    pub site: SiteId,
    /// The program they attend.
    pub program: ProgramId,
    /// Their primary counselor, once there is one.
    pub counselor: Option<PersonId>,
    /// The local date they joined the program.
    pub joined_on: Date,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_birth_date_is_past_and_plausible() {
        let today = date(2026, 3, 1);
        let born = BirthDate::parse("4/14/1987", today).unwrap();
        assert_eq!(born, BirthDate::parse("1987-04-14", today).unwrap());
        for text in [
            "14 Apr 1987",
            "14 April 1987",
            "Apr 14, 1987",
            "april 14 1987",
            "04141987",
            "04/14/1987",
        ] {
            assert_eq!(BirthDate::parse(text, today).unwrap(), born, "{text}");
        }
        assert!(
            BirthDate::parse("4/14/87", today)
                .unwrap_err()
                .0
                .contains("four digits")
        );
        assert_eq!(born.age_years(today), 38);
        assert_eq!(born.age_years(date(2026, 4, 14)), 39);
        assert!(
            BirthDate::parse("2026-03-02", today)
                .unwrap_err()
                .0
                .contains("future")
        );
        assert!(
            BirthDate::parse("1887-01-01", today)
                .unwrap_err()
                .0
                .contains("120")
        );
        assert!(BirthDate::parse("2025-02-30", today).is_err());
        assert_eq!(format!("{born:?}"), "…");
    }
}
