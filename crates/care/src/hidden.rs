//! Types that say what is nobody else's.

/// What tells about somebody, or is a secret of theirs, prints `…` wherever it is printed for debugging.
macro_rules! hidden {
    ($($type:ty)*) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("…")
            }
        }
    )*};
}
