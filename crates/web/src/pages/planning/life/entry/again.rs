//! What happens again, or once: its fields, and what they say.

use super::super::{firmness, kind};
use super::{Common, Filled, Whose, common, first_date, last_date, travel};
use crate::language::Language;
use crate::shell::sheet::Stored;
use crate::shell::{Ask, Fault};
use crate::ui::{Face, Problems, Width, branch, checkboxes, choice, field, radios};
use care::Weekday;
use care::daytime::{parse_end, parse_minute};
use care::invalid::Issues;
use care::planning::commitment::{
    CYCLE_WEEKS_MAX, Commitment, CommitmentDraft, CommitmentKind, Firmness, Rhythm,
};
use clinic::Refusal;
use jiff::civil::Date;
use maud::{Markup, html};

/// What the form says, or every field that has to be mended.
pub(super) fn draft(ask: &Ask<'_>) -> Result<CommitmentDraft, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let start = issues.take("start", parse_minute(form.text("start")));
    let end = issues.take("end", parse_end(form.text("end")));
    let common = common(ask, &mut issues);
    match (common, start, end) {
        (Some(common), Some(start_minute), Some(end_minute)) if issues.0.is_empty() => {
            let Common {
                kind,
                label,
                firmness,
                from,
                until,
                travel,
            } = common;
            Ok(CommitmentDraft {
                kind,
                label,
                rhythm: rhythm(ask, from),
                start_minute,
                end_minute,
                travel,
                firmness,
                from,
                until,
            })
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// How often: every week, every few, or once on the first date.
fn rhythm(ask: &Ask<'_>, from: Date) -> Rhythm {
    let days = ask.form.ticked_of("days", &Weekday::ALL, Weekday::code);
    match ask.form.text("often") {
        "once" => Rhythm::Once { on: from },
        often => match often.parse::<u8>() {
            Ok(every_weeks) if every_weeks > 1 => Rhythm::Rotating {
                days,
                every_weeks,
                anchor: from,
            },
            _ => Rhythm::Weekly { days },
        },
    }
}

pub(super) fn often(one: &Commitment) -> String {
    match &one.rhythm {
        Rhythm::Rotating { every_weeks, .. } => every_weeks.to_string(),
        Rhythm::Weekly { .. } | Rhythm::Shifts { .. } | Rhythm::WholeDays => "1".to_owned(),
        Rhythm::Once { .. } => "once".to_owned(),
    }
}

/// A commitment as the form's fields show it.
pub(super) fn as_typed(language: Language, one: &Commitment) -> Stored {
    let label = one.label.as_ref().map(ToString::to_string);
    let mut stored = vec![
        ("kind", one.kind.code().to_owned()),
        ("label", label.unwrap_or_default()),
        ("firmness", one.firmness.code().to_owned()),
        ("often", often(one)),
        ("start", language.time(one.start_minute)),
        ("end", language.time(one.end_minute)),
        ("from", first_date(language, one)),
        ("until", last_date(language, one)),
        ("by", one.travel.by.code().to_owned()),
        (
            "travel_before",
            travel::way_minutes(one.travel.before_minutes),
        ),
        (
            "travel_after",
            travel::way_minutes(one.travel.after_minutes),
        ),
        ("days", String::new()),
    ];
    let days = one.days();
    let ticked = Weekday::ALL.into_iter().filter(|day| days.contains(day));
    stored.extend(ticked.map(|day| ("days", day.code().to_owned())));
    stored
}

pub(super) fn what(filled: &Filled<'_>, problems: &Problems) -> Markup {
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    // A vacation has a form of its own, which asks for days alone.
    let kinds = CommitmentKind::ALL.into_iter();
    let kinds = kinds.filter(|one| *one != CommitmentKind::Vacation);
    let kinds = kinds.map(|one| (one.code().to_owned(), kind(language, one)));
    let offered =
        |one: Firmness, hint: &str| choice(one.code(), firmness(language, one)).hint(say(hint));
    let firm = [
        offered(Firmness::Fixed, "life-fixed-hint"),
        offered(Firmness::RatherNot, "life-rather-not-hint"),
    ];
    html! {
        (field("kind", say("life-what")).select(kinds).value(filled.kind()).check(problems))
        (field("label", say("life-own-word")).optional_in(language).value(filled.text("label", |one| one.label.as_ref().map(ToString::to_string).unwrap_or_default(), "")).check(problems))
        (radios("firmness", say("life-can-move"), firm).value(&filled.text("firmness", |one| one.firmness.code().to_owned(), filled.firmness())).check(problems))
    }
}

pub(super) fn when(filled: &Filled<'_>, whose: &Whose, problems: &Problems) -> Markup {
    let language = whose.language;
    let say = |key: &str| language.say(key);
    let every = |weeks: u8| {
        let put_in = weeks.to_string();
        let words = language.say_with("life-every-weeks", &[("weeks", &put_in)]);
        (put_in, words)
    };
    let often = [("1".to_owned(), say("life-every-week"))]
        .into_iter()
        .chain((2..=CYCLE_WEEKS_MAX).map(every))
        .chain([("once".to_owned(), say("life-once"))]);
    let again: Vec<String> = (1..=CYCLE_WEEKS_MAX)
        .map(|weeks| weeks.to_string())
        .collect();
    let ticked = filled.days();
    let days = Weekday::ALL
        .map(|day| choice(day.code(), language.weekday(day)).chosen(ticked.contains(&day)));
    html! {
        (field("often", say("life-often")).select(often).value(filled.often()).width(Width::Medium).check(problems)
            .hint(say("life-often-hint")))
        (branch("often", &again, html! {
            (checkboxes("days", say("life-days"), days).side_by_side().check(problems).hint(say("life-days-hint")))
        }))
        div.pair {
            (field("start", say("life-start")).time().hint(say("life-start-hint")).value(filled.text("start", |one| language.time(one.start_minute), "")).check(problems).required())
            (field("end", say("life-end")).time().hint(say("life-end-hint")).value(filled.text("end", |one| language.time(one.end_minute), "")).check(problems).required())
        }
        div.pair {
            (field("from", say("life-first")).hint(say("life-first-hint")).date().value(filled.from()).check(problems).required())
            (field("until", say("life-last")).optional_in(language).hint(say("life-last-hint")).date().value(filled.text("until", |one| last_date(language, one), "")).check(problems))
        }
        @if whose.face == Face::Me { p.muted { (say("life-once-date")) } }
    }
}
