//! Every statement, prepared on every engine there is.

#[test]
fn every_statement_is_understood_by_every_engine() {
    for store in crate::common::stores("statements") {
        let refused = store.record.prepare_all().unwrap();
        assert!(
            refused.is_empty(),
            "{:?} refuses {refused:#?}",
            store.record.engine()
        );
    }
}
