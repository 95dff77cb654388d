//! What was typed.

use super::{Answer, Fault};
use crate::language::Language;
use crate::ui::Problems;
use axum::http::StatusCode;
use care::text::clean;
use care::{Invalid, Issue, Line};
use clinic::Refusal;
use maud::Markup;
use std::borrow::Cow;

/// The most fields one form may send.
pub(crate) const FIELDS_MAX: usize = 400;
/// The field of which every character counts, also one that nobody sees.
const PASSWORD: &str = "password";

/// The fields of a form, in the order they were sent. A field may come more than once: ticked boxes do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form(pub Vec<(String, String)>);

impl Form {
    /// Reads a url-encoded body or query. What nobody sees is taken out of every value here, before anything reads it;
    /// a password alone stays as it was typed, or another one than its owner chose would be hashed.
    pub fn parse(body: &[u8]) -> Result<Self, &'static str> {
        let mut fields: Vec<(String, String)> =
            serde_urlencoded::from_bytes(body).map_err(|_| "unreadable")?;
        for (name, value) in &mut fields {
            if name.as_str() != PASSWORD
                && let Cow::Owned(cleaned) = clean(value)
            {
                *value = cleaned;
            }
        }
        if fields.len() > FIELDS_MAX {
            Err("too many fields")
        } else {
            Ok(Self(fields))
        }
    }

    /// What can be read of a body with which something is wrong: it broke off, or is too long, or of another kind. Of
    /// everything in it only the fields that are known are taken.
    pub fn heard(body: &[u8], known: &[&str]) -> Self {
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
        let known = |name: &str| name == "_token" || known.contains(&name);
        let mut fields: Vec<_> = fields
            .into_iter()
            .filter(|(name, _)| known(name))
            .map(|(name, value)| (name, clean(&value).into_owned()))
            .collect();
        fields.truncate(FIELDS_MAX);
        Self(fields)
    }

    /// The first value of a field, empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// What was ticked of a list, in the list's order.
    pub fn ticked_of<T: Copy>(&self, name: &str, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
        let is_ticked = |one: &T| self.all(name).any(|sent| sent == code(*one));
        all.iter().copied().filter(is_ticked).collect()
    }

    /// A field as `T` where it was filled in at all.
    pub fn optional<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<Option<T>, Invalid> {
        match self.text(name).trim() {
            "" => Ok(None),
            text => parse(text).map(Some),
        }
    }

    /// A field as a line; `what` names it in the refusal.
    pub fn line(&self, name: &str, what: &str) -> Result<Line, Invalid> {
        Line::parse(self.text(name), what)
    }

    /// The same where it was filled in at all.
    pub fn optional_line(&self, name: &str, what: &str) -> Result<Option<Line>, Invalid> {
        self.optional(name, |text| Line::parse(text, what))
    }
}

/// Where a form that was sent leads: to the address that `on` names, or back to itself with what has to be mended.
pub(crate) fn finish<T>(
    result: Result<T, Fault>,
    on: impl FnOnce(T) -> String,
    again: impl FnOnce(&Problems) -> Result<Markup, Fault>,
) -> Result<Answer, Fault> {
    match result {
        Ok(done) => Ok(Answer::see_other(&on(done))),
        Err(Fault::Refused(Refusal::Fields(issues))) => {
            Ok(Answer::mend(again(&problems(&issues))?))
        }
        // Somebody else saved meanwhile: the form again, with both versions.
        Err(Fault::Refused(Refusal::Changed)) => {
            let page = again(&Problems::stale())?;
            Ok(Answer::mend(page).status(StatusCode::CONFLICT))
        }
        Err(fault) => Err(fault),
    }
}

/// What has to be mended, in the language of the page. The rules refuse in English, with a sentence for each thing that
/// can be wrong; in another language each field has one, which says all that is wanted there and is found under `key`.
pub(crate) fn worded<T>(
    language: Language,
    result: Result<T, Fault>,
    key: impl Fn(&str) -> String,
) -> Result<T, Fault> {
    match result {
        Err(Fault::Refused(Refusal::Fields(issues))) if language != Language::English => {
            let said = |issue: Issue| {
                // Of fields that are made from a list, such as the items of an instrument, all have the same.
                let kind = issue.field.split('.').next().unwrap_or_default();
                let said = language.find(&key(kind), &[]);
                let said = said.unwrap_or_else(|| language.say("form-mend"));
                Issue::new(issue.field, said)
            };
            let issues = issues.into_iter().map(said).collect();
            Err(Fault::Refused(Refusal::Fields(issues)))
        }
        result => result,
    }
}

/// Issues as the page's problems.
pub(crate) fn problems(issues: &[Issue]) -> Problems {
    let mut problems = Problems::none();
    for issue in issues {
        problems.add(issue.field, issue.sentence.clone());
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_of_everything_but_a_password() {
        let form = Form::parse(b"login=ad%E2%80%8Ba&password=pa%E2%80%8Bss").unwrap();
        assert_eq!(form.text("login"), "ada");
        assert_eq!(form.text("password"), "pa\u{200B}ss");
    }

    #[test]
    fn what_broke_off_is_read_as_far_as_it_goes() {
        for (body, words) in [
            ("phone=1&words=I+want+to+die%E2%80", "I want to die"),
            ("phone=1&other=x&words=I+want+to+die%", "I want to die"),
            ("phone=1&words=I+want+to+die&giv", "I want to die"),
            ("phone=1", ""),
            ("", ""),
        ] {
            let form = Form::heard(body.as_bytes(), &["phone", "words"]);
            assert!(form.text("words").starts_with(words), "{body}");
            assert!(form.0.iter().all(|(name, _)| name != "other"));
        }
    }
}
