//! Signs that two requests are one person's.

use crate::people::patient::BirthDate;
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
        /// The same relative or friend asked for both.
        AskedBy = "asked_by", "the same number or address asked for both";
        /// One asked for the other, or lends them a telephone.
        Asker = "asker", "one is reached where whoever asked for the other is; this may be the one who asked";
    }
}

/// What is compared of somebody.
#[derive(Clone, Copy, Debug)]
pub struct Likeness<'a> {
    /// What they are called, as far as it is known yet.
    pub name: Option<&'a PersonName>,
    /// How they are reached.
    pub contact: &'a Contact,
    /// When they were born.
    pub born: Option<BirthDate>,
    /// How whoever of their family or friends asked for them is reached.
    pub asked_by: Option<&'a Contact>,
}

/// The signs that `one` and `other` are the same person, or belong together. `sounds_alike` is what the index found out
/// about their names.
pub fn signs(one: &Likeness<'_>, other: &Likeness<'_>, sounds_alike: bool) -> Vec<Sign> {
    let mut signs = Vec::new();
    match (one.born, other.born) {
        (Some(born), Some(other)) if born == other && sounds_alike => {
            signs.push(Sign::BirthAndName);
        }
        (Some(_), Some(_)) => {}
        _ if one
            .name
            .zip(other.name)
            .is_some_and(|(one, other)| one.same(other)) =>
        {
            signs.push(Sign::Name);
        }
        _ => {}
    }
    let (phone, email) = shared(one.contact, other.contact);
    if phone {
        signs.push(Sign::Phone);
    }
    if email {
        signs.push(Sign::Email);
    }
    let meet = |one: Option<&Contact>, other: Option<&Contact>| {
        one.zip(other)
            .is_some_and(|(one, other)| shared(one, other) != (false, false))
    };
    if meet(one.asked_by, other.asked_by) {
        signs.push(Sign::AskedBy);
    }
    if meet(one.asked_by, Some(other.contact)) || meet(Some(one.contact), other.asked_by) {
        signs.push(Sign::Asker);
    }
    signs.sort();
    signs
}

/// Whether two are reached under the same number, and under the same address.
fn shared(one: &Contact, other: &Contact) -> (bool, bool) {
    let digits = |contact: &Contact| contact.phone.as_ref().map(Phone::digits);
    let phone = digits(one).is_some() && digits(one) == digits(other);
    (phone, one.email.is_some() && one.email == other.email)
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
        let like = |name, contact, born| Likeness {
            name: Some(name),
            contact,
            born,
            asked_by: None,
        };
        assert_eq!(
            signs(
                &like(&dana, &one, born),
                &like(&misheard, &same, born),
                true
            ),
            [Sign::BirthAndName, Sign::Phone]
        );
        assert_eq!(
            signs(&like(&dana, &one, None), &like(&dana, &other, born), true),
            [Sign::Name]
        );
        let later = BirthDate::parse("1991-02-03", today).ok();
        let others = [
            (like(&dana, &other, later), true),
            (like(&misheard, &other, born), false),
        ];
        for (other, sounds_alike) in others {
            assert!(signs(&like(&dana, &one, born), &other, sounds_alike).is_empty());
        }
    }

    #[test]
    fn whoever_asks_for_two_is_a_sign_and_so_is_who_lends_a_telephone() {
        let dana = PersonName::parse("Dana", "Reyes").unwrap();
        let son = PersonName::parse("Luis", "Cordero").unwrap();
        let at = |digit: u8| Contact {
            phone: Phone::parse(&format!("555 010 019{digit}")).ok(),
            email: None,
        };
        let (mother, own, nothing) = (at(1), at(2), Contact::default());
        let like = |name, contact, asked_by| Likeness {
            name: Some(name),
            contact,
            born: None,
            asked_by,
        };
        let first = like(&dana, &own, Some(&mother));
        let again = like(&son, &nothing, Some(&mother));
        assert_eq!(signs(&first, &again, false), [Sign::AskedBy]);
        let herself = like(&son, &mother, None);
        assert_eq!(signs(&first, &herself, false), [Sign::Asker]);
        assert_eq!(signs(&herself, &first, false), [Sign::Asker]);
        let stranger = like(&son, &nothing, None);
        assert!(signs(&first, &stranger, false).is_empty());
    }
}
