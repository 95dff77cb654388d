//! The filter above a list. Its state is the address, so a filtered list can be sent to a colleague.

use maud::{Markup, Render, html};

use super::{Button, button};

/// The id of the sentence below a filter. A page has one filter with such a sentence.
pub(super) const FILTER_HINT: &str = "filter-hint";

/// A filter bar; see [`filter_bar`].
#[derive(Clone, Debug)]
pub struct Filter {
    action: String,
    fields: Markup,
    swap: Option<String>,
    clear: Option<String>,
    result: Option<String>,
    hint: Option<String>,
    label: &'static str,
}

/// A bar of fields that asks for `action` again with them in the address.
pub fn filter_bar(action: impl Into<String>, fields: Markup) -> Filter {
    Filter {
        action: action.into(),
        fields,
        swap: None,
        clear: None,
        result: None,
        hint: None,
        label: "Show",
    }
}

impl Filter {
    /// Other words on its button than “Show”.
    #[must_use]
    pub fn label(mut self, label: &'static str) -> Self {
        self.label = label;
        self
    }

    /// With scripts, replaces only the element with this id, as soon as a field changes.
    #[must_use]
    pub fn swap(mut self, target_id: impl Into<String>) -> Self {
        self.swap = Some(target_id.into());
        self
    }

    /// The address without a filter; give it only while something is filtered.
    #[must_use]
    pub fn clear(mut self, href: Option<String>) -> Self {
        self.clear = href;
        self
    }

    /// A sentence that helps to fill it in, for the field that says so ([`super::Field::hinted_below`]). It stands below
    /// the bar: within a field it would push what is pressed out of line.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What the filter found, in words: `12 of 48 people`.
    #[must_use]
    pub fn result(mut self, result: impl Into<String>) -> Self {
        self.result = Some(result.into());
        self
    }
}

impl Render for Filter {
    fn render(&self) -> Markup {
        let apply: Button = button(self.label).quiet();
        html! {
            form.filter role="search" method="get" action=(self.action) data-swap=[&self.swap] data-on-change[self.swap.is_some()] {
                (self.fields)
                div.filter-end {
                    (apply)
                    @if let Some(href) = &self.clear { a href=(href) { "Clear" } }
                    @if let Some(result) = &self.result { span.result role="status" { (result) } }
                }
                @if let Some(hint) = &self.hint { p.hint id=(FILTER_HINT) { (hint) } }
            }
        }
    }
}
