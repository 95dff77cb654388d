//! What else people's lives hold. A person keeps their own; staff keep it for them.

use crate::groups::schedule::{Mine, attended};
use crate::{Act, Clinic, Key, Look, Refusal, Version};
use care::assessment::finding::{FindingAnswer, QuestionId};
use care::people::site::{Site, minute_of};
use care::planning::commitment::{
    Commitment, CommitmentDraft, Firmness, Journey, PER_PERSON_MAX, Rhythm, monday, taken,
};
use care::{CommitmentId, PersonId};
use door::display_name;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor};
use record::assessment::interview;
use record::people::{patient, site};
use record::planning::commitment;
use record::planning::commitment::KeptCommitment;

pub(crate) mod away;

/// What one person's life holds, as a page shows it.
pub struct Life {
    /// Whose.
    pub person: PersonId,
    /// What they are called.
    pub called: String,
    /// Where they are seen; everything is in its zone.
    pub site: Site,
    /// Today, there.
    pub today: Date,
    /// What there is and is not over yet, earliest in the week first.
    pub commitments: Vec<KeptCommitment>,
    /// How they get here; nothing when nobody asked yet.
    pub journey: Option<Journey>,
    /// What the assessment heard about it, as long as nothing of it stands here.
    pub told: Vec<HeardBefore>,
    /// Whether the actor may change it.
    pub may_edit: bool,
}

/// Something the assessment heard, offered as a first entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardBefore {
    /// Which question it answers.
    pub question: &'static str,
    /// What was asked, as those who work here read it.
    pub label: &'static str,
    /// What was said.
    pub words: String,
    /// For a commitment, whether it can give way; none for the way here.
    pub firmness: Option<Firmness>,
}

/// The questions of the assessment that are about commitments and the way here.
const ASKED: [(&str, Option<Firmness>); 4] = [
    ("week.hard", Some(Firmness::Fixed)),
    ("week.rather_not", Some(Firmness::RatherNot)),
    ("transport.minutes", None),
    ("transport.video_possible", None),
];

/// What was said to those questions, as far as nothing has been entered for them.
fn told(
    look: &mut Look<'_, '_>,
    person: PersonId,
    commitments: &[KeptCommitment],
    journey: Option<&Journey>,
) -> Result<Vec<HeardBefore>, Refusal> {
    let findings = interview::findings(look.read, person)?;
    let open = |firmness: Option<Firmness>| match firmness {
        Some(firmness) => !commitments
            .iter()
            .any(|(_, one)| one.firmness == firmness && !one.is_vacation()),
        None => journey.is_none(),
    };
    let mut all = Vec::new();
    for (name, firmness) in ASKED.into_iter().filter(|(_, firmness)| open(*firmness)) {
        let Some(question) = QuestionId::find(name) else {
            continue;
        };
        if let Some(finding) = findings.to(question).last()
            && matches!(finding.answer, FindingAnswer::Value(_))
        {
            all.push(HeardBefore {
                question: name,
                label: question.question().label,
                words: finding.words(),
                firmness,
            });
        }
    }
    Ok(all)
}

/// A session beside what somebody's life holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeSession {
    /// When the session begins, by the clock of the site where the person is seen.
    pub date: Date,
    /// The minute of that day.
    pub start_minute: u16,
    /// The minute after the last; beyond 1440 it ends on the next day.
    pub end_minute: u16,
    /// What is called for then.
    pub group: String,
}

/// How many days ahead sessions are compared with what somebody is about to enter.
const CLASH_DAYS: i64 = 56;
/// The same for what has dates of its own, which may lie further ahead.
const CLASH_DATED_DAYS: i64 = 366;

/// The sessions of the next weeks that what somebody typed would lie on, those of groups and those with their counselor,
/// and the date where the person is seen; asked before it is saved. Of a vacation and of a single date they are all those
/// on it, however far ahead.
pub fn clashes(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    typed: &Commitment,
) -> Result<(Date, Vec<LifeSession>), Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::EditLife, person)?;
        let site = site_of(look, person)?;
        let (zone, today) = (site.zone.zone(), site.zone.local(look.now).date());
        let usual = today.saturating_add(CLASH_DAYS.days());
        let through = match typed.until {
            Some(until) if typed.passes() => {
                until.clamp(usual, today.saturating_add(CLASH_DATED_DAYS.days()))
            }
            _ => usual,
        };
        let before = today.saturating_sub(1.day());
        let mut typed = typed.clone();
        // Whether it can give way is not asked here: whoever types it should know either way.
        typed.firmness = Firmness::Fixed;
        let taken = taken(Firmness::Fixed, [&typed], (before, through), &zone);
        let after = through.saturating_add(1.day());
        let attended = attended(look.read, person, (today, after))?;
        let lies_on = |mine: &&Mine| {
            let (from, until) = (mine.session.starts_at, mine.session.ends_at);
            mine.session.held()
                && from > look.now
                && taken
                    .iter()
                    .any(|(start, end)| *start < until && from < *end)
        };
        let clashes = attended.iter().filter(lies_on);
        let clashes = clashes.map(|mine| beside(&site, mine)).collect();
        Ok((today, clashes))
    })
}

/// The same while it is typed, for the form: this alone is asked then, so the journal knows of it.
pub fn looked_ahead(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    typed: Option<&Commitment>,
) -> Result<(Date, Vec<LifeSession>), Refusal> {
    let today = clinic.look(actor, |look| {
        look.permit_patient(Action::EditLife, person)?;
        let site = site_of(look, person)?;
        look.saw("life.viewed", ("person", person.uuid()), Some(person), None);
        Ok(site.zone.local(look.now).date())
    })?;
    match typed {
        Some(typed) => clashes(clinic, actor, person, typed),
        None => Ok((today, Vec::new())),
    }
}

/// The sessions of one real week that are held, to stand beside what the life of that week holds. The page that shows
/// them is in the journal.
pub fn sessions_in_week(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    date: Date,
) -> Result<Vec<LifeSession>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewLife, person)?;
        let site = site_of(look, person)?;
        let first = monday(date);
        let attended = attended(look.read, person, (first, first.saturating_add(1.week())))?;
        let held = attended.iter().filter(|mine| mine.session.held());
        Ok(held.map(|mine| beside(&site, mine)).collect())
    })
}

fn beside(site: &Site, mine: &Mine) -> LifeSession {
    let local = site.zone.local(mine.session.starts_at);
    let start_minute = minute_of(local.time());
    LifeSession {
        date: local.date(),
        start_minute,
        end_minute: start_minute.saturating_add(mine.session.minutes),
        group: mine.group.name.to_string(),
    }
}

/// Opens what somebody's life holds. The journal knows before the answer leaves.
pub fn life(clinic: &Clinic, actor: &Actor, person: PersonId) -> Result<Life, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewLife, person)?;
        let may_edit = look.could(Action::EditLife, person)?;
        let life = load(look, person, may_edit)?;
        look.saw("life.viewed", ("person", person.uuid()), Some(person), None);
        Ok(life)
    })
}

fn load(look: &mut Look<'_, '_>, person: PersonId, may_edit: bool) -> Result<Life, Refusal> {
    let site = site_of(look, person)?;
    let today = site.zone.local(look.now).date();
    let mut commitments = commitment::of_person(look.read, person)?;
    commitments.retain(|(_, one)| one.until.is_none_or(|until| until >= today));
    commitments.sort_by_key(|(id, one)| {
        let first = one.days().first().map_or(7, |day| day.index());
        (first, one.start_minute, one.from, *id)
    });
    let journey = commitment::journey(look.read, person)?;
    Ok(Life {
        told: told(look, person, &commitments, journey.as_ref())?,
        person,
        called: display_name(look, person)?.ok_or(Refusal::NotFound)?,
        today,
        site,
        commitments,
        journey,
        may_edit,
    })
}

fn site_of(look: &mut Look<'_, '_>, person: PersonId) -> Result<Site, Refusal> {
    let facts = patient::facts(look.read, person, look.actor.person())?;
    let id = facts.ok_or(Refusal::NotFound)?.site;
    site::find(look.read, id)?.ok_or(Refusal::NotFound)
}

/// Adds what somebody typed.
pub fn add(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    entry: &CommitmentDraft,
) -> Result<CommitmentId, Refusal> {
    clinic.act(actor, key, ("add_commitment", &(person, entry)), |act| {
        act.permit_patient(Action::EditLife, person)?;
        let settled = entry.clone().settle().map_err(Refusal::Fields)?;
        not_over(act, person, &settled)?;
        let before = commitment::of_person(act.tx, person)?;
        let away = days_away(&settled);
        let added = insert(act, person, before.len(), settled)?;
        away::follow(act, person, None, away)?;
        crate::planning::week::warn(act, person)?;
        Ok(added)
    })
}

/// Changes one commitment.
pub fn change(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    id: CommitmentId,
    entry: &CommitmentDraft,
) -> Result<(), Refusal> {
    let command = (person, id, entry);
    clinic.act(actor, key, ("change_commitment", &command), |act| {
        act.permit_patient(Action::EditLife, person)?;
        let settled = entry.clone().settle().map_err(Refusal::Fields)?;
        let own = commitment::of_person(act.tx, person)?;
        let before = own.iter().find(|(own, _)| *own == id);
        let (_, before) = before.cloned().ok_or(Refusal::NotFound)?;
        act.unchanged(Version::of(&before)?)?;
        not_over(act, person, &settled)?;
        let (was, is) = (days_away(&before), days_away(&settled));
        let after: KeptCommitment = (id, settled);
        let now = act.now;
        commitment::update(act.tx, act.clinic.dice(), person, &after, now)?;
        let detail = serde_json::json!({ "commitment": id, "before": before, "after": after.1 });
        say(act, "commitment.changed", person, detail)?;
        away::follow(act, person, was, is)?;
        crate::planning::week::warn(act, person)
    })
}

/// From when to when somebody is away, where it is a vacation.
fn days_away(one: &Commitment) -> Option<(Date, Date)> {
    one.is_vacation()
        .then(|| (one.from, one.until.unwrap_or(one.from)))
}

/// Refuses what is over: it would be kept and shown nowhere. What has begun and goes on is taken.
fn not_over(act: &mut Act<'_, '_>, person: PersonId, typed: &Commitment) -> Result<(), Refusal> {
    let facts = patient::facts(act.tx, person, act.actor.person())?;
    let id = facts.ok_or(Refusal::NotFound)?.site;
    let site = site::find(act.tx, id)?.ok_or(Refusal::NotFound)?;
    if !typed.over(act.now, &site.zone.zone()) {
        return Ok(());
    }
    let last = care::day::dated_text(typed.until.unwrap_or(typed.from));
    Err(match typed.rhythm {
        Rhythm::Once { .. } => Refusal::field(
            "from",
            format!("{last} is over at that time. Enter a day that is still ahead."),
        ),
        Rhythm::Weekly { .. }
        | Rhythm::Rotating { .. }
        | Rhythm::Shifts { .. }
        | Rhythm::WholeDays => Refusal::field(
            "until",
            format!(
                "It was over by {last}. Enter a last date that is still ahead, or leave it empty."
            ),
        ),
    })
}

/// Takes one commitment out.
pub fn remove(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    id: CommitmentId,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("remove_commitment", &(person, id)), |act| {
        act.permit_patient(Action::EditLife, person)?;
        let now = act.now;
        if !commitment::remove(act.tx, person, id, now)? {
            return Err(Refusal::NotFound);
        }
        let was = commitment::removed(act.tx, person, id)?;
        let detail = serde_json::json!({ "commitment": id });
        say(act, "commitment.removed", person, detail)?;
        away::follow(act, person, was.as_ref().and_then(days_away), None)
    })
}

/// Puts one back that was taken out by mistake.
pub fn restore(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    id: CommitmentId,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("restore_commitment", &(person, id)), |act| {
        act.permit_patient(Action::EditLife, person)?;
        let now = act.now;
        let again = commitment::removed(act.tx, person, id)?;
        if !commitment::restore(act.tx, person, id, now)? {
            return Err(Refusal::NotFound);
        }
        let detail = serde_json::json!({ "commitment": id });
        say(act, "commitment.restored", person, detail)?;
        away::follow(act, person, None, again.as_ref().and_then(days_away))?;
        crate::planning::week::warn(act, person)
    })
}

/// Keeps how somebody gets here, and whether they can attend from elsewhere.
pub fn set_journey(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    person: PersonId,
    journey: &Journey,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_journey", &(person, journey)), |act| {
        act.permit_patient(Action::EditLife, person)?;
        let now = act.now;
        let before = commitment::journey(act.tx, person)?;
        act.unchanged(Version::of(&before)?)?;
        let dice = act.clinic.dice();
        commitment::set_journey(act.tx, dice, person, journey, now)?;
        let detail = serde_json::json!({ "before": before, "after": journey });
        say(act, "journey.changed", person, detail)
    })
}

fn insert(
    act: &mut Act<'_, '_>,
    person: PersonId,
    already: usize,
    settled: Commitment,
) -> Result<CommitmentId, Refusal> {
    if already >= PER_PERSON_MAX {
        return Err(Refusal::Conflict(format!(
            "There are {already} commitments already, and {PER_PERSON_MAX} is the most. Remove some that are over first."
        )));
    }
    let now = act.now;
    let kept: KeptCommitment = (act.id(), settled);
    commitment::insert(act.tx, act.clinic.dice(), person, &kept, now)?;
    let detail = serde_json::json!({ "commitment": kept.0, "after": kept.1 });
    say(act, "commitment.added", person, detail)?;
    Ok(kept.0)
}

fn say(
    act: &mut Act<'_, '_>,
    action: &'static str,
    person: PersonId,
    detail: serde_json::Value,
) -> Result<(), Refusal> {
    act.journal(
        action,
        ("person", person.uuid()),
        Some(person),
        Some(detail),
    )
}
