//! Signals are sealed whole: what they are about, what they were raised on, and their words.
//!
//! Until now the kind, the occasion and the address of a page stood in the clear. What somebody forgotten left of them
//! goes with the columns.

use super::{Migration, Sealing};
use crate::followup::signal::{BODY, Body, once_token};
use crate::people::person::Wrapped;
use crate::{Ask, FromRow as _, ReadAcross as _, RecordError, Tx, TxAcross};
use care::assessment::finding::Section;
use care::followup::signal::{About, SignalKind};
use care::{OrganizationId, PersonId, ResultId, SignalId};

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
const EARLIER: Ask<Earlier> = Ask::new(filled!(
    "SELECT {} FROM signal s \
    JOIN person_key k ON k.organization_id = s.organization_id AND k.person_id = s.person_id",
    Earlier::COLUMNS
));
const SEAL: &str = "UPDATE signal SET sealed_body = $3, once_token = $4 WHERE organization_id = $1 AND signal_id = $2";

coded! { SignalKind }

row! {
    /// A signal as it stood before.
    struct Earlier of s {
        organization: OrganizationId = organization_id,
        id: SignalId = signal_id,
        person: PersonId = person_id,
        kind: SignalKind,
        occasion: Option<String> = once_key,
        link: String,
        words: Vec<u8> = sealed_words,
        key: Wrapped = ..,
    }
}

fn seal(across: &mut TxAcross<'_>) -> Result<(), RecordError> {
    for earlier in across.rows(EARLIER, &[])? {
        one(&mut across.within(earlier.organization), earlier)?;
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, earlier: Earlier) -> Result<(), RecordError> {
    let (id, person, sealed) = (earlier.id, earlier.person, earlier.words);
    let key = earlier.key.open(tx, person)?;
    let words = key.open(WORDS, id.uuid(), &sealed)?;
    let body = Body {
        kind: earlier.kind,
        about: about(person, &earlier.link),
        occasion: earlier.occasion,
        words: String::from_utf8_lossy(&words).into_owned(),
        matter: None,
        further: Vec::new(),
        gone: Vec::new(),
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
