//! Requests for help, each as far as a request about it needs it to be.

use super::{Fields, unused};
use crate::routes::table::Row;
use crate::served::Served;
use care::intake::appointment::Slot;
use care::intake::inquiry::{
    Asker, CallOutcome, InquiryDraft, Language, LossReason, SafeContact, Urgency,
};
use care::{AppointmentId, CallId, Contact, InquiryId, PersonName, Phone, Role, Span, Weekday};
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::intake::inquiry::CallDraft;
use clinic::people::staff;
use policy::Actor;

/// A path with an inquiry of the first organization, and the fields of a form.
pub fn plausible(served: &Served, row: &Row) -> (String, Fields) {
    let director = served.enter(Role::ClinicalDirector).actor;
    let at = usize::from(row.which == "far");
    let id = add(served, &director, at);
    let last = row.path.rsplit('/').next().unwrap_or_default();
    let mut appointment = AppointmentId::from(id.uuid());
    let mut call = CallId::from(id.uuid());
    let clinic = &served.world.clinic;
    let fresh = || clinic.fresh_key();
    let mut fields: Fields = Vec::new();
    match last {
        "new" | "edit" | "live" => fields = request(served, at),
        "back" => {
            let draft = CallDraft {
                outcome: CallOutcome::NoAnswer,
                words: None,
                next_call_at: None,
                despite: None,
            };
            call = inquiry::log_call(clinic, &director, fresh(), id, &draft).unwrap();
        }
        "call" => fields = vec![("outcome", "no_answer".to_owned())],
        "wait" => fields = vec![("waits", "yes".to_owned())],
        "lose" => fields = vec![("reason", "cost".to_owned())],
        "reopen" => {
            inquiry::lose(clinic, &director, fresh(), id, LossReason::Cost, None).unwrap();
        }
        "book" => {
            let slot = first_free(served, &director, id);
            fields = vec![
                ("clinician", slot.clinician.to_string()),
                ("starts_at", slot.starts_at.to_string()),
                ("minutes", slot.minutes.to_string()),
            ];
        }
        "cancel" | "{appointment}" => {
            appointment = book(served, &director, id);
            fields = match last {
                "cancel" => Vec::new(),
                _ => vec![("state", "kept".to_owned())],
            };
        }
        "join" | "part" => {
            let other = add(served, &director, at);
            let into = inquiry::open(clinic, &director, other)
                .unwrap()
                .inquiry
                .person;
            if last == "part" {
                inquiry::join(clinic, &director, fresh(), id, into).unwrap();
            } else {
                fields = vec![("into", into.to_string())];
            }
        }
        _ => {}
    }
    let path = row.path.replace("{id}", &id.to_string());
    let path = path.replace("{appointment}", &appointment.to_string());
    let path = path.replace("{call}", &call.to_string());
    (path, if row.changes { fields } else { Vec::new() })
}

/// Ten digits that were not used before, beginning as an area code does.
fn number(served: &Served) -> String {
    let digits = served.world.clinic.fresh_key().uuid().as_u128() % 1_000_000_000;
    format!("2{digits:09}")
}

fn add(served: &Served, director: &Actor, at: usize) -> InquiryId {
    let clinic = &served.world.clinic;
    let draft = InquiryDraft {
        asker: Asker::Themselves,
        name: PersonName::parse("Robin", &unused(served)).unwrap(),
        contact: Contact {
            phone: Phone::parse(&number(served)).ok(),
            email: None,
        },
        born: None,
        age: None,
        language: Language::English,
        safe: SafeContact::default(),
        site: served.house().sites[at],
        source: None,
        urgency: Urgency::Soon,
        words: None,
        safe_now: None,
    };
    inquiry::add(clinic, director, clinic.fresh_key(), &draft).unwrap()
}

fn request(served: &Served, at: usize) -> Fields {
    vec![
        ("who", "themselves".to_owned()),
        ("given", "Robin".to_owned()),
        ("family", unused(served)),
        ("phone", number(served)),
        ("language", "en".to_owned()),
        ("channels", "phone".to_owned()),
        ("voicemail", "no".to_owned()),
        ("site", served.house().sites[at].to_string()),
        ("urgency", "soon".to_owned()),
    ]
}

/// The first free time; the medical provider of the first site is on duty from then on.
fn first_free(served: &Served, director: &Actor, id: InquiryId) -> Slot {
    let (clinic, house) = (&served.world.clinic, served.house());
    let free = || inquiry::open(clinic, director, id).unwrap().offers.unwrap();
    if free().slots.is_empty() {
        let operator = clinic::access::setup::operator(house.organization);
        let mut draft = house.member_draft(Role::MedicalProvider, 0, "medical_provider");
        let whole_days = Weekday::ALL.map(|day| Span::new(day, 0, 1440).unwrap());
        draft.availability = whole_days.map(|span| (house.sites[0], span)).to_vec();
        let provider = house.who(Role::MedicalProvider, 0);
        staff::change_staff(clinic, &operator, clinic.fresh_key(), provider, &draft).unwrap();
    }
    free().slots[0]
}

fn book(served: &Served, director: &Actor, id: InquiryId) -> AppointmentId {
    let slot = first_free(served, director, id);
    let booking = Booking {
        clinician: slot.clinician,
        starts_at: slot.starts_at,
        minutes: slot.minutes,
    };
    let clinic = &served.world.clinic;
    appointment::book(clinic, director, clinic.fresh_key(), id, booking).unwrap()
}
