//! A clinic with a director who is signed in, made through the use cases.

use super::ahead::now;
use super::{Home, database, token};
use care::{
    Clock, Contact, Dice, Email, HandClock, LevelOfCare, Line, OrganizationId, PersonName,
    ProgramId, Role, SeededDice, TimeZoneName,
};
use clinic::access::setup::{SetupDraft, found, operator};
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, LinkPurpose};
use clinic::people::patient::{PatientDraft, invite_patient, seed_patient};
use clinic::people::program::{ProgramDraft, add_program};
use clinic::people::site::{SiteDraft, sites};
use clinic::people::staff::{StaffDraft, add_staff};
use clinic::{Clinic, Settings};
use record::seal::{MasterKey, Masters};
use record::{Location, Record};
use signin::passkey::Passkeys;
use std::sync::Arc;

/// What was made.
pub struct Prepared {
    /// The session cookie of the clinical director.
    pub session: String,
    /// The site where people are added.
    pub site: String,
    /// A program to put people in.
    pub program: String,
    pub organization: OrganizationId,
    pub masters: Masters,
    pub location: Location,
}

/// The clinic over a record, with the time of the program under test on a clock that stands still.
fn clinic(location: &Location, masters: &Masters, seed: u64) -> Clinic {
    let clock: Arc<dyn Clock> = Arc::new(HandClock::new(now()));
    let dice: Arc<dyn Dice> = Arc::new(SeededDice::new(seed));
    let settings = record::Settings::new(location.clone());
    let (record, _) = Record::open_migrated(&settings, masters.clone(), clock.now()).unwrap();
    let passkeys = Passkeys::new("localhost", "http://localhost", "Test").unwrap();
    let settings = Settings {
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
    Clinic::new(record, clock, dice, passkeys, settings)
}

fn browser() -> Browser {
    Browser {
        address: String::new(),
        device: "Test".to_owned(),
        known: None,
    }
}

impl Prepared {
    /// In the file that the binary uses by default.
    pub fn new(home: &Home) -> Self {
        Self::at(home, Location::Sqlite(database(home)))
    }

    /// Anywhere; the key is where the binary looks for it.
    pub fn at(home: &Home, location: Location) -> Self {
        let seed = u64::from(std::process::id());
        let masters = Masters::single(MasterKey::random(&SeededDice::new(seed)));
        masters.store(&home.path("stepwell.key")).unwrap();
        let clinic = clinic(&location, &masters, seed + 1);
        let named = |text: &str| Line::parse(text, "a name").unwrap();
        let founded = found(
            &clinic,
            &SetupDraft {
                organization: named("Test Clinic"),
                site: SiteDraft {
                    name: named("First Site"),
                    zone: TimeZoneName::parse("America/Denver").unwrap(),
                    state: None,
                    hours: Vec::new(),
                },
                name: PersonName::parse("Ada", "Min").unwrap(),
                email: Email::parse("ada@clinic.example").unwrap(),
            },
        )
        .unwrap();
        let console = operator(founded.organization);
        let site = sites(&clinic, &console).unwrap()[0].0.id;
        let draft = ProgramDraft {
            site,
            name: named("Program"),
            name_es: None,
            level: LevelOfCare::IntensiveOutpatient,
            adolescents: false,
        };
        let program = add_program(&clinic, &console, clinic.fresh_key(), &draft).unwrap();
        let director = StaffDraft {
            name: PersonName::parse("Dee", "Rector").unwrap(),
            email: Email::parse("dee@clinic.example").unwrap(),
            phone: None,
            roles: vec![Role::ClinicalDirector],
            sites: vec![site],
            credentials: Vec::new(),
            availability: Vec::new(),
        };
        let director = add_staff(&clinic, &console, clinic.fresh_key(), &director).unwrap();
        let link =
            sign_in::issue(&clinic, founded.organization, director, LinkPurpose::Demo).unwrap();
        let fresh = sign_in::demo_enter(&clinic, token(&link), &browser()).unwrap();
        Self {
            session: fresh.cookie.as_str().to_owned(),
            site: site.to_string(),
            program: program.to_string(),
            organization: founded.organization,
            masters,
            location,
        }
    }

    /// Somebody in care with a sign-in of their own; their id and session cookie.
    pub fn somebody_in_care(&self) -> (String, String) {
        let clinic = clinic(
            &self.location,
            &self.masters,
            u64::from(std::process::id()) + 2,
        );
        let console = sign_in::authenticate(&clinic, &self.session).unwrap();
        let draft = PatientDraft {
            name: PersonName::parse("Imogen", "Castellanos").unwrap(),
            contact: Contact {
                email: Email::parse("imogen@home.example").ok(),
                phone: None,
            },
            born: None,
            program: ProgramId::parse(&self.program).unwrap(),
            counselor: None,
        };
        let person = seed_patient(&clinic, &console, clinic.fresh_key(), &draft).unwrap();
        invite_patient(&clinic, &console, clinic.fresh_key(), person).unwrap();
        let link = sign_in::issue(&clinic, self.organization, person, LinkPurpose::Demo).unwrap();
        let fresh = sign_in::demo_enter(&clinic, token(&link), &browser()).unwrap();
        (person.to_string(), fresh.cookie.as_str().to_owned())
    }

    /// The record itself, while no server writes to it.
    pub fn record(&self) -> Record {
        Record::open_read_only(
            &record::Settings::new(self.location.clone()),
            self.masters.clone(),
        )
        .unwrap()
    }
}
