//! Whatever an address changes about how somebody signs in ends the link they had. Asked of every address there is, so
//! that a new one cannot forget it.

use crate::client::Request;
use crate::common::token;
use crate::routes::plausible::plausible;
use crate::routes::table::rows;
use crate::routes::{ROLES, person};
use crate::served::{Served, with_token};
use care::{Email, PersonId, Role};
use clinic::access::sign_in;
use clinic::access::sign_in::LinkPurpose;
use clinic::mail::Mail;
use std::collections::BTreeSet;

/// How somebody signs in, and as what; nothing of whoever was forgotten.
type WaysIn = Option<(Option<Email>, Option<String>, bool, bool, Vec<Role>)>;

fn ways_in(served: &Served, person: PersonId) -> WaysIn {
    let (clinic, organization) = (&served.world.clinic, served.house().organization);
    let found = clinic.record().read(organization, |read| {
        let (_, contact) = record::people::person::load(read, person)?;
        let account = record::access::account::of(read, person)?;
        let (roles, _) = record::people::staff::roles_and_sites(read, person)?;
        Ok::<_, record::RecordError>((contact, account, roles))
    });
    let (contact, account, roles) = found.ok()?;
    let account = account?;
    let (app, closed) = (account.totp.is_some(), account.disabled_at.is_some());
    Some((contact.email, account.password_hash, app, closed, roles))
}

/// Everybody to whom a link was mailed, with the mail.
fn invited(served: &Served) -> BTreeSet<(PersonId, String)> {
    let (clinic, organization) = (&served.world.clinic, served.house().organization);
    let jobs = clinic
        .record()
        .read(organization, |read| record::job::latest(read, "mail"));
    let mail = |body: &[u8]| serde_json::from_slice::<Mail>(body).unwrap();
    let mails = jobs.unwrap();
    let mails = mails.iter().map(|(who, body, ..)| (*who, mail(body)));
    mails
        .filter(|(_, mail)| mail.subject() == "Set up your sign-in")
        .map(|(who, mail)| (who, mail.text().to_owned()))
        .collect()
}

#[test]
fn no_address_changes_how_somebody_signs_in_and_leaves_their_link_alive() {
    let served = Served::start();
    let (clinic, house) = (&served.world.clinic, served.house());
    let mut everybody: Vec<PersonId> = house.everyone().iter().map(|(_, id)| *id).collect();
    everybody.extend(house.patients.iter().copied());
    let mut seen = BTreeSet::new();
    for row in rows().into_iter().filter(|row| row.changes && !row.json) {
        let mut let_in = ROLES.into_iter().zip(row.roles);
        let Some((role, _)) = let_in.find(|(_, status)| *status < 400) else {
            continue;
        };
        let cookie = served.world.enter(house, person(&served, 0, role)).cookie;
        let (path, fields) = plausible(&served, &row, role);
        let form_token = served.token(&cookie);
        let links: Vec<_> = everybody
            .iter()
            .map(|id| {
                sign_in::issue(clinic, house.organization, *id, LinkPurpose::Welcome).unwrap()
            })
            .collect();
        let before: Vec<_> = everybody.iter().map(|id| ways_in(&served, *id)).collect();
        let mailed = invited(&served);
        // An address that a form takes is another one each time.
        let fresh = format!("{}@fresh.example", clinic.fresh_key().uuid().simple());
        let value = |name: &str, value: &'_ str| match name {
            "email" => fresh.clone(),
            _ => value.to_owned(),
        };
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, typed)| (*name, value(name, typed)))
            .collect();
        let over = served.version_on(&path, &cookie, &fields);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .chain(over.iter().map(|(name, over)| (*name, over.as_str())))
            .collect();
        let form = Request::post(path, &with_token(&form_token, &fields));
        served.send(&form.session(&cookie));
        let sent: BTreeSet<PersonId> = invited(&served)
            .difference(&mailed)
            .map(|(who, _)| *who)
            .collect();
        for ((id, link), before) in everybody.iter().zip(&links).zip(&before) {
            if *before != ways_in(&served, *id) || sent.contains(id) {
                seen.insert(row.path.clone());
                let alive = sign_in::look_at(clinic, token(link)).is_ok();
                assert!(!alive, "{} leaves an earlier link alive", row.path);
            }
        }
    }
    // It would be no proof if nothing had been changed.
    for path in [
        "/account/password",
        "/staff/people/{id}/edit",
        "/staff/people/{id}/invite",
        "/staff/team/{id}/close",
        "/staff/team/{id}/edit",
        "/staff/team/{id}/invite",
    ] {
        assert!(seen.contains(path), "{path} changed nothing: {seen:?}");
    }
}
