//! A site's week: its page over real HTTP, the hours meters of everybody there, a place for one newcomer, and the answer
//! to a leader who is away.

mod house;

use self::house::House;
use super::Row;
use super::client::Client;
use anyhow::{Result, ensure};
use care::planning::commitment::{CommitmentDraft, CommitmentKind, Template};
use care::planning::week::{Event, Purpose};
use clap::Args;
use clinic::attendance::hours;
use clinic::attendance::hours::Whose;
use clinic::planning::commitment;
use clinic::planning::week::{Effort, WeekWanted, choices, make, proposal, repair};
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What we aim for, in milliseconds.
const PAGE_60_AIM: f64 = 30.0;
const PAGE_1500_AIM: f64 = 100.0;
const METERS_AIM: f64 = 20.0;
const REPAIR_AIM: f64 = 300.0;
/// Around the search itself, which takes as long as somebody waits for it: what a proposal for the coming weeks costs.
const PLAN_AIM: f64 = 3_000.0;
/// How often the coming weeks are planned at most, and for how many rounds of the search each time.
const PLANS_MAX: usize = 5;
const PLAN_STEPS: u64 = 20;
const REPAIR_300_AIM: f64 = 1_000.0;
/// "Well under a second" for somebody who waits in front of the page.
const PLACE_AIM: f64 = 250.0;

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
    let page_60 = small.page_p95_ms(asks, "groups")?;
    let axis_60 = small.page_p95_ms(asks, "rooms")?;
    let place_60 = small.place_ms(asks)?;
    let repair_60 = small.repair_ms(asks.min(50))?;
    let plan_60 = small.plan_ms(asks.min(PLANS_MAX))?;
    let medium = House::build(&folder.path().join("300.db"), 300)?;
    let repair_300 = medium.repair_ms(asks.min(50))?;
    let large = House::build(&folder.path().join("1500.db"), 1_500)?;
    let page_1500 = large.page_p95_ms(asks, "groups")?;
    let meters = large.meters_ms(asks.min(50))?;
    Ok(vec![
        Row::new("week_page_60_p95", page_60, "ms").aim(PAGE_60_AIM),
        Row::new("board_time_axis_60_p95", axis_60, "ms").aim(PAGE_60_AIM),
        Row::new("week_page_1500_p95", page_1500, "ms").aim(PAGE_1500_AIM),
        Row::new("meters_1500", meters.computed, "ms").aim(METERS_AIM),
        Row::new("meters_1500_loaded", meters.loaded, "ms"),
        Row::new("place_one_60", place_60, "ms").aim(PLACE_AIM),
        Row::new("repair_60", repair_60, "ms").aim(REPAIR_AIM),
        Row::new("plan_four_weeks_60", plan_60, "ms").aim(PLAN_AIM),
        Row::new("repair_300", repair_300, "ms").aim(REPAIR_300_AIM),
    ])
}

/// The median time of each half of the meters, in milliseconds.
struct Meters {
    loaded: f64,
    computed: f64,
}

impl House {
    /// The page of the week over one HTTP connection to a server in this process, as a list by group or as a picture by
    /// room: from the request to the last byte.
    fn page_p95_ms(&self, asks: usize, view: &str) -> Result<f64> {
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
        let path = format!("/staff/week?site={}&view={view}", self.at);
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
        let (site, week) = (self.site()?, self.monday()?);
        for _ in 0..asks {
            let began = Instant::now();
            let data = self.clinic.record().read(self.organization, |read| {
                hours::load(&self.clinic, read, &site, week, Whose::Everybody)
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

    /// The weeks that a newcomer could have: from the record to the sentences, the slowest but one in twenty.
    fn place_ms(&self, asks: usize) -> Result<f64> {
        let mut times = Vec::new();
        for _ in 0..asks {
            let began = Instant::now();
            let found = choices(&self.clinic, &self.director, self.newcomer, None)?;
            times.push(began.elapsed());
            ensure!(
                !found.weeks.is_empty(),
                "the newcomer finds no week: {:?}",
                found.why_not
            );
        }
        Ok(percentile_ms(times, 95))
    }

    /// A leader is away on a day that they lead: from the record to the proposal that is kept, the slowest but one in
    /// twenty over all leaders and days.
    fn repair_ms(&self, asks: usize) -> Result<f64> {
        let from = self.monday()?.saturating_add(1.week());
        let days: Vec<Date> = (0..7).map(|day| from.saturating_add(day.days())).collect();
        let evenings = self.groups.iter().flat_map(|group| {
            let held = days.iter().filter(|date| group.meets_on(**date).is_some());
            held.flat_map(|date| group.facilitators.iter().map(|leader| (*leader, *date)))
        });
        let mut times = Vec::new();
        for (staff, date) in evenings.cycle().take(asks) {
            let event = Event::StaffAway {
                staff,
                from: date,
                through: date,
            };
            let began = Instant::now();
            repair(
                &self.clinic,
                &self.director,
                self.clinic.fresh_key(),
                self.at,
                &event,
            )?;
            times.push(began.elapsed());
        }
        ensure!(times.len() == asks, "nobody leads anything");
        Ok(percentile_ms(times, 95))
    }
}

impl House {
    /// The coming real weeks of everybody, groups as they are, with somebody whose shifts alternate: from the record to the
    /// proposal that is kept, a search of so many rounds with it; the median.
    fn plan_ms(&self, asks: usize) -> Result<f64> {
        let monday = self.monday()?.saturating_add(1.week());
        let weeks = Template::EarlyLate.weeks();
        let shifts = CommitmentDraft::shifts(CommitmentKind::Work, weeks, monday);
        let key = self.clinic.fresh_key();
        commitment::add(&self.clinic, &self.director, key, self.newcomer, &shifts)?;
        let what = WeekWanted {
            site: self.at,
            monday,
            purpose: Purpose::Assign,
        };
        let effort = Effort {
            seconds: 10,
            steps: Some(PLAN_STEPS),
        };
        let mut times = Vec::new();
        for _ in 0..asks {
            let began = Instant::now();
            let id = make(&self.clinic, &self.director, what, effort)?;
            times.push(began.elapsed());
            let shown = proposal(&self.clinic, &self.director, id)?;
            let planned = shown.people.iter().filter(|one| one.part.weeks.len() >= 4);
            ensure!(planned.count() >= 30, "four weeks were not planned");
        }
        Ok(percentile_ms(times, 50))
    }
}

/// The time within which so many percent of them lie.
pub fn percentile_ms(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort();
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times
        .get(at)
        .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
}
