//! One effect per key.

use crate::common::{now, stores};
use jiff::SignedDuration;
use record::{RecordError, idempotency};
use uuid::Uuid;

#[test]
fn a_key_is_kept_once_found_again_and_swept_when_old() {
    for store in stores("idempotency") {
        let key = Uuid::from_u128(8);
        let find = |key| store.read(|read| idempotency::find(read, key));
        assert!(find(key).unwrap().is_none());
        let insert = |request: [u8; 32]| {
            store.transact(|tx| idempotency::insert(tx, key, request, "[1,true]".to_owned(), now()))
        };
        insert([1; 32]).unwrap();
        assert!(matches!(insert([1; 32]), Err(RecordError::Conflict(_))));
        assert!(matches!(insert([2; 32]), Err(RecordError::Conflict(_))));
        let (request, answer) = find(key).unwrap().unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        assert_eq!((request, answer), ([1; 32], serde_json::json!([1, true])));
        assert!(find(Uuid::from_u128(9)).unwrap().is_none());
        let sweep = |before| store.transact(|tx| idempotency::sweep(tx, before)).unwrap();
        assert_eq!(sweep(now()), 0);
        assert_eq!(sweep(now() + SignedDuration::from_micros(1)), 1);
        assert!(find(key).unwrap().is_none());
    }
}
