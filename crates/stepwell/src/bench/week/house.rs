//! A clinic with one site of so many people, their groups, lives and marks.

use crate::chance::{SystemClock, SystemDice};
use crate::opening;
use anyhow::{Context as _, Result};
use care::attendance::roster::{Mark, RosterEntry};
use care::groups::group::{Group, GroupKind, MeetingPlace, Membership, parse_meetings};
use care::people::site::{Room, Site};
use care::people::staff::Staff;
use care::planning::commitment;
use care::planning::commitment::{CommitmentKind, Rhythm, monday};
use care::{
    Clock as _, Contact, Credential, Dice as _, Email, LevelOfCare, Line, OrganizationId, PersonId,
    PersonName, ProgramId, Role, Seats, SeededDice, SiteId, Span, TimeZoneName, Track, Weekday,
};
use clinic::Clinic;
use clinic::access::setup::{SetupDraft, found, operator};
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, LinkPurpose};
use clinic::people::patient;
use clinic::people::patient::PatientDraft;
use clinic::people::program;
use clinic::people::program::ProgramDraft;
use clinic::people::site::SiteDraft;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::Actor;
use record::seal::{MasterKey, Masters};
use record::{Location, Record, RecordError, Settings};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// People in one group: the upper end of what is advised.
const GROUP_SEATS: usize = 12;
/// Groups that each person belongs to.
const GROUPS_EACH: usize = 2;
/// When groups meet; a leader and a room have one group at each of these times.
const TIMES: [&str; 3] = ["9:00", "10:45", "12:30"];
/// Everybody is in one of each.
const KINDS: [GroupKind; GROUPS_EACH] = [GroupKind::Process, GroupKind::Skills];
/// What people work while they are in groups at the two other times, from an hour to an hour.
const SHIFTS: [(u16, u16); 3] = [(7, 10), (11, 12), (15, 19)];
/// Weeks of marks before this one.
const PAST_WEEKS: i32 = 4;

/// A clinic with one site of so many people.
pub struct House {
    /// Its record and rules.
    pub clinic: Arc<Clinic>,
    /// Whose it is.
    pub organization: OrganizationId,
    /// Who set it up.
    pub administrator: PersonId,
    /// Whoever makes its weeks.
    pub director: Actor,
    /// Its site.
    pub at: SiteId,
    /// Everything that meets there.
    pub groups: Vec<Group>,
    /// Somebody admitted who has no week yet.
    pub newcomer: PersonId,
    /// Who came is the same in every run.
    luck: SeededDice,
}

fn line(text: &str) -> Result<Line> {
    Ok(Line::parse(text, "a name")?)
}

fn id<T: From<Uuid>>() -> T {
    T::from(SystemDice.uuid(SystemClock.now()))
}

impl House {
    /// One with so many people who have a week.
    pub fn build(database: &Path, people: usize) -> Result<Self> {
        let settings = Settings {
            durable: false,
            ..Settings::new(Location::Sqlite(database.to_owned()))
        };
        let masters = Masters::single(MasterKey::random(&SystemDice));
        let (record, _) = Record::open_migrated(&settings, masters, SystemClock.now())?;
        let settings = clinic::Settings {
            base_url: "http://localhost".to_owned(),
            demo: true,
            public_phone: None,
            security_contact: None,
            help: care::HelpLines::default(),
            call_back_minutes: care::intake::inquiry::CALL_BACK_MINUTES,
            mail_host: None,
            mail_from: None,
            push_services: care::followup::push::Services::default(),
        };
        let clinic = opening::clinic(record, settings)?;
        let site = SiteDraft {
            name: line("Bench")?,
            zone: TimeZoneName::parse("America/Denver")?,
            state: None,
            hours: Vec::new(),
        };
        let founded = found(
            &clinic,
            &SetupDraft {
                organization: line("Bench")?,
                site,
                name: PersonName::parse("Bench", "Mark")?,
                email: Email::parse("bench@example.org")?,
            },
        )?;
        let actor = operator(founded.organization);
        let (site, _) = clinic::people::site::sites(&clinic, &actor)?
            .into_iter()
            .next()
            .context("there is a site")?;
        let mut house = Self {
            clinic: Arc::new(clinic),
            organization: founded.organization,
            administrator: founded.administrator,
            director: operator(founded.organization),
            at: site.id,
            groups: Vec::new(),
            newcomer: founded.administrator,
            luck: SeededDice::new(1),
        };
        house.fill(&site, people)?;
        Ok(house)
    }

    /// The site as it is in the record.
    pub fn site(&self) -> Result<Site> {
        let sites = clinic::people::site::sites(&self.clinic, &operator(self.organization))?;
        let (site, _) = sites.into_iter().next().context("there is a site")?;
        Ok(site)
    }

    /// This week's Monday there.
    pub fn monday(&self) -> Result<Date> {
        Ok(monday(self.site()?.zone.local(SystemClock.now()).date()))
    }

    /// People through the use case, which opens their episodes; groups, lives, memberships and marks straight into the
    /// record.
    fn fill(&mut self, site: &Site, people: usize) -> Result<()> {
        let draft = ProgramDraft {
            site: site.id,
            name: line("Intensive outpatient")?,
            name_es: None,
            level: LevelOfCare::IntensiveOutpatient,
            adolescents: false,
        };
        let (clinic, console) = (Arc::clone(&self.clinic), operator(self.organization));
        let program = program::add_program(&clinic, &console, clinic.fresh_key(), &draft)?;
        let director = self.hire(site.id, "Director", vec![Role::ClinicalDirector])?;
        let director = sign_in::authenticate(&clinic, &self.enter(director)?)?;
        let today = site.zone.local(SystemClock.now()).date();
        let starts_on = monday(today).saturating_sub(PAST_WEEKS.weeks());
        // Full groups for everybody, and new ones for whoever comes next.
        let groups = (people.div_ceil(GROUP_SEATS) + 1) * GROUPS_EACH;
        self.groups = self.groups(site, groups, starts_on)?;
        let mut members = Vec::new();
        for at in 0..people {
            let person = self.admit(&director, program, &format!("Number{at}"))?;
            self.works(person, at, starts_on)?;
            members.push(person);
        }
        self.place(&members, (starts_on, today))?;
        self.newcomer = self.admit(&director, program, "Newcomer")?;
        self.director = director;
        Ok(())
    }

    fn admit(&self, director: &Actor, program: ProgramId, name: &str) -> Result<PersonId> {
        let draft = PatientDraft {
            name: PersonName::parse("Person", name)?,
            contact: Contact::default(),
            born: None,
            program,
            counselor: None,
        };
        let key = self.clinic.fresh_key();
        Ok(patient::seed_patient(&self.clinic, director, key, &draft)?)
    }

    /// Which group a person is in first; the others follow it.
    fn first_group(&self, at: usize) -> usize {
        at * GROUPS_EACH % (self.groups.len() - GROUPS_EACH)
    }

    fn groups_of(&self, at: usize) -> &[Group] {
        let first = self.first_group(at);
        &self.groups[first..first + GROUPS_EACH]
    }

    /// Work on two days a week, at the time of day that a person's own groups leave free.
    fn works(&self, person: PersonId, at: usize, from: Date) -> Result<()> {
        let free = (self.first_group(at) + GROUPS_EACH) % TIMES.len();
        let (start, end) = SHIFTS[free];
        let mut entry =
            commitment::CommitmentDraft::weekly(CommitmentKind::Work, from, (start * 60, end * 60));
        let days = vec![Weekday::Mon, Weekday::Thu];
        entry.rhythm = Rhythm::Weekly { days };
        let settled = entry
            .settle()
            .map_err(|issues| anyhow::anyhow!("{issues:?}"))?;
        let now = SystemClock.now();
        self.clinic.record().transact(self.organization, |tx| {
            let kept = (id(), settled.clone());
            record::planning::commitment::insert(tx, &SystemDice, person, &kept, now)?;
            Ok::<_, RecordError>(())
        })?;
        Ok(())
    }

    fn hire(&self, site: SiteId, name: &str, roles: Vec<Role>) -> Result<PersonId> {
        let clinic = &self.clinic;
        let now = SystemClock.now();
        let staff = Staff {
            id: id(),
            name: PersonName::parse(name, "Bench")?,
            contact: Contact::default(),
            roles,
            sites: vec![site],
            credentials: vec![Credential::LicensedCounselor],
            availability: Weekday::ALL
                .into_iter()
                .filter_map(|day| Some((site, Span::new(day, 7 * 60, 22 * 60).ok()?)))
                .collect(),
            disabled_at: None,
        };
        clinic.record().transact(self.organization, |tx| {
            record::people::staff::insert(tx, &SystemDice, &staff, now)?;
            let login = format!("{}@example.org", staff.id);
            record::access::account::insert(tx, staff.id, &login, now)
        })?;
        Ok(staff.id)
    }

    fn groups(&self, site: &Site, count: usize, starts_on: Date) -> Result<Vec<Group>> {
        let mut groups = Vec::new();
        for at in 0..count {
            let time = TIMES[at % TIMES.len()];
            let leader = match groups.last() {
                Some(Group { facilitators, .. }) if at % TIMES.len() != 0 => facilitators.clone(),
                _ => vec![self.hire(site.id, &format!("Counselor{at}"), vec![Role::Counselor])?],
            };
            let room = Room {
                id: id(),
                site: site.id,
                name: line(&format!("Room {at}"))?,
                seats: Seats::parse("20")?,
            };
            let group = Group {
                id: id(),
                site: site.id,
                program: None,
                name: line(&format!("Group {at}"))?,
                kind: KINDS[at % KINDS.len()],
                track: Track::General,
                topic: None,
                facilitators: leader,
                place: MeetingPlace::Room(room.id),
                seats: u16::try_from(GROUP_SEATS)?,
                smallest: 6,
                meetings: parse_meetings(&format!("Mon, Wed and Thu {time}"))?,
                minutes: 90,
                starts_on,
                ends_on: None,
                open: true,
                draft: false,
                stay_weeks: None,
                follows: None,
            };
            self.clinic.record().transact(self.organization, |tx| {
                record::people::site::insert_room(tx, &room)?;
                record::groups::group::insert(tx, &group, SystemClock.now())
            })?;
            groups.push(group);
        }
        Ok(groups)
    }

    /// Everybody into two groups at different times, with marks for every session that is over.
    fn place(&self, people: &[PersonId], (from, to): (Date, Date)) -> Result<()> {
        let now = SystemClock.now();
        self.clinic.record().transact(self.organization, |tx| {
            for (at, person) in people.iter().enumerate() {
                for group in self.groups_of(at) {
                    let membership = Membership {
                        id: id(),
                        group: group.id,
                        person: *person,
                        joined_on: from,
                        last_on: None,
                        turns: None,
                    };
                    record::groups::membership::insert(tx, &membership)?;
                    let mut date = from;
                    while date < to {
                        if group.meets_on(date).is_some() {
                            self.mark(tx, group, *person, date, now)?;
                        }
                        date = date.saturating_add(1.day());
                    }
                }
            }
            Ok::<_, RecordError>(())
        })?;
        Ok(())
    }

    /// Three in four were there: a rate that programs publish as their aim.
    fn mark(
        &self,
        tx: &mut record::Tx<'_>,
        group: &Group,
        person: PersonId,
        date: Date,
        now: jiff::Timestamp,
    ) -> Result<(), RecordError> {
        let mark = if self.luck.below(4) == 0 {
            Mark::NoShow
        } else {
            Mark::There {
                late_minutes: 0,
                early_minutes: 0,
            }
        };
        let of = record::attendance::roster::Of {
            group: group.id,
            date,
            site: group.site,
        };
        let entry = RosterEntry {
            person,
            revision: 0,
            mark,
            at: now,
            by: self.administrator,
            because: None,
        };
        let mark_id = SystemDice.uuid(now);
        record::attendance::roster::insert(tx, &SystemDice, of, mark_id, &entry)
    }

    /// Signs somebody in; answers the cookie.
    pub fn enter(&self, person: PersonId) -> Result<String> {
        let link = sign_in::issue(&self.clinic, self.organization, person, LinkPurpose::Demo)?;
        let token = link.rsplit_once('/').map_or("", |(_, token)| token);
        let browser = Browser {
            address: String::new(),
            device: "Bench".to_owned(),
            known: None,
        };
        Ok(sign_in::demo_enter(&self.clinic, token, &browser)?
            .cookie
            .to_string())
    }
}
