//! Tables: a caption that names them, a head that stays, rows that lead somewhere.

use maud::{Markup, Render, html};

use super::Icon;

/// Which way a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// The head of one column.
#[derive(Clone, Debug)]
pub struct Column {
    label: String,
    number: bool,
    unseen: bool,
    sort: Option<(String, Option<Sorted>)>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            number: false,
            unseen: false,
            sort: None,
        }
    }

    /// A column of numbers: aligned at the end, figures of one width.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.number = true;
        self
    }

    /// A column of buttons, whose head only assistive technology needs.
    #[must_use]
    pub fn unseen(mut self) -> Self {
        self.unseen = true;
        self
    }

    /// Sortable by the link; `now` says whether the table is sorted by it.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, now: Option<Sorted>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    fn head(&self) -> Markup {
        let direction = self
            .sort
            .as_ref()
            .and_then(|(_, now)| *now)
            .map(|now| match now {
                Sorted::Up => "ascending",
                Sorted::Down => "descending",
            });
        html! {
            th.num[self.number] scope="col" aria-sort=[direction] {
                @if let Some((href, now)) = &self.sort {
                    a.sort href=(href) {
                        span { (self.label) }
                        @match now {
                            Some(Sorted::Up) => (Icon::SortUp),
                            Some(Sorted::Down) => (Icon::SortDown),
                            None => {},
                        }
                    }
                } @else { span.unseen[self.unseen] { (self.label) } }
            }
        }
    }
}

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

    fn body_row(&self, row: &Row) -> Markup {
        let number = |index: usize| self.columns.get(index).is_some_and(|column| column.number);
        html! {
            tr.linked[row.href.is_some()].marked[row.marked] id=[&row.id] {
                @for (index, cell) in row.cells.iter().enumerate() {
                    @if index == 0 {
                        th.num[number(0)] scope="row" {
                            @if let Some(href) = &row.href { a.row-link href=(href) { (cell) } } @else { (cell) }
                        }
                    } @else { td.num[number(index)] { (cell) } }
                }
            }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        let caption_id = format!("{}-caption", self.id);
        html! {
            div #(self.id) .table {
                @match (&self.empty, self.rows.is_empty()) {
                    (Some(empty), true) => (empty),
                    // Focusable, so that the keyboard can scroll it where it is wider than the screen.
                    _ => div.table-scroll role="region" tabindex="0" aria-labelledby=(caption_id) {
                        table {
                            caption #(caption_id) { span.unseen[self.caption_unseen] { (self.caption) } }
                            thead { tr { @for column in &self.columns { (column.head()) } } }
                            tbody { @for row in &self.rows { (self.body_row(row)) } }
                        }
                    },
                }
            }
        }
    }
}
