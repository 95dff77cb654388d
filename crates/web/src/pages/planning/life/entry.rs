//! The form of one commitment: filled in by hand, or by a drag on the week.
//!
//! What a person may not have meant, such as which weeks "every 2 weeks" are, is shown as dates before it is saved.

use super::{
    Answer, Ask, Commitment, CommitmentId, Face, Fault, Firmness, Language, Life, Markup, Refusal,
    Way, Whose, button, by, commitment, finish, firmness, frame, heading, html, kind, name, page,
    whose,
};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet, Stored};
use crate::ui::{
    Problems, Width, branch, checkboxes, choice, error_summary, field, form, heading_below, radios,
};
use care::Weekday;
use care::day::parse_day;
use care::daytime::{parse_end, parse_minute};
use care::invalid::Issues;
use care::planning::commitment::{
    CYCLE_WEEKS_MAX, CommitmentDraft, CommitmentKind, Rhythm, TRAVEL_MINUTES_MAX, Travel,
};
use clinic::Version;

mod meant;

use meant::{Meant, to_look_at};

/// The form for something new.
pub(crate) fn new_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, None, &Problems::none(), None)?))
}

/// Adds what was typed.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let result = entry(ask).and_then(|entry| {
        if let Some(asked) = to_look_at(ask, whose.person, &entry)? {
            return Ok(Kept::NotYet(asked));
        }
        let (actor, key) = (ask.actor()?, ask.key()?);
        commitment::add(ask.clinic, actor, key, whose.person, &entry)?;
        Ok(Kept::Saved)
    });
    let result = whose.worded(result);
    answer(ask, None, result, &format!("{}?said=added", whose.base))
}

/// The form for changing one.
pub(crate) fn change_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("commitment", CommitmentId::parse)?;
    Ok(Answer::page(view(ask, Some(id), &Problems::none(), None)?))
}

/// Changes one.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let id = ask.id("commitment", CommitmentId::parse)?;
    let result = entry(ask).and_then(|entry| {
        if let Some(asked) = to_look_at(ask, whose.person, &entry)? {
            return Ok(Kept::NotYet(asked));
        }
        let (actor, key) = (ask.actor()?, ask.key()?);
        commitment::change(ask.clinic, actor, key, whose.person, id, &entry)?;
        Ok(Kept::Saved)
    });
    let result = whose.worded(result);
    answer(ask, Some(id), result, &format!("{}?said=saved", whose.base))
}

/// What became of a form.
enum Kept {
    Saved,
    /// What it means is shown first, with the form as it was typed.
    NotYet(Meant),
}

fn answer(
    ask: &Ask<'_>,
    id: Option<CommitmentId>,
    result: Result<Kept, Fault>,
    on: &str,
) -> Result<Answer, Fault> {
    match result {
        Ok(Kept::NotYet(meant)) => Ok(Answer::page(view(
            ask,
            id,
            &Problems::none(),
            Some(&meant),
        )?)),
        result => finish(
            result.map(drop),
            |()| on.to_owned(),
            |problems| view(ask, id, problems, None),
        ),
    }
}

/// What the form says, or every field that has to be mended.
fn entry(ask: &Ask<'_>) -> Result<CommitmentDraft, Fault> {
    let (form, mut issues) = (&ask.form, Issues::default());
    let kind = CommitmentKind::from_code(form.text("kind"));
    if kind.is_none() {
        issues.add("kind", "Choose what it is.");
    }
    let label = issues.take("label", form.optional_line("label", "a name"));
    let start = issues.take("start", parse_minute(form.text("start")));
    let end = issues.take("end", parse_end(form.text("end")));
    let from = issues.take("from", parse_day(form.text("from")));
    let until = issues.take("until", form.optional("until", parse_day));
    let firmness = Firmness::from_code(form.text("firmness"));
    if firmness.is_none() {
        issues.add("firmness", "Choose whether it can move.");
    }
    let mut minutes = |name: &'static str| match form.text(name).trim() {
        "" => 0,
        text => text.parse::<u16>().unwrap_or_else(|_| {
            let sentence = format!("Enter the minutes of the way, from 0 to {TRAVEL_MINUTES_MAX}.");
            issues.add(name, sentence);
            0
        }),
    };
    let travel = Travel {
        by: Way::from_code(form.text("by")).unwrap_or_default(),
        before_minutes: minutes("travel_before"),
        after_minutes: minutes("travel_after"),
    };
    if travel.by == Way::None && (travel.before_minutes, travel.after_minutes) != (0, 0) {
        let sentence =
            "There is no way to count, and minutes of it. Choose how, or leave the minutes empty.";
        issues.add("by", sentence);
    }
    let (Some(kind), Some(label), Some(start_minute), Some(end_minute)) = (kind, label, start, end)
    else {
        return Err(Refusal::Fields(issues.0).into());
    };
    match (from, until, firmness) {
        (Some(from), Some(until), Some(firmness)) if issues.0.is_empty() => Ok(CommitmentDraft {
            kind,
            label,
            rhythm: rhythm(ask, from),
            start_minute,
            end_minute,
            travel,
            firmness,
            from,
            until,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// How often: every week, every few, or once on the first date.
fn rhythm(ask: &Ask<'_>, from: jiff::civil::Date) -> Rhythm {
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

/// What stands in the fields: what was typed, or else what was drawn, or else what is stored.
struct Filled<'a> {
    ask: &'a Ask<'a>,
    /// What was sent; of something stored, laid over what is stored.
    shown: &'a Form,
    stored: Option<&'a Commitment>,
    life: &'a Life,
}

impl Filled<'_> {
    fn typed(&self) -> bool {
        self.shown.0.iter().any(|(name, _)| name == "kind")
    }

    fn text(&self, name: &str, stored: impl FnOnce(&Commitment) -> String, new: &str) -> String {
        if self.typed() {
            self.shown.text(name).to_owned()
        } else if let Some(minute) = drawn_minute(name, self.ask.query.text(name)) {
            self.ask.language().time(minute)
        } else {
            self.stored.map_or_else(|| new.to_owned(), stored)
        }
    }

    fn days(&self) -> Vec<Weekday> {
        let drawn = Weekday::ALL
            .into_iter()
            .find(|day| day.code() == self.ask.query.text("day"));
        if self.typed() {
            self.shown.ticked_of("days", &Weekday::ALL, Weekday::code)
        } else if let Some(day) = drawn {
            vec![day]
        } else {
            self.stored.map(Commitment::days).unwrap_or_default()
        }
    }

    /// What the assessment said about it, where that is what is being entered.
    fn firmness(&self) -> &'static str {
        Firmness::from_code(self.ask.query.text("firmness"))
            .map_or(Firmness::Fixed.code(), Firmness::code)
    }

    fn often(&self) -> String {
        self.text("often", often, "1")
    }

    /// The first date: of a rotation the first day on which it falls, so that typing it again changes nothing.
    fn from(&self) -> String {
        let language = self.ask.language();
        let stored = |one: &Commitment| first_date(language, one);
        self.text("from", stored, &language.typed_day(self.life.today))
    }
}

/// The time that was drawn, where one was. What ends with the day is drawn to 24:00, which nothing begins at.
fn drawn_minute(name: &str, drawn: &str) -> Option<u16> {
    match name {
        "end" => parse_end(drawn).ok(),
        _ => parse_minute(drawn).ok(),
    }
}

fn often(one: &Commitment) -> String {
    match &one.rhythm {
        Rhythm::Weekly { .. } => "1".to_owned(),
        Rhythm::Rotating { every_weeks, .. } => every_weeks.to_string(),
        Rhythm::Once { .. } => "once".to_owned(),
    }
}

fn first_date(language: Language, one: &Commitment) -> String {
    let first = match &one.rhythm {
        Rhythm::Rotating { .. } => one.next_dates(one.from, 1).first().copied(),
        Rhythm::Once { on } => Some(*on),
        Rhythm::Weekly { .. } => None,
    };
    language.typed_day(first.unwrap_or(one.from))
}

fn last_date(language: Language, one: &Commitment) -> String {
    let last = one.until.map(|until| language.typed_day(until));
    last.unwrap_or_default()
}

/// Minutes of the way as the field shows them.
fn way_minutes(minutes: u16) -> String {
    if minutes == 0 {
        String::new()
    } else {
        minutes.to_string()
    }
}

/// A commitment as the form's fields show it.
fn as_typed(language: Language, one: &Commitment) -> Stored {
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
        ("travel_before", way_minutes(one.travel.before_minutes)),
        ("travel_after", way_minutes(one.travel.after_minutes)),
        ("days", String::new()),
    ];
    let days = one.days();
    let ticked = Weekday::ALL.into_iter().filter(|day| days.contains(day));
    stored.extend(ticked.map(|day| ("days", day.code().to_owned())));
    stored
}

fn view(
    ask: &Ask<'_>,
    id: Option<CommitmentId>,
    problems: &Problems,
    meant: Option<&Meant>,
) -> Result<Markup, Fault> {
    let whose = whose(ask)?;
    let life = commitment::life(ask.clinic, ask.actor()?, whose.person)?;
    let stored = id.map(|id| life.commitments.iter().find(|(own, _)| *own == id));
    let stored = match stored {
        Some(None) => return Err(Refusal::NotFound.into()),
        Some(Some((_, stored))) => Some(stored),
        None => None,
    };
    if !life.may_edit {
        return Err(Refusal::NotFound.into());
    }
    let sheet = match stored {
        Some(one) => Some(Sheet::of(
            ask,
            Version::of(one)?,
            as_typed(whose.language, one),
            problems,
        )),
        None => None,
    };
    let spoken = problems.clone().in_language(whose.language);
    let problems = sheet.as_ref().map_or(&spoken, |sheet| &sheet.problems);
    let filled = Filled {
        ask,
        // A form that was not sent yet shows what was drawn before it shows what is stored.
        shown: sheet
            .as_ref()
            .filter(|_| ask.route.edits)
            .map_or(&ask.form, |sheet| &sheet.shown),
        stored,
        life: &life,
    };
    let language = whose.language;
    let title = stored.map_or_else(
        || whose.say("life-add"),
        |stored| language.say_with("life-change-this", &[("what", &name(language, stored))]),
    );
    let action = id.map_or_else(
        || format!("{}/new", whose.base),
        |id| format!("{}/{id}", whose.base),
    );
    let fields = html! {
        @if let Some(meant) = meant { input type="hidden" name="shown" value=(meant.lines()); }
        (what(&filled, problems))
        (when(&filled, &whose, problems))
        (way(&filled, problems))
        div.buttons { (button(whose.say("life-save"))) (button(whose.say("life-cancel")).quiet().href(whose.base.clone())) }
    };
    let form = match &sheet {
        Some(sheet) => sheet.form_to(ask, action, fields),
        None => form(action, ask.token(), fields),
    };
    let body = html! {
        (error_summary(problems))
        @if whose.face == Face::Me { (heading(title).back(whose.base.clone(), whose.say("life-back"))) }
        @else if id.is_some() { (heading_below(title)) }
        @if let Some(meant) = meant { (meant.shown()) }
        (form)
    };
    let title = if id.is_some() {
        "life-change"
    } else {
        "life-add"
    };
    Ok(page(&frame(ask, whose.face, whose.say(title)), body))
}

fn what(filled: &Filled<'_>, problems: &Problems) -> Markup {
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    let kinds = CommitmentKind::ALL.map(|one| (one.code().to_owned(), kind(language, one)));
    let offered =
        |one: Firmness, hint: &str| choice(one.code(), firmness(language, one)).hint(say(hint));
    let firm = [
        offered(Firmness::Fixed, "life-fixed-hint"),
        offered(Firmness::RatherNot, "life-rather-not-hint"),
    ];
    html! {
        (field("kind", say("life-what")).select(kinds).value(filled.text("kind", |one| one.kind.code().to_owned(), CommitmentKind::Work.code())).check(problems))
        (field("label", say("life-own-word")).optional_in(language).value(filled.text("label", |one| one.label.as_ref().map(ToString::to_string).unwrap_or_default(), "")).check(problems))
        (radios("firmness", say("life-can-move"), firm).value(&filled.text("firmness", |one| one.firmness.code().to_owned(), filled.firmness())).check(problems))
    }
}

fn when(filled: &Filled<'_>, whose: &Whose, problems: &Problems) -> Markup {
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

fn way(filled: &Filled<'_>, problems: &Problems) -> Markup {
    let minutes = way_minutes;
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    let ways = Way::ALL.map(|one| (one.code().to_owned(), by(language, one)));
    let open = ["by", "travel_before", "travel_after"]
        .iter()
        .any(|name| problems.of(name).is_some())
        || filled.stored.is_some_and(|one| one.travel.by != Way::None);
    html! {
        details open[open] {
            summary { (say("life-way")) }
            p.muted { (say("life-way-more")) }
            (field("by", say("life-how")).select(ways).value(filled.text("by", |one| one.travel.by.code().to_owned(), Way::None.code())).width(Width::Medium).check(problems))
            (branch("by", &on_the_way(), html! { div.pair {
                (field("travel_before", say("life-from-here")).optional_in(language).number().value(filled.text("travel_before", |one| minutes(one.travel.before_minutes), "")).check(problems))
                (field("travel_after", say("life-to-here")).optional_in(language).number().value(filled.text("travel_after", |one| minutes(one.travel.after_minutes), "")).check(problems))
            } }))
        }
    }
}

/// The ways that take time.
pub(super) fn on_the_way() -> Vec<&'static str> {
    let ways = Way::ALL.into_iter().filter(|way| *way != Way::None);
    ways.map(Way::code).collect()
}

#[cfg(test)]
mod tests {
    use super::drawn_minute;

    #[test]
    fn what_was_drawn_to_the_end_of_the_day_ends_there() {
        let read = [
            (("start", "22:30"), Some(1350)),
            (("end", "24:00"), Some(1440)),
            (("start", "24:00"), None),
            (("end", ""), None),
        ];
        for ((name, drawn), minute) in read {
            assert_eq!(drawn_minute(name, drawn), minute, "{name} {drawn}");
        }
    }
}
