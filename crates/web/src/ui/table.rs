//! Tables: a caption that names them, a head that stays, rows that lead somewhere. On a phone each row is a block, so
//! that no table is wider than the screen.

use maud::{Markup, Render, html};

pub use column::{Column, Sorted};

mod column;

/// One row; see [`row`].
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Markup>,
    href: Option<String>,
    id: Option<String>,
    marked: bool,
}

/// A row of cells, one for each column. The first cell names the row.
pub fn row(cells: impl Into<Vec<Markup>>) -> Row {
    Row {
        cells: cells.into(),
        href: None,
        id: None,
        marked: false,
    }
}

impl Row {
    /// The whole row leads there. The first cell becomes the link, so it holds words only.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// With an id, so that a row can be swapped or linked to.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Set apart: the one that was just changed, or the one that is now.
    #[must_use]
    pub fn marked(mut self, marked: bool) -> Self {
        self.marked = marked;
        self
    }
}

/// A table; see [`table`].
#[derive(Clone, Debug)]
pub struct Table {
    id: String,
    caption: String,
    caption_unseen: bool,
    stacked: bool,
    aligned: bool,
    fold: Option<usize>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Option<Markup>,
}

/// A table with its caption. The id is unique on the page.
pub fn table(
    id: impl Into<String>,
    caption: impl Into<String>,
    columns: impl Into<Vec<Column>>,
) -> Table {
    Table {
        id: id.into(),
        caption: caption.into(),
        caption_unseen: false,
        stacked: false,
        aligned: false,
        fold: None,
        columns: columns.into(),
        rows: Vec::new(),
        empty: None,
    }
}

impl Table {
    /// The rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows = rows.into_iter().collect();
        self
    }

    /// What stands in its place when there are no rows; see [`super::empty`].
    #[must_use]
    pub fn empty(mut self, empty: Markup) -> Self {
        self.empty = Some(empty);
        self
    }

    /// Hides the caption from sight where a heading just above says the same.
    #[must_use]
    pub fn caption_unseen(mut self) -> Self {
        self.caption_unseen = true;
        self
    }

    /// For cells that hold more than a word: on a phone the column's word stands above its cell, and not before it.
    #[must_use]
    pub fn stacked(mut self) -> Self {
        self.stacked = true;
        self
    }

    /// One of several tables about the same on one page: its columns are as wide as they say ([`Column::share`]), whatever
    /// stands in them, so that they begin at the same places in all of them.
    #[must_use]
    pub fn aligned(mut self) -> Self {
        self.aligned = true;
        self
    }

    /// After so many rows the others are a number, and opened by a press. They are on the page all the same: the search of
    /// the browser finds them, and without scripts they open too.
    #[must_use]
    pub fn fold(mut self, after: usize) -> Self {
        self.fold = Some(after);
        self
    }

    /// Some of the rows, under the heads of all.
    fn part(&self, id: &str, caption: &str, rows: &[Row]) -> Markup {
        let caption_id = format!("{id}-caption");
        html! {
            // Focusable, so that the keyboard can scroll it where it is wider than the screen.
            div.table-scroll role="region" tabindex="0" aria-labelledby=(caption_id) {
                table {
                    caption #(caption_id) { span.unseen[self.caption_unseen] { (caption) } }
                    thead { tr { @for column in &self.columns { (column.head()) } } }
                    tbody { @for row in rows { (self.body_row(row)) } }
                }
            }
        }
    }

    /// The rows after which the others are folded away, where that saves more than the line that says so.
    fn folded(&self) -> (&[Row], &[Row]) {
        let after = self.fold.filter(|after| self.rows.len() > after + 1);
        self.rows.split_at(after.unwrap_or(self.rows.len()))
    }

    /// The word of a cell where each row is a block of its own: on a phone.
    fn label(&self, index: usize) -> Option<&str> {
        self.columns.get(index).and_then(Column::label)
    }

    fn body_row(&self, row: &Row) -> Markup {
        let number = |index: usize| self.columns.get(index).is_some_and(|column| column.number);
        let brief = |index: usize| self.columns.get(index).is_some_and(|column| column.brief);
        html! {
            tr.linked[row.href.is_some()].marked[row.marked] id=[&row.id] {
                @for (index, cell) in row.cells.iter().enumerate() {
                    @if index == 0 {
                        th.num[number(0)] scope="row" {
                            @if let Some(href) = &row.href { a.row-link href=(href) { (cell) } } @else { (cell) }
                        }
                    } @else { td.num[number(index)].brief[brief(index)] data-label=[self.label(index)] { (cell) } }
                }
            }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        let (shown, folded) = self.folded();
        html! {
            div #(self.id) .table.stacked[self.stacked].aligned[self.aligned] {
                @match (&self.empty, self.rows.is_empty()) {
                    (Some(empty), true) => (empty),
                    _ => {
                        (self.part(&self.id, &self.caption, shown))
                        @if !folded.is_empty() {
                            details.more-rows {
                                summary { (folded.len()) " more" }
                                (self.part(&format!("{}-more", self.id), &format!("{}, continued", self.caption), folded))
                            }
                        }
                    },
                }
            }
        }
    }
}
