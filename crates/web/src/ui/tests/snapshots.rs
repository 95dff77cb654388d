//! The markup that pages and enhance.js rely on, written down, so that a change of it is seen.

use insta::assert_snapshot;
use maud::{Render, html};

use crate::language::Language;
use crate::ui::{
    Column, Face, Frame, Hours, Problems, Sorted, button, choice, field, form, hours_meter, page,
    radios, row, table,
};

/// One tag to a line, so that a difference can be read.
fn lines(component: impl Render) -> String {
    let html = component.render().into_string();
    // The names of assets change with their content, which is not what these watch.
    let html = html.split('"').map(|part| {
        if part.starts_with("/assets/") {
            "/assets/…"
        } else {
            part
        }
    });
    html.collect::<Vec<_>>().join("\"").replace("><", ">\n<")
}

#[test]
fn a_public_page() {
    assert_snapshot!(lines(page(
        &Frame::new(Face::Public, "Harbor Street", "Welcome"),
        html! { h1 { "Welcome" } }
    )));
}

#[test]
fn a_form_with_a_problem() {
    let mut problems = Problems::none();
    problems.add("email", "Write the e-mail with an @");
    let offered = [
        choice("yes", "Yes"),
        choice("no", "No").hint("We only speak with you."),
    ];
    let body = html! {
        (field("email", "E-mail").email().hint("We write once.").value("dana").check(&problems).required())
        (radios("message", "May we leave a message?", offered).value("no"))
        (button("Send").sends("do", "send"))
    };
    assert_snapshot!(lines(
        form("/ask", "token", body)
            .hidden("version", "3")
            .autosave("/ask/draft")
    ));
}

#[test]
fn a_table_with_a_sorted_column() {
    let columns = [
        Column::new("Person").sort("?sort=person", Some(Sorted::Up)),
        Column::new("Kept").number(),
    ];
    let rows = [row([html! { "Dana" }, html! { "9 h" }]).href("/staff/people/1")];
    assert_snapshot!(lines(table("people", "People", columns).rows(rows)));
}

#[test]
fn hours_in_each_meaning() {
    let hours = |kept, possible| Hours {
        kept_minutes: kept,
        possible_minutes: possible,
        prescribed_minutes: 540,
    };
    let all = [
        hours(600, 0),
        hours(270, 450),
        hours(360, 180),
        hours(90, 60),
    ];
    assert_snapshot!(lines(
        html! { @for hours in all { (hours_meter(Language::English, hours)) } }
    ));
}
