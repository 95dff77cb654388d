//! What every form keeps to, on every page.

use super::opened;
use crate::served::Served;

/// Every page that somebody may open, with its address as the table writes it.
fn pages(served: &Served) -> impl Iterator<Item = (String, String)> {
    opened(served, |_| true).map(|(row, _, reply)| {
        reply.status_is(200);
        (row.path, reply.body)
    })
}

/// The forms of a page, each from behind its first word to its end.
fn forms(page: &str) -> impl Iterator<Item = &str> {
    let forms = page.split("<form ").skip(1);
    forms.map(|form| form.split("</form>").next().unwrap_or_default())
}

#[test]
fn what_hangs_on_an_answer_names_a_field_of_its_form_and_words_that_it_takes() {
    let served = Served::start();
    let mut seen = 0;
    for (path, page) in pages(&served) {
        for form in forms(&page) {
            for part in form.split("data-branch=\"").skip(1) {
                let (name, rest) = part.split_once('"').unwrap();
                let (_, when) = rest.split_once("data-when=\"").unwrap();
                let (when, _) = when.split_once('"').unwrap();
                let named = form.contains(&format!(" name=\"{name}\""));
                assert!(named, "{path} has no {name}");
                for word in when.split(' ') {
                    let taken = form.contains(&format!("value=\"{word}\""));
                    let any = word.is_empty() || word == web::ui::ANY_ANSWER;
                    assert!(any || taken, "{path}: {name} takes no {word}");
                }
                seen += 1;
            }
        }
        let outside = page.matches("data-branch=").count();
        let within: usize = forms(&page)
            .map(|form| form.matches("data-branch=").count())
            .sum();
        assert_eq!(outside, within, "{path} has one that hangs on no form");
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn hints_stand_outside_of_filters_so_that_controls_align() {
    let served = Served::start();
    let mut seen = 0;
    for (path, page) in pages(&served) {
        for form in forms(&page).filter(|form| form.starts_with("class=\"filter\"")) {
            let within = form.matches("class=\"hint\"").count();
            let below = form.matches("class=\"hint\" id=\"filter-hint\"").count();
            assert_eq!(within, below, "{path}");
            seen += 1;
        }
    }
    assert!(seen > 8, "{seen}");
}
