//! Declares a module's statements so that none is ever left out of the test that prepares all of them.

/// A statement as the test sees it.
pub(crate) struct Statement {
    pub name: &'static str,
    pub sql: &'static str,
    /// How many columns whoever asks will read; nothing for what only changes rows.
    pub width: Option<usize>,
}

/// Each line becomes a `const`, and all of them the module's `STATEMENTS`. One that answers says of what its rows are,
/// whose columns then stand in place of the first `{}`; further parts follow the text, as in `format!`.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident $(: $row:ty)? = $sql:literal $(, $part:expr)*;)*) => {
        $(statements! { @one $(#[$doc])* $name [$($row)?] $sql [$($part),*] })*

        /// Every statement of this module with its name.
        pub(crate) const STATEMENTS: &[$crate::statements::Statement] = &[
            $(statements! { @listed $name [$($row)?] }),*
        ];
    };
    (@one $(#[$doc:meta])* $name:ident [] $sql:literal [$($part:expr),*]) => {
        $(#[$doc])* const $name: &str = $crate::row::filled!($sql $(, $part)*);
    };
    (@one $(#[$doc:meta])* $name:ident [$row:ty] $sql:literal [$($part:expr),*]) => {
        $(#[$doc])* const $name: $crate::row::Ask<$row> = $crate::row::Ask::new(
            $crate::row::filled!($sql, <$row as $crate::row::FromRow>::COLUMNS $(, $part)*)
        );
    };
    (@listed $name:ident []) => {
        $crate::statements::Statement { name: stringify!($name), sql: $name, width: None }
    };
    (@listed $name:ident [$row:ty]) => {
        $crate::statements::Statement {
            name: stringify!($name),
            sql: $name.sql,
            width: Some(<$row as $crate::row::FromRow>::WIDTH),
        }
    };
}
