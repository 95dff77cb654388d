//! Six weeks at the clinic, day by day.

use super::assessed::{self, Seen};
use super::names::{NAMES, Name};
use super::place::{HARBOR, MESA};
use super::stage::{Account, Stage};
use super::stays::{Known, Stays};
use super::{
    cast, groups, inquiries, known, lives, medical, on_call, plans, sessions, sign_in, weeks,
};
use anyhow::{Context as _, Result};
use care::access::glass::GlassReason;
use care::{Line, PersonId, PersonName, Role};
use clinic::people::patient;
use clinic::people::patient::PatientDraft;
use jiff::civil::Weekday;

/// How many of the last arrivals have no counselor yet.
const WITHOUT_COUNSELOR: usize = 4;
/// The day on which the person whose sign-in is shown arrives, and what follows.
const ARRIVES: i32 = 3;
const INVITED: i32 = 4;
const SUPPORTED: i32 = 8;
/// The day of the emergency that was reviewed, and of its review.
const EMERGENCY: i32 = 21;
const REVIEW: i32 = 22;
/// Counselors by site.
const COUNSELORS: [&[&str]; 2] = [
    &["marcus", "lucia", "keiko"],
    &["andre", "hannah", "rafael"],
];
/// Who takes the first call, by site.
const INTAKE: [&str; 2] = ["dana", "teresa"];
/// Who sees people medically, by site.
const MEDICAL: [&str; 2] = ["samuel", "nadia"];

/// Somebody who arrived.
struct Arrived {
    id: PersonId,
    site: usize,
    draft: PatientDraft,
}

/// Tells the story; answers the sign-ins of a person in care and of a supporter.
pub fn tell(stage: &Stage<'_>, known: Name, supporter: (&str, &str)) -> Result<(Account, Account)> {
    let mut waiting = cast::shuffled(&NAMES, &stage.dice);
    let mut people = Vec::new();
    let groups = groups::set_up(stage)?;
    let mut asking = inquiries::Pipeline::default();
    let (mut patient, mut support, mut assessed) = (None, None, 0);
    let days = stage.days()?;
    let mut stays = Stays::furnish(stage)?;
    for day in 1..=days {
        if matches!(
            stage.date(day)?.weekday(),
            Weekday::Saturday | Weekday::Sunday
        ) {
            continue;
        }
        sessions::morning(stage, day)?;
        assign_counselors(stage, day, &mut people)?;
        if day == ARRIVES {
            let arrived = arrive(stage, day, 0, known, Some("marcus"), true)?;
            groups.welcome(stage, 0, arrived.id, stage.date(day)?)?;
            people.push(arrived);
        }
        let first = people.first().map(|arrived: &Arrived| arrived.id);
        let known_person = people
            .iter()
            .find(|arrived| arrived.draft.name.given.as_str() == known.0);
        if let Some(arrived) = known_person {
            match day {
                INVITED => patient = Some(invite(stage, day, arrived)?),
                SUPPORTED => support = Some(add_supporter(stage, day, arrived, supporter)?),
                EMERGENCY => open_in_emergency(stage, day, arrived)?,
                REVIEW => review_emergency(stage, day)?,
                _ => {}
            }
        }
        let left = usize::try_from((days - day) * 5 / 7 + 1)?;
        for _ in 0..waiting.len().div_ceil(left) {
            let site = usize::try_from(stage.dice.below(2))?;
            if let Some(name) = waiting.pop() {
                let arrived = arrive(stage, day, site, name, None, false)?;
                groups.welcome(stage, site, arrived.id, stage.date(day)?)?;
                people.push(arrived);
            }
        }
        ordinary_work(stage, day, &people, first)?;
        see(stage, day, &people, &mut assessed)?;
        stays.day(stage, day, &settled(&people, known.0))?;
        asking.day(stage, day, days, &groups)?;
        stage.at(day, 19, 0)?;
        sessions::attend(stage, day)?;
        stage.end_day()?;
    }
    groups.look_ahead(stage, stage.date(days)?)?;
    sessions::make_up(stage)?;
    weeks::propose(stage)?;
    on_call::set_up(stage)?;
    open_just_now(stage, &people)?;
    if let [first, .., last] = seen(&people).as_slice() {
        assessed::open_signals(stage, *first, *last)?;
    }
    let herself = seen(&people).into_iter().find(|one| {
        patient
            .as_ref()
            .is_some_and(|account: &Account| account.person == one.id)
    });
    if let Some(herself) = herself {
        assessed::ask_alone(stage, herself)?;
        plans::write(stage, herself, &seen(&people))?;
    }
    let told = patient.zip(support).context("the story is too short")?;
    Ok(told)
}

/// Those who have a counselor; the person whose sign-in is shown stays where she is.
fn settled(people: &[Arrived], known: &str) -> Vec<Known> {
    people
        .iter()
        .filter(|arrived| arrived.draft.name.given.as_str() != known)
        .filter_map(|arrived| {
            Some(Known {
                id: arrived.id,
                site: arrived.site,
                counselor: arrived.draft.counselor?,
            })
        })
        .collect()
}

/// Those who have a counselor, the first arrivals first.
fn seen(people: &[Arrived]) -> Vec<Seen> {
    let with = |arrived: &Arrived| {
        let counselor = arrived.draft.counselor?;
        Some(Seen {
            id: arrived.id,
            counselor,
        })
    };
    people.iter().filter_map(with).collect()
}

/// In the afternoon those who got a counselor are assessed; on Mondays measures are scored.
fn see(stage: &Stage<'_>, day: i32, people: &[Arrived], assessed: &mut usize) -> Result<()> {
    stage.at(day, 15, 0)?;
    let all = seen(people);
    for (turn, one) in all.iter().enumerate().skip(*assessed) {
        // Before the rest: what is measured belongs to the assessment that is completed then.
        medical::ask(stage, *one, turn)?;
        assessed::assess(stage, *one, turn)?;
    }
    *assessed = all.len();
    if stage.date(day)?.weekday() == Weekday::Monday {
        assessed::measure_week(stage, &all, day / 7)?;
    }
    if day == EMERGENCY
        && let Some(one) = all.first()
    {
        assessed::answered_signal(stage, *one)?;
    }
    Ok(())
}

/// Somebody comes to intake.
fn arrive(
    stage: &Stage<'_>,
    day: i32,
    site: usize,
    name: Name,
    counselor: Option<&str>,
    reachable: bool,
) -> Result<Arrived> {
    stage.at(
        day,
        9 + 2 * i8::try_from(site)?,
        i8::try_from(stage.dice.below(50))?,
    )?;
    let intake = stage.enter(INTAKE[site])?;
    let name = cast::name(name)?;
    let place = if site == 0 { &HARBOR } else { &MESA };
    // Three of four come for the intensive program.
    let program = stage.programs[site][usize::from(!reachable && stage.dice.below(4) == 0)];
    let counselor = counselor.map(|login| stage.person(login)).transpose()?;
    let email = cast::home_email(&name)?;
    let mut draft = cast::patient(
        name,
        place,
        program,
        counselor,
        stage.date(day)?,
        &stage.dice,
    )?;
    if reachable {
        draft.contact.email = Some(email);
    }
    let key = stage.clinic.fresh_key();
    let id = patient::seed_patient(&stage.clinic, &intake, key, &draft)?;
    lives::ask(stage, &intake, id, reachable, stage.date(day)?)?;
    known::ask(stage, &intake, id, place, stage.date(day)?)?;
    Ok(Arrived { id, site, draft })
}

/// In the morning the director gives those who came before a counselor, except the last few.
fn assign_counselors(stage: &Stage<'_>, day: i32, people: &mut [Arrived]) -> Result<()> {
    let settled = people.len().saturating_sub(WITHOUT_COUNSELOR);
    let waits = |arrived: &Arrived| arrived.draft.counselor.is_none();
    if !people[..settled].iter().any(waits) {
        return Ok(());
    }
    stage.at(day, 8, 40)?;
    let director = stage.enter("ruth")?;
    for arrived in people[..settled]
        .iter_mut()
        .filter(|arrived| waits(arrived))
    {
        let team = COUNSELORS[arrived.site];
        let login = team[usize::try_from(stage.dice.below(team.len() as u64))?];
        arrived.draft.counselor = Some(stage.person(login)?);
        patient::chart(&stage.clinic, &director, arrived.id)?;
        let key = stage.clinic.fresh_key();
        patient::change_patient(&stage.clinic, &director, key, arrived.id, &arrived.draft)?;
    }
    Ok(())
}

/// Who looks at whom on an ordinary day.
fn ordinary_work(
    stage: &Stage<'_>,
    day: i32,
    people: &[Arrived],
    first: Option<PersonId>,
) -> Result<()> {
    stage.at(day, 13, 0)?;
    for (site, team) in COUNSELORS.iter().enumerate() {
        let login = team[usize::try_from(stage.dice.below(team.len() as u64))?];
        let counselor = stage.enter(login)?;
        clinic::home::staff_home(&stage.clinic, &counselor)?;
        let own = people
            .iter()
            .filter(|arrived| arrived.draft.counselor == Some(counselor.person()));
        for arrived in own.take(2) {
            stage.pass_minutes(4);
            patient::chart(&stage.clinic, &counselor, arrived.id)?;
        }
        if day % 2 == 0 {
            let medical = stage.enter(MEDICAL[site])?;
            if let Some(arrived) = people.iter().rev().find(|arrived| arrived.site == site) {
                let family = arrived.draft.name.family.as_str();
                patient::people(&stage.clinic, &medical, Some(family))?;
                patient::chart(&stage.clinic, &medical, arrived.id)?;
            }
        }
    }
    if stage.date(day)?.weekday() == Weekday::Monday {
        let auditor = stage.enter("gwen")?;
        clinic::access::journal::page(&stage.clinic, &auditor, first.map(PersonId::uuid), None)?;
        clinic::access::journal::verify(&stage.clinic, &auditor, None)?
            .context("the demonstration's journal")?;
    }
    Ok(())
}

/// The person gets a sign-in of her own and uses it.
fn invite(stage: &Stage<'_>, day: i32, arrived: &Arrived) -> Result<Account> {
    stage.at(day, 8, 50)?;
    let intake = stage.enter(INTAKE[arrived.site])?;
    patient::invite_patient(&stage.clinic, &intake, stage.clinic.fresh_key(), arrived.id)?;
    stage.pass_minutes(7);
    let account = sign_in::set_up(stage, arrived.id, Role::Patient)?;
    let herself = sign_in::enter(stage, arrived.id)?;
    clinic::home::own_home(&stage.clinic, &herself)?;
    Ok(account)
}

/// She chooses somebody as support.
fn add_supporter(
    stage: &Stage<'_>,
    day: i32,
    arrived: &Arrived,
    (given, family): (&str, &str),
) -> Result<Account> {
    stage.at(day, 8, 50)?;
    let counselor = stage.enter("marcus")?;
    let name = PersonName::parse(given, family)?;
    let email = cast::home_email(&name)?;
    let key = stage.clinic.fresh_key();
    let id = patient::add_supporter(&stage.clinic, &counselor, key, arrived.id, &name, &email)?;
    sign_in::set_up(stage, id, Role::SupportPerson)
}

/// A counselor of the other site first finds the record closed, then opens it with a reason.
fn open_in_emergency(stage: &Stage<'_>, day: i32, arrived: &Arrived) -> Result<()> {
    stage.at(day, 8, 55)?;
    let counselor = stage.enter("andre")?;
    let closed = patient::chart(&stage.clinic, &counselor, arrived.id).is_err();
    anyhow::ensure!(closed, "a record of the other site is open");
    let reason = "She is traveling and came to our front desk unwell; I need her counselor and her emergency contact.";
    break_glass(stage, &counselor, arrived, reason)
}

fn break_glass(
    stage: &Stage<'_>,
    actor: &policy::Actor,
    arrived: &Arrived,
    reason: &str,
) -> Result<()> {
    let reason = GlassReason::parse(reason)?;
    let key = stage.clinic.fresh_key();
    clinic::access::glass::break_glass(&stage.clinic, actor, key, arrived.id, &reason)?;
    patient::chart(&stage.clinic, actor, arrived.id)?;
    Ok(())
}

/// The privacy officer reviews it the next day.
fn review_emergency(stage: &Stage<'_>, day: i32) -> Result<()> {
    stage.at(day, 8, 30)?;
    let officer = stage.enter("priya")?;
    let openings = clinic::access::glass::openings(&stage.clinic, &officer)?;
    let opening = openings.first().context("the emergency left no trace")?;
    let words =
        "Talked with Andre and the front desk; the need was real and nothing else was opened.";
    let key = stage.clinic.fresh_key();
    let words = Line::parse(words, "what was found")?;
    Ok(clinic::access::glass::review(
        &stage.clinic,
        &officer,
        key,
        opening.glass.id,
        &words,
    )?)
}

/// Shortly before the present somebody opened a record that nobody has reviewed yet.
fn open_just_now(stage: &Stage<'_>, people: &[Arrived]) -> Result<()> {
    stage.minutes_ago(90)?;
    let medical = stage.enter(MEDICAL[0])?;
    let elsewhere = people
        .iter()
        .find(|arrived| arrived.site == 1)
        .context("nobody is at the second site")?;
    let reason =
        "The emergency room called: he is there now, and they ask which medication he takes.";
    break_glass(stage, &medical, elsewhere, reason)?;
    stage.end_day()
}
