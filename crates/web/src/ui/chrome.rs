//! Header, navigation, footer and floating parts of the three faces.

use maud::{Markup, html};

use super::guide::help_link;
use super::{
    Face, Frame, Icon, NavItem, Paper, Shortcut, Translation, banner, dial, keyboard_help, palette,
    tel_text, toast,
};

/// What stands above the header.
pub fn banners(frame: &Frame) -> Markup {
    html! {
        @if !frame.banners.is_empty() {
            aside.banners aria-label=(frame.language.say("frame-notices")) {
                @for item in &frame.banners { (banner(item)) }
            }
        }
    }
}

/// The header of this face, with its navigation.
pub fn header(frame: &Frame) -> Markup {
    match frame.face {
        Face::Staff => staff_header(frame),
        Face::Me | Face::Public => open_header(frame),
    }
}

fn staff_header(frame: &Frame) -> Markup {
    html! {
        header.chrome {
            div.chrome-head {
                (brand(frame))
                a.search href="/staff/search" data-open="palette" aria-keyshortcuts="Control+K" {
                    (Icon::Search) span { "Search" } kbd { "Ctrl K" }
                }
            }
            (bar(frame))
            (navigation(frame))
            (person_menu(frame))
        }
    }
}

fn open_header(frame: &Frame) -> Markup {
    html! {
        header.chrome {
            (crisis_line(frame))
            div.chrome-bar {
                (brand(frame))
                (navigation(frame))
                @if let Some(phone) = &frame.phone {
                    a.call href=(dial(&phone.number)) { (Icon::Phone) (tel_text(&phone.text)) }
                }
                @if let Some(other) = &frame.translation { (translation(other)) }
                (person_menu(frame))
            }
        }
    }
}

/// A link, or, on the answer to a form, a button that sends the same to the other language.
fn translation(other: &Translation) -> Markup {
    let (code, name) = (other.language.code(), other.language.own_name());
    match &other.sends {
        None => html! {
            a.translation href=(other.address) hreflang=(code) lang=(code) { (name) }
        },
        Some(sends) => html! {
            form.translation method="post" action=(other.address) {
                input type="hidden" name="_token" value=(sends.token);
                @for (field, value) in &sends.fields { input type="hidden" name=(field) value=(value); }
                button type="submit" lang=(code) { (name) }
            }
        },
    }
}

fn crisis_line(frame: &Frame) -> Markup {
    let crisis = &frame.crisis;
    html! {
        p.crisis {
            (crisis.before) " "
            a href=(dial(&crisis.number)) { (crisis.link) }
            @if !crisis.after.is_empty() { " " span { (crisis.after) } }
        }
    }
}

/// The picture says nothing that the name beside it does not.
fn brand(frame: &Frame) -> Markup {
    html! {
        a.brand href=(home(frame)) {
            @if let Some(logo) = &frame.logo { img.logo src=(logo) alt=""; } @else { (Icon::Mark) }
            span { (frame.site) }
        }
    }
}

fn home(frame: &Frame) -> String {
    match frame.face {
        Face::Public => frame.language.path(frame.face.home()),
        face => face.home().to_owned(),
    }
}

fn navigation(frame: &Frame) -> Markup {
    html! {
        @if !frame.nav.is_empty() {
            nav.main-nav aria-label=(frame.language.say("frame-main")) {
                @for items in frame.nav.chunk_by(|one, other| one.group == other.group) { (nav_group(items)) }
            }
        }
    }
}

/// The places under one heading, or those above the first.
fn nav_group(items: &[NavItem]) -> Markup {
    let heading = items.first().and_then(|item| item.group);
    let id = heading.map(|heading| format!("nav-{}", heading.to_lowercase()));
    html! {
        @if let Some(heading) = heading { p.nav-heading id=[&id] { (heading) } }
        ul aria-labelledby=[&id] { @for item in items { li { (nav_link(item)) } } }
    }
}

/// The bar at the foot of a small screen: a few places, and a button that opens all of them, which come right after it.
/// It is a `details`, so that it opens without scripts; the stylesheet shows the navigation while it is open.
fn bar(frame: &Frame) -> Markup {
    if frame.nav.is_empty() {
        return html! {};
    }
    let here = frame.nav.iter().find(|item| item.current);
    let behind = here.filter(|item| !item.at_hand);
    html! {
        nav.bar aria-label="At hand" {
            ul {
                @for item in frame.nav.iter().filter(|item| item.at_hand) { li { (bar_link(item)) } }
                li {
                    details.more data-menu="main-nav" {
                        summary.current[behind.is_some()] {
                            (Icon::More)
                            span { "More" @if let Some(item) = behind { span.unseen { ", you are in " (item.label) } } }
                        }
                    }
                }
            }
        }
    }
}

/// A place in the bar. Its keys belong to the same place in the navigation.
fn bar_link(item: &NavItem) -> Markup {
    html! {
        a href=(item.href) aria-current=[item.current.then_some("page")] {
            @if let Some(icon) = item.icon { (icon) }
            span { (item.label) }
            @if let Some(count) = item.count { " " span.count { (count) span.unseen { " waiting" } } }
        }
    }
}

fn nav_link(item: &NavItem) -> Markup {
    html! {
        a href=(item.href) aria-current=[item.current.then_some("page")] data-shortcut=[&item.shortcut] {
            @if let Some(icon) = item.icon { (icon) }
            span { (item.label) }
            @if let Some(count) = item.count { " " span.count { (count) span.unseen { " waiting" } } }
        }
    }
}

fn person_menu(frame: &Frame) -> Markup {
    html! {
        @if let Some(person) = &frame.person {
            details.person data-menu {
                summary {
                    (Icon::Person)
                    span.person-name { (person.name) @if let Some(role) = &person.role { span.unseen { ", " } small { (role) } } }
                    (Icon::Down)
                }
                ul {
                    @for item in &person.menu { li { (nav_link(item)) } }
                    @if let Some(help) = &frame.help {
                        li { (help_link(help, &html! { span { (frame.language.say("frame-help")) } })) }
                    }
                    @if let Some(out) = &person.sign_out {
                        li {
                            form method="post" action=(out.action) {
                                input type="hidden" name="_token" value=(out.token);
                                button type="submit" { (Icon::Leave) span { (frame.language.say("frame-sign-out")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The slot for what just happened. It is always there, so that assistive technology hears what is put into it.
pub fn toasts(frame: &Frame) -> Markup {
    html! {
        div #toasts .toasts aria-live="polite" {
            @if let Some(item) = &frame.toast { (toast(frame.language, item)) }
        }
    }
}

/// What stands above everything on paper, and on no screen. The script puts the same on each sheet.
pub fn paper_head(frame: &Frame, paper: &Paper) -> Markup {
    html! {
        p #paper-head .paper-head {
            strong { (paper.about) } ", " (frame.title) ". " (frame.site) ", " (paper.made) "."
        }
    }
}

/// The foot of the page.
pub fn footer(frame: &Frame) -> Markup {
    html! {
        footer.foot {
            p { (frame.site) }
            @if !frame.footer.is_empty() {
                nav aria-label=(frame.language.say("frame-footer")) {
                    ul { @for item in &frame.footer { li { a href=(item.href) { (item.label) } } } }
                }
            }
            @if frame.face == Face::Staff {
                p.keys-hint {
                    @match &frame.help {
                        Some(help) => { (help_link(help, &html! { kbd { "?" } " Help and keys" })) }
                        None => { kbd { "?" } " shows the keys" }
                    }
                }
            }
        }
    }
}

/// What floats above a staff page once called: the command palette and the help on keys.
pub fn floating(frame: &Frame) -> Markup {
    if frame.face != Face::Staff {
        return html! {};
    }
    let general = [
        ("Ctrl K", "Find a person or a page, or what to do"),
        ("Ctrl V", "Who just rang? Look for a number that was copied"),
        ("?", "Show this help, and what the page is for"),
    ];
    let mut shortcuts: Vec<Shortcut> = general.map(|(keys, what)| Shortcut::new(keys, what)).into();
    for item in &frame.nav {
        if let Some(keys) = &item.shortcut {
            shortcuts.push(Shortcut::new(keys, &item.label));
        }
    }
    shortcuts.extend(frame.shortcuts.iter().cloned());
    html! { (palette()) (keyboard_help(frame.help.as_ref(), &shortcuts)) }
}
