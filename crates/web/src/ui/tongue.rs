//! What people of the house wrote themselves, perhaps in one language only.

use crate::language::Language;
use maud::{Markup, html};

/// A text in the language of the page. Where it was not written in that one, it stands in the other, and says so to
/// whatever reads the page aloud.
pub fn in_either(language: Language, english: Option<&str>, spanish: Option<&str>) -> Markup {
    let (own, other) = match language {
        Language::English => (english, spanish),
        Language::Spanish => (spanish, english),
    };
    match (own, other) {
        (Some(text), _) => paragraphs(text),
        (None, Some(text)) => {
            html! { div lang=(language.other().code()) { (paragraphs(text)) } }
        }
        (None, None) => html! {},
    }
}

/// A name in the language of the page. Each has one in English.
pub fn name_in(language: Language, english: &str, spanish: Option<&str>) -> Markup {
    match (language, spanish) {
        (Language::English, _) => html! { (english) },
        (Language::Spanish, Some(own)) => html! { (own) },
        (Language::Spanish, None) => html! { span lang=(Language::English.code()) { (english) } },
    }
}

fn paragraphs(text: &str) -> Markup {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    html! { @for line in lines { p { (line) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_the_other_language_only_is_marked_as_such() {
        let both =
            |language| in_either(language, Some("By bus.\n\nOr <walk>."), None).into_string();
        assert_eq!(
            both(Language::English),
            "<p>By bus.</p><p>Or &lt;walk&gt;.</p>"
        );
        assert_eq!(
            both(Language::Spanish),
            "<div lang=\"en\"><p>By bus.</p><p>Or &lt;walk&gt;.</p></div>"
        );
        let spanish = in_either(Language::English, None, Some("En autobús.")).into_string();
        assert_eq!(spanish, "<div lang=\"es\"><p>En autobús.</p></div>");
        assert_eq!(in_either(Language::English, None, None).into_string(), "");
    }

    #[test]
    fn a_name_falls_back_to_the_english_one() {
        let named = |language, spanish| name_in(language, "Evenings", spanish).into_string();
        assert_eq!(named(Language::English, Some("Tardes")), "Evenings");
        assert_eq!(named(Language::Spanish, Some("Tardes")), "Tardes");
        assert_eq!(
            named(Language::Spanish, None),
            "<span lang=\"en\">Evenings</span>"
        );
    }
}
