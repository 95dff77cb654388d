//! Answering alone, on the phone: the official words, one after the other, and help before anything else.

use super::{answers, item_field};
use crate::assets::Asset;
use crate::language::Language;
use crate::shell::form::{finish, worded};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Problems, button, card, dial, empty, error_summary, form, heading, link, name_in, page,
    step, step_end, tel,
};
use ::measures::Instrument;
use care::Role;
use clinic::assessment::measure;
use maud::{Markup, Render as _, html};

/// The times that instruments ask about, in their own words, and the words for them.
const RECALLS: [(&str, &str); 11] = [
    ("the past year", "asked-year"),
    ("the past 7 days", "asked-week"),
    ("the past week", "asked-past-week"),
    ("the past 30 days", "asked-month"),
    ("the past month", "asked-past-month"),
    ("the last 2 weeks", "asked-two-weeks"),
    ("the past 12 months", "asked-twelve-months"),
    ("now", "asked-now"),
    (
        "the past month; behavior in a lifetime and the past 3 months",
        "asked-lifetime",
    ),
    ("ever; the past 30 and 90 days; now", "asked-ever"),
    (
        "part 1 the past 12 months, part 2 the past 3 months",
        "asked-parts",
    ),
];

/// The time that an instrument asks about.
fn recall(language: Language, instrument: &Instrument) -> String {
    let mut known = RECALLS.iter();
    let found = known.find(|(recall, _)| *recall == instrument.recall);
    found.map_or_else(|| instrument.recall.clone(), |(_, key)| language.say(key))
}

/// What the person is asked to answer.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let asked = measure::asked(ask.clinic, ask.actor()?)?;
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let about = |instrument: &Instrument| {
        let count = instrument.items.len().to_string();
        let recall = recall(language, instrument);
        language.say_with("asked-count", &[("count", &count), ("recall", &recall)])
    };
    let body = html! {
        (heading(say("asked-title")).back("/me", say("asked-today")))
        @if asked.is_empty() {
            (empty(&say("asked-none"), &say("asked-none-more"), None))
        }
        @for one in &asked {
            (card(one.instrument.short.clone(), html! {
                p { (about(one.instrument)) }
                (button(say("asked-answer")).href(format!("/me/measures/{}", one.instrument.code)).about(one.instrument.short.clone()))
            }))
        }
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Me, say("asked-frame")),
        body,
    )))
}

/// The questions, in their official words.
pub(crate) fn questions(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let asked = measure::questions(ask.clinic, ask.actor()?, ask.param("code"))?;
    let (instrument, wording) = (asked.instrument, asked.wording);
    let language = ask.language();
    let problems = &problems.clone().in_language(language);
    // The words of an instrument are those of its authors, and are not ours to translate.
    let official = Language::English.code();
    let lead = language.say_with("asked-about", &[("recall", &recall(language, instrument))]);
    let worded = instrument.items.iter().filter_map(|item| {
        let words = wording.item(item.id.as_str())?;
        Some(item_field(language, item, &ask.form, Some(words)))
    });
    let worded: Vec<Markup> = worded.collect();
    let items = html! {
        @for (index, item) in worded.iter().enumerate() { (step(language, index + 1, worded.len(), item)) }
    };
    let fields = html! {
        @if language == Language::English { (items) } @else { section lang=(official) { (items) } }
        (step_end(language, &button(language.say("asked-send")).render()))
    };
    let body = html! {
        (error_summary(problems))
        (heading(instrument.short.clone()).lead(lead).back("/me/measures", language.say("asked-title")))
        @if language != Language::English { p { (language.say("asked-in-english")) } }
        (form(ask.address.clone(), ask.token(), fields))
        @if let Some(copyright) = &wording.copyright { p.muted { (name_in(language, copyright, None)) } }
        p.muted { (name_in(language, &format!("{}.", instrument.licence.terms), None)) }
    };
    let mut frame = frame(ask, Face::Me, instrument.short.clone());
    frame.scripts.push(Asset::Steps);
    Ok(page(&frame, body))
}

/// Keeps what was answered. An answer that tells of danger leads to help first.
pub(crate) fn answer(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let asked = measure::questions(ask.clinic, ask.actor()?, ask.param("code"));
    let instrument = match asked {
        Ok(asked) => asked.instrument,
        // The same form sent twice: what it asked for is answered. The answer below is the one that was kept, and a danger
        // in another one is heard all the same.
        Err(clinic::Refusal::NotFound) => measure::instrument(ask.param("code"))?,
        Err(refusal) => return Err(refusal.into()),
    };
    let answers = answers(instrument, &ask.form);
    let result = measure::answer_alone(
        ask.clinic,
        ask.actor()?,
        ask.key()?,
        &instrument.code,
        &answers,
    );
    let on = |recorded: measure::Recorded| {
        if recorded.danger {
            format!("/me/safety?said={TOLD}")
        } else {
            format!("/me/measures/done?said={TOLD}")
        }
    };
    let result = worded(ask.language(), result.map_err(Fault::from), |_| {
        "asked-mend".to_owned()
    });
    finish(result, on, |problems| view(ask, problems))
}

/// What the page with help learns from the answer that led to it.
const TOLD: &str = "told";

/// Thank you, for whoever has just answered.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn done(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let kept = if ask.said_lasting() == TOLD {
        "asked-can-read"
    } else {
        "asked-where"
    };
    let body = html! {
        (heading(language.say("asked-thanks")))
        p { (language.say(kept)) }
        (button(language.say("asked-back")).href("/me"))
    };
    let title = language.say("asked-thanks");
    Ok(Answer::page(page(&frame(ask, Face::Me, title), body)))
}

/// Help first: whom to call now. Not wanting to say counts as danger. Whoever comes from an answer that raised a signal
/// is told that the team sees it; whoever opens the page by hand told us nothing, and is told nothing of the kind.
pub(crate) fn safety(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let told = ask.said_lasting() == TOLD;
    let help = &ask.clinic.settings().help;
    let language = ask.language();
    let say = |key: &str| language.say(key);
    let call = language.say_with("asked-call", &[("number", help.crisis.as_str())]);
    let heard = if told { "asked-told" } else { "asked-untold" };
    let body = html! {
        (heading(say("asked-not-alone")))
        p.lead { @if told { (say("asked-dangerous")) " " } (say("asked-talking")) }
        (card(say("asked-call-now"), html! {
            p { (button(call).href(dial(&help.crisis.dialed()))) }
            p { (say("asked-line")) }
            p { (say("asked-emergency")) " " (tel(help.emergency.as_str(), &help.emergency.dialed())) "." }
        }))
        p { (say(heard)) }
        p { (say("asked-go")) }
        @if ask.actor()?.is(Role::Patient) { p { (link("/me/safety-plan", &say("asked-plan"))) ": " (say("asked-plan-more")) } }
        (button(say("asked-back")).quiet().href("/me"))
    };
    let title = say("asked-help");
    Ok(Answer::page(page(&frame(ask, Face::Me, title), body)))
}

#[cfg(test)]
mod tests {
    use super::RECALLS;

    #[test]
    fn the_time_that_any_instrument_asks_about_has_its_words() {
        let library = ::measures::Library::built_in().unwrap();
        assert!(library.iter().count() > 10);
        for instrument in library.iter() {
            let known = RECALLS
                .iter()
                .any(|(recall, _)| *recall == instrument.recall);
            assert!(known, "{}: {}", instrument.code, instrument.recall);
        }
    }
}
