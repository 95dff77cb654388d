//! A seating costs what the best of all seatings costs.

use super::seating::Seating;
use crate::dice::Dice;
use crate::week::INFINITE;

/// The best of all seatings, by trying them.
fn least(cost: &[Vec<i64>], out: &[i64], seats: &mut [usize], p: usize) -> i64 {
    if p == cost.len() {
        return 0;
    }
    let mut best = out[p] + least(cost, out, seats, p + 1);
    for g in 0..seats.len() {
        if seats[g] > 0 && cost[p][g] < INFINITE {
            seats[g] -= 1;
            best = best.min(cost[p][g] + least(cost, out, seats, p + 1));
            seats[g] += 1;
        }
    }
    best
}

#[test]
fn nobody_could_sit_better() {
    let mut seating = Seating::default();
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let (people, groups) = (1 + dice.below(6), 1 + dice.below(3));
        let cost: Vec<Vec<i64>> = (0..people)
            .map(|_| {
                let one = |dice: &mut Dice| match dice.below(4) {
                    0 => INFINITE,
                    _ => dice.below(100) as i64,
                };
                (0..groups).map(|_| one(&mut dice)).collect()
            })
            .collect();
        let out: Vec<i64> = (0..people).map(|_| 50 + dice.below(100) as i64).collect();
        let mut seats: Vec<usize> = (0..groups).map(|_| dice.below(4)).collect();
        let total = seating.seat(&cost, &out, &seats);
        let paid = |p: usize| seating.seat[p].map_or(out[p], |g| cost[p][g]);
        assert_eq!(total, (0..people).map(paid).sum::<i64>(), "seed {seed}");
        for (g, most) in seats.iter().enumerate() {
            let sitting = seating.seat.iter().filter(|s| **s == Some(g)).count();
            assert!(
                sitting <= *most && sitting == seating.size(g),
                "seed {seed}"
            );
        }
        assert_eq!(total, least(&cost, &out, &mut seats, 0), "seed {seed}");
    }
}
