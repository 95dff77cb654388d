//! The week of a site: a picture by room or by who leads, a list by group, by person, or only of what is one's own.

use crate::assets::Asset;
use crate::pages::attendance::own_week::date_in;
use crate::shell::fault::encoded;
use crate::shell::frame::{could, could_at, could_oneself, frame, printed_of};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    BoardWeek, Face, Frame, Meaning, NavItem, Pager, Toast, Undo, axis, board, empty, field,
    filter_bar, heading, link, page, pager, print_button, status, tabs,
};
use care::SiteId;
use clinic::planning::board;
use clinic::planning::board::Board;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};
use policy::Action;

mod one;
mod panel;
mod rows;
mod shift;
mod timed;

use timed::{Lanes, Looked, axis_of};

pub(crate) use shift::{move_page, shift, undo};

/// The most things that are listed above the board.
const LISTED_MAX: usize = 12;
/// How many people are shown at once.
const PEOPLE_MAX: usize = 60;
/// What is said of a week without a session.
const NOTHING: (&str, &str) = (
    "Nothing is held this week",
    "Groups of this site that meet in this week are shown here.",
);

/// What the rows of the board are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::pages) enum View {
    Groups,
    Leaders,
    Rooms,
    People,
    Mine,
}

impl View {
    const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Rooms, "rooms", "By room"),
        (Self::Leaders, "leaders", "By counselor"),
        (Self::Groups, "groups", "By group"),
        (Self::People, "people", "By person"),
        (Self::Mine, "mine", "Mine"),
    ];

    fn of(text: &str) -> Self {
        let found = Self::ALL.iter().find(|(_, code, _)| *code == text);
        found.map_or(Self::Rooms, |(view, _, _)| *view)
    }

    fn code(self) -> &'static str {
        let found = Self::ALL.iter().find(|(view, _, _)| *view == self);
        found.map_or("rooms", |(_, code, _)| code)
    }

    /// What the lanes are of where the week is a picture.
    const fn lanes(self) -> Option<Lanes> {
        match self {
            Self::Rooms => Some(Lanes::Rooms),
            Self::Leaders => Some(Lanes::Leaders),
            Self::Groups | Self::People | Self::Mine => None,
        }
    }
}

/// An address of the board.
pub(in crate::pages) fn address(site: SiteId, from: Date, view: &str) -> String {
    let view = View::of(view).code();
    format!("/staff/week?site={site}&from={from}&view={view}")
}

/// The board, or the week of one person on it.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.query.text("person").is_empty() {
        return one::show(ask);
    }
    let site = SiteId::parse(ask.query.text("site"));
    let week = board::board(ask.clinic, ask.actor()?, site, date_in(ask))?;
    let view = View::of(ask.query.text("view"));
    if let (Some(lanes), "discreet") = (view.lanes(), ask.query.text("print")) {
        return Ok(discreet(ask, &week, lanes, view));
    }
    let mut frame = frame(ask, Face::Staff, "Week");
    if week.may_move || view.lanes().is_some() {
        frame.scripts.push(Asset::Board);
    }
    printed_of(ask, &mut frame, week.site.name.as_str(), &week.site.zone);
    moved(ask, &mut frame, &week);
    let body = html! {
        (heading(format!("Week at {}", week.site.name)).lead(lead(&week)).actions(html! {
            @if could_at(ask, Action::MakeWeek, week.site.id) {
                (link(&format!("/staff/sites/{}/week/make", week.site.id), "Make the week"))
                (link(&format!("/staff/sites/{}/repair", week.site.id), "Something happened"))
            }
            @if could_oneself(ask, Action::KeepCalendar) { (link("/staff/calendar", "Your calendar")) }
        }))
        (choices(ask, &week, view))
        @if view != View::People && view != View::Mine { (troubles(&week)) }
        (sheet(ask, &week, view)?)
        @if week.may_move && view.lanes().is_none() {
            p.muted.unprinted { "To move a session: focus it and press " kbd { "m" } ", or drag it to another day or row, or press Move." }
        }
    };
    Ok(Answer::page(page(&frame, body)))
}

/// The week for a wall that others see: days and times, and nothing of the clinic, of the groups or of anybody.
fn discreet(ask: &Ask<'_>, week: &Board, lanes: Lanes, view: View) -> Answer {
    let mut frame = frame(ask, Face::Staff, "Week");
    frame.discreet = true;
    frame.about = None;
    frame.titled = false;
    let looked = Looked {
        lanes,
        address: String::new(),
        day: None,
        discreet: true,
        lives: None,
    };
    let from = care::day::near_text(week.from, week.today);
    let back = address(week.site.id, week.from, view.code());
    let body = html! {
        div.axis-sheet.plain-sheet {
            (heading(format!("Week of {from}")))
            p.unprinted.buttons { (print_button("Print")) (link(&back, "Back to the board")) }
            h2.unseen { "Day by day" }
            (axis(&axis_of(week, &looked)))
        }
    };
    Answer::page(page(&frame, body))
}

fn lead(week: &Board) -> String {
    let zone = week.site.zone.in_words();
    let held = week.sessions.iter().filter(|s| s.session.held()).count();
    format!(
        "Week of {}, times in {zone}. {}.",
        care::day::near_text(week.from, week.today),
        care::counted(held, "session", "sessions")
    )
}

/// What was just moved can be moved back.
fn moved(ask: &Ask<'_>, frame: &mut Frame, week: &Board) {
    let before = ask.query.text("undo");
    if ask.said() == "moved" && !before.is_empty() {
        let back = address(week.site.id, week.from, ask.query.text("view"));
        frame.toast = Some(Toast {
            meaning: Meaning::Good,
            text: "Moved.".to_owned(),
            undo: Some(Undo {
                action: format!(
                    "/staff/week/undo?before={}&back={}",
                    encoded(before),
                    encoded(&back)
                ),
                token: ask.token(),
            }),
        });
    }
}

/// Which week, which site, which rows.
fn choices(ask: &Ask<'_>, week: &Board, view: View) -> Markup {
    let to = |from: Date| address(week.site.id, from, view.code());
    let people = could(ask, Action::SearchPatients);
    let views = View::ALL
        .iter()
        .filter(|(view, _, _)| *view != View::People || people);
    let views: Vec<NavItem> = views
        .map(|(one, code, label)| {
            NavItem::new(address(week.site.id, week.from, code), *label).current(*one == view)
        })
        .collect();
    let sites: Vec<NavItem> = week
        .sites
        .iter()
        .map(|site| {
            NavItem::new(
                address(site.id, week.from, view.code()),
                site.name.to_string(),
            )
            .current(site.id == week.site.id)
        })
        .collect();
    html! {
        div.unprinted {
            @if sites.len() > 1 { (tabs("Site", &sites)) }
            (tabs("Rows", &views))
            (pager(&Pager {
                before: Some(to(week.from.saturating_sub(1.week()))),
                after: Some(to(week.from.saturating_add(1.week()))),
                place: format!("{} to {}", care::day::short_text(week.from), care::day::short_text(week.from.saturating_add(6.days()))),
            }))
        }
    }
}

/// What does not fit, above the board, each leading to its place on it.
fn troubles(week: &Board) -> Markup {
    let (urgent, worth) = week.counts();
    let mut said: Vec<(bool, &str, usize)> = Vec::new();
    for (at, shown) in week.sessions.iter().enumerate() {
        said.extend(
            shown
                .said
                .iter()
                .map(|(urgent, text)| (*urgent, text.as_str(), at)),
        );
    }
    said.sort_by_key(|(urgent, _, at)| (!urgent, *at));
    html! {
        @if said.is_empty() {
            p { (status(Meaning::Good, "Everything fits")) " No room or leader is taken twice, and nobody leads while off duty." }
        } @else {
            details.troubles open[urgent > 0] {
                summary {
                    @if urgent > 0 { (status(Meaning::Urgent, &format!("{urgent} cannot stay so"))) " " }
                    @if worth > 0 { (status(Meaning::Attention, &format!("{worth} worth a look"))) }
                }
                ul {
                    @for (urgent, text, at) in said.iter().take(LISTED_MAX) {
                        @let shown = &week.sessions[*at];
                        li { (status(if *urgent { Meaning::Urgent } else { Meaning::Attention }, text)) " "
                            a href={ "#" (rows::block_id(shown)) } { (week.groups[shown.group].name) ", " (rows::moment(shown, &week.site.zone)) } }
                    }
                    @if said.len() > LISTED_MAX { li.muted { "and " (said.len() - LISTED_MAX) " more on the board" } }
                }
            }
        }
    }
}

fn sheet(ask: &Ask<'_>, week: &Board, view: View) -> Result<Markup, Fault> {
    let made = match view {
        View::Rooms => return picture(ask, week, view, Lanes::Rooms),
        View::Leaders => return picture(ask, week, view, Lanes::Leaders),
        View::Groups => rows::by_group(week),
        View::Mine => rows::mine(week),
        View::People => return people(ask, week),
    };
    Ok(drawn(week, view, made))
}

/// The week on its axis, and below it what is known of one session.
fn picture(ask: &Ask<'_>, week: &Board, view: View, lanes: Lanes) -> Result<Markup, Fault> {
    if week.sessions.is_empty() {
        return Ok(empty(NOTHING.0, NOTHING.1, None));
    }
    let address = address(week.site.id, week.from, view.code());
    let opened = panel::opened(ask, week)?;
    let looked = Looked {
        lanes,
        address: address.clone(),
        day: ask.query.text("day").parse().ok(),
        discreet: false,
        lives: opened.as_ref().map(|(_, lives)| lives),
    };
    Ok(html! {
        div.axis-sheet { h2.unseen { "Day by day" } (axis(&axis_of(week, &looked))) }
        p.board-now role="status" data-axis-now {}
        (panel::panel(ask, week, opened.as_ref(), view))
        p.unprinted.axis-key {
            (key()) " "
            @if week.may_move {
                span #axis-hint { "To move a session: drag it, or press Enter on it and then the arrows, a quarter of an hour or a day at a time; Enter lets it go, Escape puts it back. Nothing moves before you confirm." }
            }
        }
        p.unprinted.buttons { (print_button("Print")) (link(&format!("{address}&print=discreet"), "Print times alone")) }
    })
}

/// What the blocks look like, in words.
fn key() -> Markup {
    html! { "A block is filled as far as its seats are taken. Behind the blocks: what the lives of those who come hold." }
}

fn drawn(week: &Board, view: View, made: rows::Rows) -> Markup {
    let none = match view {
        View::Mine => (
            "You lead nothing here this week",
            "Sessions that you lead at this site are listed here.",
        ),
        _ => NOTHING,
    };
    html! {
        @if made.rows.is_empty() { (empty(none.0, none.1, None)) } @else {
            (board(&BoardWeek {
                caption: format!("Week of {} at {}", care::day::near_text(week.from, week.today), week.site.name),
                rows_are: made.of.to_owned(),
                days: rows::days(week),
                rows: made.rows,
            }))
        }
    }
}

/// The people of the site, found by name, a screenful at a time.
fn people(ask: &Ask<'_>, week: &Board) -> Result<Markup, Fault> {
    if !could(ask, Action::SearchPatients) {
        return Err(clinic::Refusal::Denied.into());
    }
    let query = ask.query.text("q");
    let found = board::people(ask.clinic, ask.actor()?, week.site.id, query)?;
    let result = if found.len() > PEOPLE_MAX {
        format!(
            "{PEOPLE_MAX} of {} people; type a name to find others",
            found.len()
        )
    } else {
        care::counted(found.len(), "person", "people")
    };
    let fields = html! {
        input type="hidden" name="site" value=(week.site.id);
        input type="hidden" name="from" value=(week.from);
        input type="hidden" name="view" value="people";
        (field("q", "Name").search().value(query))
    };
    let shown = &found[..found.len().min(PEOPLE_MAX)];
    Ok(html! {
        (filter_bar("/staff/week", fields).result(result))
        (drawn(week, View::People, rows::by_person(week, shown)))
    })
}
