//! Asking for help, by anybody: the form, and what happens next.

use super::ask_form::{self, AskForm, Reader};
use super::public::{call, time, within};
use crate::assets::Asset;
use crate::language::Language;
use crate::shell::fault::encoded;
use crate::shell::form::{Form, problems};
use crate::shell::frame::frame;
use crate::shell::gate::is_sent_elsewhere;
use crate::shell::route::Hearing;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Button, Face, Icon, Problems, button, call_the_crisis_line, dial, error_summary_in, field,
    form, heading, help_box, help_first, link, page,
};
use axum::http::StatusCode;
use care::intake::inquiry::Language as Spoken;
use care::zone::greenwich;
use care::{Issue, OrganizationId, Phone, SiteId, TimeZoneName};
use clinic::access::sign_in;
use clinic::home::PublicHome;
use clinic::intake::inquiry;
use clinic::intake::inquiry::{Adding, Receipt, Rest};
use clinic::{Key, Refusal, home};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use signin::SignInError;

/// What is said of a request that tells of danger and was kept.
const SAVED: &str = "ask-help-saved";
/// A promise farther away than this is not ours, in days.
const PROMISE_DAYS_MAX: i64 = 90;

/// What the addresses that take this form do for somebody in danger.
pub(crate) const HEARING: Hearing = Hearing { keep: hear, help };

/// The form.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (_, place) = open(ask)?;
    let page = form_page(ask, &place, &Problems::none(), ask.token());
    Ok(Answer::page(page))
}

/// Takes a request. One that tells of danger is saved at the first send, also where it is not whole, so that nothing is
/// lost when somebody closes the page; the page that answers begins with whom to call, and asks for the rest after it.
/// It is made here and not at an address of its own: nothing of a request stands in an address.
pub(crate) fn send(ask: &Ask<'_>) -> Result<Answer, Fault> {
    receive(ask, ask.key()?)
}

/// Keeps words of danger in a form that was turned away, because it is too old, or too long, or broke off, or for
/// whatever else: it is not their fault, and nobody else will tell us. What a page of another site made its visitors
/// send, nobody typed here.
fn hear(ask: &Ask<'_>, fault: Fault) -> Result<Answer, Fault> {
    let is_elsewhere = matches!(fault, Fault::ElsewhereForm) && is_sent_elsewhere(ask);
    if is_elsewhere || !ask_form::tells_of_danger(&ask.form) {
        return Err(fault);
    }
    let (organization, _) = open(ask)?;
    let key = if let Some(key) = ask.key_turned_away() {
        key
    } else {
        let fields = ask.form.0.iter();
        let said: Vec<_> = fields
            .filter(|(name, _)| ask_form::FIELDS.contains(&name.as_str()))
            .collect();
        inquiry::key_of_said(ask.clinic, organization, &said)?
    };
    receive(ask, key)
}

/// Whom to call, where what was sent tells of danger.
fn help(ask: &Ask<'_>) -> Option<Markup> {
    let say = |key: &str| ask.language().say(key);
    let first = html! { h2 { (say("ask-help-title")) } };
    let calls = calls(ask, Button::danger);
    ask_form::tells_of_danger(&ask.form)
        .then(|| html! { (help_first(&first, &say("ask-help-failed"), &calls, &[])) })
}

fn receive(ask: &Ask<'_>, key: Key) -> Result<Answer, Fault> {
    let (organization, place) = open(ask)?;
    let in_danger = ask_form::tells_of_danger(&ask.form);
    match take(ask, organization, key, &place) {
        Ok(Taken::Whole(_)) if in_danger => Ok(Answer::page(sent_in_danger(ask, SAVED, None))),
        Ok(Taken::Whole(receipt)) => Ok(Answer::see_other(&sent_address(ask.language(), &receipt))),
        Ok(Taken::InPart(missing)) => {
            // Nothing has to be filled in: only what was typed and cannot be read is worth a word.
            let typed = |issue: &Issue| !ask.form.text(issue.field).is_empty();
            let unread: Vec<Issue> = missing.into_iter().filter(typed).collect();
            let rest = rest(ask, key, &place, &problems(&unread));
            Ok(Answer::page(sent_in_danger(ask, SAVED, Some(&rest))))
        }
        Ok(Taken::Full) => Ok(Answer::page(sent_in_danger(ask, "ask-help-full", None))),
        Err(Refusal::Fields(_)) if in_danger => Ok(Answer::mend(number_page(ask, key))),
        Err(Refusal::Fields(issues)) => {
            let page = form_page(ask, &place, &problems(&issues), ask.token());
            Ok(Answer::mend(page))
        }
        Err(Refusal::SignIn(SignInError::Wait { wait })) => {
            let minutes = wait.get().div_ceil(60).to_string();
            let mut problems = Problems::none();
            let sentence = ask
                .language()
                .say_with("fault-wait-more", &[("minutes", &minutes)]);
            problems.add("who", sentence);
            // As the same form: something of it may be kept already.
            let page = Answer::page(form_page(ask, &place, &problems, ask.token_of(key)));
            Ok(page.status(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// What became of a form that was sent.
enum Taken {
    /// It is a request.
    Whole(Receipt),
    /// It tells of danger and is kept as far as it goes; this is missing.
    InPart(Vec<Issue>),
    /// It has told of danger before, and has added all that a form may: nothing of it was written this time.
    Full,
}

fn take(
    ask: &Ask<'_>,
    organization: OrganizationId,
    key: Key,
    place: &PublicHome,
) -> Result<Taken, Refusal> {
    let today = today(ask, place);
    match take_whole(ask, organization, key, today) {
        Err(Refusal::Fields(missing)) if ask_form::tells_of_danger(&ask.form) => {
            take_in_part(ask, organization, key, place, missing)
        }
        // Whoever went back in the browser and wrote of danger now: that is heard, beside what was sent before.
        Err(Refusal::KeyReused) if ask_form::tells_of_danger(&ask.form) => {
            take_in_part(ask, organization, key, place, Vec::new())
        }
        taken => taken,
    }
}

/// The date where the request is for: at the site that was chosen, or else the first.
fn today(ask: &Ask<'_>, place: &PublicHome) -> Date {
    let zone = ask_form::site(&ask.form, &place.sites)
        .or(place.sites.first())
        .map(|site| &site.zone);
    zone.map_or_else(|| greenwich(ask.now), |zone| zone.local(ask.now))
        .date()
}

fn take_whole(
    ask: &Ask<'_>,
    organization: OrganizationId,
    key: Key,
    today: Date,
) -> Result<Taken, Refusal> {
    let draft = ask_form::draft(Reader::Asker(ask.language()), &ask.form, today)
        .map_err(Refusal::Fields)?;
    // Before it is counted: whoever sends the form twice is not told to wait.
    if let Some(receipt) = inquiry::requested(ask.clinic, organization, key, &draft)? {
        return Ok(Taken::Whole(receipt));
    }
    if let Some(kept) = inquiry::kept_first(ask.clinic, organization, key)? {
        let rest = Rest {
            draft: &draft,
            site: Some(draft.site),
        };
        let added = add(ask, organization, key, &kept, rest)?;
        return Ok(added.map_or(Taken::Full, Taken::Whole));
    }
    count(ask)?;
    inquiry::request(ask.clinic, organization, key, &draft).map(Taken::Whole)
}

/// Nobody in danger is sent back for a last name: what there is, is kept, as long as somebody is reached by it.
fn take_in_part(
    ask: &Ask<'_>,
    organization: OrganizationId,
    key: Key,
    place: &PublicHome,
    missing: Vec<Issue>,
) -> Result<Taken, Refusal> {
    let sites: Vec<SiteId> = place.sites.iter().map(|site| site.id).collect();
    let speaks = Spoken::from_code(ask.language().code()).unwrap_or(Spoken::English);
    let today = today(ask, place);
    let Some(draft) = ask_form::in_danger::draft(&ask.form, &sites, speaks, today) else {
        return Err(Refusal::Fields(missing));
    };
    if let Some(kept) = inquiry::kept_first(ask.clinic, organization, key)? {
        let rest = Rest {
            draft: &draft,
            site: ask_form::in_danger::chosen(&ask.form, &sites),
        };
        if add(ask, organization, key, &kept, rest)?.is_none() {
            return Ok(Taken::Full);
        }
    } else {
        count(ask)?;
        inquiry::keep_first(ask.clinic, organization, key, &draft)?;
    }
    Ok(Taken::InPart(missing))
}

/// Adds to what is kept of this form; answers nothing where it has added all that a form may. Only what is new is counted
/// and written.
fn add(
    ask: &Ask<'_>,
    organization: OrganizationId,
    key: Key,
    kept: &Receipt,
    rest: Rest<'_>,
) -> Result<Option<Receipt>, Refusal> {
    match inquiry::adding(ask.clinic, organization, key, kept, rest)? {
        Adding::New => {
            count(ask)?;
            inquiry::add_rest(ask.clinic, organization, key, kept, rest)
        }
        Adding::Known(receipt) => Ok(Some(receipt)),
        Adding::Full => Ok(None),
    }
}

/// Counts what is about to be written from this address; danger apart from everything else.
fn count(ask: &Ask<'_>) -> Result<(), Refusal> {
    if ask_form::tells_of_danger(&ask.form) {
        sign_in::count_in_danger(ask.clinic, &ask.browser, &said(&ask.form))
    } else {
        sign_in::count_request(ask.clinic, &ask.browser)
    }
}

/// Who it is that tells of danger, as far as that can be told apart behind one address: the number, and the words.
fn said(form: &Form) -> String {
    let number = |field: &str| match Phone::parse(form.text(field)) {
        Ok(phone) => phone.digits(),
        Err(_) => String::new(),
    };
    let words = care::text::fold(form.text("words").trim());
    format!("{}\n{}\n{words}", number("phone"), number("asker_phone"))
}

/// The organization of this installation, for whoever is not signed in; nothing is here before it is set up.
fn open(ask: &Ask<'_>) -> Result<(OrganizationId, PublicHome), Fault> {
    let organizations = home::organizations(ask.clinic)?;
    let first = organizations.first().map(|(id, _)| *id);
    match (first, home::public_home(ask.clinic)?) {
        (Some(id), Some(place)) => Ok((id, place)),
        _ => Err(Fault::NoSuchPage),
    }
}

fn form_page(ask: &Ask<'_>, place: &PublicHome, problems: &Problems, token: String) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let calls = calls(ask, Button::danger);
    let asked = AskForm {
        reader: Reader::Asker(language),
        sites: &place.sites,
        calls: Some(&calls),
        typed: &ask.form,
        problems,
    };
    let fields = html! {
        (asked.fields())
        p.muted { (say("ask-private")) }
        div.buttons { (button(say("ask-send"))) }
    };
    // Something has to be mended before it can be sent; whom to call does not wait for that.
    let in_danger = ask_form::tells_of_danger(&ask.form);
    let title = heading(say("ask-title")).lead(say("ask-lead"));
    let body = html! {
        @if in_danger { (help_first(&html! { h2 { (say("ask-help-title")) } }, &say("ask-help-mend"), &calls, &[])) }
        (error_summary_in(language, problems))
        (title)
        @if !in_danger { (danger(ask, "ask-danger", Some("ask-danger-more"))) }
        (form(language.path("/ask"), token, fields).id("ask"))
    };
    let mut frame = frame(ask, Face::Public, say("ask-title"));
    frame.scripts.push(Asset::Help);
    page(&frame, body)
}

/// Somebody in danger is reached nowhere yet: whom to call, and one field.
fn number_page(ask: &Ask<'_>, key: Key) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let name = ask_form::in_danger::number_field(&ask.form);
    let mut problems = Problems::none();
    problems.add(name, say(&format!("ask-mend-{name}")));
    let asked = html! {
        (field(name, say(&format!("ask-{name}"))).tel().value(ask.form.text(name)).check(&problems))
        div.buttons { (button(say("ask-send"))) }
    };
    let mut asked = form(language.path("/ask"), ask.token_of(key), asked).id("ask");
    for (field, value) in &ask.form.0 {
        if field != name && ask_form::FIELDS.contains(&field.as_str()) {
            asked = asked.hidden(field.as_str(), value.as_str());
        }
    }
    let title = say("ask-help-title");
    let first = html! { h1 { (title) } };
    let body = html! {
        (help_first(&first, &say("ask-help-number"), &calls(ask, Button::danger), &[]))
        (asked)
        p { (link(&language.path("/"), &say("ask-sent-home"))) }
    };
    page(&frame(ask, Face::Public, title), body)
}

/// What is missing of a request that is kept already, as the same form: nothing of it has to be filled in.
fn rest(ask: &Ask<'_>, key: Key, place: &PublicHome, problems: &Problems) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let asked = AskForm {
        reader: Reader::Asker(language),
        sites: &place.sites,
        calls: None,
        typed: &ask.form,
        problems,
    };
    let fields = html! {
        (asked.fields())
        p.muted { (say("ask-private")) }
        div.buttons { (button(say("ask-help-more-send"))) }
    };
    html! {
        section {
            h2 { (say("ask-help-more")) }
            p { (say("ask-help-more-lead")) }
            (form(language.path("/ask"), ask.token_of(key), fields).id("ask"))
        }
    }
}

/// Whom to call when it cannot wait.
fn danger(ask: &Ask<'_>, title: &str, more: Option<&str>) -> Markup {
    let language = ask.language();
    let more = more.map(|more| language.say(more));
    help_box(
        &language.say(title),
        more.as_deref(),
        &calls(ask, Button::quiet),
    )
}

/// The emergency number and the crisis line, looking as `look` makes them.
fn calls(ask: &Ask<'_>, look: fn(Button) -> Button) -> Markup {
    let language = ask.language();
    let help = &ask.clinic.settings().help;
    let emergency = language.say_with("check-emergency", &[("number", help.emergency.as_str())]);
    html! {
        (look(button(emergency)).icon(Icon::Phone).href(dial(&help.emergency.dialed())))
        (look(button(call_the_crisis_line(help, language))).icon(Icon::Phone).href(dial(&help.crisis.dialed())))
    }
}

/// The page after a request that tells of danger: whom to call before everything else, then that it arrived, who is
/// told, as `known` says it, and what to do until then. It says nothing of how soon anybody here will look, which nobody
/// in danger may wait for.
fn sent_in_danger(ask: &Ask<'_>, known: &str, rest: Option<&Markup>) -> Markup {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let title = say("ask-help-title");
    let first = html! { h1 { (title) } };
    let body = html! {
        (help_first(&first, &say("ask-help-lead"), &calls(ask, Button::danger), &[]))
        section {
            h2 { (say("ask-sent-title")) }
            p { (say(known)) }
            p { (say("ask-help-now")) }
            @if let Some(phone) = call(ask) { p { (say("ask-sent-wait-more")) " " strong { (phone) } } }
        }
        @if let Some(rest) = rest { (rest) }
        p { (link(&language.path("/"), &say("ask-sent-home"))) }
    };
    page(&frame(ask, Face::Public, title), body)
}

/// What the page after a request learns from the answer that led to it.
const ASKED: &str = "asked";

/// The page after a request: the promise is in the address, and nothing of the request.
fn sent_address(language: Language, receipt: &Receipt) -> String {
    let (by, zone) = (receipt.call_back_by.to_string(), receipt.zone.as_str());
    format!(
        "{}?by={}&zone={}&said={ASKED}",
        language.path("/ask/sent"),
        encoded(&by),
        encoded(zone)
    )
}

/// What happens next: with the promise, for whoever has just asked; whoever opens the page by hand has asked nothing.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn sent(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let lead = promise(ask).map_or_else(
        || say("ask-sent-soon"),
        |moment| language.say_with("ask-sent-by", &[("moment", &moment)]),
    );
    let asked = ask.said_lasting() == ASKED;
    let title = if asked {
        say("ask-sent-title")
    } else {
        say("ask-sent-next")
    };
    let heading = if asked {
        heading(title.clone()).lead(lead)
    } else {
        heading(title.clone())
    };
    let body = html! {
        (heading)
        section {
            @if asked { h2 { (say("ask-sent-next")) } }
            ol.steps-to-come {
                @for step in ["rules", "call", "visit"] { li { (say(&format!("ask-sent-{step}"))) } }
            }
        }
        @if let Some(phone) = call(ask) {
            section {
                h2 { (say("ask-sent-wait")) }
                p { (say("ask-sent-wait-more")) " " strong { (phone) } }
            }
        }
        (danger(ask, "ask-sent-danger", None))
        p { (link(&language.path("/"), &say("ask-sent-home"))) }
    };
    Ok(Answer::page(page(&frame(ask, Face::Public, title), body)))
}

/// The promise in the address as people read it, where it can be one.
fn promise(ask: &Ask<'_>) -> Option<String> {
    let by: Timestamp = ask.query.text("by").parse().ok()?;
    let zone = TimeZoneName::parse(ask.query.text("zone")).ok()?;
    let away = ask.now.duration_until(by);
    let near = SignedDuration::from_hours(24 * PROMISE_DAYS_MAX);
    (away.abs() <= near).then(|| moment(ask.language(), by, &zone))
}

/// A day and a time of day.
fn moment(language: Language, at: Timestamp, zone: &TimeZoneName) -> String {
    let local = zone.local(at);
    let day = care::Weekday::from_index(local.weekday().to_monday_zero_offset().into())
        .map_or("", care::Weekday::code);
    let minute = care::people::site::minute_of(local.time());
    let day = language.say(&format!("opening-{day}"));
    let day = within(language, day);
    let month = language.say(&format!("ask-month-{}", local.month()));
    language.say_with(
        "ask-moment",
        &[
            ("day", &day),
            ("month", &month),
            ("date", &local.day().to_string()),
            ("time", &time(language, minute)),
        ],
    )
}
