//! What nobody said and time made true is raised all the same.

use crate::assessment::{said, text};
use crate::attendance::enter;
use crate::common::{World, minutes};
use crate::engines::worlds;
use crate::signal::done;
use care::Role;
use care::assessment::finding::{RawValue, Source, Substance};
use care::followup::signal::{Matter, Signal, Urgency};
use clinic::assessment::interview::{Statement, answer, watch};
use clinic::followup::signal::{Which, list, respond};
use policy::Actor;

/// Somebody who drank nearly every day until today, and how their withdrawal is rated.
fn rate(world: &World, actor: &Actor, severity: &str, points: i64) {
    let mut answers = vec![
        of_alcohol(said("use.days", RawValue::Number(28))),
        of_alcohol(said("use.last", text("2026-03-02"))),
    ];
    answers.extend(ratings(severity, points));
    write(world, actor, answers);
}

fn ratings(severity: &str, points: i64) -> [Statement; 3] {
    let number = |question| said(question, RawValue::Number(points));
    [
        said("withdrawal.severity", text(severity)),
        number("withdrawal.pawss"),
        number("scale.ciwa_ar"),
    ]
}

/// What a clinician writes down.
fn write(world: &World, actor: &Actor, answers: Vec<Statement>) {
    let clinic = &world.clinic;
    let answers: Vec<Statement> = answers
        .into_iter()
        .map(|statement| Statement {
            source: Source::Clinician,
            ..statement
        })
        .collect();
    let person = world.houses[0].patients[0];
    answer(clinic, actor, clinic.fresh_key(), person, &answers, None).unwrap();
}

fn of_alcohol(statement: Statement) -> Statement {
    Statement {
        about: Some(Substance::Alcohol),
        ..statement
    }
}

fn withdrawal(world: &World, actor: &Actor) -> Vec<Signal> {
    let open = list(&world.clinic, actor, Which::Open).unwrap().into_iter();
    let open = open.map(|listed| listed.signal);
    open.filter(|signal| signal.matter == Some(Matter::Withdrawal))
        .collect()
}

fn after(world: &World, hours: i64) -> usize {
    world.wait(minutes(60 * hours));
    watch(&world.clinic, world.houses[0].organization).unwrap()
}

#[test]
fn a_withdrawal_that_nobody_looks_at_again_is_raised_the_next_morning_and_once_until_it_is_rated() {
    for world in worlds("by_time") {
        let clinic = &world.clinic;
        let counselor = enter(&world, Role::Counselor, 0);
        // Noon at the site.
        rate(&world, &counselor, "none", 0);
        assert!(withdrawal(&world, &counselor).is_empty());
        assert_eq!(after(&world, 5), 0, "the scale is too old, on the same day");
        assert_eq!(after(&world, 8), 0, "and in the night");
        assert!(withdrawal(&world, &counselor).is_empty());
        // Six in the morning.
        assert_eq!(after(&world, 5), 1);
        let raised = withdrawal(&world, &counselor);
        assert_eq!(raised.len(), 1);
        assert_eq!(raised[0].urgency, Urgency::Today);
        assert!(raised[0].answer_by.is_some());
        assert!(
            raised[0].words.starts_with("Time has passed"),
            "{}",
            raised[0].words
        );
        assert_eq!(after(&world, 1), 0);
        let done = done("They come at ten.");
        respond(clinic, &counselor, clinic.fresh_key(), raised[0].id, &done).unwrap();
        assert_eq!(after(&world, 1), 0, "what was answered is not said again");
        assert!(withdrawal(&world, &counselor).is_empty());
        // Rated anew, it is too old again the morning after.
        rate(&world, &counselor, "mild", 1);
        assert_eq!(after(&world, 1), 0);
        assert_eq!(after(&world, 22), 1);
        assert_eq!(withdrawal(&world, &counselor).len(), 1);
    }
}

#[test]
fn that_nobody_knows_when_the_last_use_was_is_no_news_that_time_brings() {
    for world in worlds("by_time_unsaid") {
        let counselor = enter(&world, Role::Counselor, 0);
        let days = || of_alcohol(said("use.days", RawValue::Number(28)));
        // The days and no last use: four days without a drink are possible when it is said.
        let all = [days()].into_iter().chain(ratings("none", 0)).collect();
        write(&world, &counselor, all);
        world.wait(minutes(60 * 72));
        write(&world, &counselor, ratings("none", 0).into());
        // Eight in the morning of the day after: they may drink still, and may have stopped a week ago.
        assert_eq!(after(&world, 20), 0);
        assert!(withdrawal(&world, &counselor).is_empty());
        // Said again, it is sure again that withdrawal is possible, and the scale is too old.
        write(&world, &counselor, vec![days()]);
        assert_eq!(withdrawal(&world, &counselor).len(), 1);
    }
}

#[test]
fn an_answer_about_something_else_hides_nothing_that_time_made_true() {
    for world in worlds("by_time_hidden") {
        let counselor = enter(&world, Role::Counselor, 0);
        let person = world.houses[0].patients[0];
        let friends = |count| {
            let said = said("support.people", RawValue::Number(count));
            let key = world.clinic.fresh_key();
            answer(&world.clinic, &counselor, key, person, &[said], None).unwrap();
        };
        rate(&world, &counselor, "none", 0);
        // Five in the afternoon: the scale is too old, and somebody asks about friends.
        assert_eq!(after(&world, 5), 0);
        friends(3);
        assert!(withdrawal(&world, &counselor).is_empty());
        // Once more at five in the morning, before the hour at which it is raised.
        assert_eq!(after(&world, 12), 0);
        friends(4);
        assert_eq!(after(&world, 1), 1);
        assert_eq!(withdrawal(&world, &counselor).len(), 1);
        // Nor is it raised twice because somebody asks again.
        friends(5);
        assert_eq!(after(&world, 1), 0);
        assert_eq!(withdrawal(&world, &counselor)[0].further.len(), 0);
    }
}
