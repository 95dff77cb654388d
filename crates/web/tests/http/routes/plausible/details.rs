//! Requests about what is known of a person beside their name, and about who pays.

use super::super::table::Row;
use super::Fields;
use crate::served::Served;

/// Whether an address is one of these.
pub fn is_of(row: &Row) -> bool {
    row.path.contains("/details/") || row.path.ends_with("/coverage")
}

/// A path with its person, and the fields of its form.
pub fn plausible(served: &Served, row: &Row) -> (String, Fields) {
    let person = served.house().patients[if row.which == "far" { 3 } else { 0 }];
    let fields = if row.changes { fields(row) } else { &[] };
    let fields = fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    (
        row.path.replace("{id}", &person.to_string()),
        fields.collect(),
    )
}

fn fields(row: &Row) -> &'static [(&'static str, &'static str)] {
    match row.path.rsplit('/').next().unwrap() {
        "whereabouts" => &[
            ("home", "at"),
            ("street", "12 Wharf Street"),
            ("city", "Portland"),
            ("state", "ME"),
            ("zip", "04101"),
            ("away", "home"),
        ],
        "emergency-contacts" => &[
            ("named", "named"),
            ("name1", "Mia Reyes"),
            ("relation1", "Sister"),
            ("phone1", "207 555 0164"),
            ("may1", "emergency"),
        ],
        "identity" => &[
            ("sex", "female"),
            ("race", "asian"),
            ("race", "white"),
            ("language", "ht"),
            ("interpreter", "spoken"),
        ],
        "circumstances" => &[("working", "neither"), ("not_working", "student")],
        "court" => &[
            ("mandated", "named"),
            ("kind1", "probation"),
            ("by1", "County probation office"),
            ("hears1", "attendance"),
            ("consent1", "Signed on March 2"),
        ],
        "coverage" => &[
            ("payers", "named"),
            ("kind1", "private"),
            ("payer1", "Harbor Health"),
            ("result1", "covered"),
            ("checked_on1", "2026-03-01"),
            ("checked_by1", "portal"),
            ("rule1", "hcpcs-h0015"),
        ],
        other => panic!("say what {other} takes"),
    }
}
