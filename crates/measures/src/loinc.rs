//! LOINC codes: whether one is well made, and those that stand within a longer name.

/// How many digits a code within a name has at least; shorter ones are too easily something else.
const DIGITS_WITHIN_MIN: usize = 4;

/// The last digit of a LOINC code is the Luhn digit of the others (LOINC Users' Guide, appendix on check digits).
pub(crate) fn check(code: &str) -> Result<(), String> {
    let parts = code.split_once('-');
    let digits = |text: &str| {
        text.chars()
            .map(|c| c.to_digit(10))
            .collect::<Option<Vec<_>>>()
    };
    let Some((number, last)) = parts.and_then(|(n, l)| Some((digits(n)?, digits(l)?))) else {
        return Err(format!("“{code}” does not look like a LOINC code"));
    };
    let sum: u32 = (number.iter().rev().enumerate())
        .map(|(place, digit)| match place % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        })
        .sum();
    match (number.len(), last.as_slice()) {
        (1..=7, [digit]) if *digit == (10 - sum % 10) % 10 => Ok(()),
        (1..=7, [_]) => Err(format!("the check digit of “{code}” is wrong")),
        _ => Err(format!("“{code}” does not look like a LOINC code")),
    }
}

/// The codes within a name such as `/44250-9` or `http://loinc.org/q/44249-1`.
pub(crate) fn within(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_ascii_digit() && c != '-');
    let long = |part: &&str| part.find('-').is_some_and(|at| at >= DIGITS_WITHIN_MIN);
    parts
        .filter(long)
        .filter(|part| check(part).is_ok())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{check, within};

    #[test]
    fn knows_a_mistyped_code() {
        for good in ["44249-1", "68518-0", "101697-1", "93374-7"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in [
            "44249-2", "68518-1", "44294-1", "LA6568-5", "44249", "", "-1",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn finds_the_codes_within_a_name() {
        assert_eq!(within("/44250-9"), ["44250-9"]);
        assert_eq!(within("http://loinc.org/q/69737-5"), ["69737-5"]);
        assert_eq!(within("phq-9, 1-8, 2026-11, q44250"), [""; 0]);
    }
}
