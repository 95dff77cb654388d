//! Small blocks: a card, a list of facts, a moment in time.

use care::daytime::age_text;
use maud::{Markup, Render, html};

/// A card; see [`card`].
#[derive(Clone, Debug)]
pub struct Card {
    title: String,
    body: Markup,
    href: Option<String>,
    end: Option<Markup>,
    below: bool,
}

/// One thing set apart from the rest of the page. Use it for what stands alone, not to draw boxes.
pub fn card(title: impl Into<String>, body: Markup) -> Card {
    Card {
        title: title.into(),
        body,
        href: None,
        end: None,
        below: false,
    }
}

impl Card {
    /// The title leads there.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Its title is one level below a heading of the page that it stands under.
    #[must_use]
    pub fn under_a_heading(mut self) -> Self {
        self.below = true;
        self
    }

    /// Something beside the title: a status word, a small button.
    #[must_use]
    pub fn end(mut self, end: Markup) -> Self {
        self.end = Some(end);
        self
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        let title = html! { @if let Some(href) = &self.href { a href=(href) { (self.title) } } @else { (self.title) } };
        html! {
            section.card {
                div.card-head {
                    @if self.below { h3 { (title) } } @else { h2 { (title) } }
                    @if let Some(end) = &self.end { (end) }
                }
                (self.body)
            }
        }
    }
}

/// Facts as pairs of a term and what it is.
pub fn facts(pairs: &[(&str, Markup)]) -> Markup {
    html! {
        dl.facts { @for (term, fact) in pairs { div { dt { (term) } dd { (fact) } } } }
    }
}

/// A moment as the server wrote it, in the time of the site, with the machine form beside it.
pub fn when(text: &str, datetime: &str) -> Markup {
    html! { time datetime=(datetime) { (text) } }
}

/// How long something has lasted, between what stands before and after it: "unanswered for 4 min", "4 min ago". A
/// script keeps it true while the page is open; without one it is as old as the page.
pub fn age(minutes: u32, [before, after]: [&str; 2]) -> Markup {
    html! {
        span.age data-age=(minutes) data-age-words={ (before) "*" (after) } { (before) (age_text(minutes)) (after) }
    }
}
