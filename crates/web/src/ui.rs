//! How Stepwell looks: every component is built once, here, as a function.
//!
//! A page is `page(&frame, html! { … })`; inside it components are spliced with maud's parentheses. A component with
//! options is a function that returns a builder which renders itself: `(field("email", "E-mail").email().check(&problems))`.
//! All text goes through maud's escaping; nothing here emits a `style` attribute or an inline script, so the strictest
//! Content-Security-Policy holds. Everything works without JavaScript; `enhance.js` reads the `data-` attributes.

mod about;
mod alerts;
mod banner;
mod block;
mod board;
mod branch;
mod button;
mod chart;
mod choice;
mod chrome;
mod conflict;
mod copy;
mod dialog;
mod draw;
mod field;
mod filter;
mod form;
mod frame;
mod guide;
mod heading;
mod help;
mod icon;
mod list;
mod message;
mod meter;
mod nav;
mod palette;
mod passkey;
mod picker;
mod qr;
mod rapid;
mod reach;
mod roster;
mod stays;
mod stepper;
mod steps;
mod styleguide;
mod table;
mod tel;
mod timeline;
mod tongue;
mod week;
mod working;

pub use about::{About, about_head};
pub use alerts::{Alerts, alerts_bar, signals_news, today_news};
pub use banner::{Banner, banner};
pub use block::{Card, age, card, facts, when};
pub use board::{BoardBlock, BoardDay, BoardRow, BoardWeek, board};
pub use branch::{ANY_ANSWER, branch};
pub use button::{Button, button, link, print_button};
pub use chart::{
    BarChart, Funnel, FunnelStage, LineChart, Measured, NamedBand, Reference, Series, bar_chart,
    funnel, line_chart,
};
pub use choice::{ChoiceItem, Choices, checkboxes, choice, radios, tick, tick_checked};
pub use conflict::Conflict;
pub use copy::{copy_block, copy_block_in, totp_secret};
pub use dialog::{Dialog, dialog};
pub use draw::{DrawWeek, Drawn, draw_week};
pub use field::{Field, Width, field};
pub use filter::{Filter, filter_bar};
pub use form::{Form, Problems, error_summary, error_summary_in, form, in_turn};
pub use frame::{
    CrisisLine, Face, Frame, Paper, Person, Phone, Sends, SignOut, Translation,
    call_the_crisis_line, page,
};
pub use guide::{PageHelp, page_help, single_keys};
pub use heading::{Heading, heading, heading_below, opening};
pub use help::{help_beside, help_box, help_first, help_while_writing};
pub use icon::Icon;
pub use list::{Pager, pager, pager_in, tabs};
pub use message::{ErrorPage, Toast, Undo, as_it_stands, empty, error_body, toast};
pub use meter::{
    Hours, Meaning, WeekBar, hours_meter, length_text, shaped, status, status_of, week_bar,
    week_bar_key,
};
pub use nav::NavItem;
pub use palette::{Shortcut, keyboard_help, palette};
pub use passkey::{Passkey, passkey_button};
pub use picker::{Pick, picks};
pub use qr::qr;
pub use rapid::{
    CellInput, NUMBER_KEYS, QuickChoice, QuickInput, QuickRow, RapidCell, RapidSubstance, quick,
    quick_block, rapid_finder, rapid_substance,
};
pub use reach::{Reach, reach};
pub use roster::{MARKS, Marked, Roster, RosterRow, roster, roster_bar, roster_count};
pub use stays::{Stay, stays};
pub use stepper::{FormStep, SaveState, StepState, save_state, stepper};
pub use steps::{step, step_end};
pub use styleguide::styleguide;
pub use table::{Column, Row, Sorted, Table, row, table};
pub use tel::{dial, tel, tel_text};
pub use timeline::{TimelineEvent, timeline};
pub use tongue::{in_either, name_in};
pub use week::{
    Axis, AxisBlock, AxisDay, AxisLane, AxisMark, Block, BlockKind, Day, WeekGrid, axis, week_grid,
    week_grid_in,
};
pub use working::{progress, working};

#[cfg(test)]
mod tests;
