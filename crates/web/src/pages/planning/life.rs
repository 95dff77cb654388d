//! What else a person's life holds: their own pages, and the same for staff who keep it for them.

use crate::assets::Asset;
use crate::language::Language;
use crate::pages::planning::week::line_in;
use crate::shell::form::{finish, worded};
use crate::shell::frame::{frame, offer_back};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Meaning, button, draw_week, empty, facts, heading, name_in, opening, page, status,
};
use care::planning::commitment::{Commitment, CommitmentKind, Firmness, Journey, Rhythm, Way};
use care::{CommitmentId, PersonId, Track};
use clinic::Refusal;
use clinic::planning::commitment;
use clinic::planning::commitment::{HeardBefore, Life};
use clinic::planning::week;
use clinic::planning::week::NoLonger;
use jiff::civil::Date;
use maud::{Markup, html};

mod ahead;
mod entry;
mod way;

pub(crate) use entry::{add, change, change_page, look, new_page};
pub(crate) use way::{keep_way, way_page};

/// Whose life it is, and under which address.
pub(in crate::pages) struct Whose {
    pub person: PersonId,
    pub face: Face,
    pub language: Language,
    /// `/me/life` or `/staff/people/{id}/life`.
    pub base: String,
}

/// Whose life the address names: the asker's own where it names nobody.
pub(in crate::pages) fn whose(ask: &Ask<'_>) -> Result<Whose, Fault> {
    let language = ask.language();
    if ask.param("id").is_empty() {
        return Ok(Whose {
            person: ask.actor()?.person(),
            face: Face::Me,
            language,
            base: "/me/life".to_owned(),
        });
    }
    // One's own life has its own address.
    if !ask.actor()?.is_staff() {
        return Err(Refusal::NotFound.into());
    }
    let person = ask.id("id", PersonId::parse)?;
    Ok(Whose {
        person,
        face: Face::Staff,
        language,
        base: format!("/staff/people/{person}/life"),
    })
}

impl Whose {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    /// What has to be mended, in the language of the page.
    fn worded<T>(&self, result: Result<T, Fault>) -> Result<T, Fault> {
        worded(self.language, result, |field| format!("life-mend-{field}"))
    }
}

/// The list and the week.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let life = commitment::life(ask.clinic, ask.actor()?, whose.person)?;
    let mut frame = frame(ask, whose.face, whose.say("life-frame"));
    if life.may_edit {
        frame.scripts.push(Asset::Draw);
    }
    offer_back(ask, &mut frame, &whose.base, CommitmentId::parse);
    let own = whose.face == Face::Me;
    let lead = if own {
        whose.say("life-lead")
    } else {
        "What the week is fitted around. The person sees and changes the same list.".to_owned()
    };
    let head = if own {
        heading(whose.say("life-title"))
    } else {
        opening()
    };
    let monday = ahead::asked_for(ask, &life);
    let (actor, person) = (ask.actor()?, whose.person);
    let sessions = commitment::sessions_in_week(ask.clinic, actor, person, monday)?;
    let shown = life.may_edit || !life.commitments.is_empty();
    let body = html! {
        (head.lead(lead).actions(html! { @if life.may_edit { (ways_to_add(&whose)) } }))
        (broken(ask, &whose)?)
        (list(ask, &whose, &life))
        (asked(&whose, &life))
        (ahead::days(&whose, &life, &sessions, monday))
        @if shown { (draw_week(&ahead::drawn(&whose, &life, monday))) }
        (way::summary(&whose, &life))
    };
    Ok(Answer::page(page(&frame, body)))
}

/// What there is to add: something that happens again, shifts, a single date, a vacation.
fn ways_to_add(whose: &Whose) -> Markup {
    let base = &whose.base;
    let add = button(whose.say("life-add")).href(format!("{base}/new"));
    let add = if whose.face == Face::Me {
        add
    } else {
        add.shortcut("n")
    };
    let more = |key: &str, path: &str| {
        let href = format!("{base}/{path}");
        button(whose.say(key)).quiet().href(href)
    };
    html! {
        (add)
        (more("life-vacation", "vacation"))
        (more("life-shifts", "shifts"))
        (more("life-single", "new?often=once&kind=court"))
    }
}

/// The present week no longer fits: why, and what could be done.
fn broken(ask: &Ask<'_>, whose: &Whose) -> Result<Markup, Fault> {
    let Some(no_longer) = week::still_fits(ask.clinic, ask.actor()?, whose.person)? else {
        return Ok(html! {});
    };
    if whose.face == Face::Me {
        return Ok(broken_for_me(whose.language, &no_longer));
    }
    Ok(html! {
        section.notice.attention role="status" {
            h2 { "The week no longer fits" }
            p { "This person " (no_longer.why) ", and the week here has a session then." }
            @match (&no_longer.best, &no_longer.why_not) {
                (Some(best), _) => {
                    p { "This would fit, from " (whose.language.long_day(no_longer.monday)) " on:" }
                    p { (crate::pages::planning::week::line(&best.sessions)) }
                },
                (None, Some(why_not)) => p { (why_not) },
                _ => p { "No week that fits was found just now." },
            }
            p { (button("Look at the weeks").href(format!("/staff/people/{}/week", whose.person))) }
        }
    })
}

/// The same, told to the person. Why is said as the solver says it, which is in English alone.
fn broken_for_me(language: Language, no_longer: &NoLonger) -> Markup {
    let say = |key: &str| language.say(key);
    let day = language.long_day(no_longer.monday);
    html! {
        section.notice.attention role="status" {
            h2 { (say("life-no-longer")) }
            @if language == Language::English {
                p { "You " (no_longer.why.replacen("has ", "have ", 1)) ", and the week here has a session then." }
            } @else { p { (say("life-lies")) } }
            @if let Some(best) = &no_longer.best {
                p { (language.say_with("life-would-fit", &[("day", &day)])) }
                p { (line_in(language, &best.sessions)) }
            } @else { p { (say("life-no-week")) } }
            p { (say("life-talk")) }
        }
    }
}

/// What intake was told, as long as nothing of it is here yet.
fn asked(whose: &Whose, life: &Life) -> Markup {
    html! {
        @if !life.told.is_empty() && life.may_edit {
            section {
                h2 { (whose.say("life-told")) }
                ul.held {
                    @for told in &life.told {
                        li {
                            @let label = told_label(whose, told);
                            div { strong { (label) } p { (name_in(whose.language, &told.words, None)) } }
                            @let href = match told.firmness {
                                Some(firmness) => format!("{}/new?firmness={}", whose.base, firmness.code()),
                                None => format!("{}/way", whose.base),
                            };
                            div.buttons { (button(whose.say("life-enter")).quiet().href(href).about(label)) }
                        }
                    }
                }
            }
        }
    }
}

/// What was asked, as the person reads it, or as those do who work here.
fn told_label(whose: &Whose, told: &HeardBefore) -> String {
    let key = match told.question {
        "week.hard" => "life-told-hard",
        "week.rather_not" => "life-told-rather-not",
        "transport.minutes" => "life-told-minutes",
        "transport.video_possible" => "life-told-video",
        _ => return told.label.to_owned(),
    };
    if whose.face == Face::Me {
        whose.say(key)
    } else {
        told.label.to_owned()
    }
}

fn list(ask: &Ask<'_>, whose: &Whose, life: &Life) -> Markup {
    let base = &whose.base;
    let language = whose.language;
    let say = |key: &str| language.say(key);
    let none = empty(
        &say("life-nothing"),
        &say("life-nothing-more"),
        life.may_edit
            .then(|| button(say("life-add")).href(format!("{base}/new"))),
    );
    html! {
        @if life.commitments.is_empty() { (none) } @else {
            ul.held {
                @for (id, one) in &life.commitments {
                    li {
                        div {
                            strong { (name(language, one)) }
                            @if one.label.is_some() { " " span.muted { (kind(language, one.kind)) } }
                            @if one.firmness == Firmness::RatherNot { " " (status(Meaning::Information, &firmness(language, one.firmness))) }
                            p { (days_from(language, one, life.today)) @if let Some(times) = times(language, one) { ", " (times) } @if let Some(span) = span_text(language, one, life) { " (" (span) ")" } "." }
                            (ahead::turns(language, one))
                            @if let Some(way) = travel_text(language, one) { p.muted { (way) "." } }
                        }
                        @if life.may_edit { div.buttons {
                            (button(say("life-change")).quiet().href(format!("{base}/{id}")).about(name(language, one)))
                            (crate::ui::form(format!("{base}/{id}/remove"), ask.token(), html! { (button(say("life-remove")).quiet().about(name(language, one))) }).inline())
                        } }
                    }
                }
            }
            p.muted { (language.say_with("today-zone", &[("zone", &life.site.zone.in_words())])) }
        }
    }
}

/// What to call it: the person's own word for it, or its kind.
fn name(language: Language, one: &Commitment) -> String {
    let own = one.label.as_ref().map(ToString::to_string);
    own.unwrap_or_else(|| kind(language, one.kind))
}

fn kind(language: Language, kind: CommitmentKind) -> String {
    language.say(&format!("kind-{}", kind.code()))
}

fn firmness(language: Language, firmness: Firmness) -> String {
    language.say(&format!("firmness-{}", firmness.code()))
}

fn by(language: Language, way: Way) -> String {
    language.say(&format!("way-{}", way.code()))
}

/// "Monday to Friday", "Tuesday and Thursday, every 2 weeks", "Thu, Mar 12, 2026".
fn days(language: Language, one: &Commitment) -> String {
    match &one.rhythm {
        Rhythm::Weekly { days } => language.weekdays(days),
        Rhythm::Rotating {
            days, every_weeks, ..
        } => {
            let (days, weeks) = (language.weekdays(days), every_weeks.to_string());
            language.say_with("life-every", &[("days", &days), ("weeks", &weeks)])
        }
        Rhythm::Once { on } => language.day(*on),
        Rhythm::Shifts { weeks, .. } => language.count("life-shifts-over", weeks.len()),
        Rhythm::WholeDays => {
            let (from, until) = (one.from, one.until.unwrap_or(one.from));
            let (from, until) = (language.day(from), language.day(until));
            language.say_with("opening-from-to", &[("from", &from), ("to", &until)])
        }
    }
}

/// From when to when; nothing of shifts, whose weeks say it, and of whole days.
fn times(language: Language, one: &Commitment) -> Option<String> {
    match one.rhythm {
        Rhythm::Shifts { .. } | Rhythm::WholeDays => None,
        Rhythm::Weekly { .. } | Rhythm::Rotating { .. } | Rhythm::Once { .. } => {
            Some(language.stretch(one.start_minute, one.end_minute))
        }
    }
}

/// The same, and of a rotation the day on which its next turn begins.
fn days_from(language: Language, one: &Commitment, today: Date) -> String {
    next_turn(language, one, days(language, one), today)
}

/// What is said of a commitment, and of a rotation, which turns up in some weeks only, its next day.
fn next_turn(language: Language, one: &Commitment, what: String, today: Date) -> String {
    let next = match one.rhythm {
        Rhythm::Rotating { .. } | Rhythm::Shifts { .. } => {
            one.next_dates(today, 1).first().copied()
        }
        Rhythm::Weekly { .. } | Rhythm::Once { .. } | Rhythm::WholeDays => None,
    };
    match next {
        Some(next) => {
            let day = language.near_day(next, today);
            language.say_with("life-next", &[("what", &what), ("day", &day)])
        }
        None => what,
    }
}

/// "from Tue, Mar 3", "until Fri, Jun 12", where it is not simply always.
fn span_text(language: Language, one: &Commitment, life: &Life) -> Option<String> {
    if one.passes() {
        return None;
    }
    let on = |key: &str, date: Date| {
        let day = language.near_day(date, life.today);
        language.say_with(key, &[("day", &day)])
    };
    let from = (one.from > life.today).then(|| on("life-from", one.from));
    let until = one.until.map(|until| on("life-until", until));
    let parts: Vec<String> = from.into_iter().chain(until).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "40 minutes there, 50 back, by bus".
fn travel_text(language: Language, one: &Commitment) -> Option<String> {
    let (before, after) = (one.travel.before_minutes, one.travel.after_minutes);
    let way = one.travel.by;
    (way != Way::None && before + after > 0).then(|| {
        let (count, back) = (before.to_string(), after.to_string());
        let way = by(language, way).to_lowercase();
        let put_in = [("count", &*count), ("back", &*back), ("way", &*way)];
        language.say_with("life-there-and-back", &put_in)
    })
}

/// Takes one out.
pub(crate) fn remove(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let id = ask.id("commitment", CommitmentId::parse)?;
    commitment::remove(ask.clinic, ask.actor()?, ask.key()?, whose.person, id)?;
    Ok(Answer::see_other(&format!(
        "{}?said=removed&undo={id}",
        whose.base
    )))
}

/// Puts one back.
pub(crate) fn restore(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let id = ask.id("commitment", CommitmentId::parse)?;
    commitment::restore(ask.clinic, ask.actor()?, ask.key()?, whose.person, id)?;
    Ok(Answer::see_other(&format!("{}?said=back", whose.base)))
}
