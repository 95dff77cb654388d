//! Long forms: where we are in them, and whether what was typed is kept.

use maud::{Markup, html};

use super::Icon;

/// How far one step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Answered.
    Done,
    /// Being shown.
    Current,
    /// Not yet opened.
    Ahead,
    /// Answered, and something in it has to be mended.
    Mend,
}

/// One step of a long form.
#[derive(Clone, Debug)]
pub struct FormStep {
    /// What it asks about.
    pub label: String,
    /// Its page; none where it cannot be opened yet.
    pub href: Option<String>,
    /// How far it is.
    pub state: StepState,
}

/// The steps of a long form.
pub fn stepper(steps: &[FormStep]) -> Markup {
    html! {
        nav.stepper aria-label="Steps of this form" {
            ol { @for step in steps { (one(step)) } }
        }
    }
}

fn one(step: &FormStep) -> Markup {
    let (class, said) = match step.state {
        StepState::Done => ("done", "done"),
        StepState::Current => ("current", "now"),
        StepState::Ahead => ("ahead", "still to come"),
        StepState::Mend => ("mend", "has something to mend"),
    };
    let inside = html! {
        span.step-mark {
            @match step.state {
                StepState::Done => (Icon::Check),
                StepState::Mend => (Icon::Attention),
                StepState::Current | StepState::Ahead => {},
            }
        }
        span { (step.label) span.unseen { ", " (said) } }
    };
    let current = (step.state == StepState::Current).then_some("step");
    html! {
        li.(class) aria-current=[current] {
            @if let Some(href) = &step.href { a href=(href) { (inside) } } @else { span.step { (inside) } }
        }
    }
}

/// Whether what was typed is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing typed yet.
    Untouched,
    /// Kept, at this time of day: `10:42`.
    Saved(String),
    /// Not kept.
    NotSaved,
}

/// The line that says whether what was typed is kept; autosave writes into it.
pub fn save_state(state: &SaveState) -> Markup {
    let (class, text) = match state {
        SaveState::Untouched => ("", String::new()),
        SaveState::Saved(time) => ("saved", format!("Saved {time}")),
        SaveState::NotSaved => ("unsaved", "Not saved yet".to_owned()),
    };
    html! { p.save-state.(class) role="status" data-save-state { (text) } }
}
