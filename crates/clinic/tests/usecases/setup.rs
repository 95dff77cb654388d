//! The setup link founds one organization, however often and from however many windows it is clicked.

use crate::app::PASSWORD;
use crate::common::house::{email, line, site_draft};
use crate::common::{begun, browser, key, over, token};
use crate::totp::code_at;
use care::{Clock as _, HandClock, PersonName};
use clinic::access::setup::{Founded, SetupDraft, set_up, setup_link};
use clinic::access::sign_in;
use clinic::home::organizations;
use clinic::{Clinic, Key, Refusal};
use record::{Location, Settings};
use std::path::Path;
use std::sync::Arc;
use std::thread;

fn draft() -> SetupDraft {
    SetupDraft {
        organization: line("Alder Recovery"),
        site: site_draft("North", "America/New_York"),
        name: PersonName::parse("Ada", "Founder").unwrap(),
        email: email("ada@alder.example"),
    }
}

/// A clinic in which nothing was set up yet.
fn bare(folder: &Path) -> (Clinic, Arc<HandClock>) {
    let (dice, masters) = begun();
    let settings = Settings::new(Location::Sqlite(folder.join("record.sqlite3")));
    over(settings, masters, Arc::new(dice))
}

/// Eight clicks at the same time, each with the key of its form.
fn clicks(clinic: &Clinic, link: &str, keys: [Key; 8]) -> Vec<Result<Founded, Refusal>> {
    thread::scope(|scope| {
        let click = |key| scope.spawn(move || set_up(clinic, token(link), key, &draft()));
        let clicks = keys.map(click);
        clicks.map(|click| click.join().unwrap()).into()
    })
}

#[test]
fn eight_windows_at_once_found_one_organization() {
    let folder = tempfile::tempdir().unwrap();
    let (clinic, _) = bare(folder.path());
    let link = setup_link(&clinic).unwrap().unwrap();
    let keys = std::array::from_fn(|number| key(100 + number as u128));
    let answers = clicks(&clinic, &link, keys);
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for late in answers.into_iter().filter_map(Result::err) {
        assert!(matches!(late, Refusal::Conflict(_)), "{late:?}");
    }
    assert_eq!(organizations(&clinic).unwrap().len(), 1);
    assert!(setup_link(&clinic).unwrap().is_none());
}

#[test]
fn a_form_sent_eight_times_founds_one_organization_and_leads_to_one_link() {
    let folder = tempfile::tempdir().unwrap();
    let (clinic, clock) = bare(folder.path());
    let link = setup_link(&clinic).unwrap().unwrap();
    let answers = clicks(&clinic, &link, [key(100); 8]);
    let founded: Vec<Founded> = answers.into_iter().map(Result::unwrap).collect();
    assert!(founded.iter().all(|one| one == &founded[0]));
    assert_eq!(organizations(&clinic).unwrap().len(), 1);
    // The same key with another text is refused, and so is somebody who guesses the link.
    let mut other = draft();
    other.organization = line("Birch Recovery");
    let reused = set_up(&clinic, token(&link), key(100), &other);
    assert!(matches!(reused, Err(Refusal::KeyReused)));
    let guessed = set_up(
        &clinic,
        &token(&link).replace(['a', 'A'], "b"),
        key(101),
        &draft(),
    );
    assert!(matches!(guessed, Err(Refusal::NotFound)));
    // The link works once; the form sent again after that leads to a link that is spent.
    let welcome = token(&founded[0].welcome_link).to_owned();
    let (secret, _) = sign_in::look_at(&clinic, &welcome).unwrap().totp.unwrap();
    let code = code_at(&secret, clock.now().as_second());
    sign_in::accept(&clinic, &welcome, PASSWORD, &code, &browser("10.0.0.1")).unwrap();
    let again = set_up(&clinic, token(&link), key(100), &draft()).unwrap();
    assert_eq!(again, founded[0]);
    assert!(sign_in::look_at(&clinic, &welcome).is_err());
}
