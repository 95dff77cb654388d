//! Buttons and links. One primary button per page; the others are quiet.

use maud::{Markup, Render, html};

use super::Icon;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Primary,
    Quiet,
    Danger,
}

/// A button; see [`button`].
#[derive(Clone, Debug)]
pub struct Button {
    label: String,
    look: Look,
    href: Option<String>,
    sends: Option<(String, String)>,
    plain: bool,
    icon: Option<Icon>,
    shortcut: Option<String>,
    opens: Option<String>,
    reason: Option<String>,
    form: Option<String>,
    describes: Option<String>,
    id: Option<String>,
    focused: bool,
}

/// The primary button that submits its form. Change it with the methods.
pub fn button(label: impl Into<String>) -> Button {
    Button {
        label: label.into(),
        look: Look::Primary,
        href: None,
        sends: None,
        plain: false,
        icon: None,
        shortcut: None,
        opens: None,
        reason: None,
        form: None,
        describes: None,
        id: None,
        focused: false,
    }
}

/// A link in running text.
pub fn link(href: &str, label: &str) -> Markup {
    html! { a href=(href) { (label) } }
}

/// Prints the page. Only a script can, so it is there only where scripts run.
pub fn print_button(label: &str) -> Markup {
    html! { button.button.quiet.print type="button" data-print { (Icon::Plan) span { (label) } } }
}

impl Button {
    /// Not the main thing to do here.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.look = Look::Quiet;
        self
    }

    /// Does something that cannot be undone.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.look = Look::Danger;
        self
    }

    /// A link that looks like a button.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Submits this name and value with the form, to tell two submit buttons apart.
    #[must_use]
    pub fn sends(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.sends = Some((name.into(), value.into()));
        self
    }

    /// Does not submit; only for what a script does.
    #[must_use]
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// With an icon before the word.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With keys that press it, shown beside the word.
    #[must_use]
    pub fn shortcut(mut self, keys: impl Into<String>) -> Self {
        self.shortcut = Some(keys.into());
        self
    }

    /// Opens the dialog with this id. With [`Button::href`] the same content is a page for those without scripts.
    #[must_use]
    pub fn opens(mut self, dialog_id: impl Into<String>) -> Self {
        self.opens = Some(dialog_id.into());
        self
    }

    /// Submits the form with this id, from outside it.
    #[must_use]
    pub fn of_form(mut self, form_id: impl Into<String>) -> Self {
        self.form = Some(form_id.into());
        self
    }

    /// More words for those who cannot see what the button stands beside: "Edit" and, unseen, "Dana's plan".
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.describes = Some(what.into());
        self
    }

    /// With an id, for a link in a part of the page that is fetched anew: it keeps the focus by it.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Is what Enter presses when the page comes; the script that gives it the focus sees to it that the press began here.
    #[must_use]
    pub fn focused(mut self, is_first: bool) -> Self {
        self.focused = is_first;
        self
    }

    /// Cannot be pressed now, and says why beside it.
    #[must_use]
    pub fn disabled_because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    fn class(&self) -> &'static str {
        match self.look {
            Look::Primary => "primary",
            Look::Quiet => "quiet",
            Look::Danger => "danger",
        }
    }

    fn inside(&self) -> Markup {
        html! {
            @if let Some(icon) = self.icon { (icon) }
            span { (self.label) @if let Some(what) = &self.describes { span.unseen { " " (what) } } }
            @if let Some(keys) = &self.shortcut { kbd aria-hidden="true" { (keys) } }
        }
    }

    fn press(&self) -> Markup {
        let submits = !self.plain && (self.opens.is_none() || self.sends.is_some());
        let (name, value) = self.sends.clone().unzip();
        html! {
            button.button.(self.class()) id=[&self.id] type=(if submits { "submit" } else { "button" })
                name=[name] value=[value] form=[&self.form]
                data-focus[self.focused] data-open=[&self.opens] data-shortcut=[&self.shortcut] { (self.inside()) }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        html! {
            @if let Some(reason) = &self.reason {
                // Stays focusable, so that its reason can be reached; its type keeps it from submitting.
                span.disabled {
                    button.button.(self.class()) type="button" aria-disabled="true" { (self.inside()) }
                    " " span.reason { (reason) }
                }
            } @else if let Some(href) = &self.href {
                a.button.(self.class()) id=[&self.id] href=(href) data-open=[&self.opens] data-shortcut=[&self.shortcut] { (self.inside()) }
            } @else {
                (self.press())
            }
        }
    }
}
