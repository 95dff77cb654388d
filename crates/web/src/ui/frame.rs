//! The page around the content: what a page shows besides itself, on each of the three faces.

use care::HelpLines;
use maud::{DOCTYPE, Markup, html};

use super::{
    About, Alerts, Banner, NavItem, PageHelp, Shortcut, Toast, about_head, alerts_bar, chrome,
};
use crate::assets::{Asset, url};
use crate::language::Language;

/// Which of the three faces a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Someone worried, often at night, on a phone.
    Public,
    /// The person in care.
    Me,
    /// Counselors, coordinators, directors.
    Staff,
}

impl Face {
    /// The class on the root element, which the stylesheet keys on.
    pub const fn class(self) -> &'static str {
        match self {
            Face::Public => "public",
            Face::Me => "me",
            Face::Staff => "staff",
        }
    }

    /// Where the name of the site leads.
    pub const fn home(self) -> &'static str {
        match self {
            Face::Public => "/",
            Face::Me => "/me",
            Face::Staff => "/staff",
        }
    }
}

/// A telephone number: how it is written, and what a phone dials.
#[derive(Clone, Debug)]
pub struct Phone {
    /// As people read it: `(555) 010-4477`.
    pub text: String,
    /// As a phone dials it: `+15550104477`.
    pub number: String,
}

/// The crisis line on every public and personal page.
#[derive(Clone, Debug)]
pub struct CrisisLine {
    /// The question that opens it.
    pub before: String,
    /// The words of the link.
    pub link: String,
    /// What a phone dials.
    pub number: String,
    /// What follows the link.
    pub after: String,
}

impl CrisisLine {
    /// The line of an installation, in a language.
    pub fn of(help: &HelpLines, language: Language) -> Self {
        // That a line is free, takes text messages and answers day and night is known of one only.
        let after = if help.is_lifeline() {
            language.say("frame-crisis-after")
        } else {
            String::new()
        };
        Self {
            before: language.say("frame-crisis-before"),
            link: call_the_crisis_line(help, language),
            number: help.crisis.dialed(),
            after,
        }
    }
}

/// "Call or text 988", or what it is elsewhere.
pub fn call_the_crisis_line(help: &HelpLines, language: Language) -> String {
    let key = if help.is_lifeline() {
        "frame-crisis-call-or-text"
    } else {
        "frame-crisis-call"
    };
    language.say_with(key, &[("number", help.crisis.as_str())])
}

impl Default for CrisisLine {
    /// The line in the United States.
    fn default() -> Self {
        Self::of(&HelpLines::default(), Language::English)
    }
}

/// Signing out changes something, so it is a form and not a link.
#[derive(Clone, Debug)]
pub struct SignOut {
    /// Where the form posts to.
    pub action: String,
    /// The form token.
    pub token: String,
}

/// The person signed in, as the menu shows them.
#[derive(Clone, Debug)]
pub struct Person {
    /// The preferred name.
    pub name: String,
    /// The role, on staff pages.
    pub role: Option<String>,
    /// The links of the menu.
    pub menu: Vec<NavItem>,
    /// The sign-out button, at the end of the menu.
    pub sign_out: Option<SignOut>,
}

/// The same page in another language.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// Its address.
    pub address: String,
    /// Where the installation lives, `https://clinic.example.org`: what machines are told is a whole address.
    pub origin: String,
    /// The address of the page itself; empty where both languages have the same one, which machines are told nothing of.
    pub own: String,
    /// What was sent to this page and has to be sent to that one, where it is the answer to a form.
    pub sends: Option<Sends>,
}

/// What a page was asked with, to be asked again elsewhere: nothing of it is kept anywhere but in the page.
#[derive(Clone, Debug)]
pub struct Sends {
    /// The form token.
    pub token: String,
    /// The fields.
    pub fields: Vec<(String, String)>,
}

/// What a printed page about somebody says of itself: a sheet that lies about tells whose it is and from when.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Whom it is about.
    pub about: String,
    /// When it was made, with the zone.
    pub made: String,
}

/// What a page shows around its content. Build it with [`Frame::new`] and set the fields that the page has.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Which face.
    pub face: Face,
    /// The language of the page.
    pub language: Language,
    /// The same page in another language, by its address.
    pub translation: Option<Translation>,
    /// The title of the page, without the name of whom it is about. Never a diagnosis, never a full name: titles end up
    /// in browser histories.
    pub title: String,
    /// The name of the organization or site.
    pub site: String,
    /// The address of the stylesheet with the organization's own color, where it has one.
    pub style: Option<String>,
    /// The address of its picture, where it has one.
    pub logo: Option<String>,
    /// Whether the title says nothing but itself: whoever sees it beside somebody learns neither where nor what for.
    pub discreet: bool,
    /// The number in the public header.
    pub phone: Option<Phone>,
    /// The crisis line, on public and personal pages.
    pub crisis: CrisisLine,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The navigation.
    pub nav: Vec<NavItem>,
    /// Links at the foot of the page.
    pub footer: Vec<NavItem>,
    /// What stands above everything: the demo, broken glass.
    pub banners: Vec<Banner>,
    /// Who needs somebody now, for whoever may answer.
    pub alerts: Option<Alerts>,
    /// Whom the page is about. Their name then stands in both titles, before the page's.
    pub about: Option<About>,
    /// Whether the frame holds the one `h1`: on every page about somebody, also where their name may not be known.
    pub titled: bool,
    /// What stands at the head of it on paper.
    pub paper: Option<Paper>,
    /// What just happened.
    pub toast: Option<Toast>,
    /// What the page is for, for whoever is signed in.
    pub help: Option<PageHelp>,
    /// Keys that work on this page besides those of the navigation, for the help on `?`.
    pub shortcuts: Vec<Shortcut>,
    /// The scripts that the page needs besides those of every page.
    pub scripts: Vec<Asset>,
}

impl Frame {
    /// A frame with a title and nothing else yet.
    pub fn new(face: Face, site: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            face,
            language: Language::English,
            translation: None,
            title: title.into(),
            site: site.into(),
            style: None,
            logo: None,
            discreet: false,
            phone: None,
            crisis: CrisisLine::default(),
            person: None,
            nav: Vec::new(),
            footer: Vec::new(),
            banners: Vec::new(),
            alerts: None,
            about: None,
            titled: false,
            paper: None,
            toast: None,
            help: None,
            shortcuts: Vec::new(),
            scripts: Vec::new(),
        }
    }
}

/// A whole page: the frame and, in its `main`, the content.
pub fn page(frame: &Frame, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html.(frame.face.class()) lang=(frame.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                title {
                    @if let Some(about) = &frame.about { (about.short) " – " }
                    (frame.title) @if !frame.discreet { " · " (frame.site) }
                }
                @if let Some(other) = frame.translation.as_ref().filter(|other| !other.own.is_empty()) {
                    link rel="alternate" hreflang=(frame.language.code()) href={ (other.origin) (other.own) };
                    link rel="alternate" hreflang=(other.language.code()) href={ (other.origin) (other.address) };
                }
                link rel="stylesheet" href=(url(Asset::Style));
                @if frame.face != Face::Public { link rel="stylesheet" href=(url(Asset::Inside)); }
                @if let Some(style) = &frame.style { link rel="stylesheet" href=(style); }
                link rel="icon" type="image/svg+xml" href=(url(Asset::Mark));
                script src=(url(Asset::Enhance)) defer {}
                @if frame.alerts.is_some() { script src=(url(Asset::Alerts)) defer {} }
                @for script in &frame.scripts { script src=(url(*script)) defer {} }
            }
            body {
                a.skip href="#main" { (frame.language.say("frame-skip")) }
                (chrome::banners(frame))
                (chrome::header(frame))
                main #main tabindex="-1" {
                    @if let Some(paper) = &frame.paper { (chrome::paper_head(frame, paper)) }
                    @if let Some(alerts) = &frame.alerts { (alerts_bar(alerts)) }
                    (chrome::toasts(frame))
                    @if let Some(about) = &frame.about { (about_head(about, &frame.title)) }
                    @else if frame.titled { h1 { (frame.title) } }
                    (body)
                }
                (chrome::footer(frame))
                (chrome::floating(frame))
            }
        }
    }
}
