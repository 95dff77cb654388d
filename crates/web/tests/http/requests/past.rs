//! People who were in care once, straight into the record: far more left than are there, and nobody waits for them.

use crate::common::World;
use care::intake::inquiry::{Inquiry, Request, Stage};
use care::people::contact_rules::ContactRules;
use care::people::patient::Patient;
use care::stays::episode::{Closing, DischargeReason, Episode};
use care::stays::stay::{Ending, Stay, StayPlace};
use care::{Dice as _, LevelOfCare, PersonId, SeededDice};
use jiff::ToSpan as _;
use jiff::civil::date;
use record::intake::inquiry;
use record::people::{patient, person};
use record::stays::{episode, stay};
use record::{RecordError, Tx};

/// So many people who asked for help, came and left long ago, half of them at each site.
pub fn leave(world: &World, count: usize) {
    let dice = SeededDice::new(41);
    let house = world.houses[0].organization;
    for number in 0..count {
        let told = world.clinic.record().transact(house, |tx| {
            one(world, tx, &dice, number)?;
            Ok::<_, RecordError>(())
        });
        told.unwrap();
    }
}

fn one(
    world: &World,
    tx: &mut Tx<'_>,
    dice: &SeededDice,
    number: usize,
) -> Result<(), RecordError> {
    let house = &world.houses[0];
    let (at, now) = (number % 2, world.clinic.now());
    let (from, until) = (date(2024, 3, 4), date(2024, 5, 31));
    let id = PersonId::from(dice.uuid(now));
    let draft = house.inquiry_draft(at, "Past", &format!("Person{number}"), "2075550100");
    let there = Patient {
        id,
        name: draft.name.clone(),
        contact: draft.contact.clone(),
        born: None,
        site: house.sites[at],
        program: house.programs[at],
        counselor: None,
        joined_on: from,
    };
    patient::insert(tx, dice, &there, now)?;
    let first = Stay {
        id: dice.uuid(now).into(),
        level: LevelOfCare::IntensiveOutpatient,
        site: there.site,
        place: StayPlace::Here {
            program: there.program,
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
    let opened = Episode::open(dice.uuid(now).into(), id, first);
    episode::insert(tx, &opened)?;
    for it in &opened.stays {
        stay::end(tx, it.id, until, Ending::Discharged)?;
    }
    episode::close(tx, dice, opened.id, id, (&closing, now))?;
    let asked_at = now.saturating_sub((24 * 800).hours()).unwrap();
    let asked = Inquiry {
        id: dice.uuid(now).into(),
        person: id,
        name: draft.name.clone(),
        contact: draft.contact.clone(),
        rules: ContactRules::from(draft.safe.clone()),
        request: Request::from(&draft),
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
    };
    let key = person::key(tx, id)?;
    inquiry::insert(tx, dice, &asked, &key)
}
