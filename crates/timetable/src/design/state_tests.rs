//! The incremental cost equals the score from scratch, after any moves and any undoing.

use super::alone::Ground;
use super::rebuild::Rebuild;
use super::site::Places;
use super::state::DesignState;
use crate::dice::Dice;
use crate::instance::Instance;
use crate::score;
use crate::tiny::{self, Size};
use crate::week::SCALE;

const MOVES: usize = 10_000;
const SMALL: Size = Size {
    people: 8,
    process: 3,
    others: 9,
    units: 10,
};

fn check(state: &DesignState) {
    let s = score(state.instance, &state.solution());
    assert_eq!(s.total * SCALE, state.cost);
    assert!(s.broken.is_empty(), "{:?}", s.broken);
}

#[test]
fn incremental_equals_scratch_after_random_moves() {
    for seed in 0..4 {
        let instance = Instance::new(tiny::instance(seed, SMALL)).expect("valid");
        let places = Places::new(&instance);
        let mut ground = Ground::new(&instance);
        let mut state = DesignState::new(&instance);
        let mut dice = Dice::new(seed);
        let mut rebuild = Rebuild::default();
        for step in 0..MOVES / 4 {
            let before = (state.cost, state.solution());
            let p = dice.below(instance.people().len());
            match dice.below(4) {
                0 => state.clear_week(p),
                1 => state.plan(p),
                _ => {
                    let gone = [dice.below(instance.groups().len()) as u32];
                    rebuild.run(
                        &mut state,
                        &places,
                        &mut ground,
                        &gone,
                        300 * SCALE,
                        &mut dice,
                    );
                }
            }
            if dice.chance(30) {
                state.undo();
                assert_eq!(
                    (state.cost, state.solution()),
                    before,
                    "undone at step {step}"
                );
            }
            state.commit();
            check(&state);
        }
        assert!(state.placed() > 0, "seed {seed} must place somebody");
    }
}
