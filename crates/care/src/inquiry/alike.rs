//! Signs that two requests are one person's.

use crate::patient::BirthDate;
use crate::{Contact, PersonName, Phone};

codes! {
    /// Why two people may be one, the strongest sign first.
    Sign {
        /// The same date of birth, and a name that sounds alike.
        BirthAndName = "birth_and_name", "same date of birth and a name that sounds alike";
        /// The same telephone number.
        Phone = "phone", "same telephone number";
        /// The same address.
        Email = "email", "same e-mail address";
        /// The same name, where a date of birth is missing.
        Name = "name", "same name, date of birth not known";
    }
}

/// The signs that `one` and `other` are the same person. `sounds_alike` is what the index found out about their names.
pub fn signs(
    one: (&PersonName, &Contact, Option<BirthDate>),
    other: (&PersonName, &Contact, Option<BirthDate>),
    sounds_alike: bool,
) -> Vec<Sign> {
    let mut signs = Vec::new();
    match (one.2, other.2) {
        (Some(born), Some(other)) if born == other && sounds_alike => {
            signs.push(Sign::BirthAndName);
        }
        (Some(_), Some(_)) => {}
        _ if same_name(one.0, other.0) => signs.push(Sign::Name),
        _ => {}
    }
    let digits = |contact: &Contact| contact.phone.as_ref().map(Phone::digits);
    if digits(one.1).is_some() && digits(one.1) == digits(other.1) {
        signs.push(Sign::Phone);
    }
    if one.1.email.is_some() && one.1.email == other.1.email {
        signs.push(Sign::Email);
    }
    signs.sort();
    signs
}

fn same_name(one: &PersonName, other: &PersonName) -> bool {
    let plain = |name: &PersonName| {
        let given = [name.given.as_str(), name.called()].map(str::to_lowercase);
        (given, name.family.as_str().to_lowercase())
    };
    let ((given, family), (others, other_family)) = (plain(one), plain(other));
    family == other_family && given.iter().any(|name| others.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn signs_are_found_and_not_made_up() {
        let today = date(2026, 3, 1);
        let born = BirthDate::parse("1990-02-03", today).ok();
        let dana = PersonName::parse("Dana", "Reyes").unwrap();
        let misheard = PersonName::parse("Danna", "Reyes").unwrap();
        let phone = |text| Contact {
            phone: Phone::parse(text).ok(),
            email: None,
        };
        let (one, same, other) = (
            phone("+1 (555) 010-0199"),
            phone("555 010 0199 x4"),
            phone("555 010 0198"),
        );
        assert_eq!(
            signs((&dana, &one, born), (&misheard, &same, born), true),
            [Sign::BirthAndName, Sign::Phone]
        );
        assert_eq!(
            signs((&dana, &one, None), (&dana, &other, born), true),
            [Sign::Name]
        );
        let later = BirthDate::parse("1991-02-03", today).ok();
        assert!(signs((&dana, &one, born), (&dana, &other, later), true).is_empty());
        assert!(signs((&dana, &one, born), (&misheard, &other, born), false).is_empty());
    }
}
