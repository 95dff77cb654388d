//! What all secrets have in common: they do not show themselves.

/// Writes a `Debug` that names the type and hides the value, so that no log line can leak it.
macro_rules! hidden {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

pub(crate) use hidden;
