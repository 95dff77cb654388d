//! Shifts that rotate or alternate by whole weeks: each week of the rotation with its own days and times, as one entry.

use super::{Common, Filled, common, first_date, last_date, travel};
use crate::language::Language;
use crate::shell::form::Form;
use crate::shell::sheet::Stored;
use crate::shell::{Ask, Fault};
use crate::ui::{Problems, Width, branch, checkboxes, choice, field};
use care::Weekday;
use care::day::parse_day;
use care::daytime::{parse_end, parse_minute};
use care::invalid::Issues;
use care::planning::commitment::{
    Commitment, CommitmentDraft, Rhythm, SHIFT_WEEKS_MAX, TURNS_PER_WEEK_MAX, Template, Turn,
    monday,
};
use clinic::Refusal;
use maud::{Markup, html};

/// The names of the three fields of one turn.
#[derive(Clone, Copy)]
pub(super) struct TurnFields {
    pub days: &'static str,
    pub start: &'static str,
    pub end: &'static str,
}

macro_rules! turn_fields {
    ($($name:literal),*) => {
        [$(TurnFields {
            days: concat!("turn_days", ".", $name),
            start: concat!("turn_start", ".", $name),
            end: concat!("turn_end", ".", $name),
        }),*]
    };
}

/// Week by week, and in each first the usual turn and then the other one.
pub(super) static TURNS: [TurnFields; SHIFT_WEEKS_MAX as usize * TURNS_PER_WEEK_MAX] = turn_fields!(
    "1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b", "5a", "5b", "6a", "6b", "7a", "7b", "8a", "8b"
);

/// Says that it was begun from a template of something that ends.
const ENDS: &str = "ends";
/// How many weeks a new rotation has: most shifts alternate.
const WEEKS_USUAL: usize = 2;

/// The fields of each week, with its number.
fn weeks() -> impl Iterator<Item = (usize, &'static [TurnFields])> {
    (1..).zip(TURNS.chunks(TURNS_PER_WEEK_MAX))
}

/// What the form says, or every field that has to be mended.
pub(super) fn draft(ask: &Ask<'_>) -> Result<CommitmentDraft, Fault> {
    let mut issues = Issues::default();
    let count = ask.form.text("weeks").trim().parse::<usize>().ok();
    let count = count.filter(|count| (1..=usize::from(SHIFT_WEEKS_MAX)).contains(count));
    if count.is_none() {
        let sentence =
            format!("Choose after how many weeks it begins anew, 1 to {SHIFT_WEEKS_MAX}.");
        issues.add("weeks", sentence);
    }
    let read = weeks()
        .take(count.unwrap_or_default())
        .map(|(_, turns)| {
            let turns = turns.iter();
            turns
                .filter_map(|fields| turn(&ask.form, *fields, &mut issues))
                .collect()
        })
        .collect::<Vec<Vec<Turn>>>();
    let anchor = issues.take("anchor", ask.form.optional("anchor", parse_day));
    let common = common(ask, &mut issues);
    if ask.form.ticked(ENDS) && common.as_ref().is_some_and(|common| common.until.is_none()) {
        issues.add("until", "Enter the last day of the term.");
    }
    match (common, anchor) {
        (Some(common), Some(anchor)) if issues.0.is_empty() => {
            let Common {
                kind,
                label,
                firmness,
                from,
                until,
                travel,
            } = common;
            Ok(CommitmentDraft {
                label,
                firmness,
                until,
                travel,
                from,
                ..CommitmentDraft::shifts(kind, read, anchor.unwrap_or(from))
            })
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// One turn; nothing where all of its fields are empty.
fn turn(form: &Form, fields: TurnFields, issues: &mut Issues) -> Option<Turn> {
    let days = form.ticked_of(fields.days, &Weekday::ALL, Weekday::code);
    let (start, end) = (form.text(fields.start), form.text(fields.end));
    if days.is_empty() {
        if !start.trim().is_empty() || !end.trim().is_empty() {
            let sentence = "Choose the days with these times, or leave the times empty.";
            issues.add(fields.days, sentence);
        }
        return None;
    }
    let start = issues.take(fields.start, parse_minute(start));
    let end = issues.take(fields.end, parse_end(end));
    Some(Turn {
        days,
        start_minute: start?,
        end_minute: end?,
    })
}

/// The template that the address asks for.
pub(super) fn template(ask: &Ask<'_>) -> Option<Template> {
    Template::from_code(ask.query.text("template"))
}

/// What stands in the weeks before anything is typed: what is stored, or a template.
fn begun(filled: &Filled<'_>) -> Vec<Vec<Turn>> {
    match filled.stored.map(|one| &one.rhythm) {
        Some(Rhythm::Shifts { weeks, .. }) => weeks.clone(),
        _ => template(filled.ask)
            .map(Template::weeks)
            .unwrap_or_default(),
    }
}

fn anchor_of(one: &Commitment) -> jiff::civil::Date {
    match &one.rhythm {
        Rhythm::Shifts { anchor, .. } => *anchor,
        _ => monday(one.from),
    }
}

/// Shifts as the form's fields show them.
pub(super) fn as_typed(language: Language, one: &Commitment) -> Stored {
    let label = one.label.as_ref().map(ToString::to_string);
    let mut stored = vec![
        ("kind", one.kind.code().to_owned()),
        ("label", label.unwrap_or_default()),
        ("firmness", one.firmness.code().to_owned()),
        ("weeks", one.cycle_weeks().to_string()),
        ("anchor", language.typed_day(anchor_of(one))),
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
    ];
    let Rhythm::Shifts { weeks: kept, .. } = &one.rhythm else {
        return stored;
    };
    for ((_, fields), turns) in weeks().zip(kept) {
        for (fields, turn) in fields.iter().zip(turns) {
            let days = turn.days.iter();
            stored.extend(days.map(|day| (fields.days, day.code().to_owned())));
            stored.push((fields.start, language.time(turn.start_minute)));
            stored.push((fields.end, language.time(turn.end_minute)));
        }
    }
    stored
}

/// The templates as links; only something new starts from one.
pub(super) fn templates(filled: &Filled<'_>, base: &str) -> Markup {
    let language = filled.ask.language();
    let name = |one: Template| language.say(&format!("template-{}", one.code()));
    let href = |one: Template| format!("{base}/shifts?template={}", one.code());
    html! {
        @if filled.stored.is_none() {
            nav.tabs aria-label=(language.say("life-templates")) {
                ul {
                    @for one in Template::ALL {
                        @let current = template(filled.ask) == Some(one);
                        li { a href=(href(one)) aria-current=[current.then_some("page")] { (name(one)) } }
                    }
                }
            }
        }
    }
}

pub(super) fn fields(filled: &Filled<'_>, problems: &Problems) -> Markup {
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    let begun = begun(filled);
    let count = match begun.len() {
        0 => WEEKS_USUAL,
        count => count,
    };
    let counts = (1..=usize::from(SHIFT_WEEKS_MAX)).map(|weeks| {
        let words = language.count("life-weeks-count", weeks);
        (weeks.to_string(), words)
    });
    let anchor = |one: &Commitment| language.typed_day(anchor_of(one));
    let first = language.typed_day(monday(filled.life.today));
    let ends = filled.shown.ticked(ENDS) || template(filled.ask).is_some_and(Template::ends);
    let last = field("until", say("life-last"))
        .hint(say("life-last-hint"))
        .date()
        .value(filled.text("until", |one| last_date(language, one), ""))
        .check(problems);
    html! {
        input type="hidden" name="form" value="shifts";
        @if ends { input type="hidden" name=(ENDS) value="yes"; }
        (field("weeks", say("life-weeks")).select(counts).value(filled.text("weeks", |one| one.cycle_weeks().to_string(), &count.to_string())).width(Width::Medium).check(problems).hint(say("life-weeks-hint")))
        @for (number, turns) in weeks() { (week(filled, problems, number, turns, &begun)) }
        (field("anchor", say("life-anchor")).hint(say("life-anchor-hint")).date().value(filled.text("anchor", anchor, &first)).check(problems).required())
        div.pair {
            (field("from", say("life-first")).hint(say("life-first-hint")).date().value(filled.from()).check(problems).required())
            @if ends { (last.required()) } @else { (last.optional_in(language)) }
        }
    }
}

/// One week of the rotation: its turn, and below another one with other times.
fn week(
    filled: &Filled<'_>,
    problems: &Problems,
    number: usize,
    turns: &[TurnFields],
    begun: &[Vec<Turn>],
) -> Markup {
    let language = filled.ask.language();
    let own = number.to_string();
    let title = language.say_with("life-week-number", &[("number", &own)]);
    let counts: Vec<String> = (number..=usize::from(SHIFT_WEEKS_MAX))
        .map(|count| count.to_string())
        .collect();
    let turn_at = |place: usize| begun.get(number - 1).and_then(|turns| turns.get(place));
    let one = |place: usize, fields: TurnFields| {
        turn_asked(filled, problems, (title.as_str(), fields), turn_at(place))
    };
    let used = |fields: &TurnFields| {
        [fields.days, fields.start, fields.end]
            .iter()
            .any(|name| problems.of(name).is_some() || !filled.shown.text(name).is_empty())
    };
    let open = turns.get(1).is_some_and(used) || turn_at(1).is_some();
    branch(
        "weeks",
        &counts,
        html! {
            @if let Some(fields) = turns.first() { (one(0, *fields)) }
            @if let Some(fields) = turns.get(1) {
                details open[open] { summary { (language.say_with("life-other-times", &[("number", &own)])) } (one(1, *fields)) }
            }
        },
    )
}

fn turn_asked(
    filled: &Filled<'_>,
    problems: &Problems,
    (title, fields): (&str, TurnFields),
    begun: Option<&Turn>,
) -> Markup {
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    let ticked = if filled.typed() {
        filled
            .shown
            .ticked_of(fields.days, &Weekday::ALL, Weekday::code)
    } else {
        begun.map(|turn| turn.days.clone()).unwrap_or_default()
    };
    let days = Weekday::ALL
        .map(|day| choice(day.code(), language.weekday(day)).chosen(ticked.contains(&day)));
    let time = |name: &str, minute: fn(&Turn) -> u16| {
        if filled.typed() {
            filled.shown.text(name).to_owned()
        } else {
            begun.map_or_else(String::new, |turn| language.time(minute(turn)))
        }
    };
    html! {
        (checkboxes(fields.days, title, days).side_by_side().check(problems))
        div.pair {
            (field(fields.start, say("life-start")).optional_in(language).time().hint(say("life-start-hint")).value(time(fields.start, |turn| turn.start_minute)).check(problems))
            (field(fields.end, say("life-end")).optional_in(language).time().hint(say("life-end-hint")).value(time(fields.end, |turn| turn.end_minute)).check(problems))
        }
    }
}
