//! Numbers of things, as people read them.

use std::fmt::Display;

/// "1 minute", "2 minutes", "no minutes" as "0 minutes": a number with the word that goes with it.
pub fn counted<N: Display + PartialEq + From<u8>>(number: N, one: &str, several: &str) -> String {
    if number == N::from(1) {
        format!("{number} {one}")
    } else {
        format!("{number} {several}")
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_one_and_everything_else_is_several() {
        let minutes = |number: i64| counted(number, "minute", "minutes");
        assert_eq!(minutes(0), "0 minutes");
        assert_eq!(minutes(1), "1 minute");
        assert_eq!(minutes(2), "2 minutes");
        assert_eq!(counted(1_usize, "person", "people"), "1 person");
    }
}
