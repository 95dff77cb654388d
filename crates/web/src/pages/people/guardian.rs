//! Who answers for a minor, who agreed to the care, and what is known of the state's law.

use crate::pages::followup::signals::frame_about;
use crate::shell::form::finish;
use crate::shell::sheet::{Sheet as Edited, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Meaning, Problems, branch, button, choice, error_summary, facts, field, link, page, radios,
    status, tel,
};
use care::day::{day_text, parse_day};
use care::invalid::Issues;
use care::people::minor::{ADMITTED_FROM_YEARS, Consent, ConsentRule, Guardian, Sure, is_minor};
use care::{Line, PersonId, Phone};
use clinic::Refusal;
use clinic::people::minor;
use clinic::people::minor::{Ward, WardSheet};
use maud::{Markup, html};

/// Who answers for somebody.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Writes it down.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let result = draft(ask).and_then(|draft| {
        minor::set_guardian(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/people/{id}/guardian?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

/// What the form describes, or every field that has to be mended.
fn draft(ask: &Ask<'_>) -> Result<Guardian, Fault> {
    let (mut issues, form) = (Issues::default(), &ask.form);
    let name = issues.take("name", form.optional_line("name", "a name"));
    let relation = issues.take(
        "relation",
        form.optional_line("relation", "what they are to the minor"),
    );
    let phone = issues.take("phone", form.optional("phone", Phone::parse));
    let document = issues.take(
        "document",
        form.optional_line("document", "which document it is"),
    );
    let looked_up = issues.take("looked_up", form.optional("looked_up", parse_day));
    let consent = Consent::from_code(form.text("consent"));
    if consent.is_none() {
        issues.add("consent", "Say who agrees, or that nobody was asked yet.");
    }
    match (name, relation, phone, document, looked_up, consent) {
        (
            Some(name),
            Some(relation),
            Some(phone),
            Some(document),
            Some(law_looked_up),
            Some(consent),
        ) => Ok(Guardian {
            name,
            relation,
            phone,
            consent,
            document,
            law_looked_up,
        }),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it.
fn stored(guardian: Option<&Guardian>) -> Stored {
    let text = |line: Option<&Line>| line.map(ToString::to_string).unwrap_or_default();
    let of = |part: fn(&Guardian) -> Option<&Line>| text(guardian.and_then(part));
    let phone = guardian.and_then(|guardian| guardian.phone.as_ref());
    let looked_up = guardian.and_then(|guardian| guardian.law_looked_up);
    vec![
        ("name", of(|guardian| guardian.name.as_ref())),
        ("relation", of(|guardian| guardian.relation.as_ref())),
        (
            "phone",
            phone
                .map(|phone| phone.as_str().to_owned())
                .unwrap_or_default(),
        ),
        (
            "consent",
            guardian
                .map_or("", |guardian| guardian.consent.code())
                .to_owned(),
        ),
        ("document", of(|guardian| guardian.document.as_ref())),
        ("looked_up", looked_up.map(day_text).unwrap_or_default()),
    ]
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let shown = minor::sheet(ask.clinic, ask.actor()?, id)?;
    let edited = Edited::of(
        ask,
        shown.version,
        stored(shown.guardian.as_ref()),
        problems,
    );
    // The fields first: the summary calls them as they call themselves.
    let form = html! {
        @if shown.may_write { (edited.form(ask, fields(&edited))) } @else { (read_only(shown.guardian.as_ref())) }
    };
    let body = html! {
        (error_summary(&edited.problems))
        (age(&shown))
        (law(&shown))
        (form)
        @if shown.may_admit { p.no-print { (button("Admit").quiet().href(format!("/staff/people/{id}/admit"))) } }
    };
    Ok(page(&frame_about(ask, "Guardian and consent", id)?, body))
}

fn age(shown: &WardSheet) -> Markup {
    html! {
        p {
            @match shown.years {
                None => { (status(Meaning::Attention, "Their age is not known.")) }
                Some(years) if years < ADMITTED_FROM_YEARS => {
                    (status(Meaning::Urgent, &format!("{years} years old: too young for any level of care here.")))
                    " Call child services, and stay with them until somebody takes over."
                }
                Some(years) if is_minor(years) => { (status(Meaning::Attention, &format!("{years} years old."))) }
                Some(years) => { (years) " years old: an adult decides alone." }
            }
        }
    }
}

/// What was looked up of the state's law, and how sure that is.
fn law(shown: &WardSheet) -> Markup {
    let Some(state) = shown.state else {
        return html! {
            p { "In which state " (shown.site) " is was not said, so a parent or guardian is asked. An administrator enters it with the site." }
        };
    };
    html! {
        section {
            h2 { "From which age a minor agrees alone in " (state.name()) }
            @if shown.outpatient.is_none() && shown.inpatient.is_none() {
                p { (known(None)) }
            } @else {
                (facts(&[
                    ("Without staying overnight", known(shown.outpatient)),
                    ("Around the clock", known(shown.inpatient)),
                ]))
            }
            p.muted { "A reminder, no legal advice. Laws change: look up the law of today, and enter below on which day you did." }
        }
    }
}

fn known(rule: Option<&ConsentRule>) -> Markup {
    let Some(rule) = rule else {
        return html! { "Not known here: ask a parent or guardian." };
    };
    let sure = match rule.sure {
        Sure::Law => "read in the law",
        Sure::Survey => "by a survey",
    };
    html! {
        @if rule.from_years == 0 { "Any age" } @else { "From " (rule.from_years) }
        ", " (sure) ", as of " (rule.looked_up) ". " span.muted { (rule.source) "." }
    }
}

/// Who answers for a minor and how they are reached, wherever somebody has to reach them; nothing for an adult.
pub(in crate::pages) fn ward(id: PersonId, ward: &Ward) -> Markup {
    html! {
        @if let Some(guardian) = &ward.guardian {
            p #parent {
                strong { "Parent or guardian: " }
                @if let Some(name) = &guardian.name { (name) } @else { "not known" }
                @if let Some(relation) = &guardian.relation { ", " (relation) }
                @if let Some(phone) = &guardian.phone { ", " (tel(phone.as_str(), &phone.dialed())) } @else { ", no number known" }
                ". " (guardian.consent.label()) "."
            }
        } @else if ward.minor {
            p #parent {
                (status(Meaning::Attention, "They are under 18, and no parent or guardian is known.")) " "
                (link(&format!("/staff/people/{id}/guardian"), "Guardian and consent"))
            }
        }
    }
}

fn fields(edited: &Edited) -> Markup {
    let (shown, problems) = (&edited.shown, &edited.problems);
    let value = |name: &str| shown.text(name).to_owned();
    let consents: Vec<_> = Consent::ALL
        .iter()
        .map(|consent| choice(consent.code(), consent.label()))
        .collect();
    html! {
        (field("name", "Parent or guardian").optional().value(value("name")).check(problems))
        (field("relation", "What they are to the minor").optional().value(value("relation")).check(problems)
            .hint("Such as mother, foster father, caseworker with custody."))
        (field("phone", "Their telephone").optional().tel().value(value("phone")).check(problems))
        (radios("consent", "Who agrees to the care?", consents).value(shown.text("consent")).check(problems))
        (field("document", "The document that shows it").optional().value(value("document")).check(problems)
            .hint("Which one it is, its date, and where it is kept."))
        (branch("consent", &[Consent::Alone.code()], html! {
            (field("looked_up", "The state’s law was looked up on").optional().date().value(value("looked_up")).check(problems)
                .hint("For example Apr 14, 2026. Needed where the minor agrees alone."))
        }))
        div.buttons { (button("Save")) }
    }
}

fn read_only(guardian: Option<&Guardian>) -> Markup {
    let Some(guardian) = guardian else {
        return html! { p.muted { "Nothing was written down yet." } };
    };
    let line = |line: Option<&Line>| html! { (line.map_or_else(|| "Not said".to_owned(), ToString::to_string)) };
    facts(&[
        ("Parent or guardian", line(guardian.name.as_ref())),
        ("Relation", line(guardian.relation.as_ref())),
        (
            "Telephone",
            html! { @match &guardian.phone { Some(phone) => (tel(phone.as_str(), &phone.dialed())), None => "Not said" } },
        ),
        ("Who agrees", html! { (guardian.consent.label()) }),
        ("Document", line(guardian.document.as_ref())),
    ])
}
