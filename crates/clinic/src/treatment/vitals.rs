//! Vital signs. They are findings of the assessment and are kept nowhere else: what is dangerous among them raises what
//! the criteria of the protocol say, in the act that saves them.

use crate::assessment::interview;
use crate::assessment::interview::Statement;
use crate::people::chapter::saw;
use crate::{Clinic, Key, Refusal};
use care::assessment::finding::{Finding, QuestionId, RawValue, Source, Value};
use care::{Issue, PersonId, TimeZoneName};
use jiff::Timestamp;
use policy::{Action, Actor};
use record::assessment::interview as interview_record;
use serde::Serialize;

/// Each vital sign: the field of a form, and the question that it answers.
pub const VITALS: [(&str, &str); 8] = [
    ("temperature", "vitals.temperature"),
    ("pulse", "vitals.pulse"),
    ("systolic", "vitals.systolic"),
    ("diastolic", "vitals.diastolic"),
    ("breaths", "vitals.breaths"),
    ("spo2", "vitals.spo2"),
    ("weight", "vitals.weight"),
    ("height", "vitals.height"),
];
/// The most measurings shown, the latest first.
const SHOWN_MAX: usize = 20;

/// What was measured at one time.
pub struct Measured {
    /// When.
    pub at: Timestamp,
    /// By whom it was written down.
    pub by: String,
    /// What was measured, each with how it reads.
    pub values: Vec<(&'static str, String)>,
}

/// Somebody's vital signs, as their page shows them.
pub struct Vitals {
    /// What the person is called.
    pub called: String,
    /// The zone of the site where they are seen.
    pub zone: TimeZoneName,
    /// What was measured, the latest first.
    pub measured: Vec<Measured>,
    /// Whether the actor may write.
    pub may_write: bool,
}

/// Opens them.
pub fn show(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Vitals, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        saw(look, "vitals.viewed", id);
        let written = interview_record::written(look.read, id)?;
        let is_vital = |finding: &Finding| {
            let asked = finding.question.question().id;
            VITALS.iter().any(|(_, question)| *question == asked)
        };
        let vital = written.iter().filter(|one| is_vital(&one.finding));
        let vital: Vec<_> = vital.collect();
        look.meet(vital.iter().map(|one| one.by).chain([id]))?;
        let mut measured: Vec<Measured> = Vec::new();
        for one in vital {
            let said = (one.finding.question.question().label, one.finding.words());
            match measured.last_mut().filter(|last| last.at == one.finding.at) {
                Some(last) => last.values.push(said),
                None => measured.push(Measured {
                    at: one.finding.at,
                    by: door::display_name(look, one.by)?.unwrap_or_default(),
                    values: vec![said],
                }),
            }
        }
        measured.reverse();
        measured.truncate(SHOWN_MAX);
        Ok(Vitals {
            called: door::display_name(look, id)?.ok_or(Refusal::NotFound)?,
            zone: door::zone(look.read, actor, id)?,
            measured,
            may_write: look.could(Action::Assess, id)?,
        })
    })
}

/// One measured value as it was typed.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuredDraft {
    /// The field, as [`VITALS`] calls it.
    pub field: String,
    /// The value.
    pub value: RawValue,
}

/// Writes down what was measured just now; answers whether it is a danger.
pub fn measure(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    drafts: &[MeasuredDraft],
) -> Result<bool, Refusal> {
    clinic.act(actor, key, ("measure_vitals", &(id, drafts)), |act| {
        act.permit_patient(Action::Assess, id)?;
        let source = if act.could(Action::JudgeAssessment, id)? {
            Source::Clinician
        } else {
            Source::Staff
        };
        let statements = statements(drafts, source)?;
        let saved = interview::add(act, id, &statements, None)?;
        let detail = serde_json::json!({ "measured": saved.added });
        act.journal(
            "vitals.measured",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )?;
        Ok(saved.danger)
    })
}

/// What was typed as statements, or everything that cannot be beside its field.
fn statements(drafts: &[MeasuredDraft], source: Source) -> Result<Vec<Statement>, Refusal> {
    let (mut statements, mut issues) = (Vec::new(), Vec::new());
    let mut pressure = [None, None];
    for (field, question) in VITALS {
        let Some(draft) = drafts.iter().find(|draft| draft.field == field) else {
            continue;
        };
        let Some(asked) = QuestionId::find(question) else {
            continue;
        };
        match Value::parse(asked.question(), &draft.value) {
            Ok(value) => {
                match field {
                    "systolic" => pressure[0] = value.position(),
                    "diastolic" => pressure[1] = value.position(),
                    _ => {}
                }
                statements.push(Statement {
                    question: question.to_owned(),
                    about: None,
                    value: Some(draft.value.clone()),
                    not_known: None,
                    source,
                    settles: false,
                });
            }
            Err(invalid) => issues.push(Issue::new(field, invalid.0)),
        }
    }
    if let [Some(upper), Some(lower)] = pressure
        && lower >= upper
    {
        let sentence = "The lower pressure is not below the upper one. Check both.";
        issues.push(Issue::new("diastolic", sentence));
    }
    if issues.is_empty() && statements.is_empty() {
        issues.push(Issue::new("temperature", "Enter at least one measurement."));
    }
    if issues.is_empty() {
        Ok(statements)
    } else {
        Err(Refusal::Fields(issues))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Result<Vec<Statement>, Vec<&'static str>> {
        let draft = |(field, text): &(&str, &str)| MeasuredDraft {
            field: (*field).to_owned(),
            value: text
                .parse()
                .map_or_else(|_| RawValue::Text((*text).to_owned()), RawValue::Number),
        };
        let drafts: Vec<_> = fields.iter().map(draft).collect();
        statements(&drafts, Source::Staff).map_err(|refusal| match refusal {
            Refusal::Fields(issues) => issues.iter().map(|issue| issue.field).collect(),
            other => panic!("{other}"),
        })
    }

    #[test]
    fn every_vital_sign_is_a_question_that_is_measured() {
        for (field, question) in VITALS {
            let asked = QuestionId::find(question).expect(field).question();
            assert_eq!(asked.source(Source::Person), Source::Clinician, "{field}");
            assert!(asked.bounds().is_some(), "{field} refuses typos");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_refused_beside_its_field() {
        assert_eq!(typed(&[]).unwrap_err(), ["temperature"]);
        assert_eq!(typed(&[("pulse", "720")]).unwrap_err(), ["pulse"]);
        let turned = [("systolic", "80"), ("diastolic", "120")];
        assert_eq!(typed(&turned).unwrap_err(), ["diastolic"]);
        let whole = [
            ("temperature", "98.6"),
            ("pulse", "72"),
            ("systolic", "120"),
            ("diastolic", "80"),
            ("breaths", "14"),
            ("spo2", "98"),
            ("weight", "181.5"),
            ("height", "70"),
        ];
        assert_eq!(typed(&whole).unwrap().len(), whole.len());
    }
}
