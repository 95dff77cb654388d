//! The passwords that somebody would try first.
//!
//! A short list on purpose: after [five failures](crate::throttle) a guesser is down to a hundred tries a day,
//! so what matters is the first hundred, in the spellings that a length rule of eight or fifteen invites. It is
//! written by hand from how people build such passwords, not copied from a leak.

/// Words that are a weak password alone, doubled, or followed by digits and punctuation.
const STEMS: &str = "
    abc abcabc abcdef abcdefg abcdefgh admin administrator asdf asdfgh asdfghjkl baseball batman
    bailey changeme changemeplease charlie chocolate clinic computer counselor
    correcthorsebatterystaple daniel default doctor dragon flower football freedom hello
    helloworld hospital hunter iloveyou internet jennifer jesus jordan killer letmein
    letmeinplease liverpool login lovely master michael michelle monkey mustang mypassword
    newpassword ninja nothing office onetwothree opensesame pass passpass passphrase passwd
    passcode password passwordpassword patient pepper princess qazwsx qazwsxedc qwer qwert
    qwerty qwertyuiop qwertyuiopasdfghjkl recovery root samsung secret secretpassword shadow
    sober soccer starwars stepwell summer sunshine superman superuser temporary temppassword
    test testing thisisapassword thisismypassword trustno user username welcome whatever winter
    spring autumn fall january zaqwsx zxcvbn zxcvbnm
";

/// Runs along the keyboard or the alphabet: a password that is a piece of one, there or back, is common.
const RUNS: &[&str] = &[
    "01234567890123456789012345678901234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "zaq12wsxcde34rfvbgt56yhn",
];

/// A repeated piece of up to so many characters is no better than the piece.
const PIECE_CHARACTERS_MAX: usize = 4;

pub(super) fn is_common(typed: &str) -> bool {
    let plain = fold(typed);
    is_run(&plain) || is_repeated(&plain) || is_stem_with_tail(&plain)
}

/// The login itself, with any capitals or spacing, or the part of an e-mail address before the `@`.
pub(super) fn same_as_login(typed: &str, login: &str) -> bool {
    let typed = fold(typed);
    let whole = fold(login);
    let local = login.split('@').next().map(fold).unwrap_or_default();
    !typed.is_empty() && (typed == whole || typed == local)
}

/// Lower case, without the spaces, and with the letters that `@`, `0`, `$` … stand for left as they are: those
/// are undone only where a stem is looked for.
fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_run(plain: &str) -> bool {
    let back: String = plain.chars().rev().collect();
    RUNS.iter()
        .any(|run| run.contains(plain) || run.contains(&back))
}

fn is_repeated(plain: &str) -> bool {
    let letters: Vec<char> = plain.chars().collect();
    (1..=PIECE_CHARACTERS_MAX.min(letters.len() / 2)).any(|piece| {
        letters
            .iter()
            .zip(letters.iter().skip(piece))
            .all(|(one, next)| one == next)
    })
}

/// `Password2026!`, `p@ssw0rd123`, `welcome-welcome`: a stem, once or more, and then nothing but digits and marks.
fn is_stem_with_tail(plain: &str) -> bool {
    let head = plain.trim_end_matches(|c: char| !c.is_alphabetic());
    let marks_off = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphabetic())
            .collect::<String>()
    };
    let stem = |text: &str| {
        let letters = marks_off(text);
        STEMS.split_whitespace().any(|stem| {
            letters == stem || (!letters.is_empty() && letters.replace(stem, "").is_empty())
        })
    };
    stem(head) || stem(&unleet(head)) || stem(&unleet(plain))
}

/// The usual stand-ins for letters.
fn unleet(text: &str) -> String {
    let letter = |c| match c {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_try_first_is_common() {
        for typed in [
            "password",
            "Password1!",
            "P@ssw0rd2026",
            "PASSWORD PASSWORD",
            "password-password-1",
            "welcome2026!!!!!!",
            "12345678",
            "123456789012345",
            "87654321",
            "qwertyuiopasdfg",
            "abcdefghijklmno",
            "aaaaaaaaaaaaaaa",
            "abababababababab",
            "abcabcabcabcabc",
            "1q2w3e4r5t6y7u8i",
            "correct horse battery staple",
            "Summer2026!",
            "letmeinletmein!",
            "iloveyou12345678",
            "trustno1",
            "Stepwell2026",
            "aaaaaaaa1".trim_end_matches('1'),
        ] {
            assert!(is_common(typed), "{typed:?}");
        }
    }

    #[test]
    fn what_a_person_makes_up_is_not() {
        for typed in [
            "violet kettle under the stairs",
            "my dog eats 3 pears a day",
            "Passwörter sind mühsam",
            "lantern-harbor-oats",
            "9f2k!qLm0",
            "пароль для мамы",
            "summer in the old house by the river",
        ] {
            assert!(!is_common(typed), "{typed:?}");
        }
    }

    #[test]
    fn the_login_is_recognized_in_any_dress() {
        assert!(same_as_login(
            "Ana.Lopez@Example.org",
            "ana.lopez@example.org"
        ));
        assert!(same_as_login("ana.lopez", "ana.lopez@example.org"));
        assert!(!same_as_login(
            "ana.lopez likes oats",
            "ana.lopez@example.org"
        ));
        assert!(!same_as_login("lantern-harbor-oats", ""));
    }
}
