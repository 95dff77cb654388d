//! stepwell
fn main() {}
