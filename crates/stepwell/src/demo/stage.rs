//! What the story of the demonstration is told on: a clinic whose clock is moved by hand.

use super::names::{SUPPORTER, WITH_SIGN_IN};
use super::place::{DemoSite, HARBOR, MESA, ORGANIZATION, PROGRAMS};
use super::team::{FOUNDER, TEAM};
use super::{Files, Opening, cast, leaflets, sign_in, story};
use crate::chance::SystemClock;
use crate::mail::Outbox;
use anyhow::{Context as _, Result};
use care::followup::signal::{Done, PersonReached, ResponseOutcome};
use care::zone::local_in;
use care::{
    Clock, Dice, HandClock, Line, OrganizationId, PersonId, ProgramId, Role, SeededDice, SignalId,
    SiteId, TimeZoneName,
};
use clinic::Clinic;
use clinic::access::setup::SetupDraft;
use clinic::followup::signal;
use clinic::followup::signal::ResponseDraft;
use clinic::people::program::ProgramDraft;
use clinic::people::site::RoomDraft;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use policy::Actor;
use std::path::Path;
use std::sync::Arc;

/// How far back the story begins, in days.
pub const DAYS: i32 = 42;
/// How long before the present the story's days end, so that its last act can lie between, in hours.
const QUIET_HOURS: i64 = 2;

/// Somebody with a sign-in that is printed.
pub struct Account {
    /// As what.
    pub role: Role,
    /// Who.
    pub person: PersonId,
    /// The secret of their authenticator app; people in care and supporters have none.
    pub totp: Option<String>,
    /// What they sign in with.
    pub login: String,
}

/// What came of the story.
pub struct Told {
    /// The organization.
    pub organization: OrganizationId,
    /// The sign-ins, one for each role.
    pub accounts: Vec<Account>,
}

/// The stage.
pub struct Stage<'a> {
    /// The clinic.
    pub clinic: Clinic,
    /// For choices; keys have dice of their own, so that a choice more changes no key.
    pub dice: SeededDice,
    /// The organization.
    pub organization: OrganizationId,
    /// The two sites.
    pub sites: [SiteId; 2],
    /// The programs of each site, the intensive one first.
    pub programs: [Vec<ProgramId>; 2],
    /// Everybody who works here, in the order of the team, by the word they sign in with.
    pub staff: Vec<(&'static str, PersonId)>,
    clock: Arc<HandClock>,
    checkpoints: &'a Path,
    first_day: Date,
    zone: TimeZone,
    until: Timestamp,
}

/// The clock of the story. Authenticator apps show the real time once it has been told, and while it is told that of a
/// minute before: no code counts twice, and whoever is shown the demonstration at once signs in with the present one.
struct StoryClock(Arc<HandClock>);

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn outside(&self) -> Timestamp {
        let outside = SystemClock.outside();
        outside
            .saturating_sub(SignedDuration::from_mins(1))
            .unwrap_or(outside)
    }
}

/// Makes the clinic of the demonstration.
pub fn build(
    files: &Files<'_>,
    dice: &Arc<dyn Dice>,
    settings: &clinic::Settings,
    seed: u64,
    opening: &Opening,
) -> Result<Told> {
    let until = opening.at;
    let zone = opening.zones[0].zone();
    let first_day = monday_before(local_in(until, &zone).date().checked_sub(DAYS.days())?)?;
    let clock = Arc::new(HandClock::new(
        first_day
            .at(8, 30, 0, 0)
            .to_zoned_datetime(zone.clone())?
            .timestamp(),
    ));
    let told = Arc::new(StoryClock(Arc::clone(&clock)));
    let clinic = files.open(told, Arc::clone(dice), settings.clone(), false)?;
    let founded = clinic::access::setup::found(
        &clinic,
        &SetupDraft {
            organization: Line::parse(ORGANIZATION, "a name")?,
            site: HARBOR.draft(&opening.zones[0])?,
            name: cast::name(FOUNDER.name)?,
            email: cast::staff_email(FOUNDER.login)?,
        },
    )?;
    let mut stage = Stage {
        clinic,
        dice: SeededDice::new(seed.wrapping_add(1) << 8),
        organization: founded.organization,
        sites: [SiteId::from(uuid::Uuid::nil()); 2],
        programs: [Vec::new(), Vec::new()],
        staff: vec![(FOUNDER.login, founded.administrator)],
        clock,
        checkpoints: files.checkpoints,
        first_day,
        zone,
        until,
    };
    furnish(&mut stage, &opening.zones)?;
    let mut accounts = vec![sign_in::set_up(
        &stage,
        founded.administrator,
        FOUNDER.role,
    )?];
    for role in Role::STAFF.into_iter().filter(|role| *role != FOUNDER.role) {
        let member = TEAM
            .iter()
            .find(|member| member.role == role)
            .context("a role has nobody")?;
        accounts.push(sign_in::set_up(&stage, stage.person(member.login)?, role)?);
    }
    stage.end_day()?;
    let (patient, supporter) = story::tell(&stage, WITH_SIGN_IN, SUPPORTER)?;
    accounts.push(patient);
    accounts.push(supporter);
    accounts.sort_by_key(|account| account.role);
    Ok(Told {
        organization: stage.organization,
        accounts,
    })
}

fn monday_before(day: Date) -> Result<Date> {
    let since_monday = day.weekday().since(Weekday::Monday);
    Ok(day.checked_sub(i32::from(since_monday).days())?)
}

/// The first day: the second site, rooms, programs, and everybody who works there.
fn furnish(stage: &mut Stage<'_>, zones: &[TimeZoneName; 2]) -> Result<()> {
    let founder = stage.enter(FOUNDER.login)?;
    let clinic = &stage.clinic;
    let own = clinic::people::site::sites(clinic, &founder)?;
    let first = own.first().context("the first site is missing")?.0.id;
    let draft = MESA.draft(&zones[1])?;
    let second = clinic::people::site::add_site(clinic, &founder, clinic.fresh_key(), &draft)?;
    stage.sites = [first, second];
    for (index, place) in [HARBOR, MESA].iter().enumerate() {
        stage.programs[index] = equip(clinic, &founder, stage.sites[index], place)?;
    }
    for member in TEAM {
        let draft = cast::staff(member, stage.sites, &stage.dice)?;
        let id = clinic::people::staff::add_staff(clinic, &founder, clinic.fresh_key(), &draft)?;
        stage.staff.push((member.login, id));
    }
    // The first of the team says yes to all the others: see the rule in `clinic::people::staff`.
    // The second says it to what the first is qualified for, since nobody says it to herself.
    for member in TEAM.iter().take(2) {
        let second = stage.enter(member.login)?;
        let clinic = &stage.clinic;
        for change in clinic::people::staff::changes(clinic, &second)? {
            if change.may_confirm {
                let key = clinic.fresh_key();
                clinic::people::staff::decide(clinic, &second, key, change.grant.id, true)?;
            }
        }
    }
    let clinic = &stage.clinic;
    let draft = cast::staff(&FOUNDER, stage.sites, &stage.dice)?;
    let id = founder.person();
    Ok(clinic::people::staff::change_staff(
        clinic,
        &founder,
        clinic.fresh_key(),
        id,
        &draft,
    )?)
}

/// Rooms and programs of one site.
fn equip(
    clinic: &Clinic,
    founder: &Actor,
    site: SiteId,
    place: &DemoSite,
) -> Result<Vec<ProgramId>> {
    for (name, seats) in place.rooms()? {
        clinic::people::site::add_room(
            clinic,
            founder,
            clinic.fresh_key(),
            &RoomDraft { site, name, seats },
        )?;
    }
    clinic::people::leaflet::keep(
        clinic,
        founder,
        clinic.fresh_key(),
        site,
        &leaflets::leaflet(place)?,
    )?;
    PROGRAMS
        .into_iter()
        .map(|(name, spanish, level)| {
            let draft = ProgramDraft {
                site,
                name: Line::parse(name, "a name")?,
                name_es: Some(Line::parse(spanish, "a name")?),
                level,
                adolescents: false,
            };
            Ok(clinic::people::program::add_program(
                clinic,
                founder,
                clinic.fresh_key(),
                &draft,
            )?)
        })
        .collect()
}

impl Stage<'_> {
    /// The date of a day of the story.
    pub fn date(&self, day: i32) -> Result<Date> {
        Ok(self.first_day.checked_add(day.days())?)
    }

    /// How many days the story has, up to today.
    pub fn days(&self) -> Result<i32> {
        let today = local_in(self.until, &self.zone).date();
        Ok(self.first_day.until(today)?.get_days())
    }

    /// Moves the clock to a time of a day. It never goes back, and stops before the present.
    pub fn at(&self, day: i32, hour: i8, minute: i8) -> Result<()> {
        super::ended::check()?;
        let wanted = self
            .date(day)?
            .at(hour, minute, 0, 0)
            .to_zoned_datetime(self.zone.clone())?
            .timestamp();
        let latest = self
            .until
            .checked_sub(SignedDuration::from_hours(QUIET_HOURS))?;
        self.clock.set(wanted.min(latest).max(self.clock.now()));
        Ok(())
    }

    /// Moves the clock to some minutes before the present.
    pub fn minutes_ago(&self, minutes: i64) -> Result<()> {
        self.clock
            .set(self.until.checked_sub(SignedDuration::from_mins(minutes))?);
        Ok(())
    }

    /// Lets some minutes pass.
    pub fn pass_minutes(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Who signs in with this word.
    pub fn person(&self, login: &str) -> Result<PersonId> {
        let found = self.staff.iter().find(|(word, _)| *word == login);
        Ok(found
            .with_context(|| format!("nobody is called {login}"))?
            .1)
    }

    /// Signs a member of staff in.
    pub fn enter(&self, login: &str) -> Result<Actor> {
        sign_in::enter(self, self.person(login)?)
    }

    /// Says what was done about a signal at once, and whether that closes it.
    pub fn respond(&self, actor: &Actor, id: SignalId, words: &str, close: bool) -> Result<()> {
        self.respond_without(actor, id, words, close, None)
    }

    /// The same, with why it is closed without what belongs to a risk of suicide.
    pub fn respond_without(
        &self,
        actor: &Actor,
        id: SignalId,
        words: &str,
        close: bool,
        without: Option<&str>,
    ) -> Result<()> {
        let draft = ResponseDraft {
            words: words.to_owned(),
            done: Done::AtOnce,
            outcome: ResponseOutcome {
                reached: Some(PersonReached::Reached),
                without: without.map(str::to_owned),
            },
            close,
        };
        let key = self.clinic.fresh_key();
        signal::respond(&self.clinic, actor, key, id, &draft)?;
        Ok(())
    }

    /// Sends the day's mail and signs a checkpoint of the journal.
    pub fn end_day(&self) -> Result<()> {
        while clinic::mail::send_due(&self.clinic, self.organization, &Outbox, &|| true)? > 0 {}
        clinic::upkeep::checkpoint(&self.clinic, self.organization, Some(self.checkpoints))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use signin::totp::{TOTP_SKEW_STEPS, TOTP_STEP_SECONDS};

    #[test]
    fn whoever_signs_in_at_once_types_a_code_that_the_story_did_not_use() {
        let step = |at: Timestamp| u64::try_from(at.as_second()).unwrap() / TOTP_STEP_SECONDS;
        let told = StoryClock(Arc::new(HandClock::new(Timestamp::UNIX_EPOCH))).outside();
        // The code of the story may have been taken a step late.
        assert!(step(told) + TOTP_SKEW_STEPS < step(SystemClock.outside()));
    }
}
