//! The grid that both pictures share: days across, hours down, blocks in lanes; light and dark by the reader's choice.

use crate::words::{clock_of, day_name};
use std::fmt::Write;
use timetable::{Instance, Kind};

/// Width of the column of hours, of the gap between days, and heights of the head and of one unit, in pixels.
const HOURS_WIDTH: usize = 58;
const DAY_GAP: usize = 8;
const HEAD_HEIGHT: usize = 64;
const UNIT_HEIGHT: usize = 32;
const FOOT_HEIGHT: usize = 34;
/// Height of a line in a block, and the inner margin.
const LINE_HEIGHT: usize = 13;
const INSET: usize = 5;
/// Width of a letter, in tenths of a pixel; slightly generous, so that text stays inside its block.
const LETTER_TENTHS: usize = 66;

const STYLE: &str = "
:root{color-scheme:light dark}
svg{background:#fff;font:11px/1.2 system-ui,-apple-system,'Segoe UI',sans-serif}
text{fill:#1d2733}.title{font-size:16px;font-weight:600}.note,.hour{fill:#5b6875}.day{font-size:12px;font-weight:600}
.line{stroke:#e3e8ed}.column{fill:#f7f9fb}.name{font-weight:600}.free{fill:#e7f3ea}.dear{fill:#f6efdc}
.block{stroke-width:1}.PROC{fill:#dbe8fb;stroke:#7ba3dd}.EDU{fill:#dff1e2;stroke:#7fb68a}.RP{fill:#fbe6d4;stroke:#d99a63}
.HOL{fill:#ece2f8;stroke:#ab8ad6}.FAM{fill:#fbe0ea;stroke:#d988a5}.IND{fill:#fbf3cf;stroke:#c9ad4a}
@media(prefers-color-scheme:dark){svg{background:#12171d}text{fill:#e6ebf0}.note,.hour{fill:#9aa7b4}
.line{stroke:#29323c}.column{fill:#171e26}.free{fill:#1b2c22}.dear{fill:#2f2a1a}
.PROC{fill:#1f3350;stroke:#5a86c6}.EDU{fill:#1d3825;stroke:#5f9a6c}.RP{fill:#442d1a;stroke:#c0824a}
.HOL{fill:#34264a;stroke:#9775c4}.FAM{fill:#45212f;stroke:#c06e8d}.IND{fill:#3d3515;stroke:#b0953a}}
";

/// One thing in the week.
pub(crate) struct Block {
    pub day: usize,
    pub start: usize,
    pub end: usize,
    pub lane: usize,
    pub kind: Kind,
    /// First the name, then less and less important lines; what does not fit is left out.
    pub lines: Vec<String>,
}

/// A picture under construction.
pub(crate) struct Frame<'a> {
    instance: &'a Instance,
    body: String,
    day_left: Vec<usize>,
    lane_width: usize,
    lanes: Vec<usize>,
    width: usize,
    height: usize,
}

impl<'a> Frame<'a> {
    /// An empty week with this many lanes per day.
    pub fn new(
        instance: &'a Instance,
        lanes: &[usize],
        lane_width: usize,
        title: &str,
        note: &str,
    ) -> Frame<'a> {
        let mut left = HOURS_WIDTH;
        let mut day_left = Vec::new();
        for lanes in lanes {
            day_left.push(left);
            left += lanes * lane_width + DAY_GAP;
        }
        let mut frame = Frame {
            instance,
            body: String::new(),
            day_left,
            lane_width,
            lanes: lanes.to_vec(),
            width: left,
            height: HEAD_HEIGHT + instance.units() * UNIT_HEIGHT + FOOT_HEIGHT,
        };
        frame.text("title", 12, 22, title);
        frame.text("note", 12, 40, note);
        frame.grid();
        frame
    }

    fn text(&mut self, class: &str, x: usize, y: usize, text: &str) {
        let text = escape(text);
        // Writing to a string cannot fail.
        let _written = writeln!(
            self.body,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>"
        );
    }

    fn rect(&mut self, class: &str, (x, y): (usize, usize), (w, h): (usize, usize)) {
        let _written = writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"3\"/>"
        );
    }

    fn grid(&mut self) {
        let bottom = HEAD_HEIGHT + self.instance.units() * UNIT_HEIGHT;
        for day in 0..self.lanes.len() {
            let (x, w) = (self.day_left[day], self.lanes[day] * self.lane_width);
            self.text("day", x + 2, HEAD_HEIGHT - 6, day_name(day));
            self.rect("column", (x, HEAD_HEIGHT), (w, bottom - HEAD_HEIGHT));
        }
        let minutes = self.instance.unit_minutes() as usize;
        let first = self.instance.first_minute() as usize;
        for unit in 0..=self.instance.units() {
            if !(first + unit * minutes).is_multiple_of(60) {
                continue;
            }
            let y = HEAD_HEIGHT + unit * UNIT_HEIGHT;
            self.text("hour", 8, y + 4, &clock_of(self.instance, unit));
            let _written = writeln!(
                self.body,
                "<line class=\"line\" x1=\"{HOURS_WIDTH}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\"/>",
                self.width - DAY_GAP
            );
        }
    }

    /// Shades units of a day, behind the blocks.
    pub fn shade(&mut self, class: &str, day: usize, start: usize, end: usize) {
        let x = self.day_left[day];
        let w = self.lanes[day] * self.lane_width;
        let y = HEAD_HEIGHT + start * UNIT_HEIGHT;
        self.rect(class, (x, y), (w, (end - start) * UNIT_HEIGHT));
    }

    /// Draws a block. Everything it says is also its title, which browsers show and screen readers read.
    pub fn block(&mut self, block: &Block) {
        let x = self.day_left[block.day] + block.lane * self.lane_width + 1;
        let y = HEAD_HEIGHT + block.start * UNIT_HEIGHT + 1;
        let (w, h) = (
            self.lane_width - 2,
            (block.end - block.start) * UNIT_HEIGHT - 2,
        );
        let title = escape(&block.lines.join(", "));
        let _written = writeln!(self.body, "<g><title>{title}</title>");
        self.rect(&format!("block {}", class(block.kind)), (x, y), (w, h));
        let letters = (w - 2 * INSET) * 10 / LETTER_TENTHS;
        let mut lines = Vec::new();
        for (i, line) in block.lines.iter().enumerate() {
            let style = if i == 0 { "name" } else { "with" };
            lines.extend(wrapped(line, letters).into_iter().map(|l| (style, l)));
        }
        for (i, (style, line)) in lines.iter().take((h - 4) / LINE_HEIGHT).enumerate() {
            self.text(style, x + INSET, y + (i + 1) * LINE_HEIGHT, line);
        }
        self.body.push_str("</g>\n");
    }

    /// The whole picture, with the colors that its kinds have.
    pub fn finish(mut self, label: &str, kinds: &[Kind]) -> String {
        let y = self.height - FOOT_HEIGHT + 12;
        let mut x = HOURS_WIDTH;
        for kind in kinds {
            self.rect(&format!("block {}", class(*kind)), (x, y), (12, 12));
            self.text("note", x + 17, y + 10, kind.words());
            x += 32 + kind.words().len() * LETTER_TENTHS / 10;
        }
        let (width, height) = (self.width.max(x), self.height);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-label=\"{}\">\n<style>{STYLE}</style>\n{}</svg>\n",
            escape(label),
            self.body
        )
    }
}

/// At most two lines of a text, broken between words, the rest as an ellipsis.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last().map_or(0, |l| l.chars().count());
        if line > 0 && line + 1 + word.chars().count() > letters {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    let cut = lines.len() > 2;
    lines.truncate(2);
    for (i, line) in lines.iter_mut().enumerate() {
        if line.chars().count() > letters || (cut && i == 1) {
            *line = line.chars().take(letters.saturating_sub(1)).collect();
            line.push('…');
        }
    }
    lines
}

fn class(kind: Kind) -> &'static str {
    ["PROC", "EDU", "RP", "HOL", "FAM", "IND"][kind.index()]
}

fn escape(text: &str) -> String {
    let plain = text.replace('&', "&amp;").replace('<', "&lt;");
    let plain = plain.replace('>', "&gt;").replace('"', "&quot;");
    // Control characters are not XML, not even escaped.
    plain.chars().filter(|c| !c.is_control()).collect()
}
