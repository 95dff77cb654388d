//! Changes to who may sign in, as they are asked for and made: by a command that has the record open, or by the clinic
//! that does.

use crate::opening;
use anyhow::{Context as _, Result, anyhow};
use care::people::staff::Staff;
use care::{Email, PersonName, Role, SiteId};
use clinic::access::setup::operator;
use clinic::access::sign_in::INVITATION_HOURS;
use clinic::people::import;
use clinic::people::import::{Imported, LineOutcome};
use clinic::people::staff;
use clinic::people::staff::StaffDraft;
use clinic::{Clinic, Refusal};
use console::Found;
use policy::Actor;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// A change to who may sign in, as a command asks for it: of the record that it opens, or of the clinic that has it open.
#[derive(Serialize, Deserialize)]
pub struct Change {
    /// Which organization, where there are several.
    pub(super) organization: Option<String>,
    pub(super) what: What,
}

#[derive(Serialize, Deserialize)]
pub(super) enum What {
    Add {
        email: Email,
        name: PersonName,
        roles: Vec<Role>,
        sites: Vec<String>,
    },
    Import {
        text: String,
        save: bool,
    },
    Give {
        email: Email,
        roles: Vec<Role>,
    },
    Confirm {
        email: Email,
    },
    Link {
        email: Email,
    },
    SetDisabled {
        email: Email,
        disabled: bool,
    },
}

/// What a command prints about a change that was made, and whether it found something on the way.
#[derive(Serialize, Deserialize)]
pub struct Said {
    pub(super) text: String,
    pub(super) found: bool,
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self { text, found: false }
    }
}

impl Change {
    /// Makes it, as whoever holds the server. What is many commits ends between two of them once `go_on` says no, and
    /// what was done until then is said.
    pub fn make(&self, clinic: &Clinic, go_on: &dyn Fn() -> bool) -> Result<Said> {
        let organization = opening::organization(clinic, self.organization.as_deref())?;
        let operator = operator(organization);
        match &self.what {
            What::Add {
                email,
                name,
                roles,
                sites: named,
            } => {
                let draft = StaffDraft {
                    name: name.clone(),
                    email: email.clone(),
                    phone: None,
                    roles: roles.clone(),
                    sites: sites(clinic, &operator, named)?,
                    credentials: Vec::new(),
                    availability: Vec::new(),
                };
                add(clinic, &operator, &draft)
            }
            What::Import { text, save } => bring_in(clinic, &operator, text, *save, go_on),
            What::Give { email, roles } => give(clinic, &operator, email, roles),
            What::Confirm { email } => confirm(clinic, &operator, email),
            What::Link { email } => link(clinic, &operator, email),
            What::SetDisabled { email, disabled } => {
                open_or_close(clinic, &operator, email, *disabled)
            }
        }
    }
}

fn add(clinic: &Clinic, operator: &Actor, draft: &StaffDraft) -> Result<Said> {
    // The one link there is: printed here, and mailed where there is a mail server.
    let (_, link) = staff::add_staff_with_link(clinic, operator, clinic.fresh_key(), draft)?;
    let link = link.context("The server gives roles at once, and no link was made.")?;
    Ok(link_text(&draft.name, &link).into())
}

fn link(clinic: &Clinic, operator: &Actor, email: &Email) -> Result<Said> {
    let member = member(clinic, operator, email)?;
    let link = staff::hand_out(clinic, operator, clinic.fresh_key(), member.id)?;
    Ok(link_text(&member.name, &link).into())
}

fn link_text(name: &PersonName, link: &str) -> String {
    format!(
        "{} can set up their sign-in here, once, within {INVITATION_HOURS} hours:\n  {link}",
        name.full()
    )
}

fn bring_in(
    clinic: &Clinic,
    operator: &Actor,
    text: &str,
    save: bool,
    go_on: &dyn Fn() -> bool,
) -> Result<Said> {
    match import::import_staff_while(clinic, operator, text, save, go_on) {
        Err(wrong @ Refusal::Fields(_)) => Err(Found(wrong.to_string()).into()),
        imported => brought_in(&imported?, save),
    }
}

fn brought_in(imported: &Imported, save: bool) -> Result<Said> {
    let mut said = String::new();
    for line in &imported.lines {
        let became = match &line.outcome {
            LineOutcome::Taken if save => "brought in".to_owned(),
            LineOutcome::Taken => "can be brought in".to_owned(),
            LineOutcome::Here => "here already".to_owned(),
            LineOutcome::Refused(sentences) => format!("refused: {}", sentences.join(" ")),
        };
        writeln!(said, "line {:4}  {:28}  {became}", line.line, line.called)?;
    }
    let (taken, here, refused) = import::counts(&imported.lines);
    let done = if save {
        "brought in"
    } else {
        "can be brought in; nothing was saved"
    };
    write!(
        said,
        "\n{taken} {done}. {here} here already. {refused} refused."
    )?;
    let left = imported.left;
    if left > 0 {
        write!(
            said,
            "\n{left} not reached: the clinic was stopping. Bring in the same table once it runs again; whoever is here \
             is left as they are."
        )?;
    }
    Ok(Said {
        text: said,
        found: refused > 0 || left > 0,
    })
}

fn give(clinic: &Clinic, operator: &Actor, email: &Email, roles: &[Role]) -> Result<Said> {
    let member = member(clinic, operator, email)?;
    let name = member.name.full();
    let mut draft = StaffDraft::of(member.clone())
        .with_context(|| format!("{name} has no address to sign in with."))?;
    draft.roles.extend(roles);
    draft.roles.sort_unstable();
    draft.roles.dedup();
    staff::change_staff(clinic, operator, clinic.fresh_key(), member.id, &draft)?;
    let roles: Vec<_> = draft.roles.iter().map(|role| role.label()).collect();
    let said = format!("{name} has these roles from now on: {}.", roles.join(", "));
    Ok(said.into())
}

/// Says yes to everything that waits for somebody.
fn confirm(clinic: &Clinic, operator: &Actor, email: &Email) -> Result<Said> {
    let member = member(clinic, operator, email)?;
    let name = member.name.full();
    let changes = staff::changes(clinic, operator)?.into_iter();
    let waiting = changes.filter(|one| one.may_confirm && one.grant.person == member.id);
    let mut said = String::new();
    for one in waiting {
        staff::decide(clinic, operator, clinic.fresh_key(), one.grant.id, true)?;
        writeln!(said, "{name}: {}.", one.grant.change.sentence())?;
    }
    if said.is_empty() {
        return Ok(format!("Nothing waits for a yes for {name}.").into());
    }
    Ok(said.trim_end().to_owned().into())
}

fn open_or_close(clinic: &Clinic, operator: &Actor, email: &Email, disabled: bool) -> Result<Said> {
    let member = member(clinic, operator, email)?;
    staff::set_disabled(clinic, operator, clinic.fresh_key(), member.id, disabled)?;
    let done = if disabled {
        "closed; their sessions have ended"
    } else {
        "open again"
    };
    let said = format!("The account of {} is {done}.", member.name.full());
    Ok(said.into())
}

fn member(clinic: &Clinic, operator: &Actor, email: &Email) -> Result<Staff> {
    let found = staff::by_email(clinic, operator, email)?;
    found.with_context(|| {
        format!(
            "Nobody who works here signs in with {}. See: stepwell user list",
            email.as_str()
        )
    })
}

fn sites(clinic: &Clinic, operator: &Actor, named: &[String]) -> Result<Vec<SiteId>> {
    let all = clinic::people::site::sites(clinic, operator)?;
    let known = || {
        all.iter()
            .map(|(site, _)| site.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if named.is_empty() {
        return match all.as_slice() {
            [(only, _)] => Ok(vec![only.id]),
            _ => Err(anyhow!("Say with --site where they work: {}.", known())),
        };
    }
    named
        .iter()
        .map(|named| {
            let found = all
                .iter()
                .find(|(site, _)| site.name.as_str().eq_ignore_ascii_case(named));
            let missing = || anyhow!("There is no site named “{named}”. There is: {}.", known());
            Ok(found.ok_or_else(missing)?.0.id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clinic::people::import::ImportedLine;

    #[test]
    fn what_was_brought_in_before_the_clinic_stopped_is_said_and_what_was_not() {
        let line = |line: usize, outcome| ImportedLine {
            line,
            called: format!("Ana Lind{line}"),
            outcome,
        };
        let mut imported = Imported {
            lines: vec![line(2, LineOutcome::Taken), line(3, LineOutcome::Here)],
            left: 4,
        };
        let said = brought_in(&imported, true).unwrap();
        assert!(said.text.contains("Ana Lind2"), "{}", said.text);
        let sum =
            "1 brought in. 1 here already. 0 refused.\n4 not reached: the clinic was stopping.";
        assert!(said.text.contains(sum), "{}", said.text);
        assert!(
            said.found,
            "whoever runs it from a script has to bring in the rest"
        );
        imported.left = 0;
        let whole = brought_in(&imported, true).unwrap();
        assert!(!whole.found && !whole.text.contains("not reached"));
    }
}
