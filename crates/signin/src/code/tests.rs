use proptest::prelude::*;

use super::*;

const ACCOUNT: Uuid = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + 60 * minutes).expect("a date in 2027")
}

fn sent() -> (Code, PendingCode) {
    let code = Code::from_random([9; 16]);
    let pending = code.pending(CodePurpose::SignIn, ACCOUNT, at(0));
    (code, pending)
}

fn check(pending: PendingCode, typed: &str) -> Checked {
    pending.check(typed, CodePurpose::SignIn, ACCOUNT, at(1))
}

#[test]
fn the_right_code_is_accepted_however_it_is_spaced() {
    let (code, pending) = sent();
    let text = code.text();
    let bare = text.replace(' ', "");
    for typed in [
        text.as_str(),
        &bare,
        &format!("  {bare}\n"),
        &text.replace(' ', "-"),
    ] {
        assert_eq!(check(pending, typed), Checked::Accepted, "{typed:?}");
    }
}

#[test]
fn five_wrong_ones_use_it_up_and_the_right_one_comes_too_late() {
    let (code, mut pending) = sent();
    for attempt in 1..CODE_ATTEMPTS_MAX {
        let Checked::Wrong(next) = check(pending, "00000000") else {
            panic!("attempt {attempt} of five is merely wrong")
        };
        assert_eq!(next.attempts, attempt);
        pending = next;
    }
    assert_eq!(check(pending, "00000000"), Checked::UsedUp);
    let used_up = PendingCode {
        attempts: CODE_ATTEMPTS_MAX,
        ..pending
    };
    assert_eq!(check(used_up, &code.text()), Checked::UsedUp);
}

#[test]
fn the_fifth_attempt_may_still_be_right() {
    let (code, pending) = sent();
    let fourth = PendingCode {
        attempts: CODE_ATTEMPTS_MAX - 1,
        ..pending
    };
    assert_eq!(check(fourth, &code.text()), Checked::Accepted);
}

#[test]
fn ten_minutes_and_no_longer() {
    let (code, pending) = sent();
    let late = |minutes| pending.check(&code.text(), CodePurpose::SignIn, ACCOUNT, at(minutes));
    assert_eq!(late(9), Checked::Accepted);
    assert_eq!(late(10), Checked::Expired);
}

#[test]
fn a_code_is_bound_to_its_purpose_and_account() {
    let (code, pending) = sent();
    let other_purpose = pending.check(&code.text(), CodePurpose::NewPassword, ACCOUNT, at(1));
    let other_account = pending.check(&code.text(), CodePurpose::SignIn, Uuid::nil(), at(1));
    assert!(matches!(other_purpose, Checked::Wrong(_)));
    assert!(matches!(other_account, Checked::Wrong(_)));
}

#[test]
fn not_digits_is_an_attempt_like_any_other() {
    let (_, pending) = sent();
    for typed in [
        "",
        "1234567",
        "123456789",
        "+1234567",
        "１２３４５６７８",
        "12345abc",
        &"1".repeat(10_000),
    ] {
        assert!(
            matches!(check(pending, typed), Checked::Wrong(_)),
            "{typed:?}"
        );
    }
}

#[test]
fn every_refusal_reads_the_same() {
    let (_, pending) = sent();
    for checked in [Checked::Wrong(pending), Checked::UsedUp, Checked::Expired] {
        assert_eq!(checked.accepted(), Err(SignInError::CodeRefused));
    }
    assert_eq!(Checked::Accepted.accepted(), Ok(()));
}

#[test]
fn debug_shows_nothing_and_leading_zeros_stay() {
    assert_eq!(format!("{:?}", Code(42)), "Code(…)");
    assert_eq!(*Code(42).text(), "0000 0042");
}

/// Each digit at each place about equally often: chi-square with 9 degrees of freedom, far above its 99.9 %
/// quantile of 27.9 before it fails, so that it fails for a reason.
#[test]
fn digits_are_even() {
    const DRAWS: u32 = 20_000;
    let mut counts = [[0_u32; 10]; CODE_DIGITS];
    for draw in 0..DRAWS {
        let hash = Sha256::digest(draw.to_be_bytes());
        let random = <[u8; 16]>::try_from(&hash[..16]).expect("16 of 32 bytes");
        let digits = Code::from_random(random).text().replace(' ', "");
        for (place, digit) in digits.bytes().enumerate() {
            counts[place][usize::from(digit - b'0')] += 1;
        }
    }
    let expected = f64::from(DRAWS) / 10.0;
    for (place, row) in counts.iter().enumerate() {
        let chi: f64 = row
            .iter()
            .map(|n| (f64::from(*n) - expected).powi(2) / expected)
            .sum();
        assert!(chi < 40.0, "place {place}: chi-square {chi}");
    }
}

proptest! {
    #[test]
    fn only_the_code_itself_is_accepted(random in any::<[u8; 16]>(), typed in "[0-9]{8}") {
        let code = Code::from_random(random);
        let pending = code.pending(CodePurpose::SignIn, ACCOUNT, at(0));
        prop_assert_eq!(check(pending, &code.text()), Checked::Accepted);
        let same = code.text().replace(' ', "") == typed;
        prop_assert_eq!(check(pending, &typed) == Checked::Accepted, same);
    }

    #[test]
    fn no_text_makes_it_panic(typed in ".{0,40}") {
        let _ = check(sent().1, &typed);
    }
}
