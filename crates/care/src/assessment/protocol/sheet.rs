//! The rules on a sheet that a clinical director can read and sign, printed from the protocol itself.

use super::{Criterion, Protocol, Weight};
use crate::assessment::asking;
use crate::assessment::finding::catalogue;
use crate::assessment::place::Place;
use std::fmt::Write as _;

/// The questions without which nothing is recommended are listed where they always apply.
const ALWAYS: &str = "always";

impl Protocol {
    /// The sheet, as Markdown.
    pub fn sheet(&self) -> String {
        let mut text = String::new();
        self.head(&mut text);
        Self::changing(&mut text);
        self.differing(&mut text);
        let mut places: Vec<Place> = Place::all().collect();
        places.reverse();
        for place in places {
            self.section(
                &mut text,
                &format!("At least: {}", place.label()),
                |criterion| criterion.least == Some(place),
            );
        }
        self.section(&mut text, "Beside the level, whatever it is", |criterion| {
            criterion.weight == Weight::Beside
        });
        self.section(
            &mut text,
            "Speaks for a level, decides nothing",
            |criterion| criterion.weight == Weight::Supporting,
        );
        self.besides_list(&mut text);
        text.push_str("\n---\n\nRead and agreed: ______________________________ (clinical director), ______________ (date)\n");
        text
    }

    fn head(&self, text: &mut String) {
        let house = self.criteria.iter().filter(|one| one.is_house()).count();
        let _ = writeln!(
            text,
            "# How a level of care is found\n\n{}, version {} of `{}`. This sheet is printed from the protocol itself: `stepwell place --sheet`. \
             It holds no rule of a placement standard.\n\n\
             - The least level is the highest that any criterion below asks for. One danger is enough; nothing is averaged.\n\
             - *Recommended* is said only when every needed fact is known, none older than its clock, and nothing contradicts \
             that a clinician has not settled. Otherwise: *at least* this level, until that is known; or *not enough to place*.\n\
             - Unknown, declined and not asked are three things, and none of them counts as no.\n\
             - Below the least level: whoever is licensed to choose it (a prescriber below a detox, in an emergency, and \
             where a criterion is marked *prescriber*), a real reason, a plan with a time. Sending somebody to an emergency \
             department needs nothing but a tap.\n\
             - {house} of {} criteria are house rules, whole or in part, and say so: look at those first.\n",
            self.title,
            self.version,
            self.id,
            self.criteria.len()
        );
        let needed: Vec<&str> = catalogue::all()
            .filter(|(_, asked)| asked.needed == ALWAYS && asked.when.is_empty())
            .map(|(_, asked)| asked.label)
            .collect();
        let sometimes: Vec<&str> = catalogue::all()
            .filter(|(_, asked)| {
                !asked.needed.is_empty() && (asked.needed != ALWAYS || !asked.when.is_empty())
            })
            .map(|(_, asked)| asked.label)
            .collect();
        let _ = writeln!(
            text,
            "Needed of everybody: {}. Needed where it applies: {}. Answers last 4 hours (alertness, withdrawal, scales, vital signs), \
             24 hours (suicide, violence), 72 hours (last use, medicines), 30 days (everything else).",
            needed.join("; ").to_lowercase(),
            sometimes.join("; ").to_lowercase()
        );
        debug_assert!(asking::unreadable().is_empty());
    }

    /// How a rule is changed, for whoever reads it here and disagrees.
    fn changing(text: &mut String) {
        text.push_str(
            "\nTo change a rule: `stepwell place --standard > FILE` prints the protocol; change the copy, and give it an `id` \
             and a `title` of its own. `stepwell place --protocol FILE --sheet` prints its sheet, which begins with everything \
             that differs from the standard, rules that are gone first; the clinical director reads and signs that sheet. \
             Then name the file as `protocol` in `stepwell.toml`, or with `--protocol`, and start again; `stepwell check` says \
             which protocol is in use. A file that does not hold together is refused, with line and remedy.\n",
        );
    }

    /// What is otherwise than in the protocol that comes along; nothing where this is that one.
    fn differing(&self, text: &mut String) {
        let Ok(standard) = Self::standard() else {
            return;
        };
        let lines = self.differences(&standard);
        if lines.is_empty() {
            return;
        }
        let _ = writeln!(
            text,
            "\n## What differs from the standard, version {} of `{}`\n",
            standard.version, standard.id
        );
        for line in lines {
            let _ = writeln!(text, "- {line}");
        }
    }

    fn section(&self, text: &mut String, title: &str, of: impl Fn(&Criterion) -> bool) {
        let mut criteria: Vec<&Criterion> = self.criteria.iter().filter(|one| of(one)).collect();
        if criteria.is_empty() {
            return;
        }
        criteria.sort_by_key(|one| one.priority);
        let _ = writeln!(
            text,
            "\n## {title}\n\n| | When | Signal | Beside the level | How sure, and from where |\n|---|---|---|---|---|"
        );
        for one in criteria {
            let _ = writeln!(
                text,
                "| {} | **{}**{}{}<br>`{}` | {} | {} | {}: {} |",
                one.id,
                one.label,
                if one.prescriber {
                    " (*prescriber*)"
                } else {
                    ""
                },
                one.until.as_ref().map_or_else(String::new, |until| format!(
                    " (nothing is recommended before: {until})"
                )),
                one.when,
                signals(one),
                self.codes(one),
                one.sure_words().replace("house rule", "**house rule**"),
                one.source
            );
        }
    }

    fn codes(&self, criterion: &Criterion) -> String {
        let codes = criterion
            .beside
            .iter()
            .filter_map(|at| self.besides.get(*at));
        codes
            .map(|beside| beside.code.replace('_', " "))
            .chain(criterion.watch.as_ref().map(|watch| format!("*{watch}*")))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn besides_list(&self, text: &mut String) {
        text.push_str("\n## What the words beside a level mean\n\n");
        for beside in &self.besides {
            let _ = writeln!(
                text,
                "- {}: {}. ({})",
                beside.code.replace('_', " "),
                beside.text,
                beside.source.trim_end_matches('.')
            );
        }
    }
}

fn signals(criterion: &Criterion) -> String {
    criterion
        .signals
        .iter()
        .map(|raises| {
            let when = raises
                .when_text
                .as_ref()
                .map_or_else(String::new, |when| format!(" (`{when}`)"));
            format!(
                "{}, {}{when}",
                raises.matter.label(),
                raises.urgency.label().to_lowercase()
            )
        })
        .collect::<Vec<_>>()
        .join("; ")
}
