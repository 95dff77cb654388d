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
