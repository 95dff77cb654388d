//! The head of a page: where it came from, what it is, one line about it, and its actions.

use maud::{Markup, Render, html};

use super::Icon;

/// Where the title of a page stands.
#[derive(Clone, Debug)]
enum Title {
    /// Here, as the one `h1`.
    Here(String),
    /// Here, below the one that the frame has.
    Below(String),
    /// In the frame alone.
    InFrame,
}

/// The one `h1` of a page; see [`heading`]. Of a page about somebody it is what comes below that: see [`opening`].
#[derive(Clone, Debug)]
pub struct Heading {
    title: Title,
    lead: Option<Markup>,
    back: Option<(String, String)>,
    actions: Option<Markup>,
}

/// The head of a page with this title.
pub fn heading(title: impl Into<String>) -> Heading {
    Heading::titled(Title::Here(title.into()))
}

/// The head of a page about somebody that is no more than its name, which the frame has said with theirs: what else
/// there is to say about it.
pub fn opening() -> Heading {
    Heading::titled(Title::InFrame)
}

/// The head of a page about somebody that is about one thing of theirs, which is the title here.
pub fn heading_below(title: impl Into<String>) -> Heading {
    Heading::titled(Title::Below(title.into()))
}

impl Heading {
    const fn titled(title: Title) -> Self {
        Self {
            title,
            lead: None,
            back: None,
            actions: None,
        }
    }

    /// One or two sentences below the title.
    #[must_use]
    pub fn lead(mut self, lead: impl Render) -> Self {
        self.lead = Some(lead.render());
        self
    }

    /// A link above the title to the page that this one belongs to.
    #[must_use]
    pub fn back(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.back = Some((href.into(), label.into()));
        self
    }

    /// Buttons beside the title.
    #[must_use]
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }
}

impl Render for Heading {
    fn render(&self) -> Markup {
        let lead = html! { @if let Some(lead) = &self.lead { p.lead { (lead) } } };
        html! {
            div.heading {
                @if let Some((href, label)) = &self.back {
                    p.back { a href=(href) { (Icon::Back) span { (label) } } }
                }
                div.heading-row {
                    @match &self.title {
                        Title::Here(title) => h1 { (title) },
                        Title::Below(title) => h2 { (title) },
                        Title::InFrame => (lead),
                    }
                    @if let Some(actions) = &self.actions { div.actions { (actions) } }
                }
                @if !matches!(self.title, Title::InFrame) { (lead) }
            }
        }
    }
}
