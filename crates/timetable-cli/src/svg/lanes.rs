//! Side by side: what happens at the same time on a day is drawn in different lanes.

/// A block that wants a lane: day, first unit, unit after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub day: usize,
    pub start: usize,
    pub end: usize,
}

/// The lane of each span and the number of lanes of each day, at least 1. Spans are given in order of their start, so
/// the first free lane is never one too many.
pub(crate) fn assign(spans: &[Span], days: usize) -> (Vec<usize>, Vec<usize>) {
    let mut busy_until: Vec<Vec<usize>> = vec![Vec::new(); days];
    let lane_of = |span: &Span| {
        let lanes = &mut busy_until[span.day];
        let free = lanes.iter().position(|until| *until <= span.start);
        let lane = free.unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(0);
        }
        lanes[lane] = span.end;
        lane
    };
    let lane: Vec<usize> = spans.iter().map(lane_of).collect();
    let lanes = busy_until.iter().map(|day| day.len().max(1)).collect();
    (lane, lanes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_that_overlap_are_side_by_side_and_others_below_each_other() {
        let span = |day, start, end| Span { day, start, end };
        let spans = [
            span(0, 0, 3),
            span(0, 1, 2),
            span(0, 2, 4),
            span(0, 3, 5),
            span(1, 0, 1),
        ];
        let (lane, lanes) = assign(&spans, 3);
        assert_eq!(lane, [0, 1, 1, 0, 0]);
        assert_eq!(lanes, [2, 1, 1]);
    }
}
