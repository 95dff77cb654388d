//! Numbers of things, and several things in a row, as people read them.

use std::fmt::Display;

/// "1 minute", "2 minutes", "no minutes" as "0 minutes": a number with the word that goes with it.
pub fn counted<N: Display + PartialEq + From<u8>>(number: N, one: &str, several: &str) -> String {
    if number == N::from(1) {
        format!("{number} {one}")
    } else {
        format!("{number} {several}")
    }
}

/// Several things in a row: "Ada", "Ada and Bo", "Ada, Bo and Cy".
pub fn in_a_row<T: AsRef<str>>(things: &[T]) -> String {
    match things {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, in_a_row};

    #[test]
    fn the_last_of_several_follows_an_and() {
        let all = ["Ada", "Bo", "Cy", "Dee"];
        for (count, words) in [
            (0, ""),
            (1, "Ada"),
            (2, "Ada and Bo"),
            (3, "Ada, Bo and Cy"),
            (4, "Ada, Bo, Cy and Dee"),
        ] {
            assert_eq!(in_a_row(&all[..count]), words);
        }
    }

    #[test]
    fn one_is_one_and_everything_else_is_several() {
        let minutes = |number: i64| counted(number, "minute", "minutes");
        assert_eq!(minutes(0), "0 minutes");
        assert_eq!(minutes(1), "1 minute");
        assert_eq!(minutes(2), "2 minutes");
        assert_eq!(counted(1_usize, "person", "people"), "1 person");
    }
}
