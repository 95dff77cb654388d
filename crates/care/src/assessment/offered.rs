//! What was said elsewhere in the record and answers a question of the assessment.
//!
//! It is offered there, with where and when it was said, for whoever asks to have it confirmed. By itself it counts only
//! where it is the most dangerous answer that there is, like one of an earlier record and for as long as such an answer
//! lasts: a pregnancy that was told at the front desk is not unknown to whoever places. Anything milder is for people to
//! confirm, so that no form filled in for another purpose ever makes a level lower or an assessment look finished. House
//! rule.

use super::facts::{Basis, is_fresh};
use super::finding::{
    Danger, Finding, FindingAnswer, QuestionId, QuestionKind, RawValue, Source, Value,
};
use jiff::Timestamp;

/// One such answer.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferedAnswer {
    /// What it answers.
    pub question: QuestionId,
    /// The answer.
    pub value: Value,
    /// When it was said.
    pub at: Timestamp,
    /// Where it stands, such as “details”.
    pub place: &'static str,
    /// What was said there, in its own words.
    pub words: String,
}

hidden! { OfferedAnswer }

impl OfferedAnswer {
    /// An answer that fits its question; nothing of one that does not.
    pub fn new(
        question: QuestionId,
        value: &RawValue,
        (at, place): (Timestamp, &'static str),
        words: String,
    ) -> Option<Self> {
        let value = Value::parse(question.question(), value).ok()?;
        Some(Self {
            question,
            value,
            at,
            place,
            words,
        })
    }

    /// The same as a record says it.
    pub fn finding(&self) -> Finding {
        Finding {
            question: self.question,
            about: None,
            at: self.at,
            source: self.question.question().source(Source::Record),
            settles: false,
            answer: FindingAnswer::Value(self.value.clone()),
        }
    }

    /// Whether it is still true without being asked again.
    pub fn lasts(&self, basis: &Basis) -> bool {
        self.at <= basis.at && is_fresh(&self.finding(), basis)
    }

    /// Whether no answer is more dangerous.
    pub fn is_worst(&self) -> bool {
        let asked = self.question.question();
        let Some((low, high)) = asked.reach() else {
            return false;
        };
        let worst = match asked.danger {
            Danger::None => return false,
            Danger::Rising => high,
            Danger::Falling => low,
        };
        match (&self.value, asked.kind) {
            (Value::At(position), _) => *position == worst,
            (Value::Several(places), QuestionKind::Multi(_)) => {
                places.iter().fold(0, |set, place| set | (1 << place)) == worst
            }
            _ => false,
        }
    }
}

/// One for each question, of what lasts: the most dangerous one, and of the others the first.
pub fn one_each(offered: Vec<OfferedAnswer>, basis: &Basis) -> Vec<OfferedAnswer> {
    let mut kept: Vec<OfferedAnswer> = Vec::new();
    for one in offered.into_iter().filter(|one| one.lasts(basis)) {
        match kept.iter_mut().find(|known| known.question == one.question) {
            None => kept.push(one),
            Some(known) if one.is_worst() && !known.is_worst() => *known = one,
            Some(_) => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::Findings;
    use jiff::SignedDuration;
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    fn now() -> Timestamp {
        "2026-11-29T15:00:00Z".parse().unwrap()
    }

    fn basis() -> Basis {
        Basis {
            at: now(),
            local: date(2026, 11, 29).at(15, 0, 0, 0),
            zone: TimeZone::UTC,
            born: None,
        }
    }

    fn offer(question: &str, value: &RawValue, hours_ago: i64) -> OfferedAnswer {
        let question = QuestionId::find(question).unwrap();
        let at = now() - SignedDuration::from_hours(hours_ago);
        OfferedAnswer::new(question, value, (at, "details"), "words".to_owned()).unwrap()
    }

    fn word(text: &str) -> RawValue {
        RawValue::Text(text.to_owned())
    }

    #[test]
    fn the_worst_answer_is_at_the_end_where_danger_lies_and_nothing_else_is() {
        for (question, value, worst) in [
            ("medical.pregnant", word("yes"), true),
            ("medical.pregnant", word("may be"), false),
            ("medical.pregnant", word("no"), false),
            ("home.stability", word("no home"), true),
            ("home.stability", word("unstable"), false),
            ("visit.emergency_contact", RawValue::YesNo(false), true),
            ("visit.emergency_contact", RawValue::YesNo(true), false),
            (
                "medications.for_use_disorder",
                RawValue::Several(Vec::new()),
                true,
            ),
            (
                "medications.for_use_disorder",
                RawValue::Several(vec!["methadone".to_owned()]),
                false,
            ),
            // Danger has no direction there, so nothing counts by itself.
            ("person.sex", word("female"), false),
            ("payer.kind", word("Medicaid"), false),
            ("medications.list", word("Lisinopril"), false),
        ] {
            assert_eq!(
                offer(question, &value, 1).is_worst(),
                worst,
                "{question}: {value:?}"
            );
        }
    }

    #[test]
    fn what_is_too_old_is_not_offered_and_of_several_the_most_dangerous_is() {
        let days = |days: i64| days * 24;
        let offered = vec![
            offer("home.stability", &word("unstable"), days(1)),
            offer("home.stability", &word("no home"), days(2)),
            offer("medical.pregnant", &word("yes"), days(31)),
            // Medicines last three days.
            offer(
                "medications.for_use_disorder",
                &RawValue::Several(Vec::new()),
                days(4),
            ),
            offer("work.status", &word("looking"), days(29)),
            offer("person.gender", &word("woman"), -1),
        ];
        let kept = one_each(offered, &basis());
        let kept: Vec<_> = kept
            .iter()
            .map(|one| {
                (
                    one.question.question().id,
                    one.value.words(one.question.question()),
                )
            })
            .collect();
        let expected = [("home.stability", "no home"), ("work.status", "looking")];
        assert_eq!(kept, expected.map(|(id, words)| (id, words.to_owned())));
    }

    #[test]
    fn it_counts_by_itself_only_where_it_is_the_worst_and_nobody_answered_since() {
        let pregnant = offer("medical.pregnant", &word("yes"), 24);
        let housed = offer("home.stability", &word("stable"), 24);
        let offered = [pregnant.clone(), housed.clone()];
        let heard = Findings::default().fearing(&offered);
        assert_eq!(heard.to(pregnant.question).len(), 1);
        assert!(
            heard.to(housed.question).is_empty(),
            "nobody asked in the assessment"
        );
        for (hours_ago, counts) in [(48, 2), (1, 1)] {
            let answered = offer("medical.pregnant", &word("no"), hours_ago).finding();
            let heard = Findings::new(vec![answered]).fearing(&offered);
            assert_eq!(
                heard.to(pregnant.question).len(),
                counts,
                "{hours_ago} h ago"
            );
        }
        // That nobody knew since then takes nothing back.
        let unknown = Finding {
            answer: FindingAnswer::Unknown,
            at: now(),
            ..pregnant.finding()
        };
        let heard = Findings::new(vec![unknown]).fearing(&offered);
        assert_eq!(heard.counting(pregnant.question, None).count(), 1);
    }
}
