//! A server as people use it: nine pages to one change, over real HTTP, signed in, from fifty connections.

use super::child::Server;
use super::client::{Client, HttpAnswer};
use super::{Effort, Row};
use crate::demo;
use anyhow::{Context as _, Result, anyhow, ensure};
use care::{OrganizationId, PersonId, Role};
use clinic::Clinic;
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, LinkPurpose};
use clinic::people::patient::Which;
use policy::Actor;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Connections at the same time, each signed in on its own.
const CONNECTIONS: usize = 50;
/// Of this many requests one changes something.
const ONE_CHANGE_IN: usize = 10;
/// What people should get, on two quiet cores.
const RATE_AIM: f64 = 2_500.0;
const P99_AIM_MS: f64 = 50.0;
const IDLE_AIM_MIB: f64 = 60.0;
const START_AIM_MS: f64 = 1_000.0;
/// How long a server rests before its memory is looked at.
const REST: Duration = Duration::from_secs(1);
/// How often memory is looked at under load.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// The rows.
pub fn measure(folder: &Path, effort: Effort) -> Result<Vec<Row>> {
    let start = start_empty(folder, effort.starts)?;
    let home = folder.join("mixed");
    std::fs::create_dir(&home)?;
    let scene = Scene::prepare(&home, |_, _| Ok(()))?;
    let server = Server::start(&home)?;
    ensure!(
        Client::new(server.address, "").get("/health")?.status == 200,
        "the server is not healthy"
    );
    std::thread::sleep(REST);
    let idle = server.resident_mib();
    let load = run(&scene, &server, effort.each)?;
    let at = |share: f64| load.percentile_ms(share);
    Ok(vec![
        Row::new("http_mixed", load.rate, "1/s").aim(RATE_AIM),
        Row::new("http_mixed_p50", at(0.50), "ms"),
        Row::new("http_mixed_p95", at(0.95), "ms"),
        Row::new("http_mixed_p99", at(0.99), "ms").aim(P99_AIM_MS),
        Row::new("rss_idle", idle, "MiB").aim(IDLE_AIM_MIB),
        Row::new("rss_load", load.resident_mib, "MiB").over("rss_idle", idle),
        Row::new("start_empty", start, "ms").aim(START_AIM_MS),
    ])
}

/// The median time from starting a server on nothing to its first answer, in milliseconds.
fn start_empty(folder: &Path, starts: usize) -> Result<f64> {
    let mut times = Vec::new();
    for start in 0..starts {
        let home = folder.join(format!("start-{start}"));
        std::fs::create_dir(&home)?;
        let began = Instant::now();
        let server = Server::start(&home)?;
        Client::new(server.address, "").get("/health")?;
        times.push(began.elapsed());
    }
    times.sort();
    Ok(times
        .get(starts / 2)
        .map_or(0.0, |time| time.as_secs_f64() * 1_000.0))
}

/// Who asks for what.
pub struct Scene {
    /// The session of each visitor.
    pub sessions: Vec<String>,
    /// The people in care.
    pub people: Vec<Person>,
}

/// Somebody in care, and the form that says nothing new about them.
pub struct Person {
    /// Who.
    pub id: PersonId,
    given: String,
    family: String,
    program: String,
}

impl Scene {
    /// The demonstration's clinic with whatever `more` adds to it.
    pub fn prepare(
        home: &Path,
        more: impl FnOnce(&Clinic, OrganizationId) -> Result<()>,
    ) -> Result<Self> {
        let (clinic, told) = demo::make(home, "http://localhost", 1, &demo::Opening::present()?)?;
        more(&clinic, told.organization)?;
        let director = told
            .accounts
            .iter()
            .find(|account| account.role == Role::ClinicalDirector);
        let director = director
            .context("the demonstration has no director")?
            .person;
        let mut sessions = Vec::new();
        for _ in 0..CONNECTIONS {
            sessions.push(enter(&clinic, told.organization, director)?);
        }
        let first = sessions.first().context("nobody is signed in")?;
        let people = people(&clinic, &sign_in::authenticate(&clinic, first)?)?;
        Ok(Self { sessions, people })
    }
}

/// The session of somebody who walks in by the demonstration's link.
pub fn enter(clinic: &Clinic, organization: OrganizationId, person: PersonId) -> Result<String> {
    let link = sign_in::issue(clinic, organization, person, LinkPurpose::Demo)?;
    let token = link
        .rsplit_once('/')
        .map_or(link.as_str(), |(_, token)| token);
    let browser = Browser {
        address: String::new(),
        device: "Bench".to_owned(),
        known: None,
    };
    let entered = sign_in::demo_enter(clinic, token, &browser)?;
    Ok(entered.cookie.as_str().to_owned())
}

fn people(clinic: &Clinic, actor: &Actor) -> Result<Vec<Person>> {
    let listed = clinic::people::patient::listed(clinic, actor, Which::InCare, None)?;
    Ok(listed
        .into_iter()
        .map(|listed| listed.patient)
        .map(|patient| Person {
            id: patient.id,
            given: patient.name.given.to_string(),
            family: patient.name.family.to_string(),
            program: patient.program.to_string(),
        })
        .collect())
}

/// What a run showed.
struct Load {
    rate: f64,
    times: Vec<Duration>,
    resident_mib: f64,
}

impl Load {
    fn percentile_ms(&self, share: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a count is a count again"
        )]
        let index =
            ((self.times.len() as f64 * share) as usize).min(self.times.len().saturating_sub(1));
        self.times
            .get(index)
            .map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }
}

fn run(scene: &Scene, server: &Server, each: Duration) -> Result<Load> {
    let over = AtomicBool::new(false);
    let began = Instant::now();
    let mut resident_mib = 0.0_f64;
    let mut times = std::thread::scope(|scope| {
        let visitors: Vec<_> = scene
            .sessions
            .iter()
            .enumerate()
            .map(|(number, session)| {
                let over = &over;
                scope
                    .spawn(move || visit(scene, Client::new(server.address, session), number, over))
            })
            .collect();
        while began.elapsed() < each {
            std::thread::sleep(LOOK_EVERY);
            resident_mib = resident_mib.max(server.resident_mib());
        }
        over.store(true, Ordering::Relaxed);
        let mut times = Vec::new();
        for visitor in visitors {
            times.extend(
                visitor
                    .join()
                    .map_err(|_| anyhow!("a visitor panicked"))??,
            );
        }
        Ok::<_, anyhow::Error>(times)
    })?;
    let seconds = began.elapsed().as_secs_f64();
    times.sort();
    let count = u32::try_from(times.len())?;
    Ok(Load {
        rate: f64::from(count) / seconds,
        times,
        resident_mib,
    })
}

/// One visitor: pages, and now and then a form with the token of the page before.
fn visit(
    scene: &Scene,
    mut client: Client,
    number: usize,
    over: &AtomicBool,
) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    let mut last = HttpAnswer::default();
    // Visitors begin at different places, so that changes do not come in waves.
    for step in number.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let shown = |step: usize| &scene.people[(step * 7 + number) % scene.people.len()];
        let began = Instant::now();
        // The form of the step before, sent back; two visitors who change one person at once are told so.
        let form = step
            .checked_sub(1)
            .filter(|_| step.is_multiple_of(ONE_CHANGE_IN))
            .zip(last.token().zip(last.hidden("_version")))
            .map(|(before, (token, version))| {
                (shown(before), token.to_owned(), version.to_owned())
            });
        last = match form {
            Some((person, token, version)) => change(&mut client, person, &token, &version)?,
            None => client.get(&page(step, shown(step)))?,
        };
        times.push(began.elapsed());
        ensure!(
            matches!(last.status, 200 | 303 | 409),
            "the server answered {}: {}",
            last.status,
            last.body
        );
    }
    Ok(times)
}

fn page(step: usize, person: &Person) -> String {
    match step % ONE_CHANGE_IN {
        1 | 6 => "/staff".to_owned(),
        3 => "/staff/people".to_owned(),
        5 => "/staff/people?q=sm".to_owned(),
        8 => "/staff/sites".to_owned(),
        9 => format!("/staff/people/{}/edit", person.id),
        _ => format!("/staff/people/{}", person.id),
    }
}

fn change(client: &mut Client, person: &Person, token: &str, version: &str) -> Result<HttpAnswer> {
    let path = format!("/staff/people/{}/edit", person.id);
    let fields = [
        ("_token", token),
        ("_version", version),
        ("given", person.given.as_str()),
        ("family", person.family.as_str()),
        ("program", person.program.as_str()),
    ];
    Ok(client.post(&path, &fields)?)
}
