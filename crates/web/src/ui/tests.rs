//! What holds for all components together.

mod contrast;
mod escaping;
mod markup;
mod snapshots;
mod sticky;
