//! The checklist of an intake: what is there, what is missing, who can fill it in and where. A page shows it, and the act
//! that admits somebody asks the same.
//!
//! A further row is a case of [`ChecklistRow`] and a line of `ROWS`, which says from what is `Known` whether it is there.

use crate::assessment::interview::{BornAt, born_at};
use crate::followup::signal::open_now;
use crate::people::chapter::last_entry;
use crate::stays::gate::Weighed;
use crate::stays::{gate, planned};
use crate::{Act, Clinic, Look, Refusal};
use care::assessment::finding::{Finding, FindingAnswer, Findings, QuestionId};
use care::assessment::protocol::Protocol;
use care::intake::checklist::{ChecklistRow, missing_sentence};
use care::intake::paper_consent::PaperConsents;
use care::people::chapter::Chapter;
use care::people::minor::{Consent, is_minor};
use care::stays::planned::PlannedAdmission;
use care::text::says_something;
use care::treatment::screen::Screens;
use care::{Line, PersonId, Role};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::Read;
use record::assessment::placement::Placed;
use record::people::chapter::ChapterEntry;
use record::people::{chapter, coverage, details, guardian, person};

/// What a form calls the reason to admit somebody all the same.
const FIELD: &str = "incomplete";

/// What is known of somebody, as far as a row asks.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each row asks for one of them"
)]
struct Known {
    born: bool,
    contact: bool,
    whereabouts: bool,
    emergency: bool,
    payer: bool,
    /// Whether they are a minor; nothing where the age is not known.
    minor: Option<bool>,
    /// Who agreed to the care of a minor, where that was asked.
    consent: Option<Consent>,
    /// Whether they were asked about suicide and somebody knows what they said, or that they did not want to.
    asked_of_suicide: bool,
    /// Whether a danger waits for an answer now.
    waiting: bool,
    placed: bool,
    /// Whether everything that the screens ask was asked, or declined.
    screened: bool,
    /// What they signed on paper, where anything was written down of it.
    papers: Option<PaperConsents>,
    begun: Vec<Chapter>,
}

impl Known {
    fn begun(&self, any: &[Chapter]) -> bool {
        any.iter().any(|chapter| self.begun.contains(chapter))
    }
}

/// Where a row is filled in.
#[derive(Clone, Copy)]
enum FilledAt {
    /// With the details of the person: in their record, or in their request while they have none.
    Details,
    /// On a page below the person's.
    Page(&'static str),
}

/// A row: which, who fills it in, where, and whether it is there; nothing where it does not apply.
type Row = (ChecklistRow, Action, FilledAt, fn(&Known) -> Option<bool>);

/// Every row, in the order of [`ChecklistRow`].
const ROWS: &[Row] = &[
    (
        ChecklistRow::Born,
        Action::EditPatient,
        FilledAt::Details,
        |it| Some(it.born),
    ),
    (
        ChecklistRow::Contact,
        Action::EditPatient,
        FilledAt::Details,
        |it| Some(it.contact),
    ),
    (
        ChecklistRow::Whereabouts,
        Action::EditDetails,
        FilledAt::Page("details/whereabouts"),
        |it| Some(it.whereabouts),
    ),
    (
        ChecklistRow::Emergency,
        Action::EditDetails,
        FilledAt::Page("details/emergency-contacts"),
        |it| Some(it.emergency),
    ),
    (
        ChecklistRow::Payer,
        Action::EditCoverage,
        FilledAt::Page("coverage"),
        |it| Some(it.payer),
    ),
    (
        ChecklistRow::Guardian,
        Action::Assess,
        FilledAt::Page("guardian"),
        guardian_agreed,
    ),
    (
        ChecklistRow::Consents,
        Action::EditDetails,
        FilledAt::Page("paper-consents"),
        |it| Some(it.papers.as_ref().is_some_and(PaperConsents::is_whole)),
    ),
    (
        ChecklistRow::Safety,
        Action::Assess,
        FilledAt::Page("safety"),
        |it| Some(it.asked_of_suicide && !it.waiting),
    ),
    (
        ChecklistRow::Placement,
        Action::PlacePerson,
        FilledAt::Page("placement"),
        |it| Some(it.placed),
    ),
    (
        ChecklistRow::Allergies,
        Action::Assess,
        FilledAt::Page("allergies"),
        |it| Some(it.begun(&[Chapter::Allergies])),
    ),
    (
        ChecklistRow::Medicines,
        Action::Assess,
        FilledAt::Page("medicines"),
        |it| Some(it.begun(&[Chapter::Medicines, Chapter::NoMedicines])),
    ),
    (
        ChecklistRow::Pharmacy,
        Action::Assess,
        FilledAt::Page("pharmacy"),
        |it| Some(it.begun(&[Chapter::Pharmacy])),
    ),
    (
        ChecklistRow::Screens,
        Action::KeepScreens,
        FilledAt::Page("screens"),
        |it| Some(it.screened),
    ),
];

/// Whether somebody who may has agreed to the care of a minor. Whoever has no date of birth may be one: until it is
/// there, nobody knows whose agreement is enough.
fn guardian_agreed(it: &Known) -> Option<bool> {
    let agreed = matches!(it.consent, Some(Consent::Given | Consent::Alone));
    match it.minor {
        Some(false) => None,
        Some(true) => Some(agreed),
        None => Some(false),
    }
}

/// The row that has to be there before somebody can fill in another.
fn first(row: ChecklistRow, known: &Known) -> Option<ChecklistRow> {
    let waits = row == ChecklistRow::Guardian && known.minor.is_none();
    waits.then_some(ChecklistRow::Born)
}

/// What is said of a row that is not there. Whether a paper was signed is not known while nothing of it is written here.
fn lacks(row: ChecklistRow, known: &Known) -> Option<String> {
    let of_papers = row == ChecklistRow::Consents;
    of_papers.then(|| PaperConsents::lack_words(known.papers.as_ref()))
}

/// Whether a question was asked so that it need not be asked again: they said something, or did not want to. What
/// nobody knows is asked again.
fn is_asked(findings: &Findings, question: &str) -> bool {
    let settles = |finding: &Finding| finding.answer != FindingAnswer::Unknown;
    QuestionId::find(question).is_some_and(|question| findings.to(question).iter().any(settles))
}

/// Loads what the rows ask.
fn known(read: &mut impl Read, id: PersonId, weighed: &Weighed) -> Result<Known, Refusal> {
    let (_, contact) = person::load(read, id)?;
    let Weighed { assessment, chosen } = weighed;
    let years = assessment
        .basis
        .age_years()
        .and_then(|years| i16::try_from(years).ok());
    let minor = years.map(is_minor);
    let guardian = if minor == Some(true) {
        guardian::of_person(read, id)?
    } else {
        None
    };
    let told = details::of_person(read, id)?;
    let pays = coverage::of_person(read, id)?;
    let assessed_payer = QuestionId::find("payer.kind").is_some_and(|payer| {
        let mut said = assessment.findings.counting(payer, None);
        said.next().is_some()
    });
    let begun = chapter::begun(read, id)?;
    // A form of screens can be saved of which half was not asked yet.
    let screened = begun.contains(&Chapter::Screens) && {
        let kept = last_entry::<Screens>(read, id)?;
        kept.is_some_and(|screens| screens.body.is_whole())
    };
    let papers = if begun.contains(&Chapter::PaperConsents) {
        last_entry::<PaperConsents>(read, id)?.map(|entry| entry.body)
    } else {
        None
    };
    Ok(Known {
        born: assessment.basis.born.is_some(),
        contact: contact.phone.is_some() || contact.email.is_some(),
        whereabouts: told.whereabouts.home.is_settled(),
        emergency: told.emergency.people.is_settled(),
        payer: assessed_payer || pays.payers.is_settled(),
        minor,
        consent: guardian.map(|kept| kept.consent),
        asked_of_suicide: is_asked(&assessment.findings, "risk.suicide"),
        waiting: !open_now(read, id)?.is_empty(),
        placed: chosen.as_ref().and_then(Placed::level).is_some(),
        screened,
        papers,
        begun,
    })
}

/// The rows that an admission waits for and that are not there.
fn lacking(known: &Known, protocol: &Protocol) -> Vec<ChecklistRow> {
    let lacks = |(row, _, _, there): &&Row| {
        protocol.admission.requires(*row) && there(known) == Some(false)
    };
    ROWS.iter().filter(lacks).map(|(row, ..)| *row).collect()
}

/// The same for a page on which somebody is admitted, for a look that was permitted already.
pub(crate) fn missing(
    look: &mut Look<'_, '_>,
    protocol: &Protocol,
    id: PersonId,
    weighed: &Weighed,
) -> Result<Vec<ChecklistRow>, Refusal> {
    let known = known(look.read, id, weighed)?;
    Ok(lacking(&known, protocol))
}

/// Refuses to admit somebody while a row is missing that the protocol asks for. A clinician goes over it with a reason.
pub(crate) fn stand(
    act: &mut Act<'_, '_>,
    id: PersonId,
    why: Option<&Line>,
) -> Result<(), Refusal> {
    let zone = door::zone(act.tx, act.actor, id)?;
    let weighed = gate::weighed(act.tx, id, act.now, &zone)?;
    let known = known(act.tx, id, &weighed)?;
    let missing = lacking(&known, act.clinic.protocol());
    if missing.is_empty() {
        return Ok(());
    }
    let Some(why) = why else {
        return Err(Refusal::field(FIELD, missing_sentence(&missing)));
    };
    if !act.could(Action::PlacePerson, id)? {
        let sentence = "Admitting somebody without it is for a clinician who chooses levels of care. Leave this empty, and ask one.";
        return Err(Refusal::field(FIELD, sentence));
    }
    if !says_something(why.as_str()) {
        let sentence = "Say why they are admitted all the same, in a few words.";
        return Err(Refusal::field(FIELD, sentence));
    }
    Ok(())
}

/// A row as the page shows it.
pub struct ChecklistLine {
    /// Which.
    pub row: ChecklistRow,
    /// Whether it is there.
    pub done: bool,
    /// Whether an admission waits for it.
    pub required: bool,
    /// What is said of it while it is not there, where that is more than that it is missing.
    pub lacks: Option<String>,
    /// What has to be there before it can be filled in.
    pub first: Option<ChecklistRow>,
    /// Which roles fill it in.
    pub filled_by: Vec<Role>,
    /// Where, for whoever may.
    pub href: Option<String>,
}

/// The checklist of somebody's intake.
pub struct Checklist {
    /// What the person is called.
    pub called: String,
    /// The rows that apply.
    pub lines: Vec<ChecklistLine>,
    /// Where it comes from which of them are required.
    pub source: String,
    /// The admission that is planned, where one is.
    pub planned: Option<ChapterEntry<PlannedAdmission>>,
    /// The date where they are seen.
    pub today: Date,
    /// Whether they are in care already.
    pub in_care: bool,
    /// Whether the actor may admit them.
    pub may_admit: bool,
    /// Whether the actor may admit them though something required is missing.
    pub may_override: bool,
}

impl Checklist {
    /// Whether everything that is required is there.
    pub fn is_ready(&self) -> bool {
        self.lines.iter().all(|line| line.done || !line.required)
    }
}

/// Opens the checklist.
pub fn checklist(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Checklist, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let zone = door::zone(look.read, actor, id)?;
        let weighed = gate::weighed(look.read, id, look.now, &zone)?;
        let known = known(look.read, id, &weighed)?;
        let changed_at = changed_at(look, id)?;
        let protocol = clinic.protocol();
        let mut lines = Vec::new();
        for (row, action, place, there) in ROWS {
            let Some(done) = there(&known) else {
                continue;
            };
            let href = match place {
                FilledAt::Details => changed_at.clone(),
                FilledAt::Page(page) if look.could(*action, id)? => {
                    Some(format!("/staff/people/{id}/{page}"))
                }
                FilledAt::Page(_) => None,
            };
            lines.push(ChecklistLine {
                row: *row,
                done,
                required: protocol.admission.requires(*row),
                lacks: lacks(*row, &known).filter(|_| !done),
                first: first(*row, &known),
                filled_by: policy::holders(&[*action]),
                href,
            });
        }
        let may_admit = look.could(Action::AdmitPerson, id)?;
        look.saw("checklist.viewed", ("person", id.uuid()), Some(id), None);
        Ok(Checklist {
            called: door::display_name(look, id)?.ok_or(Refusal::NotFound)?,
            lines,
            source: protocol.admission.source.clone(),
            planned: planned::standing(look.read, id)?,
            today: zone.local(look.now).date(),
            in_care: record::stays::stay::open_of(look.read, id)?.is_some(),
            may_override: may_admit && look.could(Action::PlacePerson, id)?,
            may_admit,
        })
    })
}

/// Where the details of somebody are changed, for whoever may.
fn changed_at(look: &mut Look<'_, '_>, id: PersonId) -> Result<Option<String>, Refusal> {
    Ok(born_at(look, id)?.map(|at| match at {
        BornAt::Record => format!("/staff/people/{id}/edit"),
        BornAt::Request(inquiry) => format!("/staff/inquiries/{inquiry}/edit"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::assessment::finding::Source;
    use jiff::Timestamp;

    #[test]
    fn every_row_has_its_line_and_somebody_who_can_fill_it_in() {
        let lines: Vec<ChecklistRow> = ROWS.iter().map(|(row, ..)| *row).collect();
        assert_eq!(lines, ChecklistRow::ALL);
        for (row, action, ..) in ROWS {
            assert!(!policy::holders(&[*action]).is_empty(), "{row:?}");
        }
    }

    /// Nothing is there yet.
    fn nothing() -> Known {
        Known {
            born: false,
            contact: false,
            whereabouts: false,
            emergency: false,
            payer: false,
            minor: None,
            consent: None,
            asked_of_suicide: false,
            waiting: false,
            placed: false,
            screened: false,
            papers: None,
            begun: Vec::new(),
        }
    }

    #[test]
    fn a_guardian_is_asked_for_unless_they_are_known_to_be_an_adult_and_who_was_not_asked_did_not_agree()
     {
        let mut known = nothing();
        known.consent = Some(Consent::Given);
        assert_eq!(guardian_agreed(&known), Some(false), "they may be a minor");
        let row = ChecklistRow::Guardian;
        assert_eq!(first(row, &known), Some(ChecklistRow::Born));
        known.minor = Some(false);
        assert_eq!(guardian_agreed(&known), None);
        known.minor = Some(true);
        assert_eq!(first(row, &known), None);
        for (consent, agreed) in [
            (None, false),
            (Some(Consent::NotAsked), false),
            (Some(Consent::Refused), false),
            (Some(Consent::Given), true),
            (Some(Consent::Alone), true),
        ] {
            known.consent = consent;
            assert_eq!(guardian_agreed(&known), Some(agreed), "{consent:?}");
        }
    }

    /// No row is left out, and none is there, of somebody of whom nothing is known.
    #[test]
    fn what_is_not_known_is_shown_and_missing_on_every_row() {
        let known = nothing();
        for (row, _, _, there) in ROWS {
            assert_eq!(there(&known), Some(false), "{row:?}");
        }
    }

    #[test]
    fn what_nobody_knows_was_not_asked() {
        let question = QuestionId::find("risk.suicide").expect("it is in the catalogue");
        let said = |answers: &[FindingAnswer]| {
            let finding = |answer: &FindingAnswer| Finding {
                question,
                about: None,
                at: Timestamp::UNIX_EPOCH,
                source: Source::Person,
                settles: false,
                answer: answer.clone(),
            };
            let findings = Findings::new(answers.iter().map(finding).collect());
            is_asked(&findings, "risk.suicide")
        };
        assert!(!said(&[]));
        assert!(!said(&[FindingAnswer::Unknown]));
        assert!(said(&[FindingAnswer::Declined]));
        assert!(said(&[FindingAnswer::Unknown, FindingAnswer::Declined]));
    }

    #[test]
    fn what_a_protocol_requires_is_missing_until_it_is_written_down() {
        let mut protocol = Protocol::standard().expect("it loads");
        protocol.admission.required.push(ChecklistRow::Medicines);
        let mut known = Known {
            born: true,
            placed: true,
            minor: Some(false),
            ..nothing()
        };
        assert_eq!(lacking(&known, &protocol), [ChecklistRow::Medicines]);
        known.begun.push(Chapter::NoMedicines);
        assert!(lacking(&known, &protocol).is_empty());
        known.placed = false;
        assert_eq!(lacking(&known, &protocol), [ChecklistRow::Placement]);
    }
}
