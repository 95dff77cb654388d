//! The first page of a coordinator over HTTP: many people in the record, each of whom asked for help once, and as many
//! open requests as one site ever has. Beside it a page that shows nothing, in the same run: what the frame, the network
//! and this machine cost.

use super::Row;
use super::child::Server;
use super::client::Client;
use super::mixed::enter;
use super::pages::add_past;
use super::week::percentile_ms;
use crate::chance::SystemDice;
use crate::demo;
use anyhow::{Context as _, Result, ensure};
use care::intake::inquiry::{
    Asker, Inquiry, InquiryDraft, Language, Request, SafeContact, Stage, Urgency,
};
use care::people::contact_rules::ContactRules;
use care::{Contact, Dice as _, OrganizationId, PersonId, PersonName, Phone, Role, SiteId};
use clap::Args;
use clinic::Clinic;
use clinic::access::sign_in;
use clinic::intake::inquiry;
use jiff::{Timestamp, ToSpan as _};
use record::RecordError;
use record::people::person;
use std::path::Path;
use std::time::{Duration, Instant};

/// What we aim for, in milliseconds.
const P95_AIM: f64 = 50.0;
/// The page that shows nothing: a search for nobody.
const EMPTY: &str = "/staff/search";
/// Requests written in a commit.
const AT_ONCE: usize = 500;
/// How long ago those who were in care asked, in hours.
const AGO_HOURS: i64 = 61 * 7 * 24;

/// What `bench today` takes.
#[derive(Args)]
pub struct Flags {
    /// Print a JSON array instead of a table
    #[arg(long)]
    pub json: bool,
    /// Ask a tenth as often, with fewer people; for trying out
    #[arg(long)]
    quick: bool,
    /// People who were in care once, instead of 20,000
    #[arg(long, value_name = "COUNT")]
    people: Option<usize>,
    /// Open requests
    #[arg(long, value_name = "COUNT", default_value_t = 300)]
    requests: usize,
}

/// The rows.
pub fn measure(flags: &Flags) -> Result<Vec<Row>> {
    let (asks, people) = if flags.quick {
        (20, 1_000)
    } else {
        (200, 20_000)
    };
    let people = flags.people.unwrap_or(people);
    let folder = tempfile::Builder::new()
        .prefix("stepwell-bench-")
        .tempdir()?;
    let session = prepare(folder.path(), people, flags.requests)?;
    let server = Server::start(folder.path())?;
    let mut client = Client::new(server.address, &session);
    // Those of the demonstration come on top; some of them are to be booked or admitted, not called.
    let shown = client.get("/staff")?.body.matches("no_answer").count();
    ensure!(
        shown >= flags.requests.min(inquiry::SHOWN_MAX) / 2,
        "only {shown} requests are on the page"
    );
    let mut today = Vec::new();
    let mut empty = Vec::new();
    // In turn, so that whatever else the machine does hits both.
    for _ in 0..asks {
        today.push(ask(&mut client, "/staff")?);
        empty.push(ask(&mut client, EMPTY)?);
    }
    let (empty_p50, empty_p95) = (percentile_ms(empty.clone(), 50), percentile_ms(empty, 95));
    let (p50, p95) = (percentile_ms(today.clone(), 50), percentile_ms(today, 95));
    Ok(vec![
        Row::new("today_empty_page_p50", empty_p50, "ms"),
        Row::new("today_empty_page_p95", empty_p95, "ms"),
        Row::new("today_p50", p50, "ms").over("today_empty_page_p50", empty_p50),
        Row::new("today_p95_beside_empty", p95, "ms").over("today_empty_page_p95", empty_p95),
        Row::new("today_p95", p95, "ms").aim(P95_AIM),
    ])
}

/// How long a page takes, from the request to its last byte.
fn ask(client: &mut Client, path: &str) -> Result<Duration> {
    let began = Instant::now();
    let answer = client.get(path)?;
    let took = began.elapsed();
    ensure!(answer.status == 200, "{path} answered {}", answer.status);
    Ok(took)
}

/// The demonstration's clinic with so many more people and requests; the session of its coordinator.
fn prepare(home: &Path, people: usize, requests: usize) -> Result<String> {
    let opening = demo::Opening::present()?;
    let (clinic, told) = demo::make(home, "http://localhost", 1, &opening)?;
    let mut accounts = told.accounts.iter();
    let coordinator = accounts.find(|account| account.role == Role::IntakeCoordinator);
    let coordinator = coordinator.context("the demonstration has no coordinator")?;
    let session = enter(&clinic, told.organization, coordinator.person)?;
    let actor = sign_in::authenticate(&clinic, &session)?;
    let site = actor.sites().first().copied();
    let site = site.context("the coordinator works nowhere")?;
    let past = add_past(&clinic, told.organization, people)?;
    for (at, some) in past.chunks(AT_ONCE).enumerate() {
        asked_once(&clinic, told.organization, site, (at * AT_ONCE, some))?;
    }
    for number in 0..requests {
        let draft = draft(site, number)?;
        inquiry::request(&clinic, told.organization, clinic.fresh_key(), &draft)?;
    }
    Ok(session)
}

/// What somebody types into the public form.
fn draft(site: SiteId, number: usize) -> Result<InquiryDraft> {
    Ok(InquiryDraft {
        asker: Asker::Themselves,
        name: PersonName::parse("Open", &format!("Request{number}"))?,
        contact: Contact {
            phone: Some(Phone::parse(&format!("207 555 {:04}", number % 10_000))?),
            email: None,
        },
        born: None,
        age: None,
        language: Language::English,
        safe: SafeContact::default(),
        site,
        source: None,
        urgency: Urgency::Soon,
        words: None,
        safe_now: None,
    })
}

/// People who were in care asked for it before, straight into the record.
fn asked_once(
    clinic: &Clinic,
    organization: OrganizationId,
    site: SiteId,
    (first, people): (usize, &[PersonId]),
) -> Result<()> {
    let asked_at = clinic.now().saturating_sub(AGO_HOURS.hours())?;
    let inquiries = people
        .iter()
        .enumerate()
        .map(|(at, person)| -> Result<Inquiry> {
            let draft = draft(site, first + at)?;
            Ok(admitted(&draft, *person, asked_at))
        });
    let inquiries: Vec<Inquiry> = inquiries.collect::<Result<_>>()?;
    clinic.record().transact(organization, |tx| {
        for it in &inquiries {
            let key = person::key(tx, it.person)?;
            record::intake::inquiry::insert(tx, &SystemDice, it, &key)?;
        }
        Ok::<_, RecordError>(())
    })?;
    Ok(())
}

fn admitted(draft: &InquiryDraft, person: PersonId, asked_at: Timestamp) -> Inquiry {
    Inquiry {
        id: SystemDice.uuid(asked_at).into(),
        person,
        name: draft.name.clone(),
        contact: draft.contact.clone(),
        rules: ContactRules::from(draft.safe.clone()),
        request: Request::from(draft),
        site: draft.site,
        stage: Stage::Admitted,
        requested_at: asked_at,
        promised_at: asked_at,
        next_call_at: None,
        waiting_since: None,
        clinician: None,
        owner: None,
        loss: None,
        joined_to: None,
    }
}
