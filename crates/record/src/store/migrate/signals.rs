//! Signals are sealed whole: what they are about, what they were raised on, and their words.
//!
//! Until now the kind, the occasion and the address of a page stood in the clear. What somebody forgotten left of them
//! goes with the columns.

use super::{Migration, Sealing};
use crate::followup::signal::{BODY, Body, once_token};
use crate::{Read as _, ReadAcross as _, RecordError, Row, Tx, TxAcross};
use care::assessment::finding::Section;
use care::followup::signal::{About, Kind};
use care::{PersonId, ResultId, SignalId};

pub(super) const MIGRATION: Migration = Migration {
    name: "signals sealed whole",
    statements: &[
        "ALTER TABLE signal ADD COLUMN once_token @bytes",
        "ALTER TABLE signal ADD COLUMN sealed_body @bytes",
    ],
    sealing: Some(Sealing {
        seal,
        then: &[
            "ALTER TABLE signal DROP COLUMN kind",
            "ALTER TABLE signal DROP COLUMN once_key",
            "ALTER TABLE signal DROP COLUMN link",
            "ALTER TABLE signal DROP COLUMN sealed_words",
        ],
    }),
};

/// Where the words were bound to.
const WORDS: (&str, &str) = ("signal", "words");
/// Not among the statements that are prepared on every start: the columns are gone by then.
const EARLIER: &str = "\
    SELECT s.organization_id, s.signal_id, s.person_id, s.kind, s.once_key, s.link, s.sealed_words, k.wrapped, \
    k.master_id FROM signal s \
    JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id";
const SEAL: &str = "UPDATE signal SET sealed_body = $3, once_token = $4 WHERE organization_id = $1 AND signal_id = $2";

fn seal(across: &mut TxAcross<'_>) -> Result<(), RecordError> {
    for row in across.rows(EARLIER, &[])? {
        one(&mut across.within(row.get(0)?), &row)?;
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, row: &Row) -> Result<(), RecordError> {
    let (id, person): (SignalId, PersonId) = (row.get(1)?, row.get(2)?);
    let (wrapped, master): (Vec<u8>, Vec<u8>) = (row.get(7)?, row.get(8)?);
    let key = tx.key_of(person, &wrapped, &master)?;
    let sealed: Vec<u8> = row.get(6)?;
    let words = key.open(WORDS, id.uuid(), &sealed)?;
    let body = Body {
        kind: Kind::from_code(&row.get::<String>(3)?)
            .ok_or_else(|| RecordError::damaged("a signal's kind"))?,
        about: about(person, &row.get::<String>(5)?),
        occasion: row.get(4)?,
        words: String::from_utf8_lossy(&words).into_owned(),
        matter: None,
        further: Vec::new(),
    };
    let once = once_token(&key, body.kind, body.occasion.as_deref());
    let sealed = key.seal_json_again(&sealed, BODY, id.uuid(), &body)?;
    tx.run(SEAL, args![id, sealed, once]).map(drop)
}

/// What the address of a page was about.
fn about(person: PersonId, link: &str) -> About {
    let own = format!("/staff/people/{person}/");
    let page = link.strip_prefix(&own).unwrap_or_default();
    let part = |of: &str| page.strip_prefix(of);
    match page {
        "hours" => About::Hours,
        "week" => About::Week,
        _ => part("assessment/")
            .and_then(Section::from_code)
            .map(About::Assessment)
            .or_else(|| {
                part("measures/results/")
                    .and_then(ResultId::parse)
                    .map(About::Result)
            })
            .unwrap_or(About::Record),
    }
}
