//! The checklist of an intake: what is there, what is missing, who fills it in, and the way to admit.

use crate::pages::followup::signals::frame_about;
use crate::pages::stays::moves::{PLAN, at_once, planned_for};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Column, Meaning, button, form, link, page, row, status, table};
use care::PersonId;
use clinic::intake::checklist;
use clinic::intake::checklist::{Checklist, ChecklistLine};
use clinic::stays::admission;
use clinic::stays::admission::Door;
use maud::{Markup, html};

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = checklist::checklist(ask.clinic, ask.actor()?, id)?;
    let door = if shown.may_admit && shown.is_ready() && !shown.in_care {
        Some(admission::door(ask.clinic, ask.actor()?, id)?)
    } else {
        None
    };
    let columns = [
        Column::new("What"),
        Column::new("Stands"),
        Column::new("Filled in by"),
    ];
    let body = html! {
        (planned(ask, id, &shown))
        (table("checklist", "Checklist", columns).rows(shown.lines.iter().map(line)).caption_unseen())
        p.hint { "Needed before admission is what says so. " (shown.source) }
        (admit(ask, id, &shown, door.as_ref()))
    };
    Ok(Answer::page(page(
        &frame_about(ask, "Checklist", id)?,
        body,
    )))
}

fn line(line: &ChecklistLine) -> crate::ui::Row {
    let what = html! {
        @match &line.href {
            Some(href) => (link(href, line.row.label())),
            None => (line.row.label()),
        }
    };
    let lacks = line.lacks.as_deref().unwrap_or("Missing");
    let stands = match (line.done, line.first, line.required) {
        (true, ..) => status(Meaning::Good, "There"),
        (false, Some(first), _) => status(Meaning::Attention, &format!("{} first", first.label())),
        (false, None, true) => {
            let words = format!("{lacks}, needed before admission");
            status(Meaning::Attention, &words)
        }
        (false, None, false) => status(Meaning::Plain, lacks),
    };
    let roles: Vec<&str> = line.filled_by.iter().map(|role| role.label()).collect();
    row([what, stands, html! { (roles.join(", ")) }])
}

/// The day on which they are expected, where one is planned.
fn planned(ask: &Ask<'_>, id: PersonId, shown: &Checklist) -> Markup {
    html! {
        @if let Some(planned) = &shown.planned {
            p { (planned_for(planned.body.from, shown.today)) }
            @if shown.may_admit {
                (form(format!("/staff/people/{id}/admit/off"), ask.token(), html! { (button("Call the admission off").quiet()) })
                    .hidden(PLAN, planned.id.to_string()).inline())
            }
        }
    }
}

/// Once everything is there that is needed, one press admits them.
fn admit(ask: &Ask<'_>, id: PersonId, shown: &Checklist, door: Option<&Door>) -> Markup {
    let href = format!("/staff/people/{id}/admit");
    html! {
        @if shown.in_care {
            p { (status(Meaning::Good, "In care")) }
        } @else if let Some(door) = door {
            (at_once(ask, id, door))
        } @else if shown.may_override {
            div.buttons { (button("Admit with a reason").quiet().href(href)) }
        } @else if shown.may_admit {
            p { "Fill in what is needed, or ask a clinician who may admit without it." }
        } @else {
            p.muted { "Admitting is for intake and clinical directors." }
        }
    }
}
