//! What belongs together in somebody's details, and what stands for what in reports.

use super::*;
use crate::assessment::facts::Basis;
use crate::people::answered::{Answered, OnList};
use crate::{Line, Phone, UsState};
use jiff::civil::date;
use jiff::tz::TimeZone;

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

fn today() -> Basis {
    Basis {
        at: "2026-03-04T17:00:00Z".parse().unwrap(),
        local: TODAY.at(12, 0, 0, 0),
        zone: TimeZone::UTC,
        born: None,
    }
}

/// What details answer of the assessment that are said today.
fn answers(details: &Details) -> Vec<(&'static str, String)> {
    let mut dated = details.clone();
    dated.date_answers(&Details::default(), today().at);
    let offered = dated.offered(&today());
    let said = offered
        .iter()
        .map(|one| (one.question.question().id, one.finding().words()));
    said.collect()
}

fn living(circumstances: Circumstances) -> Details {
    Details {
        circumstances,
        ..Details::default()
    }
}

fn sent_by(kind: MandateKind, from: Option<Date>) -> Details {
    let mandate = Mandate {
        kind,
        by: line("County office"),
        officer: None,
        phone: None,
        number: None,
        terms: None,
        from,
        until: None,
        hears: Answered::NotAsked,
        consent: None,
    };
    Details {
        court: Court {
            mandates: Answered::Said(vec![mandate]),
        },
        ..Details::default()
    }
}

#[test]
fn details_answer_of_the_assessment_what_was_said_and_nothing_more() {
    let owned = |all: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        let owned = all.iter().map(|(id, words)| (*id, (*words).to_owned()));
        owned.collect()
    };
    assert!(answers(&Details::default()).is_empty());
    // What was not said is no answer, whatever the reason.
    let nobody_says = living(Circumstances {
        pregnant: Answered::Unknown,
        living: Answered::Declined,
        working: Answered::Unknown,
        self_help: Answered::Declined,
        ..Circumstances::default()
    });
    assert!(answers(&nobody_says).is_empty());
    // Independent is not stable, and one to three times is no number.
    let said = living(Circumstances {
        pregnant: Answered::Said(Pregnant::Yes),
        living: Answered::Said(Living::Independent),
        working: Answered::Said(Working::Neither),
        not_working: Answered::Said(NotWorking::Student),
        self_help: Answered::Said(SelfHelp::Few),
        ..Circumstances::default()
    });
    let expected = [("medical.pregnant", "yes"), ("work.status", "student")];
    assert_eq!(answers(&said), owned(&expected));
    let mut nowhere = Details::default();
    nowhere.whereabouts.home = Answered::Said(Dwelling::NoFixed { found: None });
    assert_eq!(answers(&nowhere), owned(&[("home.stability", "unstable")]));
    nowhere.circumstances.living = Answered::Said(Living::Homeless);
    assert_eq!(answers(&nowhere), owned(&[("home.stability", "no home")]));
    let mut alone = Details::default();
    alone.emergency.people = Answered::Said(Vec::new());
    alone.identity.sex = Answered::Said(SexOnFile::Other);
    assert_eq!(answers(&alone), owned(&[("visit.emergency_contact", "no")]));
    let on = |days: i64| TODAY.checked_add(jiff::Span::new().days(days)).ok();
    let prison = |from| answers(&sent_by(MandateKind::Prison, from));
    let released = ("history.released_from_custody", "yes".to_owned());
    for (from, is_told) in [
        (on(-10), true),
        (on(20), true),
        (on(-60), false),
        (None, false),
    ] {
        assert_eq!(prison(from).contains(&released), is_told, "{from:?}");
    }
    // Of two the latest is told, whichever stands first.
    let mut twice = sent_by(MandateKind::Prison, on(-400));
    if let Answered::Said(named) = &mut twice.court.mandates {
        let mut other = named[0].clone();
        other.from = on(-10);
        named.push(other);
    }
    assert!(answers(&twice).contains(&released));
    let court = answers(&sent_by(MandateKind::Probation, None));
    assert_eq!(court, owned(&[("legal.status", "probation or parole")]));
}

/// Every word of a list that is taken for an answer is one of the answers that there are.
#[test]
fn what_details_answer_fits_the_question() {
    let mut all: Vec<Details> = Vec::new();
    for working in Working::ALL {
        for not_working in NotWorking::ALL {
            all.push(living(Circumstances {
                working: Answered::Said(*working),
                not_working: Answered::Said(*not_working),
                ..Circumstances::default()
            }));
        }
    }
    for pregnant in Pregnant::ALL {
        all.push(living(Circumstances {
            pregnant: Answered::Said(*pregnant),
            self_help: Answered::Said(SelfHelp::Never),
            living: Answered::Said(Living::Homeless),
            ..Circumstances::default()
        }));
    }
    for kind in MandateKind::ALL {
        all.push(sent_by(*kind, Some(TODAY)));
    }
    for (sex, gender) in SexOnFile::ALL.iter().cycle().zip(Gender::ALL) {
        let identity = Identity {
            sex: Answered::Said(*sex),
            gender: Answered::Said(*gender),
            ..Identity::default()
        };
        all.push(Details {
            identity,
            ..Details::default()
        });
    }
    for details in all {
        let mut dated = details;
        dated.date_answers(&Details::default(), today().at);
        // Each answer is dated, and each that is dated is offered.
        assert_eq!(dated.offered(&today()).len(), dated.since.len());
    }
}

#[test]
fn an_answer_is_as_old_as_it_stands_and_saving_a_form_once_more_makes_none_younger() {
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let (first, later) = (at("2026-02-20T12:00:00Z"), at("2026-03-03T12:00:00Z"));
    let mut kept = living(Circumstances {
        pregnant: Answered::Said(Pregnant::No),
        ..Circumstances::default()
    });
    kept.date_answers(&Details::default(), first);
    let mut again = kept.clone();
    again.circumstances.working = Answered::Said(Working::Looking);
    again.date_answers(&kept, later);
    let ages = |details: &Details| -> Vec<_> {
        let offered = details.offered(&today());
        offered.iter().map(|one| one.at).collect()
    };
    assert_eq!(ages(&again), [first, later]);
    let mut other = again.clone();
    other.circumstances.pregnant = Answered::Said(Pregnant::Yes);
    other.date_answers(&again, later);
    assert_eq!(ages(&other), [later, later]);
    // Of what was kept before answers were dated nobody knows how old it is.
    let undated = living(Circumstances {
        pregnant: Answered::Said(Pregnant::No),
        ..Circumstances::default()
    });
    let mut saved = undated.clone();
    saved.date_answers(&undated, later);
    assert!(saved.offered(&today()).is_empty());
}
