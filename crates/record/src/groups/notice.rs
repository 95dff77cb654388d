//! Who was touched by an act that changed sessions, and who knows of it. What changed is sealed under the key of
//! whoever it is about.

use crate::people::person::{self, Wrapped};
use crate::{Read, RecordError, Tx, Value};
use care::groups::notice::Notice;
use care::{ChangeId, Dice, JobId, NoticeId, PersonId, SiteId};
use jiff::Timestamp;

const BODY: (&str, &str) = ("change_notice", "body");
/// Notices of one person that nobody has seen, answered at once.
pub const UNSEEN_MAX: u32 = 20;
/// Notices answered at once: of one change, or of the latest at some sites.
pub const LISTED_MAX: u32 = 200;

const KEY: &str =
    "JOIN person_key k ON k.organization_id = n.organization_id AND k.person_id = n.person_id";
/// Who knows of it from nobody yet.
const UNTOLD: &str = "n.seen_at IS NULL AND n.reached_at IS NULL AND n.mail_job IS NULL";

statements! {
    INSERT = "INSERT INTO change_notice (organization_id, notice_id, change_id, person_id, site_id, made_at, made_by, \
        sealed_body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DELETE = "DELETE FROM change_notice WHERE organization_id = $1 AND notice_id = ANY($2)";
    FIND: Kept = "SELECT {} FROM change_notice n {} WHERE n.organization_id = $1 AND n.notice_id = $2", KEY;
    OF_CHANGE: Kept = "SELECT {} FROM change_notice n {} WHERE n.organization_id = $1 AND n.change_id = $2 \
        ORDER BY n.notice_id LIMIT $3", KEY;
    AT_SITES: Kept = "SELECT {} FROM change_notice n {} \
        WHERE n.organization_id = $1 AND n.site_id = ANY($2) AND n.made_at >= $3 \
        ORDER BY n.made_at DESC, n.change_id, n.notice_id LIMIT $4", KEY;
    UNSEEN: Kept = "SELECT {} FROM change_notice n {} \
        WHERE n.organization_id = $1 AND n.person_id = $2 AND n.seen_at IS NULL AND n.made_at >= $3 \
        ORDER BY n.made_at DESC, n.notice_id LIMIT $4", KEY;
    /// What nobody was told of, of some people.
    UNTOLD_OF: Kept = "SELECT {} FROM change_notice n {} \
        WHERE n.organization_id = $1 AND n.person_id = ANY($2) AND n.made_at >= $3 AND {} \
        ORDER BY n.made_at, n.notice_id LIMIT $4", KEY, UNTOLD;
    COUNT_UNTOLD: i64 = "SELECT count(DISTINCT n.person_id) FROM change_notice n {} \
        WHERE n.organization_id = $1 AND n.site_id = ANY($2) AND n.made_at >= $3 AND {}", KEY, UNTOLD;
    SEEN = "UPDATE change_notice SET seen_at = $3 \
        WHERE organization_id = $1 AND notice_id = $2 AND seen_at IS NULL";
    REACHED = "UPDATE change_notice SET reached_at = $3, reached_by = $4 \
        WHERE organization_id = $1 AND notice_id = $2";
    MAILED = "UPDATE change_notice SET mail_job = $3 WHERE organization_id = $1 AND notice_id = $2";
}

row! {
    /// A notice as it is kept.
    struct Kept of n {
        id: NoticeId = notice_id,
        change: ChangeId = change_id,
        person: PersonId = person_id,
        site: SiteId = site_id,
        made_at: Timestamp,
        made_by: PersonId,
        mail: Option<JobId> = mail_job,
        seen_at: Option<Timestamp>,
        reached: Option<(Timestamp, PersonId)> = (reached_at, reached_by),
        body: Vec<u8> = sealed_body,
        key: Wrapped = ..,
    }
}

/// What one act did to the sessions of one person, and whether they know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptNotice {
    /// Its id.
    pub id: NoticeId,
    /// The act: one for everybody whom it touched.
    pub change: ChangeId,
    /// Whom it touched.
    pub person: PersonId,
    /// Where the sessions are.
    pub site: SiteId,
    /// When it was done.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: PersonId,
    /// The message that was queued to them.
    pub mail: Option<JobId>,
    /// When they saw it on their own page.
    pub seen_at: Option<Timestamp>,
    /// When somebody reached them by telephone, and who.
    pub reached: Option<(Timestamp, PersonId)>,
    /// What it did.
    pub notice: Notice,
}

impl KeptNotice {
    /// Whether they know of it from nobody yet.
    pub const fn is_untold(&self) -> bool {
        self.mail.is_none() && self.seen_at.is_none() && self.reached.is_none()
    }
}

/// Writes down whom an act touched. Keys are fetched for all of them at once; whoever was forgotten is left out.
pub fn insert_all(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    notices: &[KeptNotice],
) -> Result<(), RecordError> {
    let people: Vec<PersonId> = notices.iter().map(|one| one.person).collect();
    let keys = person::keys(tx, &people)?;
    for one in notices {
        let Some(key) = keys.get(&one.person) else {
            continue;
        };
        let sealed = key.seal_json(dice, BODY, one.id.uuid(), &one.notice)?;
        let KeptNotice {
            id,
            change,
            person,
            site,
            made_at,
            made_by,
            ..
        } = *one;
        tx.run(
            INSERT,
            args![id, change, person, site, made_at, made_by, sealed],
        )?;
    }
    Ok(())
}

/// Takes out notices of what was undone before anybody was told.
pub fn delete_all(tx: &mut Tx<'_>, ids: &[NoticeId]) -> Result<(), RecordError> {
    if ids.is_empty() {
        return Ok(());
    }
    let ids = Value::Ids(ids.iter().map(|id| id.uuid()).collect());
    tx.run(DELETE, args![ids]).map(drop)
}

/// One notice; nothing when there is none, or when whom it was about is forgotten.
pub fn find(read: &mut impl Read, id: NoticeId) -> Result<Option<KeptNotice>, RecordError> {
    let rows = read.all(FIND, args![id])?;
    Ok(opened(read, rows)?.pop())
}

/// Everybody whom an act touched.
pub fn of_change(read: &mut impl Read, id: ChangeId) -> Result<Vec<KeptNotice>, RecordError> {
    let rows = read.all(OF_CHANGE, args![id, LISTED_MAX])?;
    opened(read, rows)
}

/// The notices at some sites since a time, the latest acts first, those of one act together.
pub fn at_sites(
    read: &mut impl Read,
    sites: &[SiteId],
    since: Timestamp,
) -> Result<Vec<KeptNotice>, RecordError> {
    let rows = read.all(AT_SITES, args![ids(sites), since, LISTED_MAX])?;
    opened(read, rows)
}

/// How many people at some sites know from nobody of something that changed since a time. Opens nothing.
pub fn count_untold(
    read: &mut impl Read,
    sites: &[SiteId],
    since: Timestamp,
) -> Result<usize, RecordError> {
    let rows = read.all(COUNT_UNTOLD, args![ids(sites), since])?;
    let count = rows.first().copied().unwrap_or(0);
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// What somebody has not seen of what changed since a time, the latest first.
pub fn unseen(
    read: &mut impl Read,
    person: PersonId,
    since: Timestamp,
) -> Result<Vec<KeptNotice>, RecordError> {
    let rows = read.all(UNSEEN, args![person, since, UNSEEN_MAX])?;
    opened(read, rows)
}

/// What nobody was told of, of these people, since a time, the oldest first.
pub fn untold_of(
    read: &mut impl Read,
    people: &[PersonId],
    since: Timestamp,
) -> Result<Vec<KeptNotice>, RecordError> {
    let people = Value::Ids(people.iter().map(|id| id.uuid()).collect());
    let rows = read.all(UNTOLD_OF, args![people, since, LISTED_MAX])?;
    opened(read, rows)
}

/// Notes that the person saw it; answers whether they had not.
pub fn set_seen(tx: &mut Tx<'_>, id: NoticeId, now: Timestamp) -> Result<bool, RecordError> {
    Ok(tx.run(SEEN, args![id, now])? == 1)
}

/// Notes that somebody reached them, or that nobody did after all.
pub fn set_reached(
    tx: &mut Tx<'_>,
    id: NoticeId,
    reached: Option<(Timestamp, PersonId)>,
) -> Result<(), RecordError> {
    let (at, by) = reached.unzip();
    tx.run(REACHED, args![id, at, by]).map(drop)
}

/// Notes which message tells them.
pub fn set_mailed(tx: &mut Tx<'_>, id: NoticeId, mail: JobId) -> Result<(), RecordError> {
    tx.run(MAILED, args![id, mail]).map(drop)
}

fn ids(sites: &[SiteId]) -> Value {
    Value::Ids(sites.iter().map(|id| id.uuid()).collect())
}

fn opened(read: &impl Read, rows: Vec<Kept>) -> Result<Vec<KeptNotice>, RecordError> {
    rows.into_iter()
        .map(|kept| {
            let key = kept.key.open(read, kept.person)?;
            Ok(KeptNotice {
                notice: key.open_json(BODY, kept.id.uuid(), &kept.body)?,
                id: kept.id,
                change: kept.change,
                person: kept.person,
                site: kept.site,
                made_at: kept.made_at,
                made_by: kept.made_by,
                mail: kept.mail,
                seen_at: kept.seen_at,
                reached: kept.reached,
            })
        })
        .collect()
}
