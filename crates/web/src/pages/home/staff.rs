//! What those who work here open on.

use super::first_run;
use crate::pages::followup::signals::signal_table;
use crate::shell::ask::near_with_zone;
use crate::shell::frame::{could, could_at, frame};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Column, Face, Meaning, button, empty, heading, link, page, row, signals_news, status, table,
};
use care::day::{near_text, weekday_text};
use care::followup::signal::Urgency;
use care::people::patient::Patient;
use care::people::site::minute_text;
use clinic::home::{self, StaffHome};
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

/// How many signals the first page shows at least, where there are so many; the others are a click away.
const SIGNALS_SHOWN: usize = 12;

/// Who needs me today.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = home::staff_home(ask.clinic, ask.actor()?)?;
    let called = ask
        .myself
        .as_ref()
        .map_or("", |myself| myself.called.as_str());
    let overdue = crate::pages::intake::inquiries::overdue(ask)?;
    let search = could(ask, Action::SearchPatients);
    let today = ask.today()?;
    let body = html! {
        (heading(format!("Today, {called}")))
        @if could(ask, Action::ListSignals) { (signals_news("/staff")) }
        (signals(ask, &home)?)
        (first_run::part(ask)?)
        (attention(ask, &home))
        (leading(ask)?)
        (overdue)
        @if search { (people(&home, today)) }
        (sites(ask, &home))
    };
    Ok(Answer::page(page(&frame(ask, Face::Staff, "Today"), body)))
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
                            @let what = html! { (minute_text(session.start_minute())) " " strong { (mine.group.name) } };
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

/// Who needs me today comes first.
fn signals(ask: &Ask<'_>, home: &StaffHome) -> Result<Markup, Fault> {
    if home.signals.is_empty() {
        return Ok(html! {});
    }
    let most = most_shown(home.signals.iter().map(|listed| listed.signal.urgency));
    let shown = home.signals.get(..most).unwrap_or(&home.signals);
    let more = home.signals.len() - shown.len();
    Ok(html! {
        section {
            h2 { "Signals" }
            (signal_table(ask, shown, html! {})?)
            @if more > 0 { p { (link("/staff/signals", &care::counted(more, "more signal this week", "more signals this week"))) } }
        }
    })
}

/// How many signals are shown, of those sorted by urgency: every one that is not for later in the week, however many.
fn most_shown(urgencies: impl Iterator<Item = Urgency>) -> usize {
    let pressing = urgencies
        .filter(|urgency| *urgency != Urgency::Week)
        .count();
    pressing.max(SIGNALS_SHOWN)
}

fn attention(ask: &Ask<'_>, home: &StaffHome) -> Markup {
    let unreviewed = home.unreviewed.unwrap_or(0);
    let stuck = home.stuck_mail.unwrap_or(0);
    html! {
        @if unreviewed > 0 {
            p { (status(Meaning::Urgent, &format!("{unreviewed} to review"))) " A record was opened in an emergency. "
                (link("/staff/emergencies", "Review it")) }
        }
        @if let Some(roles) = home.roles_waiting.filter(|roles| *roles > 0) {
            p { (status(Meaning::Attention, &format!("{roles} to answer"))) " A colleague asked for a role, or another e-mail address, for somebody. "
                (link("/staff/roles", "Say yes or no")) }
        }
        @if stuck > 0 {
            p { (status(Meaning::Attention, &format!("{stuck} not sent"))) " Messages could not be sent. Check the mail settings on the server." }
        }
        @if let Some((site, from)) = &home.gap {
            p { (status(Meaning::Attention, "Nobody on call")) " At " (site.name) " nobody is first on call "
                @if *from <= ask.now { "now" } @else { "from " (near_with_zone(*from, ask.now, &site.zone)) }
                "; signals go to the clinical director. " (link("/staff/on-call", "Fill the rota")) }
        }
        @if home.unreviewed == Some(0) {
            p { (status(Meaning::Good, "All reviewed")) " No emergency opening waits for you." }
        }
    }
}

fn people(home: &StaffHome, today: Date) -> Markup {
    let none = empty(
        "Nobody on your caseload",
        "People whose primary counselor you are will be here.",
        Some(button("See people").quiet().href("/staff/people")),
    );
    html! {
        section {
            h2 { "Your caseload" }
            (table("caseload", "People on your caseload", columns()).rows(home.caseload.iter().map(|one| person(one, home, today))).empty(none).caption_unseen())
        }
        @if !home.without_counselor.is_empty() {
            section {
                h2 { "Without a counselor" }
                (table("without-counselor", "People in care without a counselor", columns())
                    .rows(home.without_counselor.iter().map(|one| person(one, home, today))).caption_unseen())
            }
        }
    }
}

fn columns() -> [Column; 3] {
    [
        Column::new("Name"),
        Column::new("Program"),
        Column::new("Joined"),
    ]
}

fn person(patient: &Patient, home: &StaffHome, today: Date) -> crate::ui::Row {
    let program = home
        .programs
        .iter()
        .find(|program| program.id == patient.program);
    row([
        html! { (patient.name.full()) @if let Some(pronouns) = &patient.name.pronouns { " " span.muted { (pronouns) } } },
        html! { (program.map(|program| program.name.to_string()).unwrap_or_default()) },
        html! { (near_text(patient.joined_on, today)) },
    ])
    .href(format!("/staff/people/{}", patient.id))
}

fn sites(ask: &Ask<'_>, home: &StaffHome) -> Markup {
    let rows = home.sites.iter().map(|(site, people)| {
        let now = site.zone.local(ask.now);
        let minute = care::people::site::minute_of(now.time());
        let day = i64::from(now.weekday().to_monday_zero_offset());
        let open = site.hours.iter().any(|span| {
            i64::from(span.day.index()) == day && (span.start_minute..span.end_minute).contains(&minute)
        });
        row([
            html! { (site.name) },
            html! { (weekday_text(now.date())) ", " (minute_text(minute)) " " (site.zone.abbreviation(ask.now)) },
            html! { @if open { (status(Meaning::Good, "Open")) } @else { (status(Meaning::Plain, "Closed")) } },
            html! { (people) },
        ])
        .href(format!("/staff/sites/{}", site.id))
    });
    let columns = [
        Column::new("Site"),
        Column::new("Local time"),
        Column::new("Now"),
        Column::new("People in care").number(),
    ];
    html! {
        section {
            h2 { "Sites" }
            (table("sites", "Sites", columns).rows(rows).caption_unseen())
        }
    }
}

/// Every component.
pub(crate) fn styleguide(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.clinic.settings().demo {
        return Err(clinic::Refusal::NotFound.into());
    }
    Ok(Answer::page(crate::ui::styleguide(&frame(
        ask,
        Face::Staff,
        "Style guide",
    ))))
}

#[cfg(test)]
mod tests {
    use super::{SIGNALS_SHOWN, most_shown};
    use care::followup::signal::Urgency;

    #[test]
    fn a_signal_of_today_is_never_left_for_another_page() {
        let shown = |pressing: usize, later: usize| {
            let pressing = std::iter::repeat_n(Urgency::Today, pressing);
            most_shown(pressing.chain(std::iter::repeat_n(Urgency::Week, later)))
        };
        assert_eq!(shown(1, 30), SIGNALS_SHOWN);
        assert_eq!(shown(SIGNALS_SHOWN + 8, 30), SIGNALS_SHOWN + 8);
    }
}
