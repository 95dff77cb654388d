//! Chapters of somebody's record: versions of entries are only ever added, and each stays readable. Sealed under the
//! person's key; of which chapter an entry is stands in the clear.

use crate::people::person;
use crate::seal::PersonKey;
use crate::{Read, RecordError, Tx};
use care::people::chapter::{Chapter, InChapter};
use care::{ChapterEntryId, Dice, PersonId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("chapter", "sealed_body");

statements! {
    INSERT = "INSERT INTO chapter (organization_id, person_id, chapter, item, number, entry_id, at, written_by, \
        sealed_body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_CHAPTER: Sealed = "SELECT {} FROM chapter \
        WHERE organization_id = $1 AND person_id = $2 AND chapter = $3 ORDER BY item, number";
    /// The last of these.
    LAST_OF_CHAPTER: Sealed = "SELECT {} FROM chapter WHERE organization_id = $1 AND person_id = $2 AND chapter = $3 \
        ORDER BY item DESC, number DESC LIMIT 1";
    /// What stands in a chapter of everybody, as far as it was written since an instant.
    SINCE: (PersonId, Sealed) = "SELECT person_id, {} FROM chapter \
        WHERE organization_id = $1 AND chapter = $2 AND at >= $3 ORDER BY person_id, item, number";
    /// In which chapters something was written.
    BEGUN: Chapter = "SELECT DISTINCT chapter FROM chapter \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY chapter";
}

coded! { Chapter }

row! {
    /// A version of an entry before it is opened.
    struct Sealed of _ {
        id: ChapterEntryId = entry_id,
        item: i64,
        number: i64,
        at: Timestamp,
        by: PersonId = written_by,
        body: Vec<u8> = sealed_body,
    }
}

/// One version of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterEntry<T> {
    /// Its id.
    pub id: ChapterEntryId,
    /// Which entry of the chapter, from 1.
    pub item: i64,
    /// Which version of it, from 1.
    pub number: i64,
    /// When it was written.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// What it says.
    pub body: T,
}

impl Sealed {
    fn opened<T: InChapter>(self, key: &PersonKey) -> Result<ChapterEntry<T>, RecordError> {
        Ok(ChapterEntry {
            body: key.open_json(BODY, self.id.uuid(), &self.body)?,
            id: self.id,
            item: self.item,
            number: self.number,
            at: self.at,
            by: self.by,
        })
    }
}

/// Adds a version of an entry.
pub fn add<T: InChapter>(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    person: PersonId,
    entry: &ChapterEntry<T>,
) -> Result<(), RecordError> {
    let key = person::key(tx, person)?;
    let sealed = key.seal_json(dice, BODY, entry.id.uuid(), &entry.body)?;
    let args = args![
        person,
        T::CHAPTER.code(),
        entry.item,
        entry.number,
        entry.id,
        entry.at,
        entry.by,
        sealed
    ];
    tx.run(INSERT, args).map(drop)
}

/// Every version of every entry of a chapter, entry by entry, the oldest version first.
pub fn entries<T: InChapter>(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Vec<ChapterEntry<T>>, RecordError> {
    let rows = read.all(OF_CHAPTER, args![person, T::CHAPTER.code()])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = person::key(read, person)?;
    rows.into_iter().map(|kept| kept.opened(&key)).collect()
}

/// The newest version of the last entry of a chapter: what was written last where a chapter has one entry only.
pub fn last_entry<T: InChapter>(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Option<ChapterEntry<T>>, RecordError> {
    let Some(kept) = read.maybe(LAST_OF_CHAPTER, args![person, T::CHAPTER.code()])? else {
        return Ok(None);
    };
    let key = person::key(read, person)?;
    kept.opened(&key).map(Some)
}

/// How each entry of a chapter stands, of those in which something was written since an instant. Whoever was forgotten
/// is left out.
pub fn standing_since<T: InChapter>(
    read: &mut impl Read,
    since: Timestamp,
) -> Result<Vec<(PersonId, T)>, RecordError> {
    let mut last: Vec<(PersonId, Sealed)> = Vec::new();
    for row in read.all(SINCE, args![T::CHAPTER.code(), since])? {
        match last
            .last_mut()
            .filter(|before| before.0 == row.0 && before.1.item == row.1.item)
        {
            Some(before) => *before = row,
            None => last.push(row),
        }
    }
    let people: Vec<PersonId> = last.iter().map(|(person, _)| *person).collect();
    let keys = person::keys(read, &people)?;
    let mut standing = Vec::new();
    for (person, kept) in last {
        if let Some(key) = keys.get(&person) {
            let body = key.open_json(BODY, kept.id.uuid(), &kept.body)?;
            standing.push((person, body));
        }
    }
    Ok(standing)
}

/// The chapters in which something was written about somebody.
pub fn begun(read: &mut impl Read, person: PersonId) -> Result<Vec<Chapter>, RecordError> {
    read.all(BEGUN, args![person])
}

/// Every entry as it stands: its last version, of entries as [`entries`] answers them.
pub fn standing<T>(entries: &[ChapterEntry<T>]) -> Vec<&ChapterEntry<T>> {
    let mut standing: Vec<&ChapterEntry<T>> = Vec::new();
    for entry in entries {
        match standing.last_mut().filter(|last| last.item == entry.item) {
            Some(last) => *last = entry,
            None => standing.push(entry),
        }
    }
    standing
}
