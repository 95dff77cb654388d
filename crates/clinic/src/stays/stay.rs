//! Stays: moving somebody from one level of care to the next, and ending an episode.

mod offer;

pub(crate) use offer::offer;
pub use offer::{Load, Offer, moving};

use crate::assessment::interview;
use crate::assessment::measure::CADENCE;
use crate::people::minor;
use crate::stays::gate;
use crate::stays::gate::{DangerAnswer, LevelWish};
use crate::stays::planned;
use crate::{Act, Clinic, Key, Look, Refusal};
use care::assessment::due::{Due, due};
use care::people::program::Program;
use care::stays::bed::{Bed, is_free, overnight};
use care::stays::caseload;
use care::stays::episode::{Closing, Episode};
use care::stays::planned::PlannedAdmission;
use care::stays::referral::Referral;
use care::stays::stay::{Ending, Stay, StayPlace};
use care::{BedId, Invalid, Line, PersonId, ProgramId, Role, SiteId, TimeZoneName};
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::assessment::placement::Placed;
use record::assessment::{measure, placement};
use record::people::patient::Belongs;
use record::people::{patient, program, site, staff};
use record::stays::{bed, episode, referral, stay};
use serde::Serialize;
use std::collections::HashMap;

/// Where somebody is to be, as a form describes it.
#[derive(Clone, Debug, Serialize)]
pub struct StayDraft {
    /// The program.
    pub program: ProgramId,
    /// The bed, where the program is around the clock.
    pub bed: Option<BedId>,
    /// The primary counselor.
    pub counselor: Option<PersonId>,
    /// Why the counselor may carry more people than the protocol allows.
    pub over: Option<Line>,
    /// The first day.
    pub from: Date,
    /// The planned end.
    pub planned: Option<Date>,
    /// What is done about a danger by this very move, where it is that.
    pub emergency: Option<DangerAnswer>,
    /// Why a minor is taken all the same, where nobody who may has agreed or the program is for adults.
    pub despite: Option<Line>,
}

/// Moves somebody in care to another level, program or bed: a new stay in the same episode.
pub fn step(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &StayDraft,
) -> Result<Ending, Refusal> {
    clinic.act(actor, key, ("step", &(id, draft)), |act| {
        act.permit_patient(Action::MoveStay, id)?;
        let mut episode = running(act, id)?;
        let now = episode.now();
        let next = seat(act, draft, now)?;
        let wish = LevelWish::from_stay(now.ok_or(Refusal::NotFound)?, next.level);
        let answer = draft.emergency.as_ref();
        gate::pass_answering(act, Action::MoveStay, id, wish, answer)?;
        if let Some(born) = interview::born(act.tx, id)? {
            minor::check(act, Action::MoveStay, id, draft, born)?;
        }
        gate::stand(act, id, wish, "program")?;
        let ending = advance(act, &mut episode, next, draft.program)?;
        let detail = serde_json::json!({ "how": ending, "to": draft });
        act.journal("stay.moved", ("person", id.uuid()), Some(id), Some(detail))?;
        Ok(ending)
    })
}

/// Ends somebody's episode, and the stay they are in with it.
pub fn discharge(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    closing: &Closing,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("discharge", &(id, closing)), |act| {
        act.permit_patient(Action::DischargePerson, id)?;
        gate::pass(act, id)?;
        if closing.reason.is_ours() {
            gate::stand(act, id, LevelWish::discharge(), "reason")?;
        }
        let mut episode = running(act, id)?;
        let today = today_at(act, last_site(&episode)?)?;
        episode
            .discharge(closing.clone(), today)
            .map_err(|invalid| Refusal::invalid("on", invalid))?;
        let ended = episode
            .stays
            .last()
            .and_then(|last| Some((last.id, last.ended?)));
        let (last, (on, ending)) = ended.ok_or(Refusal::NotFound)?;
        stay::end(act.tx, last, on, ending)?;
        let dice = act.clinic.dice();
        episode::close(act.tx, dice, episode.id, id, (closing, act.now))?;
        let detail = serde_json::json!({ "closing": closing, "teds": closing.reason.teds() });
        act.journal(
            "episode.discharged",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )
    })
}

/// The episode somebody is in.
pub(crate) fn running(act: &mut Act<'_, '_>, id: PersonId) -> Result<Episode, Refusal> {
    episode::open_of(act.tx, id)?
        .ok_or_else(|| Refusal::Conflict("They are not in care now. Admit them first.".to_owned()))
}

fn last_site(episode: &Episode) -> Result<SiteId, Refusal> {
    Ok(episode.stays.last().ok_or(Refusal::NotFound)?.site)
}

/// The date at a site.
pub(crate) fn today_at(act: &mut Act<'_, '_>, at: SiteId) -> Result<Date, Refusal> {
    let found = site::find(act.tx, at)?.ok_or(Refusal::NotFound)?;
    Ok(found.zone.local(act.now).date())
}

/// Opens an episode with its first stay.
pub(crate) fn open(
    act: &mut Act<'_, '_>,
    person: PersonId,
    first: Stay,
) -> Result<Episode, Refusal> {
    if episode::open_of(act.tx, person)?.is_some() {
        return Err(Refusal::Conflict(
            "They are in care already. Move them instead of admitting them again.".to_owned(),
        ));
    }
    let episode = Episode::open(act.id(), person, first);
    episode::insert(act.tx, &episode)?;
    Ok(episode)
}

/// Ends the stay that runs, begins `next`, and lets the person's record follow; `home` is the program they belong to.
pub(crate) fn advance(
    act: &mut Act<'_, '_>,
    episode: &mut Episode,
    next: Stay,
    home: ProgramId,
) -> Result<Ending, Refusal> {
    let today = today_at(act, next.site)?;
    let before = episode.stays.len();
    let belongs = Belongs {
        site: next.site,
        program: home,
        counselor: next.counselor,
    };
    let same = episode.now().is_some_and(|now| now.same_place(&next));
    let ending = episode.step(next, today).map_err(|invalid| {
        let field = if same { "program" } else { "from" };
        Refusal::invalid(field, invalid)
    })?;
    let (Some(last), Some(new)) = (episode.stays.get(before - 1), episode.stays.get(before)) else {
        return Err(Refusal::NotFound);
    };
    stay::end(act.tx, last.id, new.from, ending)?;
    let number = before + 1;
    stay::insert(act.tx, episode.id, episode.person, number, new)?;
    patient::move_to(act.tx, episode.person, belongs)?;
    Ok(ending)
}

/// The program that a form names.
pub(crate) fn wanted(act: &mut Act<'_, '_>, id: ProgramId) -> Result<Program, Refusal> {
    program::all(act.tx)?
        .into_iter()
        .find(|program| program.id == id)
        .ok_or_else(|| Refusal::field("program", "Choose one of the programs."))
}

/// A stay in one of our programs, with its bed and counselor checked; `now` is the stay it would follow.
pub(crate) fn seat(
    act: &mut Act<'_, '_>,
    draft: &StayDraft,
    now: Option<&Stay>,
) -> Result<Stay, Refusal> {
    let program = wanted(act, draft.program)?;
    let today = today_at(act, program.site)?;
    let from = care::stays::stay::happened(draft.from, today)
        .map_err(|invalid| Refusal::invalid("from", invalid))?;
    let planned = care::stays::stay::planned(from, draft.planned)
        .map_err(|invalid| Refusal::invalid("planned", invalid))?;
    let own = now.and_then(|now| now.place.bed());
    check_bed(act, &program, draft.bed, own, from)?;
    check_caseload(act, &program, draft, now)?;
    Ok(Stay {
        id: act.id(),
        level: program.level,
        site: program.site,
        place: StayPlace::Here {
            program: program.id,
            bed: draft.bed,
        },
        counselor: draft.counselor,
        from,
        planned,
        ended: None,
    })
}

/// Refuses a bed that is missing, of another place, or taken. The person's own bed is free for them.
fn check_bed(
    act: &mut Act<'_, '_>,
    program: &Program,
    wanted: Option<BedId>,
    own: Option<BedId>,
    from: Date,
) -> Result<(), Refusal> {
    let refuse = |sentence: &str| Err(Refusal::field("bed", sentence));
    match (overnight(program.level), wanted) {
        (false, None) => Ok(()),
        (false, Some(_)) => refuse("Nobody stays overnight in this program. Choose no bed."),
        (true, None) => refuse("People stay overnight in this program. Choose a bed."),
        (true, Some(id)) => {
            let found = bed::find(act.tx, id)?;
            let fits =
                found.is_some_and(|bed| bed.site == program.site && bed.level == program.level);
            if !fits {
                return refuse("Choose a bed of this program’s level at its site.");
            }
            let stays = stay::on_bed(act.tx, id)?;
            if own != Some(id) && !is_free(id, from, &stays) {
                return refuse("Somebody is in this bed. Choose a free one.");
            }
            Ok(())
        }
    }
}

/// Checks that the counselor works here and can carry one more.
pub(crate) fn check_caseload(
    act: &mut Act<'_, '_>,
    program: &Program,
    draft: &StayDraft,
    now: Option<&Stay>,
) -> Result<(), Refusal> {
    let Some(counselor) = draft.counselor else {
        return Ok(());
    };
    let organization = act.organization();
    let kept = now.is_some_and(|now| now.counselor == Some(counselor));
    let found = staff::find(act.tx, counselor)?
        .filter(|staff| staff.roles.contains(&Role::Counselor) && staff.disabled_at.is_none());
    let Some(staff) = found else {
        // Whoever left is still somebody's counselor until another one takes over.
        return if kept {
            Ok(())
        } else {
            Err(Refusal::field(
                "counselor",
                "Choose a counselor who works here.",
            ))
        };
    };
    if kept && now.is_some_and(|now| now.level == program.level) {
        return Ok(());
    }
    let loads = stay::carried(act.tx, program.level)?;
    let carried = loads.get(&counselor).copied().unwrap_or(0);
    let clinic = act.clinic;
    let limit = clinic.protocol().level(program.level).caseload.as_ref();
    if draft.over.is_some() {
        let there = Resource::Site(organization, program.site);
        if !act.could_on(Action::ExceedCaseload, &there) {
            return Err(Refusal::field(
                "over",
                "Only a clinical director can go over the caseload. Leave this empty, and choose somebody else or ask a director.",
            ));
        }
    }
    caseload::check(
        limit,
        program.level,
        &staff.name.full(),
        carried,
        draft.over.as_ref(),
    )
    .map_err(|invalid: Invalid| Refusal::invalid("counselor", invalid))
}

/// What somebody's record shows of their way through care.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each thing the page may offer"
)]
pub struct Course {
    /// Every episode, the present one first.
    pub episodes: Vec<Episode>,
    /// Every referral, the latest first.
    pub referrals: Vec<Referral>,
    /// What is due now, soonest first.
    pub due: Vec<Due>,
    /// The choice they are in care by, or are to be, where it was for less than is safe by the criteria, with its plan.
    pub below: Option<Placed>,
    /// When they were sent to an emergency department, the latest first.
    pub emergencies: Vec<Placed>,
    /// The date at their site.
    pub today: Date,
    /// Its zone.
    pub zone: TimeZoneName,
    /// Our programs, by id.
    pub programs: Vec<Program>,
    /// Our beds.
    pub beds: Vec<Bed>,
    /// What the sites are called.
    pub sites: HashMap<SiteId, Line>,
    /// What counselors and others named in it are called.
    pub called: HashMap<PersonId, String>,
    /// The admission that is planned, where one is.
    pub planned: Option<PlannedAdmission>,
    /// Whether the actor may move them.
    pub may_move: bool,
    /// Whether the actor may end the episode.
    pub may_discharge: bool,
    /// Whether the actor may say how a referral went on.
    pub may_track: bool,
    /// Whether the actor may admit them.
    pub may_admit: bool,
}

impl Course {
    /// The episode that runs.
    pub fn present(&self) -> Option<&Episode> {
        self.episodes
            .iter()
            .find(|episode| episode.closed.is_none())
    }

    /// The stay they are in.
    pub fn now(&self) -> Option<&Stay> {
        self.present().and_then(Episode::now)
    }

    /// One of the referrals.
    pub fn referral(&self, id: care::ReferralId) -> Option<&Referral> {
        self.referrals.iter().find(|referral| referral.id == id)
    }
}

/// Somebody's way through care, for a look that was permitted already.
pub(crate) fn course(
    look: &mut Look<'_, '_>,
    protocol: &care::assessment::protocol::Protocol,
    id: PersonId,
    seen_at: SiteId,
) -> Result<Course, Refusal> {
    let sites = site::all(look.read)?;
    let zone = sites.iter().find(|site| site.id == seen_at);
    let zone = &zone.ok_or(Refusal::NotFound)?.zone;
    let today = zone.local(look.now).date();
    let measured = measure::last_at(look.read, id)?.map(|at| zone.local(at).date());
    let episodes = episode::of_person(look.read, id)?;
    let referrals = referral::of_person(look.read, id)?;
    let stays = episodes.iter().flat_map(|episode| &episode.stays);
    let counselors = stays.filter_map(|stay| stay.counselor);
    let steps = referrals.iter().flat_map(|referral| &referral.steps);
    let mut emergencies = placement::of_person(look.read, id)?;
    let chosen = emergencies.first();
    let mut below = chosen
        .filter(|placed| placed.plan.is_some() && gate::counts(placed, &episodes, zone))
        .cloned();
    emergencies.retain(|placed| placed.level().is_none());
    interview::conceal(look, id, below.as_mut_slice())?;
    interview::conceal(look, id, &mut emergencies)?;
    let sent = emergencies.iter().map(|placed| placed.by);
    let mut named: Vec<PersonId> = counselors
        .chain(steps.map(|step| step.by))
        .chain(sent)
        .collect();
    named.sort_unstable();
    named.dedup();
    look.meet(named.iter().copied())?;
    let mut called = HashMap::new();
    for person in named {
        if let Some(name) = door::display_name(look, person)? {
            called.insert(person, name);
        }
    }
    let present = episodes.iter().find(|episode| episode.closed.is_none());
    let due = present.and_then(Episode::now).map_or_else(Vec::new, |now| {
        // Results of instruments are kept here; the rest is done on paper, so its rhythm runs from the first day.
        due(protocol, now.level, now.from, today, |what| {
            (what == CADENCE).then_some(measured)
        })
    });
    let zone = zone.clone();
    Ok(Course {
        due,
        today,
        zone,
        below,
        emergencies,
        programs: program::all(look.read)?,
        beds: bed::all(look.read)?,
        sites: sites.into_iter().map(|site| (site.id, site.name)).collect(),
        called,
        planned: planned::standing(look.read, id)?.map(|entry| entry.body),
        may_move: look.could(Action::MoveStay, id)?,
        may_discharge: look.could(Action::DischargePerson, id)?,
        may_track: look.could(Action::TrackReferral, id)?,
        may_admit: look.could(Action::AdmitPerson, id)?,
        episodes,
        referrals,
    })
}
