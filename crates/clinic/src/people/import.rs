//! Many people at once, from a table. Each line is an act of its own, with a key that follows from what stands in it: a
//! line that is refused keeps none of the others back, and a table that is brought in twice adds nobody twice.
//!
//! A dry run asks what the run would ask, so that it refuses what that would refuse, for the same reasons; it only
//! reads, so that nobody who writes waits for it.

mod turn;

use crate::intake::inquiry;
use crate::intake::inquiry::Lookalikes;
use crate::people::site;
use crate::people::staff::{StaffDraft, add_staff, added, check_staff, team};
use crate::{Clinic, Key, Refusal};
use care::intake::inquiry::{InquiryDraft, Likeness, signs};
use care::people::import::{
    ImportColumn, ImportRow, PEOPLE_COLUMNS, STAFF_COLUMNS, TABLE_BYTES_MAX, rows, same_name,
};
use care::people::patient::BirthDate;
use care::people::site::Site;
use care::{Contact, Credential, Email, Invalid, PersonName, Phone, Role, SiteId};
use policy::{Action, Actor};
use record::RecordError;
use serde::Serialize;
use turn::{Importing, Turn};

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineOutcome {
    /// It is brought in; in a dry run it would be.
    Taken,
    /// Whoever stands in it is here already.
    Here,
    /// Why it is not brought in, a sentence for each thing.
    Refused(Vec<String>),
}

/// One line of a table.
pub struct ImportedLine {
    /// Where it begins, from 1.
    pub line: usize,
    /// Who stands in it, as far as that can be read.
    pub called: String,
    /// What becomes of it.
    pub outcome: LineOutcome,
}

impl ImportedLine {
    fn of(row: &ImportRow, outcome: LineOutcome) -> Self {
        let called = format!("{} {}", row.cell("given name"), row.cell("family name"));
        Self {
            line: row.line,
            called: called.trim().to_owned(),
            outcome,
        }
    }
}

/// What became of a table, as far as it was gone through.
pub struct Imported {
    /// The lines that were reached.
    pub lines: Vec<ImportedLine>,
    /// How many were not.
    pub left: usize,
}

/// Brings in those who work here; without `save` it only says what would become of each line. Stops between two lines
/// when the program is asked to stop: the same table can be brought in again, and goes on from there.
pub fn import_staff(
    clinic: &Clinic,
    actor: &Actor,
    text: &str,
    save: bool,
) -> Result<Imported, Refusal> {
    import_staff_while(clinic, actor, text, save, &|| !clinic.is_stopping())
}

/// The same, as long as `go_on` says so, which is asked before each line.
pub fn import_staff_while(
    clinic: &Clinic,
    actor: &Actor,
    text: &str,
    save: bool,
    go_on: &dyn Fn() -> bool,
) -> Result<Imported, Refusal> {
    clinic.look(actor, |look| look.permit(Action::ManageStaff))?;
    let _turn = begin(clinic, actor)?;
    let rows = read(text, &STAFF_COLUMNS)?;
    let sites = site::sites(clinic, actor)?;
    let sites: Vec<Site> = sites.into_iter().map(|(site, _)| site).collect();
    let known = team(clinic, actor)?;
    let mut before: Vec<(usize, Email)> = Vec::new();
    each_line(&rows, go_on, |row| {
        let draft = match staff_draft(row, &sites) {
            Ok(draft) => draft,
            Err(sentences) => return Ok(LineOutcome::Refused(sentences)),
        };
        let email = &draft.email;
        let here = known
            .iter()
            .any(|one| one.contact.email.as_ref() == Some(email));
        let twice = before.iter().find(|(_, other)| other == email);
        let twice = twice.map(|(line, _)| *line);
        before.push((row.line, email.clone()));
        match twice {
            Some(line) => Ok(LineOutcome::Refused(vec![format!(
                "Line {line} has the same e-mail address."
            )])),
            None if here => Ok(LineOutcome::Here),
            None => take_staff(clinic, actor, &draft, save),
        }
    })
}

/// What becomes of each line, as long as `go_on` says so, which is asked before each.
fn each_line(
    rows: &[ImportRow],
    go_on: &dyn Fn() -> bool,
    mut becomes: impl FnMut(&ImportRow) -> Result<LineOutcome, Refusal>,
) -> Result<Imported, Refusal> {
    let mut lines = Vec::new();
    for row in rows.iter().take_while(|_| go_on()) {
        lines.push(ImportedLine::of(row, becomes(row)?));
    }
    let left = rows.len() - lines.len();
    Ok(Imported { lines, left })
}

fn take_staff(
    clinic: &Clinic,
    actor: &Actor,
    draft: &StaffDraft,
    save: bool,
) -> Result<LineOutcome, Refusal> {
    let key = key_of(clinic, actor, "staff", draft)?;
    if added(clinic, actor, key, draft)?.is_some() {
        return Ok(LineOutcome::Here);
    }
    let done = if save {
        add_staff(clinic, actor, key, draft).map(drop)
    } else {
        check_staff(clinic, actor, draft)
    };
    outcome(done)
}

/// Brings in people, each as a request that has been reached: assessment, placement and admission follow, as for
/// everybody. Without `save` it only says what would become of each line. Stops as [`import_staff`] does.
pub fn import_people(
    clinic: &Clinic,
    actor: &Actor,
    text: &str,
    save: bool,
) -> Result<Imported, Refusal> {
    import_people_while(clinic, actor, text, save, &|| !clinic.is_stopping())
}

/// The same, as long as `go_on` says so, which is asked before each line.
pub fn import_people_while(
    clinic: &Clinic,
    actor: &Actor,
    text: &str,
    save: bool,
    go_on: &dyn Fn() -> bool,
) -> Result<Imported, Refusal> {
    let sites = inquiry::sites_to_add_at(clinic, actor)?;
    let _turn = begin(clinic, actor)?;
    let rows = read(text, &PEOPLE_COLUMNS)?;
    let mut before: Vec<(usize, InquiryDraft)> = Vec::new();
    each_line(&rows, go_on, |row| {
        let draft = match person_draft(clinic, row, &sites) {
            Ok(draft) => draft,
            Err(sentences) => return Ok(LineOutcome::Refused(sentences)),
        };
        let twin = before.iter().find(|(_, other)| may_be_one(&draft, other));
        let outcome = match twin {
            Some((line, _)) => LineOutcome::Refused(vec![format!(
                "Line {line} may be the same person. Add one of the two by hand if they are not."
            )]),
            None => take_person(clinic, actor, &draft, save)?,
        };
        before.push((row.line, draft));
        Ok(outcome)
    })
}

fn take_person(
    clinic: &Clinic,
    actor: &Actor,
    draft: &InquiryDraft,
    save: bool,
) -> Result<LineOutcome, Refusal> {
    let key = key_of(clinic, actor, "person", draft)?;
    if inquiry::person_added(clinic, actor, key, draft)?.is_some() {
        return Ok(LineOutcome::Here);
    }
    let alike = inquiry::alike(clinic, actor, key, draft)?;
    if let Some(sentence) = may_be_here(&alike) {
        return Ok(LineOutcome::Refused(vec![sentence]));
    }
    let done = if save {
        inquiry::add_person(clinic, actor, key, draft).map(drop)
    } else {
        inquiry::check_person(clinic, actor, draft)
    };
    outcome(done)
}

/// Why somebody is not brought in who may be here already; also where those whom it could be are too many to look at.
fn may_be_here(alike: &Lookalikes) -> Option<String> {
    let by_hand = "Add this one by hand if not.";
    match alike.shown.first() {
        Some(one) => Some(format!(
            "{}, who is here, may be the same person. {by_hand}",
            one.known.name
        )),
        None if alike.has_more => Some(format!(
            "More people are like this one than can be looked through, and one of them may be the same. {by_hand}"
        )),
        None => None,
    }
}

/// The turn to bring in a table.
fn begin<'a>(clinic: &'a Clinic, actor: &Actor) -> Result<Turn<'a>, Refusal> {
    let turn = clinic.memory::<Importing>().begin(actor.organization());
    turn.ok_or_else(|| {
        let sentence = "Another table is being looked at or brought in right now. Send this one again in a minute.";
        Refusal::field("text", sentence)
    })
}

/// What a refusal is to one line; whatever is not about the line ends the whole run.
fn outcome(done: Result<(), Refusal>) -> Result<LineOutcome, Refusal> {
    match done {
        Ok(()) => Ok(LineOutcome::Taken),
        Err(Refusal::Fields(issues)) => {
            let sentences = issues.into_iter().map(|issue| issue.sentence);
            Ok(LineOutcome::Refused(sentences.collect()))
        }
        Err(Refusal::Conflict(sentence)) => Ok(LineOutcome::Refused(vec![sentence])),
        Err(other) => Err(other),
    }
}

/// The key of a line, the same whenever the same colleague brings it in.
fn key_of(
    clinic: &Clinic,
    actor: &Actor,
    kind: &'static str,
    draft: &impl Serialize,
) -> Result<Key, Refusal> {
    let said = serde_json::to_vec(&(kind, actor.person(), draft))
        .map_err(|_| RecordError::damaged("a line of a table"))?;
    clinic.record().read(actor.organization(), |read| {
        Key::once(read, "a line of a table", &said)
    })
}

fn read(text: &str, columns: &[ImportColumn]) -> Result<Vec<ImportRow>, Refusal> {
    // A form ends each line with two characters, whatever the file does.
    let bytes = text.bytes().filter(|byte| *byte != b'\r').count();
    if bytes > TABLE_BYTES_MAX {
        let most = TABLE_BYTES_MAX / 1024;
        let sentence = format!("The table is longer than {most} KB. Bring it in in parts.");
        return Err(Refusal::field("text", sentence));
    }
    rows(text, columns).map_err(|wrong| Refusal::field("text", wrong.0))
}

/// Keeps the value, or the sentence that refuses it.
fn keep<T>(sentences: &mut Vec<String>, parsed: Result<T, Invalid>) -> Option<T> {
    parsed.map_err(|wrong| sentences.push(wrong.0)).ok()
}

/// A cell as `T` where something stands in it.
fn optional<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, Invalid>,
) -> Result<Option<T>, Invalid> {
    if text.is_empty() {
        Ok(None)
    } else {
        parse(text).map(Some)
    }
}

fn name(row: &ImportRow) -> Result<PersonName, Invalid> {
    PersonName::parse(row.cell("given name"), row.cell("family name"))
}

fn staff_draft(row: &ImportRow, sites: &[Site]) -> Result<StaffDraft, Vec<String>> {
    let mut wrong = Vec::new();
    let name = keep(&mut wrong, name(row));
    let email = keep(&mut wrong, Email::parse(row.cell("email")));
    let phone = keep(&mut wrong, optional(row.cell("phone"), Phone::parse));
    let roles = each(&mut wrong, row.several("roles"), role);
    let credentials = each(&mut wrong, row.several("qualified for"), credential);
    let sites = match row.several("sites").as_slice() {
        [] => keep(&mut wrong, only(sites)).into_iter().collect(),
        named => each(&mut wrong, named.to_vec(), |name| site_named(sites, name)),
    };
    if row.several("roles").is_empty() {
        wrong.push("Say at least one role.".to_owned());
    }
    match (name, email, phone) {
        (Some(name), Some(email), Some(phone)) if wrong.is_empty() => Ok(StaffDraft {
            name,
            email,
            phone,
            roles,
            sites,
            credentials,
            availability: Vec::new(),
        }),
        _ => Err(wrong),
    }
}

/// Each of several, once, or a sentence for each that is not known.
fn each<T: PartialEq>(
    wrong: &mut Vec<String>,
    typed: Vec<&str>,
    parse: impl Fn(&str) -> Result<T, Invalid>,
) -> Vec<T> {
    let mut found = Vec::new();
    for one in typed {
        if let Some(value) = keep(wrong, parse(one))
            && !found.contains(&value)
        {
            found.push(value);
        }
    }
    found
}

fn role(typed: &str) -> Result<Role, Invalid> {
    let mut roles = Role::STAFF.into_iter();
    let found = roles.find(|role| same_name(typed, &[role.code(), role.label()]));
    found.ok_or_else(|| {
        let known = Role::STAFF.map(Role::label).join(", ");
        Invalid::new(format!("“{typed}” is not a role. The roles are {known}."))
    })
}

fn credential(typed: &str) -> Result<Credential, Invalid> {
    let mut all = Credential::ALL.into_iter();
    let found = all.find(|one| same_name(typed, &[one.code(), one.label()]));
    found.ok_or_else(|| {
        let known = Credential::ALL.map(Credential::label).join(", ");
        Invalid::new(format!(
            "“{typed}” is nothing that somebody is qualified for here. What there is: {known}."
        ))
    })
}

fn site_named(sites: &[Site], typed: &str) -> Result<SiteId, Invalid> {
    let found = sites
        .iter()
        .find(|site| same_name(typed, &[site.name.as_str()]));
    found
        .map(|site| site.id)
        .ok_or_else(|| Invalid::new(format!("There is no site called “{typed}” for this.")))
}

/// The only site, where none is named.
fn only(sites: &[Site]) -> Result<SiteId, Invalid> {
    match sites {
        [site] => Ok(site.id),
        _ => Err(Invalid::new("Say at which site; there are several.")),
    }
}

fn person_draft(
    clinic: &Clinic,
    row: &ImportRow,
    sites: &[Site],
) -> Result<InquiryDraft, Vec<String>> {
    let mut wrong = Vec::new();
    let name = keep(&mut wrong, name(row));
    let site = match row.cell("site") {
        "" => only(sites),
        named => site_named(sites, named),
    };
    let site = keep(&mut wrong, site);
    let zone = sites.iter().find(|one| Some(one.id) == site);
    let zone = zone.or(sites.first()).map(|site| site.zone.clone());
    let today = zone.map_or_else(
        || care::zone::greenwich(clinic.now()).date(),
        |zone| zone.local(clinic.now()).date(),
    );
    let born = optional(row.cell("born"), |text| BirthDate::parse(text, today));
    let born = keep(&mut wrong, born);
    let phone = keep(&mut wrong, optional(row.cell("phone"), Phone::parse));
    let email = keep(&mut wrong, optional(row.cell("email"), Email::parse));
    match (name, site, born, phone, email) {
        (Some(name), Some(site), Some(born), Some(phone), Some(email)) if wrong.is_empty() => {
            let contact = Contact { email, phone };
            Ok(InquiryDraft::of_somebody_here(name, contact, born, site))
        }
        _ => Err(wrong),
    }
}

/// Whether two lines may be one person, by the signs by which a person is told from those who are here.
fn may_be_one(one: &InquiryDraft, other: &InquiryDraft) -> bool {
    let alike = one.name.same(&other.name);
    !signs(&likeness(one), &likeness(other), alike).is_empty()
}

fn likeness(draft: &InquiryDraft) -> Likeness<'_> {
    Likeness {
        name: Some(&draft.name),
        contact: &draft.contact,
        born: draft.born,
        asked_by: None,
    }
}

/// How many lines became what: brought in, here already, refused.
pub fn counts(lines: &[ImportedLine]) -> (usize, usize, usize) {
    let count = |wanted: fn(&LineOutcome) -> bool| {
        lines.iter().filter(|line| wanted(&line.outcome)).count()
    };
    (
        count(|outcome| *outcome == LineOutcome::Taken),
        count(|outcome| *outcome == LineOutcome::Here),
        count(|outcome| matches!(outcome, LineOutcome::Refused(_))),
    )
}
