//! Where a block of a day stands: its column and its quarters of an hour.
//!
//! What has one lane stands below each other in one column; two at one time in one lane, which cannot both be held,
//! stand beside each other. A day that would need more columns than there are gives up its lanes and lays whatever
//! meets side by side. What even then has no column is handed back, so that it is told below rather than drawn over
//! another.

/// Columns of a day; the stylesheet has a class for each.
pub const COLUMNS_MAX: usize = 12;
/// Minutes in a line.
pub const QUARTER_MIN: u16 = 15;

/// What is laid: its lane, and from when until when, in minutes of the hours that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub lane: usize,
    pub from_min: u16,
    pub until_min: u16,
}

/// Where a piece stands, everything counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub column: usize,
    pub from: u16,
    pub quarters: u16,
}

impl Spot {
    /// Whether both would be drawn over each other.
    pub fn meets(&self, other: &Self) -> bool {
        self.column == other.column
            && self.from < other.from + other.quarters
            && other.from < self.from + self.quarters
    }
}

/// A day as it is laid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// How many columns there are, at least one.
    pub columns: usize,
    /// The lane of each column; empty where there were too many.
    pub heads: Vec<usize>,
    /// Where each piece stands, if anywhere.
    pub spots: Vec<Option<Spot>>,
}

/// Lays the pieces of a day that shows so many minutes.
pub fn lay(pieces: &[Piece], shown_min: u16) -> Laid {
    let mut lanes: Vec<usize> = pieces.iter().map(|piece| piece.lane).collect();
    lanes.sort_unstable();
    lanes.dedup();
    let mut laid = Laid {
        columns: 0,
        heads: Vec::new(),
        spots: vec![None; pieces.len()],
    };
    for lane in lanes {
        let own = |piece: &Piece| piece.lane == lane;
        let used = beside(pieces, &own, shown_min, laid.columns, &mut laid.spots);
        laid.columns += used;
        laid.heads.extend(std::iter::repeat_n(lane, used));
    }
    if laid.columns > COLUMNS_MAX {
        laid.spots.fill(None);
        laid.heads.clear();
        laid.columns = beside(pieces, &|_| true, shown_min, 0, &mut laid.spots);
        for spot in &mut laid.spots {
            *spot = spot.filter(|spot| spot.column < COLUMNS_MAX);
        }
    }
    laid.columns = laid.columns.clamp(1, COLUMNS_MAX);
    laid
}

/// Lays some pieces from a column on, each in the first where nothing is in its way; answers how many columns it took.
fn beside(
    pieces: &[Piece],
    which: &dyn Fn(&Piece) -> bool,
    shown_min: u16,
    first: usize,
    spots: &mut [Option<Spot>],
) -> usize {
    let mut order: Vec<(usize, Spot)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| which(piece))
        .map(|(at, piece)| (at, taken(piece, shown_min, first)))
        .collect();
    order.sort_by_key(|(at, spot)| (spot.from, std::cmp::Reverse(spot.quarters), *at));
    let mut placed: Vec<Spot> = Vec::new();
    for (at, mut spot) in order {
        while placed.iter().any(|other| other.meets(&spot)) {
            spot.column += 1;
        }
        placed.push(spot);
        if let Some(place) = spots.get_mut(at) {
            *place = Some(spot);
        }
    }
    let last = placed.iter().map(|spot| spot.column + 1).max();
    last.map_or(0, |last| last - first)
}

/// The lines of a day that shows so many minutes.
pub fn quarters(shown_min: u16) -> u16 {
    (shown_min / QUARTER_MIN).max(1)
}

/// Every quarter that a piece touches; what lies outside the hours shown stands at their edge.
fn taken(piece: &Piece, shown_min: u16, column: usize) -> Spot {
    let lines = quarters(shown_min);
    let from = (piece.from_min / QUARTER_MIN).min(lines - 1);
    let until = piece.until_min.div_ceil(QUARTER_MIN).clamp(from + 1, lines);
    Spot {
        column,
        from,
        quarters: until - from,
    }
}

#[cfg(test)]
mod tests;
