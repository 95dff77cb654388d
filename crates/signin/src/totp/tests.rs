use proptest::prelude::*;

use super::*;

/// The secret of RFC 6238, appendix B.
fn rfc() -> TotpSecret {
    TotpSecret::from_bytes(*b"12345678901234567890")
}

#[test]
fn the_codes_are_those_of_the_rfc() {
    // The RFC prints eight digits; an app shows the last six.
    for (now, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(*rfc().code_at(now), code);
        assert_eq!(verify(&rfc(), code, now, None), Some(now / 30), "at {now}");
    }
}

#[test]
fn one_step_early_or_late_and_no_more() {
    let code = rfc().code_at(3_000);
    let accepted: Vec<_> = [2_940, 2_970, 3_000, 3_029, 3_059, 3_060]
        .map(|now| verify(&rfc(), &code, now, None))
        .to_vec();
    assert_eq!(
        accepted,
        [None, Some(100), Some(100), Some(100), Some(100), None]
    );
}

#[test]
fn a_code_works_once() {
    let code = rfc().code_at(3_000);
    let used = verify(&rfc(), &code, 3_000, None);
    assert_eq!(used, Some(100));
    assert_eq!(verify(&rfc(), &code, 3_010, used), None);
    let earlier = rfc().code_at(2_970);
    assert_eq!(
        verify(&rfc(), &earlier, 3_010, used),
        None,
        "nor one from before it"
    );
    let next = rfc().code_at(3_030);
    assert_eq!(verify(&rfc(), &next, 3_010, used), Some(101));
}

#[test]
fn spaces_are_forgiven_and_nothing_else() {
    assert_eq!(verify(&rfc(), " 287 082\n", 59, None), Some(1));
    for typed in [
        "",
        "28708",
        "2870822",
        "+87082",
        "28708a",
        "２８７０８２",
        &"2".repeat(10_000),
    ] {
        assert_eq!(verify(&rfc(), typed, 59, None), None, "{typed:?}");
    }
}

#[test]
fn what_the_person_sees_at_enrolment() {
    assert_eq!(*rfc().text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    let url = rfc()
        .url("Harbor: House & Co", "ana@example.org")
        .expect("both names are there");
    assert_eq!(
        *url,
        "otpauth://totp/Harbor%20House%20%26%20Co:ana%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Harbor%20House%20%26%20Co"
    );
    assert_eq!(
        rfc().url("Harbor", " : ").err(),
        Some(SignInError::TotpName)
    );
    assert_eq!(format!("{:?}", rfc()), "TotpSecret(…)");
}

proptest! {
    #[test]
    fn the_first_and_last_second_of_time_do_not_panic(now in prop_oneof![0_u64..100, (u64::MAX - 100)..=u64::MAX], typed in ".{0,12}") {
        let _ = verify(&rfc(), &typed, now, Some(now));
    }

    #[test]
    fn another_secret_does_not_help(bytes in any::<[u8; 20]>()) {
        let other = TotpSecret::from_bytes(bytes);
        prop_assume!(bytes != *rfc().as_bytes());
        let guesses = (0..50).filter(|n| verify(&rfc(), &other.code_at(n * 300), n * 300, None).is_some());
        prop_assert!(guesses.count() <= 2, "three codes of a million are right by chance, not fifty");
    }
}
