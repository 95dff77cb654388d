//! What a statement answers, by name.
//!
//! A statement that answers says with what: `FIND: Membership = "SELECT {} FROM membership m WHERE …"`. Which columns
//! those are, and in which order, stands once, in the `row!` of the type; it becomes the text in place of `{}` and the
//! reading of the answer, so that one cannot be changed without the other. Nobody counts columns, and nothing is looked
//! up by name while rows are read.

use crate::{FromValue, RecordError, Row, Value};
use std::marker::PhantomData;

/// A statement whose answer is rows of one type.
pub struct Ask<R> {
    pub(crate) sql: &'static str,
    row: PhantomData<fn() -> R>,
}

impl<R> Clone for Ask<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Ask<R> {}

impl<R> Ask<R> {
    pub(crate) const fn new(sql: &'static str) -> Self {
        Self {
            sql,
            row: PhantomData,
        }
    }
}

/// Something that one row of an answer holds: a type with a `row!`, a single value, or a few of these side by side.
pub trait FromRow: Sized {
    /// The columns as a statement names them; empty where the statement names them itself.
    const COLUMNS: &'static str = "";
    /// How many there are.
    const WIDTH: usize;

    /// Takes what it needs from the front of what is left of a row.
    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError>;
}

/// What is left of a row while it is read.
pub struct Columns<'a>(std::slice::Iter<'a, Value>);

impl Columns<'_> {
    /// The next value, which is of the column of this name.
    pub(crate) fn next<T: FromValue>(&mut self, name: &str) -> Result<T, RecordError> {
        let value = self.0.next().ok_or_else(|| {
            RecordError::damaged(format!("an answer ends before its column {name}"))
        })?;
        T::from_value(value).ok_or_else(|| {
            RecordError::damaged(format!(
                "the column {name} of an answer holds something unexpected"
            ))
        })
    }
}

impl Row {
    /// The whole row.
    pub(crate) fn read<R: FromRow>(&self) -> Result<R, RecordError> {
        if self.0.len() != R::WIDTH {
            return Err(RecordError::damaged(format!(
                "an answer has {} columns in place of {}",
                self.0.len(),
                R::WIDTH
            )));
        }
        self.begins()
    }

    /// The columns it begins with.
    pub(crate) fn begins<R: FromRow>(&self) -> Result<R, RecordError> {
        R::take(&mut Columns(self.0.iter()))
    }
}

macro_rules! values {
    ($($type:ty)*) => {$(
        impl $crate::row::FromRow for $type {
            const WIDTH: usize = 1;

            fn take(columns: &mut $crate::row::Columns<'_>) -> Result<Self, $crate::RecordError> {
                columns.next(stringify!($type))
            }
        }
    )*};
}
pub(crate) use values;

values! { i64 u64 u32 u16 bool String Vec<u8> uuid::Uuid jiff::Timestamp jiff::civil::Date }

impl<const N: usize> FromRow for [u8; N] {
    const WIDTH: usize = 1;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        columns.next("of bytes")
    }
}

impl<T: FromValue> FromRow for Option<T> {
    const WIDTH: usize = 1;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        columns.next("that may be empty")
    }
}

/// Of two columns that are filled together or not at all.
impl<A: FromValue, B: FromValue> FromRow for Option<(A, B)> {
    const WIDTH: usize = 2;

    fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
        match FromRow::take(columns)? {
            (Some(one), Some(other)) => Ok(Some((one, other))),
            (None, None) => Ok(None),
            _ => Err(RecordError::damaged("one of two columns is empty")),
        }
    }
}

/// The only part of a tuple that names its columns, if one does.
const fn only(parts: &[&'static str]) -> &'static str {
    let (mut found, mut at) = ("", 0);
    while at < parts.len() {
        if !parts[at].is_empty() {
            assert!(found.is_empty(), "two parts of a tuple name their columns");
            found = parts[at];
        }
        at += 1;
    }
    found
}

macro_rules! tuples {
    ($(($($part:ident)*))*) => {$(
        impl<$($part: FromRow),*> FromRow for ($($part,)*) {
            const COLUMNS: &'static str = only(&[$($part::COLUMNS),*]);
            const WIDTH: usize = 0 $(+ $part::WIDTH)*;

            fn take(columns: &mut Columns<'_>) -> Result<Self, RecordError> {
                Ok(($($part::take(columns)?,)*))
            }
        }
    )*};
}

tuples! { (A B) (A B C) (A B C D) (A B C D E) }

/// Codes, as columns keep them.
macro_rules! coded {
    ($($type:ty)*) => {$(
        impl $crate::FromValue for $type {
            fn from_value(value: &$crate::Value) -> Option<Self> {
                value.text().and_then(Self::from_code)
            }
        }
        $crate::row::values! { $type }
    )*};
}

/// Documents about nobody in care.
macro_rules! documents {
    ($($type:ty)*) => {$(
        impl $crate::FromValue for $type {
            fn from_value(value: &$crate::Value) -> Option<Self> {
                value.text().and_then(|text| serde_json::from_str(text).ok())
            }
        }
    )*};
}

/// Says of which columns a type is made. The table's name in the statement comes after `of`, or `_` where it has none.
///
/// - `joined_on` is the column of that name, `id = group_id` another one, `id = "p.person_id"` one of another table or
///   what is worked out;
/// - `closed = (closed_at, closed_by)` are several columns of one field;
/// - `key: Wrapped = ..` are the columns of another such type.
///
/// With `struct` it makes the type as well, for what is stored sealed and is something else once it is opened.
macro_rules! row {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident of $table:tt {
            $($(#[$about:meta])* $field:ident: $type:ty $(= $from:tt)?),* $(,)?
        }
    ) => {
        $(#[$doc])*
        $vis struct $name { $($(#[$about])* pub $field: $type),* }

        $crate::row::row! { $name of $table { $($field: $type $(= $from)?),* } }
    };
    ($name:ident of $table:tt { $($field:ident $(: $type:ty)? $(= $from:tt)?),* $(,)? }) => {
        impl $crate::row::FromRow for $name {
            const COLUMNS: &'static str = $crate::row::joined!(
                $($crate::row::column!(text $table $field [$($type)?] [$($from)?])),*
            );
            const WIDTH: usize = 0 $(+ $crate::row::column!(width $table $field [$($type)?] [$($from)?]))*;

            fn take(columns: &mut $crate::row::Columns<'_>) -> Result<Self, $crate::RecordError> {
                Ok(Self {
                    $($field: $crate::row::column!(columns $table $field [$($type)?] [$($from)?])),*
                })
            }
        }
    };
}
pub(crate) use row;

/// One field of a `row!`: its text, how many columns it has, or its reading.
macro_rules! column {
    (text $table:tt $field:ident [$type:ty] [..]) => { <$type as $crate::row::FromRow>::COLUMNS };
    (text $table:tt $field:ident $type:tt [($first:tt $(, $rest:tt)*)]) => {
        concat!($crate::row::named!($table $first) $(, ", ", $crate::row::named!($table $rest))*)
    };
    (text $table:tt $field:ident $type:tt [$from:tt]) => { $crate::row::named!($table $from) };
    (text $table:tt $field:ident $type:tt []) => { $crate::row::named!($table $field) };

    (width $table:tt $field:ident [$type:ty] [..]) => { <$type as $crate::row::FromRow>::WIDTH };
    (width $table:tt $field:ident $type:tt [($($from:tt),*)]) => { [$(stringify!($from)),*].len() };
    (width $table:tt $field:ident $type:tt [$($from:tt)?]) => { 1 };

    ($columns:ident $table:tt $field:ident $type:tt [..]) => { $crate::row::FromRow::take($columns)? };
    ($columns:ident $table:tt $field:ident $type:tt [($($from:tt),*)]) => { $crate::row::FromRow::take($columns)? };
    ($columns:ident $table:tt $field:ident $type:tt [$($from:tt)?]) => { $columns.next(stringify!($field))? };
}
pub(crate) use column;

macro_rules! named {
    ($table:tt $column:literal) => {
        $column
    };
    (_ $column:ident) => {
        stringify!($column)
    };
    ($table:ident $column:ident) => {
        concat!(stringify!($table), ".", stringify!($column))
    };
}
pub(crate) use named;

/// Texts with a comma between them, put together by the compiler.
macro_rules! joined {
    ($($part:expr),*) => {{
        const PARTS: &[&str] = &[$($part),*];
        const BYTES: [u8; $crate::row::join::<0>(PARTS).1] = $crate::row::join(PARTS).0;
        $crate::row::text(&BYTES)
    }};
}
pub(crate) use joined;

/// A text with a part in place of each `{}`, put together by the compiler.
macro_rules! filled {
    ($text:expr) => { $text };
    ($text:expr, $($part:expr),+) => {{
        const PARTS: &[&str] = &[$($part),+];
        const BYTES: [u8; $crate::row::fill::<0>($text, PARTS).1] = $crate::row::fill($text, PARTS).0;
        $crate::row::text(&BYTES)
    }};
}
pub(crate) use filled;

/// The parts with a comma between them, and how long that is: asked for with no place at all it only counts.
pub(crate) const fn join<const N: usize>(parts: &[&str]) -> ([u8; N], usize) {
    let (mut bytes, mut length, mut at) = ([0; N], 0, 0);
    while at < parts.len() {
        if at > 0 {
            length = put(&mut bytes, length, b", ");
        }
        length = put(&mut bytes, length, parts[at].as_bytes());
        at += 1;
    }
    (bytes, length)
}

/// The text with a part in place of each `{}`, and how long that is. A part that says nothing has no place.
pub(crate) const fn fill<const N: usize>(text: &str, parts: &[&str]) -> ([u8; N], usize) {
    let text = text.as_bytes();
    let (mut bytes, mut length, mut at, mut part) = ([0; N], 0, 0, 0);
    while at < text.len() {
        if at + 1 < text.len() && text[at] == b'{' && text[at + 1] == b'}' {
            while part < parts.len() && parts[part].is_empty() {
                part += 1;
            }
            assert!(part < parts.len(), "a place in a statement has no part");
            length = put(&mut bytes, length, parts[part].as_bytes());
            part += 1;
            at += 2;
        } else {
            length = put(&mut bytes, length, &[text[at]]);
            at += 1;
        }
    }
    while part < parts.len() {
        assert!(parts[part].is_empty(), "a part of a statement has no place");
        part += 1;
    }
    (bytes, length)
}

const fn put<const N: usize>(bytes: &mut [u8; N], length: usize, more: &[u8]) -> usize {
    let mut at = 0;
    while at < more.len() {
        if length + at < N {
            bytes[length + at] = more[at];
        }
        at += 1;
    }
    length + more.len()
}

pub(crate) const fn text(bytes: &'static [u8]) -> &'static str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("what was put together of texts is a text"),
    }
}

#[cfg(test)]
mod tests;
