//! Minors: who answers for them, and what admitting or moving them asks for.

use crate::assessment::interview::born;
use crate::assessment::placement::seen_at;
use crate::followup::signal::raise_alarm;
use crate::people::chapter::today;
use crate::stays::stay::{StayDraft, wanted};
use crate::{Act, Clinic, Key, Look, Refusal, Version};
use care::followup::signal::{About, Alarm, Matter, Urgency};
use care::people::minor::{
    ADMITTED_FROM_YEARS, ConsentLaw, ConsentRule, Door, Guardian, Obstacle, Setting, is_minor,
    obstacles,
};
use care::people::patient::BirthDate;
use care::text::says_something;
use care::{Line, PersonId, UsState};
use jiff::civil::Date;
use policy::{Action, Actor};
use record::followup::signal;
use record::people::{guardian, person, program, site};

/// On what a signal about a minor is raised.
const OCCASION: &str = "minor";

/// What the page about a minor's guardian shows.
pub struct WardSheet {
    /// What the person is called.
    pub name: String,
    /// Their age in full years, where it is known.
    pub years: Option<i16>,
    /// What the site is called.
    pub site: Line,
    /// The state it is in.
    pub state: Option<UsState>,
    /// The date there.
    pub today: Date,
    /// Who answers for them, where it was written down.
    pub guardian: Option<Guardian>,
    /// The version of that, for the form.
    pub version: Version,
    /// What is known of the state's rule for care in which nobody stays overnight.
    pub outpatient: Option<&'static ConsentRule>,
    /// The same for care around the clock.
    pub inpatient: Option<&'static ConsentRule>,
    /// Whether the actor may write it down.
    pub may_write: bool,
    /// Whether the actor may admit.
    pub may_admit: bool,
}

/// Who answers for somebody, as the pages show it on which they have to be reached. Nobody answers for an adult.
#[derive(Clone, Debug)]
pub struct Ward {
    /// Whether they are known to be a minor.
    pub minor: bool,
    /// Who answers for them, where it was written down and they are not known to be an adult.
    pub guardian: Option<Guardian>,
}

/// Who answers for somebody, for whoever may see them.
pub(crate) fn ward(look: &mut Look<'_, '_>, id: PersonId, today: Date) -> Result<Ward, Refusal> {
    let years = born(look.read, id)?.map(|born| born.age_years(today));
    let minor = years.is_some_and(is_minor);
    let guardian = if years.is_none() || minor {
        guardian::of_person(look.read, id)?
    } else {
        None
    };
    Ok(Ward { minor, guardian })
}

/// Who answers for somebody, and what is known of the state's rule.
pub fn sheet(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<WardSheet, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, id)?;
        let at = seen_at(look, id)?;
        let site = site::find(look.read, at)?.ok_or(Refusal::NotFound)?;
        let today = site.zone.local(look.now).date();
        let (name, _) = person::load(look.read, id)?;
        let kept = guardian::of_person(look.read, id)?;
        let rule = |setting| ConsentLaw::known().rule(site.state?, setting);
        look.saw("guardian.viewed", ("person", id.uuid()), Some(id), None);
        Ok(WardSheet {
            name: name.full(),
            years: born(look.read, id)?.map(|born| born.age_years(today)),
            today,
            version: Version::of(&kept)?,
            guardian: kept,
            outpatient: rule(Setting::Outpatient),
            inpatient: rule(Setting::Inpatient),
            may_write: look.could(Action::Assess, id)?,
            may_admit: look.could(Action::AdmitPerson, id)?,
            state: site.state,
            site: site.name,
        })
    })
}

/// Writes down who answers for somebody, and who agreed to the care.
pub fn set_guardian(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &Guardian,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_guardian", &(id, draft)), |act| {
        act.permit_patient(Action::Assess, id)?;
        let before = guardian::of_person(act.tx, id)?;
        act.unchanged(Version::of(&before)?)?;
        draft.check(today(act, id)?).map_err(Refusal::Fields)?;
        guardian::set(act.tx, act.clinic.dice(), id, draft, act.now)?;
        let detail = serde_json::json!({ "before": before, "after": draft });
        act.journal(
            "guardian.changed",
            ("person", id.uuid()),
            Some(id),
            Some(detail),
        )
    })
}

/// Who takes a minor against the rule when what is done is `action`: whoever may do it and may choose a level of care
/// as well. In words, for whoever may not and has to ask one: "a clinical director".
pub(crate) fn takers(action: Action) -> String {
    let roles = policy::holders(&[action, Action::PlacePerson]);
    let names: Vec<String> = roles
        .iter()
        .map(|role| role.label().to_lowercase())
        .collect();
    match names.split_last() {
        None => "nobody".to_owned(),
        Some((last, [])) => format!("a {last}"),
        Some((last, others)) => format!("a {} or {last}", others.join(", ")),
    }
}

/// Refuses to take a minor into a program by an act that was permitted as `action`, while nobody who may has agreed to
/// it, or while it is one for adults. A clinician goes over it with a reason; nobody takes a child.
pub(crate) fn check(
    act: &mut Act<'_, '_>,
    action: Action,
    id: PersonId,
    draft: &StayDraft,
    born: BirthDate,
) -> Result<(), Refusal> {
    let program = wanted(act, draft.program)?;
    let site = site::find(act.tx, program.site)?.ok_or(Refusal::NotFound)?;
    let years = born.age_years(site.zone.local(act.now).date());
    if !is_minor(years) {
        return Ok(());
    }
    let kept = guardian::of_person(act.tx, id)?;
    let door = Door {
        state: site.state,
        level: program.level,
        adolescents: program.adolescents,
        adolescents_anywhere: program::all(act.tx)?.iter().any(|one| one.adolescents),
        law: ConsentLaw::known(),
    };
    let mut found = obstacles(years, kept.as_ref(), &door);
    if let Some(why) = &draft.despite {
        if !act.could(Action::PlacePerson, id)? {
            let sentence = format!(
                "Taking a minor all the same is for {}. Leave this empty, and ask one.",
                takers(action)
            );
            return Err(Refusal::field("despite", sentence));
        }
        if !says_something(why.as_str()) {
            let sentence = "Say why they are taken all the same, in a few words.";
            return Err(Refusal::field("despite", sentence));
        }
        found.retain(|obstacle| !obstacle.may_be_overridden());
    }
    // What is done about a danger does not wait for a signature. It was looked at before as an answer to one, and is
    // kept as that and with the move.
    if draft.emergency.is_some() && action == Action::MoveStay {
        found.retain(|obstacle| !obstacle.may_be_overridden());
    }
    match found.as_slice() {
        [] => Ok(()),
        found => Err(Refusal::Fields(found.iter().map(issue).collect())),
    }
}

fn issue(obstacle: &Obstacle) -> care::Issue {
    let field = match obstacle {
        Obstacle::TooYoung => "born",
        Obstacle::Consent(_) => "guardian",
        Obstacle::AdultProgram { .. } => "program",
    };
    care::Issue::new(field, obstacle.sentence())
}

/// Raises the signal that somebody is a minor, once. Every act that writes down a date of birth ends with it.
pub(crate) fn notice(
    act: &mut Act<'_, '_>,
    person: PersonId,
    born: Option<BirthDate>,
    today: Date,
) -> Result<(), Refusal> {
    let Some(years) = born.map(|born| born.age_years(today)) else {
        return Ok(());
    };
    if !is_minor(years) {
        return Ok(());
    }
    let words = if years < ADMITTED_FROM_YEARS {
        format!(
            "They are {years} years old, too young for any level of care here. Call child services today."
        )
    } else {
        format!(
            "They are {years} years old. Ask who their parent or guardian is and who may agree to the care, and look for a program for adolescents."
        )
    };
    // Whoever closed it once is not told again because a telephone number was corrected.
    let before = signal::of_person(act.tx, person)?;
    if before
        .iter()
        .any(|signal| signal.matter == Some(Matter::Minor))
    {
        return Ok(());
    }
    let alarm = Alarm {
        matter: Matter::Minor,
        urgency: Urgency::Today,
        words,
    };
    raise_alarm(act, person, &alarm, About::Record, OCCASION).map(drop)
}
