//! A name in less room: known words become their abbreviations, from the last word on, and then the last words go. No
//! word is ever cut.

/// What stands where words were left out.
const LEFT_OUT: &str = "…";
/// Words that say nothing where what they led to was left out.
const LEADING: &[&str] = &[
    "a", "al", "and", "con", "de", "del", "for", "in", "la", "of", "on", "para", "the", "to",
    "with", "y", "&", "-", "–",
];
/// What programs' names are made of, and how people on staff write it in a timetable.
const KNOWN: &[(&str, &str)] = &[
    ("afternoon", "aft."),
    ("assessment", "assess."),
    ("community", "comm."),
    ("consejería", "consej."),
    ("counseling", "couns."),
    ("development", "dev."),
    ("educación", "educ."),
    ("education", "educ."),
    ("evaluación", "eval."),
    ("evening", "eve."),
    ("family", "fam."),
    ("habilidades", "habil."),
    ("individual", "indiv."),
    ("intensive", "int."),
    ("intensivo", "int."),
    ("introduction", "intro"),
    ("management", "mgmt."),
    ("medication", "med."),
    ("medicación", "medic."),
    ("mindfulness", "mindful."),
    ("morning", "morn."),
    ("multifamily", "multifam."),
    ("orientación", "orient."),
    ("orientation", "orient."),
    ("outpatient", "outpt."),
    ("prevención", "prev."),
    ("prevention", "prev."),
    ("process", "proc."),
    ("proceso", "proc."),
    ("psychoeducation", "psychoed."),
    ("psicoeducación", "psicoed."),
    ("recaídas", "recaíd."),
    ("recovery", "recov."),
    ("recuperación", "recup."),
    ("regulation", "reg."),
    ("relapse", "rel."),
    ("support", "supp."),
    ("telehealth", "tele."),
    ("terapia", "ter."),
    ("therapy", "ther."),
    ("treatment", "treatm."),
    ("women’s", "wom."),
];

/// A name, ever shorter: the whole of it first, then by abbreviations.
pub fn abbreviated(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let mut all = vec![words.join(" ")];
    for at in (0..words.len()).rev() {
        let Some(word) = words.get_mut(at) else {
            continue;
        };
        if let Some(short) = abbreviation(word) {
            *word = short;
            all.push(words.join(" "));
        }
    }
    all
}

/// A name without its last words, the longest first; none of it is left where the first word alone is too long.
pub fn without_the_last(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let led = |kept: &&[&str]| {
        let last = kept.last().map(|word| word.to_lowercase());
        last.is_none_or(|last| !LEADING.contains(&last.as_str()))
    };
    (1..words.len())
        .rev()
        .filter_map(|count| words.get(..count))
        .filter(led)
        .map(|kept| format!("{} {LEFT_OUT}", kept.join(" ")))
        .collect()
}

/// The abbreviation of a word, with the capital that the word has.
fn abbreviation(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let (_, short) = KNOWN.iter().find(|(known, _)| *known == lower)?;
    let mut letters = short.chars();
    let first = letters.next()?;
    if word.starts_with(char::is_uppercase) {
        Some(first.to_uppercase().chain(letters).collect())
    } else {
        Some((*short).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_that_is_known_is_shortened_first() {
        assert_eq!(
            abbreviated("Evening relapse prevention"),
            [
                "Evening relapse prevention",
                "Evening relapse prev.",
                "Evening rel. prev.",
                "Eve. rel. prev.",
            ]
        );
        assert_eq!(abbreviated("Choir"), ["Choir"], "what nobody shortens");
    }

    #[test]
    fn words_are_left_out_whole_and_none_leads_nowhere() {
        assert_eq!(
            without_the_last("Life after the program"),
            ["Life after …", "Life …"]
        );
        assert!(without_the_last("Choir").is_empty());
    }

    #[test]
    fn an_abbreviation_is_shorter_and_stands_once() {
        for (at, (known, short)) in KNOWN.iter().enumerate() {
            assert!(short.chars().count() < known.chars().count(), "{known}");
            assert_eq!(*known, known.to_lowercase());
            assert!(
                KNOWN[..at].iter().all(|(before, _)| before != known),
                "{known}"
            );
        }
    }
}
