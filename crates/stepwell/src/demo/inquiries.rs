//! Those who ask for help in the six weeks of the demonstration: who asks, who is reached, who comes, who is lost.

use super::cast;
use super::groups::Groups;
use super::stage::Stage;
use anyhow::{Context as _, Result};
use asked::{ASKED, Asks, How, Rules, WORDS};
use care::intake::inquiry::{
    Asker, CallBack, Channel, DayPart, InquiryDraft, Language, ReferralSource, SafeContact, Urgency,
};
use care::{Contact, InquiryId, Line, Paragraph, Phone, Private};
use clinic::intake::inquiry;
use scene::Scene;

mod asked;
mod scene;

/// Who takes the calls, by site.
const INTAKE: [&str; 2] = ["dana", "teresa"];

/// The area codes of those who ask, by site; nobody else of the demonstration has them.
const AREA: [&str; 2] = ["603", "970"];

/// Those who asked so far, and how much of their story is told.
#[derive(Default)]
pub struct Pipeline {
    asked: Vec<(usize, i32, InquiryId, usize)>,
    next: usize,
}

impl Pipeline {
    /// What a day brings: new requests, and whatever is due on the ones that are there.
    pub fn day(&mut self, stage: &Stage<'_>, day: i32, days: i32, groups: &Groups) -> Result<()> {
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
                let scene = Scene {
                    stage,
                    groups,
                    intake: &intake,
                    id: *id,
                    site: *site,
                };
                scene.play(*act)?;
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
    let today = care::people::patient::BirthDate::parse("1991-05-17", stage.date(0)?)?;
    Ok(InquiryDraft {
        asker,
        contact,
        born: born.then_some(today),
        age: None,
        language: language(name.family.as_str()),
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
        safe_now: None,
        name,
    })
}

fn language(family: &str) -> Language {
    match family {
        "Cordero" => Language::Spanish,
        _ => Language::English,
    }
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
