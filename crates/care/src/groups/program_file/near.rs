//! The known word that is nearest to one that is not known.

/// What to do where nothing better can be said.
const COMPARE: &str = "Compare the entry with the examples in programs/, which show every form.";
/// How many letters may differ for one to be meant by the other: about one in three.
const LETTERS_OF_ONE: usize = 3;

/// What to do about an entry or a word that there is not: `problem` says it, with all that there are.
pub(super) fn remedy(problem: &str) -> String {
    let known = ["what there can be is ", "words known here: "];
    let known = known
        .iter()
        .find_map(|before| problem.split_once(before))
        .map(|(_, list)| list.split(", ").collect::<Vec<_>>());
    let written = problem
        .split_once('“')
        .and_then(|(_, rest)| rest.split_once('”'))
        .map(|(written, _)| written);
    match (written, known) {
        (Some(written), Some(known)) => match nearest(written, known) {
            Some(near) => format!("Write “{near}” if you mean that. {COMPARE}"),
            None => COMPARE.to_owned(),
        },
        _ => COMPARE.to_owned(),
    }
}

/// The nearest of some words, where any is near.
pub(super) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written = written.to_lowercase();
    let long = written.chars().count() >= LETTERS_OF_ONE;
    known
        .into_iter()
        .filter_map(|one| {
            let word = one.to_lowercase();
            let letters = letters_apart(&written, &word);
            let most = word.chars().count().max(LETTERS_OF_ONE) / LETTERS_OF_ONE;
            // A word with a part left out, or with one too many, is that word.
            let within = long && (word.contains(&written) || written.contains(&word));
            (letters <= most || within).then_some((letters, one))
        })
        .min_by_key(|(letters, _)| *letters)
        .map(|(_, one)| one)
}

/// How many letters have to be put in, taken out or changed to make one word of another.
fn letters_apart(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for ((wanted, above), diagonal) in other.iter().zip(row.iter().skip(1)).zip(&row) {
            let before = next.last().copied().unwrap_or(0);
            let changed = diagonal + usize::from(*wanted != letter);
            next.push(changed.min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_named_and_a_strange_one_names_none() {
        let known = [
            "weeks",
            "sessions",
            "one_of",
            "phase",
            "level",
            "hours_week",
        ];
        for (written, near) in [
            ("weaks", Some("weeks")),
            ("week", Some("weeks")),
            ("Session", Some("sessions")),
            ("oneof", Some("one_of")),
            ("phases", Some("phase")),
            ("hours", Some("hours_week")),
            ("zzzzzz", None),
        ] {
            assert_eq!(nearest(written, known), near, "{written}");
        }
        assert_eq!(letters_apart("kitten", "sitting"), 3);
        assert_eq!(letters_apart("", "abc"), 3);
    }

    #[test]
    fn a_remedy_names_what_was_meant() {
        let entry = "there is no entry named “weaks” here. Correct its spelling or remove it; what there can be is name, weeks";
        assert!(remedy(entry).starts_with("Write “weeks” if you mean that."));
        let word = "“proces” is not one of the words known here: process, education";
        assert!(remedy(word).starts_with("Write “process”"));
        assert_eq!(remedy("“end” is missing"), COMPARE);
    }
}
