//! Walks the style guide, which shows every component, for what a page must never contain.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use maud::{Render as _, html};

use crate::assets::Asset;
use crate::ui::{
    Banner, Column, Face, Frame, Marked, NavItem, Person, Phone, Problems, RosterRow, SignOut, age,
    roster, row, styleguide, table, tick_checked,
};

/// A tag with its attributes; maud writes them all the same way, so a small reader is enough.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    }
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let opened = |piece| html_tag(piece);
    html.split('<').skip(1).filter_map(opened).collect()
}

/// Reads what follows a `<`; none for an end tag or the doctype.
fn html_tag(piece: &str) -> Option<Tag<'_>> {
    let end = piece.find(|c: char| c.is_whitespace() || c == '>')?;
    let (name, mut rest) = piece.split_at(end);
    if name.starts_with(['/', '!']) {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        let stop = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>')?;
        let (key, after) = rest.split_at(stop);
        if let Some(quoted) = after.strip_prefix("=\"") {
            let (value, after) = quoted.split_once('"')?;
            attributes.push((key, value));
            rest = after;
        } else {
            if !key.is_empty() {
                attributes.push((key, ""));
            }
            rest = after;
        }
        if rest.starts_with('>') {
            return Some(Tag { name, attributes });
        }
    }
}

fn guide(face: Face) -> String {
    let frame = Frame {
        nav: vec![
            NavItem::new("/staff", "Today")
                .current(true)
                .count(2)
                .shortcut("g t"),
        ],
        footer: vec![NavItem::new("/privacy", "Privacy")],
        banners: vec![Banner::demo()],
        phone: Some(Phone {
            text: "(555) 010-4477".into(),
            number: "+15550104477".into(),
        }),
        person: Some(Person {
            name: "Priya".into(),
            role: None,
            menu: vec![NavItem::new("/account", "Your account")],
            sign_out: Some(SignOut {
                action: "/sign-out".into(),
                token: "t".into(),
            }),
        }),
        scripts: vec![Asset::Passkey],
        ..Frame::new(face, "Harbor Street", "Style guide")
    };
    styleguide(&frame).into_string()
}

const FACES: [Face; 3] = [Face::Public, Face::Me, Face::Staff];

#[test]
fn nothing_inline_that_a_strict_policy_would_block() {
    for face in FACES {
        for tag in tags(&guide(face)) {
            assert_ne!(tag.name, "style", "an inline stylesheet");
            for (key, value) in &tag.attributes {
                let forbidden =
                    *key == "style" || key.starts_with("on") || value.starts_with("javascript:");
                assert!(!forbidden, "{} carries {key}={value}", tag.name);
            }
            let inline = tag.name == "script"
                && tag
                    .get("src")
                    .is_none_or(|src| !src.starts_with("/assets/"));
            assert!(!inline, "a script that is not our own file");
        }
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_one() {
    for face in FACES {
        let page = guide(face);
        let tags = tags(&page);
        let mut ids = HashSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "{id} is there twice");
        }
        for tag in &tags {
            for key in [
                "for",
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "data-copy",
                "form",
            ] {
                for id in tag.get(key).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{key}={id} on {} leads nowhere", tag.name);
                }
            }
            let inside = tag
                .get("href")
                .and_then(|href| href.strip_prefix('#'))
                .filter(|id| !id.is_empty());
            assert!(
                inside.is_none_or(|id| ids.contains(id)),
                "#{} leads nowhere",
                inside.unwrap_or_default()
            );
        }
    }
}

#[test]
fn whatever_is_wrong_says_where_it_stands_what() {
    let page = guide(Face::Staff);
    let tags = tags(&page);
    let wrong = tags
        .iter()
        .filter(|tag| tag.get("aria-invalid") == Some("true"));
    let mut seen = 0;
    for tag in wrong {
        let name = tag.get("name").unwrap_or_default();
        assert!(tag.get("aria-describedby").is_some(), "{name} does not");
        seen += 1;
    }
    assert!(seen > 2, "only {seen} fields of the guide are wrong");
}

#[test]
fn every_form_that_changes_something_carries_its_token() {
    let page = guide(Face::Staff);
    for form in page.split("<form").skip(1) {
        let (head, body) = form.split_once('>').expect("a form tag ends");
        if head.contains("method=\"post\"") {
            let body = body.split_once("</form>").expect("a form ends").0;
            assert!(
                body.contains("name=\"_token\""),
                "<form{head}> has no token"
            );
        }
    }
}

#[test]
fn the_crisis_line_is_on_every_public_and_personal_page() {
    for face in [Face::Public, Face::Me] {
        assert!(guide(face).contains("href=\"tel:988\""), "{face:?}");
    }
}

#[test]
fn the_words_stay_calm() {
    let text: String = guide(Face::Staff)
        .split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, text)| text)
        .collect();
    assert!(!text.contains('!'), "no exclamation marks");
    let lower = text.to_lowercase();
    for word in [
        "abuse",
        "addict",
        "clean",
        "dirty",
        "compliant",
        "relapse",
        "oops",
        "invalid",
    ] {
        assert!(!lower.contains(word), "{word}");
    }
}

/// Refuses a text in any source file of this crate; `parts` are joined, so that this file is none that has it.
fn nowhere(parts: [&str; 2]) {
    fn walk(folder: &Path, word: &str) {
        for entry in fs::read_dir(folder).expect("a folder of ours").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, word);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a file of ours");
                assert!(!text.contains(word), "{} names {word}", path.display());
            }
        }
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&sources, &parts.concat());
}

/// Text that skips escaping is how scripts get into pages, so no file of this crate names maud's way around it.
#[test]
fn nothing_skips_escaping() {
    nowhere(["Pre", "Escaped"]);
}

/// An error that has no id is one that no control can be described by: whoever does not see the page never hears it.
#[test]
fn no_error_stands_where_no_control_can_point_at_it() {
    nowhere(["p.err", "or {"]);
}

#[test]
fn a_tick_and_a_mark_are_described_by_what_is_wrong_with_them() {
    let mut problems = Problems::none();
    problems.add("none", "There are allergies below.");
    problems.add("late-1", "Enter the minutes.");
    let row = RosterRow {
        id: "1".to_owned(),
        name: "Dana".to_owned(),
        pronouns: None,
        href: None,
        note: None,
        marked: Marked::default(),
        seen: None,
        minutes: None,
        before: Vec::new(),
    };
    let page = html! {
        (tick_checked("none", "No allergies known", true, &problems))
        (roster(vec![row], &problems))
    };
    let page = page.into_string();
    let tags = tags(&page);
    for name in ["none", "late-1"] {
        let control = tags.iter().find(|tag| tag.get("name") == Some(name));
        let control = control.unwrap_or_else(|| panic!("no {name}: {page}"));
        assert_eq!(control.get("aria-invalid"), Some("true"), "{name}");
        let described = control.get("aria-describedby").unwrap_or_default();
        let error = format!("{name}-error");
        assert!(described.split(' ').any(|id| id == error), "{described}");
        assert!(tags.iter().any(|tag| tag.get("id") == Some(error.as_str())));
    }
}

/// `data-reads` marks a time field for tests. A script that took it for one of its own found no file in it and stopped.
#[test]
fn the_script_leaves_time_fields_alone() {
    let script = include_str!("../../../assets/enhance.js");
    assert!(!script.contains("data-reads"));
    assert!(script.contains("[data-file-into]"));
}

/// What a page says of an age is what the script goes on saying, or the words would change under a reader's eyes.
#[test]
fn the_script_goes_on_with_an_age_in_the_words_of_the_page() {
    let script = include_str!("../../../assets/enhance.js");
    let (_, told) = script.split_once("function age(element)").unwrap();
    let (told, _) = told.split_once("setInterval(").unwrap();
    for words in ["less than 1 min", "minutes < 2880", "/ 1440)} days"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let shown = |minutes| age(minutes, ["unanswered for ", ""]).into_string();
    assert!(shown(0).ends_with(">unanswered for less than 1 min</span>"));
    assert!(shown(2879).ends_with(">unanswered for 47 h 59 min</span>"));
    assert!(shown(2880).ends_with(">unanswered for 2 days</span>"));
    assert!(shown(4).contains("data-age=\"4\" data-age-words=\"unanswered for *\""));
}

#[test]
fn rows_that_are_folded_away_are_on_the_page_all_the_same() {
    let people = |number: usize| {
        let rows = (0..number).map(|one| row([html! { "Person " (one) }]));
        let table = table("people", "People", [Column::new("Name")]).rows(rows);
        table.fold(4).render().into_string()
    };
    let html = people(7);
    let (open, folded) = html.split_once("<details").unwrap();
    assert_eq!(open.matches("Person ").count(), 4, "{html}");
    assert_eq!(folded.matches("Person ").count(), 3, "{html}");
    assert!(folded.contains("3 more"), "{html}");
    // A line that says "1 more" would take the place of that one.
    assert!(!people(5).contains("<details"));
}
