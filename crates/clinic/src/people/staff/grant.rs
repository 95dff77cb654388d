//! Roles that one person alone cannot give, and the list of what changed in who can become whom.
//!
//! The rule: whoever opens records of people in care, or the journal, has that role from two people: an administrator
//! asks for it, and somebody whose role says the second yes ([`policy::says_second`]) confirms it, who is neither the one
//! who asked nor the one who gets it. Until then the role is not held, and to whoever has no other no link goes out.
//! A role is taken away at once. Nobody gives themselves a role. The same holds for the credentials that let somebody
//! choose less care than is safe by the criteria.
//!
//! Whoever chooses where somebody's link goes can become them. So another address for somebody who holds such a role, or
//! says yes, takes a yes as well, unless it is her own, whoever changed it: until then, and after a no, no link goes there.
//! And a role that waits is asked for anew when the name or the address of the person changes, so that nobody says yes to
//! somebody else than they saw.
//!
//! Two accounts are not two people. Who says yes is neither who asked nor whom it is for nor, for some days, one behind
//! whose account there may be the same person as behind one of these: see [`care::access::hands`]. Such a yes is refused,
//! the journal keeps that it was tried (`role.yes_refused`), and the list says whose hands may be behind either account.
//!
//! Two exceptions, both on the list and in the journal:
//!
//! - **The first of those who say yes.** Founding an organization makes one administrator, who opens no record. While
//!   nobody holds, or ever was given, a role that says the second yes, there is nobody to ask, and no record that the
//!   new member of staff could not be asked to keep from the start: she has her roles at once. It happens once. A role
//!   taken away or an account closed later does not bring it back, since the list forgets nothing. Nor can an
//!   administrator close the account of the last one who says yes, or take that role away: there would be nobody to ask.
//! - **The server's console.** Whoever runs commands there holds the files and the keys. `stepwell user add` and
//!   `stepwell user give` give any role at once, and `stepwell user confirm` says yes to what waits; that is also the way
//!   on when nobody who says yes is left, or none is another person than who asked.

use super::{StaffDraft, hands, left, link_for};
use crate::{Act, Clinic, Key, Refusal, mail};
use care::access::hands::Hands;
use care::access::ways_in::{Grant, Verdict, WayIn};
use care::people::staff::Staff;
use care::{Credential, GrantId, PersonId, Role};
use door::display_name_in;
use policy::{Action, Actor, says_second, wants_second};
use record::Read;
use record::access::{grant, login};
use record::people::staff;

/// What becomes of the roles that somebody is to have.
#[derive(Default)]
pub(super) struct Settled {
    /// Those they have from now on.
    pub roles: Vec<Role>,
    /// What they are qualified for from now on.
    pub credentials: Vec<Credential>,
    given: Vec<WayIn>,
    taken: Vec<WayIn>,
    /// What waits from now on, with who asked.
    asked: Vec<(WayIn, PersonId)>,
    withdrawn: Vec<GrantId>,
}

/// Sorts the roles that somebody is to have into those they have at once and those that wait; nothing is written yet.
pub(super) fn settle(
    act: &mut Act<'_, '_>,
    before: Option<&Staff>,
    draft: &StaffDraft,
) -> Result<Settled, Refusal> {
    let me = act.actor.person();
    let wanted = draft.roles.as_slice();
    let email = Some(&draft.email);
    let turned = before.is_some_and(|staff| staff.contact.email.as_ref() != email);
    let moved = turned || before.is_some_and(|staff| staff.name != draft.name);
    let own = before.is_some_and(|staff| staff.id == me);
    let held = before.map_or(&[][..], |staff| &staff.roles);
    let mut waiting = grant::waiting(act.tx)?;
    waiting.retain(|one| before.is_some_and(|staff| staff.id == one.person));
    let waits = |role: Role| {
        let mut all = waiting.iter();
        all.find(|one| one.change == WayIn::Given(role))
    };
    let console = act.actor.is(Role::Operator);
    let ever = grant::ever_given(act.tx)?;
    let first = !ever.into_iter().any(|(_, role)| says_second(role));
    let mut settled = Settled::default();
    for &role in wanted {
        if held.contains(&role) {
            settled.roles.push(role);
        } else if console || !wants_second(role) || first && says_second(role) {
            settled.roles.push(role);
            settled.given.push(WayIn::Given(role));
        } else {
            match waits(role) {
                // Whoever gets the role does not become who asked for it, so that who did stays no second person.
                Some(one) if moved && own => {
                    settled.asked.push((WayIn::Given(role), one.asked_by));
                }
                Some(_) if !moved => {}
                _ => settled.asked.push((WayIn::Given(role), me)),
            }
        }
    }
    let gone = |role: &&Role| !wanted.contains(role);
    let taken = held.iter().filter(gone).copied().map(WayIn::Taken);
    settled.taken = taken.collect();
    settled.qualify(before, draft, &waiting, (console, moved), me);
    // The console gives roles and does not see those that wait, so it takes none of them back either.
    let over = |one: &&Grant| match one.change {
        WayIn::Given(role) => {
            moved || settled.given.contains(&one.change) || !console && !wanted.contains(&role)
        }
        // What waits stands in no form, so leaving it away takes nothing back; a no does.
        WayIn::Qualified(_) => moved || settled.given.contains(&one.change),
        _ => turned,
    };
    settled.withdrawn = waiting.iter().filter(over).map(|one| one.id).collect();
    if settled.roles.is_empty() && !held.is_empty() {
        let sentence =
            "Leave one of their present roles until somebody has said yes to the new one.";
        return Err(Refusal::field("roles", sentence));
    }
    Ok(settled)
}

impl Settled {
    /// The same for what they are to be qualified for. What waits and is not asked for by this form goes on waiting, and
    /// is asked for anew where the name or the address changes.
    fn qualify(
        &mut self,
        before: Option<&Staff>,
        draft: &StaffDraft,
        waiting: &[Grant],
        (console, moved): (bool, bool),
        me: PersonId,
    ) {
        let held = before.map_or(&[][..], |staff| &staff.credentials);
        for &credential in &draft.credentials {
            let change = WayIn::Qualified(credential);
            let waits = waiting.iter().any(|one| one.change == change);
            if held.contains(&credential) || !credential.wants_second() {
                self.credentials.push(credential);
            } else if console {
                self.credentials.push(credential);
                self.given.push(change);
            } else if !waits {
                self.asked.push((change, me));
            }
        }
        let qualified = |one: &&Grant| matches!(one.change, WayIn::Qualified(_));
        let again = waiting.iter().filter(|one| moved && qualified(one));
        let again: Vec<_> = again
            .filter(|one| !self.given.contains(&one.change))
            .map(|one| (one.change, one.asked_by))
            .collect();
        self.asked.extend(again);
        let gone = held.iter().filter(|one| !draft.credentials.contains(one));
        let gone = gone.filter(|one| one.wants_second());
        self.taken.extend(gone.copied().map(WayIn::Unqualified));
    }

    /// Puts on the list what became of the roles, and tells those who can say yes.
    pub fn list(&self, act: &mut Act<'_, '_>, person: PersonId) -> Result<(), Refusal> {
        let verdict = Verdict {
            yes: false,
            by: act.actor.person(),
            at: act.now,
        };
        for id in &self.withdrawn {
            grant::decide(act.tx, *id, verdict)?;
        }
        for change in self.taken.iter().chain(&self.given) {
            note(act, person, *change)?;
        }
        for (change, by) in &self.asked {
            keep(act, person, *change, *by, None)?;
        }
        if self.asked.is_empty() {
            return Ok(());
        }
        tell(act, person)
    }
}

/// Tells those who can say yes that something waits for one; not the person it is for, who cannot.
fn tell(act: &mut Act<'_, '_>, person: PersonId) -> Result<(), Refusal> {
    let link = format!("{}/staff/roles", act.clinic.settings().base_url);
    let (hands, me) = (hands::of_team(act.tx, act.now)?, act.actor.person());
    for colleague in staff::all(act.tx)? {
        let one = |other| hands.may_be_one(colleague.id, other);
        let can = left::says_yes(&colleague) && !one(person) && !one(me);
        if let (true, Some(email)) = (can, &colleague.contact.email) {
            mail::enqueue(act, colleague.id, &mail::Mail::yes_waits(email, &link))?;
        }
    }
    Ok(())
}

/// Puts another address of a colleague on the list. Where it opens what takes two people, it waits for the second.
pub(super) fn redirected(act: &mut Act<'_, '_>, before: &Staff) -> Result<(), Refusal> {
    let guarded = |role: &Role| wants_second(*role) || says_second(*role);
    let alone = act.actor.is(Role::Operator) || act.actor.person() == before.id;
    // An address that waits still waits when it is changed once more, whatever roles were taken meanwhile.
    let holds = grant::address_holds(act.tx, before.id)?;
    if alone || holds && !before.roles.iter().any(guarded) {
        return note(act, before.id, WayIn::Redirected);
    }
    let by = act.actor.person();
    keep(act, before.id, WayIn::Redirected, by, None)?;
    tell(act, before.id)
}

/// Puts a change on the list that holds at once.
pub(crate) fn note(act: &mut Act<'_, '_>, person: PersonId, change: WayIn) -> Result<(), Refusal> {
    let verdict = Verdict {
        yes: true,
        by: act.actor.person(),
        at: act.now,
    };
    keep(act, person, change, verdict.by, Some(verdict))
}

fn keep(
    act: &mut Act<'_, '_>,
    person: PersonId,
    change: WayIn,
    asked_by: PersonId,
    verdict: Option<Verdict>,
) -> Result<(), Refusal> {
    let grant = Grant {
        id: act.id(),
        person,
        change,
        asked_by,
        asked_at: act.now,
        verdict,
    };
    Ok(grant::insert(act.tx, &grant)?)
}

/// A change with the names that a page shows; nothing in the place of a name is somebody forgotten, or the console.
pub struct ShownGrant {
    /// The change.
    pub grant: Grant,
    /// For whom.
    pub person: Option<String>,
    /// The address that they sign in with and that links go to.
    pub email: Option<String>,
    /// Who asked.
    pub asked_by: Option<String>,
    /// Who said yes or no.
    pub decided_by: Option<String>,
    /// Who may be behind the account of whoever asked: see [`care::access::hands`].
    pub behind: Vec<String>,
    /// Who may be behind the account that it is for.
    pub behind_person: Vec<String>,
    /// Whether the actor may say yes to it.
    pub may_confirm: bool,
}

/// What changed in who can become whom on the team, and what waits for a yes; that first. Nobody in care is named here.
pub fn changes(clinic: &Clinic, actor: &Actor) -> Result<Vec<ShownGrant>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ReviewRoles)?;
        let mut shown = Vec::new();
        let team = staff::all(look.read)?;
        let of_team = |id: PersonId| team.iter().find(|one| one.id == id);
        let named = |id: PersonId| of_team(id).map(|one| one.name.full());
        let hands = hands::of_team(look.read, look.now)?;
        for grant in grant::list(look.read)? {
            let behind = |of: PersonId| {
                let others = hands.others(of).into_iter();
                others.filter_map(named).collect::<Vec<String>>()
            };
            let email = of_team(grant.person).and_then(|one| one.contact.email.clone());
            shown.push(ShownGrant {
                email: email.map(String::from),
                person: named(grant.person),
                asked_by: named(grant.asked_by),
                decided_by: grant.verdict.and_then(|verdict| named(verdict.by)),
                behind: behind(grant.asked_by),
                behind_person: behind(grant.person),
                may_confirm: grant.verdict.is_none() && is_second(actor, &grant, &hands),
                grant,
            });
        }
        let about: Vec<PersonId> = shown.iter().map(|one| one.grant.person).collect();
        let detail = serde_json::json!({ "shown": about });
        let subject = ("organization", look.organization().uuid());
        look.saw("role.listed", subject, None, Some(detail));
        Ok(shown)
    })
}

/// Another address of somebody in care, asking for it or supporting somebody who is. It names who changed it and nobody
/// else: whom it is about is an id, under which the journal tells the rest.
pub struct Elsewhere {
    /// The change.
    pub grant: Grant,
    /// Who made it; nothing is somebody forgotten, or the console.
    pub by: Option<String>,
}

/// Whose links go to another address by now, of those who do not work here: for whoever reads the journal, and so not
/// for everybody who reviews roles.
pub fn elsewhere(clinic: &Clinic, actor: &Actor) -> Result<Vec<Elsewhere>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ReadJournal)?;
        let organization = look.organization();
        let team = staff::all(look.read)?;
        let named = |id: PersonId| {
            let found = team.iter().find(|one| one.id == id);
            found.map(|one| one.name.full())
        };
        let found = grant::list_redirected(look.read)?;
        let about: Vec<PersonId> = found.iter().map(|one| one.person).collect();
        let detail = serde_json::json!({ "shown": about });
        let subject = ("organization", organization.uuid());
        look.saw("role.listed", subject, None, Some(detail));
        let shown = found.into_iter().map(|grant| Elsewhere {
            by: named(grant.asked_by),
            grant,
        });
        Ok(shown.collect())
    })
}

/// Whether somebody is a second person to a change, as far as anybody knows: neither who asked nor whom it is for.
fn is_second(actor: &Actor, grant: &Grant, hands: &Hands) -> bool {
    let me = actor.person();
    ![grant.asked_by, grant.person]
        .into_iter()
        .any(|one| hands.may_be_one(one, me))
}

/// The roles that wait for a yes, for the team's pages.
pub fn waiting(clinic: &Clinic, actor: &Actor) -> Result<Vec<(PersonId, Role)>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::ViewStaff)?;
        waiting_in(look.read)
    })
}

/// The same, for whoever reads.
pub(super) fn waiting_in(read: &mut impl Read) -> Result<Vec<(PersonId, Role)>, Refusal> {
    let waiting = grant::waiting(read)?;
    let role = |one: Grant| Some((one.person, one.change.role()?));
    Ok(waiting.into_iter().filter_map(role).collect())
}

/// Says yes or no to a role, or an address, that somebody else asked for.
pub fn decide(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: GrantId,
    yes: bool,
) -> Result<(), Refusal> {
    let mut one_hand = None;
    let done = clinic.act(actor, key, ("decide_role", &(id, yes)), |act| {
        act.permit(Action::ConfirmRole)?;
        let grant = grant::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
        if let Some(verdict) = grant.verdict {
            return Err(Refusal::Conflict(decided(act, &grant, verdict)?));
        }
        if yes && [grant.asked_by, grant.person].contains(&actor.person()) {
            let sentence =
                "Somebody else has to say yes: not who asked for it, and not whom it is for.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        let hands = hands::of_team(act.tx, act.now)?;
        if yes && !is_second(actor, &grant, &hands) {
            one_hand = Some(grant);
            return Err(Refusal::Conflict(hands::one_hand()));
        }
        let verdict = Verdict {
            yes,
            by: actor.person(),
            at: act.now,
        };
        if !grant::decide(act.tx, id, verdict)? {
            let sentence = "Somebody said yes or no to this in the meantime.";
            return Err(Refusal::Conflict(sentence.to_owned()));
        }
        // A yes to an address is what lets a link go there; nothing else waits for it.
        match grant.change {
            WayIn::Given(role) if yes => give(act, grant.person, role)?,
            WayIn::Qualified(credential) if yes => qualify(act, grant.person, credential)?,
            _ => {}
        }
        let detail = hands::detail(&grant, &hands);
        act.journal(
            if yes {
                "role.confirmed"
            } else {
                "role.declined"
            },
            ("person", grant.person.uuid()),
            Some(grant.person),
            Some(detail),
        )
    });
    // In a look of its own: what a refused act wrote is undone.
    if let (Err(_), Some(grant)) = (&done, one_hand) {
        hands::note_refused(clinic, actor, &grant)?;
    }
    done
}

/// What became of a change already, and by whom.
fn decided(act: &mut Act<'_, '_>, grant: &Grant, verdict: Verdict) -> Result<String, Refusal> {
    let what = match (verdict.yes, verdict.by == grant.asked_by) {
        (true, _) => "confirmed",
        (false, true) => "withdrawn",
        (false, false) => "declined",
    };
    let by = if verdict.by == act.actor.person() {
        "you".to_owned()
    } else if verdict.by.uuid().is_nil() {
        "the server’s console".to_owned()
    } else {
        display_name_in(act.tx, verdict.by)?
            .unwrap_or_else(|| "somebody since forgotten".to_owned())
    };
    let whom = display_name_in(act.tx, grant.person)?
        .map(|name| format!(" for {name}"))
        .unwrap_or_default();
    Ok(format!(
        "“{}”{whom} was already {what} by {by}. Nothing was changed now.",
        grant.change.sentence()
    ))
}

fn qualify(act: &mut Act<'_, '_>, person: PersonId, credential: Credential) -> Result<(), Refusal> {
    let staff = staff::find(act.tx, person)?.ok_or(Refusal::NotFound)?;
    if staff.credentials.contains(&credential) {
        return Ok(());
    }
    Ok(staff::add_credential(act.tx, person, credential)?)
}

fn give(act: &mut Act<'_, '_>, person: PersonId, role: Role) -> Result<(), Refusal> {
    let staff = staff::find(act.tx, person)?.ok_or(Refusal::NotFound)?;
    if staff.roles.contains(&role) {
        return Ok(());
    }
    staff::add_role(act.tx, person, role)?;
    login::end_all(act.tx, person, act.now)?;
    // Whoever had no role yet was sent no link either.
    if staff.roles.is_empty() && staff.disabled_at.is_none() {
        link_for(act, &staff)?;
    }
    Ok(())
}
