//! What a person in care opens on.

use crate::language::Language;
use crate::pages::attendance::arrival;
use crate::pages::attendance::hours::bar_in;
use crate::pages::attendance::sessions::times_in;
use crate::pages::intake::public::hours_in;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Icon, button, card, empty, facts, heading, name_in, page};
use care::attendance::hours::HoursOutcome;
use care::groups::group::MeetingPlace;
use care::{Line, Role, Weekday};
use clinic::attendance::arrival::{OwnCode, own_code};
use clinic::attendance::hours::{PersonHours, own_hours};
use clinic::home::{self, OwnCare};
use maud::{Markup, html};

/// Today.
pub(crate) fn home(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = home::own_home(ask.clinic, ask.actor()?)?;
    let week = own_hours(ask.clinic, ask.actor()?)?;
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
        @match &home.care {
            Some(care) => (own_care(ask, care, week.as_ref(), own_code(ask.clinic, ask.actor()?)?)),
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
        @if care.asked > 0 {
            (card(say("today-questions"), html! {
                p { (said(language, "today-asks", &[("count", care.asked.to_string())])) }
                (button(say("today-answer")).href("/me/measures"))
            }))
        }
        @if let Some(code) = code { (arrival::own_code(language, code)) }
        @if let Some(week) = week { div.cards { (next(ask, week)) (own_week(language, week)) } }
        div.cards {
            (card(say("today-program"), program(ask, care)))
            (card(say("today-counselor"), counselor(language, care)))
        }
        section {
            h2 { (language.say_with("today-hours", &[("site", site)])) }
            (facts(&hours_in(language, &care.site).iter().map(|(day, text)| (day.as_str(), html! { (text) })).collect::<Vec<_>>()))
            p.muted { (language.say_with("today-zone", &[("zone", &care.site.zone.as_str().replace('_', " "))])) }
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

/// The next session of this week: when, what, where.
fn next(ask: &Ask<'_>, week: &PersonHours) -> impl maud::Render {
    let language = ask.language();
    let today = week.site.zone.local(ask.now).date();
    let next = week
        .sessions
        .iter()
        .find(|shown| shown.session.ends_at > ask.now && shown.slot.outcome == HoursOutcome::Ahead);
    card(
        language.say("today-next"),
        html! {
            @match next {
                Some(shown) => {
                    @let session = &shown.session;
                    @let day = session.local.date();
                    p { strong {
                        @if day == today { (language.say("today-title")) } @else { (language.long_day(day)) }
                        ", " (times_in(language, session, &week.site))
                    } }
                    p { (name_in(language, &shown.name, None)) @if shown.makeup.is_some() { " (" (language.say("today-makeup")) ")" } }
                    p { @match &session.place {
                        MeetingPlace::Telehealth(Some(address)) => { a href=(address.as_str()) rel="noreferrer" { (language.say("today-video")) } },
                        MeetingPlace::Telehealth(None) => (language.say("today-telehealth")),
                        MeetingPlace::Room(_) => (language.say_with("today-at", &[("site", week.site.name.as_str())])),
                        MeetingPlace::Undecided => (language.say("today-undecided")),
                    } }
                },
                None => { p { (language.say("today-no-more")) } },
            }
        },
    )
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
