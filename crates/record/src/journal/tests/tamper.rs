//! What somebody with the database file, and without the keys, may try.

use super::super::{Chained, Checkpoint, NOTHING};
use super::{CHECKPOINTS, Desk, ENTRIES, TAMPERINGS, look};
use crate::FromRow as _;
use crate::seal::Vault;
use crate::store::engine::Connection;
use care::{OrganizationId, SeededDice};
use rusqlite::params;

const ENTRY: &str = filled!(
    "SELECT {} FROM journal j \
    LEFT JOIN journal_detail d ON d.organization_id = j.organization_id AND d.seq = j.seq WHERE j.seq = $1",
    Chained::COLUMNS
);

/// A tampering hand. Each trick answers the place where it has to be found.
struct Hand {
    connection: Connection,
    organization: OrganizationId,
    dice: SeededDice,
}

type Trick = (&'static str, fn(&mut Hand) -> i64);

const TRICKS: [Trick; 19] = [
    ("edit a column", Hand::edit),
    ("edit a column and its hash", Hand::edit_and_rehash),
    ("rebuild the chain from an entry on", Hand::rebuild),
    ("delete an entry", Hand::delete),
    ("swap two entries", Hand::swap),
    ("append a copy", Hand::append_copy),
    (
        "append a copy and move the head",
        Hand::append_copy_with_head,
    ),
    ("insert before the beginning", Hand::insert_before),
    ("cut the end off", Hand::cut),
    ("cut the end off and move the head", Hand::cut_with_head),
    ("edit details", Hand::edit_detail),
    ("remove details", Hand::remove_detail),
    ("move details", Hand::move_detail),
    ("add details", Hand::add_detail),
    ("pass details off as somebody else's", Hand::other_person),
    ("add details of no entry", Hand::stray_detail),
    ("rewrite a checkpoint", Hand::rewrite_checkpoint),
    ("move the head", Hand::move_head),
    ("remove the head", Hand::remove_head),
];

impl Hand {
    fn over(desk: &Desk) -> Self {
        let dice = SeededDice::new(17);
        Self {
            connection: desk.tampering(),
            organization: desk.organization,
            dice,
        }
    }

    fn run(&self, sql: &str, params: impl rusqlite::Params) -> usize {
        let Connection::Sqlite(sqlite) = &self.connection else {
            unreachable!()
        };
        sqlite
            .inner()
            .prepare_cached(sql)
            .unwrap()
            .execute(params)
            .unwrap()
    }

    fn below(&self, limit: i64) -> i64 {
        i64::try_from(self.dice.below(limit.unsigned_abs())).unwrap()
    }

    fn place(&self) -> i64 {
        1 + self.below(ENTRIES)
    }

    /// A place with details, or one without.
    fn place_with(&self, details: bool) -> i64 {
        loop {
            let seq = self.place();
            if (seq % 3 != 0) == details {
                return seq;
            }
        }
    }

    fn edit(&mut self) -> i64 {
        const EDITS: [&str; 10] = [
            "UPDATE journal SET at = at + 1 WHERE seq = ?1",
            "UPDATE journal SET actor_id = randomblob(16) WHERE seq = ?1",
            "UPDATE journal SET session_id = CASE WHEN session_id IS NULL THEN randomblob(16) END WHERE seq = ?1",
            "UPDATE journal SET action = 'person.edit' WHERE seq = ?1",
            "UPDATE journal SET rule = rule || ' ' WHERE seq = ?1",
            "UPDATE journal SET subject_kind = 'site' WHERE seq = ?1",
            "UPDATE journal SET subject_id = randomblob(16) WHERE seq = ?1",
            "UPDATE journal SET commitment = randomblob(32) WHERE seq = ?1",
            "UPDATE journal SET previous = randomblob(32) WHERE seq = ?1",
            "UPDATE journal SET hash = randomblob(abs(random() % 3) + 31) WHERE seq = ?1",
        ];
        let (seq, column) = (self.place(), self.below(10));
        assert_eq!(self.run(EDITS[usize::try_from(column).unwrap()], [seq]), 1);
        seq
    }

    fn entry(&mut self, seq: i64) -> Chained {
        let rows = self.connection.all(ENTRY, args_across![seq]).unwrap();
        rows[0].read().unwrap()
    }

    /// Gives an entry the hash that its content asks for, following `previous`.
    fn rehash(&mut self, seq: i64, previous: Option<[u8; 32]>) -> [u8; 32] {
        let mut entry = self.entry(seq);
        entry.previous = previous.unwrap_or(entry.previous);
        let hash = entry.expected_hash(self.organization);
        let sql = "UPDATE journal SET previous = ?2, hash = ?3 WHERE seq = ?1";
        self.run(sql, params![seq, entry.previous, hash]);
        hash
    }

    fn edit_and_rehash(&mut self) -> i64 {
        let seq = self.place();
        self.run(
            "UPDATE journal SET actor_id = randomblob(16) WHERE seq = ?1",
            [seq],
        );
        self.rehash(seq, None);
        // The entry itself agrees with itself now; what is signed or built upon it does not.
        if CHECKPOINTS.contains(&seq) {
            seq
        } else {
            seq + 1
        }
    }

    fn rebuild(&mut self) -> i64 {
        let from = self.place();
        self.run(
            "UPDATE journal SET actor_id = randomblob(16) WHERE seq = ?1",
            [from],
        );
        let mut previous = None;
        for seq in from..=ENTRIES {
            previous = Some(self.rehash(seq, previous));
        }
        self.run("UPDATE journal_head SET hash = ?1", [previous]);
        *CHECKPOINTS.iter().find(|signed| **signed >= from).unwrap()
    }

    fn delete(&mut self) -> i64 {
        let seq = self.place();
        self.run("DELETE FROM journal_detail WHERE seq = ?1", [seq]);
        self.run("DELETE FROM journal WHERE seq = ?1", [seq]);
        seq
    }

    fn swap(&mut self) -> i64 {
        let (one, other) = (self.place(), self.place());
        if one == other {
            return self.delete();
        }
        for table in ["journal", "journal_detail"] {
            for (from, to) in [(one, -1), (other, one), (-1, other)] {
                self.run(
                    &format!("UPDATE {table} SET seq = ?2 WHERE seq = ?1"),
                    [from, to],
                );
            }
        }
        one.min(other)
    }

    fn copy(&mut self, from: i64, to: i64) {
        let columns = "at, actor_id, session_id, action, rule, subject_kind, subject_id, commitment, previous, hash";
        let sql = format!(
            "INSERT INTO journal (organization_id, seq, {columns}) SELECT organization_id, ?2, {columns} \
                FROM journal WHERE seq = ?1"
        );
        self.run(&sql, [from, to]);
    }

    fn append_copy(&mut self) -> i64 {
        let from = self.place_with(false);
        self.copy(from, ENTRIES + 1);
        ENTRIES + 1
    }

    fn append_copy_with_head(&mut self) -> i64 {
        self.append_copy();
        self.run("UPDATE journal_head SET seq = ?1", [ENTRIES + 1]);
        ENTRIES + 1
    }

    fn insert_before(&mut self) -> i64 {
        let (from, to) = (self.place_with(false), -self.below(5));
        self.copy(from, to);
        to
    }

    fn cut(&mut self) -> i64 {
        let seq = self.place();
        self.run("DELETE FROM journal WHERE seq >= ?1", [seq]);
        self.run("DELETE FROM journal_detail WHERE seq >= ?1", [seq]);
        seq
    }

    fn cut_with_head(&mut self) -> i64 {
        let seq = self.cut();
        self.run("DELETE FROM journal_checkpoint WHERE seq >= ?1", [seq]);
        let sql = "UPDATE journal_head SET seq = ?1, hash = coalesce((SELECT hash FROM journal WHERE seq = ?1), ?2)";
        self.run(sql, params![seq - 1, NOTHING]);
        seq
    }

    fn edit_detail(&mut self) -> i64 {
        let seq = self.place_with(true);
        let sql = "UPDATE journal_detail SET sealed = randomblob(length(sealed)) WHERE seq = ?1";
        assert_eq!(self.run(sql, [seq]), 1);
        seq
    }

    fn remove_detail(&mut self) -> i64 {
        let seq = self.place_with(true);
        self.run("DELETE FROM journal_detail WHERE seq = ?1", [seq]);
        seq
    }

    fn move_detail(&mut self) -> i64 {
        let (from, to) = (self.place_with(true), self.place_with(true));
        if from == to {
            return self.remove_detail();
        }
        self.run("DELETE FROM journal_detail WHERE seq = ?1", [to]);
        self.run(
            "UPDATE journal_detail SET seq = ?2 WHERE seq = ?1",
            [from, to],
        );
        from.min(to)
    }

    fn add_detail(&mut self) -> i64 {
        let seq = self.place_with(false);
        let sql = "INSERT INTO journal_detail (organization_id, seq, person_id, sealed) SELECT organization_id, ?1, \
            person_id, sealed FROM journal_detail LIMIT 1";
        self.run(sql, [seq]);
        seq
    }

    fn other_person(&mut self) -> i64 {
        let seq = self.place_with(true);
        let sql = "UPDATE journal_detail SET person_id = randomblob(16) WHERE seq = ?1";
        assert_eq!(self.run(sql, [seq]), 1);
        seq
    }

    fn stray_detail(&mut self) -> i64 {
        let seq = ENTRIES + self.place();
        let sql = "INSERT INTO journal_detail (organization_id, seq, person_id, sealed) SELECT organization_id, ?1, \
            person_id, sealed FROM journal_detail LIMIT 1";
        self.run(sql, [seq]);
        seq
    }

    fn rewrite_checkpoint(&mut self) -> i64 {
        const EDITS: [&str; 5] = [
            "UPDATE journal_checkpoint SET at = at - 1 WHERE seq = ?1",
            "UPDATE journal_checkpoint SET hash = randomblob(32) WHERE seq = ?1",
            "UPDATE journal_checkpoint SET signer = randomblob(32) WHERE seq = ?1",
            "UPDATE journal_checkpoint SET signature = randomblob(64) WHERE seq = ?1",
            "UPDATE journal_checkpoint SET signature = x'00' WHERE seq = ?1",
        ];
        let seq = CHECKPOINTS[usize::try_from(self.below(3)).unwrap()];
        assert_eq!(
            self.run(EDITS[usize::try_from(self.below(5)).unwrap()], [seq]),
            1
        );
        seq
    }

    fn move_head(&mut self) -> i64 {
        match self.below(3) {
            0 => {
                self.run("UPDATE journal_head SET hash = randomblob(32)", []);
                ENTRIES
            }
            1 => {
                let by = self.place();
                self.run("UPDATE journal_head SET seq = seq + ?1", [by]);
                ENTRIES + 1
            }
            _ => {
                let by = self.place();
                self.run("UPDATE journal_head SET seq = seq - ?1", [by]);
                ENTRIES - by + 1
            }
        }
    }

    fn remove_head(&mut self) -> i64 {
        self.run("DELETE FROM journal_head", []);
        ENTRIES
    }
}

fn written() -> (Desk, Vec<Checkpoint>) {
    let desk = Desk::new();
    let people = [desk.add_person(), desk.add_person()];
    let mut outside = Vec::new();
    for seq in 1..=ENTRIES {
        desk.append(seq, &people);
        if CHECKPOINTS.contains(&seq) {
            outside.extend(desk.checkpoint(seq));
        }
    }
    assert_eq!(outside.len(), CHECKPOINTS.len());
    // Forgetting somebody must hide nothing that happens to the journal afterwards.
    desk.transact(|tx| crate::people::person::forget(tx, people[1], super::now()));
    (desk, outside)
}

#[test]
fn every_tampering_is_found_where_it_was_done() {
    let (desk, outside) = written();
    let vault = Vault::new(desk.masters.clone());
    let mut hand = Hand::over(&desk);
    let full = std::env::var_os("STEPWELL_FULL").is_some();
    let times = if full { TAMPERINGS.1 } else { TAMPERINGS.0 };
    for number in 0..times {
        // Opening the details is slow and finds nothing that their commitments do not; it is tried now and then.
        let keys = number % 16 == 0;
        let (what, trick) = TRICKS[number % TRICKS.len()];
        hand.connection.begin_write().unwrap();
        let place = trick(&mut hand);
        match look(
            &mut hand.connection,
            &vault,
            desk.organization,
            &outside,
            keys,
        ) {
            Err(fault) => assert_eq!(fault.seq, place, "{what}, number {number}: {fault}"),
            Ok(_) => panic!("{what} at {place}, number {number}, was not found"),
        }
        hand.connection.batch("ROLLBACK").unwrap();
        if number % 100 == 0 {
            let sound = look(
                &mut hand.connection,
                &vault,
                desk.organization,
                &outside,
                true,
            );
            let sound = sound.unwrap();
            assert_eq!(
                (sound.entries, sound.checkpoints),
                (ENTRIES, 2 * CHECKPOINTS.len())
            );
        }
    }
}

#[test]
fn a_forger_who_signs_with_a_key_of_their_own_is_found() {
    let (desk, outside) = written();
    let vault = Vault::new(desk.masters.clone());
    let mut hand = Hand::over(&desk);
    hand.connection.begin_write().unwrap();
    let from = hand.rebuild();
    let forger = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    for honest in &outside {
        let fake = Checkpoint {
            hash: hand.entry(honest.seq).hash,
            ..honest.clone()
        };
        let fake = fake.signed_by(&forger);
        let sql =
            "UPDATE journal_checkpoint SET hash = ?2, signer = ?3, signature = ?4 WHERE seq = ?1";
        hand.run(
            sql,
            params![fake.seq, fake.hash, fake.signer, fake.signature],
        );
    }
    let mut look = |outside: &[_], keys| {
        look(
            &mut hand.connection,
            &vault,
            desk.organization,
            outside,
            keys,
        )
        .map_err(|fault| fault.seq)
    };
    assert!(
        look(&[], false).is_ok(),
        "complete: only a key or the file outside can tell"
    );
    assert_eq!(look(&[], true), Err(CHECKPOINTS[0]));
    let fault = look(&outside, false).unwrap_err();
    assert!(fault == CHECKPOINTS[0] || fault == from, "{fault}");
}
