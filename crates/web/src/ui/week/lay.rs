//! Where a block of the week stands: which lines it takes, and how many stand beside each other.

use super::Block;

/// Minutes in one line of the grid.
const LINE_MIN: u16 = 30;
/// Lines in a day; the stylesheet has a class for each.
const LINES_MAX: u16 = 48;
/// Blocks that stand beside each other; the stylesheet has a class for each.
const LANES_MAX: usize = 6;

/// Whether two blocks share a line of the grid.
pub fn overlap(one: &Block, other: &Block) -> bool {
    let first = |block: &Block| block.from_min / LINE_MIN;
    let end = |block: &Block| block.until_min.div_ceil(LINE_MIN).max(first(block) + 1);
    first(one) < end(other) && first(other) < end(one)
}

/// How many blocks stand beside each other at most: as many as meet where one of them starts.
pub fn beside(blocks: &[Block]) -> usize {
    let meets = |block: &Block, other: &Block| {
        overlap(block, other) && other.from_min / LINE_MIN <= block.from_min / LINE_MIN
    };
    let meeting = |block: &Block| blocks.iter().filter(|other| meets(block, other)).count();
    blocks.iter().map(meeting).max().unwrap_or(1).max(1)
}

/// The shares of the week's width that a day has: one for each block that stands beside others in it.
pub fn lanes(blocks: &[Block]) -> usize {
    beside(blocks).min(LANES_MAX)
}

/// The lines of a day that shows this many minutes.
pub fn lines(shown_min: u16) -> u16 {
    (shown_min / LINE_MIN).clamp(1, LINES_MAX)
}

/// The classes that put a block on its lines: what starts within a line takes the whole line.
pub fn place(from_min: u16, length_min: u16, shown_min: u16) -> String {
    let (first, count) = taken(from_min, length_min, shown_min);
    format!("from-{} for-{count}", first + 1)
}

/// The first line that a block takes, counted from 0, and how many it takes.
pub fn taken(from_min: u16, length_min: u16, shown_min: u16) -> (u16, u16) {
    let lines = lines(shown_min);
    let first = (from_min / LINE_MIN).min(lines - 1);
    let end = (from_min + length_min)
        .div_ceil(LINE_MIN)
        .clamp(first + 1, lines);
    (first, end - first)
}

#[cfg(test)]
mod tests {
    use super::{Block, lanes, place};
    use crate::ui::BlockKind;

    #[test]
    fn blocks_take_every_line_they_touch() {
        let day = 24 * 60;
        assert_eq!(place(0, 30, day), "from-1 for-1");
        assert_eq!(place(90, 180, day), "from-4 for-6");
        assert_eq!(place(15, 50, day), "from-1 for-3");
        assert_eq!(
            place(0, 0, day),
            "from-1 for-1",
            "a block without length is still seen"
        );
        assert_eq!(
            place(day - 15, 600, day),
            "from-48 for-1",
            "nothing leaves the day"
        );
        assert_eq!(place(600, 60, 600), "from-20 for-1", "nor the hours shown");
    }

    #[test]
    fn as_many_lanes_as_blocks_that_meet() {
        let block = |from_min, until_min| Block {
            from_min,
            until_min,
            time: String::new(),
            title: String::new(),
            detail: String::new(),
            href: None,
            kind: BlockKind::Session,
        };
        assert_eq!(lanes(&[]), 1);
        assert_eq!(
            lanes(&[block(540, 600), block(600, 660)]),
            1,
            "one after the other"
        );
        assert_eq!(lanes(&[block(540, 600), block(550, 660)]), 2);
        assert_eq!(
            lanes(&[block(540, 720), block(540, 600), block(660, 720)]),
            2,
            "two never meet a third"
        );
    }
}
