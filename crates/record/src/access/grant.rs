//! Changes to who can become whom, with who asked and who said yes. No row is ever removed.

use crate::{Read, RecordError, Tx};
use care::access::ways_in::{Grant, Verdict, WayIn};
use care::{GrantId, PersonId, Role};
use jiff::Timestamp;

/// Changes answered at once.
pub const LIST_MAX: u32 = 200;

statements! {
    INSERT = "INSERT INTO access_grant (organization_id, grant_id, person_id, change, role, asked_by, asked_at, yes, \
        decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Of those who work here alone: who is in care, or supports somebody who is, is nothing for whoever reviews roles.
    LIST: Kept = "SELECT {} FROM access_grant g \
        WHERE organization_id = $1 AND EXISTS (SELECT 1 FROM staff s \
        WHERE s.organization_id = g.organization_id AND s.person_id = g.person_id) \
        ORDER BY CASE WHEN decided_at IS NULL THEN 0 ELSE 1 END, asked_at DESC, grant_id DESC LIMIT $2";
    /// Where links go by now of everybody else: who is in care, asks for it, or supports somebody who does.
    LIST_REDIRECTED: Kept = "SELECT {} FROM access_grant g \
        WHERE organization_id = $1 AND change = 'redirected' AND NOT EXISTS (SELECT 1 FROM staff s \
        WHERE s.organization_id = g.organization_id AND s.person_id = g.person_id) \
        ORDER BY asked_at DESC, grant_id DESC LIMIT $2";
    WAITING: Kept = "SELECT {} FROM access_grant \
        WHERE organization_id = $1 AND decided_at IS NULL ORDER BY asked_at, grant_id";
    FIND: Kept = "SELECT {} FROM access_grant \
        WHERE organization_id = $1 AND grant_id = $2";
    DECIDE = "UPDATE access_grant SET yes = $3, decided_by = $4, decided_at = $5 \
        WHERE organization_id = $1 AND grant_id = $2 AND decided_at IS NULL";
    LAST_REDIRECTED: Option<i64> = "\
        SELECT yes FROM access_grant WHERE organization_id = $1 AND person_id = $2 AND change = 'redirected' \
        ORDER BY asked_at DESC, grant_id DESC LIMIT 1";
    /// Roles that somebody holds or was given at any time.
    EVER_GIVEN: (PersonId, String) = "SELECT person_id, role FROM staff_role WHERE organization_id = $1 \
        UNION SELECT person_id, role FROM access_grant WHERE organization_id = $1 AND change = 'given' AND yes = 1";
    OF_PERSON: Kept = "SELECT {} FROM access_grant \
        WHERE organization_id = $1 AND person_id = $2 ORDER BY asked_at, grant_id";
    /// All that is known of whoever something was changed of lately.
    OF_RECENT: Kept = "SELECT {} FROM access_grant g WHERE organization_id = $1 AND EXISTS (SELECT 1 FROM access_grant r \
        WHERE r.organization_id = g.organization_id AND r.person_id = g.person_id AND r.asked_at >= $2) \
        ORDER BY asked_at, grant_id";
}

row! {
    /// A change as it is kept.
    struct Kept of _ {
        id: GrantId = grant_id,
        person: PersonId = person_id,
        change: String,
        role: Option<String>,
        asked_by: PersonId,
        asked_at: Timestamp,
        yes: Option<i64>,
        decided: Option<(PersonId, Timestamp)> = (decided_by, decided_at),
    }
}

/// Keeps a change, decided or not.
pub fn insert(tx: &mut Tx<'_>, grant: &Grant) -> Result<(), RecordError> {
    let verdict = grant.verdict;
    tx.run(
        INSERT,
        args![
            grant.id,
            grant.person,
            grant.change.code(),
            grant.change.about(),
            grant.asked_by,
            grant.asked_at,
            verdict.map(|verdict| i64::from(verdict.yes)),
            verdict.map(|verdict| verdict.by),
            verdict.map(|verdict| verdict.at)
        ],
    )
    .map(drop)
}

/// Changes for those who work here, those that wait first, then the latest, at most [`LIST_MAX`].
pub fn list(read: &mut impl Read) -> Result<Vec<Grant>, RecordError> {
    let rows = read.all(LIST, args![LIST_MAX])?;
    rows.into_iter().map(grant).collect()
}

/// Changes of where the links of people go who do not work here, the latest first, at most [`LIST_MAX`].
pub fn list_redirected(read: &mut impl Read) -> Result<Vec<Grant>, RecordError> {
    let rows = read.all(LIST_REDIRECTED, args![LIST_MAX])?;
    rows.into_iter().map(grant).collect()
}

/// Changes that wait for a yes, the oldest first.
pub fn waiting(read: &mut impl Read) -> Result<Vec<Grant>, RecordError> {
    let rows = read.all(WAITING, args![])?;
    rows.into_iter().map(grant).collect()
}

/// One change.
pub fn find(read: &mut impl Read, id: GrantId) -> Result<Option<Grant>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.map(grant).transpose()
}

/// Says yes or no to a change; answers whether it was still waiting.
pub fn decide(tx: &mut Tx<'_>, id: GrantId, verdict: Verdict) -> Result<bool, RecordError> {
    let yes = i64::from(verdict.yes);
    let row = args![id, yes, verdict.by, verdict.at];
    Ok(tx.run(DECIDE, row)? == 1)
}

/// Whether the address of somebody is theirs as far as anybody knows: it never changed, or there was a yes to the
/// latest change. One that waits, and one that was declined, are not.
pub fn address_holds(read: &mut impl Read, person: PersonId) -> Result<bool, RecordError> {
    let latest = read.maybe(LAST_REDIRECTED, args![person])?;
    Ok(latest.is_none_or(|yes| yes == Some(1)))
}

/// Who holds which role, or was given it at any time: what was taken away since counts.
pub fn ever_given(read: &mut impl Read) -> Result<Vec<(PersonId, Role)>, RecordError> {
    let rows = read.all(EVER_GIVEN, args![])?.into_iter();
    let known = rows.filter_map(|(id, role)| Some((id, Role::from_code(&role)?)));
    Ok(known.collect())
}

/// Everything that was changed or asked for one person, the oldest first.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Grant>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    rows.into_iter().map(grant).collect()
}

/// Everything that was changed or asked for those of whom something was since an instant, the oldest first.
pub fn of_recent(read: &mut impl Read, since: Timestamp) -> Result<Vec<Grant>, RecordError> {
    let rows = read.all(OF_RECENT, args![since])?;
    rows.into_iter().map(grant).collect()
}

fn grant(kept: Kept) -> Result<Grant, RecordError> {
    let change = WayIn::from_code(&kept.change, kept.role.as_deref())
        .ok_or_else(|| RecordError::damaged("a change to who can become whom"))?;
    let verdict = kept.yes.zip(kept.decided);
    Ok(Grant {
        id: kept.id,
        person: kept.person,
        change,
        asked_by: kept.asked_by,
        asked_at: kept.asked_at,
        verdict: verdict.map(|(yes, (by, at))| Verdict {
            yes: yes == 1,
            by,
            at,
        }),
    })
}
