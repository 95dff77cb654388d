//! Our own small icons: 16 px, one stroke, the color of the text beside them.

use maud::{Markup, Render, html};

/// An icon. It is decoration: the word beside it carries the meaning, so it is hidden from assistive technology.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each icon is named for what it shows")]
pub enum Icon {
    Arrow,
    Attention,
    Back,
    Badge,
    Bed,
    Bell,
    Chart,
    Check,
    Circle,
    Clock,
    Close,
    Copy,
    Down,
    Good,
    Home,
    Inbox,
    Information,
    Journal,
    Key,
    Leave,
    Lock,
    Mark,
    Measure,
    Message,
    More,
    Outbox,
    People,
    Person,
    Phone,
    Place,
    Plan,
    Plus,
    Print,
    Queue,
    Roster,
    Search,
    Settings,
    Shield,
    SortDown,
    SortUp,
    Today,
    Transfer,
    Undo,
    Urgent,
    Video,
    Week,
}

impl Icon {
    /// Every icon, for the style guide.
    pub const ALL: [Icon; 46] = [
        Icon::Arrow,
        Icon::Attention,
        Icon::Back,
        Icon::Badge,
        Icon::Bed,
        Icon::Bell,
        Icon::Chart,
        Icon::Check,
        Icon::Circle,
        Icon::Clock,
        Icon::Close,
        Icon::Copy,
        Icon::Down,
        Icon::Good,
        Icon::Home,
        Icon::Inbox,
        Icon::Information,
        Icon::Journal,
        Icon::Key,
        Icon::Leave,
        Icon::Lock,
        Icon::Mark,
        Icon::Measure,
        Icon::Message,
        Icon::More,
        Icon::Outbox,
        Icon::People,
        Icon::Person,
        Icon::Phone,
        Icon::Place,
        Icon::Plan,
        Icon::Plus,
        Icon::Print,
        Icon::Queue,
        Icon::Roster,
        Icon::Search,
        Icon::Settings,
        Icon::Shield,
        Icon::SortDown,
        Icon::SortUp,
        Icon::Today,
        Icon::Transfer,
        Icon::Undo,
        Icon::Urgent,
        Icon::Video,
        Icon::Week,
    ];

    /// The strokes, as one SVG path on a grid of 16 by 16.
    #[expect(clippy::too_many_lines, reason = "a picture a line")]
    const fn path(self) -> &'static str {
        match self {
            Icon::Arrow => "M3 8h10M9 4l4 4-4 4",
            Icon::Attention => "M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1",
            Icon::Back => "M13 8H3M7 4 3 8l4 4",
            Icon::Badge => {
                "M3.5 3.5h9v10.5h-9zM6.5 3.5V1.8h3v1.7M8 6.4a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM5.6 12c.2-1.2 1.2-1.8 2.4-1.8s2.2.6 2.4 1.8"
            }
            Icon::Bed => {
                "M1.8 3.5v9.5M1.8 10.8h12.4M14.2 13V9.2a2 2 0 0 0-2-2H6.8v3.6M4.3 6.2a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z"
            }
            Icon::Bell => "M4 11.2V7.4a4 4 0 0 1 8 0v3.8l1.3 1.3H2.7zM6.6 14.3h2.8",
            Icon::Chart => "M2.5 2.5v11h11M5.5 11V8M8.5 11V5M11.5 11V7",
            Icon::Check => "M3 8.5 6.5 12 13 4.5",
            Icon::Circle => {
                "M8 1.8a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM3.2 10a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM12.8 10a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM5.6 5.6 4.2 8.2M10.4 5.6l1.4 2.6M6.4 12h3.2"
            }
            Icon::Clock => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.5V8l2.4 1.6",
            Icon::Close => "m4 4 8 8M12 4l-8 8",
            Icon::Copy => "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",
            Icon::Down => "m4 6 4 4 4-4",
            Icon::Good => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.2 8.3l2 2 3.6-4.1",
            Icon::Home => "M2.5 7.5 8 2.5l5.5 5M4 6.5v7h8v-7M6.8 13.5V10h2.4v3.5",
            Icon::Inbox => "M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5l1 1.8h3l1-1.8H14",
            Icon::Information => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.3v3.9M8 4.8v.1"
            }
            Icon::Journal => {
                "M4 1.8h8.5v12.4H4a1.5 1.5 0 0 1-1.5-1.5V3.3A1.5 1.5 0 0 1 4 1.8zM2.5 12.7a1.5 1.5 0 0 1 1.5-1.5h8.5M5.8 5h3.9"
            }
            Icon::Key => {
                "M10.5 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM8 8l-5.5 5.5v.5h2v-1.5h1.5V11M11.4 4.6v.1"
            }
            Icon::Leave => "M6.5 2.5h-4v11h4M6.5 8h7M10.5 5l3 3-3 3",
            Icon::Lock => "M3.5 7h9v6.5h-9zM5.5 7V4.7a2.5 2.5 0 0 1 5 0V7",
            Icon::Mark => "M1.5 3.5h3v3h2.2v3h2.6v-3h2.2v-3h3M4.5 13h7",
            Icon::Measure => {
                "M2 10.5 10.5 2 14 5.5 5.5 14zM4.5 8l1.4 1.4M6.6 5.9 8 7.3M8.7 3.8l1.4 1.4"
            }
            Icon::Message => "M2 3h12v8H7l-3 2.5V11H2z",
            Icon::More => "M3.4 8v.1M8 8v.1M12.6 8v.1",
            Icon::Outbox => "M2 9.5V13h12V9.5M8 10.2V2.2M4.8 5.2 8 2.2l3.2 3",
            Icon::People => {
                "M6 2.8a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3a2.3 2.3 0 0 1 0 4.4M12 9.8c1.6.6 2.5 1.9 2.5 3.7"
            }
            Icon::Person => {
                "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM2.8 14c0-2.6 2.3-4.2 5.2-4.2s5.2 1.6 5.2 4.2"
            }
            Icon::Phone => {
                "M3 2.5h2.5l1.2 3-1.5 1.2c.8 1.8 2.3 3.3 4.1 4.1l1.2-1.5 3 1.2V13c0 .6-.5 1-1 1C7 14 2 9 2 3.5c0-.6.4-1 1-1z"
            }
            Icon::Place => {
                "M8 1.8a4.7 4.7 0 0 0-4.7 4.7C3.3 10 8 14.2 8 14.2s4.7-4.2 4.7-7.7A4.7 4.7 0 0 0 8 1.8zM8 5a1.6 1.6 0 1 0 0 3.2A1.6 1.6 0 0 0 8 5z"
            }
            Icon::Plan => "M3.5 1.8h9v12.4h-9zM6 5h4M6 8h4M6 11h2",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Print => "M4.5 5.5v-3.5h7v3.5M4.5 11.5h-2.5v-6h12v6h-2.5M4.5 9.5h7v4.5h-7z",
            Icon::Queue => {
                "M4 1.8h8M4 14.2h8M5 1.8c0 3.4 3 4 3 6.2s-3 2.8-3 6.2M11 1.8c0 3.4-3 4-3 6.2s3 2.8 3 6.2"
            }
            Icon::Roster => {
                "M2 4l1.2 1.2L5.4 3M2 8.4l1.2 1.2 2.2-2.2M2 12.8 3.2 14l2.2-2.2M7.8 4.2H14M7.8 8.6H14M7.8 13H14"
            }
            Icon::Search => "M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6zM10.5 10.5l3.5 3.5",
            Icon::Settings => "M2 4.5h7M12 4.5h2M10.5 3v3M2 11.5h2M7 11.5h7M5.5 10v3",
            Icon::Shield => {
                "M8 1.8 13 3.6V8c0 3-2 5.2-5 6.2C5 13.2 3 11 3 8V3.6zM8 5v3.6M8 10.7v.1"
            }
            Icon::SortDown => "M8 3v10M4.5 9.5 8 13l3.5-3.5",
            Icon::SortUp => "M8 13V3M4.5 6.5 8 3l3.5 3.5",
            Icon::Today => "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.8v3M10.5 1.8v3M8 9v2",
            Icon::Transfer => "M2 5h10.5M9.5 2 12.5 5l-3 3M14 11H3.5M6.5 8l-3 3 3 3",
            Icon::Undo => "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6.5",
            Icon::Urgent => "M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3zM8 4.8v4M8 11.1v.1",
            Icon::Video => "M1.8 4h8.7v8H1.8zM10.5 7l3.7-2.2v6.4L10.5 9",
            Icon::Week => "M2 3h12v10.5H2zM2 6.2h12M6 3v10.5M10 3v10.5",
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg.icon viewBox="0 0 16 16" aria-hidden="true" focusable="false" { path d=(self.path()) {} }
        }
    }
}
