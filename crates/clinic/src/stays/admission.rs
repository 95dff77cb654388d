//! Admission: from somebody who asked for help to somebody in care, with an episode and its first stay.

mod usual;

pub use usual::UsualAdmission;

use crate::assessment::interview;
use crate::intake::checklist;
use crate::people::minor;
use crate::stays::gate;
use crate::stays::gate::LevelWish;
use crate::stays::phase;
use crate::stays::planned;
use crate::stays::referral::{ReferralDraft, send};
use crate::stays::stay::{Offer, StayDraft, offer, open, seat, wanted};
use crate::{Act, Clinic, Key, Refusal};
use care::day::day_text;
use care::intake::checklist::ChecklistRow;
use care::intake::inquiry::Stage;
use care::people::patient::BirthDate;
use care::people::program::Program;
use care::stays::planned::PlannedAdmission;
use care::stays::stay::{Stay, StayPlace, backdated};
use care::{EpisodeId, Line, PersonId, TimeZoneName};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::assessment::placement::Placed;
use record::intake::inquiry;
use record::people::chapter::ChapterEntry;
use record::people::patient;
use record::people::patient::Belongs;
use record::people::site;
use record::stays::episode;
use serde::Serialize;

/// An admission as a form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct AdmissionDraft {
    /// The program; where another provider begins, the one the person comes to afterwards.
    pub stay: StayDraft,
    /// The other provider, when the first stay is there.
    pub elsewhere: Option<ReferralDraft>,
    /// Date of birth, when it was not known before.
    pub born: Option<BirthDate>,
    /// Why it is done otherwise than usual.
    pub exceptions: Exceptions,
}

/// Why somebody is admitted otherwise than usual.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Exceptions {
    /// Why the first day lies further back than a week.
    pub late: Option<Line>,
    /// Why the checklist need not be whole.
    pub incomplete: Option<Line>,
    /// Where in the program they are, when they come in its middle.
    pub entered: Option<EnteredPhase>,
}

/// Where in a program somebody is on their first day here.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EnteredPhase {
    /// The phase, counted from 1.
    pub phase: u16,
    /// The week of it.
    pub week: u16,
}

/// Takes somebody into care who is a person here already: opens the episode and the first stay, and gives them a primary
/// counselor. From then on what is due follows from the protocol.
pub fn admit(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &AdmissionDraft,
) -> Result<EpisodeId, Refusal> {
    clinic.act(actor, key, ("admit", &(id, draft)), |act| {
        act.permit_patient(Action::AdmitPerson, id)?;
        let home = phase::entering(wanted(act, draft.stay.program)?, draft)?;
        let site = site::find(act.tx, home.site)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(act.now).date();
        past(act, id, draft, &site.zone, today)?;
        let elsewhere = draft.elsewhere.as_ref();
        let emergency = elsewhere.and_then(|elsewhere| elsewhere.emergency.as_ref());
        let emergency = emergency.or(draft.stay.emergency.as_ref());
        let level = elsewhere.map_or(home.level, |elsewhere| elsewhere.level);
        let wish = LevelWish::admission(level);
        gate::pass_answering(act, Action::AdmitPerson, id, wish, emergency)?;
        let born = known(act, id, draft)?;
        minor::check(act, Action::AdmitPerson, id, &draft.stay, born)?;
        let first = match &draft.elsewhere {
            None => Stay {
                level: home.level,
                ..seat(act, &draft.stay, None)?
            },
            Some(elsewhere) => away(act, id, &home, today, draft, elsewhere)?,
        };
        let belongs = Belongs {
            site: home.site,
            program: home.id,
            counselor: first.counselor,
        };
        let field = if elsewhere.is_some() {
            "level"
        } else {
            "program"
        };
        gate::stand(act, id, wish, field)?;
        let (dice, joined) = (act.clinic.dice(), first.from);
        patient::admit(act.tx, dice, id, belongs, Some(born), joined)?;
        checklist::stand(act, id, draft.exceptions.incomplete.as_ref())?;
        planned::came(act, id)?;
        minor::notice(act, id, Some(born), today)?;
        let stay = first.id;
        let episode = open(act, id, first)?;
        phase::enter(act, (stay, joined), draft.exceptions.entered)?;
        inquiry::advance(act.tx, id, Stage::Admitted, act.now)?;
        let detail = serde_json::json!({ "admission": draft, "episode": episode.id });
        act.journal(
            "episode.opened",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )?;
        Ok(episode.id)
    })
}

/// Refuses a first day that lies far back without a reason, or within an earlier course of care: everything that is counted
/// from it would be counted twice.
fn past(
    act: &mut Act<'_, '_>,
    id: PersonId,
    draft: &AdmissionDraft,
    zone: &TimeZoneName,
    today: Date,
) -> Result<(), Refusal> {
    let why = draft.exceptions.late.as_ref().map(Line::as_str);
    let requests = inquiry::of_person(act.tx, id)?;
    let asked_at = requests.iter().map(|request| request.requested_at).min();
    let asked = asked_at.map(|asked_at| zone.local(asked_at).date());
    backdated(draft.stay.from, today, asked, why).map_err(|issue| Refusal::Fields(vec![issue]))?;
    let earlier = episode::of_person(act.tx, id)?;
    let ended = earlier.iter().filter_map(|episode| episode.closed.as_ref());
    let last = ended.map(|closing| closing.on).max();
    match last.filter(|last| draft.stay.from < *last) {
        Some(last) => {
            let sentence = format!(
                "They were in care until {}. Enter that day or a later one.",
                day_text(last)
            );
            Err(Refusal::field("from", sentence))
        }
        None => Ok(()),
    }
}

/// The date of birth, as typed or as said when they asked. Whoever is under eighteen is admitted another way, so nobody is
/// admitted whose age nobody knows.
fn known(
    act: &mut Act<'_, '_>,
    id: PersonId,
    draft: &AdmissionDraft,
) -> Result<BirthDate, Refusal> {
    // What was said when they asked is not asked again, and not lost. Another date is a correction, and has its own
    // form: here it would make an adult of a minor beside everything that was found out about them.
    let known = interview::born(act.tx, id)?;
    if let (Some(known), Some(typed)) = (known, draft.born)
        && known != typed
    {
        let sentence =
            "Another date of birth is known already. Correct it on their own page first.";
        return Err(Refusal::field("born", sentence));
    }
    known.or(draft.born).ok_or_else(|| {
        let sentence = "Enter the date of birth: for whoever is under 18, a parent or guardian is asked first.";
        Refusal::field("born", sentence)
    })
}

/// A first stay with another provider, and the referral that leads there.
fn away(
    act: &mut Act<'_, '_>,
    person: PersonId,
    home: &Program,
    today: Date,
    draft: &AdmissionDraft,
    elsewhere: &ReferralDraft,
) -> Result<Stay, Refusal> {
    if draft.stay.bed.is_some() {
        let sentence = "Another provider gives the bed. Choose none of ours.";
        return Err(Refusal::field("bed", sentence));
    }
    let from = care::stays::stay::happened(draft.stay.from, today)
        .map_err(|invalid| Refusal::invalid("from", invalid))?;
    let planned = care::stays::stay::planned(from, draft.stay.planned)
        .map_err(|invalid| Refusal::invalid("planned", invalid))?;
    let there = Program {
        level: elsewhere.level,
        ..home.clone()
    };
    crate::stays::stay::check_caseload(act, &there, &draft.stay, None)?;
    let referral = send(act, person, home.site, elsewhere)?;
    Ok(Stay {
        id: act.id(),
        level: elsewhere.level,
        site: home.site,
        place: StayPlace::Elsewhere { referral },
        counselor: draft.stay.counselor,
        from,
        planned,
        ended: None,
    })
}

/// What the page for admitting somebody shows.
pub struct Door {
    /// What can be chosen.
    pub offer: Offer,
    /// What a clinician chose last for this course of care, if anybody did.
    pub placed: Option<Placed>,
    /// Whether they are in care already.
    pub in_care: bool,
    /// The checklist still waits for these rows, but for the date of birth, which the form asks.
    pub missing: Vec<ChecklistRow>,
    /// What the form begins with, and whether anything is left to say.
    pub usual: UsualAdmission,
    /// The admission that is planned, where one is.
    pub planned: Option<ChapterEntry<PlannedAdmission>>,
}

/// What the page for admitting somebody shows.
pub fn door(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<Door, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::AdmitPerson, id)?;
        let seen_at = crate::assessment::placement::seen_at(look, id)?;
        let protocol = clinic.protocol();
        let (offer, weighed) = offer(look, protocol, id, seen_at, Action::AdmitPerson)?;
        let mut missing = checklist::missing(look, protocol, id, &weighed)?;
        // The date of birth is asked for in the form itself.
        missing.retain(|row| *row != ChecklistRow::Born);
        let mut placed = weighed.chosen;
        interview::conceal(look, id, placed.as_mut_slice())?;
        let planned = planned::standing(look.read, id)?;
        let level = placed.as_ref().and_then(Placed::level);
        let usual = usual::usual(protocol, &offer, level, &missing, planned.is_some());
        let door = Door {
            placed,
            in_care: offer.now.is_some(),
            offer,
            missing,
            usual,
            planned,
        };
        look.saw("patient.viewed", ("person", id.uuid()), Some(id), None);
        Ok(door)
    })
}
