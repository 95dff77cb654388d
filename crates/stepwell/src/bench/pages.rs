//! Single pages over HTTP, in the demonstration's clinic as it is and with many more people in its record: those who
//! were in care once. As many are in care now, so a page should cost the same.

use super::child::Server;
use super::client::Client;
use super::mixed::Scene;
use super::{Effort, Row};
use crate::chance::SystemDice;
use anyhow::{Context as _, Result, ensure};
use care::people::patient::Patient;
use care::stays::episode::{Closing, DischargeReason, Episode};
use care::stays::stay::{Ending, Stay, StayPlace};
use care::{Contact, Dice as _, OrganizationId, PersonId, PersonName};
use clinic::Clinic;
use clinic::access::setup::operator;
use jiff::ToSpan as _;
use record::RecordError;
use record::people::patient;
use record::stays::{episode, stay};
use std::path::Path;

/// Connections at the same time.
const CONNECTIONS: usize = 8;
/// What people should get of each page, on two quiet cores.
const RATE_AIM: f64 = 1_500.0;
/// People added to a commit.
const AT_ONCE: usize = 500;
/// How long ago they were in care, in weeks, and for how many.
const WEEKS_AGO: i32 = 60;
const WEEKS_STAYED: i32 = 12;

/// The rows: each page in the small clinic and in the large one.
pub fn measure(folder: &Path, effort: Effort) -> Result<Vec<Row>> {
    let few = rates(&folder.join("pages-few"), 0, effort)?;
    let many = rates(&folder.join("pages-many"), effort.people, effort)?;
    let mut rows = Vec::new();
    for ((name, few), (_, many)) in few.into_iter().zip(many) {
        let small = format!("page_{name}_50");
        rows.push(Row::new(&small, few, "1/s").aim(RATE_AIM));
        rows.push(Row::new(format!("page_{name}_20000"), many, "1/s").over(small, few));
    }
    Ok(rows)
}

/// How often a second each page is answered, with so many more people in the record.
fn rates(home: &Path, more: usize, effort: Effort) -> Result<Vec<(&'static str, f64)>> {
    std::fs::create_dir(home)?;
    let scene = Scene::prepare(home, |clinic, organization| {
        add_past(clinic, organization, more).map(drop)
    })?;
    let server = Server::start(home)?;
    let person = scene.people.first().context("nobody is in care")?.id;
    let pages = [
        ("staff", "/staff".to_owned()),
        ("person", format!("/staff/people/{person}")),
        ("hours", "/staff/hours".to_owned()),
    ];
    let mut rates = Vec::new();
    for (name, path) in pages {
        let rate = super::callers::rate_of(
            CONNECTIONS,
            effort.each,
            |caller| {
                let session = &scene.sessions[caller % scene.sessions.len()];
                Client::new(server.address, session)
            },
            |client| {
                let answer = client.get(&path)?;
                ensure!(answer.status == 200, "{path} answered {}", answer.status);
                Ok(())
            },
        )?;
        rates.push((name, rate));
    }
    Ok(rates)
}

/// People whose episode ended long ago, straight into the record.
pub fn add_past(
    clinic: &Clinic,
    organization: OrganizationId,
    count: usize,
) -> Result<Vec<PersonId>> {
    let now = clinic.now();
    let console = operator(organization);
    let program = clinic::people::program::programs(clinic, &console)?;
    let program = program.first().context("there is no program")?;
    let today = care::zone::greenwich(now).date();
    let from = today.saturating_sub(WEEKS_AGO.weeks());
    let until = from.saturating_add(WEEKS_STAYED.weeks());
    let one = |number: usize| -> Result<(Patient, Episode, Closing)> {
        let id = PersonId::from(SystemDice.uuid(now));
        let patient = Patient {
            id,
            name: PersonName::parse("Past", &format!("Person{number}"))?,
            contact: Contact::default(),
            born: None,
            site: program.site,
            program: program.id,
            counselor: None,
            joined_on: from,
        };
        let stay = Stay {
            id: SystemDice.uuid(now).into(),
            level: program.level,
            site: program.site,
            place: StayPlace::Here {
                program: program.id,
                bed: None,
            },
            counselor: None,
            from,
            planned: None,
            ended: None,
        };
        let closing = Closing {
            on: until,
            reason: DischargeReason::Completed,
            words: None,
        };
        let opened = Episode::open(SystemDice.uuid(now).into(), id, stay);
        Ok((patient, opened, closing))
    };
    let people: Vec<_> = (0..count).map(one).collect::<Result<_>>()?;
    for some in people.chunks(AT_ONCE) {
        clinic.record().transact(organization, |tx| {
            for (person, opened, closing) in some {
                patient::insert(tx, &SystemDice, person, now)?;
                episode::insert(tx, opened)?;
                for stay in &opened.stays {
                    stay::end(tx, stay.id, until, Ending::Discharged)?;
                }
                episode::close(tx, &SystemDice, opened.id, person.id, (closing, now))?;
            }
            Ok::<_, RecordError>(())
        })?;
    }
    Ok(people.iter().map(|(person, ..)| person.id).collect())
}
