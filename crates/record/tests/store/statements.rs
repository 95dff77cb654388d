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

/// The statements that look across organizations, with why they may.
const ACROSS: &[(&str, &str)] = &[
    ("organization::ALL", "which organizations there are"),
    (
        "organization::FIRST",
        "whose the public pages are, for whoever is not signed in",
    ),
    ("journal::outside::KNOWN", "the check of the whole database"),
    ("keys::CHECKS", "the master key is everybody's"),
    ("keys::INSERT_CHECK", "the master key is everybody's"),
    ("keys::DROP_OTHER_CHECKS", "the master key is everybody's"),
    ("keys::OLD_PERSON_KEYS", "its rotation"),
    ("keys::OLD_ORGANIZATION_KEYS", "its rotation"),
    ("migrate::VERSION", "the schema is everybody's"),
    ("migrate::APPLIED", "the schema is everybody's"),
];

/// Tables that belong to no organization.
const NOBODYS: [&str; 2] = ["key_check", "schema_version"];

#[test]
fn every_other_statement_is_of_the_organization_that_its_transaction_is_of() {
    let mut across = Vec::new();
    for (module, name, sql) in record::statements() {
        let full = format!("{module}::{name}");
        if ACROSS.iter().any(|(known, _)| *known == full) {
            across.push(full);
            continue;
        }
        let words: Vec<&str> = sql
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$')))
            .filter(|word| !word.is_empty())
            .collect();
        let own = sql.contains("organization_id = $1")
            || sql.contains("(organization_id") && sql.contains("($1");
        assert!(own, "{full} does not say whose rows it means: {sql}");
        // Each table is held to the organization by itself, or to another one that is.
        let follows = |pair: &[&str]| {
            matches!(pair[0], "FROM" | "JOIN" | "INTO" | "UPDATE")
                && !NOBODYS.contains(&pair[1])
                && !matches!(pair[1], "SELECT" | "SET")
        };
        let tables = words.windows(2).filter(|pair| follows(pair)).count();
        let held = sql.matches("organization_id").count();
        assert!(
            held >= tables,
            "{full} names {tables} tables and holds {held} of them to an organization: {sql}"
        );
    }
    let known: Vec<_> = ACROSS.iter().map(|(name, _)| (*name).to_owned()).collect();
    across.sort();
    let mut sorted = known.clone();
    sorted.sort();
    assert_eq!(across, sorted, "a statement that is listed is gone");
}
