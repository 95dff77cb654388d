//! Who was told of a signal, when and by which way.

use crate::{Read, RecordError, Tx};
use care::followup::clock::Rung;
use care::{AlertId, PersonId, Role, SignalId, SiteId};
use jiff::Timestamp;

statements! {
    INSERT = "INSERT INTO signal_alert (organization_id, alert_id, signal_id, staff_id, step, rung, raised_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_SIGNAL: Alert = "SELECT {} FROM signal_alert a WHERE a.organization_id = $1 AND a.signal_id = $2 \
        ORDER BY a.raised_at, a.alert_id";
    FIND: Alert = "SELECT {} FROM signal_alert a WHERE a.organization_id = $1 AND a.alert_id = $2";
    TOLD = "UPDATE signal_alert SET told_at = $3, way = $4 \
        WHERE organization_id = $1 AND alert_id = $2 AND told_at IS NULL";
    OPENED = "UPDATE signal_alert SET opened_at = $4 \
        WHERE organization_id = $1 AND signal_id = $2 AND staff_id = $3 AND opened_at IS NULL";
    /// Who opened it is what the journal says.
    VIEWED: (PersonId, Timestamp) = "SELECT actor_id, min(at) FROM journal \
        WHERE organization_id = $1 AND subject_id = $2 AND action = $3 GROUP BY actor_id ORDER BY min(seq)";
    DIRECTORS: (PersonId, i64) = "\
        SELECT r.person_id, (SELECT count(*) FROM staff_site w WHERE w.organization_id = r.organization_id \
        AND w.person_id = r.person_id AND w.site_id = $2) FROM staff_role r \
        LEFT JOIN account a ON a.organization_id = r.organization_id AND a.person_id = r.person_id \
        WHERE r.organization_id = $1 AND r.role = $3 AND a.disabled_at IS NULL ORDER BY r.person_id";
}

/// One telling of a signal to one member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// Of which signal.
    pub signal: SignalId,
    /// Who is to be told.
    pub staff: PersonId,
    /// At which step.
    pub step: u16,
    /// As what.
    pub rung: Rung,
    /// Since when.
    pub raised_at: Timestamp,
    /// When it reached them, and by which way: a page, a push, mail.
    pub told: Option<(Timestamp, String)>,
    /// When they opened it.
    pub opened_at: Option<Timestamp>,
}

coded! { Rung }

row! {
    Alert of a {
        id = alert_id,
        signal = signal_id,
        staff = staff_id,
        step,
        rung,
        raised_at,
        told = (told_at, way),
        opened_at,
    }
}

/// Notes that somebody is to be told.
pub fn insert(tx: &mut Tx<'_>, alert: &Alert) -> Result<(), RecordError> {
    let rung = alert.rung.code();
    let (step, at) = (alert.step, alert.raised_at);
    tx.run(
        INSERT,
        args![alert.id, alert.signal, alert.staff, step, rung, at],
    )
    .map(drop)
}

/// Who was to be told of a signal, in order.
pub fn of_signal(read: &mut impl Read, signal: SignalId) -> Result<Vec<Alert>, RecordError> {
    read.all(OF_SIGNAL, args![signal])
}

/// One alert.
pub fn find(read: &mut impl Read, id: AlertId) -> Result<Option<Alert>, RecordError> {
    read.maybe(FIND, args![id])
}

/// Notes that an alert reached somebody; answers whether it had not before.
pub fn told(tx: &mut Tx<'_>, id: AlertId, way: &str, at: Timestamp) -> Result<bool, RecordError> {
    Ok(tx.run(TOLD, args![id, at, way])? == 1)
}

/// Notes that somebody opened a signal of which they were told.
pub fn opened(
    tx: &mut Tx<'_>,
    signal: SignalId,
    staff: PersonId,
    at: Timestamp,
) -> Result<(), RecordError> {
    tx.run(OPENED, args![signal, staff, at]).map(drop)
}

/// Who looked at a signal, each with the first time, however often they did.
pub fn viewed(
    read: &mut impl Read,
    signal: SignalId,
) -> Result<Vec<(PersonId, Timestamp)>, RecordError> {
    read.all(VIEWED, args![signal.uuid(), "signal.viewed"])
}

/// The clinical directors of a site; of the whole organization where the site has none.
pub fn directors(read: &mut impl Read, site: SiteId) -> Result<Vec<PersonId>, RecordError> {
    let (own, all) = holding(read, site, Role::ClinicalDirector)?;
    Ok(if own.is_empty() { all } else { own })
}

/// The medical providers of a site.
pub fn providers(read: &mut impl Read, site: SiteId) -> Result<Vec<PersonId>, RecordError> {
    let (own, _) = holding(read, site, Role::MedicalProvider)?;
    Ok(own)
}

/// Who is told in their place where the organization has no clinical director: whoever may answer at the site, and else
/// the administrators, who can find somebody.
pub fn stand_ins(read: &mut impl Read, site: SiteId) -> Result<Vec<PersonId>, RecordError> {
    for role in [
        Role::MedicalProvider,
        Role::Counselor,
        Role::IntakeCoordinator,
    ] {
        let (own, _) = holding(read, site, role)?;
        if !own.is_empty() {
            return Ok(own);
        }
    }
    let (_, all) = holding(read, site, Role::ProgramAdministrator)?;
    Ok(all)
}

/// Who has a role and can sign in: at the site, and anywhere.
fn holding(
    read: &mut impl Read,
    site: SiteId,
    role: Role,
) -> Result<(Vec<PersonId>, Vec<PersonId>), RecordError> {
    let rows = read.all(DIRECTORS, args![site, role.code()])?;
    let (mut own, mut all) = (Vec::new(), Vec::new());
    for (person, here) in rows {
        all.push(person);
        if here > 0 {
            own.push(person);
        }
    }
    Ok((own, all))
}
