//! The people of one site.

use super::Site;
use super::dice::Dice;
use super::life::{self, SHARES};
use super::names::Names;
use std::collections::BTreeMap;
use timetable::Kind;
use timetable::form::PersonForm;

/// Tracks with their shares in percent; the general one takes in the thin ones.
pub(crate) const TRACKS: [(&str, usize); 5] = [
    ("general", 56),
    ("women", 17),
    ("cooc", 15),
    ("young", 7),
    ("spanish", 5),
];
/// A track with fewer people than this has no process group of its own at a site.
pub(crate) const TRACK_PEOPLE_MIN: usize = 5;
/// Tracks that a network serves by telehealth where a site has too few people.
pub(crate) const TRACKS_OF_NETWORK: [&str; 2] = ["young", "spanish"];

/// Prescribed half hours (9, 12 and 15 hours a week) with their shares in percent.
const PRESCRIBED: [(u32, usize); 3] = [(18, 62), (24, 28), (30, 10)];
/// How much a missing week matters, with shares in percent.
const ACUITY: [(u32, usize); 3] = [(1, 50), (2, 35), (3, 15)];

/// A person and what the instance tells about them beyond the problem.
pub(crate) struct Made {
    pub form: PersonForm,
    pub life: life::Life,
    pub words: String,
    pub new: bool,
}

/// Everybody of a site, counselors not yet given.
pub(crate) fn people(site: &Site, names: &mut Names, dice: &mut Dice) -> Vec<Made> {
    let mut made: Vec<Made> = (0..site.people)
        .map(|_| person(site.index, names, dice))
        .collect();
    let count = count_by_track(&made);
    for p in &mut made {
        let track = p.form.track.as_str();
        let by_network = TRACKS_OF_NETWORK.contains(&track) && site.of_network;
        if count[track] < TRACK_PEOPLE_MIN && !by_network {
            "general".clone_into(&mut p.form.track);
        }
    }
    made
}

/// How many people each track has.
pub(crate) fn count_by_track(people: &[Made]) -> BTreeMap<&'static str, usize> {
    let of = |track: &str| people.iter().filter(|p| p.form.track == track).count();
    TRACKS.iter().map(|(t, _)| (*t, of(t))).collect()
}

fn person(site: usize, names: &mut Names, dice: &mut Dice) -> Made {
    let life = dice.by_share(SHARES);
    let track = dice.by_share(TRACKS);
    let (hours, words) = life::live(life, dice);
    let tele_ok = dice.chance(if life.far_from_clinic() { 75 } else { 50 });
    let dose = dice.by_share(PRESCRIBED);
    let form = PersonForm {
        name: Some(names.take()),
        site,
        track: track.to_owned(),
        avail: hours.0,
        tele_ok,
        tele_pref: tele_ok && dice.chance(30),
        dose,
        floor: None,
        need: mix(dose, dice),
        acuity: dice.by_share(ACUITY),
        therapist: 0,
        prev: None,
        barred: Vec::new(),
    };
    Made {
        form,
        life,
        words,
        new: dice.chance(25),
    }
}

/// The prescribed mix grows with the hours; four in ten bring their family.
fn mix(dose: u32, dice: &mut Dice) -> BTreeMap<Kind, u32> {
    let (twelve, fifteen) = (u32::from(dose >= 24), u32::from(dose >= 30));
    BTreeMap::from([
        (Kind::Education, 2 + twelve + fifteen),
        (Kind::RelapsePrevention, 1 + twelve),
        (Kind::Holistic, 1 + fifteen),
        (Kind::Family, u32::from(dice.chance(40))),
        (Kind::Individual, 1),
    ])
}
