use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const GOOD: &str = "violet kettle under the stairs";

fn parse(typed: &str, factors: Factors) -> Result<Password, SignInError> {
    Password::parse(typed, "ana@example.org", factors)
}

#[test]
fn length_is_counted_in_characters() {
    assert!(
        parse("éèêëēėęàâäæãåāl", Factors::Alone).is_ok(),
        "15 characters, 29 bytes"
    );
    assert_eq!(
        parse("violet kettles", Factors::Alone).err(),
        Some(SignInError::PasswordTooShort {
            characters: 14,
            characters_min: 15
        })
    );
    assert!(parse("vi0let k", Factors::WithSecond).is_ok());
    assert_eq!(
        parse("vi0let ", Factors::WithSecond).err(),
        Some(SignInError::PasswordTooShort {
            characters: 7,
            characters_min: 8
        })
    );
}

#[test]
fn long_ones_are_accepted_up_to_the_limit() {
    let long = |characters: usize| {
        "lantern harbor oats "
            .chars()
            .cycle()
            .take(characters)
            .collect::<String>()
    };
    for characters in [64, 128, CHARACTERS_MAX] {
        assert!(
            parse(&long(characters), Factors::Alone).is_ok(),
            "{characters}"
        );
    }
    for characters in [CHARACTERS_MAX + 1, 1_000_000] {
        assert_eq!(
            parse(&long(characters), Factors::Alone).err(),
            Some(SignInError::PasswordTooLong {
                characters_max: CHARACTERS_MAX
            })
        );
    }
}

#[test]
fn obvious_ones_are_refused() {
    assert_eq!(
        parse("Password Password 1", Factors::Alone).err(),
        Some(SignInError::PasswordCommon)
    );
    assert_eq!(
        parse("ANA@example.org", Factors::Alone).err(),
        Some(SignInError::PasswordIsLogin)
    );
}

#[test]
fn it_is_stored_as_argon2id_and_recognized() {
    let mut hasher = Hasher::new();
    let good = parse(GOOD, Factors::Alone).expect("a good one");
    let stored = hasher.hash(&good, [7; 16]).expect("there is memory");
    assert!(
        stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{stored}"
    );
    assert!(!stored.contains("violet"));
    assert!(hasher.verify(&stored, GOOD));
    for wrong in [
        "",
        "Violet kettle under the stairs",
        "violet kettle under the stairs ",
        &"x".repeat(1_000_000),
    ] {
        assert!(!hasher.verify(&stored, wrong));
    }
    let other_salt = hasher.hash(&good, [8; 16]).expect("there is memory");
    assert_ne!(stored, other_salt);
}

/// What was stored before hashing had memory of its own, and with other parameters than today's.
#[test]
fn hashes_made_elsewhere_are_recognized_in_the_kept_memory() {
    use argon2::PasswordHasher as _;
    let mut hasher = Hasher::new();
    for (memory_kib, passes, lanes) in [
        (MEMORY_KIB, PASSES, LANES),
        (2 * MEMORY_KIB, 1, 2),
        (64, 3, 1),
    ] {
        let params = Params::new(memory_kib, passes, lanes, None).expect("parameters");
        let stored = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_with_salt(GOOD.as_bytes(), &[3; 16])
            .expect("there is memory")
            .to_string();
        assert!(hasher.verify(&stored, GOOD), "{stored}");
        assert!(!hasher.verify(&stored, "violet kettle"), "{stored}");
    }
}

#[test]
fn nobody_and_nonsense_are_never_right() {
    let mut hasher = Hasher::new();
    for typed in ["", GOOD, "\0"] {
        assert!(!hasher.verify_absent(typed));
        for stored in [
            "",
            "plain text",
            "$argon2id$v=19$m=19456,t=2,p=1$c3RlcHdlbGw",
            "$scrypt$ln=1$YWJjZGVmZ2g$YWJj",
        ] {
            assert!(!hasher.verify(stored, typed), "{stored:?}");
        }
    }
}

/// The medians of several runs taken in turn, since one run says more about the machine than about the code.
#[test]
fn an_unknown_person_takes_as_long_as_a_known_one() {
    const RUNS: usize = 9;
    let mut hasher = Hasher::new();
    let good = parse(GOOD, Factors::Alone).expect("a good one");
    let stored = hasher.hash(&good, [7; 16]).expect("there is memory");
    let mut time = |work: &dyn Fn(&mut Hasher) -> bool| {
        let started = Instant::now();
        assert!(!std::hint::black_box(work(&mut hasher)));
        started.elapsed()
    };
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..RUNS {
        times[0].push(time(&|hasher| hasher.verify(&stored, "not the right one")));
        times[1].push(time(&|hasher| hasher.verify_absent("not the right one")));
        times[2].push(time(&|hasher| {
            hasher.verify("unreadable", "not the right one")
        }));
    }
    let [known, absent, unreadable] = times.map(|mut all| {
        all.sort();
        all[RUNS / 2]
    });
    for other in [absent, unreadable] {
        let ratio = other.as_secs_f64() / known.as_secs_f64();
        assert!(
            (0.5..2.0).contains(&ratio),
            "known {known:?}, other {other:?}"
        );
    }
}

#[test]
fn debug_shows_nothing() {
    let password = parse(GOOD, Factors::Alone).expect("a good one");
    assert_eq!(format!("{password:?}"), "Password(…)");
}

proptest! {
    /// The policy is about length and a short list; any script, any mark, any space is welcome.
    #[test]
    fn no_composition_rules(typed in "\\PC{0,300}") {
        let characters = typed.chars().count();
        match parse(&typed, Factors::Alone) {
            Ok(_) => prop_assert!((CHARACTERS_MIN_ALONE..=CHARACTERS_MAX).contains(&characters)),
            Err(SignInError::PasswordTooShort { .. }) => prop_assert!(characters < CHARACTERS_MIN_ALONE),
            Err(SignInError::PasswordTooLong { .. }) => prop_assert!(characters > CHARACTERS_MAX),
            Err(SignInError::PasswordCommon) => prop_assert!(common::is_common(&typed)),
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }
}
