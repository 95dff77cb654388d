//! One labelled field: the label above, the hint below it, the error beside what is wrong.

use maud::{Markup, Render, html};

use super::conflict::not_offered;
use super::filter::FILTER_HINT;
use super::{Conflict, Problems};
use crate::language::Language;

mod kind;

/// How wide a field is. Its width tells how much is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A few digits.
    Short,
    /// A date, a time, a telephone number.
    Medium,
    /// All there is, up to a comfortable line.
    Full,
}

#[derive(Clone, Debug)]
enum FieldKind {
    Input(&'static str),
    Area { rows: u8 },
    Select(Vec<(String, String)>),
}

/// A field; see [`field`].
#[derive(Clone, Debug)]
pub struct Field {
    name: String,
    label: String,
    id: Option<String>,
    kind: FieldKind,
    value: String,
    hint: Option<String>,
    hint_id: Option<&'static str>,
    error: Option<String>,
    conflict: Option<Conflict>,
    unit: Option<String>,
    autocomplete: Option<String>,
    input_mode: Option<&'static str>,
    reads: Option<&'static str>,
    offers: Vec<(String, String)>,
    width: Width,
    required: bool,
    focused: bool,
    optional: Option<Language>,
    speaks: Language,
}

/// A field for a line of text. The methods make it something else.
pub fn field(name: impl Into<String>, label: impl Into<String>) -> Field {
    Field {
        name: name.into(),
        label: label.into(),
        id: None,
        kind: FieldKind::Input("text"),
        value: String::new(),
        hint: None,
        hint_id: None,
        error: None,
        conflict: None,
        unit: None,
        autocomplete: None,
        input_mode: None,
        reads: None,
        offers: Vec::new(),
        width: Width::Full,
        required: false,
        focused: false,
        optional: None,
        speaks: Language::English,
    }
}

/// What it says and holds.
impl Field {
    /// What it holds.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// A sentence that helps to answer.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The sentence that helps to answer stands below the filter that this field is in: [`super::Filter::hint`].
    #[must_use]
    pub fn hinted_below(mut self) -> Self {
        self.hint_id = Some(FILTER_HINT);
        self
    }

    /// What is wrong with what was typed, if anything.
    #[must_use]
    pub fn error(mut self, error: Option<&str>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Takes its error from the problems of the form, or what is stored now where the form was made from something older.
    #[must_use]
    pub fn check(mut self, problems: &Problems) -> Self {
        self.conflict = problems.conflict(&self.name, &self.label).cloned();
        if problems.language() != Language::default() {
            self.speaks = problems.language();
        }
        let error = problems.of(&self.name).map(String::from);
        self.error(error.as_deref())
    }

    /// What stands beside it as wrong.
    fn wrong(&self) -> Option<String> {
        let label = |value: &str| match &self.kind {
            FieldKind::Select(options) => {
                let known = options.iter().find(|(known, _)| known == value);
                known.map_or_else(|| not_offered(self.speaks), |(_, label)| label.clone())
            }
            _ => value.to_owned(),
        };
        let stored = || {
            self.conflict
                .as_ref()
                .map(|conflict| conflict.sentence_in(self.speaks, label))
        };
        self.error.clone().or_else(stored)
    }

    /// The unit behind the field: `minutes`.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The `autocomplete` token: `given-name`, `username`, `current-password`, `off`.
    #[must_use]
    pub fn autocomplete(mut self, token: impl Into<String>) -> Self {
        self.autocomplete = Some(token.into());
        self
    }

    /// How wide it is.
    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Must be answered.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Is where the keys go when the page comes, for one that somebody opens to type.
    #[must_use]
    pub fn focused(mut self, is_first: bool) -> Self {
        self.focused = is_first;
        self
    }

    /// May be left empty, and says so.
    #[must_use]
    pub fn optional(self) -> Self {
        self.optional_in(Language::English)
    }

    /// The same on a page in a language.
    #[must_use]
    pub fn optional_in(mut self, language: Language) -> Self {
        self.optional = Some(language);
        self
    }

    /// On a page in a language: what is stored now is told in it.
    #[must_use]
    pub fn speaks(mut self, language: Language) -> Self {
        self.speaks = language;
        self
    }

    /// An id other than the name, where a page has the same name twice. Error summaries link to the name.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    fn class(&self) -> &'static str {
        match self.width {
            Width::Short => "w-short",
            Width::Medium => "w-medium",
            Width::Full => "w-full",
        }
    }

    /// The ids of what describes the control, for `aria-describedby`.
    fn described_by(&self, id: &str, wrong: Option<&str>) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{id}-hint"));
        let error = wrong.map(|_| format!("{id}-error"));
        let below = self.hint_id.map(String::from);
        let ids: Vec<String> = hint.into_iter().chain(below).chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn control(&self, id: &str, wrong: Option<&str>) -> Markup {
        let described = self.described_by(id, wrong);
        let invalid = wrong.map(|_| "true");
        let list = (!self.offers.is_empty()).then(|| format!("{id}-offers"));
        html! {
            @match &self.kind {
                FieldKind::Input(kind) => input.(self.class()) type=(kind) id=(id) name=(self.name) value=(self.value)
                    autocomplete=[&self.autocomplete] inputmode=[self.input_mode] data-reads=[self.reads] required[self.required] list=[&list]
                    autofocus[self.focused]
                    aria-describedby=[&described] aria-invalid=[invalid];,
                FieldKind::Area { rows } => textarea.(self.class()) id=(id) name=(self.name) rows=(rows)
                    autocomplete=[&self.autocomplete] required[self.required]
                    aria-describedby=[&described] aria-invalid=[invalid] { "\n" (self.value) },
                FieldKind::Select(options) => select.(self.class()) id=(id) name=(self.name) required[self.required]
                    autocomplete=[&self.autocomplete] aria-describedby=[&described] aria-invalid=[invalid] {
                    @for (value, label) in options { option value=(value) selected[*value == self.value] { (label) } }
                },
            }
            @if let Some(list) = &list {
                datalist id=(list) { @for (value, label) in &self.offers { option value=(value) label=(label); } }
            }
        }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let id = self.id.as_ref().unwrap_or(&self.name);
        let wrong = self.wrong();
        let wrong = wrong.as_deref();
        html! {
            div.field.wrong[wrong.is_some()] {
                label for=(id) { (self.label) @if let Some(language) = self.optional { span.optional { " (" (language.say("form-optional")) ")" } } }
                @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
                @if let Some(error) = wrong { (error_line(id, error)) }
                @if let Some(unit) = &self.unit {
                    span.with-unit { (self.control(id, wrong)) span.unit { (unit) } }
                } @else { (self.control(id, wrong)) }
            }
        }
    }
}

/// The sentence beside a field that says what is wrong.
pub fn error_line(id: &str, error: &str) -> Markup {
    html! { p.error id={ (id) "-error" } { (super::Icon::Attention) span { (error) } } }
}
