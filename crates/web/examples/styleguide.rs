//! Writes the style guide and a page of each face, with their assets, into the folder given.
//!
//! `cargo run -p web --example styleguide -- target/look`, then serve that folder and look at it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use maud::{Markup, html};
use web::assets::{Asset, find, url};
use web::language::Language;
use web::ui::{
    Banner, Column, ErrorPage, Face, Frame, Hours, Icon, Meaning, NavItem, Person, Phone, Row,
    SignOut, Toast, Undo, button, card, choice, error_body, field, form, heading, hours_meter,
    page, radios, row, status, styleguide, table,
};

fn main() -> io::Result<()> {
    let folder = env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("target/look"), PathBuf::from);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in Asset::ALL {
        if let Some(served) = find(url(asset)) {
            fs::write(
                folder.join(served.path.trim_start_matches('/')),
                served.bytes,
            )?;
        }
    }
    write(&folder, "index.html", styleguide(&staff()))?;
    write(&folder, "public.html", public())?;
    write(&folder, "me.html", me())?;
    write(&folder, "staff.html", staff_home())?;
    write(&folder, "error.html", error())?;
    println!("Written to {}", folder.display());
    Ok(())
}

fn write(folder: &Path, name: &str, markup: Markup) -> io::Result<()> {
    fs::write(folder.join(name), markup.into_string())
}

fn staff() -> Frame {
    let sign_out = Some(SignOut {
        action: "/sign-out".into(),
        token: "sample".into(),
    });
    Frame {
        nav: vec![
            NavItem::new("staff.html", "Today")
                .icon(Icon::Today)
                .count(6)
                .shortcut("g t")
                .current(true),
            NavItem::new("#people", "People")
                .icon(Icon::People)
                .shortcut("g p"),
            NavItem::new("#week", "Week")
                .icon(Icon::Week)
                .shortcut("g w"),
            NavItem::new("#inquiries", "Inquiries")
                .icon(Icon::Message)
                .count(2)
                .shortcut("g i"),
            NavItem::new("#numbers", "Numbers")
                .icon(Icon::Chart)
                .shortcut("g n"),
            NavItem::new("#settings", "Settings").icon(Icon::Settings),
        ],
        person: Some(Person {
            name: "Priya Nair".into(),
            role: Some("Counselor, Harbor Street".into()),
            menu: vec![
                NavItem::new("#account", "Your account").icon(Icon::Person),
                NavItem::new("#devices", "Devices").icon(Icon::Lock),
            ],
            sign_out,
        }),
        banners: vec![Banner::demo()],
        ..Frame::new(Face::Staff, "Harbor Street", "Today")
    }
}

fn staff_home() -> Markup {
    let mut frame = staff();
    frame.toast = Some(Toast {
        meaning: Meaning::Good,
        text: "Attendance saved for 8 people.".into(),
        undo: Some(Undo {
            action: "#undo".into(),
            token: "sample".into(),
        }),
    });
    let columns = ["Person", "Signal", "Why", "This week"].map(Column::new);
    let head = ["Time", "Session", "Room", "Coming"].map(Column::new);
    page(
        &frame,
        html! {
            (heading("Who needs you today").lead("Tue, Apr 14, 9:10 am Central time. 4 of your 18 people.")
                .actions(html! { (button("Take attendance").href("#attendance").shortcut("a")) }))
            (table("today", "People who need you today", columns).caption_unseen().rows(people()))
            section {
                h2 { "Your sessions" }
                (table("sessions", "Your sessions today", head).caption_unseen().rows([
                    session(["10 to 11 am", "Counseling, Jo Park", "Room 4", "1 of 1"]),
                    session(["5:30 to 8:30 pm", "Evening group", "Room 2", "8 of 10"]).marked(true),
                ]))
            }
        },
    )
}

fn session(cells: [&str; 4]) -> Row {
    row(cells.map(|cell| html! { (cell) })).href("#session")
}

fn people() -> [Row; 4] {
    let one = |name: &str, signal, why: &str, (kept_minutes, possible_minutes)| {
        let hours = Hours {
            kept_minutes,
            possible_minutes,
            prescribed_minutes: 540,
        };
        row([
            html! { (name) },
            signal,
            html! { (why) },
            hours_meter(Language::English, hours),
        ])
        .href("#person")
    };
    let review = "PHQ-9 is 14, down 6 since March 6, a reliable change.";
    [
        one(
            "Dana Whitfield",
            status(Meaning::Urgent, "Dose out of reach"),
            "Missed Mon and Tue. Call today.",
            (180, 120),
        ),
        one(
            "Jo Park (she/her)",
            status(Meaning::Attention, "Review due tomorrow"),
            review,
            (360, 180),
        ),
        one(
            "Luis Ortega",
            status(Meaning::Attention, "Asks for a call"),
            "Check-in, Tue, Apr 14, 6:40 am.",
            (270, 360),
        ),
        one(
            "Marcus Bell",
            status(Meaning::Good, "Dose kept"),
            "Plan to sign by Fri, Apr 17.",
            (540, 0),
        ),
    ]
}

fn public() -> Markup {
    let mut frame = Frame::new(
        Face::Public,
        "Harbor Street Recovery",
        "Is this a good fit for me?",
    );
    frame.phone = Some(Phone {
        text: "(555) 010-4477".into(),
        number: "+15550104477".into(),
    });
    frame.footer = vec![
        NavItem::new("#privacy", "Privacy"),
        NavItem::new("#sign-in", "Sign in"),
        NavItem::new("#staff", "For staff"),
    ];
    let body = html! {
        (field("name", "What should we call you?").hint("A first name is enough.").autocomplete("given-name"))
        (field("phone", "Phone").tel())
        (radios("message", "Is it safe to leave a message?", [choice("yes", "Yes"), choice("no", "No, only speak with me")]))
        div.buttons { (button("Ask for a call")) }
    };
    page(
        &frame,
        html! {
            (heading("Is this a good fit for me?").lead("Treatment for alcohol or drug use, nine or more hours a week, while you live at home and keep your job or your classes."))
            section {
                h2 { "What happens when you ask" }
                p { "A person calls you back the same day. It takes about fifteen minutes, it is private, and you decide what comes next." }
            }
            section { h2 { "Ask for a call" } (form("#ask", "sample", body)) }
        },
    )
}

fn me() -> Markup {
    let mut frame = Frame::new(Face::Me, "Harbor Street Recovery", "Today");
    frame.nav = vec![
        NavItem::new("me.html", "Today")
            .icon(Icon::Today)
            .current(true),
        NavItem::new("#week", "Week").icon(Icon::Week),
        NavItem::new("#plan", "Plan").icon(Icon::Plan),
        NavItem::new("#messages", "Messages")
            .icon(Icon::Message)
            .count(1),
    ];
    frame.person = Some(Person {
        name: "Dana".into(),
        role: None,
        menu: vec![NavItem::new("#account", "Your account").icon(Icon::Person)],
        sign_out: None,
    });
    let hours = Hours {
        kept_minutes: 360,
        possible_minutes: 360,
        prescribed_minutes: 540,
    };
    page(
        &frame,
        html! {
            (heading("Good morning, Dana").lead("Tuesday April 14"))
            (card("Tonight, 5:30 to 8:30 pm", html! {
                p { "Evening group with Priya, Room 2" }
                p { small { "1200 Harbor Street. Bus 14 leaves Elm at 5:02 pm." } }
                div.buttons { (button("I am coming").href("#coming")) (button("I cannot come").quiet().href("#cannot")) }
            }))
            section { h2 { "Your week" } (hours_meter(Language::English, hours)) }
            section { h2 { "From your plan" } p { "Call your sister on Wednesday, as you said you would." } }
            section { h2 { "Check-in" } p { "Four short questions. About a minute." } p { (button("Start").quiet().href("#check-in")) } }
        },
    )
}

fn error() -> Markup {
    let frame = Frame::new(
        Face::Public,
        "Harbor Street Recovery",
        "Something failed on our side",
    );
    page(
        &frame,
        error_body(&ErrorPage {
            language: web::language::Language::English,
            title: "Something failed on our side".into(),
            happened: "We could not open this page.".into(),
            safe:
                "Everything you saved before is kept. What you sent just now may not have arrived."
                    .into(),
            to_do: vec![
                html! { a href="" { "Try this page again" } },
                html! { "Call us on " a href="tel:+15550104477" { "(555) 010-4477" } },
            ],
            reference: Some("7F3A-22".into()),
        }),
    )
}
