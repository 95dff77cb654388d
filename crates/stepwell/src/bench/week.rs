//! A site's week: its page over real HTTP, and the hours meters of everybody there.

use super::Row;
use super::client::Client;
use crate::chance::{SystemClock, SystemDice};
use crate::opening;
use anyhow::{Context as _, Result, ensure};
use care::attendance::{Entry, Mark};
use care::commitment::monday;
use care::group::{Group, GroupKind, Membership, Place, parse_meetings};
use care::site::{Room, Site};
use care::staff::Staff;
use care::{
    Clock as _, Contact, Credential, Dice as _, Email, LevelOfCare, Line, OrganizationId, PersonId,
    PersonName, Role, Seats, SeededDice, SiteId, TimeZoneName, Track,
};
use clap::Args;
use clinic::Clinic;
use clinic::access::{self, Browser, Purpose};
use clinic::hours::{self, Whose};
use clinic::patient::{self, PatientDraft};
use clinic::program::{self, ProgramDraft};
use clinic::setup::{SetupDraft, found, operator};
use clinic::site::SiteDraft;
use jiff::ToSpan as _;
use jiff::civil::Date;
use record::seal::{MasterKey, Masters};
use record::{Location, Record, RecordError, Settings};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// People in one group: the upper end of what is advised.
const GROUP_SEATS: usize = 12;
/// Groups that each person belongs to.
const GROUPS_EACH: usize = 2;
/// When groups meet; a leader and a room have one group at each of these times.
const TIMES: [&str; 3] = ["9:00", "13:00", "17:30"];
/// Weeks of marks before this one.
const PAST_WEEKS: i32 = 4;
/// What we aim for, in milliseconds.
const PAGE_60_AIM: f64 = 30.0;
const PAGE_1500_AIM: f64 = 100.0;
const METERS_AIM: f64 = 20.0;

/// What `bench week` takes.
#[derive(Args)]
pub struct Flags {
    /// Print a JSON array instead of a table
    #[arg(long)]
    pub json: bool,
    /// Ask a tenth as often; for trying out
    #[arg(long)]
    quick: bool,
}

/// The rows.
pub fn measure(flags: &Flags) -> Result<Vec<Row>> {
    let asks = if flags.quick { 20 } else { 200 };
    let folder = tempfile::Builder::new()
        .prefix("stepwell-bench-")
        .tempdir()?;
    let small = House::build(&folder.path().join("60.db"), 60)?;
    let page_60 = small.page_p95_ms(asks)?;
    let large = House::build(&folder.path().join("1500.db"), 1_500)?;
    let page_1500 = large.page_p95_ms(asks)?;
    let meters = large.meters_ms(asks.min(50))?;
    Ok(vec![
        Row::new("week_page_60_p95", page_60, "ms").aim(PAGE_60_AIM),
        Row::new("week_page_1500_p95", page_1500, "ms").aim(PAGE_1500_AIM),
        Row::new("meters_1500", meters.computed, "ms").aim(METERS_AIM),
        Row::new("meters_1500_loaded", meters.loaded, "ms"),
    ])
}

/// A clinic with one site of so many people.
struct House {
    clinic: Arc<Clinic>,
    organization: OrganizationId,
    administrator: PersonId,
    site: SiteId,
    /// Who came is the same in every run.
    luck: SeededDice,
}

/// The median time of each half of the meters, in milliseconds.
struct Meters {
    loaded: f64,
    computed: f64,
}

fn line(text: &str) -> Result<Line> {
    Ok(Line::parse(text, "a name")?)
}

fn id<T: From<Uuid>>() -> T {
    T::from(SystemDice.uuid(SystemClock.now()))
}

impl House {
    fn build(database: &Path, people: usize) -> Result<Self> {
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
            help: care::HelpLines::default(),
            call_back_minutes: care::inquiry::CALL_BACK_MINUTES,
        };
        let clinic = opening::clinic(record, settings)?;
        let site = SiteDraft {
            name: line("Bench")?,
            zone: TimeZoneName::parse("America/Denver")?,
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
        let (site, _) = clinic::site::sites(&clinic, &actor)?
            .into_iter()
            .next()
            .context("there is a site")?;
        let house = Self {
            clinic: Arc::new(clinic),
            organization: founded.organization,
            administrator: founded.administrator,
            site: site.id,
            luck: SeededDice::new(1),
        };
        house.fill(&site, people)?;
        Ok(house)
    }

    /// People through the use case, which opens their episodes; groups, memberships and marks straight into the record.
    fn fill(&self, site: &Site, people: usize) -> Result<()> {
        let clinic = &self.clinic;
        let draft = ProgramDraft {
            site: site.id,
            name: line("Intensive outpatient")?,
            level: LevelOfCare::IntensiveOutpatient,
        };
        let console = operator(self.organization);
        let program = program::add_program(clinic, &console, clinic.fresh_key(), &draft)?;
        let director = self.hire(site.id, "Director", vec![Role::ClinicalDirector])?;
        let director = access::authenticate(clinic, &self.enter(director)?)?;
        let today = site.zone.local(SystemClock.now()).date();
        let starts_on = monday(today).saturating_sub(PAST_WEEKS.weeks());
        let groups = self.groups(site, people.div_ceil(GROUP_SEATS) * GROUPS_EACH, starts_on)?;
        let mut members = Vec::new();
        for at in 0..people {
            let draft = PatientDraft {
                name: PersonName::parse("Person", &format!("Number{at}"))?,
                contact: Contact::default(),
                born: None,
                program,
                counselor: None,
            };
            members.push(patient::add_patient(
                clinic,
                &director,
                clinic.fresh_key(),
                &draft,
            )?);
        }
        self.place(&groups, &members, (starts_on, today))
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
            availability: Vec::new(),
            disabled_at: None,
        };
        clinic.record().transact(|tx| {
            record::staff::insert(tx, &SystemDice, self.organization, &staff, now)?;
            let login = format!("{}@example.org", staff.id);
            record::account::insert(tx, self.organization, staff.id, &login, now)
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
                kind: GroupKind::Process,
                track: Track::General,
                topic: None,
                facilitators: leader,
                place: Place::Room(room.id),
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
            self.clinic.record().transact(|tx| {
                record::site::insert_room(tx, self.organization, &room)?;
                record::group::insert(tx, self.organization, &group, SystemClock.now())
            })?;
            groups.push(group);
        }
        Ok(groups)
    }

    /// Everybody into two groups at different times, with marks for every session that is over.
    fn place(&self, groups: &[Group], people: &[PersonId], (from, to): (Date, Date)) -> Result<()> {
        let organization = self.organization;
        let now = SystemClock.now();
        self.clinic.record().transact(|tx| {
            for (at, person) in people.iter().enumerate() {
                for second in 0..GROUPS_EACH {
                    let group = &groups[(at * GROUPS_EACH + second) % groups.len()];
                    let membership = Membership {
                        id: id(),
                        group: group.id,
                        person: *person,
                        joined_on: from,
                        last_on: None,
                    };
                    record::membership::insert(tx, organization, &membership)?;
                    let mut date = from;
                    while date < to {
                        if group.meets_on(date).is_some() {
                            self.mark(tx, group, (*person, date), now)?;
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
        (person, date): (PersonId, Date),
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
        let of = record::attendance::Of {
            group: group.id,
            date,
            site: group.site,
        };
        let entry = Entry {
            person,
            revision: 0,
            mark,
            at: now,
            by: self.administrator,
            because: None,
        };
        let mark_id = SystemDice.uuid(now);
        record::attendance::insert(tx, &SystemDice, self.organization, of, (mark_id, &entry))
    }

    /// Signs somebody in; answers the cookie.
    fn enter(&self, person: PersonId) -> Result<String> {
        let link = access::issue(&self.clinic, self.organization, person, Purpose::Demo)?;
        let token = link.rsplit_once('/').map_or("", |(_, token)| token);
        let browser = Browser {
            address: String::new(),
            device: "Bench".to_owned(),
            known: None,
        };
        Ok(access::demo_enter(&self.clinic, token, &browser)?
            .cookie
            .to_string())
    }

    /// The page of the week over one HTTP connection to a server in this process: from the request to the last byte.
    fn page_p95_ms(&self, asks: usize) -> Result<f64> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let clinic = Arc::clone(&self.clinic);
        let server = std::thread::spawn(move || -> std::io::Result<()> {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()?;
            let stopped = async {
                let _ = stopped.await;
            };
            runtime.block_on(web::serve(
                listener,
                clinic,
                web::Options::default(),
                stopped,
            ))
        });
        let mut client = Client::new(address, &self.enter(self.administrator)?);
        let path = format!("/staff/week?site={}", self.site);
        let mut times = Vec::new();
        for _ in 0..asks {
            let began = Instant::now();
            let answer = client.get(&path)?;
            times.push(began.elapsed());
            ensure!(
                answer.status == 200 && answer.body.contains("12/12 seats"),
                "the week is not on the page"
            );
        }
        drop(client);
        // A server that is gone already has stopped.
        let _ = stop.send(());
        let ended = server.join();
        ended.map_err(|_| anyhow::anyhow!("the server panicked"))??;
        Ok(percentile_ms(times, 95))
    }

    /// The meters of everybody: loading, and from the loaded data the meters themselves.
    fn meters_ms(&self, asks: usize) -> Result<Meters> {
        let (mut loaded, mut computed) = (Vec::new(), Vec::new());
        let actor = operator(self.organization);
        let sites = clinic::site::sites(&self.clinic, &actor)?;
        let (site, _) = sites.first().context("there is a site")?;
        let week = monday(site.zone.local(SystemClock.now()).date());
        for _ in 0..asks {
            let began = Instant::now();
            let data = self.clinic.record().read(|read| {
                hours::load(
                    &self.clinic,
                    read,
                    self.organization,
                    (site, week),
                    Whose::Everybody,
                )
            })?;
            loaded.push(began.elapsed());
            let began = Instant::now();
            let weeks = hours::weeks(&data);
            computed.push(began.elapsed());
            let metered = weeks.iter().filter(|week| week.meter.is_some()).count();
            ensure!(metered >= 1_000, "only {metered} people have a meter");
        }
        Ok(Meters {
            loaded: percentile_ms(loaded, 50),
            computed: percentile_ms(computed, 50),
        })
    }
}

fn percentile_ms(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort();
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times
        .get(at)
        .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}
