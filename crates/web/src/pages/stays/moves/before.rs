//! What stands before an admission, a move, a discharge or a referral: a level that is chosen again, a danger that is
//! answered, who answers for a minor.

use crate::shell::Ask;
use crate::shell::ask::Clocks;
use crate::ui::{Meaning, Problems, button, field, link, status, tick};
use care::followup::signal::Signal;
use care::{Invalid, LevelOfCare, Paragraph, PersonId, SignalId};
use clinic::stays::gate::DangerAnswer;
use clinic::stays::stay::Offer;
use maud::{Markup, html};

/// The levels that would be refused by what is known now, each with what has to stand first, and the way to choose.
pub(crate) fn choose_again(id: PersonId, offer: &Offer) -> Markup {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (level, sentence) in &offer.refused {
        match reasons.iter_mut().find(|(known, _)| known == sentence) {
            Some((_, levels)) => levels.push(level.label()),
            None => reasons.push((sentence.as_str(), vec![level.label()])),
        }
    }
    if reasons.is_empty() {
        return html! {};
    }
    let all = offer.refused.len() == LevelOfCare::ALL.len();
    let named = !all || reasons.len() > 1;
    html! {
        p { (status(Meaning::Attention, if all { "A level is chosen first" } else { "Not every level stands" })) }
        ul {
            @for (sentence, levels) in &reasons {
                li { @if named { (levels.join(", ")) ": " } (sentence) }
            }
        }
        p {
            @if offer.may_place { (link(&format!("/staff/people/{id}/placement"), "Choose again")) }
            @else { "A counselor or medical provider of the site, or a clinical director, chooses the level." }
        }
    }
}

/// The button that goes through with it; the way to the choice where every level would be refused.
pub(crate) fn go_on(id: PersonId, offer: &Offer, does: &'static str) -> Markup {
    let refused = offer.refused.len() == LevelOfCare::ALL.len();
    html! {
        @if !refused { (button(does)) }
        @else if offer.may_place { (button("Choose again").href(format!("/staff/people/{id}/placement"))) }
    }
}

/// The signals that have to be answered before anything is decided, each with the way to it.
pub(crate) fn first(waiting: &[Signal], clocks: &Clocks) -> Markup {
    if waiting.is_empty() {
        return html! {};
    }
    html! {
        section #signal {
            h2 { (status(Meaning::Urgent, "Answer this first")) }
            ul {
                @for signal in waiting {
                    li {
                        strong { (signal.title()) } ", raised " (clocks.moment(signal.raised_at)) ": " (signal.words) " "
                        (link(&format!("/staff/signals/{}", signal.id), "Say what was done"))
                    }
                }
            }
        }
    }
}

/// The way to who answers for a minor.
pub(super) fn minor(id: PersonId, offer: &Offer, problems: &Problems) -> Markup {
    html! {
        @if offer.minor || problems.of("guardian").is_some() {
            p #guardian {
                (status(Meaning::Attention, "They are under 18.")) " "
                (link(&format!("/staff/people/{id}/guardian"), "Guardian and consent"))
            }
        }
    }
}

/// What the ticks are called with which a form says which signals it answers.
const ANSWERS: &str = "answers-";

/// What that field and the ticks below it say.
pub(crate) fn danger_answer(ask: &Ask<'_>) -> Result<Option<DangerAnswer>, Invalid> {
    let words = Paragraph::optional(ask.form.text("emergency"))?;
    let ticked = ask.form.0.iter().filter(|(_, value)| !value.is_empty());
    let named = ticked.filter_map(|(field, _)| SignalId::parse(field.strip_prefix(ANSWERS)?));
    let signals = named.collect();
    Ok(words.map(|words| DangerAnswer { words, signals }))
}

/// What is done about the danger by this very step, where something waits; else nothing is asked.
pub(crate) fn emergency_field(ask: &Ask<'_>, waiting: &[Signal], problems: &Problems) -> Markup {
    html! {
        @if !waiting.is_empty() || problems.of("emergency").is_some() {
            (field("emergency", "If this is what you do about the danger, say so").optional().textarea(2)
                .value(ask.form.text("emergency")).check(problems)
                .hint("A sentence; it is kept as the answer to each signal that you tick. Only for more care that is enough by what is known: a detox, a bed."))
            @for signal in waiting {
                (tick(&format!("{ANSWERS}{}", signal.id), &format!("It answers “{}”", signal.title()), ask.form.ticked(&format!("{ANSWERS}{}", signal.id))))
            }
        }
    }
}

/// Why we could not end it now, where what is known asks for more than ordinary outpatient care.
pub(super) fn ends_not(id: PersonId, offer: &Offer) -> Markup {
    html! {
        @if let Some((_, sentence)) = offer.refused.first() {
            p {
                (status(Meaning::Attention, "We do not end it now"))
                " Not as completed, ended by us or other: " (sentence) " "
                @if offer.may_place { (link(&format!("/staff/people/{id}/placement"), "Choose again")) }
            }
        }
    }
}
