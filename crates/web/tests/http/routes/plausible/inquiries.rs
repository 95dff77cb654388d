//! Requests for help, each as far as a request about it needs it to be.

use super::{Fields, unused};
use crate::common::house::email;
use crate::routes::table::Row;
use crate::served::Served;
use care::intake::appointment::Slot;
use care::intake::inquiry::{CallOutcome, Channel, LossReason};
use care::{AppointmentId, CallId, Email, InquiryId, Role};
use clinic::intake::appointment;
use clinic::intake::appointment::Booking;
use clinic::intake::inquiry;
use clinic::intake::inquiry::CallDraft;
use clinic::intake::waiting;
use clinic::mail::{Mail, Mailer, Unsent, send_due};
use jiff::SignedDuration;
use policy::Actor;
use std::sync::Mutex;

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
        "cancel" | "reminders" | "{appointment}" => {
            appointment = book(served, &director, id);
            fields = match last {
                "cancel" => {
                    let page = inquiry::open(clinic, &director, id).unwrap();
                    let starts_at = page.standing().unwrap().starts_at.to_string();
                    let shown = appointment.to_string();
                    vec![("appointment", shown), ("starts_at", starts_at)]
                }
                "reminders" => vec![("was", "both".to_owned()), ("wish", "2h".to_owned())],
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

/// Somebody on the waiting list, and the fields of a form about it.
pub fn waiting(served: &Served, row: &Row) -> (String, Fields) {
    let clinic = &served.world.clinic;
    let director = served.enter(Role::ClinicalDirector).actor;
    let id = add(served, &director, usize::from(row.which == "far"));
    inquiry::wait(clinic, &director, clinic.fresh_key(), id).unwrap();
    let text = str::to_owned;
    let fields = match row.path.rsplit('/').next() {
        Some("interim") => vec![("service", text("infections"))],
        Some("offer") => vec![("until_day", text("2026-03-05"))],
        Some("offer-end") => {
            let until = clinic.now() + SignedDuration::from_hours(24);
            let key = clinic.fresh_key();
            waiting::offer(clinic, &director, key, id, until, None).unwrap();
            let kept = waiting::open(clinic, &director, id).unwrap().waiting;
            let made_at = kept.open_offer().unwrap().at;
            vec![("offer", made_at.to_string()), ("how", text("declined"))]
        }
        Some("off") => vec![("off_reason", text("elsewhere"))],
        _ => vec![
            ("level", text("intensive_outpatient")),
            ("pregnant", text("no")),
            ("injects", text("yes")),
        ],
    };
    let path = row.path.replace("{id}", &id.to_string());
    (path, if row.changes { fields } else { Vec::new() })
}

/// A mail server that keeps what it takes for one address.
struct Caught {
    to: Email,
    text: Mutex<Option<String>>,
}

impl Mailer for Caught {
    fn send(&self, mail: &Mail) -> Result<(), Unsent> {
        if *mail.to() == self.to {
            *self.text.lock().unwrap() = Some(mail.text().to_owned());
        }
        Ok(())
    }
}

/// The link in the message about somebody's appointment, and an answer to it.
pub fn answer(served: &Served, row: &Row) -> (String, Fields) {
    let (clinic, house) = (&served.world.clinic, served.house());
    let director = served.enter(Role::ClinicalDirector).actor;
    let id = add_who(served, &director, 0, true);
    book(served, &director, id);
    let page = inquiry::open(clinic, &director, id).unwrap();
    let caught = Caught {
        to: page.inquiry.contact.email.clone().unwrap(),
        text: Mutex::default(),
    };
    // Others wait before it, so many at a time.
    while caught.text.lock().unwrap().is_none() {
        send_due(clinic, house.organization, &caught, &|| true).unwrap();
    }
    let text = caught.text.into_inner().unwrap().unwrap();
    let (_, rest) = text.split_once("/answer/").unwrap();
    let link = rest.split_whitespace().next().unwrap();
    let starts_at = page.standing().unwrap().starts_at;
    let fields = vec![
        ("answer", "another_time".to_owned()),
        ("starts_at", starts_at.to_string()),
    ];
    let path = row.path.replace("{link}", link);
    (path, if row.changes { fields } else { Vec::new() })
}

/// Ten digits that were not used before, beginning as an area code does.
fn number(served: &Served) -> String {
    let digits = served.world.clinic.fresh_key().uuid().as_u128() % 1_000_000_000;
    format!("2{digits:09}")
}

fn add(served: &Served, director: &Actor, at: usize) -> InquiryId {
    add_who(served, director, at, false)
}

/// A request of somebody new, who may be written to or cannot be.
fn add_who(served: &Served, director: &Actor, at: usize, is_written: bool) -> InquiryId {
    let clinic = &served.world.clinic;
    let address = format!("{}@people.example", unused(served));
    let mut draft = served
        .house()
        .inquiry_draft(at, "Robin", &unused(served), &number(served));
    if is_written {
        draft.contact.email = Some(email(&address));
        draft.safe.channels.push(Channel::Email);
    }
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
    let first = || {
        let page = inquiry::open(&served.world.clinic, director, id).unwrap();
        page.offers.unwrap().slots.first().copied()
    };
    first().unwrap_or_else(|| {
        served.on_duty();
        first().unwrap()
    })
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
