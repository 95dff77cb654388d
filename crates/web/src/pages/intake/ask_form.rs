//! The fields of a request for help, and how they become one: the same on the public page, in either language, and for
//! a coordinator who types while talking.

use crate::language::Language;
use crate::shell::form::Form;
use crate::shell::{Ask, Fault};
use crate::ui::{
    Choices, Field, Problems, Width, checkboxes, choice, field, help_beside, help_while_writing,
    radios, tick_checked,
};
use care::SiteId;
use care::intake::inquiry::{
    AgeBand, CallBack, Channel, DayPart, Language as Spoken, ReferralSource, Relationship, SafeNow,
    Urgency, perils, word_list,
};
use care::people::site::Site;
use jiff::civil::Date;
use maud::{Markup, html};

pub(crate) mod in_danger;
mod read;

pub(crate) use read::draft;

/// The fields that the form sends.
pub(crate) const FIELDS: &[&str] = &[
    "who",
    "safe_now",
    "asker_name",
    "relationship",
    "organization",
    "role",
    "asker_phone",
    "asker_email",
    "person_knows",
    "with",
    "given",
    "family",
    "preferred",
    "born",
    "age",
    "phone",
    "email",
    "language",
    "channels",
    "times",
    "voicemail",
    "discreet",
    "ask_for",
    "note",
    "site",
    "urgency",
    "source",
    "words",
];

/// What one may ask in `who`, as [`care::intake::inquiry::Asker::code`] names them.
const WHO: [&str; 3] = ["themselves", "other", "referrer"];
/// The fields into which somebody writes freely.
const WRITTEN: [&str; 3] = ["words", "note", "ask_for"];
/// The fields of which one says that a form was sent at all.
const ALWAYS_SENT: [&str; 2] = ["given", NAME];
/// The whole name in one field, for whoever types it as they hear it; the fields of its parts are not on that form.
pub(crate) const NAME: &str = "name";

/// Who reads the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reader {
    /// Whoever asks for help, in their language.
    Asker(Language),
    /// Staff who type for whoever asks, and are not spoken to as if they asked themselves.
    Staff,
}

impl Reader {
    const fn language(self) -> Language {
        match self {
            Self::Asker(language) => language,
            Self::Staff => Language::English,
        }
    }

    /// The words of a part, where there are any: those for staff where they differ.
    fn find(self, part: &str) -> Option<String> {
        let language = self.language();
        let own = match self {
            Self::Asker(_) => None,
            Self::Staff => language.find(&format!("intake-{part}"), &[]),
        };
        own.or_else(|| language.find(&format!("ask-{part}"), &[]))
    }

    fn say(self, part: &str) -> String {
        self.find(part).unwrap_or_else(|| part.to_owned())
    }

    /// What the browser may fill in of whoever sits at it. Staff type about others: neither does it offer what is
    /// their own, nor does it keep what they typed.
    const fn autocomplete(self, token: &'static str) -> &'static str {
        match self {
            Self::Asker(_) => token,
            Self::Staff => "off",
        }
    }
}

/// A form of this kind: who reads it, the sites to choose from, what was typed and what is wrong with it.
pub(crate) struct AskForm<'a> {
    pub reader: Reader,
    pub sites: &'a [Site],
    /// Whom to call in danger, for whoever asks.
    pub calls: Option<&'a Markup>,
    pub typed: &'a Form,
    pub problems: &'a Problems,
}

impl AskForm<'_> {
    /// The fields, without the form around them.
    pub fn fields(&self) -> Markup {
        html! {
            (self.who())
            (self.safe_now())
            (self.asker())
            (self.person())
            (self.safe())
            (self.need())
        }
    }

    /// The same for somebody who is on the telephone: what is said first comes first, then what is `shown` of it, and
    /// what can wait after that.
    pub fn call_fields(&self, shown: &Markup) -> Markup {
        let optional = |name: &str| self.line(name).optional_in(self.language());
        html! {
            div.call-first {
                (self.whole_name())
                (self.line("phone").tel().autocomplete("off"))
                (optional("born").date().hint("Such as 4/14/1987 or 04141987."))
            }
            @match self.sites {
                [only] => input type="hidden" name="site" value=(only.id);,
                _ => (self.site()),
            }
            // Before the times: Enter books the first of them, and nobody is booked unasked.
            (self.safe_now())
            (shown)
            (self.who())
            (self.asker())
            (self.safe())
            section.stack {
                h2 { (self.say("about")) }
                (self.needs())
                (optional("preferred").autocomplete("off"))
                (optional("email").email().autocomplete("off"))
                (self.maybe("age", &codes(AgeBand::ALL, AgeBand::code)).optional_in(self.language()))
                (self.spoken())
            }
        }
    }

    fn whole_name(&self) -> Field {
        let parts = ["given", "family"].map(|part| self.typed.text(part));
        let name = match self.typed.text(NAME) {
            "" => parts.join(" ").trim().to_owned(),
            name => name.to_owned(),
        };
        let is_new = name.is_empty() && self.problems.is_empty();
        field(NAME, "Name")
            .hint("Dana Reyes, or Reyes, Dana. Where they give one name, that one.")
            .value(name)
            .autocomplete("off")
            .focused(is_new)
            .check(self.problems)
    }

    fn language(&self) -> Language {
        self.reader.language()
    }

    fn say(&self, part: &str) -> String {
        self.reader.say(part)
    }

    /// What was typed, or what stands there at first.
    fn typed(&self, name: &str, at_first: &str) -> String {
        let sent = self
            .typed
            .0
            .iter()
            .any(|(field, _)| ALWAYS_SENT.contains(&field.as_str()));
        if sent || !self.typed.text(name).is_empty() {
            self.typed.text(name).to_owned()
        } else {
            at_first.to_owned()
        }
    }

    fn line(&self, name: &str) -> Field {
        let line = field(name, self.say(name))
            .value(self.typed(name, ""))
            .check(self.problems);
        match self.hint(name) {
            Some(hint) => line.hint(hint),
            None => line,
        }
    }

    fn hint(&self, name: &str) -> Option<String> {
        self.reader.find(&format!("{name}-hint"))
    }

    fn hinted(&self, name: &str, choices: Choices) -> Markup {
        let choices = match self.hint(name) {
            Some(hint) => choices.hint(hint),
            None => choices,
        };
        html! { (choices) }
    }

    fn choices(&self, name: &str, codes: &[&str]) -> Vec<(String, String)> {
        codes
            .iter()
            .map(|code| ((*code).to_owned(), self.say(&format!("{name}-{code}"))))
            .collect()
    }

    /// One of several, all to be seen.
    fn one_of(&self, name: &str, codes: &[&str], at_first: &str) -> Choices {
        let offered: Vec<_> = self
            .choices(name, codes)
            .into_iter()
            .map(|(code, label)| choice(code, label))
            .collect();
        radios(name, self.say(name), offered)
            .value(&self.typed(name, at_first))
            .check(self.problems)
    }

    /// One of several, or none, in a list that opens.
    fn maybe(&self, name: &str, codes: &[&str]) -> Field {
        let mut options = vec![(String::new(), self.say("choose"))];
        options.extend(self.choices(name, codes));
        self.line(name).select(options).width(Width::Medium)
    }

    /// Any of several.
    fn any_of(&self, name: &str, codes: &[&str], at_first: &str) -> Markup {
        let ticked: Vec<String> = match self.typed.all(name).map(str::to_owned).collect() {
            none if Vec::is_empty(&none) => vec![self.typed(name, at_first)],
            some => some,
        };
        let offered: Vec<_> = self
            .choices(name, codes)
            .into_iter()
            .map(|(code, label)| {
                let chosen = ticked.contains(&code);
                choice(code, label).chosen(chosen)
            })
            .collect();
        let offered = checkboxes(name, self.say(name), offered)
            .side_by_side()
            .check(self.problems);
        self.hinted(name, offered)
    }

    /// Yes or no, and no unless they say yes.
    fn yes_no(&self, name: &str) -> Markup {
        let offered =
            ["yes", "no"].map(|code| choice(code, self.language().say(&format!("form-{code}"))));
        let asked = radios(name, self.say(name), offered)
            .side_by_side()
            .value(&self.typed(name, "no"))
            .check(self.problems);
        self.hinted(name, asked)
    }

    fn who(&self) -> Markup {
        html! { (self.one_of("who", &WHO, WHO[0])) }
    }

    /// Danger first: nobody fills in a form past it without having seen whom to call.
    fn safe_now(&self) -> Markup {
        let label = |answer: &SafeNow| self.language().say(&format!("form-{}", answer.code()));
        let offered: Vec<_> = SafeNow::ALL
            .iter()
            .map(|answer| choice(answer.code(), label(answer)))
            .collect();
        let asked = radios("safe_now", self.say("safe_now"), offered)
            .side_by_side()
            .value(self.typed.text("safe_now"))
            .check(self.problems);
        let asked = match self.reader {
            Reader::Asker(_) => asked.of_someone(self.say("safe_now-someone")),
            Reader::Staff => asked,
        };
        let dangerous = SafeNow::ALL.iter().filter(|answer| answer.is_danger());
        let when: Vec<&str> = dangerous.map(|answer| answer.code()).collect();
        html! {
            div.question data-question {
                (self.hinted("safe_now", asked))
                @if let Some(calls) = self.calls { (help_beside(&when.join(" "), &self.say("safe_now-help"), calls)) }
            }
        }
    }

    fn asker(&self) -> Markup {
        let own = |name: &str, token| {
            self.line(name)
                .autocomplete(self.reader.autocomplete(token))
        };
        html! {
            section.stack.for-others {
                h2 { (self.say("you")) }
                p { (self.say("you-more")) }
                (own("asker_name", "name"))
                div.for-other { (self.maybe("relationship", &codes(Relationship::ALL, Relationship::code))) }
                div.stack.for-referrer {
                    (own("organization", "organization"))
                    (own("role", "organization-title").optional_in(self.language()))
                }
                (own("asker_phone", "tel").tel())
                (own("asker_email", "email").email())
                (self.yes_no("person_knows"))
                (self.one_of("with", &[CallBack::Asker.code(), CallBack::Person.code()], CallBack::Asker.code()).side_by_side())
            }
        }
    }

    fn person(&self) -> Markup {
        let optional = |name: &str| self.line(name).optional_in(self.language());
        html! {
            section.stack {
                h2 {
                    span.for-themselves { (self.say("person-self")) }
                    span.for-someone { (self.say("person")) }
                }
                (self.line("given").autocomplete("off"))
                (self.line("family").autocomplete("off"))
                (optional("preferred").autocomplete("off"))
                (self.line("phone").tel().autocomplete("off"))
                (optional("email").email().autocomplete("off"))
                (optional("born").date())
                (self.maybe("age", &codes(AgeBand::ALL, AgeBand::code)).optional_in(self.language()))
                (self.spoken())
            }
        }
    }

    fn spoken(&self) -> Choices {
        let spoken = codes(Spoken::ALL, Spoken::code);
        self.one_of("language", &spoken, self.language().code())
            .side_by_side()
    }

    fn safe(&self) -> Markup {
        html! {
            section.stack {
                h2 { (self.say("safe")) }
                p { (self.say("safe-more")) }
                (self.any_of("channels", &codes(Channel::ALL, Channel::code), Channel::Phone.code()))
                (self.any_of("times", &codes(DayPart::ALL, DayPart::code), ""))
                (self.yes_no("voicemail"))
                (tick_checked("discreet", &self.say("discreet"), self.typed.ticked("discreet"), self.problems))
                (self.line("ask_for").optional_in(self.language()).autocomplete("off"))
                (self.line("note").optional_in(self.language()).autocomplete("off"))
            }
        }
    }

    fn site(&self) -> Choices {
        let sites = self.sites.iter().map(|site| {
            let id = site.id.to_string();
            choice(id, site.name.to_string())
        });
        let only = match self.sites {
            [only] => only.id.to_string(),
            _ => String::new(),
        };
        radios("site", self.say("site"), sites.collect::<Vec<_>>())
            .value(&self.typed("site", &only))
            .check(self.problems)
    }

    fn needs(&self) -> Markup {
        html! {
            (self.one_of("urgency", &codes(Urgency::ALL, Urgency::code), Urgency::Soon.code()))
            (self.maybe("source", &codes(ReferralSource::ALL, ReferralSource::code)).optional_in(self.language()))
            (self.line("words").textarea(5).optional_in(self.language()))
        }
    }

    fn need(&self) -> Markup {
        html! {
            section.stack {
                h2 { (self.say("about")) }
                (self.site())
                (self.needs())
                @if let Some(calls) = self.calls {
                    (help_while_writing(&WRITTEN.join(" "), word_list(), &self.say("words-help"), calls))
                }
            }
        }
    }
}

/// The codes of a fixed list of words.
fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|word| code(*word)).collect()
}

/// Whether what was sent tells of danger, even where it is no request yet.
pub(crate) fn tells_of_danger(form: &Form) -> bool {
    let unsafe_now = SafeNow::from_code(form.text("safe_now")).is_some_and(SafeNow::is_danger);
    unsafe_now || !perils(WRITTEN.map(|field| form.text(field))).is_empty()
}

/// The site that was chosen, where it is one of these: in its zone the dates of a form are read.
pub(crate) fn site<'a>(form: &Form, sites: &'a [Site]) -> Option<&'a Site> {
    let chosen = SiteId::parse(form.text("site"))?;
    sites.iter().find(|site| site.id == chosen)
}

/// The date by which a form of staff is read: at the site that was chosen, or the asker's own where none was.
pub(crate) fn today(ask: &Ask<'_>, sites: &[Site]) -> Result<Date, Fault> {
    match site(&ask.form, sites) {
        Some(site) => Ok(site.zone.local(ask.now).date()),
        None => ask.today(),
    }
}

/// The ways to be in touch that are ticked in a form.
pub(crate) fn channels(form: &Form) -> Vec<Channel> {
    form.ticked_of("channels", Channel::ALL, Channel::code)
}

/// The times of day that are ticked in a form.
pub(crate) fn times(form: &Form) -> Vec<DayPart> {
    form.ticked_of("times", DayPart::ALL, DayPart::code)
}
