use super::*;
use care::PersonId;
use std::sync::Arc;

row! {
    #[derive(Debug, PartialEq)]
    struct Key of k { wrapped: i64, master: i64 = master_id }
}

row! {
    #[derive(Debug, PartialEq)]
    struct Whole of w {
        id: PersonId = person_id,
        closed: Option<(i64, i64)> = (closed_at, "x.closed_by"),
        age: i64 = "(SELECT 1)",
        key: Key = ..,
        name: String,
    }
}

fn row(values: &[Value]) -> Row {
    Row(Arc::from(values))
}

#[test]
fn one_list_is_the_text_and_the_reading() {
    assert_eq!(
        Whole::COLUMNS,
        "w.person_id, w.closed_at, x.closed_by, (SELECT 1), k.wrapped, k.master_id, w.name"
    );
    assert_eq!(Whole::WIDTH, 7);
    let id = uuid::Uuid::from_u128(7);
    let int = Value::Int;
    let values = [
        Value::Id(id),
        Value::Null,
        Value::Null,
        int(3),
        int(4),
        int(5),
        Value::Text("Ada".to_owned()),
    ];
    let whole: Whole = row(&values).read().unwrap();
    let expected = Whole {
        id: PersonId::from(id),
        closed: None,
        age: 3,
        key: Key {
            wrapped: 4,
            master: 5,
        },
        name: "Ada".to_owned(),
    };
    assert_eq!(whole, expected);
}

#[test]
fn an_answer_of_another_shape_is_refused_and_says_where() {
    let told = |result: Result<Key, RecordError>| result.unwrap_err().to_string();
    let wrong = told(row(&[Value::Int(1), Value::Null]).read());
    assert!(wrong.contains("master"), "{wrong}");
    let long = told(row(&[Value::Int(1), Value::Int(2), Value::Int(3)]).read());
    assert!(long.contains("3 columns in place of 2"), "{long}");
    let short = told(row(&[Value::Int(1)]).begins());
    assert!(short.contains("ends before"), "{short}");
    let half = row(&[Value::Int(1), Value::Null]).read::<Option<(i64, i64)>>();
    assert!(half.unwrap_err().to_string().contains("is empty"));
}

#[test]
fn every_place_in_a_statement_is_filled() {
    const TEXT: &str = filled!("SELECT {}, 1 FROM {} x", Key::COLUMNS, "key");
    const NAMED: &str = filled!("SELECT count(*) FROM key", i64::COLUMNS);
    assert_eq!(TEXT, "SELECT k.wrapped, k.master_id, 1 FROM key x");
    assert_eq!(NAMED, "SELECT count(*) FROM key");
    assert_eq!(<(PersonId, Key)>::COLUMNS, Key::COLUMNS);
    assert_eq!(<(PersonId, Key)>::WIDTH, 3);
}
