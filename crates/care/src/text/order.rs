//! The order in which people look for names: Á with A, whatever the capitals.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use std::cmp::Ordering;
use std::sync::LazyLock;

/// The root order of Unicode, which is right for names of many languages in one list. Its tables are compiled in; were
/// they not, letters would be compared by their plain forms.
static ORDER: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    Collator::try_new(CollatorPreferences::default(), CollatorOptions::default()).ok()
});

/// Which of two names comes first in a list. Equal only for texts that are the same.
pub fn compare(one: &str, other: &str) -> Ordering {
    let sorted = match &*ORDER {
        Some(order) => order.compare(one, other),
        None => super::letters(one).cmp(&super::letters(other)),
    };
    sorted.then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_in_which_people_look_for_them() {
        let right = [
            "Ángel",
            "Avery",
            "d'Angelo",
            "Lévesque",
            "Lin",
            "Núñez",
            "nuñez-Ortiz",
            "O’Brien",
            "Østby",
            "Zielińska",
        ];
        let mut names = right;
        names.reverse();
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, right);
    }
}
