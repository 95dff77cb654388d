//! Whom a reader opened last, for the way back to them.
//!
//! Who somebody looked at is kept in the journal for ever, and there under each person and not under each reader. This
//! is ids in memory, by login: nothing of it is on a disk, in a browser or in another login, and it is gone with the
//! process. Names are read anew each time it is shown, within what the reader may see by then.

use super::saw_listed;
use crate::{Clinic, Refusal};
use care::people::patient::Patient;
use care::{LoginId, PersonId};
use door::reach_to_open;
use door::task::open;
use policy::{Action, Actor};
use record::people::patient;
use record::people::patient::Which;
use std::collections::VecDeque;
use std::sync::Mutex;

/// People kept of one login.
const PEOPLE_MAX: usize = 8;
/// Logins that something is kept of; the one that opened nobody for the longest time gives way.
const LOGINS_MAX: usize = 256;

/// Of each login whom it opened, the latest first; the login that opened somebody last stands first.
#[derive(Default)]
struct Opened(Mutex<VecDeque<(LoginId, VecDeque<PersonId>)>>);

impl Opened {
    fn note(&self, login: LoginId, person: PersonId) {
        let mut all = open(&self.0);
        let at = all.iter().position(|(one, _)| *one == login);
        let mut people = at
            .and_then(|at| all.remove(at))
            .map(|(_, people)| people)
            .unwrap_or_default();
        people.retain(|one| *one != person);
        people.push_front(person);
        people.truncate(PEOPLE_MAX);
        all.push_front((login, people));
        all.truncate(LOGINS_MAX);
    }

    fn of(&self, login: LoginId) -> Vec<PersonId> {
        let all = open(&self.0);
        let own = all.iter().find(|(one, _)| *one == login);
        own.map(|(_, people)| people.iter().copied().collect())
            .unwrap_or_default()
    }
}

/// Remembers that a page about somebody was opened. Whoever shows the page asked the policy, and told the journal.
pub fn opened(clinic: &Clinic, actor: &Actor, person: PersonId) {
    if let Some(login) = actor.session() {
        clinic.memory::<Opened>().note(login, person);
    }
}

/// Whom the actor opened last in this login, the latest first, as far as they may still see them. Whoever opened nobody
/// asks the record nothing.
pub fn recent(clinic: &Clinic, actor: &Actor) -> Result<Vec<Patient>, Refusal> {
    let login = actor.session();
    let people = login.map(|login| clinic.memory::<Opened>().of(login));
    let people = people.unwrap_or_default();
    if people.is_empty() {
        return Ok(Vec::new());
    }
    clinic.look(actor, |look| {
        look.permit(Action::SearchPatients)?;
        let within = reach_to_open(actor, look.now);
        let mut found = patient::among(look.read, &within, Which::Everybody, &people)?;
        found.sort_by_key(|patient| people.iter().position(|id| *id == patient.id));
        let shown: Vec<PersonId> = found.iter().map(|patient| patient.id).collect();
        saw_listed(look, &shown, false);
        Ok(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn login(number: u128) -> LoginId {
        LoginId::from(Uuid::from_u128(number))
    }

    fn person(number: u128) -> PersonId {
        PersonId::from(Uuid::from_u128(number))
    }

    #[test]
    fn the_latest_stands_first_once_and_another_login_has_its_own() {
        let opened = Opened::default();
        for number in [1, 2, 3, 1] {
            opened.note(login(1), person(number));
        }
        opened.note(login(2), person(9));
        assert_eq!(opened.of(login(1)), [person(1), person(3), person(2)]);
        assert_eq!(opened.of(login(2)), [person(9)]);
        assert!(opened.of(login(3)).is_empty());
    }

    #[test]
    fn neither_one_login_nor_all_of_them_grow_without_end() {
        let opened = Opened::default();
        for number in 0..20 {
            opened.note(login(0), person(number));
        }
        assert_eq!(opened.of(login(0)).len(), PEOPLE_MAX);
        for number in 1..=300 {
            opened.note(login(number), person(number));
        }
        assert!(opened.of(login(0)).is_empty());
        assert_eq!(opened.of(login(300)), [person(300)]);
    }
}
