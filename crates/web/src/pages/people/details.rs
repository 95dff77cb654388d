//! What is known of a person beside their name: a page for each topic, and a section of the record's first page.

use crate::pages::followup::signals::frame_about;
use crate::shell::form::{Form, finish};
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Field, Problems, branch, button, card, error_summary, facts, field, link, page, tel,
};
use care::PersonId;
use care::invalid::Issues;
use care::people::answered::{Answered, OnList, UNANSWERED};
use care::people::details::{
    Circumstances, Court, Details, EmergencyContacts, Identity, MayBeTold, Topic, Whereabouts,
};
use clinic::Refusal;
use clinic::people::details;
use maud::{Markup, Render, html};

mod circumstances;
mod court;
mod emergency;
mod identity;
mod whereabouts;

/// A topic as its form has it.
pub(crate) trait Typed: Topic {
    /// What is stored, as the form's fields show it.
    fn stored(&self) -> Stored;

    /// What the form describes, or every field that has to be mended.
    fn typed(form: &Form) -> Result<Self, Issues>;

    /// The form's fields.
    fn fields(edited: &Edited) -> Markup;
}

/// A topic of somebody's details.
pub(crate) fn show<T: Typed>(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view::<T>(ask, &Problems::none())?))
}

/// Writes it down.
pub(crate) fn change<T: Typed>(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let typed = T::typed(&ask.form).map_err(|issues| Fault::from(Refusal::Fields(issues.0)));
    let result = typed.and_then(|typed| {
        details::set(ask.clinic, ask.actor()?, ask.key()?, id, &typed).map_err(Fault::from)
    });
    let on = |()| format!("{}?said=saved", address::<T>(id));
    finish(result, on, |problems| view::<T>(ask, problems))
}

fn address<T: Topic>(id: PersonId) -> String {
    format!("/staff/people/{id}/details/{}", T::CODE)
}

fn view<T: Typed>(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = details::sheet::<T>(ask.clinic, ask.actor()?, id)?;
    let edited = Edited::of(ask, shown.version, shown.topic.stored(), problems);
    // The fields first: the summary calls them as they call themselves.
    let form = html! {
        @if shown.may_write {
            (edited.form(ask, html! { (T::fields(&edited)) div.buttons { (button("Save")) } }))
        } @else { (lines(&shown.topic)) }
    };
    let body = html! {
        (error_summary(&edited.problems))
        p.places.no-print { (places(id, T::CODE)) }
        (form)
    };
    Ok(page(&frame_about(ask, T::TITLE, id)?, body))
}

fn lines(topic: &impl Topic) -> Markup {
    let lines = topic.lines();
    let pairs: Vec<(&str, Markup)> = lines
        .iter()
        .map(|(asked, said)| (*asked, html! { (said) }))
        .collect();
    facts(&pairs)
}

/// The way to every topic but the one that is shown.
fn places(id: PersonId, but: &str) -> Markup {
    let all = [
        (
            address::<Whereabouts>(id),
            Whereabouts::TITLE,
            Whereabouts::CODE,
        ),
        (
            address::<EmergencyContacts>(id),
            EmergencyContacts::TITLE,
            EmergencyContacts::CODE,
        ),
        (address::<Identity>(id), Identity::TITLE, Identity::CODE),
        (
            address::<Circumstances>(id),
            Circumstances::TITLE,
            Circumstances::CODE,
        ),
        (address::<Court>(id), Court::TITLE, Court::CODE),
    ];
    html! {
        @for (href, title, code) in &all {
            @if *code != but { (link(href, title)) " " }
        }
    }
}

/// The section of the record's first page: what is looked for in a hurry, and the way to the rest.
pub(super) fn section(id: PersonId, details: &Details) -> impl Render {
    let identity = &details.identity;
    let language = identity.language.words_by(|one| one.name().to_owned());
    let whereabouts = &details.whereabouts;
    let senders = details.court.senders();
    let interpreter = format!("{language}; interpreter: {}", identity.interpreter.words());
    card(
        "Details",
        html! {
            (facts(&[
                ("Address", html! { (whereabouts.home_words()) }),
                ("During telehealth", html! { (whereabouts.away_words()) }),
                ("In an emergency", emergency_contacts(&details.emergency)),
                ("Language", html! { (interpreter) }),
                ("Sent by", html! { @for sender in &senders { div { (sender) } } }),
            ]))
            p.places.no-print { (places(id, "")) }
        },
    )
}

fn emergency_contacts(contacts: &EmergencyContacts) -> Markup {
    let named = contacts.named();
    html! {
        @if named.is_empty() {
            (contacts.people.words_by(|_| "They have nobody to call".to_owned()))
        }
        @for one in named {
            div {
                (one.name) ", " (one.relation) ", " (tel(one.phone.as_str(), &one.phone.dialed()))
                @if one.limit() == MayBeTold::Emergency { span.muted { " May be told that there is an emergency, and no more." } }
                @else { span.muted { " " (one.limit().label()) "." } }
            }
        }
    }
}

/// A field in which one of a list is chosen, or why there is no answer.
pub(super) fn choose<T: OnList>(edited: &Edited, name: &'static str, label: &str) -> Field {
    let listed = T::EVERY
        .iter()
        .map(|one| (one.code().to_owned(), one.listed()));
    choose_of(edited, name, label, listed)
}

/// The same from other values.
pub(super) fn choose_of(
    edited: &Edited,
    name: &'static str,
    label: &str,
    values: impl Iterator<Item = (String, String)>,
) -> Field {
    let unanswered = UNANSWERED
        .iter()
        .map(|(code, words)| ((*code).to_owned(), (*words).to_owned()));
    field(name, label)
        .select(unanswered.chain(values))
        .value(edited.shown.text(name))
        .check(&edited.problems)
}

/// What was chosen in such a field.
pub(super) fn chosen<T: OnList>(
    form: &Form,
    name: &'static str,
    issues: &mut Issues,
) -> Option<Answered<T>> {
    let found = Answered::from_code(form.text(name));
    if found.is_none() {
        issues.add(name, "Choose one of the list.");
    }
    found
}

/// What the first field of a form with several places sends where there is nobody, and where somebody stands below.
const NOBODY: &str = "nobody";
const NAMED: &str = "named";

/// Which of the two it is, by those who are known.
pub(super) fn named_or_nobody<T>(all: &[T]) -> &'static str {
    if all.is_empty() { NOBODY } else { NAMED }
}

/// The field: nobody, those below, or why there is no answer.
pub(super) fn choose_named(
    edited: &Edited,
    name: &'static str,
    label: &str,
    [nobody, named]: [&str; 2],
) -> Field {
    let answers = [(NOBODY, nobody), (NAMED, named)];
    let own = |(code, label): (&str, &str)| (code.to_owned(), label.to_owned());
    choose_of(edited, name, label, answers.into_iter().map(own))
}

/// Those who stand below it, while it says so.
pub(super) fn named_below(name: &str, places: Markup) -> Markup {
    branch(name, &[NAMED], places)
}

/// What was chosen in it, with those who stand below, as `below` reads them; `clash` says what to mend where somebody
/// stands there and the field says otherwise.
pub(super) fn chosen_named<T>(
    form: &Form,
    name: &'static str,
    clash: Option<&str>,
    issues: &mut Issues,
    below: impl FnOnce(&mut Issues) -> Vec<T>,
) -> Option<Answered<Vec<T>>> {
    let code = form.text(name);
    if code == NAMED {
        return Some(Answered::Said(below(issues)));
    }
    if let Some(sentence) = clash {
        issues.add(name, sentence);
        return None;
    }
    if code == NOBODY {
        return Some(Answered::Said(Vec::new()));
    }
    let unanswered = Answered::unanswered(code);
    if unanswered.is_none() {
        issues.add(name, "Choose one of the list.");
    }
    unanswered
}

/// A field for a line.
pub(super) fn text(edited: &Edited, name: &'static str, label: &str) -> Field {
    field(name, label)
        .value(edited.shown.text(name))
        .check(&edited.problems)
}

/// Whether anything was typed into one of these fields.
pub(super) fn any_typed(form: &Form, names: &[&str]) -> bool {
    names.iter().any(|name| !form.text(name).trim().is_empty())
}

/// One of several places of a form: the first and those in which something stands are open, the others folded. What is
/// wrong in one opens it.
pub(super) fn folded(
    edited: &Edited,
    title: &str,
    names: &[&str],
    open: bool,
    body: Markup,
) -> Markup {
    let told = |name: &&str| edited.problems.tells_of(name);
    html! {
        section {
            details open[open || names.iter().any(told)] {
                summary { (title) }
                (body)
            }
        }
    }
}
