//! What somebody's details answer of the assessment, and since when each of it stands as it does. Only what was said is an
//! answer, and none is more certain than that: a form that asks how somebody is housed does not ask whether that is stable.

use super::{Circumstances, Court, Details, Dwelling, Gender, Identity, MandateKind};
use super::{Living, NotWorking, Pregnant, SelfHelp, SexOnFile, Working};
use crate::assessment::facts::Basis;
use crate::assessment::finding::catalogue::ids;
use crate::assessment::finding::{QuestionId, RawValue};
use crate::assessment::offered::OfferedAnswer;
use crate::people::answered::{Answered, OnList};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where these answers stand.
const PLACE: &str = "details";
/// Within how many days of the day from which a prison sends somebody they are taken to be leaving it. House rule, as long
/// as the question itself looks back.
const RELEASE_DAYS: i32 = 30;

/// Since when an answer stands as it does. Saving a form once more says nothing anew of what was not changed in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidSince {
    /// The question of the assessment that it answers.
    pub question: String,
    /// Since when.
    pub at: Timestamp,
}

hidden! { SaidSince }

/// One answer, before anybody knows since when it stands.
struct Told {
    question: QuestionId,
    value: RawValue,
    words: String,
    /// It holds only around this day.
    around: Option<Date>,
}

fn told(question: QuestionId, value: RawValue, words: String) -> Told {
    Told {
        question,
        value,
        words,
        around: None,
    }
}

fn word(question: QuestionId, option: &str, words: String) -> Told {
    told(question, RawValue::Text(option.to_owned()), words)
}

/// What was said of something, after what was asked.
fn said<T: OnList>(asked: &str, answered: &Answered<T>) -> String {
    format!("{asked}: {}", answered.words())
}

impl Details {
    /// What of it answers the assessment now, as far as it is known since when it stands.
    pub fn offered(&self, basis: &Basis) -> Vec<OfferedAnswer> {
        let today = basis.today();
        let holds = |told: &Told| told.around.is_none_or(|day| is_near(day, today));
        let all = self.told().into_iter().filter(holds);
        all.filter_map(|told| {
            let at = self.since(told.question)?;
            OfferedAnswer::new(told.question, &told.value, (at, PLACE), told.words)
        })
        .collect()
    }

    /// Dates the answers of what is about to be kept: since `now` what differs from `before`, and the rest as it was.
    pub fn date_answers(&mut self, before: &Self, now: Timestamp) {
        let known = before.told();
        let since = self.told().into_iter().filter_map(|told| {
            let mut known = known.iter();
            let same = known.any(|old| old.question == told.question && old.value == told.value);
            // What was kept before answers were dated is of nobody knows when, and is asked again.
            let at = if same {
                before.since(told.question)?
            } else {
                now
            };
            Some(SaidSince {
                question: told.question.question().id.to_owned(),
                at,
            })
        });
        self.since = since.collect();
    }

    fn since(&self, question: QuestionId) -> Option<Timestamp> {
        let id = question.question().id;
        let mut dated = self.since.iter();
        dated.find(|one| one.question == id).map(|one| one.at)
    }

    /// Every answer, one for each question.
    fn told(&self) -> Vec<Told> {
        let mut all = of_identity(&self.identity);
        all.extend(of_circumstances(&self.circumstances));
        all.extend(of_court(&self.court));
        let homeless = self.circumstances.living == Answered::Said(Living::Homeless);
        if let (Answered::Said(Dwelling::NoFixed { .. }), false) =
            (&self.whereabouts.home, homeless)
        {
            // They may sleep at somebody's: that they have no home was not said.
            let words = format!("Address: {}", self.whereabouts.home_words());
            all.push(word(ids::STABILITY, "unstable", words));
        }
        if let Answered::Said(people) = &self.emergency.people {
            let named = !people.is_empty();
            let words = match people.as_slice() {
                [] => "They have nobody to call".to_owned(),
                [one, ..] => format!("Emergency contact: {}, {}", one.name, one.relation),
            };
            all.push(told(ids::EMERGENCY_CONTACT, RawValue::YesNo(named), words));
        }
        all
    }
}

fn is_near(day: Date, today: Date) -> bool {
    (today - day).get_days().abs() <= RELEASE_DAYS
}

fn of_identity(identity: &Identity) -> Vec<Told> {
    let mut all = Vec::new();
    let sex = match identity.sex {
        Answered::Said(SexOnFile::Female) => Some("female"),
        Answered::Said(SexOnFile::Male) => Some("male"),
        _ => None,
    };
    if let Some(sex) = sex {
        // What documents say is not always what was recorded at birth.
        let words = format!(
            "{}. Ask which was recorded at birth",
            said("Sex in documents", &identity.sex)
        );
        all.push(word(ids::SEX, sex, words));
    }
    if let Answered::Said(gender) = identity.gender {
        let own = identity.gender_words.as_ref();
        let own = own.filter(|_| gender == Gender::Own);
        let text = own.map_or_else(|| gender.label().to_owned(), ToString::to_string);
        all.push(word(ids::GENDER, &text, format!("Gender: {text}")));
    }
    all
}

fn of_circumstances(all: &Circumstances) -> Vec<Told> {
    let mut answers = Vec::new();
    let pregnant = said("Pregnant at admission", &all.pregnant);
    match all.pregnant {
        Answered::Said(Pregnant::Yes) => answers.push(word(ids::PREGNANT, "yes", pregnant)),
        Answered::Said(Pregnant::No) => answers.push(word(ids::PREGNANT, "no", pregnant)),
        Answered::Said(Pregnant::CannotBe) => {
            let no = RawValue::YesNo(false);
            answers.push(told(ids::COULD_BE_PREGNANT, no, pregnant));
        }
        _ => {}
    }
    if all.living == Answered::Said(Living::Homeless) {
        answers.push(word(
            ids::STABILITY,
            "no home",
            said("Housing", &all.living),
        ));
    }
    let work = match (&all.working, &all.not_working) {
        (Answered::Said(Working::FullTime), _) => Some("full time"),
        (Answered::Said(Working::PartTime), _) => Some("part time"),
        (Answered::Said(Working::Looking), _) => Some("looking"),
        (Answered::Said(Working::Neither), Answered::Said(NotWorking::Student)) => Some("student"),
        (Answered::Said(Working::Neither), _) => Some("not working"),
        _ => None,
    };
    answers.extend(work.map(|work| word(ids::WORK, work, said("Work", &all.working))));
    // The other answers are ranges, of which none is a number.
    if all.self_help == Answered::Said(SelfHelp::Never) {
        let words = said("Self-help groups in 30 days", &all.self_help);
        answers.push(told(ids::SUPPORT_GROUPS, RawValue::Number(0), words));
    }
    answers
}

fn of_court(court: &Court) -> Vec<Told> {
    let Answered::Said(named) = &court.mandates else {
        return Vec::new();
    };
    let words = court.senders().join("; ");
    if named.is_empty() {
        return vec![word(ids::MANDATE, "none", words)];
    }
    let mut all = Vec::new();
    let status = named.iter().filter_map(|one| match one.kind {
        MandateKind::Probation => Some("probation or parole"),
        MandateKind::Diversion => Some("diversion"),
        MandateKind::Other => None,
        _ => Some("other"),
    });
    let mut status: Vec<String> = status.map(str::to_owned).collect();
    status.sort_unstable();
    status.dedup();
    if !status.is_empty() {
        let words = format!("{words}. Ask what else there is");
        all.push(told(ids::LEGAL_STATUS, RawValue::Several(status), words));
    }
    // Of several the latest: whoever was sent before is not the less out of custody now.
    let prisons = named.iter().filter(|one| one.kind == MandateKind::Prison);
    if let Some(from) = prisons.filter_map(|one| one.from).max() {
        let words = format!("{words}, since {}", crate::day::day_text(from));
        all.push(Told {
            around: Some(from),
            ..told(ids::RELEASED, RawValue::YesNo(true), words)
        });
    }
    all
}
