use super::*;

fn refused(text: &str) -> String {
    let wrong = reading::toml::<Written>(text).err().unwrap();
    refusal::of(Path::new("stepwell.toml"), &wrong).to_string()
}

#[test]
fn an_unknown_key_is_named_with_its_file_and_line() {
    let sentence = refused("listen = \"127.0.0.1:80\"\ndatabse = \"a.db\"\n");
    assert!(
        sentence.starts_with("stepwell.toml, line 2, databse: "),
        "{sentence}"
    );
    assert!(sentence.contains("“databse”"), "{sentence}");
    assert!(sentence.contains("database"), "{sentence}");
}

#[test]
fn an_unknown_key_of_a_table_is_named_too() {
    let sentence = refused("[mail]\nhost = \"a\"\nfrom = \"a@b.org\"\npasword_file = \"p\"\n");
    assert!(
        sentence.starts_with("stepwell.toml, line 4, pasword_file: "),
        "{sentence}"
    );
    assert!(sentence.contains("“pasword_file”"), "{sentence}");
}

#[test]
fn a_wrong_value_is_named_with_its_line() {
    let sentence = refused("\nlisten = \"everywhere\"\n");
    assert!(
        sentence.starts_with("stepwell.toml, line 2, listen: "),
        "{sentence}"
    );
}

#[test]
fn flags_overrule_the_file_whose_paths_are_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stepwell.toml");
    let text =
        "database = \"data/a.db\"\nlisten = \"127.0.0.1:9000\"\nbase_url = \"https://a.org/\"\n";
    std::fs::write(&path, text).unwrap();
    let place = PlaceFlags {
        config: Some(path),
        ..PlaceFlags::default()
    };
    let config = Config::load(&place, &ServeFlags::default()).unwrap();
    assert_eq!(Path::new(&config.database), folder.path().join("data/a.db"));
    assert_eq!(config.base_url.as_deref(), Some("https://a.org"));
    let place = PlaceFlags {
        database: Some("b.db".to_owned()),
        ..place
    };
    let flags = ServeFlags {
        listen: "127.0.0.1:1".parse().ok(),
        ..ServeFlags::default()
    };
    let config = Config::load(&place, &flags).unwrap();
    assert_eq!(
        (config.database.as_str(), config.listen.port()),
        ("b.db", 1)
    );
}

#[test]
fn numbers_to_call_in_danger_are_set_and_checked() {
    let load = |serve: &ServeFlags| Config::load(&PlaceFlags::default(), serve);
    let usual = load(&ServeFlags::default()).unwrap().help;
    assert_eq!(
        (usual.emergency.as_str(), usual.crisis.as_str()),
        ("911", "988")
    );
    let set = ServeFlags {
        emergency_number: Some("112".to_owned()),
        crisis_number: Some("116 123".to_owned()),
        ..ServeFlags::default()
    };
    let help = load(&set).unwrap().help;
    assert_eq!(
        (help.emergency.as_str(), help.crisis.dialed().as_str()),
        ("112", "116123")
    );
    let wrong = ServeFlags {
        crisis_number: Some("the usual".to_owned()),
        ..ServeFlags::default()
    };
    let sentence = load(&wrong).unwrap_err().to_string();
    assert!(
        sentence.contains("crisis_number is “the usual”") && sentence.contains("988"),
        "{sentence}"
    );
}

#[test]
fn a_base_url_is_an_address() {
    for bad in ["clinic.example.org", "ftp://a", "https://", "https://a/b"] {
        assert!(checked_url(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_promise_can_be_kept() {
    assert_eq!(checked_promise(None).unwrap(), CALL_BACK_MINUTES);
    assert_eq!(checked_promise(Some(45)).unwrap(), 45);
    for bad in [0, CALL_BACK_MINUTES_MAX + 1] {
        let sentence = checked_promise(Some(bad)).unwrap_err().to_string();
        assert!(sentence.contains("call_back_minutes"), "{sentence}");
    }
}
