//! The head of every page about somebody: whose it is stands in its title and stays in sight, with their pages below.

use super::list::tab_list;
use super::{Icon, NavItem, Reach, reach};
use maud::{Markup, html};

/// Whom a page is about, and where else one can go about them.
#[derive(Clone, Debug)]
pub struct About {
    /// What they are called.
    pub name: String,
    /// The same for the title of the window: the family name by its first letter.
    pub short: String,
    /// Who they are and where they stand, in a few words each.
    pub facts: Vec<String>,
    /// The danger that is open: what it is, and the page that answers it.
    pub danger: Option<(String, String)>,
    /// How they are reached, for whoever may know.
    pub reach: Option<Reach>,
    /// The pages that are looked at most.
    pub tabs: Vec<NavItem>,
    /// The others, behind one button.
    pub more: Vec<NavItem>,
}

/// The head, on a page that is called so. It holds the one `h1`.
pub fn about_head(about: &About, page: &str) -> Markup {
    html! {
        div.about {
            div.about-who {
                h1 { (about.name) " " span.about-page { "– " (page) } }
                @if let Some((words, href)) = &about.danger {
                    a.about-danger.no-print href=(href) { (Icon::Attention) span { (words) } }
                }
            }
            @if !about.facts.is_empty() {
                p.about-facts { @for fact in &about.facts { span { (fact) } " " } }
            }
            @if let Some(strip) = &about.reach { (reach(strip)) }
            @if !about.tabs.is_empty() || !about.more.is_empty() { (pages(about)) }
        }
    }
}

/// The tabs, and a button that opens the rest. While one of those is shown, the button says which.
fn pages(about: &About) -> Markup {
    let here = about.more.iter().find(|item| item.current);
    html! {
        nav.tabs.about-tabs aria-label={ "Pages about " (about.name) } {
            (tab_list(&about.tabs))
            @if !about.more.is_empty() {
                details.about-more data-menu {
                    summary.current[here.is_some()] {
                        span { @match here { Some(item) => (item.label), None => "More" } } (Icon::Down)
                    }
                    (tab_list(&about.more))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        let page = |label: &str| NavItem::new(format!("/{label}"), label);
        About {
            name: "Mia Rivera".to_owned(),
            short: "Mia R.".to_owned(),
            facts: vec!["she/her".to_owned(), "34 years".to_owned()],
            danger: None,
            reach: None,
            tabs: vec![page("Hours").current(true), page("Week")],
            more: vec![page("Coverage")],
        }
    }

    #[test]
    fn the_title_says_whose_page_it_is_and_which() {
        let head = about_head(&about(), "Hours").into_string();
        assert!(head.contains("<h1>Mia Rivera <span"), "{head}");
        assert!(head.contains("– Hours</span></h1>"), "{head}");
        assert_eq!(head.matches("aria-current=\"page\"").count(), 1, "{head}");
        assert!(head.contains(">More</span>"), "{head}");
    }

    #[test]
    fn a_page_behind_the_button_is_named_on_it() {
        let mut about = about();
        about.tabs[0].current = false;
        about.more[0].current = true;
        let head = about_head(&about, "Coverage").into_string();
        assert!(
            head.contains("<summary class=\"current\"><span>Coverage</span>"),
            "{head}"
        );
    }
}
