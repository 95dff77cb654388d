use super::*;
use care::SeededDice;

fn place(table: &str, row: u128) -> Bound<'_> {
    Bound {
        organization: Uuid::from_u128(1),
        person: Uuid::from_u128(2),
        table,
        row: Uuid::from_u128(row),
        column: "name",
    }
}

#[test]
fn a_sealed_value_opens_only_where_it_belongs() {
    let dice = SeededDice::new(1);
    let key = Key::random(&dice);
    let sealed = key.seal(&dice, &place("person", 3), b"Ana").unwrap();
    assert_eq!(
        key.open(&place("person", 3), &sealed).unwrap().as_slice(),
        b"Ana"
    );
    assert!(
        key.open(&place("person", 4), &sealed).is_err(),
        "another row"
    );
    assert!(
        key.open(&place("staff", 3), &sealed).is_err(),
        "another table"
    );
    assert!(
        Key::random(&dice)
            .open(&place("person", 3), &sealed)
            .is_err(),
        "another person's key"
    );
    for index in 0..sealed.len() {
        let mut bent = sealed.clone();
        bent[index] ^= 1;
        assert!(
            key.open(&place("person", 3), &bent).is_err(),
            "bit flip at {index}"
        );
        assert!(
            key.open(&place("person", 3), &sealed[..index]).is_err(),
            "cut at {index}"
        );
    }
}

#[test]
fn a_master_key_file_says_what_is_wrong_with_it() {
    let dice = SeededDice::new(2);
    let masters = Masters::single(MasterKey::random(&dice));
    let text = masters.text();
    assert_eq!(Masters::parse(&text).unwrap().text(), text);
    for (bad, says) in [
        ("", "first line"),
        ("stepwell-master-key 1\n", "no key"),
        ("stepwell-master-key 1\nabc\n", "an id and a key"),
        ("stepwell-master-key 1\nzz 00\n", "16 hex digits"),
        (
            "stepwell-master-key 1\n0011223344556677 00\n",
            "64 hex digits",
        ),
    ] {
        let error = Masters::parse(bad).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn a_key_file_others_can_read_is_refused_with_the_remedy() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let masters = Masters::single(MasterKey::random(&SeededDice::new(3)));
    masters.store(&path).unwrap();
    assert_eq!(Masters::load(&path).unwrap().text(), masters.text());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = Masters::load(&path).unwrap_err().to_string();
    assert!(error.contains("chmod 600"), "{error}");
}

mod properties {
    use super::super::*;
    use care::SeededDice;
    use proptest::prelude::*;

    /// A place: organization, person, table, row, column.
    type Place = (u8, u8, String, u8, String);

    fn places() -> impl Strategy<Value = Place> {
        let name = || prop_oneof!["[a-z_]{0,4}", Just("name".to_owned())];
        (0..3_u8, 0..3_u8, name(), 0..3_u8, name())
    }

    fn bound(place: &Place) -> Bound<'_> {
        let id = |number: u8| Uuid::from_u128(u128::from(number));
        Bound {
            organization: id(place.0),
            person: id(place.1),
            table: &place.2,
            row: id(place.3),
            column: &place.4,
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_opens_in_its_place_and_in_no_other(
            seed: u64,
            plain in proptest::collection::vec(any::<u8>(), 0..300),
            (place, other) in (places(), places()),
        ) {
            let dice = SeededDice::new(seed);
            let key = Key::random(&dice);
            let sealed = key.seal(&dice, &bound(&place), &plain).unwrap();
            let opened = key.open(&bound(&place), &sealed).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
            prop_assert_eq!(key.open(&bound(&other), &sealed).is_ok(), place == other);
            prop_assert!(Key::random(&dice).open(&bound(&place), &sealed).is_err());
            prop_assert_ne!(key.seal(&dice, &bound(&place), &plain).unwrap(), sealed.clone());
            let shows = plain.len() >= 8 && sealed.windows(plain.len()).any(|window| window == plain);
            prop_assert!(!shows, "what is sealed can be read");
        }

        #[test]
        fn anything_bent_or_cut_does_not_open(
            seed: u64,
            plain in proptest::collection::vec(any::<u8>(), 0..100),
            place in places(),
            bit: prop::sample::Index,
            cut: prop::sample::Index,
        ) {
            let dice = SeededDice::new(seed);
            let key = Key::random(&dice);
            let sealed = key.seal(&dice, &bound(&place), &plain).unwrap();
            let mut bent = sealed.clone();
            let bit = bit.index(8 * sealed.len());
            bent[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(key.open(&bound(&place), &bent).is_err());
            prop_assert!(key.open(&bound(&place), &sealed[..cut.index(sealed.len())]).is_err());
        }

        #[test]
        fn noise_never_opens_and_never_panics(noise in proptest::collection::vec(any::<u8>(), 0..200)) {
            let key = Key::from_bytes([1; 32]);
            let place = (0, 0, String::new(), 0, String::new());
            prop_assert!(key.open(&bound(&place), &noise).is_err());
        }
    }
}
