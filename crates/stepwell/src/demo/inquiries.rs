//! Those who ask for help in the six weeks of the demonstration: who asks, who is reached, who comes, who is lost.

use super::cast;
use super::names::Name;
use super::stage::Stage;
use anyhow::{Context as _, Result};
use care::appointment::AppointmentState;
use care::inquiry::{
    Asker, CallBack, CallOutcome, Channel, DayPart, InquiryDraft, Language, LossReason,
    ReferralSource, Relationship, SafeContact, Urgency,
};
use care::{Contact, InquiryId, Line, Paragraph, Phone, Private};
use clinic::appointment::{self, Booking};
use clinic::inquiry::{self, CallDraft};
use policy::Actor;

/// Who takes the calls, by site.
const INTAKE: [&str; 2] = ["dana", "teresa"];

/// The area codes of those who ask, by site; nobody else of the demonstration has them.
const AREA: [&str; 2] = ["603", "970"];

/// What happens to a request some days after it came in.
#[derive(Clone, Copy)]
enum Act {
    Call(CallOutcome, &'static str),
    Book,
    Mark(AppointmentState),
    Wait,
    Lose(LossReason, &'static str),
}

use Act::{Book, Call, Lose, Mark, Wait};
use AppointmentState::{Kept, Missed};
use CallOutcome::{NoAnswer, Reached, Voicemail};

/// How somebody asks.
#[derive(Clone, Copy)]
enum How {
    /// By the public page.
    Page,
    /// By telephone; the coordinator types.
    Call,
    /// Somebody in the family, by the public page.
    Family(&'static str, Relationship),
    /// Somebody who sends people professionally.
    Sent(&'static str, &'static str),
}

/// One person: name, days ago, site, how, what is safe and what happens when.
struct Asks(Name, i32, usize, How, Rules, &'static [(i32, Act)]);

/// What is safe for somebody.
#[derive(Clone, Copy)]
enum Rules {
    /// Calls, no voicemail.
    Calls,
    /// Anything.
    Anything,
    /// Calls in the evening, and nobody may learn from where.
    Quiet,
    /// Mail only.
    Mail,
}

const fn n(given: &'static str, family: &'static str) -> Name {
    (given, family, "", "")
}

const HEARD: &str = "Talked for a quarter of an hour. Wants to begin soon, works days.";
const COST: &str = "The plan does not cover outpatient programs here.";

/// Everybody, the earliest first.
const ASKED: &[Asks] = &[
    Asks(
        n("Arlo", "Whitcomb"),
        40,
        0,
        How::Page,
        Rules::Calls,
        &[(0, Call(Reached, HEARD)), (0, Book), (5, Mark(Kept))],
    ),
    Asks(
        n("Bernadette", "Osei"),
        38,
        0,
        How::Call,
        Rules::Anything,
        &[
            (0, Book),
            (4, Mark(Kept)),
            (12, Lose(LossReason::Elsewhere, "")),
        ],
    ),
    Asks(
        n("Callum", "Reyes"),
        37,
        1,
        How::Page,
        Rules::Calls,
        &[
            (1, Call(NoAnswer, "")),
            (3, Call(NoAnswer, "")),
            (7, Call(NoAnswer, "")),
            (12, Lose(LossReason::NotReached, "")),
        ],
    ),
    Asks(
        n("Delphine", "Amara"),
        35,
        1,
        How::Family("Rosalind Amara", Relationship::Parent),
        Rules::Quiet,
        &[
            (
                0,
                Call(Reached, "The mother will talk with her daughter first."),
            ),
            (6, Lose(LossReason::Declined, "")),
        ],
    ),
    Asks(
        n("Eamon", "Gallagher"),
        33,
        0,
        How::Sent("Iris Holm", "Harbor General Hospital"),
        Rules::Calls,
        &[
            (0, Call(Reached, HEARD)),
            (0, Book),
            (4, Mark(Missed)),
            (6, Call(Reached, "Overslept; sorry. Wants another time.")),
            (6, Book),
            (10, Mark(Kept)),
        ],
    ),
    Asks(
        n("Fernanda", "Quiroga"),
        31,
        1,
        How::Call,
        Rules::Anything,
        &[(0, Book), (4, Mark(Kept)), (9, Wait)],
    ),
    Asks(
        n("Gideon", "Marsh"),
        29,
        0,
        How::Page,
        Rules::Mail,
        &[
            (0, Call(Reached, "Wrote back at once.")),
            (1, Lose(LossReason::Cost, COST)),
        ],
    ),
    Asks(
        n("Hollis", "Tan"),
        27,
        0,
        How::Call,
        Rules::Calls,
        &[(0, Book), (3, Mark(Kept))],
    ),
    Asks(
        n("Isadora", "Beck"),
        25,
        1,
        How::Page,
        Rules::Calls,
        &[
            (1, Call(Voicemail, "")),
            (2, Call(Reached, HEARD)),
            (2, Book),
            (7, Mark(Missed)),
            (14, Lose(LossReason::Missed, "")),
        ],
    ),
    Asks(
        n("Jasper", "Okonkwo"),
        23,
        0,
        How::Family("Adaeze Okonkwo", Relationship::Sibling),
        Rules::Calls,
        &[(0, Call(Reached, "")), (1, Book), (5, Mark(Kept))],
    ),
    Asks(
        n("Kaya", "Redcloud"),
        21,
        1,
        How::Sent("Officer Lund", "County probation"),
        Rules::Calls,
        &[
            (0, Call(Reached, HEARD)),
            (0, Book),
            (4, Mark(Kept)),
            (8, Wait),
        ],
    ),
    Asks(
        n("Lorenzo", "Bianchi"),
        19,
        0,
        How::Page,
        Rules::Anything,
        &[
            (0, Call(Reached, "")),
            (
                2,
                Lose(LossReason::Times, "Works nights; nothing fits before noon."),
            ),
        ],
    ),
    Asks(
        n("Marisol", "Ventura"),
        17,
        0,
        How::Call,
        Rules::Calls,
        &[(0, Book), (4, Mark(Kept))],
    ),
    Asks(
        n("Noor", "Haddad"),
        15,
        1,
        How::Page,
        Rules::Quiet,
        &[(1, Call(Reached, HEARD)), (1, Wait)],
    ),
    Asks(
        n("Otis", "Greene"),
        13,
        0,
        How::Page,
        Rules::Calls,
        &[
            (0, Call(NoAnswer, "")),
            (2, Call(NoAnswer, "")),
            (5, Lose(LossReason::NotReached, "")),
        ],
    ),
    Asks(
        n("Paloma", "Ruiz"),
        11,
        1,
        How::Call,
        Rules::Anything,
        &[(0, Book), (4, Mark(Kept))],
    ),
    Asks(
        n("Quentin", "Baptiste"),
        9,
        0,
        How::Sent("Dr. Amin", "Harbor Family Practice"),
        Rules::Calls,
        &[(0, Call(Reached, "")), (0, Book), (4, Mark(Missed))],
    ),
    Asks(
        n("Rhiannon", "Pugh"),
        8,
        1,
        How::Page,
        Rules::Calls,
        &[(0, Call(NoAnswer, "")), (4, Call(NoAnswer, ""))],
    ),
    Asks(
        n("Silas", "Moreau"),
        7,
        0,
        How::Page,
        Rules::Calls,
        &[(0, Call(Reached, HEARD)), (1, Book)],
    ),
    Asks(
        n("Tamsin", "Kowalski"),
        5,
        0,
        How::Call,
        Rules::Anything,
        &[(1, Call(Reached, "Asked about evenings."))],
    ),
    Asks(
        n("Ulises", "Cordero"),
        4,
        1,
        How::Family("Elena Cordero", Relationship::Partner),
        Rules::Quiet,
        &[(1, Call(NoAnswer, ""))],
    ),
    Asks(
        n("Vivian", "Achterberg"),
        3,
        0,
        How::Page,
        Rules::Calls,
        &[(0, Call(Reached, HEARD)), (1, Book)],
    ),
    Asks(n("Weston", "Yates"), 2, 0, How::Page, Rules::Calls, &[]),
    Asks(
        n("Xiomara", "Delgado"),
        1,
        1,
        How::Page,
        Rules::Anything,
        &[(0, Call(Reached, ""))],
    ),
    Asks(n("Yusuf", "Rahimi"), 1, 0, How::Page, Rules::Quiet, &[]),
    // The same person once more, from another number.
    Asks(n("Yousuf", "Rahimi"), 0, 0, How::Page, Rules::Calls, &[]),
    Asks(n("Zelda", "Fontaine"), 0, 0, How::Call, Rules::Mail, &[]),
];

/// What some of them wrote, by their family name.
const WORDS: &[(&str, &str)] = &[
    (
        "Yates",
        "I have been drinking every night since spring. I work days and cannot lose this job.",
    ),
    (
        "Rahimi",
        "Pills after a back injury. My family does not know. Please only in the evening.",
    ),
    (
        "Delgado",
        "Ten weeks without a drink, and I do not want to be alone with it again.",
    ),
    (
        "Cordero",
        "Mi esposo quiere dejar de beber. Trabaja de noche.",
    ),
    (
        "Amara",
        "My daughter came home from the hospital last week. She agrees to talk, not more yet.",
    ),
];

/// Those who asked so far, and how much of their story is told.
#[derive(Default)]
pub struct Pipeline {
    asked: Vec<(usize, i32, InquiryId, usize)>,
    next: usize,
}

impl Pipeline {
    /// What a day brings: new requests, and whatever is due on the ones that are there.
    pub fn day(&mut self, stage: &Stage<'_>, day: i32, days: i32) -> Result<()> {
        stage.at(day, 14, 0)?;
        while let Some(asks) = ASKED.get(self.next).filter(|asks| days - asks.1 <= day) {
            stage.pass_minutes(4);
            let id = ask(stage, asks)?;
            self.asked.push((self.next, day, id, 0));
            self.next += 1;
        }
        stage.at(day, 16, 0)?;
        for (who, since, id, told) in &mut self.asked {
            let Asks(_, _, site, _, _, acts) = &ASKED[*who];
            let intake = stage.enter(INTAKE[*site])?;
            while let Some((_, act)) = acts.get(*told).filter(|(after, _)| *since + after <= day) {
                stage.pass_minutes(2);
                play(stage, &intake, *id, *act)?;
                *told += 1;
            }
        }
        Ok(())
    }
}

/// Sends a request as its asker would, or types it as the coordinator does.
fn ask(stage: &Stage<'_>, asks: &Asks) -> Result<InquiryId> {
    let Asks(_, _, site, how, ..) = asks;
    let draft = draft(stage, asks)?;
    let key = stage.clinic.fresh_key();
    if matches!(how, How::Call) {
        let intake = stage.enter(INTAKE[*site])?;
        return Ok(inquiry::add(&stage.clinic, &intake, key, &draft)?);
    }
    Ok(inquiry::request(&stage.clinic, stage.organization, key, &draft)?.inquiry)
}

fn draft(stage: &Stage<'_>, Asks(name, _, site, how, rules, _): &Asks) -> Result<InquiryDraft> {
    // A number each, so that nobody looks like somebody else who is known here.
    let place = ASKED.iter().position(|asks| asks.0 == *name);
    let place = place.context("nobody asks under this name")?;
    let number = |half: usize| Phone::parse(&format!("{}-555-01{:02}", AREA[*site], place + half));
    let name = cast::name(*name)?;
    let contact = Contact {
        phone: Some(number(0)?),
        email: Some(cast::home_email(&name)?),
    };
    let private = |text: &str| Line::parse(text, "a name").map(Private::new);
    let theirs = Contact {
        phone: Some(number(50)?),
        email: None,
    };
    let asker = match how {
        How::Page | How::Call => Asker::Themselves,
        How::Family(name, relationship) => Asker::Other {
            name: private(name)?,
            relationship: *relationship,
            contact: theirs,
            person_knows: matches!(rules, Rules::Calls),
        },
        How::Sent(name, organization) => Asker::Referrer {
            name: private(name)?,
            organization: private(organization)?,
            role: None,
            contact: theirs,
            person_knows: true,
        },
    };
    let unaware = !asker.person_knows();
    let source = match how {
        How::Sent(_, organization) if organization.contains("probation") => ReferralSource::Courts,
        How::Sent(..) => ReferralSource::HealthCare,
        _ => ReferralSource::Individual,
    };
    let born = name.family.as_str() == "Rahimi";
    let today = care::patient::BirthDate::parse("1991-05-17", stage.date(0)?)?;
    Ok(InquiryDraft {
        asker,
        contact,
        born: born.then_some(today),
        language: if name.family.as_str() == "Cordero" {
            Language::Spanish
        } else {
            Language::English
        },
        safe: SafeContact {
            with: if unaware {
                CallBack::Asker
            } else {
                CallBack::Person
            },
            ..safe(*rules, unaware)
        },
        site: stage.sites[*site],
        source: Some(source),
        urgency: if matches!(how, How::Sent(..)) {
            Urgency::Today
        } else {
            Urgency::Soon
        },
        words: WORDS
            .iter()
            .find(|(family, _)| *family == name.family.as_str())
            .map(|(_, words)| Paragraph::optional(words))
            .transpose()?
            .flatten(),
        name,
    })
}

fn safe(rules: Rules, by_phone: bool) -> SafeContact {
    let plain = SafeContact::default();
    match rules {
        Rules::Calls => plain,
        Rules::Anything => SafeContact {
            voicemail: true,
            channels: vec![Channel::Phone, Channel::Text],
            ..plain
        },
        Rules::Quiet => SafeContact {
            discreet: true,
            times: vec![DayPart::Evening],
            ..plain
        },
        Rules::Mail if by_phone => plain,
        Rules::Mail => SafeContact {
            channels: vec![Channel::Email],
            ..plain
        },
    }
}

fn play(stage: &Stage<'_>, intake: &Actor, id: InquiryId, act: Act) -> Result<()> {
    let clinic = &stage.clinic;
    let key = clinic.fresh_key();
    let words = |text: &str| Paragraph::optional(text);
    match act {
        Call(outcome, said) => {
            let call = CallDraft {
                outcome,
                words: words(said)?,
                next_call_at: None,
            };
            inquiry::log_call(clinic, intake, key, id, &call)?;
        }
        Book => {
            let page = inquiry::open(clinic, intake, id)?;
            let offers = page.offers.context("there is an appointment already")?;
            let slot = offers.slots.first().context("no clinician is on duty")?;
            let booking = Booking {
                clinician: slot.clinician,
                starts_at: slot.starts_at,
                minutes: slot.minutes,
            };
            appointment::book(clinic, intake, key, id, booking)?;
        }
        Mark(outcome) => {
            let file = inquiry::open(clinic, intake, id)?;
            // Whoever got a later time is marked when it is over; here it stays open then.
            if let Some(standing) = file.standing().filter(|it| it.starts_at <= file.now) {
                appointment::mark(clinic, intake, key, standing.id, outcome)?;
            }
        }
        Wait => inquiry::wait(clinic, intake, key, id)?,
        Lose(reason, said) => {
            inquiry::lose(clinic, intake, key, id, (reason, words(said)?.as_ref()))?;
        }
    }
    Ok(())
}
