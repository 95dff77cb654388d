use super::*;

fn piece(lane: usize, from_min: u16, until_min: u16) -> Piece {
    Piece {
        lane,
        from_min,
        until_min,
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn minute(&mut self) -> u16 {
        u16::try_from(self.below(1_500)).unwrap()
    }
}

#[test]
fn no_block_is_drawn_over_another_and_every_one_is_in_bounds_or_told() {
    let mut numbers = Numbers(7);
    let (mut whole, mut folded, mut left) = (0, 0, 0);
    for _ in 0..4_000 {
        let shown_min = 60 * (1 + u16::try_from(numbers.below(24)).unwrap());
        let lanes = 1 + numbers.below(16);
        let count = numbers.below(40);
        let pieces: Vec<Piece> = (0..count)
            .map(|_| {
                let (one, other) = (numbers.minute(), numbers.minute());
                let lane = usize::try_from(numbers.below(lanes)).unwrap();
                piece(lane, one.min(other), one.max(other))
            })
            .collect();
        let laid = lay(&pieces, shown_min);
        assert!((1..=COLUMNS_MAX).contains(&laid.columns));
        assert_eq!(laid.spots.len(), pieces.len());
        let spots: Vec<Spot> = laid.spots.iter().copied().flatten().collect();
        for (at, spot) in spots.iter().enumerate() {
            assert!(spot.column < laid.columns && spot.quarters > 0, "{spot:?}");
            assert!(spot.from + spot.quarters <= quarters(shown_min), "{spot:?}");
            let over = spots.iter().skip(at + 1).find(|other| other.meets(spot));
            assert_eq!(over, None, "{spot:?} in {pieces:?}");
        }
        if laid.heads.is_empty() {
            folded += usize::from(count > 0);
        } else {
            whole += 1;
            assert_eq!(laid.heads.len(), laid.columns);
            for (piece, spot) in pieces.iter().zip(&laid.spots) {
                let spot = spot.expect("a day with its lanes has room for all of them");
                assert_eq!(laid.heads[spot.column], piece.lane);
            }
        }
        left += laid.spots.iter().filter(|spot| spot.is_none()).count();
    }
    assert!(
        whole > 100 && folded > 100 && left > 100,
        "{whole} {folded} {left}"
    );
}

#[test]
fn a_room_has_its_lane_and_two_at_once_in_it_stand_beside_each_other() {
    let day = [
        piece(4, 60, 120),
        piece(2, 60, 120),
        piece(4, 120, 180),
        piece(4, 90, 150),
    ];
    let laid = lay(&day, 600);
    assert_eq!((laid.columns, laid.heads.as_slice()), (3, &[2, 4, 4][..]));
    let columns: Vec<usize> = laid
        .spots
        .iter()
        .flatten()
        .map(|spot| spot.column)
        .collect();
    assert_eq!(columns, [1, 0, 1, 2]);
}

#[test]
fn an_empty_day_has_one_column_and_what_is_outside_stands_at_the_edge() {
    assert_eq!(lay(&[], 600).columns, 1);
    let laid = lay(&[piece(0, 900, 960)], 600);
    let edge = Spot {
        column: 0,
        from: 39,
        quarters: 1,
    };
    assert_eq!(laid.spots, [Some(edge)]);
}
