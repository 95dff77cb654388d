//! What a person in care opens on.

use crate::pages::attendance::arrival;
use crate::pages::attendance::hours::bar;
use crate::pages::attendance::sessions::{place, times};
use crate::pages::intake::public::hours;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Icon, button, card, empty, facts, heading, name_in, page};
use care::attendance::hours::HoursOutcome;
use care::groups::group::MeetingPlace;
use care::people::site::minute_text;
use care::{Line, Role, Weekday};
use clinic::attendance::arrival::{OwnCode, own_code};
use clinic::attendance::hours::{PersonHours, own_hours};
use clinic::home::{self, OwnCare};
use maud::{Markup, html};

/// Today.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = home::own_home(ask.clinic, ask.actor()?)?;
    let week = own_hours(ask.clinic, ask.actor()?)?;
    let body = html! {
        (heading(format!("Hello, {}", home.called)))
        @if ask.actor()?.is(Role::Patient) { p { a.call href="/me/safety-plan" { (Icon::Phone) span { "My safety plan" } } } }
        @match &home.care {
            Some(care) => (own_care(ask, care, week.as_ref(), own_code(ask.clinic, ask.actor()?)?)),
            None => (empty(
                if home.supports { "Thank you for being there" } else { "Nothing here yet" },
                if home.supports {
                    "Somebody in care chose you as support. What they decide to share with you will be here."
                } else {
                    "Once you have begun, your days will be here."
                },
                None,
            )),
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Me, "Today"), body)))
}

fn own_care(
    ask: &Ask<'_>,
    care: &OwnCare,
    week: Option<&PersonHours>,
    code: Option<OwnCode>,
) -> Markup {
    let now = care.site.zone.local(ask.now);
    let today = Weekday::from_index(i64::from(now.weekday().to_monday_zero_offset()));
    let open = care
        .site
        .hours
        .iter()
        .filter(|span| Some(span.day) == today)
        .map(|span| {
            format!(
                "{} to {}",
                minute_text(span.start_minute),
                minute_text(span.end_minute)
            )
        })
        .next();
    let weeks = (now.date() - care.patient.joined_on).get_days() / 7 + 1;
    html! {
        p.lead { (care::day::long_text(now.date())) ". This is week " (weeks) " of your program." }
        @if care.asked > 0 {
            (card("Questions for you", html! {
                p { "Your team asks you to answer " @if care.asked == 1 { "a questionnaire" } @else { (care.asked) " questionnaires" } "." }
                (button("Answer now").href("/me/measures"))
            }))
        }
        @if let Some(code) = code { (arrival::own_code(code)) }
        @if let Some(week) = week { div.cards { (next(ask, week)) (own_week(week)) } }
        div.cards {
            (card("Your program", html! {
                @if let Some(program) = &care.program {
                    @let spanish = program.name_es.as_ref().map(Line::as_str);
                    p { strong { (name_in(ask.language(), program.name.as_str(), spanish)) } }
                    @if program.name.as_str().to_lowercase() != program.level.label().to_lowercase() { p.muted { (program.level.label()) } }
                }
                p { "At " (care.site.name) ". " @match &open {
                    Some(open) => { "Open today: " (open) "." },
                    None => { "Closed today." },
                } }
            }))
            (card("Your counselor", html! {
                @match &care.counselor {
                    Some((name, phone)) => {
                        p { strong { (name) } }
                        @if let Some(phone) = phone { p { "Telephone " (phone) } }
                    },
                    None => { p { "You will hear who it is soon. Until then, call the site." } },
                }
            }))
        }
        section {
            h2 { "When " (care.site.name) " is open" }
            (facts(&hours(&care.site).iter().map(|(day, text)| (day.as_str(), html! { (text) })).collect::<Vec<_>>()))
            p.muted { "Times are local (" (care.site.zone.as_str().replace('_', " ")) ")." }
        }
    }
}

/// The next session of this week: when, what, where.
fn next(ask: &Ask<'_>, week: &PersonHours) -> impl maud::Render {
    let today = week.site.zone.local(ask.now).date();
    let next = week
        .sessions
        .iter()
        .find(|shown| shown.session.ends_at > ask.now && shown.slot.outcome == HoursOutcome::Ahead);
    card(
        "Your next session",
        html! {
            @match next {
                Some(shown) => {
                    @let session = &shown.session;
                    @let day = session.local.date();
                    p { strong {
                        @if day == today { "Today" } @else { (care::day::long_text(day)) }
                        ", " (times(session, &week.site))
                    } }
                    p { (shown.name) @if shown.makeup.is_some() { " (make-up)" } }
                    p { @match &session.place {
                        MeetingPlace::Telehealth(Some(address)) => { a href=(address.as_str()) rel="noreferrer" { "Join by video" } },
                        MeetingPlace::Room(_) => { "At " (week.site.name) "." },
                        _ => { (place(session)) "." },
                    } }
                },
                None => { p { "No more sessions this week." } },
            }
        },
    )
}

/// One's own hours. The chance stays with those who can do something about it: a number here would only weigh.
fn own_week(week: &PersonHours) -> impl maud::Render {
    card(
        "Your hours this week",
        html! {
            @match &week.meter {
                Some(meter) => {
                    (bar(meter))
                    @if meter.kept >= meter.prescribed { p { "Your hours for this week are complete." } }
                    @else if meter.kept + meter.possible() < meter.prescribed && !week.joining {
                        p { "Your sessions this week do not add up to all your hours any more. Your counselor can add one; you can ask them." }
                    }
                },
                None => { p { "Your program has no fixed number of hours a week." } },
            }
        },
    )
}
