//! Tables, filters, pages, tabs.

use maud::{Markup, html};

use super::{LONG_NAME, specimen};
use crate::ui::{
    Column, Meaning, NavItem, Pager, Pick, Sorted, button, empty, field, filter_bar, pager, picks,
    row, status, table, tabs,
};

pub fn section() -> Markup {
    html! {
        (specimen("Tabs", tabs("This person", &[
            NavItem::new("#", "Overview").current(true),
            NavItem::new("#", "Plan"),
            NavItem::new("#", "Notes").count(3),
            NavItem::new("#", "Journal"),
        ])))
        (specimen("Choosing from a list", chosen()))
        (specimen("Table and filter", full()))
        (specimen("Tables that stand under each other", aligned()))
        (specimen("Empty table", nothing()))
    }
}

fn columns() -> [Column; 5] {
    [
        Column::new("Person").sort("#", Some(Sorted::Up)),
        Column::new("Today"),
        Column::new("Counselor").sort("#", None),
        Column::new("Kept").number().sort("#", None),
        Column::new("Prescribed").number(),
    ]
}

fn full() -> Markup {
    let people = [
        (
            "Dana Whitfield",
            Meaning::Attention,
            "Dose out of reach",
            "Priya Nair",
            "3 h",
            "9 h",
        ),
        (
            "Jo (she/her)",
            Meaning::Attention,
            "Review due tomorrow",
            "Priya Nair",
            "6 h",
            "9 h",
        ),
        (
            "Marcus Bell",
            Meaning::Good,
            "Dose kept",
            "Tom Okafor",
            "9 h",
            "9 h",
        ),
        (
            LONG_NAME,
            Meaning::Plain,
            "Starts Mon, Apr 20",
            "Tom Okafor",
            "0 min",
            "12 h",
        ),
    ];
    let rows = people.map(|(name, meaning, word, counselor, kept, prescribed)| {
        row([
            html! { (name) },
            status(meaning, word),
            html! { (counselor) },
            html! { (kept) },
            html! { (prescribed) },
        ])
        .href("#main")
        .marked(name == "Marcus Bell")
    });
    let stacked = [row([
        html! { (super::LONG_NAME) },
        status(Meaning::Good, "Kept"),
        html! { "Marcus Bell" },
        html! { "9 h" },
        html! { "9 h" },
    ])];
    let fields = html! {
        (field("who", "Name").search().hinted_below())
        (field("counselor", "Counselor").select([("", "Anyone"), ("me", "Mine")]))
    };
    html! {
        (filter_bar("#", fields).hint("The beginning of a name or how it sounds.").result("4 of 48 people").clear(Some("#".into())))
        (table("caseload", "People this week, as of Tue, Apr 14, 9:10 am CDT", columns()).rows(rows))
        (table("stacked", "On a phone, each word above its cell", columns()).rows(stacked).stacked())
        (pager(&Pager { before: Some("#".into()), after: Some("#".into()), place: "51 to 100 of 312 people".into() }))
    }
}

/// Two sections of one list: their columns begin at the same places.
fn aligned() -> Markup {
    let columns = || {
        [
            Column::new("Name").share(6),
            Column::new("What comes next").share(6),
            Column::new("Asked").share(4),
        ]
    };
    let line = |name: &str, meaning, next: &str| {
        row([
            html! { (name) },
            status(meaning, next),
            html! { "Tue, Apr 14" },
        ])
    };
    html! {
        (table("reached", "Reached", columns()).aligned().rows([
            line("Dana Whitfield", Meaning::Attention, "Call, 2 h overdue"),
            line(LONG_NAME, Meaning::Plain, "Call by 4:30 pm EST"),
        ]))
        (table("booked", "Booked", columns()).aligned().rows([
            line("Jo", Meaning::Danger, "In danger"),
            line("Marcus Bell", Meaning::Urgent, "Answer this first"),
        ]))
    }
}

fn nothing() -> Markup {
    let add = button("Write an inquiry").quiet().href("#main");
    html! {
        (table("inquiries", "Open inquiries", columns())
            .empty(empty("No open inquiries", "New ones appear here as soon as someone asks for help.", Some(add))))
    }
}

fn chosen() -> Markup {
    let pick = |name: &str, note: Option<&str>| Pick {
        href: "#".into(),
        name: name.into(),
        about: "symptoms of depression, 10 items".into(),
        note: note.map(Into::into),
        beside: note.map(|_| html! { (button("Ask the person").quiet().plain()) }),
    };
    let due = [pick(
        "Score the PHQ-9",
        Some("Last Tue, Apr 7, 4:30 pm EST"),
    )];
    html! {
        (picks("Due now", Some("Every 7 days at this level of care."), &due))
        (picks("Others", None, &[pick("Score the GAD-7", None)]))
    }
}
