//! One's own day: what one leads, whom one assesses, which rosters are not done, and who will not come.

use super::{and_more, short};
use crate::shell::ask::{near, time_of_day};
use crate::shell::frame::could_at;
use crate::shell::{Ask, Fault};
use crate::ui::{Meaning, link, status};
use clinic::attendance::session::RosterDay;
use clinic::home::{OwnVisit, StaffHome};
use maud::{Markup, html};
use policy::Action;

/// How many rosters, and how many who called in, are shown.
const SHOWN_MAX: usize = 6;

pub(super) fn part(ask: &Ask<'_>, home: &StaffHome) -> Result<Markup, Fault> {
    Ok(html! {
        (leading(ask)?)
        (visits(&home.visits))
        (called_in(&home.rosters))
        // Whoever answers for all of them reads how many there are above.
        @if !short::answers_for_all(ask) { (rosters(ask, &home.rosters)) }
    })
}

/// What one leads today, each leading to its roster.
fn leading(ask: &Ask<'_>) -> Result<Markup, Fault> {
    let led = clinic::planning::board::led_today(ask.clinic, ask.actor()?)?;
    Ok(html! {
        @if !led.is_empty() {
            section {
                h2 { "You lead today" }
                ul.led {
                    @for (mine, place) in &led {
                        @let session = &mine.session;
                        li {
                            @let what = html! { (time_of_day(session.starts_at, &mine.site.zone)) " " strong { (mine.group.name) } };
                            @if could_at(ask, Action::ViewSessions, mine.site.id) {
                                a href=(format!("/staff/sessions/{}/{}", session.group, session.date)) { (what) }
                            } @else { (what) }
                            " " span.muted { (place) }
                            @if !session.held() { " " (status(Meaning::Plain, "Cancelled")) }
                        }
                    }
                }
                p { (link("/staff/week?view=mine", "Your week")) }
            }
        }
    })
}

/// Whom one assesses today.
fn visits(visits: &[OwnVisit]) -> Markup {
    html! {
        @if !visits.is_empty() {
            section {
                h2 { "You assess today" }
                ul.led {
                    @for visit in visits {
                        li {
                            a href=(format!("/staff/people/{}/assessment", visit.person)) {
                                (time_of_day(visit.starts_at, &visit.site.zone)) " " strong { (visit.called) }
                            }
                            " " span.muted { (visit.site.name) }
                        }
                    }
                }
            }
        }
    }
}

/// Who said that they will not come today.
fn called_in(day: &RosterDay) -> Markup {
    let more = day.called_in.len().saturating_sub(SHOWN_MAX);
    html! {
        @if !day.called_in.is_empty() {
            section #called-in {
                h2 { "Called in today " span.muted { "(" (day.called_in.len()) ")" } }
                ul.led {
                    @for one in day.called_in.iter().take(SHOWN_MAX) {
                        li {
                            strong { (one.called) } " will not come to "
                            a href=(format!("/staff/sessions/{}/{}", one.group, one.date)) {
                                (one.name) ", " (time_of_day(one.starts_at, &one.site.zone))
                            }
                        }
                    }
                }
                (and_more(more, "/staff/sessions"))
            }
        }
    }
}

/// The rosters on which somebody is missing.
fn rosters(ask: &Ask<'_>, day: &RosterDay) -> Markup {
    let more = day.open.len().saturating_sub(SHOWN_MAX);
    html! {
        @if !day.open.is_empty() {
            section #open-rosters {
                h2 { "Rosters to finish " span.muted { "(" (day.open.len()) ")" } }
                ul.led {
                    @for open in day.open.iter().take(SHOWN_MAX) {
                        li {
                            a href=(format!("/staff/sessions/{}/{}", open.group, open.date)) {
                                strong { (open.name) } ", " (near(open.starts_at, ask.now, &open.site.zone))
                            }
                            " " span.muted { (care::counted(open.left, "person", "people")) " not marked" }
                        }
                    }
                }
                (and_more(more, "/staff/sessions"))
            }
        }
    }
}
