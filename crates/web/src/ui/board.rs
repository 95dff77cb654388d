//! The board: a week of many, one row for each group, leader, room or person, one column for each day. On a phone the
//! same markup is a list. A block is moved with the key `m`, with its Move link, or by dragging it to another cell;
//! each ends at the same form.

use maud::{Markup, html};

use super::{Meaning, status};

/// One session on the board.
#[derive(Clone, Debug)]
pub struct BoardBlock {
    /// Its id on the page.
    pub id: String,
    /// When: `9:00 am`.
    pub time: String,
    /// What, where the row does not say it; may be empty.
    pub title: String,
    /// The other things worth a line: seats, who leads it, where.
    pub lines: Vec<String>,
    /// What is to be said about it, each with its meaning.
    pub said: Vec<(Meaning, String)>,
    /// Whether it was called off.
    pub off: bool,
    /// Where it leads.
    pub href: Option<String>,
    /// The form that moves it.
    pub move_href: Option<String>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct BoardRow {
    /// What the row is of.
    pub label: String,
    /// A word about it; may be empty.
    pub detail: String,
    /// Where the label leads.
    pub href: Option<String>,
    /// What dropping a block into this row asks for, as a field of the form and its value.
    pub drop: Option<(&'static str, String)>,
    /// The blocks of each day.
    pub cells: Vec<Vec<BoardBlock>>,
}

/// One day.
#[derive(Clone, Debug)]
pub struct BoardDay {
    /// `Mon, Apr 14`.
    pub label: String,
    /// `2026-04-14`.
    pub date: String,
    /// Whether it is today.
    pub today: bool,
}

/// The board; the page needs [`crate::assets::Asset::Board`] where blocks can be moved.
#[derive(Clone, Debug)]
pub struct BoardWeek {
    /// What it is, for assistive technology and print.
    pub caption: String,
    /// What the rows are: `Group`.
    pub rows_are: String,
    /// The days.
    pub days: Vec<BoardDay>,
    /// The rows.
    pub rows: Vec<BoardRow>,
}

/// Draws the board.
pub fn board(week: &BoardWeek) -> Markup {
    html! {
        div.board role="region" tabindex="0" aria-label=(week.caption) data-board {
            table {
                caption { span.unseen { (week.caption) } }
                thead { tr {
                    th scope="col" { (week.rows_are) }
                    @for day in &week.days {
                        th scope="col" class=[day.today.then_some("today")] { (day.label) @if day.today { span.today-word { " today" } } }
                    }
                } }
                tbody { @for row in &week.rows { (one_row(week, row)) } }
            }
            p.board-now role="status" data-board-now {}
        }
    }
}

fn one_row(week: &BoardWeek, row: &BoardRow) -> Markup {
    let drop = row.drop.as_ref();
    html! {
        tr data-field=[drop.map(|(field, _)| field)] data-value=[drop.map(|(_, value)| value)] data-name=(row.label) {
            th scope="row" {
                @if let Some(href) = &row.href { a href=(href) { (row.label) } } @else { (row.label) }
                @if !row.detail.is_empty() { span.muted { (row.detail) } }
            }
            @for (day, blocks) in week.days.iter().zip(&row.cells) {
                td data-to=(day.date) data-day=(day.label) class=[day.today.then_some("today")] {
                    @if !blocks.is_empty() { ul { @for block in blocks { (one_block(block)) } } }
                }
            }
        }
    }
}

fn one_block(block: &BoardBlock) -> Markup {
    html! {
        li #(block.id) .called-off[block.off] data-move=[&block.move_href] {
            @match &block.href {
                Some(href) => a.board-time href=(href) { (block.time) @if !block.title.is_empty() { " " strong { (block.title) } } },
                None => span.board-time { (block.time) @if !block.title.is_empty() { " " strong { (block.title) } } },
            }
            @for line in &block.lines { span.board-line { (line) } }
            @for (meaning, sentence) in &block.said { (status(*meaning, sentence)) }
            @if let Some(href) = &block.move_href {
                a.board-move href=(href) { "Move" span.unseen { " " (block.title) " " (block.time) } }
            }
        }
    }
}
