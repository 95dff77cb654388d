//! What belongs together in somebody's details, and what stands for what in reports.

use super::*;
use crate::people::answered::{Answered, OnList};
use crate::{Line, Phone, UsState};
use jiff::civil::date;

const TODAY: Date = date(2026, 3, 4);

fn line(text: &str) -> Line {
    Line::parse(text, "a text").unwrap()
}

fn fields(topic: &impl Topic) -> Vec<&'static str> {
    topic
        .issues(TODAY)
        .iter()
        .map(|issue| issue.field)
        .collect()
}

fn address() -> Address {
    Address {
        street: line("12 Wharf Street, Apt 3"),
        city: line("Portland"),
        state: UsState::parse("ME").unwrap(),
        zip: Zip::parse("04101").ok(),
    }
}

#[test]
fn a_zip_code_has_five_digits_or_nine() {
    for good in ["04101", " 04101-1234 "] {
        assert_eq!(Zip::parse(good).unwrap().as_str(), good.trim());
    }
    for bad in ["", "4101", "041011234", "04101-", "04101-12", "0410a"] {
        assert!(Zip::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn help_is_sent_home_only_where_home_is_known() {
    let mut said = Whereabouts {
        home: Answered::Said(Dwelling::At(address())),
        away: Answered::Said(AwayPlace::Home),
    };
    assert!(fields(&said).is_empty());
    assert_eq!(
        said.lines()[0].1,
        "12 Wharf Street, Apt 3, Portland, ME 04101"
    );
    let homeless = Answered::Said(Dwelling::NoFixed { found: None });
    for home in [
        Answered::NotAsked,
        Answered::Declined,
        Answered::Unknown,
        homeless,
    ] {
        said.home = home;
        assert_eq!(fields(&said), ["away"]);
    }
}

#[test]
fn who_is_called_hears_the_least_unless_somebody_said_more() {
    let contact = |may| EmergencyContact {
        name: line("Mia Reyes"),
        relation: line("Sister"),
        phone: Phone::parse("207 555 0164").unwrap(),
        may,
        words: None,
    };
    for may in [Answered::NotAsked, Answered::Declined, Answered::Unknown] {
        assert_eq!(contact(may).limit(), MayBeTold::Emergency);
    }
    let more = contact(Answered::Said(MayBeTold::Condition));
    assert_eq!(more.limit(), MayBeTold::Condition);
    let nobody = EmergencyContacts {
        people: Answered::Said(Vec::new()),
    };
    assert_ne!(nobody.lines(), EmergencyContacts::default().lines());
    let many = EmergencyContacts {
        people: Answered::Said(vec![more; EMERGENCY_CONTACTS_MAX + 1]),
    };
    assert_eq!(fields(&many), ["named"]);
}

fn mandate() -> Mandate {
    Mandate {
        kind: MandateKind::Probation,
        by: line("County probation office"),
        officer: None,
        phone: None,
        number: None,
        terms: None,
        from: Some(TODAY),
        until: None,
        hears: Answered::NotAsked,
        consent: None,
    }
}

#[test]
fn everybody_who_sent_somebody_is_named_and_that_nobody_did_is_said() {
    let mut other = mandate();
    other.by = line("Cumberland County Probation");
    let both = Court {
        mandates: Answered::Said(vec![mandate(), other]),
    };
    let senders = both.senders();
    assert_eq!(senders.len(), 2);
    assert!(senders[1].contains("Cumberland County Probation"));
    let lines = both.lines().into_iter();
    let named = lines.filter_map(|(asked, said)| (asked == "Sent by").then_some(said));
    assert_eq!(named.collect::<Vec<_>>(), senders);
    let said = |mandates| Court { mandates }.senders();
    let nobody = said(Answered::Said(Vec::new()));
    assert_eq!(nobody, ["Nobody; they come of their own accord"]);
    assert_eq!(said(Answered::Declined).len(), 1);
}

#[test]
fn nobody_who_sent_somebody_hears_anything_without_a_consent() {
    let court = |one: &Mandate| Court {
        mandates: Answered::Said(vec![mandate(), one.clone()]),
    };
    let mut one = mandate();
    assert_eq!(one.limit(), Hears::Nothing);
    assert!(fields(&court(&one)).is_empty());
    one.hears = Answered::Said(Hears::Progress);
    assert_eq!(one.limit(), Hears::Nothing);
    assert_eq!(fields(&court(&one)), ["consent2"]);
    one.consent = Some(line("Signed on March 2, in the file"));
    assert_eq!(one.limit(), Hears::Progress);
    one.until = TODAY.yesterday().ok();
    assert_eq!(fields(&court(&one)), ["until2"]);
}

#[test]
fn several_races_have_one_number_and_an_own_word_stands_beside_its_choice() {
    assert_eq!(Race::teds_of(&[]), None);
    assert_eq!(Race::teds_of(&[Race::Asian]), Some(6));
    assert_eq!(Race::teds_of(&[Race::Asian, Race::White]), Some(8));
    let mut said = Identity {
        gender: Answered::Said(Gender::Own),
        race: Answered::Said(vec![Race::Asian, Race::Asian]),
        ..Identity::default()
    };
    assert_eq!(fields(&said), ["gender_words", "race"]);
    said.race = Answered::Said(vec![Race::Asian, Race::White]);
    said.gender_words = Some(line("Two-spirit"));
    assert!(fields(&said).is_empty());
    said.gender = Answered::Declined;
    assert_eq!(fields(&said), ["gender_words"]);
}

#[test]
fn why_somebody_does_not_work_is_asked_of_whoever_neither_works_nor_looks_for_work() {
    let mut said = Circumstances {
        not_working: Answered::Said(NotWorking::Student),
        ..Circumstances::default()
    };
    for working in Working::ALL.iter().copied() {
        said.working = Answered::Said(working);
        assert_eq!(fields(&said).is_empty(), working == Working::Neither);
    }
}

/// The numbers of a list, those that have one.
fn numbers<T: OnList>() -> Vec<u8> {
    T::EVERY.iter().filter_map(|one| one.teds()).collect()
}

/// Written apart from the lists: how many values the data set has for each item, from which number on.
#[test]
fn every_number_of_the_data_set_stands_for_something() {
    let whole = |mut found: Vec<u8>, numbers: std::ops::RangeInclusive<u8>| {
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, numbers.collect::<Vec<u8>>());
    };
    whole(numbers::<SexOnFile>(), 1..=2);
    whole(numbers::<Ethnicity>(), 1..=5);
    whole(numbers::<Schooling>(), 1..=5);
    whole(numbers::<Working>(), 1..=4);
    whole(numbers::<NotWorking>(), 1..=5);
    whole(numbers::<Living>(), 1..=3);
    whole(numbers::<Marital>(), 1..=4);
    whole(numbers::<Pregnant>(), 1..=2);
    whole(numbers::<Income>(), 1..=5);
    whole(numbers::<Arrests>(), 0..=2);
    whole(numbers::<SelfHelp>(), 1..=5);
    whole(numbers::<MandateKind>(), 1..=8);
    // Asian and from the Pacific are told apart here, so the number that is for both (3) is not used; 8 is for several.
    let mut races = numbers::<Race>();
    races.sort_unstable();
    assert_eq!(races, [1, 2, 4, 5, 6, 7, 9]);
}

#[test]
fn a_language_is_read_by_its_code_or_its_name_and_reads_back() {
    for language in SpokenLanguage::all() {
        assert_eq!(SpokenLanguage::parse(language.code()), Ok(language));
        assert_eq!(SpokenLanguage::parse(language.name()), Ok(language));
        assert!((2..=3).contains(&language.code().len()));
    }
    let names: Vec<String> = SpokenLanguage::all()
        .map(|language| language.name().replace('’', "").to_lowercase())
        .collect();
    assert!(names.is_sorted(), "people look for them by name");
    for language in SpokenLanguage::all() {
        // A name that a language has itself says something that the English one does not.
        assert_ne!(language.own_name(), Some(language.name()));
    }
    for bad in ["", "Klingon", "unknown", "declined", "not_asked"] {
        assert!(SpokenLanguage::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_topic_changes_nothing_but_itself_and_details_without_it_open() {
    let mut details = Details::default();
    mandated().put(&mut details);
    let before = details.clone();
    Identity {
        sex: Answered::Declined,
        ..Identity::default()
    }
    .put(&mut details);
    assert!(details != before && details.court == before.court);
    assert!(Identity::of(&details).sex == Answered::Declined);
    assert!(serde_json::from_str::<Details>("{}").unwrap() == Details::default());
    let kept = serde_json::to_string(&details).unwrap();
    assert!(serde_json::from_str::<Details>(&kept).unwrap() == details);
    assert_eq!(format!("{details:?}"), "…");
}

fn mandated() -> Court {
    Court {
        mandates: Answered::Said(vec![mandate()]),
    }
}
