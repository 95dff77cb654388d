//! Two accounts behind which there may be one person: where that is looked for, refused and written down.

use crate::{Clinic, Refusal};
use care::PersonId;
use care::access::hands::{HANDS_DAYS, Hands};
use care::access::ways_in::{Grant, WayIn};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor, says_second};
use record::Read;
use record::access::{account, grant};
use std::collections::BTreeSet;

/// Who may be behind which account of the team.
pub(super) fn of_team(read: &mut impl Read, now: Timestamp) -> Result<Hands, Refusal> {
    let since = now - SignedDuration::from_hours(24 * HANDS_DAYS);
    let recent = grant::of_recent(read, since)?;
    let people: BTreeSet<PersonId> = recent.iter().map(|one| one.person).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let begun = account::begun_of(read, &people)?;
    Ok(Hands::of(&recent, &begun, says_second, now))
}

/// Why a yes is refused.
pub(super) fn one_hand() -> String {
    format!(
        "Somebody else has to say yes. In the last {HANDS_DAYS} days yours and the account that asked for this, or the one that it is for, came from one hand: one was made, sent to another address or let in with a link on paper by somebody alone. Where there is nobody else, whoever holds the server says it, with stepwell user confirm."
    )
}

/// What the journal keeps of a yes or a no: who asked, and who else may be behind either account.
pub(super) fn detail(grant: &Grant, hands: &Hands) -> serde_json::Value {
    let mut detail = match grant.change {
        WayIn::Given(role) => serde_json::json!({ "role": role }),
        WayIn::Qualified(credential) => serde_json::json!({ "credential": credential }),
        other => serde_json::json!({ "change": other.code() }),
    };
    detail["asked_by"] = serde_json::json!(grant.asked_by);
    for (of, whose) in [
        (grant.asked_by, "asked_by_account_of"),
        (grant.person, "for_account_of"),
    ] {
        let behind = hands.others(of);
        if !behind.is_empty() {
            detail[whose] = serde_json::json!(behind);
        }
    }
    detail
}

/// Keeps in the journal that one hand tried to be two.
pub(super) fn note_refused(clinic: &Clinic, actor: &Actor, grant: &Grant) -> Result<(), Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ConfirmRole)?;
        let detail = detail(grant, &of_team(look.read, look.now)?);
        let subject = ("person", grant.person.uuid());
        look.saw(
            "role.yes_refused",
            subject,
            Some(grant.person),
            Some(detail),
        );
        Ok(())
    })
}
