//! How somebody gets here, whether they can attend from elsewhere, and which groups suit them.

use super::entry::on_the_way;
use super::{
    Answer, Ask, Face, Fault, Journey, Language, Life, Markup, Refusal, Track, Way, Whose, button,
    by, commitment, facts, finish, frame, heading, html, page, whose,
};
use crate::shell::sheet::{Sheet, Stored};
use crate::ui::{Problems, branch, choice, error_summary, field, radios};
use care::invalid::Issues;
use care::planning::commitment::Telehealth;
use clinic::Version;

/// What is known, with a way to change it.
pub(super) fn summary(whose: &Whose, life: &Life) -> Markup {
    let language = whose.language;
    html! {
        section {
            h2 { (whose.say("life-getting")) }
            @match &life.journey {
                None => p { (whose.say("life-getting-unasked")) },
                Some(journey) => (facts(&[
                    (&whose.say("life-the-way"), html! { (way_text(language, *journey)) }),
                    (&whose.say("life-video"), html! { (video(language, journey.telehealth)) }),
                    (&whose.say("life-groups"), html! { (track(language, journey.track)) }),
                ])),
            }
            @if life.may_edit { p { (button(whose.say("life-change")).quiet().href(format!("{}/way", whose.base)).about(whose.say("life-getting-about"))) } }
        }
    }
}

fn video(language: Language, answer: Telehealth) -> String {
    language.say(&format!("video-{}", answer.code()))
}

fn track(language: Language, track: Track) -> String {
    language.say(&format!("track-{}", track.code()))
}

fn way_text(language: Language, journey: Journey) -> String {
    let way = by(language, journey.by);
    match (journey.by, journey.minutes) {
        (Way::None, 0) => language.say("life-not-counted"),
        (_, 0) => way,
        (_, minutes) => {
            let count = minutes.to_string();
            language.say_with("life-one-way", &[("way", &way), ("count", &count)])
        }
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
        whose.worded(result),
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
    let language = whose.language;
    let say = |key: &str| language.say(key);
    let ways = Way::ALL.map(|way| choice(way.code(), by(language, way)));
    let videos = Telehealth::ALL.map(|answer| choice(answer.code(), video(language, answer)));
    let tracks = Track::ALL.map(|one| (one.code().to_owned(), track(language, one)));
    let fields = html! {
        (radios("by", say("life-usually"), ways).value(shown.text("by")).check(problems))
        (branch("by", &on_the_way(), html! {
            (field("minutes", say("life-minutes")).optional_in(language).number().value(shown.text("minutes")).check(problems)
                .hint(say("life-minutes-hint")))
        }))
        (radios("telehealth", say("life-video"), videos).value(shown.text("telehealth")).check(problems)
            .hint(say("life-video-hint")))
        (field("track", say("life-groups")).select(tracks).value(shown.text("track")).check(problems)
            .hint(say("life-groups-hint")))
        div.buttons { (button(say("life-save"))) (button(say("life-cancel")).quiet().href(whose.base.clone())) }
    };
    let body = html! {
        (error_summary(problems))
        @if whose.face == Face::Me { (heading(say("life-getting")).back(whose.base.clone(), say("life-back"))) }
        (sheet.form(ask, fields))
    };
    Ok(page(&frame(ask, whose.face, say("life-getting")), body))
}
