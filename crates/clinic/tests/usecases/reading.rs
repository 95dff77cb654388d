//! What the tests read past the use cases: links, mail, the journal, the clock.

use crate::common::house::House;
use crate::common::{World, token};
use care::{Clock as _, PersonId};
use clinic::access::sign_in;
use clinic::access::sign_in::LinkPurpose;
use clinic::mail::Mail;
use jiff::Timestamp;
use record::journal::{self, Chained};
use record::{Reader, RecordError, job};

impl World {
    /// A link that sets up somebody's sign-in.
    pub fn welcome(&self, house: &House, person: PersonId) -> String {
        let link = sign_in::issue(
            &self.clinic,
            house.organization,
            person,
            LinkPurpose::Welcome,
        );
        token(&link.unwrap()).to_owned()
    }

    pub fn read<T>(
        &self,
        house: &House,
        f: impl FnOnce(&mut Reader<'_>) -> Result<T, RecordError>,
    ) -> T {
        self.clinic.record().read(house.organization, f).unwrap()
    }

    /// Messages under a subject, and to whom.
    pub fn mail(&self, house: &House, subject: &str) -> Vec<(PersonId, Mail)> {
        let jobs = self.read(house, |read| job::latest(read, "mail"));
        let mail = |body: &[u8]| serde_json::from_slice::<Mail>(body).unwrap();
        let mails = jobs.iter().map(|(who, body, ..)| (*who, mail(body)));
        mails
            .filter(|(_, mail)| mail.subject() == subject)
            .collect()
    }

    /// How long an organization's journal is.
    pub fn journal_length(&self, house: &House) -> i64 {
        self.read(house, |read| journal::head(read)).0
    }

    /// The entries after a place.
    pub fn journal_after(&self, house: &House, place: i64) -> Vec<Chained> {
        self.read(house, |read| journal::after(read, place, 10_000))
    }

    /// What the journal says was done after a place.
    pub fn said_after(&self, house: &House, place: i64) -> Vec<String> {
        let entries = self.journal_after(house, place).into_iter();
        entries.map(|entry| entry.action).collect()
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
