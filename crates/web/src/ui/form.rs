//! Forms, and what is wrong with what was typed.

use super::conflict::{self, Conflict};
use crate::language::Language;
use maud::{Markup, Render, html};
use std::cell::RefCell;

/// What was wrong with a submitted form: for each field, one sentence that says what to do; and where the form was made
/// from an older version than the one that is stored, what is stored now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    sentences: Vec<(String, String)>,
    stale: bool,
    conflicts: Vec<Conflict>,
    /// In which language the page tells of it.
    language: Language,
    /// What each field is called, told by the fields themselves when they are checked: the form is where labels stand.
    labels: RefCell<Vec<(String, String)>>,
}

impl Problems {
    /// Nothing wrong.
    pub const fn none() -> Self {
        Self {
            sentences: Vec::new(),
            stale: false,
            conflicts: Vec::new(),
            language: Language::English,
            labels: RefCell::new(Vec::new()),
        }
    }

    /// The form was made from an older version than the one that is stored.
    #[must_use]
    pub fn stale() -> Self {
        Self {
            stale: true,
            ..Self::none()
        }
    }

    /// On a page in a language: the head of the form, and what is stored now beside its fields.
    #[must_use]
    pub const fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// In which language the page tells of it.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether it was.
    pub const fn is_stale(&self) -> bool {
        self.stale
    }

    /// Adds what is stored now, beside a field.
    pub fn add_conflict(&mut self, conflict: Conflict) {
        self.conflicts.push(conflict);
    }

    /// What is stored now, beside each field where that is to be told.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Whether anything is to be told beside a field: what is wrong with it, or what is stored now.
    pub fn tells_of(&self, field: &str) -> bool {
        self.of(field).is_some() || self.conflicts.iter().any(|one| one.field == field)
    }

    /// What is stored now, where it is to be told beside a field. The summary calls the field by its label, so the
    /// fields of a form of something stored are made before the page's head is.
    pub fn conflict(&self, field: &str, label: &str) -> Option<&Conflict> {
        let found = self.conflicts.iter().find(|one| one.field == field)?;
        let mut labels = self.labels.borrow_mut();
        if labels.iter().all(|(known, _)| known != field) {
            labels.push((field.to_owned(), label.to_owned()));
        }
        Some(found)
    }

    /// What a field is called that was checked.
    pub(super) fn label(&self, field: &str) -> Option<String> {
        let labels = self.labels.borrow();
        let mut known = labels.iter();
        let found = known.find(|(name, _)| name == field);
        found.map(|(_, label)| label.clone())
    }

    /// Adds a sentence for a field. The field is the `name` that the form control has.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.sentences.push((field.into(), sentence.into()));
    }

    /// The first sentence for a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.sentences
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, sentence)| sentence.as_str())
    }

    /// The same for the summary of a page where a field has another id than its name.
    #[must_use]
    pub fn at(&self, field: &str, id: &str) -> Self {
        let named = |found: &str| if found == field { id } else { found }.to_owned();
        let sentences = self.sentences.iter();
        Self {
            sentences: sentences
                .map(|(field, sentence)| (named(field), sentence.clone()))
                .collect(),
            ..self.clone()
        }
    }

    /// Every field with its sentence.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sentences
            .iter()
            .map(|(field, sentence)| (field.as_str(), sentence.as_str()))
    }

    /// Whether nothing is wrong.
    pub const fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }
}

/// The list at the head of a form that links to each field with a problem; nothing when there is none.
pub fn error_summary(problems: &Problems) -> Markup {
    error_summary_in(problems.language, problems)
}

/// The same on a page in a language.
pub fn error_summary_in(language: Language, problems: &Problems) -> Markup {
    let title = match problems.sentences.len() {
        1 => language.say("form-one-thing"),
        several => language.count("form-things", several),
    };
    html! {
        (conflict::summary(language, problems))
        @if !problems.is_empty() {
            div.error-summary role="alert" tabindex="-1" data-focus {
                h2 { (title) }
                p { (language.say("form-nothing-lost")) }
                ul { @for (field, sentence) in &problems.sentences { li { a href={ "#" (field) } { (sentence) } } } }
            }
        }
    }
}

/// Questions of a form that are asked one after the other: each is shown once the one before it is answered, which is
/// once a choice of it is made and nothing that it requires is empty. Where something is wrong all of them are shown,
/// and so they are by a browser that cannot tell. Nothing of it needs a script.
pub fn in_turn(questions: impl IntoIterator<Item = Markup>) -> Markup {
    html! { div.in-turn { @for question in questions { div.turn { (question) } } } }
}

/// A form that changes something; see [`form`].
#[derive(Clone, Debug)]
pub struct Form {
    action: String,
    token: String,
    body: Markup,
    id: Option<String>,
    hidden: Vec<(String, String)>,
    swap: Option<String>,
    autosave: Option<String>,
    live: Option<String>,
    inline: bool,
    roster_minutes: Option<u16>,
}

/// A form that posts to `action` and carries `token` as `_token`. Sent twice, it counts once.
pub fn form(action: impl Into<String>, token: impl Into<String>, body: Markup) -> Form {
    Form {
        action: action.into(),
        token: token.into(),
        body,
        id: None,
        hidden: Vec::new(),
        swap: None,
        autosave: None,
        live: None,
        inline: false,
        roster_minutes: None,
    }
}

impl Form {
    /// With an id, for buttons outside it.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Carries one more hidden value, for example the version of what is edited.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// With scripts, replaces only the element with this id by the one in the answer.
    #[must_use]
    pub fn swap(mut self, target_id: impl Into<String>) -> Self {
        self.swap = Some(target_id.into());
        self
    }

    /// With scripts, posts what is typed to this address as it is typed; put [`super::save_state`] into the body.
    #[must_use]
    pub fn autosave(mut self, address: impl Into<String>) -> Self {
        self.autosave = Some(address.into());
        self
    }

    /// With scripts, asks this address about what is typed as it is typed, and takes from the answer each element that
    /// says in `data-live-by` on which fields it depends. Nothing is saved by it.
    #[must_use]
    pub fn live(mut self, address: impl Into<String>) -> Self {
        self.live = Some(address.into());
        self
    }

    /// Holds a [`super::roster`] of a session so many minutes long.
    #[must_use]
    pub fn roster(mut self, minutes: u16) -> Self {
        self.roster_minutes = Some(minutes);
        self
    }

    /// In one line, for a single button or a short field.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        // The browser's own bubbles neither stay nor say what to do, so checking is left to the server.
        html! {
            form.form[!self.inline].inline[self.inline] method="post" action=(self.action) id=[&self.id] novalidate
                data-swap=[&self.swap] data-autosave=[&self.autosave] data-live=[&self.live] data-roster=[self.roster_minutes] {
                input type="hidden" name="_token" value=(self.token);
                @for (name, value) in &self.hidden { input type="hidden" name=(name) value=(value); }
                (self.body)
            }
        }
    }
}
