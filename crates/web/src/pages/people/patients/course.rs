//! Somebody's way through care, as their record shows it: the line of stays, what is due, referrals.

use crate::pages::stays::moves::{at_once, day, planned_for};
use crate::pages::stays::referrals::state;
use crate::shell::Ask;
use crate::shell::ask::moment;
use crate::ui::{self, Column, Meaning, button, empty, facts, row, status, stays, table};
use care::PersonId;
use care::assessment::placement::below::PlanBelow;
use care::stays::episode::Episode;
use care::stays::stay::{Stay, StayPlace};
use clinic::stays::admission::Door;
use clinic::stays::stay::Course;
use jiff::civil::Date;
use maud::{Markup, html};
use record::assessment::placement::Placed;
use std::cmp::Ordering;

/// The section.
pub(super) fn section(ask: &Ask<'_>, id: PersonId, course: &Course, door: Option<&Door>) -> Markup {
    html! {
        section {
            h2 { "Episode of care" }
            @match course.present() {
                Some(episode) => (present(id, course, episode)),
                None => (absent(ask, id, course, door)),
            }
        }
        @if !course.emergencies.is_empty() { (emergencies(id, course)) }
        @if let Some((chosen, plan)) = below(course) { (less(id, course, chosen, plan)) }
        @if !course.due.is_empty() || course.below.is_some() { (due(id, course)) }
        @if !course.referrals.is_empty() { (referrals(course)) }
        @let earlier: Vec<&Episode> = course.episodes.iter().filter(|episode| episode.closed.is_some()).collect();
        @if !earlier.is_empty() {
            section { h2 { "Earlier episodes" } @for episode in earlier { (closed(course, episode)) } }
        }
    }
}

fn present(id: PersonId, course: &Course, episode: &Episode) -> Markup {
    let at = |what: &str| format!("/staff/people/{id}/{what}");
    html! {
        (line(course, episode))
        @if let Some(now) = episode.now() { (stay_facts(course, now)) }
        div.buttons {
            @if course.may_move {
                (button("Move").quiet().href(at("move")).shortcut("m"))
                (button("Refer").quiet().href(at("refer")))
                @if episode.now().is_some_and(|now| now.place.program().is_some()) { (button("Phase").quiet().href(at("phase"))) }
            }
            @if course.may_discharge { (button("Discharge").quiet().href(at("discharge"))) }
            (button("Placement").quiet().href(at("placement")).shortcut("p"))
        }
    }
}

fn absent(ask: &Ask<'_>, id: PersonId, course: &Course, door: Option<&Door>) -> Markup {
    html! {
        @if let Some(plan) = &course.planned {
            p { (planned_for(plan.from, course.today)) " " (ui::link(&format!("/staff/people/{id}/checklist"), "Checklist")) }
        }
        (empty("Not in care now", "Their last episode has ended. Whoever comes back begins a new one here.", None))
        div.buttons {
            (button("Placement").quiet().href(format!("/staff/people/{id}/placement")).shortcut("p"))
        }
        @if let Some(door) = door { (at_once(ask, id, door)) }
    }
}

/// A choice of less than is safe by the criteria, with its plan.
fn below(course: &Course) -> Option<(&Placed, &PlanBelow)> {
    let chosen = course.below.as_ref()?;
    Some((chosen, chosen.plan.as_ref()?))
}

/// That they are in less care than is safe by the criteria, what is done instead, and by when somebody looks again.
fn less(id: PersonId, course: &Course, chosen: &Placed, plan: &PlanBelow) -> Markup {
    html! {
        section {
            h2 { "Less than is safe by the criteria" }
            (facts(&[
                ("Chosen", html! { (chosen.place.label()) ", " (moment(chosen.at, &course.zone)) }),
                ("Done instead", html! { (plan.words) }),
                ("Looked at again by", on(plan.by, course.today)),
            ]))
            p { (ui::link(&format!("/staff/people/{id}/placement"), "Look at the placement again")) }
        }
    }
}

/// The day on which something is due.
fn on(due: Date, today: Date) -> Markup {
    match due.cmp(&today) {
        Ordering::Less => status(Meaning::Attention, &format!("{}, overdue", day(due))),
        Ordering::Equal => status(Meaning::Attention, "today"),
        Ordering::Greater => html! { span.nowrap { (day(due)) } },
    }
}

/// When they were sent to an emergency department, by whom and why: a part of the way that is no stay.
fn emergencies(id: PersonId, course: &Course) -> Markup {
    html! {
        section {
            h2 { "Sent to emergency care" }
            ul {
                @for sent in &course.emergencies {
                    li {
                        strong { (moment(sent.at, &course.zone)) }
                        @if let Some(by) = course.called.get(&sent.by) { ", " (by) }
                        @for one in sent.snapshot.decided() { ". " (one.label) }
                        @if let Some(reason) = &sent.reason { ". " (reason.as_str().trim_end_matches('.')) }
                        "."
                    }
                }
            }
            p { (ui::link(&format!("/staff/people/{id}/handover"), "Emergency hand-over sheet")) }
        }
    }
}

fn line(course: &Course, episode: &Episode) -> Markup {
    let shown: Vec<ui::Stay> = episode
        .stays
        .iter()
        .map(|stay| ui::Stay {
            level: level(stay),
            dates: match stay.ended {
                None => format!("since {}", day(stay.from)),
                Some((until, ending)) => {
                    format!("{} to {}, {}", day(stay.from), day(until), ending.label())
                }
            },
            weeks: u32::try_from(stay.days(course.today) / 7).unwrap_or(0),
            href: None,
            current: stay.is_open(),
        })
        .collect();
    stays(&shown)
}

fn level(stay: &Stay) -> String {
    match stay.place {
        StayPlace::Here { .. } => stay.level.label().to_owned(),
        StayPlace::Elsewhere { .. } => format!("{}, elsewhere", stay.level.label()),
    }
}

fn stay_facts(course: &Course, stay: &Stay) -> Markup {
    let site = course
        .sites
        .get(&stay.site)
        .map(ToString::to_string)
        .unwrap_or_default();
    let place = match stay.place {
        StayPlace::Here { program, bed } => {
            let program = course.programs.iter().find(|known| known.id == program);
            let bed = course.beds.iter().find(|known| Some(known.id) == bed);
            html! {
                (program.map(|program| program.name.to_string()).unwrap_or_default()) ", " (site)
                @if let Some(bed) = bed { ", bed " (bed.name) }
            }
        }
        StayPlace::Elsewhere { referral } => html! {
            @if let Some(found) = course.referral(referral) {
                (ui::link(&format!("/staff/referrals/{referral}"), found.to.provider.as_str()))
                " " (state(found, course.today)) ", followed from " (site)
            } @else { "Another provider" }
        },
    };
    let planned = stay.planned.map_or_else(
        || html! { "Open" },
        |planned| {
            if planned < course.today {
                status(Meaning::Attention, &format!("{}, past", day(planned)))
            } else {
                html! { (day(planned)) }
            }
        },
    );
    let days = care::counted(stay.days(course.today), "day", "days");
    facts(&[
        ("Now", html! { strong { (stay.level.label()) } }),
        ("Where", place),
        ("Since", html! { (day(stay.from)) " (" (days) ")" }),
        ("Planned end", planned),
    ])
}

fn due(id: PersonId, course: &Course) -> Markup {
    let again = below(course).map(|(_, plan)| {
        row([
            ui::link(
                &format!("/staff/people/{id}/placement"),
                "Look again at less care than is safe",
            ),
            on(plan.by, course.today),
            html! { "once" },
            html! { span.muted { "The plan of the choice" } },
        ])
    });
    let rows = course.due.iter().map(|due| {
        row([
            html! {
                @if due.what == "measures" { (ui::link(&format!("/staff/people/{id}/measures"), &due.label())) }
                @else { (due.label()) }
            },
            on(due.on, course.today),
            html! {
                span.nowrap { "every " (due.every_days) " days" }
                @if let Some(last) = due.last { br; span.nowrap.muted { "last " (day(last)) } }
            },
            html! { span.muted { (due.source) } },
        ])
    });
    let columns = [
        Column::new("What"),
        Column::new("Due"),
        Column::new("Rhythm"),
        Column::new("Source"),
    ];
    html! {
        section { h2 { "What is due" } (table("due", "What is due", columns).rows(again.into_iter().chain(rows)).caption_unseen()) }
    }
}

fn referrals(course: &Course) -> Markup {
    let rows = course.referrals.iter().map(|referral| {
        row([
            html! { (referral.to.provider) },
            html! { (referral.level.label()) },
            html! { (day(referral.sent())) },
            html! { (day(referral.expected)) },
            state(referral, course.today),
        ])
        .href(format!("/staff/referrals/{}", referral.id))
    });
    let columns = [
        Column::new("To"),
        Column::new("Level"),
        Column::new("Sent"),
        Column::new("Expected there"),
        Column::new("Stands"),
    ];
    html! {
        section { h2 { "Referrals" } (table("referrals", "Referrals", columns).rows(rows).caption_unseen()) }
    }
}

fn closed(course: &Course, episode: &Episode) -> Markup {
    html! {
        @if let Some(closing) = &episode.closed {
            p {
                (day(episode.opened)) " to " (day(closing.on)) ": " (closing.reason.label()) "."
                @if let Some(words) = &closing.words { " " (words) }
            }
        }
        (line(course, episode))
    }
}
