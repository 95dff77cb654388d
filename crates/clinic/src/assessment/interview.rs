//! The structured intake: adding to it, settling what disagrees, completing it. What was said is never written over.

use crate::followup::signal::raise_alarm;
use crate::{Act, Clinic, Key, Refusal};
use care::assessment::facts::Basis;
use care::assessment::finding;
use care::assessment::finding::{
    Finding, NotKnown, QuestionId, QuestionKind, RawFinding, RawValue, Source, Substance, Value,
    so_long_ago,
};
use care::assessment::placement::UNSEEN;
use care::followup::signal::{About, Alarm, Matter, Urgency, occasion, of_finding};
use care::intake::inquiry::Stage;
use care::people::minor::is_minor;
use care::people::patient::BirthDate;
use care::people::program::AgeGroup;
use care::{AssessmentId, FindingId, Issue, PersonId, TimeZoneName};
use door::zone;
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Actor};
use record::assessment::interview;
use record::assessment::interview::{Assessment, Written};
use record::intake::inquiry;
use record::people::{guardian, patient};
use record::{Read, RecordError};
use serde::{Deserialize, Serialize};

mod diagnosis;
mod hints;
mod offers;
mod rules;
mod time;
mod view;

pub use diagnosis::{enter_diagnosis, take_back_diagnosis};
pub(crate) use hints::hints;
pub use offers::confirm;
pub(crate) use offers::offers;
pub(crate) use rules::raise_new;
pub use time::{EVERY_MINUTES, watch};
pub(crate) use view::born_at;
pub use view::{BornAt, Diagnosed, Needed, View, view, view_placed};
pub(crate) use view::{conceal, unseen, without};

/// One answer as it was given; when it was given is the moment it is saved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// The question's name.
    pub question: String,
    /// About which substance.
    pub about: Option<Substance>,
    /// The value; or else `not_known`.
    pub value: Option<RawValue>,
    /// Why there is no value.
    pub not_known: Option<NotKnown>,
    /// Who said it.
    pub source: Source,
    /// Whether a clinician hereby settles a disagreement.
    pub settles: bool,
}

impl Statement {
    /// The finding, were it said at `at` by the clocks of `zone`. What was told as so long ago is the moment that it means:
    /// the statement itself keeps the words, so that a form sent twice says the same twice.
    pub fn raw(&self, at: Timestamp, zone: &TimeZoneName) -> RawFinding {
        let asked = QuestionId::find(&self.question).map(QuestionId::question);
        let is_moment = asked.is_some_and(|asked| asked.kind == QuestionKind::DateTime);
        let moment = match &self.value {
            Some(RawValue::Text(text)) if is_moment => so_long_ago(text, at, zone),
            _ => None,
        };
        RawFinding {
            question: self.question.clone(),
            about: self.about,
            value: moment.map(RawValue::Text).or_else(|| self.value.clone()),
            not_known: self.not_known,
            source: self.source,
            at,
            settles: self.settles,
        }
    }
}

/// What came of saving answers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Saved {
    /// How many were new.
    pub added: usize,
    /// Answers that somebody else wrote down differently since the page was made; both are kept.
    pub crossed: Vec<Crossed>,
    /// Whether an answer is a danger of today, or a danger of now together with others: the safety protocol belongs on
    /// the screen.
    pub danger: bool,
}

/// An answer that met another one on its way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Crossed {
    /// The question's name.
    pub question: String,
    /// About which substance.
    pub about: Option<Substance>,
    /// What the other said.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// Saves answers. An answer that repeats what its source last said adds nothing. `seen` is when the page was made: what
/// others wrote since is told, and stays.
pub fn answer(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    statements: &[Statement],
    seen: Option<Timestamp>,
) -> Result<Saved, Refusal> {
    let command = &(person, statements, seen);
    clinic.act(actor, key, ("answer_assessment", command), |act| {
        act.permit_patient(Action::Assess, person)?;
        if statements.iter().any(|statement| statement.settles) {
            act.permit_patient(Action::JudgeAssessment, person)?;
        } else if !act.could(Action::JudgeAssessment, person)? {
            return add(act, person, &of_staff(statements), seen);
        }
        add(act, person, statements, seen)
    })
}

/// The same by somebody who does not judge: what they saw or measured is not a clinician's, whatever the form says.
fn of_staff(statements: &[Statement]) -> Vec<Statement> {
    let mut said = statements.to_vec();
    for statement in &mut said {
        if statement.source == Source::Clinician {
            statement.source = Source::Staff;
        }
    }
    said
}

/// What adding answers does once it is allowed.
pub(crate) fn add(
    act: &mut Act<'_, '_>,
    person: PersonId,
    statements: &[Statement],
    seen: Option<Timestamp>,
) -> Result<Saved, Refusal> {
    let zone = zone(act.tx, act.actor, person)?;
    let born = born(act.tx, person)?;
    let basis = basis(act.now, &zone, born);
    let new = check(statements, act.now, &zone, born)?;
    let known = interview::written(act.tx, person)?;
    if known.len() + new.len() > finding::set::FINDINGS_MAX {
        return Err(Refusal::Conflict(format!(
            "One record holds at most {} findings. Tell whoever runs the place.",
            finding::set::FINDINGS_MAX
        )));
    }
    let mut saved = Saved::default();
    let mut added: Vec<FindingId> = Vec::new();
    let mut open = None;
    let before: Vec<Finding> = known.iter().map(|one| one.finding.clone()).collect();
    let mut after = before.clone();
    let mut told: Vec<(Matter, Urgency)> = Vec::new();
    for finding in new {
        let last = last_of(&known, &finding);
        if last.is_some_and(|last| repeats(&finding, &last.finding)) {
            continue;
        }
        saved
            .crossed
            .extend(last.and_then(|last| crossing(act, last, &finding, seen)));
        let written = write(act, person, finding, &mut open)?;
        added.push(written.id);
        told.extend(raise_danger(act, person, &written.finding)?);
        after.push(written.finding);
    }
    let is_now = !added.is_empty() && raise_new(act, person, before, after, &told, &basis)?;
    saved.danger = is_now || !told.is_empty();
    saved.added = added.len();
    say_answered(act, person, &added)?;
    let is_hidden = |one: &Crossed| one.question == view::TREATING_ALONE;
    if saved.crossed.iter().any(is_hidden) && !act.could(Action::KeepScreens, person)? {
        for one in saved.crossed.iter_mut().filter(|one| is_hidden(one)) {
            UNSEEN.clone_into(&mut one.words);
        }
    }
    Ok(saved)
}

/// Writes an answer into the assessment that is under way, as heard by whoever acts; `open` keeps which one that is
/// from one answer to the next.
pub(crate) fn write(
    act: &mut Act<'_, '_>,
    person: PersonId,
    finding: Finding,
    open: &mut Option<AssessmentId>,
) -> Result<Written, Refusal> {
    let written = Written {
        id: act.id(),
        finding,
        by: act.actor.person(),
    };
    let assessment = match *open {
        Some(known) => known,
        None => *open.insert(open_assessment(act, person)?.id),
    };
    interview::add(act.tx, act.clinic.dice(), person, assessment, &written)?;
    Ok(written)
}

/// Says in the journal which answers were written down.
pub(crate) fn say_answered(
    act: &mut Act<'_, '_>,
    person: PersonId,
    added: &[FindingId],
) -> Result<(), Refusal> {
    let detail = serde_json::json!({ "findings": added });
    act.journal(
        "assessment.answered",
        ("person", person.uuid()),
        Some(person),
        Some(detail),
    )
}

/// Checks every answer, and says everything that is wrong at once.
fn check(
    statements: &[Statement],
    now: Timestamp,
    zone: &TimeZoneName,
    born: Option<BirthDate>,
) -> Result<Vec<Finding>, Refusal> {
    let today = zone.local(now).date();
    let (mut findings, mut issues) = (Vec::new(), Vec::new());
    for statement in statements {
        match Finding::parse(&statement.raw(now, zone), today, born) {
            Ok(finding) => findings.push(finding),
            Err(invalid) => issues.push(Issue::new(
                "answers",
                format!("{}: {invalid}", statement.question),
            )),
        }
    }
    if issues.is_empty() {
        Ok(findings)
    } else {
        Err(Refusal::Fields(issues))
    }
}

/// What the same source last said to the same question.
fn last_of<'w>(known: &'w [Written], finding: &Finding) -> Option<&'w Written> {
    known
        .iter()
        .filter(|written| {
            written.finding.question == finding.question
                && written.finding.about == finding.about
                && written.finding.source == finding.source
        })
        .max_by_key(|written| (written.finding.at, written.id))
}

/// How soon after it the same answer is a form sent once more: a page keeps each answer by itself, and then all of them
/// again. Nothing stands in a form but what was answered in it, so later it was asked and said again, and is as fresh as
/// that: withdrawal rated "none" each morning is known each morning.
const REPEATED_MINUTES: i64 = 60;

fn repeats(finding: &Finding, last: &Finding) -> bool {
    let apart = finding.at.duration_since(last.at);
    let soon = apart < SignedDuration::from_mins(REPEATED_MINUTES);
    soon && !finding.settles && (finding.answer == last.answer || is_as_long_ago(finding, last))
}

/// Whether both say "5 h ago", the later one of a moment that is later by as much as went by between them, to the minute.
fn is_as_long_ago(finding: &Finding, last: &Finding) -> bool {
    let (Some(Value::Moment(one)), Some(Value::Moment(other))) = (finding.value(), last.value())
    else {
        return false;
    };
    let apart = finding.at.duration_since(last.at);
    let moved = one.duration_since(*other);
    (moved - apart).abs() <= SignedDuration::from_mins(1)
}

fn crossing(
    act: &Act<'_, '_>,
    last: &Written,
    finding: &Finding,
    seen: Option<Timestamp>,
) -> Option<Crossed> {
    // Whoever said the same meanwhile crossed nobody.
    let other = last.by != act.actor.person() && last.finding.answer != finding.answer;
    let crossed = other && seen.is_some_and(|seen| last.finding.at > seen);
    crossed.then(|| Crossed {
        question: finding.question.question().id.to_owned(),
        about: finding.about,
        words: last.finding.words(),
        at: last.finding.at,
    })
}

/// A dangerous answer raises a signal in the same act, whoever said it.
fn raise_danger(
    act: &mut Act<'_, '_>,
    person: PersonId,
    finding: &Finding,
) -> Result<Option<(Matter, Urgency)>, Refusal> {
    let Some((matter, urgency)) = of_finding(finding) else {
        return Ok(None);
    };
    let question = finding.question.question();
    let about = finding
        .about
        .map(|substance| format!(", {}", substance.label().to_lowercase()))
        .unwrap_or_default();
    let words = format!(
        "{}{about}: {} (said by {}).",
        question.label,
        finding.words(),
        finding.source.label()
    );
    let alarm = Alarm {
        matter,
        urgency,
        words,
    };
    let about = About::Assessment(question.section);
    raise_alarm(act, person, &alarm, about, &occasion(finding))?;
    Ok(Some((matter, urgency)))
}

/// The assessment that is under way; a new one when there is none, or when the last one was completed.
fn open_assessment(act: &mut Act<'_, '_>, person: PersonId) -> Result<Assessment, Refusal> {
    if let Some(latest) = interview::latest(act.tx, person)?
        && latest.completed.is_none()
    {
        return Ok(latest);
    }
    let opened = Assessment {
        id: act.id(),
        person,
        opened: (act.now, act.actor.person()),
        completed: None,
    };
    interview::insert(act.tx, &opened)?;
    Ok(opened)
}

/// Completes the assessment under way. What is still open stays open; placement says whether it matters.
pub fn complete(clinic: &Clinic, actor: &Actor, key: Key, person: PersonId) -> Result<(), Refusal> {
    clinic.act(actor, key, ("complete_assessment", &person), |act| {
        act.permit_patient(Action::JudgeAssessment, person)?;
        let under_way =
            interview::latest(act.tx, person)?.filter(|assessment| assessment.completed.is_none());
        let Some(under_way) = under_way else {
            return Err(Refusal::Conflict(
                "There is no assessment under way. Answer a question to begin one.".to_owned(),
            ));
        };
        let by = act.actor.person();
        interview::complete(act.tx, under_way.id, by, act.now)?;
        inquiry::advance(act.tx, person, Stage::Assessed, act.now)?;
        act.journal(
            "assessment.completed",
            ("person", person.uuid()),
            Some(person),
            None,
        )
    })
}

/// Everything found about a person, as placement weighs it at this moment.
pub fn current(
    read: &mut impl Read,
    person: PersonId,
    now: Timestamp,
    zone: &TimeZoneName,
) -> Result<finding::Assessment, Refusal> {
    let born = born(read, person)?;
    let basis = basis(now, zone, born);
    let today = basis.local.date();
    let guardian = guardian_said(read, person, &basis)?;
    let offered = offers(read, person, &basis)?;
    let findings = interview::findings(read, person)?.filled(guardian);
    Ok(finding::Assessment {
        assessed_on: today,
        basis,
        age_group: born.map(|born| AgeGroup::of_years(born.age_years(today))),
        findings: findings.fearing(&offered),
        hints: hints(read, person)?,
    })
}

/// Who answers for a minor, as it was written down beside the assessment: what is in the record is not asked again.
pub(crate) fn guardian_said(
    read: &mut impl Read,
    person: PersonId,
    basis: &Basis,
) -> Result<Option<Finding>, RecordError> {
    let years = basis
        .age_years()
        .and_then(|years| i16::try_from(years).ok());
    if !years.is_some_and(is_minor) {
        return Ok(None);
    }
    let kept = guardian::kept(read, person)?;
    Ok(kept.and_then(|(guardian, at)| guardian.finding(at)))
}

/// When it is, where somebody is seen, and how old they are: what criteria are weighed by.
pub(crate) fn basis(now: Timestamp, zone: &TimeZoneName, born: Option<BirthDate>) -> Basis {
    Basis {
        at: now,
        local: zone.local(now).datetime(),
        zone: zone.zone(),
        born: born.map(BirthDate::date),
    }
}

/// The date of birth, where it is known: from the record, or from the request of whoever is not in care yet.
pub(crate) fn born(
    read: &mut impl Read,
    person: PersonId,
) -> Result<Option<BirthDate>, RecordError> {
    if let Some(patient) = patient::find(read, person)? {
        return Ok(patient.born);
    }
    let requests = inquiry::of_person(read, person)?;
    Ok(requests.iter().find_map(|inquiry| inquiry.request.born))
}

/// The statement that repeats a kept one as a clinician's, to settle a disagreement.
pub fn settling(question: QuestionId, about: Option<Substance>, value: RawValue) -> Statement {
    Statement {
        question: question.question().id.to_owned(),
        about,
        value: Some(value),
        not_known: None,
        source: Source::Clinician,
        settles: true,
    }
}
