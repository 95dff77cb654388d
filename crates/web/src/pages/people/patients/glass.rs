//! Opening a record in an emergency, and reviewing that somebody did.

use crate::shell::ask::moment;
use crate::shell::form::problems;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Meaning, Problems, button, card, empty, error_summary, facts, field, form, heading,
    opening, page, status,
};
use care::access::glass::{GLASS_HOURS, GlassReason};
use care::invalid::Issues;
use care::people::patient::BirthDate;
use care::{GlassId, Line, PersonId, TimeZoneName};
use clinic::Refusal;
use clinic::access::glass;
use clinic::access::glass::Opening;
use maud::{Markup, html};

/// The page that asks for the reason. It says nothing about whether there is such a person.
pub(crate) fn page_for(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    Ok(Answer::page(view(ask, id, &Problems::none())))
}

fn view(ask: &Ask<'_>, id: PersonId, problems: &Problems) -> Markup {
    let fields = html! {
        (field("reason", "Why do you need this record now?").textarea(4).value(ask.form.text("reason"))
            .hint("The privacy officer reads this today.").check(problems).required())
        div.buttons { (button("Open the record").danger()) (button("Cancel").quiet().href("/staff/people")) }
    };
    let body = html! {
        (error_summary(problems))
        (opening().back("/staff/people", "People").lead(format!(
            "You are not on this person’s team. In an emergency you may open the record for {GLASS_HOURS} hours. Everything you look at is in the journal, and the privacy officer is told at once."
        )))
        (form(format!("/staff/people/{id}/emergency"), ask.token(), fields))
    };
    page(
        &frame(ask, Face::Staff, "Open a record in an emergency"),
        body,
    )
}

/// Opens the record.
pub(crate) fn open(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", PersonId::parse)?;
    let reason = match GlassReason::parse(ask.form.text("reason")) {
        Ok(reason) => reason,
        Err(invalid) => {
            let issue = care::Issue::new("reason", invalid.0);
            return Ok(Answer::mend(view(ask, id, &problems(&[issue]))));
        }
    };
    glass::break_glass(ask.clinic, ask.actor()?, ask.key()?, id, &reason)?;
    Ok(Answer::see_other(&format!(
        "/staff/people/{id}?said=opened"
    )))
}

/// The page for an emergency about somebody who is not in any list of the actor's.
pub(crate) fn find_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    if !ask.stepped_up() {
        return Err(Refusal::StepUp.into());
    }
    Ok(Answer::page(find_view(ask, &Problems::none())))
}

fn find_view(ask: &Ask<'_>, problems: &Problems) -> Markup {
    let typed = |name: &str, label: &str| {
        field(name, label)
            .value(ask.form.text(name))
            .check(problems)
            .required()
    };
    let fields = html! {
        (typed("given", "Given name, or what they go by"))
        (typed("family", "Family name"))
        (typed("born", "Date of birth").date())
        (typed("reason", "Why do you need this record now?").textarea(4).hint("The privacy officer reads this today."))
        div.buttons { (button("Open the record").danger()) (button("Cancel").quiet().href("/staff/people")) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Open a record in an emergency").back("/staff/people", "People").lead(format!(
            "For somebody whose team you are not on. The record opens for {GLASS_HOURS} hours. Everything you look at is in the journal, and the privacy officer is told at once."
        )))
        (form("/staff/emergency", ask.token(), fields))
    };
    page(&frame(ask, Face::Staff, "Emergency"), body)
}

/// Opens the record of somebody known by name and date of birth.
pub(crate) fn find(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let mut issues = Issues::default();
    let today = ask.today()?;
    let given = issues.take("given", ask.form.line("given", "the given name"));
    let family = issues.take("family", ask.form.line("family", "the family name"));
    let born = issues.take("born", BirthDate::parse(ask.form.text("born"), today));
    let reason = issues.take("reason", GlassReason::parse(ask.form.text("reason")));
    let (Some(given), Some(family), Some(born), Some(reason)) = (given, family, born, reason)
    else {
        return Ok(Answer::mend(find_view(ask, &problems(&issues.0))));
    };
    match glass::break_glass_for(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        &given,
        &family,
        born,
        &reason,
    ) {
        Ok(id) => Ok(Answer::see_other(&format!(
            "/staff/people/{id}?said=opened"
        ))),
        Err(Refusal::NotFound) => {
            let sentence = "Nobody here has exactly this name and date of birth. Check the spelling and the date.";
            Ok(Answer::mend(find_view(
                ask,
                &problems(&[care::Issue::new("family", sentence)]),
            )))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Every emergency opening.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(list_view(ask, None)?))
}

fn list_view(ask: &Ask<'_>, mend: Option<(GlassId, &Problems)>) -> Result<Markup, Fault> {
    let actor = ask.actor()?;
    let openings = glass::openings(ask.clinic, actor)?;
    let own = ask.zone()?;
    let (waiting, done): (Vec<_>, Vec<_>) = openings
        .iter()
        .partition(|opening| opening.glass.review.is_none());
    let body = html! {
        @if let Some((id, problems)) = mend { (error_summary(&problems.at("words", &words_id(id)))) }
        (heading("Emergencies").lead("Records opened by somebody who is not on the person’s team."))
        section {
            h2 { "To review" }
            @if waiting.is_empty() { (empty("Nothing to review", "Emergency openings will be here until you close their review.", None)) }
            @for opening in waiting { (one(ask, opening, &own, mend)) }
        }
        @if !done.is_empty() {
            section { h2 { "Reviewed" } @for opening in done { (one(ask, opening, &own, None)) } }
        }
    };
    Ok(page(&frame(ask, Face::Staff, "Emergencies"), body))
}

fn words_id(id: GlassId) -> String {
    format!("words-{id}")
}

fn one(
    ask: &Ask<'_>,
    opening: &Opening,
    own: &TimeZoneName,
    mend: Option<(GlassId, &Problems)>,
) -> impl maud::Render {
    let glass = &opening.glass;
    let zone = opening.zone.as_ref().unwrap_or(own);
    let shown = |at| moment(at, zone);
    let gone = || "Somebody since forgotten".to_owned();
    let problems = mend
        .filter(|(id, _)| *id == glass.id)
        .map(|(_, problems)| problems);
    let body = html! {
        (facts(&[
            ("Opened by", html! { (opening.actor.clone().unwrap_or_else(gone)) }),
            ("From", html! { (shown(glass.opened_at)) }),
            ("Until", html! { (shown(glass.expires_at)) }),
            ("Reason", html! { (glass.reason.clone().unwrap_or_else(|| "No longer readable".to_owned())) }),
        ]))
        @match &glass.review {
            Some((at, _, words)) => (facts(&[
                ("Reviewed by", html! { (opening.reviewer.clone().unwrap_or_else(gone)) ", " (shown(*at)) }),
                ("Finding", html! { (words.clone().unwrap_or_else(|| "No longer readable".to_owned())) }),
            ])),
            None => (form(format!("/staff/emergencies/{}/review", glass.id), ask.token(), html! {
                (field("words", "What did you find?").id(words_id(glass.id)).value(if problems.is_some() { ask.form.text("words") } else { "" })
                    .error(problems.and_then(|problems| problems.of("words"))))
                div.buttons { (button("Close the review")) }
            })),
        }
    };
    let state = if glass.review.is_some() {
        status(Meaning::Good, "Reviewed")
    } else {
        status(Meaning::Attention, "To review")
    };
    card(opening.patient.clone().unwrap_or_else(gone), body).end(state)
}

/// Closes a review.
pub(crate) fn review(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", GlassId::parse)?;
    let words = match Line::parse(ask.form.text("words"), "what you found") {
        Ok(words) => words,
        Err(invalid) => {
            let issue = care::Issue::new("words", invalid.0);
            return Ok(Answer::mend(list_view(
                ask,
                Some((id, &problems(&[issue]))),
            )?));
        }
    };
    glass::review(ask.clinic, ask.actor()?, ask.key()?, id, &words)?;
    Ok(Answer::see_other("/staff/emergencies?said=reviewed"))
}
