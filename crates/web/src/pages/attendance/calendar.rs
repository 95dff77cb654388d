//! The calendar that a phone subscribes to: what it says, its secret address, and the calendar itself.

use crate::shell::form::finish;
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, button, choice, copy_block, error_summary, field, form, heading, page, radios,
    tick_checked,
};
use axum::http::header::{CACHE_CONTROL, ETAG};
use care::TimeZoneName;
use care::attendance::calendar::{CalendarChoice, TITLES, Title};
use care::invalid::Issues;
use clinic::attendance::calendar;
use clinic::attendance::calendar::OwnCalendar;
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
        issues.take("title", Title::parse(chosen))
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
    let back = if face == Face::Staff {
        ("/staff", "Today")
    } else {
        ("/me/week", "Your week")
    };
    let words = words_part(ask, &own, &sheet);
    let zone = ask.zone()?;
    let body = html! {
        (error_summary(&sheet.problems))
        (heading("Your calendar").back(back.0, back.1).lead(
            "Subscribe to this address in the calendar of your phone, and your times are there and stay right. Nobody who sees them learns what they are."
        ))
        (address_part(ask, &own, &zone, address))
        (words)
    };
    Ok(page(&frame(ask, face, "Your calendar"), body))
}

fn address_part(
    ask: &Ask<'_>,
    own: &OwnCalendar,
    zone: &TimeZoneName,
    address: Option<&str>,
) -> Markup {
    let to = |path: &str| format!("{}/{path}", base(ask));
    let make = |words: &str| form(to("address"), ask.token(), html! { (button(words)) }).inline();
    html! {
        section {
            h2 { "The address" }
            @if let Some(address) = address {
                p { strong { "This is shown once." } " Copy it now, or open it on this phone. It is like a key: whoever has it can read your times." }
                (copy_block("calendar-address", "Secret address", address))
                p { a.button href=(webcal(address)) { "Add to the calendar on this device" } }
            } @else if let Some(made_at) = own.made_at {
                p { "You have an address, made on " (day(zone.local(made_at).date())) ". "
                    @match own.used_on {
                        Some(on) => { "It was last read on " (day(on)) "." },
                        None => { "It was not read yet." },
                    }
                }
                p.muted { "It cannot be shown again. If you lost it, or somebody else may have it, make a new one: the old one stops at once." }
                div.buttons { (make("Make a new address")) }
            } @else {
                p { "You have no address. Until you make one, nothing can be read without signing in." }
                div.buttons { (make("Make an address")) }
            }
            @if own.made_at.is_some() {
                (form(to("revoke"), ask.token(), html! { (button("Stop sharing").quiet()) }).inline())
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

fn day(date: Date) -> String {
    care::day::dated_text(date)
}

/// What is stored, as the form's fields show it.
fn as_typed(stored: &CalendarChoice) -> Stored {
    let title = stored.title.as_str();
    let (title, word) = if TITLES.contains(&title) {
        (title, "")
    } else {
        (OTHER, title)
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
    let offered: Vec<_> = TITLES
        .into_iter()
        .map(|title| choice(title, title))
        .chain([choice(OTHER, "A word of your own")])
        .collect();
    let fields = html! {
        (radios("title", "What your calendar calls them", offered).value(shown.text("title")).check(problems))
        (field("word", "Your own word").value(shown.text("word")).optional().hint("Only if you chose a word of your own.").check(problems))
        (tick_checked("place", "Say where they are", shown.ticked("place"), problems))
        @if own.leads {
            (tick_checked("group_names", "Call the groups you lead by their names", shown.ticked("group_names"), problems))
        }
        div.buttons { (button("Save")) }
    };
    html! {
        section {
            h2 { "What it says" }
            (sheet.form_to(ask, base(ask), fields))
            p.muted { "Names of people are never in it. What is called off stays visible as called off." }
        }
    }
}
