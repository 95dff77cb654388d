//! How somebody gets here, whether they can attend from elsewhere, and which groups suit them.

use super::{
    Answer, Ask, Fault, Journey, Life, Markup, Refusal, Track, Way, Whose, button, commitment,
    facts, finish, frame, heading, html, page, whose,
};
use crate::shell::sheet::{Sheet, Stored};
use crate::ui::{Problems, choice, error_summary, field, radios};
use care::invalid::Issues;
use care::planning::commitment::Telehealth;
use clinic::Version;

/// What is known, with a way to change it.
pub(super) fn summary(whose: &Whose, life: &Life) -> Markup {
    html! {
        section {
            h2 { "Getting here" }
            @match &life.journey {
                None => p { "Nobody asked yet. Until then no time for the way is counted, and sessions are planned in person." },
                Some(journey) => (facts(&[
                    ("The way", html! { (way_text(*journey)) }),
                    ("Sessions by video", html! { (journey.telehealth.label()) }),
                    ("Groups for", html! { (journey.track.label()) }),
                ])),
            }
            @if life.may_edit { p { (button("Change").quiet().href(format!("{}/way", whose.base)).about("how to get here")) } }
        }
    }
}

fn way_text(journey: Journey) -> String {
    match (journey.by, journey.minutes) {
        (Way::None, 0) => "Not counted".to_owned(),
        (by, 0) => by.label().to_owned(),
        (by, minutes) => format!(
            "{}, {} one way",
            by.label(),
            care::counted(minutes, "minute", "minutes")
        ),
    }
}

/// The form.
pub(crate) fn way_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Keeps it.
pub(crate) fn keep_way(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let result = journey(ask).and_then(|journey| {
        let (actor, key) = (ask.actor()?, ask.key()?);
        Ok(commitment::set_journey(
            ask.clinic,
            actor,
            key,
            whose.person,
            &journey,
        )?)
    });
    finish(
        result,
        |()| format!("{}?said=saved", whose.base),
        |problems| view(ask, problems),
    )
}

fn journey(ask: &Ask<'_>) -> Result<Journey, Fault> {
    let mut issues = Issues::default();
    let by = Way::from_code(ask.form.text("by"));
    let telehealth = Telehealth::from_code(ask.form.text("telehealth"));
    let track = Track::from_code(ask.form.text("track"));
    for (field, missing) in [
        ("by", by.is_none()),
        ("telehealth", telehealth.is_none()),
        ("track", track.is_none()),
    ] {
        if missing {
            issues.add(field, "Choose one of these.");
        }
    }
    let minutes = match ask.form.text("minutes").trim() {
        "" => Some(0),
        text => text.parse::<u16>().ok(),
    };
    let journey = Journey::new(
        by.unwrap_or_default(),
        minutes.unwrap_or(u16::MAX),
        telehealth.unwrap_or_default(),
        track.unwrap_or_default(),
    );
    match issues.take("minutes", journey) {
        Some(journey) if issues.0.is_empty() => Ok(journey),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// What is stored, as the form's fields show it. Where nobody asked yet, the first of each stands there.
fn as_typed(stored: Journey) -> Stored {
    let minutes = match stored.minutes {
        0 => String::new(),
        minutes => minutes.to_string(),
    };
    vec![
        ("by", stored.by.code().to_owned()),
        ("minutes", minutes),
        ("telehealth", stored.telehealth.code().to_owned()),
        ("track", stored.track.code().to_owned()),
    ]
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let whose = whose(ask)?;
    let life = commitment::life(ask.clinic, ask.actor()?, whose.person)?;
    if !life.may_edit {
        return Err(Refusal::NotFound.into());
    }
    let version = Version::of(&life.journey)?;
    let sheet = Sheet::of(
        ask,
        version,
        as_typed(life.journey.unwrap_or_default()),
        problems,
    );
    let (shown, problems) = (&sheet.shown, &sheet.problems);
    let by = Way::ALL.map(|way| choice(way.code(), way.label()));
    let telehealth = Telehealth::ALL.map(|answer| choice(answer.code(), answer.label()));
    let fields = html! {
        (radios("by", "How do you usually get here?", by).value(shown.text("by")).check(problems))
        (field("minutes", "Minutes one way").optional().number().value(shown.text("minutes")).check(problems)
            .hint("It is counted before and after each day here."))
        (radios("telehealth", "Sessions by video", telehealth).value(shown.text("telehealth")).check(problems)
            .hint("They need a private room and a connection."))
        (field("track", "Groups for").select(Track::ALL.map(|track| (track.code(), track.label())))
            .value(shown.text("track")).check(problems)
            .hint("Some groups are held for people who share something. “Everybody” fits most."))
        div.buttons { (button("Save")) (button("Cancel").quiet().href(whose.base.clone())) }
    };
    let body = html! {
        (error_summary(problems))
        (heading("Getting here").back(whose.base.clone(), "Back"))
        (sheet.form(ask, fields))
    };
    Ok(page(&frame(ask, whose.face, "Getting here"), body))
}
