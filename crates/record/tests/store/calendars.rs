//! Calendars keep what they say and answer to one secret; changes of sessions are counted.

use crate::common::{now, stores};
use care::attendance::calendar::{CalendarChoice, Title};
use care::{Dice as _, PersonId, PersonName};
use jiff::civil::date;
use record::attendance::calendar;
use record::people::person;

#[test]
fn a_calendar_answers_to_its_latest_secret_alone() {
    for store in stores("calendars") {
        let owner = PersonId::from(store.dice.uuid(now()));
        let choice = CalendarChoice {
            title: Title::parse("Pottery").unwrap(),
            ..CalendarChoice::default()
        };
        store
            .transact(|tx| {
                let name = PersonName::parse("Olu", "Ode").unwrap();
                person::insert(
                    tx,
                    &store.dice,
                    owner,
                    &name,
                    &care::Contact::default(),
                    now(),
                )?;
                assert!(
                    !calendar::set_secret(tx, owner, [1; 32], now())?,
                    "nothing is chosen yet"
                );
                calendar::choose(tx, &store.dice, owner, &choice)?;
                assert!(!calendar::revoke(tx, owner)?, "it has no address yet");
                assert!(calendar::set_secret(tx, owner, [1; 32], now())?);
                calendar::set_secret(tx, owner, [2; 32], now())?;
                assert!(calendar::used(tx, owner, date(2026, 3, 4))?);
                assert!(!calendar::used(tx, owner, date(2026, 3, 4))?, "once a day");
                calendar::choose(tx, &store.dice, owner, &choice)
            })
            .unwrap();
        let read = |hash| store.read(|read| calendar::by_secret(read, hash)).unwrap();
        assert_eq!(read([1; 32]), None);
        assert_eq!(
            read([2; 32]),
            Some((owner, Some(date(2026, 3, 4)))),
            "choosing again keeps the address"
        );
        let kept = store
            .read(|read| calendar::of(read, owner))
            .unwrap()
            .unwrap();
        assert_eq!(
            (kept.choice, kept.used_on),
            (choice.clone(), Some(date(2026, 3, 4)))
        );
        store.transact(|tx| calendar::revoke(tx, owner)).unwrap();
        assert_eq!(read([2; 32]), None);
    }
}
