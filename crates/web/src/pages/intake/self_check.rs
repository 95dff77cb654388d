//! The self-check: asked, read and forgotten. Nothing of it is stored, logged or put into an address.

use super::public::{call, next_step};
use crate::language::Language;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Icon, Sends, button, call_the_crisis_line, choice, dial, form, heading, help_beside,
    help_first, page, print_button, radios,
};
use care::intake::self_check;
use care::intake::self_check::{CheckAnswer, CheckQuestion, CheckReading, Help, QUESTIONS};
use maud::{Markup, html};

/// The questions' names, as the form sends them.
pub(crate) const FIELDS: &[&str] = &[
    "safe",
    "awake",
    "withdrawal",
    "medical",
    "harm",
    "disturbs",
    "weekly",
    "nights",
    "home",
    "around",
    "support",
    "commitment",
    "obligations",
    "mental",
    "transport",
];

/// The questions.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let words = Words::of(ask);
    let say = |key: &str| words.say(key);
    let (safety, others): (Vec<_>, Vec<_>) =
        QUESTIONS.iter().partition(|question| question.is_danger());
    let (about, life) = others.split_at(others.len() / 2);
    let questions = html! {
        h2 { (say("check-safety")) }
        @for question in safety { (words.question(question)) }
        h2 { (say("check-about")) }
        @for question in about { (words.question(question)) }
        h2 { (say("check-life")) }
        @for question in life { (words.question(question)) }
        div.buttons { (button(say("check-send"))) }
    };
    let body = html! {
        (heading(say("check-title")).lead(say("check-lead")))
        ul.plain {
            li { (say("check-nothing-kept")) }
            li { (say("check-for-other")) }
            li { (say("check-skip")) }
        }
        (form(words.language.path("/check"), ask.token(), questions))
    };
    Ok(Answer::page(page(
        &frame(ask, Face::Public, say("check-title")),
        body,
    )))
}

/// What the answers say.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn read(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let words = Words::of(ask);
    let reading = self_check::read(|id| CheckAnswer::from_code(ask.form.text(id)));
    let title = if reading.help.is_empty() {
        "check-result-title"
    } else {
        "check-help-title"
    };
    let mut frame = frame(ask, Face::Public, words.say(title));
    // In the other language it is the same result: the answers travel in the page and nowhere else.
    if let Some(other) = &mut frame.translation {
        other.sends = Some(Sends {
            token: ask.token(),
            fields: answered(ask),
        });
    }
    let body = html! {
        @if reading.help.is_empty() {
            (heading(words.say("check-result-title")).lead(words.say("check-result-lead")))
        } @else {
            (call_first(&words, &reading))
            h2 { (words.say("check-help-then")) }
            p { (words.say("check-result-lead")) }
        }
        (lists(&words, &reading))
        (closing(ask, &words))
    };
    Ok(Answer::page(page(&frame, body)))
}

/// The answers that were given, as the form sends them.
fn answered(ask: &Ask<'_>) -> Vec<(String, String)> {
    FIELDS
        .iter()
        .filter_map(|field| Some((field, CheckAnswer::from_code(ask.form.text(field))?)))
        .map(|(field, given)| ((*field).to_owned(), given.code().to_owned()))
        .collect()
}

/// Whom to call, before everything else on the page.
fn call_first(words: &Words, reading: &CheckReading) -> Markup {
    let calls = html! { @for help in &reading.help { (words.call(*help)) } };
    let why: Vec<String> = reading
        .dangerous
        .iter()
        .chain(&reading.unsure)
        .map(|question| words.of_question(question, "now"))
        .collect();
    let heading = html! { h1 { (words.say("check-help-title")) } };
    help_first(&heading, &words.say("check-help-lead"), &calls, &why)
}

fn lists(words: &Words, reading: &CheckReading) -> Markup {
    let list = |title: &str, none: Option<&str>, questions: &[&CheckQuestion], part: &str| {
        html! {
            @if !questions.is_empty() || none.is_some() {
                section.says {
                    h2 { (words.say(title)) }
                    @if questions.is_empty() { @if let Some(none) = none { p { (words.say(none)) } } }
                    @else { ul { @for question in questions { li { (words.of_question(question, part)) } } } }
                }
            }
        }
    };
    let unsafe_yet = [reading.unsure.as_slice(), reading.open_dangers.as_slice()].concat();
    let against = [
        reading.dangerous.as_slice(),
        reading.speaks_against.as_slice(),
    ]
    .concat();
    html! {
        (list("check-unsafe-title", None, &unsafe_yet, "open"))
        (list("check-for-title", Some("check-for-none"), &reading.speaks_for, "for"))
        (list("check-against-title", Some("check-against-none"), &against, "against"))
        (list("check-open-title", None, &reading.open, "open"))
        (list("check-neither-title", None, &reading.neither, "neither"))
    }
}

fn closing(ask: &Ask<'_>, words: &Words) -> Markup {
    html! {
        section { h2 { (words.say("check-pills-title")) } p { (words.say("check-pills")) } }
        section {
            h2 { (words.say("check-next-title")) }
            p { (words.say("check-next")) }
            (next_step(ask, None))
            @if let Some(phone) = call(ask) { p { (words.say("check-next-call")) " " strong { (phone) } } }
            div.buttons {
                (print_button(&words.say("check-print")))
                (button(words.say("check-again")).quiet().href(words.language.path("/check")))
            }
        }
    }
}

/// The words of the page, with the numbers to call put into them.
struct Words {
    language: Language,
    help: care::HelpLines,
}

impl Words {
    fn of(ask: &Ask<'_>) -> Self {
        Self {
            language: ask.language(),
            help: ask.clinic.settings().help.clone(),
        }
    }

    fn emergency(&self) -> String {
        let number = self.help.emergency.as_str();
        self.language
            .say_with("check-emergency", &[("number", number)])
    }

    fn find(&self, key: &str) -> Option<String> {
        let put_in = [
            ("emergency", self.emergency()),
            ("emergency-number", self.help.emergency.as_str().to_owned()),
            ("crisis", call_the_crisis_line(&self.help, self.language)),
        ];
        let put_in = put_in
            .each_ref()
            .map(|(name, words)| (*name, words.as_str()));
        self.language.find(key, &put_in)
    }

    fn say(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    fn of_question(&self, question: &CheckQuestion, part: &str) -> String {
        self.say(&format!("check-{}-{part}", question.id))
    }

    /// A button that calls.
    fn call(&self, help: Help) -> Markup {
        let (number, words) = match help {
            Help::Emergency => (&self.help.emergency, self.emergency()),
            Help::Crisis => (
                &self.help.crisis,
                call_the_crisis_line(&self.help, self.language),
            ),
        };
        html! { (button(words).danger().icon(Icon::Phone).href(dial(&number.dialed()))) }
    }

    /// A question. Where an answer is dangerous, help stands beside it and shows at once when it is chosen; the page
    /// with the result begins with it in any case.
    fn question(&self, question: &CheckQuestion) -> Markup {
        let id = question.id;
        let offered = [
            (CheckAnswer::Yes, "form-yes"),
            (CheckAnswer::No, "form-no"),
            (CheckAnswer::Unsure, "form-unsure"),
        ];
        let offered = offered.map(|(given, key)| choice(given.code(), self.say(key)));
        let mut asked = radios(id, self.say(&format!("check-{id}")), offered).side_by_side();
        if let Some(hint) = self.find(&format!("check-{id}-hint")) {
            asked = asked.hint(hint);
        }
        let when: Vec<&str> = question
            .dangerous()
            .iter()
            .map(|given| given.code())
            .collect();
        let when = when.join(" ");
        let calls = html! { @for help in question.help() { (self.call(*help)) } };
        html! {
            div.question data-question {
                (asked)
                @if question.is_danger() {
                    (help_beside(&when, &self.of_question(question, "now"), &calls))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::intake::self_check::Side;

    #[test]
    fn the_form_sends_every_question() {
        let ids: Vec<_> = QUESTIONS.iter().map(|question| question.id).collect();
        assert_eq!(FIELDS, ids);
    }

    #[test]
    fn every_answer_has_its_words_in_every_language() {
        for language in Language::ALL {
            let words = Words {
                language,
                help: care::HelpLines::default(),
            };
            for question in QUESTIONS {
                let parts = CheckAnswer::ALL.map(|given| match question.side(given) {
                    Side::For => "for",
                    Side::Against => "against",
                    Side::Neither => "neither",
                    Side::Open => "open",
                });
                let parts = parts
                    .into_iter()
                    .chain(question.is_danger().then_some("now"))
                    .map(|part| format!("check-{}-{part}", question.id));
                for key in parts.chain([format!("check-{}", question.id)]) {
                    let found = words.find(&key);
                    assert!(found.is_some_and(|text| !text.contains("{$")), "{key}");
                }
            }
        }
    }

    /// Whoever set other numbers sees theirs and not ours.
    #[test]
    fn help_names_the_numbers_of_the_installation() {
        let words = Words {
            language: Language::English,
            help: care::HelpLines {
                emergency: care::HelpNumber::parse("112").unwrap(),
                crisis: care::HelpNumber::parse("116 123").unwrap(),
            },
        };
        for question in QUESTIONS {
            for part in ["now", "open"] {
                let text = words
                    .find(&format!("check-{}-{part}", question.id))
                    .unwrap_or_default();
                assert!(!text.contains("911") && !text.contains("988"), "{text}");
            }
        }
        assert!(words.of_question(&QUESTIONS[1], "now").contains("Call 112"));
        assert!(
            words
                .call(Help::Crisis)
                .into_string()
                .contains("tel:116123")
        );
    }
}
