//! The first run: an organization, a site, an administrator.

use crate::pages::people::sites::{hours_field, hours_of};
use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, button, error_summary, field, form, heading, page};
use care::invalid::Issues;
use care::{Email, PersonName, TimeZoneName};
use clinic::Refusal;
use clinic::access::setup;
use clinic::access::setup::SetupDraft;
use clinic::people::site::SiteDraft;
use maud::html;

/// The page behind the setup link.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !setup::is_setup_token(ask.clinic, ask.param("token"))? {
        return Err(Refusal::NotFound.into());
    }
    Ok(view(ask, &Problems::none()))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Answer {
    let frame = frame(ask, Face::Public, "Set up");
    let text = |name: &str, label: &str| {
        field(name, label)
            .value(ask.form.text(name))
            .check(problems)
            .required()
    };
    let fields = html! {
        (text("organization", "What is the organization called?"))
        (text("site", "What is its first site called?"))
        (text("zone", "In which time zone is it?").offers(care::zone::offered()).hint("Pick one, or type a region and a city, such as America/New_York or America/Los_Angeles."))
        (hours_field(ask.form.text("hours"), problems))
        section {
            h2 { "Who runs it?" }
            p { "The first administrator: adds sites, programs and everybody else." }
        }
        (text("given", "Given name").autocomplete("given-name"))
        (text("family", "Family name").autocomplete("family-name"))
        (text("email", "E-mail address").email().autocomplete("email").hint("What you will sign in with."))
        div.buttons { (button("Set up")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Set up Stepwell").lead("Three minutes. Everything here can be changed later."))
        (form(ask.address.clone(), ask.token(), fields))
    };
    Answer::form(page(&frame, body), problems)
}

/// Founds the organization and leads to the administrator's own sign-in.
pub(crate) fn set_up(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let (token, key) = (ask.param("token"), ask.key()?);
    let draft = match draft(ask) {
        Ok(draft) => draft,
        Err(_) if !setup::is_setup_token(ask.clinic, token)? => {
            return Err(Refusal::NotFound.into());
        }
        Err(issues) => return Ok(view(ask, &problems(&issues.0))),
    };
    let founded = setup::set_up(ask.clinic, token, key, &draft)?;
    let path = founded
        .welcome_link
        .strip_prefix(&ask.clinic.settings().base_url)
        .unwrap_or("/")
        .to_owned();
    Ok(Answer::see_other(&path))
}

fn draft(ask: &Ask<'_>) -> Result<SetupDraft, Issues> {
    let mut issues = Issues::default();
    let form = &ask.form;
    let organization = issues.take(
        "organization",
        form.line("organization", "the organization’s name"),
    );
    let site = issues.take("site", form.line("site", "the site’s name"));
    let zone = issues.take("zone", TimeZoneName::parse(form.text("zone")));
    let hours = hours_of(form, &mut issues);
    let given = issues.take("given", form.line("given", "your given name"));
    let family = issues.take("family", form.line("family", "your family name"));
    let email = issues.take("email", Email::parse(form.text("email")));
    match (organization, site, zone, given, family, email) {
        (Some(organization), Some(name), Some(zone), Some(given), Some(family), Some(email))
            if issues.0.is_empty() =>
        {
            Ok(SetupDraft {
                organization,
                site: SiteDraft {
                    name,
                    zone,
                    state: None,
                    hours,
                },
                name: PersonName {
                    given,
                    family,
                    preferred: None,
                    pronouns: None,
                },
                email,
            })
        }
        _ => Err(issues),
    }
}
