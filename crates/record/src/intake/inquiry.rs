//! Requests for help, as far as the actor's reach goes.

pub(crate) mod askers;
mod listed;
pub mod log;

pub use listed::{Beyond, in_danger, mark, open, waiting};

use crate::people::patient::{self, Facts, Within};
use crate::people::person::{self, Named};
use crate::people::sought::{Sought, worded};
use crate::seal::PersonKey;
use crate::value::Args;
use crate::{Read, RecordError, Tx};
use care::intake::inquiry::{Inquiry, Loss, Move, Request, Stage, StepKind, moved};
use care::{Dice, InquiryId, PersonId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

pub(crate) const REQUEST: (&str, &str) = ("inquiry", "request");
const LOSS: (&str, &str) = ("inquiry", "loss");

const NAMED: &str = "\
    JOIN person p ON p.organization_id = i.organization_id AND p.person_id = i.person_id \
    JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id";
/// What somebody still has to do something about.
const TO_WORK: &str =
    "i.joined_to IS NULL AND i.stage IN ('new', 'reached', 'booked', 'assessed', 'placed')";
/// Whether a request is in danger, for the lists and for the page alike: nobody has spoken with them, and something about
/// them wanted somebody *now* at any moment since they asked. That a signal was answered since says nothing of whether they
/// were reached. What a request says of danger is sealed; how soon somebody has to look is not.
macro_rules! in_danger {
    () => {
        "i.stage = 'new' AND EXISTS (SELECT 1 FROM signal s WHERE s.organization_id = i.organization_id \
            AND s.person_id = i.person_id AND s.urgency = 0 \
            AND (s.closed_at IS NULL OR s.closed_at >= i.requested_at))"
    };
}
/// What comes first before anything is cut off: whoever is in danger, then whoever has waited longest.
const FIRST: &str = concat!(
    "CASE WHEN ",
    in_danger!(),
    " THEN 0 ELSE 1 END, i.requested_at, i.inquiry_id"
);
/// The three parts that are cut apart from each other: who is in danger, 0; what came in since and nobody here knows, 2;
/// and everything that is worked on, 1. Any stranger can fill two of them.
const PART: &str = concat!(
    "CASE WHEN ",
    in_danger!(),
    " THEN 0 WHEN i.stage = 'new' AND t.person_id IS NULL THEN 2 ELSE 1 END"
);
/// What a search finds first, before anything is cut off: of those in care, then what somebody here did something about,
/// and of the same the newest. Any stranger can ask under a name as often as they like.
const KNOWN_FIRST: &str = "\
    CASE WHEN t.person_id IS NOT NULL THEN 0 WHEN i.stage <> 'new' THEN 1 ELSE 2 END, i.requested_at DESC";
/// How somebody is reached who may be in care or only have asked for it: by where they are in care, or else by their
/// latest request for help, `l`. `$table` is what is listed, which has a `person_id`.
macro_rules! reached {
    ($table:literal) => {
        concat!(
            "LEFT JOIN patient t ON t.organization_id = ",
            $table,
            ".organization_id \
                AND t.person_id = ",
            $table,
            ".person_id \
            LEFT JOIN inquiry l ON t.person_id IS NULL AND l.organization_id = ",
            $table,
            ".organization_id \
                AND l.inquiry_id = (SELECT m.inquiry_id FROM inquiry m \
                    WHERE m.organization_id = ",
            $table,
            ".organization_id AND m.person_id = ",
            $table,
            ".person_id \
                    ORDER BY m.requested_at DESC, m.inquiry_id DESC LIMIT 1)"
        )
    };
}
pub(crate) use reached;

/// Who may see them, by the same; nobody is reached by no request at all.
macro_rules! within_reached {
    ($person:literal) => {
        concat!(
            $crate::people::patient::within!(
                person: $person,
                site: "coalesce(t.site_id, l.site_id)",
                counselor: "(CASE WHEN t.person_id IS NULL THEN l.clinician_id ELSE t.counselor_id END)"
            ),
            " AND (t.person_id IS NOT NULL OR l.person_id IS NOT NULL)"
        )
    };
}
pub(crate) use within_reached;

statements! {
    INSERT = "INSERT INTO inquiry (organization_id, inquiry_id, person_id, site_id, stage, requested_at, promised_at, \
        owner_id, sealed_request) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    UPDATE = "UPDATE inquiry \
        SET site_id = $3, stage = $4, next_call_at = $5, waiting_since = $6, clinician_id = $7, owner_id = $8, \
        joined_to = $9, sealed_request = $10, sealed_loss = $11 WHERE organization_id = $1 AND inquiry_id = $2";
    /// Nobody waits for a place who has one ($4 = 1).
    SET_STAGE = "UPDATE inquiry SET stage = $3, waiting_since = CASE WHEN $4 = 1 THEN NULL ELSE waiting_since END \
        WHERE organization_id = $1 AND inquiry_id = $2";
    FIND: Kept = "SELECT {} FROM inquiry i {} WHERE i.organization_id = $1 AND i.inquiry_id = $2", NAMED;
    OF_PERSON: Kept = "SELECT {} FROM inquiry i {} \
        WHERE i.organization_id = $1 AND (i.person_id = $2 OR i.joined_to = $2) \
        ORDER BY CASE WHEN i.person_id = $2 THEN 0 ELSE 1 END, i.requested_at DESC", NAMED;
    OWN_OF: Kept = "SELECT {} FROM inquiry i {} WHERE i.organization_id = $1 AND i.person_id = ANY($2) \
        ORDER BY i.requested_at DESC", NAMED;
    /// Everything within reach that still has to be worked, by its stage: of all who ever asked that is few. So many of
    /// each part; whoever was forgotten takes nobody's place.
    OPEN: Kept = "SELECT {} FROM ( \
            SELECT i.organization_id, i.inquiry_id, \
                row_number() OVER (PARTITION BY {} ORDER BY i.requested_at, i.inquiry_id) AS place \
            FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} AND {} \
        ) c JOIN inquiry i ON i.organization_id = c.organization_id AND i.inquiry_id = c.inquiry_id {} \
        WHERE c.organization_id = $1 AND c.place <= $10 ORDER BY {}",
        PART, NAMED, reached!("i"), TO_WORK, within_reached!("i.person_id"), NAMED, FIRST;
    /// How many of it there are in each part.
    COUNT_OPEN: (i64, i64) = "SELECT c.part, count(*) FROM ( \
            SELECT i.organization_id, {} AS part FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} AND {} \
        ) c WHERE c.organization_id = $1 GROUP BY c.part ORDER BY c.part LIMIT $10",
        PART, NAMED, reached!("i"), TO_WORK, within_reached!("i.person_id");
    /// Of some, those in danger.
    IN_DANGER: InquiryId = "SELECT i.inquiry_id FROM inquiry i \
        WHERE i.organization_id = $1 AND i.inquiry_id = ANY($2) AND {} ORDER BY i.inquiry_id", in_danger!();
    /// Those of it who wait for a place.
    WAITS: Kept = "SELECT {} FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} AND i.waiting_since IS NOT NULL \
        AND {} ORDER BY {} LIMIT $10", NAMED, reached!("i"), TO_WORK, within_reached!("i.person_id"), FIRST;
    /// How many they are.
    COUNT_WAITS: i64 = "SELECT count(*) FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} \
        AND i.waiting_since IS NOT NULL AND {} LIMIT $10",
        NAMED, reached!("i"), TO_WORK, within_reached!("i.person_id");
    /// How each of that stands, with nothing of it that is sealed.
    MARK: (InquiryId, Stage, Option<Timestamp>, Option<Date>) = "\
        SELECT i.inquiry_id, i.stage, i.next_call_at, i.waiting_since FROM inquiry i {} {} \
        WHERE i.organization_id = $1 AND {} AND {} ORDER BY {} LIMIT $10",
        NAMED, reached!("i"), TO_WORK, within_reached!("i.person_id"), FIRST;
    /// What ended within reach and came in after $11. Of its few stages the index of stages finds them by their time.
    ENDED: Kept = "SELECT {} FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} AND i.joined_to IS NULL \
        AND i.stage IN ('lost', 'admitted') AND i.requested_at >= $11 \
        ORDER BY i.requested_at DESC LIMIT $10", NAMED, reached!("i"), within_reached!("i.person_id");
    /// Those of some people, as far as they are within reach.
    AMONG: Kept = "SELECT {} FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} AND i.person_id = ANY($11) \
        ORDER BY {} LIMIT $10", NAMED, reached!("i"), within_reached!("i.person_id"), KNOWN_FIRST;
    /// Those whose person has every word that is looked for.
    SEARCH: Kept = "SELECT {} FROM inquiry i {} {} WHERE i.organization_id = $1 AND {} AND {} \
        ORDER BY {} LIMIT $10", NAMED, reached!("i"), within_reached!("i.person_id"),
        worded!("i.person_id", "$11" "$12", "$13" "$14", "$15" "$16", "$17" "$18", "$19" "$20"), KNOWN_FIRST;
    /// The latest of each person last.
    FACTS: (PersonId, Tied) = "SELECT i.person_id, {} FROM inquiry i \
        WHERE i.organization_id = $1 AND i.person_id = ANY($2) ORDER BY i.requested_at, i.inquiry_id";
    OPEN_OF: (InquiryId, Stage) = "SELECT inquiry_id, stage FROM inquiry \
        WHERE organization_id = $1 AND person_id = $2 AND joined_to IS NULL AND stage <> 'lost' \
        ORDER BY requested_at DESC LIMIT 1";
    JOINED: PersonId = "SELECT DISTINCT person_id FROM inquiry WHERE organization_id = $1 AND joined_to = $2";
    /// What came in between two instants, for counting.
    CAME_IN: KeptLoss = "SELECT {} FROM inquiry i \
        LEFT JOIN person_key k ON k.organization_id = i.organization_id AND k.person_id = i.person_id \
        WHERE i.organization_id = $1 AND i.requested_at >= $2 AND i.requested_at < $3 AND i.joined_to IS NULL";
}

coded! { Stage StepKind }

row! {
    /// An inquiry as it is kept.
    struct Kept of i {
        id: InquiryId = inquiry_id,
        person: PersonId = person_id,
        site: SiteId = site_id,
        stage: Stage,
        requested_at: Timestamp,
        promised_at: Timestamp,
        next_call_at: Option<Timestamp>,
        waiting_since: Option<Date>,
        clinician: Option<PersonId> = clinician_id,
        owner: Option<PersonId> = owner_id,
        joined_to: Option<PersonId>,
        request: Vec<u8> = sealed_request,
        loss: Option<Vec<u8>> = sealed_loss,
        named: Named = ..,
    }
}

row! {
    /// What ties somebody to whoever asked and is not in care.
    struct Tied of i {
        site: SiteId = site_id,
        clinician: Option<PersonId> = clinician_id,
        glass_until: Option<Timestamp> = "(SELECT max(g.expires_at) FROM glass g \
            WHERE g.organization_id = i.organization_id AND g.actor_id = $3 AND g.patient_id = i.person_id)",
    }
}

impl Tied {
    /// In the form of what ties somebody to whoever is in care; nobody is chosen as support before.
    fn facts(self) -> Facts {
        Facts {
            site: self.site,
            counselor: self.clinician,
            supported: false,
            glass_until: self.glass_until,
        }
    }
}

row! {
    /// What came in, with why it ended; whoever was forgotten has no key.
    struct KeptLoss of i {
        id: InquiryId = inquiry_id,
        site: SiteId = site_id,
        stage: Stage,
        requested_at: Timestamp,
        person: PersonId = person_id,
        loss: Option<Vec<u8>> = sealed_loss,
        key: Option<(Vec<u8>, Vec<u8>)> = ("k.wrapped", "k.master_id"),
    }
}

/// Adds a request. The person has to be there already.
pub fn insert(
    tx: &mut Tx<'_>,
    dice: &dyn Dice,
    inquiry: &Inquiry,
    key: &PersonKey,
) -> Result<(), RecordError> {
    let it = inquiry;
    let request = key.seal_json(dice, REQUEST, it.id.uuid(), &it.request)?;
    tx.run(
        INSERT,
        args![
            it.id,
            it.person,
            it.site,
            it.stage.code(),
            it.requested_at,
            it.promised_at,
            it.owner,
            request
        ],
    )?;
    askers::index(tx, it)?;
    index_born(tx, it)?;
    log::step(
        tx,
        it.id,
        it.person,
        StepKind::Asked,
        it.stage,
        it.requested_at,
        it.owner,
    )
}

/// Writes an inquiry as it stands now. Name, contact and rules are the person's own row.
pub fn update(tx: &mut Tx<'_>, dice: &dyn Dice, inquiry: &Inquiry) -> Result<(), RecordError> {
    let it = inquiry;
    let key = person::key(tx, it.person)?;
    let request = key.seal_json(dice, REQUEST, it.id.uuid(), &it.request)?;
    let loss = it.loss.as_ref();
    let loss = loss
        .map(|loss| key.seal_json(dice, LOSS, it.id.uuid(), loss))
        .transpose()?;
    tx.run(
        UPDATE,
        args![
            it.id,
            it.site,
            it.stage.code(),
            it.next_call_at,
            it.waiting_since,
            it.clinician,
            it.owner,
            it.joined_to,
            request,
            loss
        ],
    )?;
    askers::index(tx, it)?;
    index_born(tx, it)
}

fn index_born(tx: &mut Tx<'_>, inquiry: &Inquiry) -> Result<(), RecordError> {
    match inquiry.request.born {
        Some(born) => person::index_born(tx, inquiry.person, born.date()),
        None => Ok(()),
    }
}

/// One inquiry; nothing when there is none or the person was forgotten.
pub fn find(read: &mut impl Read, id: InquiryId) -> Result<Option<Inquiry>, RecordError> {
    let row = read.maybe(FIND, args![id])?;
    row.map(|kept| inquiry(read, kept)).transpose()
}

/// The requests of one person: their own, newest first, then those that were joined to them.
pub fn of_person(read: &mut impl Read, person: PersonId) -> Result<Vec<Inquiry>, RecordError> {
    let rows = read.all(OF_PERSON, args![person])?;
    opened(read, rows)
}

/// The requests of these people themselves, newest first.
pub fn own_of(read: &mut impl Read, people: &[PersonId]) -> Result<Vec<Inquiry>, RecordError> {
    let rows = read.all(OWN_OF, args![people])?;
    opened(read, rows)
}

/// What came in since `since` within reach and has ended, newest first, at most [`crate::people::patient::LIST_MAX`]. What
/// was joined to another request goes on with that one.
pub fn ended(
    read: &mut impl Read,
    within: &Within,
    since: Timestamp,
) -> Result<Vec<Inquiry>, RecordError> {
    let mut arguments = within.args();
    arguments.extend_from_slice(args_across![since]);
    let rows = read.all(ENDED, Args(&mut arguments))?;
    opened(read, rows)
}

/// The requests of these people within reach, whoever is known here first and of these the newest, at most
/// [`crate::people::patient::LIST_MAX`].
pub fn among(
    read: &mut impl Read,
    within: &Within,
    people: &[PersonId],
) -> Result<Vec<Inquiry>, RecordError> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut arguments = within.args();
    arguments.extend_from_slice(args_across![people]);
    let rows = read.all(AMONG, Args(&mut arguments))?;
    opened(read, rows)
}

/// The requests within reach whose person is found by what is looked for, whoever is known here first and of these the
/// newest, at most [`crate::people::patient::LIST_MAX`].
pub(crate) fn search_for(
    read: &mut impl Read,
    within: &Within,
    sought: &Sought,
) -> Result<Vec<Inquiry>, RecordError> {
    let mut arguments = within.args();
    arguments.extend(sought.tokens());
    let rows = read.all(SEARCH, Args(&mut arguments))?;
    opened(read, rows)
}

/// What ties `actor` to somebody who asked and is not in care, in the form of what ties them to somebody who is: the
/// clinician of the assessment stands where the counselor will.
pub fn facts(
    read: &mut impl Read,
    person: PersonId,
    actor: PersonId,
) -> Result<Option<Facts>, RecordError> {
    Ok(facts_of(read, &[person], actor)?.remove(&person))
}

/// The same for many people at once; whoever nobody asked for is left out.
pub fn facts_of(
    read: &mut impl Read,
    people: &[PersonId],
    actor: PersonId,
) -> Result<HashMap<PersonId, Facts>, RecordError> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let tied = read.all(FACTS, args![people, actor])?;
    Ok(tied
        .into_iter()
        .map(|(person, tied)| (person, tied.facts()))
        .collect())
}

/// What ties `actor` to these people, in care or asking for it: where they are in care, or else their latest request,
/// says it. Whoever is neither is left out. One by one this is what the lists within reach ask in SQL.
pub fn ties(
    read: &mut impl Read,
    people: &[PersonId],
    actor: PersonId,
) -> Result<HashMap<PersonId, Facts>, RecordError> {
    let mut facts = patient::facts_of(read, people, actor)?;
    let others: Vec<PersonId> = people
        .iter()
        .copied()
        .filter(|id| !facts.contains_key(id))
        .collect();
    facts.extend(facts_of(read, &others, actor)?);
    Ok(facts)
}

/// Moves somebody's inquiry forward to `to`; does nothing where there is none, where it ended, or where it is further.
pub fn advance(
    tx: &mut Tx<'_>,
    person: PersonId,
    to: Stage,
    at: Timestamp,
) -> Result<(), RecordError> {
    let Some((id, stage)) = tx.maybe(OPEN_OF, args![person])? else {
        return Ok(());
    };
    match moved(stage, Move::Forward(to)) {
        Ok(next) if next != stage => {
            let has_a_place = next == Stage::Admitted;
            tx.run(SET_STAGE, args![id, next.code(), has_a_place])?;
            log::step(tx, id, person, StepKind::Came, next, at, None)
        }
        _ => Ok(()),
    }
}

/// The people whose requests were joined to this person's: the same person under another key.
pub fn joined(read: &mut impl Read, person: PersonId) -> Result<Vec<PersonId>, RecordError> {
    read.all(JOINED, args![person])
}

/// One inquiry that came in, for counting.
#[derive(Clone, Debug)]
pub struct CameIn {
    /// Which.
    pub id: InquiryId,
    /// Where.
    pub site: SiteId,
    /// Where it stands.
    pub stage: Stage,
    /// When it came in.
    pub requested_at: Timestamp,
    /// Why it ended; nothing for whoever was forgotten.
    pub loss: Option<Loss>,
}

/// What came in between two instants.
pub fn came_in(
    read: &mut impl Read,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<CameIn>, RecordError> {
    let rows = read.all(CAME_IN, args![from, until])?;
    let read = &*read;
    let one = |kept: KeptLoss| {
        let loss = match (kept.loss, kept.key) {
            (Some(sealed), Some((wrapped, master))) => {
                let key = read.key_of(kept.person, &wrapped, &master)?;
                Some(key.open_json(LOSS, kept.id.uuid(), &sealed)?)
            }
            _ => None,
        };
        Ok(CameIn {
            id: kept.id,
            site: kept.site,
            stage: kept.stage,
            requested_at: kept.requested_at,
            loss,
        })
    };
    rows.into_iter().map(one).collect()
}

fn opened(read: &impl Read, rows: Vec<Kept>) -> Result<Vec<Inquiry>, RecordError> {
    rows.into_iter().map(|kept| inquiry(read, kept)).collect()
}

fn inquiry(read: &impl Read, kept: Kept) -> Result<Inquiry, RecordError> {
    let (id, person) = (kept.id, kept.person);
    let key = kept.named.key.open(read, person)?;
    let (name, contact) = kept.named.open_with(&key, person)?;
    let rules = kept.named.rules_with(&key, person)?;
    let request: Request = key.open_json(REQUEST, id.uuid(), &kept.request)?;
    let loss = kept.loss;
    Ok(Inquiry {
        id,
        person,
        name,
        contact,
        rules,
        request,
        site: kept.site,
        stage: kept.stage,
        requested_at: kept.requested_at,
        promised_at: kept.promised_at,
        next_call_at: kept.next_call_at,
        waiting_since: kept.waiting_since,
        clinician: kept.clinician,
        owner: kept.owner,
        loss: loss
            .map(|loss| key.open_json(LOSS, id.uuid(), &loss))
            .transpose()?,
        joined_to: kept.joined_to,
    })
}
