//! Who moves on to their next phase on Monday, and where seats will be missing for them.

use super::day_text;
use crate::shell::{Ask, Fault};
use crate::ui::{Column, Meaning, row, status, table};
use care::people::pathway::PhaseTime;
use care::people::site::Site;
use clinic::stays::phase::{MovesOn, PhaseShort, moving_on};
use maud::{Markup, html};

/// The part of the page of a site's week; nothing where nobody moves on and no seat is missing.
pub(super) fn part(ask: &Ask<'_>, site: &Site) -> Result<Markup, Fault> {
    let found = moving_on(ask.clinic, ask.actor()?, site.id)?;
    if found.moves.is_empty() && found.short.is_empty() {
        return Ok(html! {});
    }
    let rows = found.moves.iter().map(|one| {
        row([
            html! { (one.called) },
            html! { (one.program) },
            html! { (one.phase) ", week " (one.week) },
            html! { (next(one)) },
        ])
        .href(format!("/staff/people/{}/phase", one.person))
    });
    let columns = [
        Column::new("Who"),
        Column::new("Program"),
        Column::new("Phase next Monday"),
        Column::new("Then"),
    ];
    Ok(html! {
        section #moving-on {
            h2 { "Moving on by " (day_text(found.monday)) }
            @for short in &found.short { (missing(short, &day_text(found.by))) }
            @if !found.moves.is_empty() {
                (table("moving", "People whose next phase is due", columns).rows(rows).caption_unseen())
            }
        }
    })
}

fn next(one: &MovesOn) -> Markup {
    html! {
        @match &one.next {
            Some(next) => (next),
            None => "The program ends here",
        }
        " "
        @if one.time == PhaseTime::Over { (status(Meaning::Attention, "due")) } @else { (status(Meaning::Information, "may")) }
    }
}

fn missing(short: &PhaseShort, by: &str) -> Markup {
    let people = care::counted(short.coming, "person comes", "people come");
    let seats = care::counted(short.free, "seat is free", "seats are free");
    html! {
        p { (status(Meaning::Attention, "Seats missing")) " " (short.program) ", " (short.phase) ": by " (by) " " (people) " to it, and " (seats) "." }
    }
}
