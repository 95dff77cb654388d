//! Choices that are read before they are made: radio buttons and checkboxes as cards.

use maud::{Markup, Render, html};

use super::conflict::{beside_tick, not_offered};
use super::field::error_line;
use super::{Conflict, Problems};
use crate::language::Language;

/// One choice; see [`choice`].
#[derive(Clone, Debug)]
pub struct ChoiceItem {
    value: String,
    label: String,
    hint: Option<String>,
    spoken: Option<Language>,
    chosen: bool,
}

/// A choice with the value it sends and the words it shows.
pub fn choice(value: impl Into<String>, label: impl Into<String>) -> ChoiceItem {
    ChoiceItem {
        value: value.into(),
        label: label.into(),
        hint: None,
        spoken: None,
        chosen: false,
    }
}

impl ChoiceItem {
    /// A sentence that says what choosing it means.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// In a language of its own, among choices in another one.
    #[must_use]
    pub fn spoken_in(mut self, language: Language) -> Self {
        self.spoken = (language != Language::English).then_some(language);
        self
    }

    /// Whether it is chosen.
    #[must_use]
    pub fn chosen(mut self, chosen: bool) -> Self {
        self.chosen = chosen;
        self
    }
}

/// A group of choices; see [`radios`] and [`checkboxes`].
#[derive(Clone, Debug)]
pub struct Choices {
    kind: &'static str,
    name: String,
    legend: String,
    /// The same asked about somebody else, where the form has both.
    of_someone: Option<String>,
    offered: Vec<ChoiceItem>,
    hint: Option<String>,
    error: Option<String>,
    conflict: Option<Conflict>,
    speaks: Language,
    side_by_side: bool,
    legend_unseen: bool,
}

/// One of several.
pub fn radios(
    name: impl Into<String>,
    legend: impl Into<String>,
    choices: impl Into<Vec<ChoiceItem>>,
) -> Choices {
    Choices {
        kind: "radio",
        name: name.into(),
        legend: legend.into(),
        of_someone: None,
        offered: choices.into(),
        hint: None,
        error: None,
        conflict: None,
        speaks: Language::default(),
        side_by_side: false,
        legend_unseen: false,
    }
}

/// Any of several.
pub fn checkboxes(
    name: impl Into<String>,
    legend: impl Into<String>,
    choices: impl Into<Vec<ChoiceItem>>,
) -> Choices {
    Choices {
        kind: "checkbox",
        ..radios(name, legend, choices)
    }
}

impl Choices {
    /// A sentence that helps to choose.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How the same is asked about somebody else; which of both is seen follows from who needs help.
    #[must_use]
    pub fn of_someone(mut self, legend: impl Into<String>) -> Self {
        self.of_someone = Some(legend.into());
        self
    }

    /// Chooses the one with this value.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        for choice in &mut self.offered {
            choice.chosen = choice.value == value;
        }
        self
    }

    /// Takes its error from the problems of the form, or what is stored now where the form was made from something older.
    #[must_use]
    pub fn check(mut self, problems: &Problems) -> Self {
        self.error = problems.of(&self.name).map(String::from);
        self.conflict = problems.conflict(&self.name, &self.legend).cloned();
        self.speaks = problems.language();
        self
    }

    /// What stands beside it as wrong.
    fn wrong(&self) -> Option<String> {
        let label = |value: &str| {
            let mut offered = self.offered.iter();
            let found = offered.find(|choice| choice.value == value);
            found.map_or_else(|| not_offered(self.speaks), |choice| choice.label.clone())
        };
        let stored = || {
            self.conflict
                .as_ref()
                .map(|conflict| conflict.sentence_in(self.speaks, label))
        };
        self.error.clone().or_else(stored)
    }

    /// Beside each other, for short words: yes, no, unknown.
    #[must_use]
    pub fn side_by_side(mut self) -> Self {
        self.side_by_side = true;
        self
    }

    /// Its legend is only read aloud: what stands beside it says the same to whoever sees it.
    #[must_use]
    pub fn legend_unseen(mut self) -> Self {
        self.legend_unseen = true;
        self
    }

    /// The first choice carries the name as its id, so that the error summary leads to it.
    fn id(&self, index: usize) -> String {
        match index {
            0 => self.name.clone(),
            _ => format!("{}-{}", self.name, index + 1),
        }
    }

    fn card(&self, index: usize, choice: &ChoiceItem) -> Markup {
        let id = self.id(index);
        let described = choice.hint.as_ref().map(|_| format!("{id}-more"));
        html! {
            div.choice {
                input type=(self.kind) id=(id) name=(self.name) value=(choice.value) checked[choice.chosen]
                    aria-describedby=[described];
                label for=(id) lang=[choice.spoken.map(Language::code)] { (choice.label) }
                @if let Some(hint) = &choice.hint { p.hint id={ (id) "-more" } { (hint) } }
            }
        }
    }
}

impl Render for Choices {
    fn render(&self) -> Markup {
        let name = &self.name;
        let hint = self.hint.as_ref().map(|_| format!("{name}-hint"));
        let wrong = self.wrong();
        let error = wrong.as_ref().map(|_| format!("{name}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        let described = (!ids.is_empty()).then(|| ids.join(" "));
        html! {
            fieldset.field.wrong[wrong.is_some()] aria-describedby=[described] {
                legend class=[self.legend_unseen.then_some("unseen")] {
                    @match &self.of_someone {
                        Some(other) => { span.for-themselves { (self.legend) } " " span.for-someone { (other) } }
                        None => (self.legend),
                    }
                }
                @if let Some(hint) = &self.hint { p.hint id={ (name) "-hint" } { (hint) } }
                @if let Some(error) = &wrong { (error_line(name, error)) }
                div.choices.side-by-side[self.side_by_side] {
                    @for (index, choice) in self.offered.iter().enumerate() { (self.card(index, choice)) }
                }
            }
        }
    }
}

/// A single checkbox with its sentence; it sends `yes`.
pub fn tick(name: &str, label: &str, ticked: bool) -> Markup {
    tick_checked(name, label, ticked, &Problems::none())
}

/// The same in a form of something stored, which may have been changed meanwhile.
pub fn tick_checked(name: &str, label: &str, ticked: bool, problems: &Problems) -> Markup {
    let is_stale = problems.conflict(name, label).is_some();
    let error = problems.of(name).filter(|_| !is_stale);
    let told = (is_stale || error.is_some()).then(|| format!("{name}-error"));
    html! {
        div.field.wrong[told.is_some()] {
            (beside_tick(name, label, problems))
            @if let Some(error) = error { (error_line(name, error)) }
            div.choice.bare {
                input type="checkbox" id=(name) name=(name) value="yes" checked[ticked]
                    aria-describedby=[&told] aria-invalid=[told.as_ref().map(|_| "true")];
                label for=(name) { (label) }
            }
        }
    }
}
