//! The calendar that a phone subscribes to: what it says, its secret address, and the calendar itself.

use crate::shell::form::{finish, worded};
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, button, choice, copy_block_in, error_summary, field, form, heading, page,
    radios, tick_checked,
};
use axum::http::header::{CACHE_CONTROL, ETAG};
use care::TimeZoneName;
use care::attendance::calendar::{CalendarChoice, TITLES, Title};
use care::invalid::Issues;
use clinic::attendance::calendar;
use clinic::attendance::calendar::{OwnCalendar, offered_title, title_in};
use clinic::{Refusal, Version};
use jiff::civil::Date;
use maud::{Markup, html};

/// What the radio button says that leads to a word of one's own.
const OTHER: &str = "other";
/// How the address of a feed ends.
const SUFFIX: &str = ".ics";

/// The calendar at its secret address. An address that is wrong in any way is not there.
pub(crate) fn feed(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let secret = ask.param("file").strip_suffix(SUFFIX);
    let secret = secret.ok_or(Fault::Refused(Refusal::NotFound))?;
    let feed = calendar::feed(ask.clinic, secret)?;
    // Weak: what is sent also says when it was written.
    let tag = format!("W/\"{}\"", feed.tag);
    let answer = if ask.has_tag(&tag) {
        Answer::unchanged()
    } else {
        Answer::calendar(feed.text)
    };
    // A phone may keep it, and asks each time whether it is still so.
    Ok(answer
        .header(ETAG, &tag)
        .header(CACHE_CONTROL, "private, no-cache"))
}

/// What one's calendar says, and whether it has an address.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    view(ask, &Problems::none(), None).map(Answer::page)
}

/// Keeps what it says.
pub(crate) fn choose(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = typed(ask).and_then(|choice| {
        calendar::choose(ask.clinic, ask.actor()?, ask.key()?, &choice).map_err(Fault::from)
    });
    let result = worded(ask.language(), result, |field| {
        format!("calendar-mend-{field}")
    });
    let on = |()| format!("{}?said=saved", base(ask));
    finish(result, on, |problems| view(ask, problems, None))
}

/// Makes a new address and shows it, this once.
pub(crate) fn make(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let address = calendar::make_address(ask.clinic, ask.actor()?, ask.key()?)?;
    view(ask, &Problems::none(), Some(&address)).map(Answer::page)
}

/// Takes the address back.
pub(crate) fn revoke(ask: &Ask<'_>) -> Result<Answer, Fault> {
    calendar::revoke(ask.clinic, ask.actor()?, ask.key()?)?;
    Ok(Answer::see_other(&format!(
        "{}?said=calendar-off",
        base(ask)
    )))
}

/// The page's own address: each face has one.
fn base(ask: &Ask<'_>) -> &'static str {
    match ask.route.face {
        Face::Staff => "/staff/calendar",
        Face::Me | Face::Public => "/me/calendar",
    }
}

fn typed(ask: &Ask<'_>) -> Result<CalendarChoice, Fault> {
    let mut issues = Issues::default();
    let chosen = ask.form.text("title");
    let title = if chosen == OTHER {
        issues.take("word", Title::parse(ask.form.text("word")))
    } else {
        // What is offered is kept in the language in which it was chosen: a phone shows it as it is.
        let own = match offered_title(chosen) {
            Some(offered) => title_in(ask.language(), offered),
            None => chosen.to_owned(),
        };
        issues.take("title", Title::parse(&own))
    };
    let choice = title.map(|title| CalendarChoice {
        title,
        place: ask.form.ticked("place"),
        group_names: ask.form.ticked("group_names"),
    });
    choice.ok_or_else(|| Refusal::Fields(issues.0).into())
}

fn view(ask: &Ask<'_>, problems: &Problems, address: Option<&str>) -> Result<Markup, Fault> {
    let own = calendar::own_calendar(ask.clinic, ask.actor()?)?;
    let version = Version::of(&own.choice)?;
    let sheet = Sheet::of(ask, version, as_typed(&own.choice), problems);
    let face = ask.route.face;
    let language = ask.language();
    let back = if face == Face::Staff {
        ("/staff", "today-title")
    } else {
        ("/me/week", "week-title")
    };
    let words = words_part(ask, &own, &sheet);
    let zone = ask.zone()?;
    let body = html! {
        (error_summary(&sheet.problems))
        (heading(language.say("calendar-title")).back(back.0, language.say(back.1)).lead(language.say("calendar-lead")))
        (address_part(ask, &own, &zone, address))
        (words)
    };
    let title = language.say("calendar-title");
    Ok(page(&frame(ask, face, title), body))
}

fn address_part(
    ask: &Ask<'_>,
    own: &OwnCalendar,
    zone: &TimeZoneName,
    address: Option<&str>,
) -> Markup {
    let to = |path: &str| format!("{}/{path}", base(ask));
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let make = |key: &str| form(to("address"), ask.token(), html! { (button(say(key))) }).inline();
    let on = |key: &str, date: Date| language.say_with(key, &[("day", &language.day(date))]);
    html! {
        section {
            h2 { (say("calendar-address")) }
            @if let Some(address) = address {
                p { strong { (say("calendar-once")) } " " (say("calendar-once-more")) }
                (copy_block_in(language, "calendar-address", &say("calendar-secret"), address))
                p { a.button href=(webcal(address)) { (say("calendar-open")) } }
            } @else if let Some(made_at) = own.made_at {
                p { (on("calendar-made", zone.local(made_at).date())) " "
                    @match own.used_on {
                        Some(used) => (on("calendar-read", used)),
                        None => (say("calendar-unread")),
                    }
                }
                p.muted { (say("calendar-lost")) }
                div.buttons { (make("calendar-new")) }
            } @else {
                p { (say("calendar-none")) }
                div.buttons { (make("calendar-make")) }
            }
            @if own.made_at.is_some() {
                (form(to("revoke"), ask.token(), html! { (button(say("calendar-stop")).quiet()) }).inline())
            }
        }
    }
}

/// The same address in the scheme that phones open in their calendar.
fn webcal(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => address.to_owned(),
    }
}

/// What is stored, as the form's fields show it.
fn as_typed(stored: &CalendarChoice) -> Stored {
    let title = stored.title.as_str();
    let (title, word) = match offered_title(title) {
        Some(offered) => (offered, ""),
        None => (OTHER, title),
    };
    let yes = |ticked: bool| if ticked { "yes" } else { "" };
    [
        ("title", title),
        ("word", word),
        ("place", yes(stored.place)),
        ("group_names", yes(stored.group_names)),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn words_part(ask: &Ask<'_>, own: &OwnCalendar, sheet: &Sheet) -> Markup {
    let (shown, problems) = (&sheet.shown, &sheet.problems);
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let offered: Vec<_> = TITLES
        .into_iter()
        .map(|title| choice(title, title_in(language, title)))
        .chain([choice(OTHER, say("calendar-other"))])
        .collect();
    let fields = html! {
        (radios("title", say("calendar-calls"), offered).value(shown.text("title")).check(problems))
        (field("word", say("calendar-word")).value(shown.text("word")).optional_in(language).hint(say("calendar-word-hint")).check(problems))
        (tick_checked("place", &say("calendar-place"), shown.ticked("place"), problems))
        @if own.leads {
            (tick_checked("group_names", &say("calendar-groups"), shown.ticked("group_names"), problems))
        }
        div.buttons { (button(say("life-save"))) }
    };
    html! {
        section {
            h2 { (say("calendar-says")) }
            (sheet.form_to(ask, base(ask), fields))
            p.muted { (say("calendar-no-names")) }
        }
    }
}
