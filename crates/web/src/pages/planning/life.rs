//! What else a person's life holds: their own pages, and the same for staff who keep it for them.

use crate::assets::Asset;
use crate::shell::form::finish;
use crate::shell::frame::{frame, offer_back};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    BlockKind, DrawWeek, Drawn, Face, Meaning, button, draw_week, empty, facts, heading, page,
    status,
};
use care::day::{long_text, near_text};
use care::daytime::DAY_MINUTES;
use care::planning::commitment::{Commitment, Firmness, Journey, Rhythm, Way};
use care::{CommitmentId, PersonId, Track, Weekday};
use clinic::Refusal;
use clinic::planning::commitment;
use clinic::planning::commitment::Life;
use clinic::planning::week;
use maud::{Markup, html};

mod entry;
mod way;

pub(crate) use entry::{add, change, change_page, new_page};
pub(crate) use way::{keep_way, way_page};

/// The hours that a week shows even when nothing falls into them.
const HOURS_SHOWN: (u16, u16) = (7, 22);

/// Whose life it is, and under which address.
pub(in crate::pages) struct Whose {
    pub person: PersonId,
    pub face: Face,
    /// `/me/life` or `/staff/people/{id}/life`.
    pub base: String,
}

/// Whose life the address names: the asker's own where it names nobody.
pub(in crate::pages) fn whose(ask: &Ask<'_>) -> Result<Whose, Fault> {
    if ask.param("id").is_empty() {
        return Ok(Whose {
            person: ask.actor()?.person(),
            face: Face::Me,
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
        base: format!("/staff/people/{person}/life"),
    })
}

/// The list and the week.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let life = commitment::life(ask.clinic, ask.actor()?, whose.person)?;
    let mut frame = frame(ask, whose.face, "Life");
    if life.may_edit {
        frame.scripts.push(Asset::Draw);
    }
    offer_back(ask, &mut frame, &whose.base, CommitmentId::parse);
    let own = whose.face == Face::Me;
    let title = if own {
        "Your life outside".to_owned()
    } else {
        format!("Life of {}", life.called)
    };
    let lead = if own {
        "Work, school, children, appointments: your week here is fitted around them."
    } else {
        "What the week is fitted around. The person sees and changes the same list."
    };
    let base = &whose.base;
    let add = button("Add something").href(format!("{base}/new"));
    let add = if own { add } else { add.shortcut("n") };
    let mut heading = heading(title).lead(lead);
    if !own {
        heading = heading.back(
            format!("/staff/people/{}", whose.person),
            life.called.clone(),
        );
    }
    let body = html! {
        (heading.actions(html! { @if life.may_edit { (add) } }))
        (broken(ask, &whose)?)
        (list(ask, &whose, &life))
        (asked(&whose, &life))
        @if !life.commitments.is_empty() || life.may_edit { (draw_week(&week(&whose, &life))) }
        (way::summary(&whose, &life))
    };
    Ok(Answer::page(page(&frame, body)))
}

/// The present week no longer fits: why, and what could be done.
fn broken(ask: &Ask<'_>, whose: &Whose) -> Result<Markup, Fault> {
    let Some(no_longer) = week::still_fits(ask.clinic, ask.actor()?, whose.person)? else {
        return Ok(html! {});
    };
    let own = whose.face == Face::Me;
    let (who, why) = if own {
        ("You", no_longer.why.replacen("has ", "have ", 1))
    } else {
        ("This person", no_longer.why.clone())
    };
    Ok(html! {
        section.notice.attention role="status" {
            h2 { @if own { "Your week here no longer fits" } @else { "The week no longer fits" } }
            p { (who) " " (why) ", and the week here has a session then." }
            @match (&no_longer.best, &no_longer.why_not) {
                (Some(best), _) => {
                    p { "This would fit, from " (long_text(no_longer.monday)) " on:" }
                    p { (crate::pages::planning::week::line(&best.sessions)) }
                },
                (None, Some(why_not)) if !own => p { (why_not) },
                _ => p { "No week that fits was found just now." },
            }
            @if own { p { "Nothing changes by itself. Talk with your team about what would fit." } }
            @else { p { (button("Look at the weeks").href(format!("/staff/people/{}/week", whose.person))) } }
        }
    })
}

/// What intake was told, as long as nothing of it is here yet.
fn asked(whose: &Whose, life: &Life) -> Markup {
    html! {
        @if !life.told.is_empty() && life.may_edit {
            section {
                h2 { "Said at the assessment" }
                ul.held {
                    @for told in &life.told {
                        li {
                            div { strong { (told.label) } p { (told.words) } }
                            @let href = match told.firmness {
                                Some(firmness) => format!("{}/new?firmness={}", whose.base, firmness.code()),
                                None => format!("{}/way", whose.base),
                            };
                            div.buttons { (button("Enter it").quiet().href(href).about(told.label)) }
                        }
                    }
                }
            }
        }
    }
}

fn list(ask: &Ask<'_>, whose: &Whose, life: &Life) -> Markup {
    let base = &whose.base;
    let none = empty(
        "Nothing here yet",
        "Add what cannot move, such as work or school, and what you would rather keep free.",
        life.may_edit
            .then(|| button("Add something").href(format!("{base}/new"))),
    );
    html! {
        @if life.commitments.is_empty() { (none) } @else {
            ul.held {
                @for (id, one) in &life.commitments {
                    li {
                        div {
                            strong { (one.name()) }
                            @if one.label.is_some() { " " span.muted { (one.kind.label()) } }
                            @if one.firmness == Firmness::RatherNot { " " (status(Meaning::Information, one.firmness.label())) }
                            p { (one.days_text_from(life.today)) ", " (one.time_text()) @if let Some(span) = span_text(one, life) { " (" (span) ")" } "." }
                            @if let Some(way) = travel_text(one) { p.muted { (way) "." } }
                        }
                        @if life.may_edit { div.buttons {
                            (button("Change").quiet().href(format!("{base}/{id}")).about(one.name()))
                            (crate::ui::form(format!("{base}/{id}/remove"), ask.token(), html! { (button("Remove").quiet().about(one.name())) }).inline())
                        } }
                    }
                }
            }
            p.muted { "Times are local (" (life.site.zone.as_str().replace('_', " ")) ")." }
        }
    }
}

/// "from Tue, Mar 3", "until Fri, Jun 12", where it is not simply always.
fn span_text(one: &Commitment, life: &Life) -> Option<String> {
    if matches!(one.rhythm, Rhythm::Once { .. }) {
        return None;
    }
    let from = (one.from > life.today).then(|| format!("from {}", near_text(one.from, life.today)));
    let until = one
        .until
        .map(|until| format!("until {}", near_text(until, life.today)));
    match (from, until) {
        (None, None) => None,
        (from, until) => Some(
            [from, until]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        ),
    }
}

/// "40 minutes there, 50 back, by bus".
fn travel_text(one: &Commitment) -> Option<String> {
    let (before, after) = (one.travel.before_minutes, one.travel.after_minutes);
    let by = one.travel.by;
    (by != Way::None && before + after > 0).then(|| {
        format!(
            "{} there, {after} back, {}",
            care::counted(before, "minute", "minutes"),
            by.label().to_lowercase()
        )
    })
}

fn week(whose: &Whose, life: &Life) -> DrawWeek {
    let mut blocks = Vec::new();
    for (id, one) in &life.commitments {
        let days = one.days();
        let mut draw = |day: Weekday, from_min: u16, until_min: u16| {
            blocks.push(Drawn {
                day,
                from_min,
                until_min,
                title: drawn_title(one, life),
                href: life.may_edit.then(|| format!("{}/{id}", whose.base)),
                one_day: days.len() == 1,
                half: one.crosses_midnight(),
                kind: match one.firmness {
                    Firmness::Fixed => BlockKind::Commitment,
                    Firmness::RatherNot => BlockKind::RatherNot,
                },
            });
        };
        for day in &days {
            draw(*day, one.start_minute, one.end_minute.min(DAY_MINUTES));
            if one.crosses_midnight() {
                let next = Weekday::ALL[(usize::from(day.index()) + 1) % 7];
                draw(next, 0, one.end_minute - DAY_MINUTES);
            }
        }
    }
    let first = blocks.iter().map(|block| block.from_min / 60).min();
    let last = blocks
        .iter()
        .map(|block| block.until_min.div_ceil(60))
        .max();
    DrawWeek {
        caption: "The week".to_owned(),
        action: life.may_edit.then(|| format!("{}/new", whose.base)),
        first_hour: first.unwrap_or(24).min(HOURS_SHOWN.0),
        last_hour: last.unwrap_or(0).max(HOURS_SHOWN.1),
        blocks,
    }
}

/// What stands in the week: of a rotation, which turns up in some weeks only, with its next day.
fn drawn_title(one: &Commitment, life: &Life) -> String {
    let Rhythm::Rotating { every_weeks, .. } = &one.rhythm else {
        return one.name().to_owned();
    };
    match one.next_dates(life.today, 1).first() {
        Some(next) => format!(
            "{}, every {every_weeks} weeks, next on {}",
            one.name(),
            near_text(*next, life.today)
        ),
        None => format!("{}, every {every_weeks} weeks", one.name()),
    }
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
