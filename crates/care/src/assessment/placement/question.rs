//! The one question that would help most.
//!
//! Every open question is tried with every answer it could have, and what would remain open is averaged. All answers
//! count alike, because nobody knows how likely each is for this person; the wording says "would help most", not more.

use super::Verdict;
use super::state::State;
use crate::assessment::finding::{QuestionId, Reading};
use crate::assessment::protocol::{Protocol, Slot};

/// A question worth asking next.
#[derive(Clone, PartialEq, Debug)]
pub struct Ask {
    /// Which.
    pub question: QuestionId,
    /// What each answer would lead to.
    pub tried: Vec<Tried>,
    /// How much is open now: unknown criteria, counted once for each level they keep in doubt.
    pub open_now: u32,
    /// How much would be open on average after the answer.
    pub open_after: f64,
}

/// One possible answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tried {
    /// Its position.
    pub answer: i32,
    /// What the criteria would then say.
    pub verdict: Verdict,
    /// How much would still be open.
    pub open: u32,
}

/// The best question, if any could change the level.
pub fn best(protocol: &Protocol, readings: &mut [Reading], state: State) -> Option<Ask> {
    let relevant = state.relevant(protocol);
    let mut best: Option<(Rank, usize)> = None;
    for (at, slot) in protocol.slots.iter().enumerate() {
        if slot.criteria & relevant == 0 || readings[at].is_known() {
            continue;
        }
        let (mut sum, mut answers) = (0, 0);
        each(protocol, readings, state, (at, slot), |_, after| {
            sum += after.openness(protocol);
            answers += 1;
        });
        let rank = Rank {
            after: average(sum, answers),
            reach: reach(protocol, slot.criteria & relevant),
            seconds: slot.question.question().seconds,
        };
        if best.is_none_or(|(known, _)| rank.beats(known)) {
            best = Some((rank, at));
        }
    }
    best.map(|(rank, at)| explain(protocol, readings, state, at, rank.after))
}

/// By what questions are compared: least open after; then the most intensive level at stake, because danger is asked
/// about first; then the shorter one. What is still equal stays in the order of the protocol.
#[derive(Clone, Copy)]
struct Rank {
    after: f64,
    reach: usize,
    seconds: u16,
}

impl Rank {
    fn beats(self, other: Self) -> bool {
        self.after
            .total_cmp(&other.after)
            .then(other.reach.cmp(&self.reach))
            .then(self.seconds.cmp(&other.seconds))
            .is_lt()
    }
}

fn reach(protocol: &Protocol, criteria: u64) -> usize {
    protocol
        .bearing
        .iter()
        .rposition(|bearing| bearing & criteria != 0)
        .unwrap_or(0)
}

fn average(sum: u32, answers: u32) -> f64 {
    f64::from(sum) / f64::from(answers.max(1))
}

/// Tries every answer that is still possible, and leaves the readings as they were.
fn each(
    protocol: &Protocol,
    readings: &mut [Reading],
    state: State,
    (at, slot): (usize, &Slot),
    mut visit: impl FnMut(i32, State),
) {
    let before = readings[at];
    let possible = before.plain;
    for answer in &slot.positions {
        if (possible.low..=possible.high).contains(answer) {
            readings[at] = Reading::exactly(*answer);
            visit(*answer, state.again(protocol, readings, slot.criteria));
        }
    }
    readings[at] = before;
}

fn explain(
    protocol: &Protocol,
    readings: &mut [Reading],
    state: State,
    at: usize,
    open_after: f64,
) -> Ask {
    let slot = &protocol.slots[at];
    let mut tried = Vec::with_capacity(slot.positions.len());
    each(protocol, readings, state, (at, slot), |answer, after| {
        tried.push(Tried {
            answer,
            verdict: after.verdict(protocol),
            open: after.openness(protocol),
        });
    });
    Ask {
        question: slot.question,
        tried,
        open_now: state.openness(protocol),
        open_after,
    }
}
