use webauthn_authenticator_rs::WebauthnAuthenticator as _;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

use super::*;

const SITE: &str = "https://clinic.example";
const ANA: Uuid = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);

fn site() -> Passkeys {
    Passkeys::new("clinic.example", SITE, "Harbor Clinic").expect("a good address")
}

/// A device that claims to have checked its owner.
fn device() -> SoftPasskey {
    SoftPasskey::new(true)
}

fn make(device: &mut SoftPasskey, at: &str, ceremony: &Ceremony) -> String {
    let options = serde_json::from_str(&ceremony.options).expect("options for a browser");
    let answer = device
        .do_registration(at.parse().expect("an address"), options)
        .expect("the device can");
    serde_json::to_string(&answer).expect("an answer")
}

/// Answers as a browser does. A device that finds passkeys by itself also says whose they are; this one needs a
/// list of ids, so the test hands it one and adds the account.
fn answer(device: &mut SoftPasskey, at: &str, ceremony: &Ceremony, have: &StoredPasskey) -> String {
    let mut options: Value =
        serde_json::from_str(&ceremony.options).expect("options for a browser");
    options["publicKey"]["allowCredentials"] =
        serde_json::json!([{ "type": "public-key", "id": have.id() }]);
    let options = serde_json::from_value(options).expect("still options");
    let answer = device
        .do_authentication(at.parse().expect("an address"), options)
        .expect("the device can");
    let mut answer = serde_json::to_value(answer).expect("an answer");
    answer["response"]["userHandle"] = Value::from(URL_SAFE_NO_PAD.encode(ANA.as_bytes()));
    answer.to_string()
}

fn enrolled(device: &mut SoftPasskey) -> StoredPasskey {
    let ceremony = site()
        .begin_registration(ANA, "ana@example.org", "Ana", &[])
        .expect("begins");
    let made = make(device, SITE, &ceremony);
    site()
        .finish_registration(&made, &ceremony.state)
        .expect("a passkey")
}

#[test]
fn a_passkey_is_made_stored_and_used() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let row = serde_json::to_string(&stored).expect("a row");
    let stored: StoredPasskey = serde_json::from_str(&row).expect("the same");

    let ceremony = site()
        .begin_sign_in(std::slice::from_ref(&stored))
        .expect("begins");
    let signed = answer(&mut device, SITE, &ceremony, &stored);
    let verified = site()
        .finish_sign_in(&signed, &ceremony.state, std::slice::from_ref(&stored))
        .expect("verifies");
    assert_eq!(verified.credential_id, stored.id());
    assert!(verified.changed, "the device counts its uses");
}

#[test]
fn nobody_has_to_type_a_name() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let ceremony = site().begin_discoverable_sign_in().expect("begins");
    let signed = answer(&mut device, SITE, &ceremony, &stored);
    let claim = site().identify(&signed).expect("a claim");
    assert_eq!(
        claim,
        Claim {
            account: ANA,
            credential_id: stored.id()
        }
    );
    assert!(
        site()
            .finish_sign_in(&signed, &ceremony.state, &[stored])
            .is_ok()
    );
    let nobody = site().finish_sign_in(&signed, &ceremony.state, &[]);
    assert!(matches!(nobody, Err(SignInError::PasskeyRefused { .. })));
}

#[test]
fn the_options_ask_for_what_we_need() {
    let stored = enrolled(&mut device());
    let ceremony =
        site().begin_registration(ANA, "ana@example.org", "Ana", std::slice::from_ref(&stored));
    let options: Value = serde_json::from_str(&ceremony.expect("begins").options).expect("JSON");
    let key = &options["publicKey"];
    assert_eq!(key["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(key["authenticatorSelection"]["requireResidentKey"], false);
    assert_eq!(
        key["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(key["attestation"], "none");
    assert_eq!(key["rp"]["id"], "clinic.example");
    assert_eq!(key["rp"]["name"], "Harbor Clinic");
    assert_eq!(key["timeout"], 300_000);
    assert_eq!(key["excludeCredentials"][0]["id"], stored.id());

    let ceremony = site().begin_discoverable_sign_in().expect("begins");
    let options: Value = serde_json::from_str(&ceremony.options).expect("JSON");
    assert_eq!(
        options["publicKey"]["allowCredentials"],
        serde_json::json!([])
    );
    assert_eq!(options["publicKey"]["userVerification"], "required");
    assert_eq!(options.get("mediation"), None);
}

#[test]
fn an_answer_to_another_question_is_stale() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let first = site().begin_discoverable_sign_in().expect("begins");
    let second = site().begin_discoverable_sign_in().expect("begins");
    let signed = answer(&mut device, SITE, &first, &stored);
    let refused = site().finish_sign_in(&signed, &second.state, std::slice::from_ref(&stored));
    assert_eq!(refused, Err(SignInError::PasskeyStale));
    for lost in ["", "{}", "null", first.options.as_str()] {
        let refused = site().finish_sign_in(&signed, lost, std::slice::from_ref(&stored));
        assert_eq!(refused, Err(SignInError::PasskeyStale), "{lost:?}");
        assert_eq!(
            site().finish_registration("{}", lost),
            Err(SignInError::PasskeyStale),
            "{lost:?}"
        );
    }
}

#[test]
fn another_site_cannot_use_the_answer() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let ceremony = site().begin_discoverable_sign_in().expect("begins");
    let signed = answer(
        &mut device,
        "https://evil.clinic.example",
        &ceremony,
        &stored,
    );
    let refused = site().finish_sign_in(&signed, &ceremony.state, &[stored]);
    assert_eq!(refused, Err(SignInError::PasskeyElsewhere));
}

#[test]
fn a_device_that_did_not_check_its_owner_is_refused() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let mut ceremony = site().begin_discoverable_sign_in().expect("begins");
    ceremony.options = ceremony.options.replace("\"required\"", "\"discouraged\"");
    let signed = answer(&mut device, SITE, &ceremony, &stored);
    let refused = site().finish_sign_in(&signed, &ceremony.state, &[stored]);
    assert_eq!(refused, Err(SignInError::PasskeyUnverified));
}

#[test]
fn a_counter_that_runs_backwards_is_a_copy() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let sign_in = |device: &mut SoftPasskey, passkey: &StoredPasskey| {
        let ceremony = site().begin_discoverable_sign_in().expect("begins");
        let signed = answer(device, SITE, &ceremony, passkey);
        site().finish_sign_in(&signed, &ceremony.state, std::slice::from_ref(passkey))
    };
    let verified = sign_in(&mut device, &stored).expect("verifies");
    let mut row = serde_json::to_value(&verified.passkey).expect("a row");
    row["cred"]["counter"] = Value::from(1_000);
    let ahead: StoredPasskey = serde_json::from_value(row).expect("a row");
    assert_eq!(
        sign_in(&mut device, &ahead),
        Err(SignInError::PasskeyCopied)
    );
}

#[test]
fn a_broken_signature_and_an_unknown_passkey_read_the_same() {
    let mut device = device();
    let stored = enrolled(&mut device);
    let other = enrolled(&mut device);
    let ceremony = site().begin_discoverable_sign_in().expect("begins");
    let signed = answer(&mut device, SITE, &ceremony, &stored);
    let mut broken: Value = serde_json::from_str(&signed).expect("JSON");
    broken["response"]["signature"] = Value::from("MEQCIA");
    let finish = |answer: &str, have: &StoredPasskey| {
        let refused = site().finish_sign_in(answer, &ceremony.state, std::slice::from_ref(have));
        refused.expect_err("not accepted").to_string()
    };
    assert_eq!(
        finish(&broken.to_string(), &stored),
        finish(&signed, &other)
    );
}

#[test]
fn nonsense_is_refused_without_being_quoted() {
    let ceremony = site().begin_discoverable_sign_in().expect("begins");
    let long = "x".repeat(ANSWER_BYTES_MAX + 1);
    for nonsense in [
        "",
        "Ana Lopez",
        "{\"id\": \"Ana Lopez\"}",
        "[[[[[[",
        long.as_str(),
    ] {
        for error in [
            site().identify(nonsense).map(|_| ()),
            site()
                .finish_sign_in(nonsense, &ceremony.state, &[])
                .map(|_| ()),
        ] {
            let Err(SignInError::PasskeyRefused { reason }) = error else {
                panic!("{nonsense:?} was read")
            };
            assert!(!reason.contains("Ana"), "{reason}");
        }
    }
}

#[test]
fn an_address_that_cannot_work_is_refused_at_start() {
    for (rp_id, origin) in [
        ("clinic.example", "not an address"),
        ("clinic.example", "http://clinic.example"),
        ("clinic.example", "https://other.example"),
        ("192.0.2.1", "https://192.0.2.1"),
    ] {
        let refused = Passkeys::new(rp_id, origin, "Harbor Clinic").map(|_| ());
        assert!(
            matches!(refused, Err(SignInError::PasskeyAddress { .. })),
            "{origin}: {refused:?}"
        );
    }
    for (rp_id, origin) in [
        ("localhost", "http://localhost:8080"),
        ("clinic.example", "https://www.clinic.example"),
    ] {
        assert!(
            Passkeys::new(rp_id, origin, "Harbor Clinic").is_ok(),
            "{origin}"
        );
    }
}
