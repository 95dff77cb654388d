//! Dialogs: a question asked over the page. Without scripts the same content is a page of its own.

use maud::{Markup, Render, html};

use super::Icon;

/// A dialog; see [`dialog`].
#[derive(Clone, Debug)]
pub struct Dialog {
    id: String,
    title: String,
    body: Markup,
    actions: Option<Markup>,
}

/// A dialog, closed until a button that [opens](super::Button::opens) its id is pressed.
pub fn dialog(id: impl Into<String>, title: impl Into<String>, body: Markup) -> Dialog {
    Dialog {
        id: id.into(),
        title: title.into(),
        body,
        actions: None,
    }
}

impl Dialog {
    /// The buttons at its foot; one that closes it is added.
    #[must_use]
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }
}

impl Render for Dialog {
    fn render(&self) -> Markup {
        let title_id = format!("{}-title", self.id);
        html! {
            dialog.dialog id=(self.id) aria-labelledby=(title_id) {
                div.dialog-head {
                    h2 id=(title_id) { (self.title) }
                    button.close type="button" data-close aria-label="Close" { (Icon::Close) }
                }
                (self.body)
                @if let Some(actions) = &self.actions {
                    div.dialog-foot { (actions) button.button.quiet type="button" data-close { "Cancel" } }
                }
            }
        }
    }
}
