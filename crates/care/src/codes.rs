//! Words of a fixed list, each with the code that is kept and the label that is read.

/// Declares an enum whose cases have a code and an English label.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $code:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$case_doc])* #[serde(rename = $code)] $case,)*
        }

        impl $name {
            /// Every case, in the order in which people are shown them.
            pub const ALL: &[Self] = &[$(Self::$case,)*];

            /// The code kept in the record and sent by forms.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$case => $code,)* }
            }

            /// The words people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$case => $label,)* }
            }

            /// Reads a code back.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|case| case.code() == code)
            }
        }
    };
}
