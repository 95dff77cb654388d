//! Whose hand may be behind an account.
//!
//! What takes two people takes nothing where one of them has two accounts. Whoever makes an account, chooses where its
//! links go or holds one of them in their hands can be the one who uses it, until somebody else had a part in it. So for
//! some days the two count as one, and so do two accounts behind which there may be the same third.

use crate::access::ways_in::{Grant, WayIn};
use crate::{PersonId, Role};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// For how many days an account counts as one with whoever made it, sent its links elsewhere or held one. A house rule,
/// because what is written about separating duties names no number: within a working week a colleague who is real has
/// been seen by the others, and whoever reads the list of changes has missed one who is not.
pub const HANDS_DAYS: i64 = 7;

/// How an account began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AccountBegun {
    /// When it was made.
    pub made_at: Timestamp,
    /// When somebody first signed in to it, if anybody did.
    pub signed_in_at: Option<Timestamp>,
}

/// Who may be behind which account.
#[derive(Default, Debug)]
pub struct Hands(BTreeMap<PersonId, BTreeSet<PersonId>>);

impl Hands {
    /// From all changes to people of whom something was changed in the last [`HANDS_DAYS`], and how the accounts of
    /// these began. `says_yes` tells which roles say the second yes: the first who got such a role has it from the
    /// founder alone, because there was nobody else to ask, and she is taken for another person than who named her, or a
    /// new place could never begin. That holds for what brought her in, until she first signed in, and for nothing after.
    pub fn of(
        grants: &[Grant],
        begun: &HashMap<PersonId, AccountBegun>,
        says_yes: impl Fn(Role) -> bool,
        now: Timestamp,
    ) -> Self {
        let mut people: BTreeMap<PersonId, Vec<&Grant>> = BTreeMap::new();
        for grant in grants {
            people.entry(grant.person).or_default().push(grant);
        }
        let mut hands = Self::default();
        for (person, changes) in people {
            let begun = begun.get(&person);
            let made_at = begun.map(|begun| begun.made_at);
            // Of an account that is gone the list alone tells; it begins with what the account was made with.
            let made_at = made_at.or_else(|| changes.iter().map(|one| one.asked_at).min());
            let signed_in = begun.and_then(|begun| begun.signed_in_at);
            for change in &changes {
                let by = change.asked_by;
                let brings_in = signed_in.is_none_or(|at| change.asked_at <= at);
                let first = brings_in && changes.iter().any(|one| names_first(one, by, &says_yes));
                let opens = opens_alone(change, made_at) && is_recent(change, now);
                if opens && !first && !is_known_to_another(change, &changes) {
                    hands.0.entry(person).or_default().insert(by);
                }
            }
        }
        hands
    }

    /// Who may be behind an account: its owner, whoever had it in their hands, and whoever had theirs.
    fn behind(&self, person: PersonId) -> BTreeSet<PersonId> {
        let mut found = BTreeSet::from([person]);
        let mut open = vec![person];
        while let Some(one) = open.pop() {
            for by in self.0.get(&one).into_iter().flatten() {
                if found.insert(*by) {
                    open.push(*by);
                }
            }
        }
        found
    }

    /// Who else may be behind an account.
    pub fn others(&self, person: PersonId) -> Vec<PersonId> {
        let behind = self.behind(person).into_iter();
        behind.filter(|one| *one != person).collect()
    }

    /// Whether one person may be behind both accounts.
    pub fn may_be_one(&self, one: PersonId, other: PersonId) -> bool {
        !self.behind(one).is_disjoint(&self.behind(other))
    }
}

fn is_recent(change: &Grant, now: Timestamp) -> bool {
    now.duration_since(change.asked_at) < SignedDuration::from_hours(24 * HANDS_DAYS)
}

/// Whether whoever asked for a change can use the account by it, with nobody else. Whoever holds the server holds all of
/// it, and is nobody's colleague.
fn opens_alone(change: &Grant, made_at: Option<Timestamp>) -> bool {
    let by = change.asked_by;
    if by.uuid().is_nil() || by == change.person {
        return false;
    }
    match change.change {
        // What was asked when the account was made is what it was made with. One that is older than the list was made by
        // nobody on it.
        WayIn::Given(_) => Some(change.asked_at) == made_at,
        WayIn::Redirected => change.verdict.is_some_and(|said| said.yes && said.by == by),
        WayIn::HandedOut => true,
        _ => false,
    }
}

/// Whether by it the founder named the first who says yes: nobody else was asked, because there was nobody.
fn names_first(change: &Grant, by: PersonId, says_yes: impl Fn(Role) -> bool) -> bool {
    let alone = change.verdict.is_some_and(|said| said.yes && said.by == by);
    let named = matches!(change.change, WayIn::Given(role) if says_yes(role));
    named && alone && change.asked_by == by
}

/// Whether somebody else, asked about the person since, said yes: a third one, or whoever holds the server.
fn is_known_to_another(change: &Grant, all: &[&Grant]) -> bool {
    all.iter().any(|one| {
        one.verdict.is_some_and(|said| {
            let asked = said.by != one.asked_by || said.by.uuid().is_nil();
            let third = said.by != change.asked_by && said.by != change.person;
            said.yes && asked && third && said.at >= change.asked_at
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::ways_in::Verdict;
    use uuid::Uuid;

    const ADA: u128 = 1;
    const BEA: u128 = 2;
    const CAL: u128 = 3;
    const DEE: u128 = 4;

    fn id(number: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(number))
    }

    fn at(hours: i64) -> Timestamp {
        let start: Timestamp = "2026-03-02T17:00:00Z".parse().unwrap();
        start + SignedDuration::from_hours(hours)
    }

    /// A change to somebody, asked for by somebody, with who said yes to it.
    fn change(person: u128, change: WayIn, asked_by: u128, yes: Option<u128>, hours: i64) -> Grant {
        Grant {
            id: crate::GrantId::from(Uuid::from_u128(9)),
            person: id(person),
            change,
            asked_by: id(asked_by),
            asked_at: at(hours),
            verdict: yes.map(|by| Verdict {
                yes: true,
                by: id(by),
                at: at(hours),
            }),
        }
    }

    fn says_yes(role: Role) -> bool {
        matches!(role, Role::ClinicalDirector | Role::PrivacyOfficer)
    }

    fn hands(grants: &[Grant], hours: i64) -> Hands {
        Hands::of(grants, &HashMap::new(), says_yes, at(hours))
    }

    /// The same where an account was made, and somebody first signed in to it, at these hours.
    fn hands_of(
        grants: &[Grant],
        (person, made, signed_in): (u128, i64, Option<i64>),
        hours: i64,
    ) -> Hands {
        let begun = AccountBegun {
            made_at: at(made),
            signed_in_at: signed_in.map(at),
        };
        let begun = HashMap::from([(id(person), begun)]);
        Hands::of(grants, &begun, says_yes, at(hours))
    }

    const RUNS: WayIn = WayIn::Given(Role::ProgramAdministrator);
    const COUNSELS: WayIn = WayIn::Given(Role::Counselor);

    #[test]
    fn an_account_is_one_with_whoever_made_it_for_some_days() {
        let made = [change(BEA, RUNS, ADA, Some(ADA), 0)];
        let days = 24 * HANDS_DAYS;
        assert!(hands(&made, 1).may_be_one(id(ADA), id(BEA)));
        assert!(hands(&made, days - 1).may_be_one(id(BEA), id(ADA)));
        assert!(!hands(&made, days).may_be_one(id(BEA), id(ADA)));
        assert_eq!(hands(&made, 1).others(id(BEA)), [id(ADA)]);
        assert!(hands(&made, 1).others(id(ADA)).is_empty());
    }

    #[test]
    fn a_role_for_somebody_who_was_there_before_makes_nobody_one() {
        let grants = [
            change(BEA, RUNS, 0, Some(0), 0),
            change(BEA, RUNS, ADA, Some(ADA), 900),
        ];
        assert!(!hands(&grants, 901).may_be_one(id(ADA), id(BEA)));
    }

    #[test]
    fn the_first_entry_about_an_account_that_is_older_than_the_list_is_not_its_making() {
        let given = [change(BEA, RUNS, ADA, Some(ADA), 0)];
        let of = |made| hands_of(&given, (BEA, made, None), 1).may_be_one(id(ADA), id(BEA));
        assert!(of(0), "it was made then");
        assert!(!of(-900), "she was here long before");
    }

    #[test]
    fn two_accounts_that_the_same_person_made_are_one_and_so_is_one_made_by_a_made_one() {
        let made = [
            change(BEA, RUNS, ADA, Some(ADA), 0),
            change(CAL, RUNS, ADA, Some(ADA), 0),
            change(DEE, RUNS, CAL, Some(CAL), 1),
        ];
        let hands = hands(&made, 2);
        for (one, other) in [(BEA, CAL), (BEA, DEE), (DEE, ADA)] {
            assert!(hands.may_be_one(id(one), id(other)), "{one} {other}");
        }
    }

    #[test]
    fn a_third_person_who_said_yes_since_tells_them_apart() {
        let mut made = vec![change(BEA, COUNSELS, ADA, Some(CAL), 0)];
        assert!(!hands(&made, 1).may_be_one(id(ADA), id(BEA)));
        // Whoever takes the link after that yes can use the account.
        made.push(change(BEA, WayIn::HandedOut, DEE, Some(DEE), 2));
        assert!(hands(&made, 3).may_be_one(id(DEE), id(BEA)));
        assert!(!hands(&made, 3).may_be_one(id(ADA), id(BEA)));
        // The server is a third one; whoever took the link is none by taking it.
        made.push(change(BEA, RUNS, 0, Some(0), 4));
        assert!(!hands(&made, 5).may_be_one(id(DEE), id(BEA)));
    }

    #[test]
    fn an_address_that_waits_or_was_said_yes_to_by_another_makes_nobody_one() {
        let here = change(BEA, RUNS, 0, Some(0), 0);
        let moved = |yes| [here, change(BEA, WayIn::Redirected, ADA, yes, 900)];
        assert!(hands(&moved(Some(ADA)), 901).may_be_one(id(ADA), id(BEA)));
        assert!(!hands(&moved(None), 901).may_be_one(id(ADA), id(BEA)));
        assert!(!hands(&moved(Some(CAL)), 901).may_be_one(id(ADA), id(BEA)));
    }

    #[test]
    fn the_first_who_says_yes_is_another_person_than_who_named_her() {
        let first = WayIn::Given(Role::ClinicalDirector);
        let grants = [
            change(BEA, first, ADA, Some(ADA), 0),
            change(BEA, WayIn::HandedOut, ADA, Some(ADA), 1),
        ];
        assert!(!hands(&grants, 2).may_be_one(id(ADA), id(BEA)));
        let later = [change(BEA, WayIn::HandedOut, CAL, Some(CAL), 2)];
        let all = [&grants[..], &later[..]].concat();
        assert!(hands(&all, 3).may_be_one(id(CAL), id(BEA)));
    }

    #[test]
    fn whoever_named_the_first_who_says_yes_counts_again_once_she_has_signed_in() {
        let first = WayIn::Given(Role::ClinicalDirector);
        for later in [WayIn::HandedOut, WayIn::Redirected] {
            let grants = [
                change(BEA, first, ADA, Some(ADA), 0),
                change(BEA, WayIn::HandedOut, ADA, Some(ADA), 1),
                change(BEA, later, ADA, Some(ADA), 30),
            ];
            let one = |grants: &[Grant], signed_in| {
                hands_of(grants, (BEA, 0, signed_in), 31).may_be_one(id(ADA), id(BEA))
            };
            assert!(!one(&grants[..2], Some(2)), "what brought her in");
            assert!(!one(&grants, None), "nobody was brought in yet");
            assert!(!one(&grants, Some(30)), "at that moment");
            assert!(one(&grants, Some(2)), "{later:?} after she was in");
        }
    }

    #[test]
    fn whoever_holds_the_server_is_nobodys_other_hand() {
        let made = [
            change(BEA, RUNS, 0, Some(0), 0),
            change(CAL, RUNS, 0, Some(0), 0),
        ];
        assert!(!hands(&made, 1).may_be_one(id(BEA), id(CAL)));
    }
}
