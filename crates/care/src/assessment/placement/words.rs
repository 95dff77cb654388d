//! A placement in words: one line, the facts that drove it, what was used and what was not asked.

use super::{Nothing, Place, Placement, Verdict};
use crate::assessment::facts::{FactSlot, Standing};
use crate::assessment::finding::{Feeds, QuestionId, QuestionKind, Substance};
use crate::assessment::protocol::{Criterion, Outcome};

/// How many facts a line names.
const DRIVERS: usize = 2;
/// How many facts that nobody was asked for a line names.
const NAMED_MAX: usize = 5;

/// What stands in place of a reason that rests on answers which are not for whoever reads.
pub const UNSEEN: &str = "something this role does not see";

/// A fact among the reasons.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReasonFact {
    /// The question.
    pub question: QuestionId,
    /// About which substance.
    pub about: Option<Substance>,
    /// How it reads, with its answer.
    pub words: String,
}

impl Placement<'_> {
    /// The known facts behind every criterion that is met, those that decided first; while nothing can be placed, what is
    /// missing.
    pub fn reasons(&self) -> Vec<ReasonFact> {
        let mut slots: Vec<FactSlot> = Vec::new();
        for one in self.met() {
            if one.criterion.weight == crate::assessment::protocol::Weight::Supporting {
                continue;
            }
            for slot in &one.criterion.slots {
                let own = slot.place().0.question().derived.then_some(*slot);
                for behind in self.facts.behind(*slot).into_iter().chain(own) {
                    let said = !matches!(
                        self.facts.table().standing(behind),
                        Standing::NotAsked | Standing::TooOld
                    );
                    if said && !slots.contains(&behind) {
                        slots.push(behind);
                    }
                }
            }
        }
        if self.nothing == Some(Nothing::Substance) {
            slots.insert(
                0,
                FactSlot::of(crate::assessment::finding::catalogue::ids::DAYS, None),
            );
        }
        slots.into_iter().map(|slot| self.reason(slot)).collect()
    }

    fn reason(&self, slot: FactSlot) -> ReasonFact {
        let (question, about) = slot.place();
        let asked = question.question();
        let reading = self.facts.table().reading(slot);
        let standing = self.facts.table().standing(slot);
        let answer = match standing {
            Standing::Known if asked.reach().is_none() => "told".to_owned(),
            Standing::Known => reading.feared.words(asked),
            other => other.label().to_owned(),
        };
        ReasonFact {
            question,
            about,
            words: format!("{}{}: {answer}", asked.label, Substance::in_brackets(about)),
        }
    }

    /// The facts that drove the level, of the criteria that ask for it. First those without which a criterion would not
    /// hold, and of those dangers and what happened before how much and when: a seizure says more than a number of days.
    /// One behind several criteria is weighed by the one that it does most for.
    pub fn drivers(&self) -> Vec<ReasonFact> {
        let mut found: Vec<((bool, u8), FactSlot)> = Vec::new();
        for one in self.deciding() {
            let slots = one.criterion.slots.iter();
            for behind in slots.flat_map(|slot| self.facts.behind(*slot)) {
                match found.iter_mut().find(|(_, told)| *told == behind) {
                    Some(((beside, _), _)) => {
                        *beside = *beside && !self.carries(one.criterion, behind);
                    }
                    None if self.drives(behind) => {
                        let beside = !self.carries(one.criterion, behind);
                        found.push(((beside, telling(behind)), behind));
                    }
                    None => {}
                }
            }
        }
        found.sort_by_key(|(weight, _)| *weight);
        let told = found.into_iter().take(DRIVERS);
        told.map(|(_, slot)| self.reason(slot)).collect()
    }

    /// Whether a fact is worth naming as a reason: it is known, and not at its safe end.
    fn drives(&self, slot: FactSlot) -> bool {
        let table = self.facts.table();
        let feared = table.reading(slot).feared;
        let safest = slot.place().0.question().safest();
        let is_safe = safest.is_some_and(|safe| feared.low == safe && feared.high == safe);
        table.standing(slot) == Standing::Known && !is_safe
    }

    /// Whether a criterion holds only because of a fact: with the safest answer it would not.
    fn carries(&self, criterion: &Criterion, slot: FactSlot) -> bool {
        let (question, _) = slot.place();
        question.question().safest().is_some_and(|safest| {
            let otherwise = self.facts.with([(slot, safest)]);
            criterion.outcome(otherwise.table()) != Outcome::Met
        })
    }

    /// The one line.
    pub fn headline(&self) -> String {
        match self.verdict {
            Verdict::Recommended(Place::Emergency) => Place::Emergency.label().to_owned(),
            Verdict::Recommended(place) => {
                format!(
                    "{}: the least level that is safe by these rules.",
                    place.label()
                )
            }
            Verdict::AtLeast(place) => match self.until_words() {
                Some(until) => format!("At least {}, until {until}.", lower(place.label())),
                // What is missing is asked all the same; the line only says what could still change.
                None if !self.missing.is_empty() && self.deciding().next().is_some() => format!(
                    "{}: the least level that is safe by these rules. What is still asked does not change it.",
                    place.label()
                ),
                None => format!("At least {}.", lower(place.label())),
            },
            Verdict::Open => format!("Not enough to place: {}.", self.why_open()),
        }
    }

    /// Until when it is only the least that is known: what could still change it, and nothing else.
    fn until_words(&self) -> Option<String> {
        self.turning()
            .map(|slot| {
                let (question, about) = slot.place();
                let of = Substance::in_brackets(about);
                format!("“{}”{of} is known", question.question().label)
            })
            .or_else(|| {
                self.until()
                    .next()
                    .map(|until| format!("this is done: {until}"))
            })
            .or_else(|| {
                self.is_held()
                    .then(|| "a clinician has settled what does not go together".to_owned())
            })
    }

    fn why_open(&self) -> String {
        match self.nothing {
            Some(Nothing::Substance) => "no substance is named".to_owned(),
            Some(Nothing::Child) => "under 12 no program for adults or adolescents fits".to_owned(),
            Some(Nothing::Disorder) => "no disorder by the criteria".to_owned(),
            Some(Nothing::Safety) | None => self.missing.first().map_or_else(
                || "too little is known".to_owned(),
                |slot| format!("“{}” is not known", slot.place().0.question().label),
            ),
        }
    }

    /// What was used, and what of safety was not asked.
    pub fn used(&self) -> String {
        let facts = &self.facts;
        let answers = FactSlot::all()
            .filter(|slot| {
                let (question, about) = slot.place();
                question.question().suits(about)
                    && !question.question().derived
                    && facts.table().standing(*slot) == Standing::Known
            })
            .count();
        let mut open: Vec<&str> = Vec::new();
        for (question, about) in facts.unasked() {
            let asked = question.question();
            if asked.feeds.contains(&Feeds::Safety)
                && !open.contains(&asked.label)
                && !facts.was_asked(question, about)
            {
                open.push(asked.label);
            }
        }
        let more = open.len().saturating_sub(NAMED_MAX);
        open.truncate(NAMED_MAX);
        let mut line = format!("From {answers} answers.");
        if !open.is_empty() {
            line.push_str(" Not asked: ");
            line.push_str(&open.join(", "));
            if more > 0 {
                line = format!("{line}, and {more} more");
            }
            line.push('.');
        }
        line.push_str(
            " Not seen: no examination, no laboratory, nobody else heard unless said here.",
        );
        line
    }

    /// The whole answer as a few sentences. In an emergency: what to do, nothing else.
    pub fn told(&self) -> String {
        let mut lines = vec![self.headline()];
        if self.verdict.floor() == Place::Emergency {
            let today = self.today();
            lines.extend(today.iter().map(|said| format!("{}.", said.beside.text)));
            return lines.join(" ");
        }
        let mut drivers: Vec<String> = self.drivers().into_iter().map(|one| one.words).collect();
        drivers.extend(self.withholds().then(|| UNSEEN.to_owned()));
        if !drivers.is_empty() {
            lines.push(format!("Because of: {}.", drivers.join("; ")));
        }
        for watch in self.watch() {
            lines.push(format!("Watch out: {watch}"));
        }
        let today: Vec<&str> = self
            .today()
            .iter()
            .map(|said| said.beside.text.as_str())
            .collect();
        if !today.is_empty() {
            lines.push(format!("Do today: {}.", today.join("; ")));
        }
        lines.push(self.used());
        lines.join(" ")
    }
}

/// How much a fact says by itself, the most first: what is or happened, what was measured, how much, when.
fn telling(slot: FactSlot) -> u8 {
    let asked = slot.place().0.question();
    match asked.kind {
        QuestionKind::YesNo | QuestionKind::Choice(_) | QuestionKind::Multi(_) => 0,
        QuestionKind::Number { .. } | QuestionKind::Tenths { .. } if !asked.by.is_empty() => 1,
        QuestionKind::Number { .. } | QuestionKind::Tenths { .. } => 2,
        QuestionKind::Date | QuestionKind::DateTime => 3,
        QuestionKind::Text => 4,
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
