//! `stepwell user`: who may sign in.

use crate::config::{Config, PlaceFlags, ServeFlags};
use crate::{hatch, key, opening};
use anyhow::Result;
use care::people::import::TABLE_BYTES_MAX;
use care::people::site::{Room, Site};
use care::people::staff::Staff;
use care::{Email, PersonName, Role};
use change::What;
use clap::{Args, Subcommand};
use clinic::access::setup::operator;
use clinic::people::staff;
use console::Exit;
use record::{Record, RecordError, Settings};
use std::path::PathBuf;

mod change;

pub use change::{Change, Said};

/// The `user` commands.
#[derive(Subcommand)]
pub enum Command {
    /// Add a member of staff and print the link with which they set up their sign-in
    ///
    /// The link works once, within 72 hours. It is mailed as well where a mail server is configured.
    #[command(after_help = ADD)]
    Add(AddFlags),
    /// Add many members of staff from a table, one line for each
    ///
    /// Says what would become of each line; with --save it is done. Whoever is here already is left as they are, so the
    /// same table can be brought in again.
    #[command(after_help = IMPORT)]
    Import(ImportFlags),
    /// Give a member of staff a role at once, without a second person's yes
    ///
    /// On the clinic's pages a role that opens records or the journal takes two people. Here it takes whoever holds the
    /// server; the journal and the privacy officer's list say so. This is the way back when nobody who says yes is left.
    Give(GiveFlags),
    /// Say yes to what waits for a member of staff: a role, a qualification, another address
    ///
    /// On the clinic's pages somebody else than who asked says it, with an account that is not from the same hand. This is
    /// the way on where there is nobody else; the journal and the privacy officer's list say so.
    Confirm(OneFlags),
    /// Print a link with which a member of staff sets up their sign-in anew
    ///
    /// For whoever lost their telephone or their password and has nobody left to ask, such as the last administrator.
    /// Earlier links end, and the journal and the privacy officer's list say so. It works once, within 72 hours.
    Link(LinkFlags),
    /// Close somebody's account and end their sessions at once
    Disable(OneFlags),
    /// Open a closed account again
    Enable(OneFlags),
    /// List the staff with their roles and sites; also while the clinic runs
    List(ListFlags),
}

const ADD: &str = "\
Example:
  stepwell user add --email ana@clinic.example.org --name \"Ana Ruiz\" --role counselor --site \"Harbor House\"

Roles: intake_coordinator, counselor, medical_provider, clinical_director, program_administrator, privacy_officer,
auditor. This works while the clinic runs; administrators can also add staff on its pages.";

const IMPORT: &str = "\
Example:
  stepwell user import staff.csv           see what would become of each line
  stepwell user import staff.csv --save    bring in what can be

The first row names the columns: given name, family name, email, roles; and, if you like, phone, sites, qualified for.
With a semicolon between two roles, sites or qualifications.";

/// What `user import` takes.
#[derive(Args)]
pub struct ImportFlags {
    /// The table (CSV)
    file: PathBuf,
    /// Bring in every line that can be
    #[arg(long)]
    save: bool,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What `user add` takes.
#[derive(Args)]
pub struct AddFlags {
    /// What they sign in with, and where mail goes
    #[arg(long, value_parser = email)]
    email: Email,
    /// Given name and family name: "Ana Ruiz", "Ana de la Cruz", "Robert Jones Jr."; or, where it is read wrong,
    /// "Family, Given"
    #[arg(long, value_parser = name)]
    name: PersonName,
    /// What they are to the clinic; may be repeated
    #[arg(long, required = true, value_parser = role)]
    role: Vec<Role>,
    /// Where they work, by name; may be repeated; may be left out where there is only one site
    #[arg(long)]
    site: Vec<String>,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
    /// The address people type, for the link; a clinic that runs knows its own
    #[arg(long, env = "STEPWELL_BASE_URL", value_name = "URL")]
    base_url: Option<String>,
}

/// What `user give` takes.
#[derive(Args)]
pub struct GiveFlags {
    /// What they sign in with
    #[arg(long, value_parser = email)]
    email: Email,
    /// What they are to be as well; may be repeated
    #[arg(long, required = true, value_parser = role)]
    role: Vec<Role>,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What `user link` takes.
#[derive(Args)]
pub struct LinkFlags {
    /// What they sign in with
    #[arg(long, value_parser = email)]
    email: Email,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
    /// The address people type, for the link; a clinic that runs knows its own
    #[arg(long, env = "STEPWELL_BASE_URL", value_name = "URL")]
    base_url: Option<String>,
}

/// What `user confirm`, `user disable` and `user enable` take.
#[derive(Args)]
pub struct OneFlags {
    /// What they sign in with
    #[arg(long, value_parser = email)]
    email: Email,
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    #[command(flatten)]
    place: PlaceFlags,
}

/// What `user list` takes.
#[derive(Args)]
pub struct ListFlags {
    /// Which organization, where there are several
    #[arg(long)]
    organization: Option<String>,
    /// Print JSON instead of lines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: PlaceFlags,
}

/// A whole name, read as the pages read it. Whoever works here has both parts: links and lists name them.
fn name(text: &str) -> Result<PersonName, String> {
    let name = PersonName::whole(text).map_err(|invalid| invalid.0)?;
    if name.is_said() {
        Ok(name)
    } else {
        Err("give a given name and a family name".to_owned())
    }
}

/// An address, as a flag takes it.
pub fn email(text: &str) -> Result<Email, String> {
    Email::parse(text).map_err(|invalid| invalid.0)
}

fn role(text: &str) -> Result<Role, String> {
    let code = text.trim().to_lowercase().replace(['-', ' '], "_");
    let known = || Role::STAFF.map(Role::code).join(", ");
    Role::from_code(&code)
        .filter(|role| role.is_staff())
        .ok_or_else(|| format!("there is no such role; the roles are {}", known()))
}

/// Runs one of them.
pub fn run(command: Command) -> Result<Exit> {
    match command {
        Command::Add(flags) => {
            let what = What::Add {
                email: flags.email,
                name: flags.name,
                roles: flags.role,
                sites: flags.site,
            };
            change(&flags.place, flags.base_url, flags.organization, what)
        }
        Command::Import(flags) => {
            let text = console::read_text(&flags.file, TABLE_BYTES_MAX as u64)?;
            let what = What::Import {
                text,
                save: flags.save,
            };
            change(&flags.place, None, flags.organization, what)
        }
        Command::Give(flags) => {
            let what = What::Give {
                email: flags.email,
                roles: flags.role,
            };
            change(&flags.place, None, flags.organization, what)
        }
        Command::Confirm(flags) => {
            let what = What::Confirm { email: flags.email };
            change(&flags.place, None, flags.organization, what)
        }
        Command::Link(flags) => {
            let what = What::Link { email: flags.email };
            change(&flags.place, flags.base_url, flags.organization, what)
        }
        Command::Disable(flags) => set_disabled(flags, true),
        Command::Enable(flags) => set_disabled(flags, false),
        Command::List(flags) => list(&flags).map(|()| Exit::Well),
    }
}

fn set_disabled(flags: OneFlags, disabled: bool) -> Result<Exit> {
    let what = What::SetDisabled {
        email: flags.email,
        disabled,
    };
    change(&flags.place, None, flags.organization, what)
}

/// Makes a change, or has the clinic make it that runs on the same database, and prints what became of it.
fn change(
    place: &PlaceFlags,
    base_url: Option<String>,
    organization: Option<String>,
    what: What,
) -> Result<Exit> {
    let serve = ServeFlags {
        base_url,
        ..ServeFlags::default()
    };
    let config = Config::load(place, &serve)?;
    let change = Change { organization, what };
    let said = match opening::console(&config) {
        Ok(clinic) => change.make(&clinic, &|| true)?,
        Err(error) if is_in_use(&error) => hatch::ask(&config, &change)?.ok_or(error)?,
        Err(error) => return Err(error),
    };
    console::say!("{}", said.text);
    Ok(Exit::found(said.found))
}

fn is_in_use(error: &anyhow::Error) -> bool {
    let in_use = |error: &RecordError| matches!(error, RecordError::InUse(_));
    let mut causes = error.chain();
    causes.any(|cause| cause.downcast_ref::<RecordError>().is_some_and(in_use))
}

fn list(flags: &ListFlags) -> Result<()> {
    let config = Config::load(&flags.place, &ServeFlags::default())?;
    opening::refuse_missing(&config)?;
    let record = Record::open_read_only(&Settings::new(config.location()), key::load(&config)?)?;
    let clinic = opening::clinic(record, opening::settings(&config, config.listen.port()))?;
    let organization = opening::organization(&clinic, flags.organization.as_deref())?;
    let operator = operator(organization);
    let sites = clinic::people::site::sites(&clinic, &operator)?;
    let team = staff::team(&clinic, &operator)?;
    if flags.json {
        let all: Vec<_> = team.iter().map(|member| object(member, &sites)).collect();
        console::say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    for member in team {
        let roles: Vec<_> = member.roles.iter().map(|role| role.label()).collect();
        let at = works_at(&member, &sites);
        let login = member.contact.email.map(String::from).unwrap_or_default();
        let closed = if member.disabled_at.is_some() {
            "  (closed)"
        } else {
            ""
        };
        console::say!(
            "{login:36}  {:28}  {}  at {}{closed}",
            member.name.full(),
            roles.join(", "),
            at.join(", ")
        );
    }
    Ok(())
}

/// The names of the sites at which a member of staff works.
fn works_at<'a>(member: &Staff, sites: &'a [(Site, Vec<Room>)]) -> Vec<&'a str> {
    sites
        .iter()
        .filter(|(site, _)| member.sites.contains(&site.id))
        .map(|(site, _)| site.name.as_str())
        .collect()
}

/// A member of staff for machines.
fn object(member: &Staff, sites: &[(Site, Vec<Room>)]) -> serde_json::Value {
    serde_json::json!({
        "id": member.id.to_string(),
        "email": member.contact.email.clone().map(String::from),
        "name": member.name.full(),
        "roles": member.roles.iter().map(|role| role.code()).collect::<Vec<_>>(),
        "sites": works_at(member, sites),
        "is_closed": member.disabled_at.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_the_pages_read_it() {
        for (typed, given, family) in [
            ("Ana María Ruiz", "Ana María", "Ruiz"),
            ("Fuentes Ortega, Lucía", "Lucía", "Fuentes Ortega"),
            ("Ana de la Cruz", "Ana", "de la Cruz"),
            ("Robert Jones Jr.", "Robert", "Jones Jr."),
        ] {
            let name = name(typed).unwrap();
            let said = (name.given.as_str(), name.family.as_str());
            assert_eq!(said, (given, family), "{typed}");
        }
        for typed in ["Ana", "", ", Ana"] {
            assert!(name(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_role_is_one_that_staff_can_have() {
        assert_eq!(role("Privacy-Officer"), Ok(Role::PrivacyOfficer));
        assert!(role("patient").unwrap_err().contains("counselor"));
        assert!(role("operator").is_err());
    }
}
