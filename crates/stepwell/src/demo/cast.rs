//! The people of the demonstration as the use cases take them.

use super::names::Name;
use super::place::DemoSite;
use super::team::{Member, Shift, Where};
use anyhow::Result;
use care::people::patient::BirthDate;
use care::{
    Contact, Email, Line, PersonId, PersonName, Phone, ProgramId, SeededDice, SiteId, Span, Weekday,
};
use clinic::people::patient::PatientDraft;
use clinic::people::staff::StaffDraft;
use jiff::civil::Date;

/// Where the staff's mail would go; `.example` belongs to nobody.
const STAFF_DOMAIN: &str = "lanternfield.example";
/// Where the mail of people in care would go.
const HOME_DOMAIN: &str = "mail.example";
/// Ages of people in care.
const AGE_YEARS: std::ops::Range<u64> = 19..67;

/// One line of somebody’s words.
pub fn line(text: &str) -> Result<Line> {
    Ok(Line::parse(text, "a text")?)
}

/// A name with its preferred form and pronouns.
pub fn name((given, family, preferred, pronouns): Name) -> Result<PersonName> {
    let line = |text: &str| {
        (!text.is_empty())
            .then(|| Line::parse(text, "a name"))
            .transpose()
    };
    let mut name = PersonName::parse(given, family)?;
    name.preferred = line(preferred)?;
    name.pronouns = line(pronouns)?;
    Ok(name)
}

/// The address a member of staff signs in with.
pub fn staff_email(login: &str) -> Result<Email> {
    Ok(Email::parse(&format!("{login}@{STAFF_DOMAIN}"))?)
}

/// The address of somebody in care or of a supporter.
pub fn home_email(name: &PersonName) -> Result<Email> {
    let text = format!("{}.{}", name.called(), name.family);
    let plain: String = text.chars().map(plain).collect::<String>().to_lowercase();
    let word: String = plain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .take(40)
        .collect();
    Ok(Email::parse(&format!(
        "{}@{HOME_DOMAIN}",
        word.trim_matches('.')
    ))?)
}

/// The letter that people type in addresses for one with a mark; enough for the names of the demonstration.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'ã' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'ë' | 'ễ' => 'e',
        'í' | 'ı' => 'i',
        'ñ' | 'ń' => 'n',
        'ø' | 'ö' | 'ó' => 'o',
        'Ş' | 'ş' => 's',
        'ú' | 'ü' => 'u',
        other => other,
    }
}

/// A member of staff; `sites` are the two sites in order.
pub fn staff(member: &Member, sites: [SiteId; 2], dice: &SeededDice) -> Result<StaffDraft> {
    let sites = match member.at {
        Where::Harbor => vec![sites[0]],
        Where::Mesa => vec![sites[1]],
        Where::Both => sites.to_vec(),
    };
    Ok(StaffDraft {
        name: name(member.name)?,
        email: staff_email(member.login)?,
        phone: Some(phone("207", dice)?),
        roles: vec![member.role],
        credentials: member.credentials.to_vec(),
        availability: availability(member.shift, &sites)?,
        sites,
    })
}

/// When somebody is on duty. Whoever works at both sites takes turns by the day.
fn availability(shift: Shift, sites: &[SiteId]) -> Result<Vec<(SiteId, Span)>> {
    let (days, start, end): (&[Weekday], _, _) = match shift {
        Shift::Day => (&Weekday::ALL[..5], "8:30", "17:00"),
        Shift::Evening => (&Weekday::ALL[..4], "11:00", "19:30"),
        Shift::Part => (&[Weekday::Tue, Weekday::Wed, Weekday::Thu], "9:00", "15:00"),
    };
    days.iter()
        .zip(sites.iter().cycle())
        .map(|(day, site)| Ok((*site, Span::parse(*day, start, end)?)))
        .collect()
}

/// Somebody in care. Most people leave a number and an address, some only one, a few neither.
pub fn patient(
    name: PersonName,
    place: &DemoSite,
    program: ProgramId,
    counselor: Option<PersonId>,
    today: Date,
    dice: &SeededDice,
) -> Result<PatientDraft> {
    let contact = Contact {
        email: if dice.below(3) > 0 {
            Some(home_email(&name)?)
        } else {
            None
        },
        phone: if dice.below(8) > 0 {
            Some(phone(place.area, dice)?)
        } else {
            None
        },
    };
    let born = if dice.below(15) > 0 {
        Some(birth_date(today, dice)?)
    } else {
        None
    };
    Ok(PatientDraft {
        name,
        contact,
        born,
        program,
        counselor,
    })
}

fn birth_date(today: Date, dice: &SeededDice) -> Result<BirthDate> {
    let age = AGE_YEARS.start + dice.below(AGE_YEARS.end - AGE_YEARS.start);
    let year = i64::from(today.year()) - i64::try_from(age)?;
    let text = format!(
        "{year:04}-{:02}-{:02}",
        1 + dice.below(12),
        1 + dice.below(28)
    );
    Ok(BirthDate::parse(&text, today)?)
}

/// A number from the range that belongs to nobody.
fn phone(area: &str, dice: &SeededDice) -> Result<Phone> {
    Ok(Phone::parse(&format!(
        "{area}-555-01{:02}",
        dice.below(100)
    ))?)
}

/// The list in an order that the seed decides.
pub fn shuffled<T: Copy>(list: &[T], dice: &SeededDice) -> Vec<T> {
    let mut list = list.to_vec();
    for last in (1..list.len()).rev() {
        let other = usize::try_from(dice.below(last as u64 + 1)).unwrap_or(0);
        list.swap(last, other);
    }
    list
}
