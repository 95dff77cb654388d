//! Process groups by themselves: what they are said to cost, sites apart, and an end when the time is up.

use super::alone::Ground;
use super::choice::{ProcessChoice, choices};
use super::site::Places;
use super::skeleton::{Found, Skeleton};
use super::state::DesignState;
use crate::dice::Dice;
use crate::form::InstanceForm;
use crate::instance::{Instance, Kind};
use crate::run::{Control, Deadline, Options};
use crate::tiny::{self, Size};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

const SMALL: Size = Size {
    people: 8,
    process: 3,
    others: 4,
    units: 10,
};

fn choices_of(instance: &Instance) -> Vec<ProcessChoice> {
    let mut ground = Ground::new(instance);
    choices(instance, &Places::new(instance), &mut ground).expect("least costs")
}

fn found(instance: &Instance, stopped: bool) -> Found {
    let stop = AtomicBool::new(stopped);
    let control = Control {
        clock: &|| Duration::ZERO,
        stop: &stop,
        report: &mut |_| (),
    };
    let deadline = Deadline::new(&Options::default(), &control);
    let choices = choices_of(instance);
    Skeleton::new(instance, &choices).search(&deadline, &mut Dice::new(1))
}

#[test]
fn leaders_and_rooms_are_kept_and_nobody_sits_where_they_may_not() {
    let mut seated = 0;
    for seed in 0..40 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let found = found(&instance, false);
        let mut state = DesignState::new(&instance);
        for &(g, running) in &found.groups {
            let option = running.option as usize;
            assert!(state.leader_fits(g, option, running.leader), "seed {seed}");
            assert!(state.room_fits(g, option), "seed {seed}");
            state.set_group(g, Some(running));
        }
        for (p, seat) in found.seat.iter().enumerate() {
            let Some(g) = seat else { continue };
            assert!(instance.eligible(p).contains(g), "seed {seed}");
            assert!(state.groups[*g as usize].is_some(), "seed {seed}");
            seated += 1;
        }
    }
    assert!(seated > 40, "{seated} seats prove little");
}

#[test]
fn a_wish_to_stop_ends_it_at_once() {
    let instance = Instance::new(tiny::instance(3, SMALL)).expect("valid");
    assert!(!found(&instance, false).groups.is_empty());
    assert!(found(&instance, true).groups.is_empty());
}

/// Two sites of one track with a group each, and a network's group for all who accept telehealth.
fn two_sites() -> InstanceForm {
    let mut form = tiny::instance(1, SMALL);
    form.series.retain(|g| g.kind == Kind::Process);
    for (site, group) in [Some(0), Some(1), None].into_iter().zip(&mut form.series) {
        group.site = site;
        group.tele = site.is_none();
        group.track = Some("general".into());
    }
    for (p, person) in form.participants.iter_mut().enumerate() {
        person.site = p % 2;
        person.tele_ok = true;
        person.track = "general".into();
        person.prev = None;
    }
    form
}

#[test]
fn a_group_of_the_network_does_not_make_one_part_of_two_sites() {
    let instance = Instance::new(two_sites()).expect("valid");
    let choices = choices_of(&instance);
    assert_eq!(choices[2].people.len(), SMALL.people);
    let sizes = Skeleton::new(&instance, &choices).sizes();
    assert_eq!(sizes, [4, 4, 0]);
}
