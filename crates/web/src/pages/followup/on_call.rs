//! Who is on call: now, over the next two weeks, and the shifts behind it.

mod shift;

pub(crate) use shift::{add, change, change_page, new_page};

use crate::shell::ask::near;
use crate::shell::frame::{could, frame, offer_back, printed_of};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, button, card, empty, form, heading, link, page, row, status, table, tel,
};
use care::day::near_text;
use care::followup::on_call::{RotaPart, RotaPlace};
use care::{ShiftId, TimeZoneName};
use clinic::followup::on_call;
use clinic::followup::on_call::{Duty, ListedShift, Reached, Rota};
use maud::{Markup, html};
use policy::Action;

/// Every rota.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let rotas = on_call::rotas(ask.clinic, ask.actor()?)?;
    let mut frame = frame(ask, Face::Staff, "On call");
    offer_back(ask, &mut frame, "/staff/on-call", ShiftId::parse);
    if let [rota] = rotas.sites.as_slice() {
        printed_of(ask, &mut frame, rota.site.name.as_str(), &rota.site.zone);
    } else if let Some(rota) = rotas.sites.first() {
        printed_of(ask, &mut frame, "All sites", &rota.site.zone);
    }
    let add = || {
        button("Add a shift")
            .href("/staff/on-call/new")
            .shortcut("n")
    };
    let body = html! {
        (heading("On call").lead("Whom a signal goes to when it cannot wait: the first on call, then the second, then the clinical director.")
            .actions(html! { @if rotas.may_edit { (add()) } }))
        @for rota in &rotas.sites {
            section {
                h2 { (rota.site.name) }
                (gaps(ask, rota, rotas.has_director))
                @for (place, parts) in &rota.ahead { (ahead(ask, rota, *place, parts)) }
                (shifts(ask, rota, rotas.may_edit))
                p.muted { "Times are local (" (rota.site.zone.in_words()) ")." }
            }
        }
    };
    Ok(Answer::page(page(&frame, body)))
}

/// To whom signals go where nobody is on call; nobody is named who is not there.
pub(crate) fn goes_to(ask: &Ask<'_>, has_director: bool) -> Markup {
    html! {
        @if has_director { "signals go to the clinical director." }
        @else {
            "there is no clinical director to whom signals would go: whoever else may answer is told, and that may be nobody."
            @if could(ask, Action::ManageStaff) { " " (link("/staff/team/new", "Add a clinical director")) }
        }
    }
}

fn gaps(ask: &Ask<'_>, rota: &Rota, has_director: bool) -> Markup {
    let zone = &rota.site.zone;
    let gaps: Vec<&RotaPart> = rota.gaps().collect();
    html! {
        @if !gaps.is_empty() {
            div.notice.attention role="status" {
                p { strong { "Nobody is first on call" } " at these times: " (goes_to(ask, has_director)) }
                ul { @for gap in gaps { li { (near(gap.from, ask.now, zone)) " to " (near(gap.until, ask.now, zone)) } } }
            }
        }
    }
}

/// Who is on call in one place, part after part.
fn ahead(ask: &Ask<'_>, rota: &Rota, place: RotaPlace, parts: &[RotaPart]) -> Markup {
    let zone = &rota.site.zone;
    let held = |part: &RotaPart| {
        let id = part.shift?;
        rota.shifts.iter().find(|one| one.held.id == id)
    };
    let nobody = place == RotaPlace::Second && parts.iter().all(|part| part.shift.is_none());
    let columns = [
        Column::new("From"),
        Column::new("Until"),
        Column::new("Who"),
        Column::new("Number"),
    ];
    let rows = parts.iter().map(|part| {
        let held = held(part);
        row([
            html! { @if part.from == ask.now { "now" } @else { (near(part.from, ask.now, zone)) } },
            html! { (near(part.until, ask.now, zone)) },
            html! { @match held {
                Some(one) => (one.called),
                None if place == RotaPlace::First => (status(Meaning::Attention, "Nobody")),
                None => span.muted { "Nobody" },
            } },
            html! { @if let Some(one) = held { (tel(one.held.shift.phone.as_str(), &one.held.shift.phone.dialed())) } },
        ])
    });
    let id = format!("{}-{}", place.code(), rota.site.id);
    // Two sites and two places have a table each; a screen reader lists them by these words.
    let caption = format!(
        "{} at {}, the next two weeks",
        place.label(),
        rota.site.name
    );
    html! {
        h3 { (place.label()) ", the next two weeks" }
        @if nobody { p.muted { "Nobody. What the first does not answer goes to the clinical director." } }
        @else { (table(&id, caption, columns).rows(rows).caption_unseen()) }
    }
}

fn shifts(ask: &Ask<'_>, rota: &Rota, may_edit: bool) -> Markup {
    let none = empty(
        "No shift yet",
        "A shift says who is called first or second, from when to when. Most clinics give each person a week, and let it come again.",
        may_edit.then(|| {
            button("Add a shift").href(format!("/staff/on-call/new?site={}", rota.site.id))
        }),
    );
    html! {
        @if rota.shifts.is_empty() { (none) } @else {
            details {
                summary { "The shifts behind it (" (rota.shifts.len()) ")" }
                ul.held {
                    @for one in &rota.shifts {
                        li {
                            div {
                                strong { (one.called) } " " span.muted { (one.held.shift.place.label()) }
                                @if !one.works_here { " " (status(Meaning::Attention, "Account closed: counts as a gap")) }
                                p { (when(ask, rota, one)) }
                            }
                            @if may_edit { div.buttons {
                                (button("Change").quiet().href(format!("/staff/on-call/{}", one.held.id)).about(&one.called))
                                (form(format!("/staff/on-call/{}/remove", one.held.id), ask.token(), html! { (button("Remove").quiet().about(&one.called)) }).inline())
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// "Mon, Mar 2, 8:00 am EST to Mon, Mar 9, 8:00 am EDT, every 2 weeks, the last on Jun 1".
fn when(ask: &Ask<'_>, rota: &Rota, one: &ListedShift) -> String {
    let zone = &rota.site.zone;
    let today = zone.local(ask.now).date();
    let shift = &one.held.shift;
    let again = match shift.every_weeks {
        0 => ", once".to_owned(),
        1 => ", every week".to_owned(),
        weeks => format!(", every {weeks} weeks"),
    };
    let last = shift
        .last
        .map(|last| format!(", the last on {}", near_text(last, today)))
        .unwrap_or_default();
    let at = |day, minute| near(zone.instant(day, minute), ask.now, zone);
    format!(
        "{} to {}{again}{last}.",
        at(shift.on, shift.start_minute),
        at(shift.until_on, shift.end_minute),
    )
}

/// Whom to call now about somebody; a gap is said, and falls to the director.
pub(crate) fn duty_card(ask: &Ask<'_>, duty: &Duty) -> impl maud::Render {
    let zone = &duty.site.zone;
    let body = html! {
        @match &duty.first {
            Some(first) => p { strong { "First: " } (reached(ask, first, zone)) },
            None => p { (status(Meaning::Attention, "Nobody is first on call")) " Call the clinical director." },
        }
        @if let Some(second) = &duty.second { p { strong { "Second: " } (reached(ask, second, zone)) } }
        @for director in &duty.directors { p { strong { "Clinical director: " } (reached(ask, director, zone)) } }
        @if duty.directors.is_empty() { p { "Nobody here is clinical director." } }
    };
    card(format!("On call, {}", duty.site.name), body)
}

fn reached(ask: &Ask<'_>, one: &Reached, zone: &TimeZoneName) -> Markup {
    html! {
        (one.called) ", "
        @match &one.phone {
            Some(phone) => (tel(phone.as_str(), &phone.dialed())),
            None => "no number known",
        }
        @if let Some(until) = one.until { span.muted { ", until " (near(until, ask.now, zone)) } }
    }
}

/// Takes a shift out.
pub(crate) fn remove(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ShiftId::parse)?;
    on_call::remove(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other(&format!(
        "/staff/on-call?said=removed&undo={id}"
    )))
}

/// Puts one back.
pub(crate) fn restore(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", ShiftId::parse)?;
    on_call::restore(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other("/staff/on-call?said=back"))
}
