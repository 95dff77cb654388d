//! What of the record goes along with somebody: what harms when whoever takes over does not know it.
//!
//! Everything that was said goes along, however old, with who said it; what changes within hours, with its time and its
//! age. What nobody said is named in one line, so that nothing that is not there looks like a no.

use crate::assessment::facts::{Basis, Facts, hours_or_days};
use crate::assessment::finding::question::lasts;
use crate::assessment::finding::{
    Finding, Findings, Interval, QuestionId, QuestionKind, Substance, Value,
};
use crate::counted;
use crate::day::day_text;
use crate::daytime::{minute_of, minute_text};
use crate::zone::TimeZoneName;

/// Whether a question is named where nobody answered it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// Always.
    Named,
    /// Unless it cannot apply: nobody misses the pregnancy of a man.
    NamedWhereAsked,
    /// Never: it adds to what was said.
    Passed,
}

type Wanted = (QuestionId, Silence);

const fn named(id: &str) -> Wanted {
    (QuestionId::known(id), Silence::Named)
}

const fn asked(id: &str) -> Wanted {
    (QuestionId::known(id), Silence::NamedWhereAsked)
}

const fn also(id: &str) -> Wanted {
    (QuestionId::known(id), Silence::Passed)
}

/// Of each substance.
const OF_EACH: [Wanted; 13] = [
    named("use.last"),
    named("use.days"),
    also("use.days_before_stop"),
    asked("use.drinks_per_day"),
    asked("use.diazepam_mg_per_day"),
    also("use.sedative_said"),
    also("use.opioid_product"),
    asked("use.opioid_amount"),
    also("use.amount"),
    also("use.type"),
    also("use.route"),
    also("use.regular_weeks"),
    also("use.overdose_recent"),
];

/// Of the person, in the order in which it is read.
const OF_ALL: [(&str, &[Wanted]); 7] = [
    (
        "Used together",
        &[
            named("use.regular_depressants"),
            also("use.adulterants"),
            also("use.injected_30d"),
            also("use.overdose_last"),
            also("use.overdose_intent"),
            also("use.overdose_naloxone"),
        ],
    ),
    (
        "Withdrawal",
        &[
            named("withdrawal.severity"),
            named("withdrawal.seizures"),
            also("withdrawal.seizure_on"),
            named("withdrawal.delirium"),
            named("withdrawal.seizure_this_episode"),
            also("withdrawal.hallucinations_now"),
            also("withdrawal.orientation"),
            also("withdrawal.episodes"),
        ],
    ),
    (
        "Scales",
        &[
            asked("scale.ciwa_ar"),
            asked("scale.cows"),
            asked("withdrawal.pawss"),
        ],
    ),
    (
        "Vital signs",
        &[
            named("now.alertness"),
            named("vitals.pulse"),
            named("vitals.systolic"),
            also("vitals.diastolic"),
            named("vitals.breaths"),
            named("vitals.spo2"),
            named("vitals.temperature"),
        ],
    ),
    (
        "Medicines",
        &[
            named("medications.list"),
            named("medications.prescribers"),
            named("medications.for_use_disorder"),
            asked("medications.moud_last_dose"),
            named("medications.benzodiazepine"),
            also("medications.opioid_pain"),
            also("medications.gabapentinoid"),
            also("medications.naloxone"),
        ],
    ),
    (
        "Body",
        &[
            named("medical.conditions"),
            asked("medical.pregnant"),
            also("medical.pregnancy_weeks"),
            also("medical.red_flags"),
            also("medical.liver"),
            also("medical.lungs"),
            also("medical.heart"),
            also("medical.seizure_disorder"),
        ],
    ),
    (
        "Suicide and danger to others",
        &[
            named("risk.suicide"),
            asked("risk.attempt_last"),
            asked("risk.means"),
            also("risk.can_keep_safe"),
            also("risk.harm_others"),
            also("risk.harm_others_who"),
        ],
    ),
];

/// The answers of which chapters of the record say the same by now.
const MEDICINES: QuestionId = QuestionId::known("medications.list");
const CONDITIONS: QuestionId = QuestionId::known("medical.conditions");
/// What is said of the older words where allergies have a list.
const ALLERGIES_ABOVE: &str = "said earlier: of allergies the list above holds";

/// A date further back than this stands for itself.
const DAYS_COUNTED_MAX: i32 = 730;

/// One thing that was said.
#[derive(Clone, PartialEq, Eq)]
pub struct AlongFact {
    /// To which question.
    pub question: QuestionId,
    /// What was asked.
    pub label: &'static str,
    /// What was said.
    pub words: String,
    /// Who said it, and when where that matters.
    pub origin: String,
}

hidden! { AlongFact }

/// What was said of one substance, or of one matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlongGroup {
    /// Of what.
    pub title: &'static str,
    /// What was said, in the order in which it is read.
    pub facts: Vec<AlongFact>,
}

/// What goes along.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Along {
    /// What is known; groups without anything are left out.
    pub known: Vec<AlongGroup>,
    /// What nobody said, in words.
    pub not_known: Vec<String>,
}

impl Along {
    /// What goes along of everything that was said, as it stands at a moment where the person is seen.
    pub fn of(findings: &Findings, basis: &Basis, zone: &TimeZoneName) -> Self {
        let reader = Reader {
            findings,
            facts: &Facts::of(findings, basis),
            basis,
            zone,
        };
        let mut along = Self::default();
        let substances: Vec<Substance> = findings.substances().collect();
        if substances.is_empty() {
            along.not_known.push("Substances used".to_owned());
        }
        for substance in substances {
            reader.group(&mut along, substance.label(), &OF_EACH, Some(substance));
        }
        for (title, wanted) in OF_ALL {
            reader.group(&mut along, title, wanted, None);
        }
        along
    }

    /// Leaves what chapters of the record hold by now to them, so that a sheet says one thing of it: a list of
    /// medicines that was said in an assessment is left out; what was said of allergies stands in one answer with the
    /// conditions, and is marked as said earlier.
    pub fn leave_to_chapters(&mut self, medicines: bool, allergies: bool) {
        if medicines {
            let label = MEDICINES.question().label;
            self.not_known.retain(|missing| missing != label);
            for group in &mut self.known {
                group.facts.retain(|fact| fact.question != MEDICINES);
            }
            self.known.retain(|group| !group.facts.is_empty());
        }
        if allergies {
            let facts = self.known.iter_mut().flat_map(|group| &mut group.facts);
            for fact in facts.filter(|fact| fact.question == CONDITIONS) {
                fact.origin = format!("{}, {ALLERGIES_ABOVE}", fact.origin);
            }
        }
    }
}

struct Reader<'a> {
    findings: &'a Findings,
    facts: &'a Facts,
    basis: &'a Basis,
    zone: &'a TimeZoneName,
}

impl Reader<'_> {
    fn group(
        &self,
        along: &mut Along,
        title: &'static str,
        wanted: &[Wanted],
        about: Option<Substance>,
    ) {
        let mut facts = Vec::new();
        for (question, silence) in wanted {
            if !question.question().suits(about) {
                continue;
            }
            let before = facts.len();
            let counting = self.findings.counting(*question, about);
            facts.extend(counting.map(|(finding, value)| self.fact(finding, value)));
            let missing = facts.len() == before
                && match silence {
                    Silence::Named => true,
                    Silence::NamedWhereAsked => self.facts.is_asked(*question, about),
                    Silence::Passed => false,
                };
            if missing {
                let of = Substance::in_brackets(about);
                along
                    .not_known
                    .push(format!("{}{of}", question.question().label));
            }
        }
        if !facts.is_empty() {
            along.known.push(AlongGroup { title, facts });
        }
    }

    fn fact(&self, finding: &Finding, value: &Value) -> AlongFact {
        let asked = finding.question.question();
        let passed = self
            .passed(finding, value)
            .map_or_else(String::new, |passed| format!(" ({passed})"));
        AlongFact {
            question: finding.question,
            label: asked.label,
            words: format!("{}{passed}", value.words(asked)),
            origin: self.origin(finding),
        }
    }

    /// How long ago what was said took place, where it is a time.
    fn passed(&self, finding: &Finding, value: &Value) -> Option<String> {
        let asked = finding.question.question();
        let Interval { low, high } = hours_or_days(asked, value, self.basis)?;
        match asked.kind {
            QuestionKind::DateTime if low == high => {
                Some(format!("{} ago", counted(low, "hour", "hours")))
            }
            QuestionKind::DateTime => Some(format!("{low} to {high} hours ago")),
            QuestionKind::Date if (0..=DAYS_COUNTED_MAX).contains(&low) => {
                Some(format!("{} ago", counted(low, "day", "days")))
            }
            _ => None,
        }
    }

    /// Who said it; of what changes within a day also when, and how long ago that is.
    fn origin(&self, finding: &Finding) -> String {
        let by = finding.source.label();
        if finding.question.question().valid_hours > lasts::DAY {
            return by.to_owned();
        }
        let local = self.zone.local(finding.at);
        let minutes = self.basis.at.duration_since(finding.at).as_mins().max(0);
        format!(
            "{by}, {}, {}, {} ago",
            day_text(local.date()),
            minute_text(minute_of(local.time())),
            age(minutes)
        )
    }
}

const HOUR_MINUTES: i64 = 60;
/// An age is told in hours up to here, then in days.
const AGE_HOURS_MAX: i64 = 72;

fn age(minutes: i64) -> String {
    let hours = minutes / HOUR_MINUTES;
    if minutes < HOUR_MINUTES {
        counted(minutes, "minute", "minutes")
    } else if hours <= AGE_HOURS_MAX {
        counted(hours, "hour", "hours")
    } else {
        counted(hours / 24, "day", "days")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::FindingAnswer;
    use crate::assessment::finding::{RawValue, Source};

    fn zone() -> TimeZoneName {
        TimeZoneName::parse("America/New_York").unwrap()
    }

    fn basis() -> Basis {
        let at = "2026-12-01T02:00:00Z".parse().unwrap();
        Basis {
            at,
            local: zone().local(at).datetime(),
            zone: zone().zone(),
            born: None,
        }
    }

    fn said(id: &str, about: Option<Substance>, raw: RawValue) -> Finding {
        let question = QuestionId::find(id).unwrap();
        let value = Value::parse(question.question(), &raw).unwrap();
        Finding {
            question,
            about,
            at: "2026-12-01T00:00:00Z".parse().unwrap(),
            source: Source::Clinician,
            settles: false,
            answer: FindingAnswer::Value(value),
        }
    }

    fn text(words: &str) -> RawValue {
        RawValue::Text(words.to_owned())
    }

    fn lines(along: &Along) -> Vec<String> {
        along
            .known
            .iter()
            .flat_map(|group| {
                group
                    .facts
                    .iter()
                    .map(|fact| format!("{} | {}: {}", group.title, fact.label, fact.words))
            })
            .collect()
    }

    #[test]
    fn what_an_emergency_department_needs_goes_along_and_the_rest_is_named() {
        let alcohol = Some(Substance::Alcohol);
        let findings = Findings::new(vec![
            said("use.days", alcohol, RawValue::Number(28)),
            said("use.drinks_per_day", alcohol, RawValue::Number(10)),
            said("use.last", alcohol, text("2026-11-29 12:00")),
            said("withdrawal.seizures", None, RawValue::YesNo(true)),
            said("withdrawal.seizure_on", None, text("1998-05-01")),
            said("medications.benzodiazepine", None, text("none")),
            said("scale.ciwa_ar", None, RawValue::Number(14)),
            said("risk.attempt_last", None, text("2026-11-20")),
        ]);
        let along = Along::of(&findings, &basis(), &zone());
        assert_eq!(
            lines(&along),
            [
                "Alcohol | Last use: Nov 29, 2026, 12:00 pm (33 hours ago)",
                "Alcohol | Days used in the last 30: 28 days",
                "Alcohol | Drinks on a drinking day: 10 US standard drinks (14 g)",
                "Withdrawal | Withdrawal seizure ever: yes",
                "Withdrawal | Day of the last withdrawal seizure: May 1, 1998",
                "Scales | CIWA-Ar: 14 points",
                "Medicines | Benzodiazepines or sleeping medicines: none",
                "Suicide and danger to others | Last attempt: Nov 20, 2026 (10 days ago)",
            ]
        );
        let scale = &along.known[2].facts[0];
        assert_eq!(
            scale.origin,
            "a clinician, Nov 30, 2026, 7:00 pm, 2 hours ago"
        );
        for missing in [
            "Pulse",
            "Withdrawal delirium ever",
            "PAWSS",
            "Medicines taken",
        ] {
            assert!(
                along.not_known.iter().any(|one| one == missing),
                "{missing}: {:?}",
                along.not_known
            );
        }
        assert!(!along.not_known.iter().any(|one| one == "COWS"));
    }

    #[test]
    fn what_has_a_chapter_is_said_once() {
        let conditions = "High blood pressure. No allergies known.";
        let findings = Findings::new(vec![
            said("medications.list", None, text("Lisinopril")),
            said("medical.conditions", None, text(conditions)),
        ]);
        let of = || Along::of(&findings, &basis(), &zone());
        let words = |along: &Along| lines(along).join("; ");
        let mut neither = of();
        neither.leave_to_chapters(false, false);
        assert_eq!(neither, of());
        assert!(words(&neither).contains("Lisinopril"));
        let mut both = of();
        both.leave_to_chapters(true, true);
        assert!(!words(&both).contains("Lisinopril"), "{}", words(&both));
        assert!(!both.not_known.iter().any(|one| one == "Medicines taken"));
        // The conditions have no other place.
        let mut facts = both.known.iter().flat_map(|group| &group.facts);
        let fact = facts.find(|fact| fact.words == conditions).unwrap();
        assert!(fact.origin.ends_with(ALLERGIES_ABOVE), "{}", fact.origin);
        let mut nobody = Along::of(&Findings::default(), &basis(), &zone());
        assert!(nobody.not_known.iter().any(|one| one == "Medicines taken"));
        nobody.leave_to_chapters(true, true);
        assert!(!nobody.not_known.iter().any(|one| one == "Medicines taken"));
    }

    #[test]
    fn a_day_without_its_hour_is_a_span_of_hours_and_silence_is_never_a_no() {
        let opioid = Some(Substance::Opioid);
        let findings = Findings::new(vec![said("use.last", opioid, text("2026-11-29"))]);
        let along = Along::of(&findings, &basis(), &zone());
        assert_eq!(
            lines(&along),
            ["Opioids | Last use: Nov 29, 2026 (21 to 45 hours ago)"]
        );
        let nobody = Along::of(&Findings::default(), &basis(), &zone());
        assert!(nobody.known.is_empty());
        for (_, wanted) in OF_ALL {
            for (question, silence) in wanted {
                let label = question.question().label;
                let named = nobody.not_known.iter().any(|one| one == label);
                assert!(named || *silence != Silence::Named, "{label}");
            }
        }
    }
}
