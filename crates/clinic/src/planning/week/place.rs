//! A week for one person among the groups that run.

use super::aim::{Aim, Aside};
use super::apply::apply;
use super::calendar::{Changing, Misfit, OTHER_WEEKS_MAX, misfits};
use super::explanation::{WeekSession, given_up};
use super::horizon::{first_sum, lasting as shown, real_weeks};
use super::load::{SiteWeek, load};
use super::map::{LeftOut, SiteInstance, map, map_beside};
use super::turns;
use crate::followup::signal::{Raise, raise};
use crate::groups::told;
use crate::{Act, Clinic, Key, Look, Refusal};
use care::followup::signal::{About, Once, SignalKind, Urgency};
use care::groups::notice::ChangeAct;
use care::people::site::Site;
use care::planning::week::{Plan, RealWeek, Sum, next_monday};
use care::{PersonId, SiteId, Weekday};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use policy::{Action, Actor};
use record::Read;
use record::groups::membership;
use record::people::{patient, site};
use timetable::{Differs, Placement, place_one, score};

/// Why somebody is offered nothing although a week was found.
const ONLY_ON_DATES: &str = "Every week that fits theirs lies, on some date, upon something that was moved or handed on. Look at what differs on single dates.";

/// One week somebody could have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WeekChoice {
    /// How it differs: "Best week", "Without Tuesday".
    pub label: String,
    /// What they would attend.
    pub plan: Plan,
    /// Its sessions, in order.
    pub sessions: Vec<WeekSession>,
    /// What it comes to.
    pub sum: Sum,
    /// What each of the coming weeks comes to, as the calendar will show them.
    pub weeks: Vec<RealWeek>,
    /// What is given up for it.
    pub reasons: Vec<String>,
    /// How many things differ from the present week.
    pub differences: usize,
}

/// The weeks somebody could have from a Monday on.
#[derive(Clone, Debug)]
pub struct WeekChoices {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// Where.
    pub site: Site,
    /// The Monday from which it would hold.
    pub monday: Date,
    /// What is prescribed, in minutes a week.
    pub prescribed_minutes: u32,
    /// What they attend now.
    pub present: Option<WeekChoice>,
    /// Why the present week does not keep the rules, where it does not.
    pub astray: Option<String>,
    /// Whether that is because their life leaves no room for it, and not because of a rule of the program.
    pub collides: bool,
    /// The weeks, the best first; none where there is none.
    pub weeks: Vec<WeekChoice>,
    /// Why there is no week and what it would take, or why none is looked for.
    pub why_not: Option<String>,
    /// Whether the actor may accept one.
    pub may_accept: bool,
}

/// The weeks somebody could have, from a Monday on or from the next one.
pub fn choices(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    monday: Option<Date>,
) -> Result<WeekChoices, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewLife, person)?;
        let may_accept = look.could(Action::PlaceInWeek, person)?;
        let site = site_of(look, person)?;
        let today = site.zone.local(look.now).date();
        let monday = monday.unwrap_or_else(|| next_monday(today));
        let week = load(clinic.protocol(), look.read, site.id, monday)?;
        look.saw("week.viewed", ("person", person.uuid()), Some(person), None);
        Ok(find(&week, person, may_accept))
    })
}

fn site_of(look: &mut Look<'_, '_>, person: PersonId) -> Result<Site, Refusal> {
    let facts = patient::facts(look.read, person, look.actor.person())?;
    let id: SiteId = facts.ok_or(Refusal::NotFound)?.site;
    site::find(look.read, id)?.ok_or(Refusal::NotFound)
}

fn find(week: &SiteWeek, person: PersonId, may_accept: bool) -> WeekChoices {
    let mut choices = WeekChoices {
        person,
        called: week
            .person(person)
            .map(|one| one.name.full())
            .unwrap_or_default(),
        monday: week.monday,
        prescribed_minutes: super::rules::prescribed_minutes(week),
        present: None,
        astray: None,
        collides: false,
        weeks: Vec::new(),
        why_not: None,
        may_accept,
        site: week.site.clone(),
    };
    if week.person(person).is_none() {
        choices.why_not = Some("They are in no program here in that week.".to_owned());
        return choices;
    }
    let mapped = match map(week, Aim::One(person)) {
        Ok(mapped) => mapped,
        Err(sentences) => {
            choices.why_not = Some(sentences.join(" "));
            return choices;
        }
    };
    if mapped.person(person).is_none() {
        let why = mapped.left_out.iter().find(|(one, _)| *one == person);
        let why = why.map_or("does not take part", |(_, why): &(PersonId, LeftOut)| {
            why.sentence()
        });
        choices.why_not = Some(format!("This person {why}; their week is set by hand."));
        return choices;
    }
    if let Some(astray) = mapped.astray.get(&person) {
        choices.astray = Some(astray.why.clone());
        choices.collides = astray.life;
    }
    let before = week.lasting(person);
    choices.present = before.clone().map(|plan| {
        let sessions = shown(week, person, &plan, &|_| None);
        WeekChoice {
            label: "Now".to_owned(),
            sum: first_sum(week, person, &plan, &|_| None),
            weeks: real_weeks(week, &[], person, None, &|id| mapped.group(id).is_some()),
            reasons: choices
                .astray
                .iter()
                .map(|why| format!("This person {why}."))
                .collect(),
            plan,
            sessions,
            differences: 0,
        }
    });
    offer(&mut choices, week, mapped, &before.unwrap_or_default());
    choices
}

/// The weeks that can be held on every date, or why there is none. Where none of those that are found can, others are
/// looked for without what was in their way.
fn offer(choices: &mut WeekChoices, week: &SiteWeek, mut mapped: SiteInstance, before: &Plan) {
    let person = choices.person;
    if week.takes_turns(person) && week.round_of(person) > 1 {
        // The instance is of one week of their rotation alone.
        match turning(week, &mapped, person, before) {
            Some(one) => choices.weeks.push(one),
            None => choices.why_not = Some(turns::ONE_TURN_LACKS.to_owned()),
        }
        return;
    }
    let mut aside = Aside::default();
    for tried in 0..=OTHER_WEEKS_MAX {
        let Some(number) = mapped.person(person) else {
            return;
        };
        let found = place_one(&mapped.instance, &mapped.current, number);
        if found.weeks.is_empty() {
            if let Some(one) = turning(week, &mapped, person, before) {
                choices.weeks.push(one);
                return;
            }
            choices.why_not = Some(if tried == 0 {
                super::answer::alone(week, &mapped, &mapped.current, number, &[]).0
            } else {
                ONLY_ON_DATES.to_owned()
            });
            return;
        }
        let mut without = Vec::new();
        for placement in &found.weeks {
            let misfits = unheld(week, &mapped, person, &mapped.plan(&placement.week));
            if misfits.is_empty() {
                let one = choice(week, &mapped, number, placement, before);
                choices.weeks.push(one);
            }
            without.extend(misfits.iter().filter_map(|one| match one {
                Misfit::Person(_, without) => *without,
                Misfit::Group(_) => None,
            }));
        }
        if !choices.weeks.is_empty() {
            return;
        }
        let known = aside.without.len();
        aside
            .without
            .extend(without.into_iter().map(|one| (person, one)));
        if aside.without.len() == known {
            // Nothing else to do without: the same weeks would be found again.
            break;
        }
        match map_beside(week, Aim::One(person), &aside) {
            Ok(other) => mapped = other,
            Err(_) => break,
        }
    }
    choices.why_not = Some(ONLY_ON_DATES.to_owned());
}

/// What of a plan cannot be held on every date, beside whatever differs on one of them.
fn unheld(week: &SiteWeek, mapped: &SiteInstance, person: PersonId, plan: &Plan) -> Vec<Misfit> {
    let before = week.lasting(person);
    if before.as_ref() == Some(plan) {
        return Vec::new();
    }
    let changing = Changing {
        person,
        before: before.as_ref(),
        after: plan,
    };
    misfits(week, &[], &[changing], &|id| mapped.group(id).is_some())
}

/// A week that takes turns, for somebody whose shifts rotate and for whom no week is the same every week.
fn turning(
    week: &SiteWeek,
    mapped: &SiteInstance,
    person: PersonId,
    before: &Plan,
) -> Option<WeekChoice> {
    let plan = turns::alone(week, person)?;
    unheld(week, mapped, person, &plan)
        .is_empty()
        .then(|| WeekChoice {
            label: "Taking turns with their shifts".to_owned(),
            sessions: shown(week, person, &plan, &|_| None),
            sum: first_sum(week, person, &plan, &|_| None),
            weeks: real_weeks(week, &[], person, Some(&plan), &|id| {
                mapped.group(id).is_some()
            }),
            reasons: Vec::new(),
            differences: before.differences(&plan),
            plan,
        })
}

fn choice(
    week: &SiteWeek,
    mapped: &SiteInstance,
    number: usize,
    placement: &Placement,
    before: &Plan,
) -> WeekChoice {
    let person = mapped.people[number];
    let plan = mapped.plan(&placement.week);
    let sessions = shown(week, person, &plan, &|_| None);
    let label = match placement.differs {
        Differs::Best => "Best week".to_owned(),
        Differs::OtherProcessGroup => "Another process group".to_owned(),
        Differs::WithoutDay(day) => format!("Without {}", Weekday::ALL[day % 7].label()),
    };
    WeekChoice {
        label,
        sum: first_sum(week, person, &plan, &|_| None),
        weeks: real_weeks(
            week,
            &[],
            person,
            (*before != plan).then_some(&plan),
            &|id| mapped.group(id).is_some(),
        ),
        reasons: given_up(week, mapped, &mapped.current, number, &placement.week),
        differences: before.differences(&plan),
        sessions,
        plan,
    }
}

/// Gives somebody a week from a Monday on. It is checked again here, in the transaction: a week that is not possible
/// any more is refused.
pub fn accept(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    monday: Date,
    plan: &Plan,
) -> Result<(), Refusal> {
    clinic.act(
        actor,
        key,
        ("accept_week", &(person, monday, plan)),
        |act| {
            act.permit_patient(Action::PlaceInWeek, person)?;
            let facts = patient::facts(act.tx, person, actor.person())?;
            let id = facts.ok_or(Refusal::NotFound)?.site;
            let site = site::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
            let today = site.zone.local(act.now).date();
            if monday <= today {
                return Err(Refusal::field(
                    "monday",
                    "Choose a Monday that is still ahead.",
                ));
            }
            let week = load(clinic.protocol(), act.tx, id, monday)?;
            let mapped = possible(&week, person, plan)?;
            let doing = ChangeAct::WeekAccepted;
            told::around(act, doing, (id, &[monday]), |act| {
                apply(act, &week, person, plan, &|group| {
                    mapped.group(group).is_some()
                })
            })?;
            let detail = serde_json::json!({ "monday": monday, "plan": plan });
            act.journal(
                "week.placed",
                ("person", person.uuid()),
                Some(person),
                Some(detail),
            )
        },
    )
}

/// The mapped week, when the plan keeps every rule in it.
fn possible(week: &SiteWeek, person: PersonId, plan: &Plan) -> Result<SiteInstance, Refusal> {
    let changed = || {
        Refusal::Conflict(
            "This week is not possible any more: a seat was taken, or something changed. Look at the weeks again."
                .to_owned(),
        )
    };
    let turning = !plan.some_weeks.is_empty();
    let mut aside = Aside {
        turning: turning.then_some(person).into_iter().collect(),
        ..Aside::default()
    };
    // In every real week that is not like one before it.
    for real_week in 0..turns::count_of(week, [plan]) {
        aside.real_week = real_week;
        let mapped = map_beside(week, Aim::One(person), &aside)
            .map_err(|said| Refusal::Conflict(said.join(" ")))?;
        let number = mapped.person(person).ok_or_else(changed)?;
        let mut solution = mapped.current.clone();
        solution.weeks[number] = Some(mapped.week(plan).ok_or_else(changed)?);
        if !score(&mapped.instance, &solution).broken.is_empty() {
            return Err(changed());
        }
    }
    let mapped = map(week, Aim::One(person)).map_err(|said| Refusal::Conflict(said.join(" ")))?;
    if unheld(week, &mapped, person, plan).is_empty() {
        Ok(mapped)
    } else {
        Err(changed())
    }
}

/// What a change in somebody's life does to the week they have.
#[derive(Clone, Debug)]
pub struct NoLonger {
    /// Why it does not fit any more.
    pub why: String,
    /// The Monday from which another week could hold.
    pub monday: Date,
    /// The best week that still fits, where there is one.
    pub best: Option<WeekChoice>,
    /// What it would take, where there is none.
    pub why_not: Option<String>,
}

/// Whether somebody's present week still fits their life: nothing when it does, or when they have none.
pub fn still_fits(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
) -> Result<Option<NoLonger>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewLife, person)?;
        let site = site_of(look, person)?;
        no_longer(clinic, look.read, &site, person, look.now)
    })
}

fn no_longer(
    clinic: &Clinic,
    read: &mut impl Read,
    site: &Site,
    person: PersonId,
    now: Timestamp,
) -> Result<Option<NoLonger>, Refusal> {
    let monday = next_monday(site.zone.local(now).date());
    // Whoever is in no group has no week that could fail to fit: the site's is not looked at for them.
    let sunday = monday.saturating_add(6.days());
    let own = membership::of_person(read, person)?;
    if !own.iter().any(|one| one.meets(monday, Some(sunday))) {
        return Ok(None);
    }
    let week = load(clinic.protocol(), read, site.id, monday)?;
    let choices = find(&week, person, false);
    // A week that keeps some rule of the program badly was so before; that is the team's to see to, not the person's.
    let why = choices
        .present
        .and(choices.astray)
        .filter(|_| choices.collides);
    Ok(why.map(|why| NoLonger {
        why,
        monday,
        best: choices.weeks.into_iter().next(),
        why_not: choices.why_not,
    }))
}

/// Tells staff when a changed life no longer leaves room for the week that somebody has, with the page on which another
/// one is proposed. Said once while it stays unanswered.
pub(crate) fn warn(act: &mut Act<'_, '_>, person: PersonId) -> Result<(), Refusal> {
    let facts = patient::facts(act.tx, person, act.actor.person())?;
    let id = facts.ok_or(Refusal::NotFound)?.site;
    let site = site::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
    let (clinic, now) = (act.clinic, act.now);
    if no_longer(clinic, act.tx, &site, person, now)?.is_some() {
        let signal = Raise {
            person,
            kind: SignalKind::Other,
            urgency: Urgency::Week,
            words: "Something in their life changed, and their week no longer fits.".to_owned(),
            about: About::Week,
            once: Some(Once::WhileOpen("week no longer fits")),
        };
        raise(act, signal)?;
    }
    Ok(())
}
