//! What each page is for, in a few sentences. `?` and *Help* show those of the page that is open.
//!
//! Pages of staff are in [`Topic`]s, which name their addresses as the route table writes them; a test holds the two
//! against each other, so that no page is without. Pages of people in care have their words in `guide.ftl` of both
//! languages: [`own`] says which. Every sentence says what the program does, and is changed with it.

mod day;
pub(crate) mod first_day;
mod house;
mod intake;
pub(crate) mod own;
mod record;
mod treatment;
mod week;

/// Where the help for staff is.
pub(crate) const STAFF_HELP: &str = "/staff/help";

/// What a family of pages is for.
pub(crate) struct Topic {
    /// What it is called in an address.
    pub code: &'static str,
    /// What it is called by people.
    pub title: &'static str,
    /// The addresses of its pages, as the route table writes them.
    pub pages: &'static [&'static str],
    /// What they are for.
    pub what: &'static str,
    /// The two or three things that people do there.
    pub doing: &'static [&'static str],
    /// What happens then.
    pub after: &'static str,
    /// Who hears of it; empty where nobody does. What the journal keeps is said by the route.
    pub told: &'static str,
}

const PARTS: [&[Topic]; 6] = [
    day::TOPICS,
    intake::TOPICS,
    record::TOPICS,
    treatment::TOPICS,
    week::TOPICS,
    house::TOPICS,
];

/// Each of them, the first page before everything else.
pub(crate) fn topics() -> impl Iterator<Item = &'static Topic> {
    PARTS.iter().flat_map(|part| part.iter())
}

/// The topic that an address names.
pub(crate) fn topic(code: &str) -> Option<&'static Topic> {
    topics().find(|topic| topic.code == code)
}

/// The topic of a page, by its path as the route table writes it. What answers at an address below a page, such as a
/// form that was turned away, has the help of that page.
pub(crate) fn of_page(path: &str) -> Option<&'static Topic> {
    let mut path = path;
    loop {
        if let Some(topic) = topics().find(|topic| topic.pages.contains(&path)) {
            return Some(topic);
        }
        (path, _) = path.rsplit_once('/')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{self, Access};
    use crate::ui::Face;
    use std::collections::BTreeSet;

    /// The pages of a face that people read, as the route table writes them.
    fn pages(face: Face) -> BTreeSet<&'static str> {
        let read = routes::all().filter(|route| {
            let behind_a_sign_in = route.access != Access::Anyone;
            route.face == face && !route.changes && !route.json && behind_a_sign_in
        });
        read.map(|route| route.path).collect()
    }

    #[test]
    fn every_page_of_staff_has_its_help_and_all_help_is_of_a_page() {
        let listed: Vec<&str> = topics().flat_map(|topic| topic.pages).copied().collect();
        let once: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(once.len(), listed.len(), "a page stands in two topics");
        let there = pages(Face::Staff);
        let without: Vec<_> = there.difference(&once).collect();
        assert!(
            without.is_empty(),
            "in no topic below crates/web/src/help: {without:?}"
        );
        let gone: Vec<_> = once.difference(&there).collect();
        assert!(gone.is_empty(), "help for pages that are gone: {gone:?}");
        assert!(there.len() > 80, "only {} pages", there.len());
    }

    #[test]
    fn every_page_of_a_person_has_its_help_and_all_help_is_of_a_page() {
        let english = |path: &&&str| !path.starts_with("/es/");
        let there = pages(Face::Me);
        let there: BTreeSet<&str> = there.iter().filter(english).copied().collect();
        let listed = own::TOPICS.iter().flat_map(|(_, pages)| pages.iter());
        let listed: BTreeSet<&str> = listed.copied().collect();
        assert_eq!(there, listed);
    }

    #[test]
    fn each_topic_says_something_short_in_whole_sentences() {
        let codes: BTreeSet<&str> = topics().map(|topic| topic.code).collect();
        assert_eq!(codes.len(), topics().count(), "two topics share a code");
        for topic in topics() {
            let code = topic.code;
            let doing = topic.doing;
            assert!((2..=3).contains(&doing.len()), "{code}: {}", doing.len());
            let said = [topic.what, topic.after].into_iter();
            for sentence in said.chain(doing.iter().copied()) {
                assert!(sentence.ends_with('.'), "{code}: {sentence}");
                assert!(sentence.len() <= 320, "{code}: {sentence}");
            }
            assert!(topic.told.is_empty() || topic.told.ends_with('.'), "{code}");
        }
    }

    #[test]
    fn what_answers_below_a_page_has_its_help() {
        let found = |path| of_page(path).map(|topic| topic.code);
        assert_eq!(found("/staff/signals/{id}/take"), Some("signals"));
        assert_eq!(found("/staff/people/{id}/forget"), Some("forget"));
        assert_eq!(found("/staff"), Some("today"));
        assert_eq!(found("/me/week"), None);
    }
}
