//! Admission, moves from level to level, discharge.

mod before;
mod begins;
mod fields;

pub(crate) use before::{choose_again, danger_answer, emergency_field, first, go_on};
pub(crate) use begins::at_once;

use self::before::{ends_not, minor};
use self::begins::begun;
use self::fields::{entered, entered_fields, loads, stay_draft, stay_fields};
use crate::pages::followup::signals::frame_about;
use crate::pages::stays::referrals::{receiver, receiver_fields};
use crate::shell::form::finish;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Meaning, Problems, branch, button, choice, error_summary, field, form, link, opening, page,
    radios, status, tick,
};
use care::invalid::Issues;
use care::people::patient::BirthDate;
use care::stays::episode::{Closing, DischargeReason};
use care::{ChapterEntryId, PersonId};
use clinic::Refusal;
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Door, Exceptions};
use clinic::stays::planned;
use clinic::stays::stay;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;
use record::assessment::placement::Placed;
use std::cmp::Ordering;

/// A day as people read it: "Apr 14, 2026".
pub(crate) fn day(date: Date) -> String {
    care::day::day_text(date)
}

const DATE_HINT: &str = "For example Apr 14, 2026 or 4/14/2026";

/// The page for admitting somebody.
pub(crate) fn admit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(admit_view(ask, &Problems::none())?))
}

fn admit_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let door = admission::door(ask.clinic, ask.actor()?, id)?;
    let level = door.placed.as_ref().and_then(Placed::level);
    let planned = begun(&door);
    let filled = if ask.form.0.is_empty() {
        &planned
    } else {
        &ask.form
    };
    let typed = |name: &str| filled.text(name).to_owned();
    let back = format!("/staff/people/{id}/placement");
    let body = html! {
        (error_summary(problems))
        (opening().lead("Opens an episode of care with its first stay."))
        @if door.in_care {
            p { (status(Meaning::Attention, "They are in care already.")) " " (link(&format!("/staff/people/{id}"), "Open the record")) }
        } @else {
            section #placement { (chosen(&door, &back)) (choose_again(id, &door.offer)) }
            (first(&door.offer.waiting, &ask.clocks_at(Some(&door.offer.zone))?))
            (minor(id, &door.offer, problems))
            (expected(id, &door))
            (form(ask.address.clone(), ask.token(), html! {
                (stay_fields(ask, filled, &door.offer, level, problems))
                p.hint { "A first day that is still ahead plans the admission. What is entered here is kept for that day; they are admitted when they come." }
                (field("late", "Why it is entered only now").optional().value(typed("late")).check(problems)
                    .hint("Where the first day lies more than a week back, such as “on paper until today”. Hours and outcomes count from that day."))
                (entered_fields(filled, &door, problems))
                @if !door.missing.is_empty() || problems.of("incomplete").is_some() {
                    (field("incomplete", "Reason to admit without what is missing").optional().value(typed("incomplete")).check(problems)
                        .hint("For a clinician who chooses levels of care."))
                }
                @if door.offer.born.is_none() {
                    (field("born", "Date of birth").date().value(typed("born")).check(problems).required()
                        .hint("For whoever is under 18, a parent or guardian is asked first."))
                }
                fieldset.field {
                    legend { "Somewhere else first" }
                    (tick("elsewhere", "The first stay is with another provider, such as a detox", filled.ticked("elsewhere")))
                    p.hint { "Then it is said which; the program above is the one they come to afterwards." }
                    (branch("elsewhere", &["yes"], receiver_fields(filled, problems)))
                }
                div.buttons { (go_on(id, &door.offer, "Admit")) (button("Cancel").quiet().href(back)) }
            }))
            (loads(ask, &door.offer))
        }
    };
    Ok(page(&frame_about(ask, "Admit", id)?, body))
}

fn chosen(door: &Door, placement: &str) -> Markup {
    html! {
        p {
            @match &door.placed {
                Some(placed) => {
                    @if placed.level().is_some() { "Level chosen: " } @else { "Sent to: " }
                    strong { (placed.place.label()) } ". "
                    @if let Some(reason) = &placed.reason { "Reason: " (reason.as_str().trim_end_matches('.')) ". " }
                }
                None => { (status(Meaning::Attention, "No level was chosen yet.")) " " }
            }
            (link(placement, "See the placement"))
        }
    }
}

/// On which day somebody is to be admitted, and whether that day has come.
pub(crate) fn planned_for(from: Date, today: Date) -> Markup {
    html! {
        @match from.cmp(&today) {
            Ordering::Less => (status(Meaning::Attention, "Planned, not admitted yet")),
            Ordering::Equal => (status(Meaning::Attention, "Admit today: planned")),
            Ordering::Greater => (status(Meaning::Information, "Planned")),
        }
        " To be admitted on " strong { (day(from)) } "."
    }
}

/// The day on which they are expected, and what the checklist still waits for.
fn expected(id: PersonId, door: &Door) -> Markup {
    let missing: Vec<&str> = door.missing.iter().map(|row| row.label()).collect();
    html! {
        @if let Some(planned) = &door.planned { p { (planned_for(planned.body.from, door.offer.today)) } }
        p {
            @if !missing.is_empty() { (status(Meaning::Attention, &format!("Missing: {}", missing.join(", ")))) " " }
            (link(&format!("/staff/people/{id}/checklist"), "Checklist"))
        }
    }
}

/// Admits somebody, or plans it where the first day is still ahead.
pub(crate) fn admit(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let today = ask.today()?;
    let stay = stay_draft(ask, &mut issues);
    let born = issues.take(
        "born",
        ask.form
            .optional("born", |text| BirthDate::parse(text, today)),
    );
    let elsewhere = if ask.form.ticked("elsewhere") {
        receiver(ask, &mut issues).map(Some)
    } else {
        Some(None)
    };
    let reason = |name: &str| ask.form.optional_line(name, "a reason");
    let late = issues.take("late", reason("late"));
    let incomplete = issues.take("incomplete", reason("incomplete"));
    let entered = entered(ask, &mut issues);
    let result = match (stay, born, elsewhere, late, incomplete) {
        (Some(stay), Some(born), Some(elsewhere), Some(late), Some(incomplete))
            if issues.0.is_empty() =>
        {
            let exceptions = Exceptions {
                late,
                incomplete,
                entered,
            };
            let draft = AdmissionDraft {
                stay,
                elsewhere,
                born,
                exceptions,
            };
            let (actor, key) = (ask.actor()?, ask.key()?);
            if draft.stay.from > today {
                planned::plan(ask.clinic, actor, key, id, &draft).map(|()| true)
            } else {
                admission::admit(ask.clinic, actor, key, id, &draft).map(|_| false)
            }
        }
        _ => Err(Refusal::Fields(issues.0)),
    };
    let on = |is_planned| {
        if is_planned {
            format!("/staff/people/{id}/checklist?said=planned")
        } else {
            format!("/staff/people/{id}?said=admitted")
        }
    };
    finish(result.map_err(Fault::from), on, |problems| {
        admit_view(ask, problems)
    })
}

/// The field that says which plan is called off.
pub(crate) const PLAN: &str = "plan";

/// Calls off the planned admission that the page showed.
pub(crate) fn call_off(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let sentence = "Open the page again, and call off the admission that it shows.";
    let plan = ChapterEntryId::parse(ask.form.text(PLAN))
        .ok_or_else(|| Refusal::Conflict(sentence.to_owned()))?;
    planned::call_off(ask.clinic, ask.actor()?, ask.key()?, id, plan)?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}/checklist?said=off"
    )))
}

/// The page for moving somebody.
pub(crate) fn move_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(move_view(ask, &Problems::none())?))
}

fn move_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let offer = stay::moving(ask.clinic, ask.actor()?, id, Action::MoveStay)?;
    let back = format!("/staff/people/{id}");
    let now = offer.now.as_ref().map(|now| {
        format!(
            "Now in {} since {}. The move ends this stay and begins the next on the same day.",
            now.level.label().to_lowercase(),
            day(now.from)
        )
    });
    let body = html! {
        (error_summary(problems))
        (opening().lead(now.unwrap_or_else(|| "They are not in care now.".to_owned())))
        (first(&offer.waiting, &ask.clocks_at(Some(&offer.zone))?))
        (minor(id, &offer, problems))
        section #placement { (choose_again(id, &offer)) }
        (form(ask.address.clone(), ask.token(), html! {
            (stay_fields(ask, &ask.form, &offer, None, problems))
            div.buttons { (go_on(id, &offer, "Move")) (button("Cancel").quiet().href(back)) }
        }))
        (loads(ask, &offer))
    };
    Ok(page(&frame_about(ask, "Move", id)?, body))
}

/// Moves somebody.
pub(crate) fn step(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let result = match stay_draft(ask, &mut issues) {
        Some(draft) => stay::step(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map(drop),
        None => Err(Refusal::Fields(issues.0)),
    };
    let on = |()| format!("/staff/people/{id}?said=moved");
    finish(result.map_err(Fault::from), on, |problems| {
        move_view(ask, problems)
    })
}

/// The page for ending an episode.
pub(crate) fn discharge_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(discharge_view(ask, &Problems::none())?))
}

fn discharge_view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let offer = stay::moving(ask.clinic, ask.actor()?, id, Action::DischargePerson)?;
    let back = format!("/staff/people/{id}");
    let reasons: Vec<_> = DischargeReason::ALL
        .into_iter()
        .map(|reason| choice(reason.code(), reason.label()))
        .collect();
    let on = match ask.form.text("on") {
        "" => day(offer.today),
        typed => typed.to_owned(),
    };
    let body = html! {
        (error_summary(problems))
        (opening().lead("Ends the episode and the stay they are in. Whoever comes back begins a new episode in the same record."))
        (first(&offer.waiting, &ask.clocks_at(Some(&offer.zone))?))
        section #placement { (ends_not(id, &offer)) }
        (form(ask.address.clone(), ask.token(), html! {
            (radios("reason", "Why does it end?", reasons).value(ask.form.text("reason")).check(problems))
            (field("on", "Last day").date().hint(DATE_HINT).value(on).check(problems))
            (field("words", "A line about it").optional().value(ask.form.text("words")).check(problems))
            div.buttons { (button("Discharge")) (button("Cancel").quiet().href(back)) }
        }))
    };
    Ok(page(&frame_about(ask, "Discharge", id)?, body))
}

/// Ends an episode.
pub(crate) fn discharge(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let mut issues = Issues::default();
    let reason = DischargeReason::from_code(ask.form.text("reason"));
    if reason.is_none() {
        issues.add("reason", "Choose why it ends.");
    }
    let on = issues.take("on", care::day::parse_day(ask.form.text("on")));
    let words = issues.take("words", ask.form.optional_line("words", "a line about it"));
    let result = match (reason, on, words) {
        (Some(reason), Some(on), Some(words)) => stay::discharge(
            ask.clinic,
            ask.actor()?,
            ask.key()?,
            id,
            &Closing { on, reason, words },
        ),
        _ => Err(Refusal::Fields(issues.0)),
    };
    let to = |()| format!("/staff/people/{id}?said=discharged");
    finish(result.map_err(Fault::from), to, |problems| {
        discharge_view(ask, problems)
    })
}
