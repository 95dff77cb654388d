//! What a person in care opens on.

use crate::language::Language;
use crate::pages::attendance::arrival;
use crate::pages::attendance::hours::bar_in;
use crate::pages::attendance::sessions::times_in;
use crate::pages::groups::changes::own;
use crate::pages::intake::public::hours_list;
use crate::shell::frame::{frame, phone};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Icon, Phone, button, card, dial, empty, heading, link, name_in, page, tel_text,
};
use care::daytime::minute_of;
use care::groups::group::{MeetingPlace, Session};
use care::{Line, Role, Weekday};
use clinic::attendance::arrival::{OwnCode, own_code};
use clinic::attendance::hours::{PersonHours, own_hours};
use clinic::attendance::own_week::{Ahead, Mine, own_ahead};
use clinic::groups::told::own_changes;
use clinic::home::{self, OwnCare};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use maud::{Markup, html};

/// Today.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = home::own_home(ask.clinic, ask.actor()?)?;
    let week = own_hours(ask.clinic, ask.actor()?)?;
    let ahead = own_ahead(ask.clinic, ask.actor()?)?;
    let changes = own_changes(ask.clinic, ask.actor()?)?;
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let nothing = if home.supports {
        ("today-thanks", "today-thanks-more")
    } else {
        ("today-nothing", "today-nothing-more")
    };
    let body = html! {
        (heading(language.say_with("today-hello", &[("name", &home.called)])))
        @if ask.actor()?.is(Role::Patient) { p { a.call href="/me/safety-plan" { (Icon::Phone) span { (say("today-plan")) } } } }
        (own::part(ask, &changes))
        @match &home.care {
            Some(care) => (own_care(ask, care, week.as_ref(), &ahead, own_code(ask.clinic, ask.actor()?)?)),
            None => (empty(&say(nothing.0), &say(nothing.1), None)),
        }
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Me, say("today-title")),
        body,
    )))
}

fn own_care(
    ask: &Ask<'_>,
    care: &OwnCare,
    week: Option<&PersonHours>,
    ahead: &Ahead,
    code: Option<OwnCode>,
) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let now = care.site.zone.local(ask.now);
    let weeks = (now.date() - care.patient.joined_on).get_days() / 7 + 1;
    let put_in = [
        ("day", language.long_day(now.date())),
        ("week", weeks.to_string()),
    ];
    let lead = said(language, "today-week", &put_in);
    let site = care.site.name.as_str();
    html! {
        p.lead { (lead) }
        (next(ask, care, week, ahead))
        @if care.asked > 0 {
            (card(say("today-questions"), html! {
                p { (said(language, "today-asks", &[("count", care.asked.to_string())])) }
                (button(say("today-answer")).href("/me/measures"))
            }))
        }
        @if let Some(code) = code { (arrival::own_code(language, code)) }
        @if let Some(week) = week { div.cards { (own_week(language, week)) } }
        (days_ahead(language, care, ask.now, ahead))
        div.cards {
            (card(say("today-program"), program(ask, care)))
            (card(say("today-counselor"), counselor(language, care)))
        }
        section {
            h2 { (language.say_with("today-hours", &[("site", site)])) }
            (hours_list(language, &care.site))
            p.muted { (language.say_with("today-zone", &[("zone", &care.site.zone.in_words())])) }
        }
    }
}

/// The words for a key, with what was made to be put into them.
fn said<const N: usize>(
    language: Language,
    key: &str,
    put_in: &[(&'static str, String); N],
) -> String {
    language.say_with(
        key,
        &put_in.each_ref().map(|(name, text)| (*name, text.as_str())),
    )
}

/// The program, where it is and whether it is open today.
fn program(ask: &Ask<'_>, care: &OwnCare) -> Markup {
    let language = ask.language();
    let now = care.site.zone.local(ask.now);
    let today = Weekday::of(now.date());
    let mut spans = care.site.hours.iter();
    let open = spans.find(|span| span.day == today);
    let site = language.say_with("today-at", &[("site", care.site.name.as_str())]);
    let open = match open {
        Some(span) => {
            let hours = language.stretch(span.start_minute, span.end_minute);
            language.say_with("today-open", &[("hours", &hours)])
        }
        None => language.say("today-closed"),
    };
    html! {
        @if let Some(program) = &care.program {
            @let spanish = program.name_es.as_ref().map(Line::as_str);
            p { strong { (name_in(language, program.name.as_str(), spanish)) } }
            @if program.name.as_str().to_lowercase() != program.level.label().to_lowercase() {
                p.muted { (language.say(&format!("level-{}", program.level.code()))) }
            }
        }
        p { (site) " " (open) }
    }
}

fn counselor(language: Language, care: &OwnCare) -> Markup {
    html! {
        @match &care.counselor {
            Some((name, phone)) => {
                p { strong { (name) } }
                @if let Some(phone) = phone { p { (language.say_with("today-telephone", &[("number", phone.as_str())])) } }
            },
            None => { p { (language.say("today-no-counselor")) } },
        }
    }
}

/// The next session, whatever week it is in: how soon, when, what, how to get in, and whom to call.
fn next(ask: &Ask<'_>, care: &OwnCare, week: Option<&PersonHours>, ahead: &Ahead) -> Markup {
    let language = ask.language();
    let body = html! {
        @match ahead.sessions.first() {
            Some(mine) => {
                @let session = &mine.session;
                @let today = mine.site.zone.local(ask.now).date();
                @let day = language.near_day(session.local.date(), today);
                p.soon { (soon_of(language, mine, ask.now)) }
                p { strong { (name_in(language, mine.group.name.as_str(), None)) } @if is_makeup(week, mine) { " (" (language.say("today-makeup")) ")" } }
                p { (day) ", " (times_in(language, session, &mine.site)) }
                p { (way_in(language, mine, ahead)) }
                @if let Some(phone) = whom_to_call(ask, care) {
                    p { (language.say("today-call")) " " a.call href=(dial(&phone.number)) { (Icon::Phone) (tel_text(&phone.text)) } }
                }
            },
            None => { p { (language.say("today-no-more")) } },
        }
    };
    html! { div.next { (card(language.say("today-next"), body)) } }
}

/// How one gets into a session.
fn way_in(language: Language, mine: &Mine, ahead: &Ahead) -> Markup {
    let site = mine.site.name.as_str();
    html! {
        @match &mine.session.place {
            MeetingPlace::Telehealth(Some(address)) => { a.button href=(address.as_str()) rel="noreferrer" { (language.say("today-video")) } },
            MeetingPlace::Telehealth(None) => (language.say("today-telehealth")),
            MeetingPlace::Room(room) => {
                @match ahead.rooms.get(room) {
                    Some(room) => (language.say_with("today-in-room", &[("room", room), ("site", site)])),
                    None => (language.say_with("today-at", &[("site", site)])),
                }
            },
            MeetingPlace::Undecided => (language.say("today-undecided")),
        }
    }
}

/// The number of the clinic, or else of the counselor.
fn whom_to_call(ask: &Ask<'_>, care: &OwnCare) -> Option<Phone> {
    let own = || {
        let (_, text) = care.counselor.as_ref()?;
        let text = text.as_ref()?;
        let number = care::Phone::parse(text).ok()?.dialed();
        Some(Phone {
            text: text.clone(),
            number,
        })
    };
    phone(ask).or_else(own)
}

/// Whether somebody comes to a session in place of one that they missed, as their hours of this week have it.
fn is_makeup(week: Option<&PersonHours>, mine: &Mine) -> bool {
    let same = |of: &Session| of.group == mine.session.group && of.date == mine.session.date;
    week.is_some_and(|week| {
        let mut shown = week.sessions.iter();
        shown.any(|shown| shown.makeup.is_some() && same(&shown.session))
    })
}

fn soon_of(language: Language, mine: &Mine, now: Timestamp) -> String {
    let session = &mine.session;
    let zone = &mine.site.zone;
    let seconds = session.starts_at.duration_since(now).as_secs();
    let days = (zone.local(now).date(), session.local.date());
    let until = minute_of(zone.local(session.ends_at).time());
    soon(language, seconds, days, (session.start_minute(), until))
}

/// How soon something is, by the clocks of its site: "In 30 minutes", "Tomorrow, 9:00 am", "Monday, 5:00 pm".
fn soon(
    language: Language,
    seconds: i64,
    (today, day): (Date, Date),
    (start, end): (u16, u16),
) -> String {
    let time = language.time(start);
    if seconds <= 0 {
        return language.say_with("today-now", &[("time", &language.time(end))]);
    }
    if seconds <= 60 * 60 {
        // The minute that has begun counts: nobody is told less time than there is, by more than a minute.
        let minutes = seconds / 60 + i64::from(seconds % 60 > 0);
        return language.say_with("today-minutes", &[("minutes", &minutes.to_string())]);
    }
    let named = match (day - today).get_days() {
        0 => return language.say_with("today-later", &[("time", &time)]),
        1 => return language.say_with("today-tomorrow", &[("time", &time)]),
        2..=6 => language.weekday(Weekday::of(day)),
        _ => language.long_day(day),
    };
    language.say_with("today-soon", &[("day", &named), ("time", &time)])
}

/// What comes after the next session, from today on, and the way to the whole week, which opens at today.
fn days_ahead(language: Language, care: &OwnCare, now: Timestamp, ahead: &Ahead) -> Markup {
    let until = care.site.zone.local(now).date().saturating_add(7.days());
    let later = ahead.sessions.iter().skip(1);
    let week: Vec<&Mine> = later
        .filter(|mine| mine.session.local.date() < until)
        .collect();
    html! {
        section {
            h2 { (language.say("today-ahead")) }
            ul.plain.ahead {
                @for mine in week {
                    li {
                        strong { (language.short_day(mine.session.local.date())) ", " (times_in(language, &mine.session, &mine.site)) }
                        " " (name_in(language, mine.group.name.as_str(), None))
                    }
                }
            }
            p { (link("/me/week#today", &language.say("today-whole-week"))) }
        }
    }
}

/// One's own hours. The chance stays with those who can do something about it: a number here would only weigh.
fn own_week(language: Language, week: &PersonHours) -> impl maud::Render {
    let short =
        |kept: u32, possible: u32, prescribed: u32| kept + possible < prescribed && !week.joining;
    card(
        language.say("today-own-hours"),
        html! {
            @match &week.meter {
                Some(meter) => {
                    (bar_in(language, meter))
                    @if meter.kept >= meter.prescribed { p { (language.say("today-hours-done")) } }
                    @else if short(meter.kept, meter.possible(), meter.prescribed) { p { (language.say("today-hours-short")) } }
                },
                None => { p { (language.say("today-no-hours")) } },
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::soon;
    use crate::language::Language::{self, English, Spanish};
    use jiff::ToSpan as _;
    use jiff::civil::date;

    /// A session at five on some day after a Sunday, asked for so many seconds before.
    fn at_five(language: Language, days: i32, seconds: i64) -> String {
        let sunday = date(2026, 4, 12);
        let day = sunday.saturating_add(days.days());
        soon(language, seconds, (sunday, day), (17 * 60, 20 * 60))
    }

    #[test]
    fn the_next_session_says_how_soon_it_is() {
        let hours = |hours: i64| hours * 3_600;
        let said = [
            (0, -60, "Now, until 8:00 pm", "Ahora, hasta las 20:00"),
            (0, 30, "In 1 minute", "En 1 minuto"),
            (0, 1_741, "In 30 minutes", "En 30 minutos"),
            (0, hours(3), "Today, 5:00 pm", "Hoy a las 17:00"),
            (1, hours(26), "Tomorrow, 5:00 pm", "Mañana a las 17:00"),
            (2, hours(50), "Tuesday, 5:00 pm", "Martes a las 17:00"),
            (
                9,
                hours(220),
                "Tuesday, April 21, 5:00 pm",
                "martes 21 de abril a las 17:00",
            ),
        ];
        for (days, seconds, english, spanish) in said {
            assert_eq!(at_five(English, days, seconds), english);
            assert_eq!(at_five(Spanish, days, seconds), spanish);
        }
    }
}
