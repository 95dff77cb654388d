//! The language of one's own pages.

use crate::language::Language;
use crate::shell::{Answer, Ask, Fault, cookie};
use clinic::Refusal;
use clinic::access::account;

/// What the form says: which language, and which page it was on.
pub(crate) const FIELDS: &[&str] = &["language", "next"];

fn wanted(ask: &Ask<'_>) -> Result<Language, Fault> {
    Language::from_code(ask.form.text("language")).ok_or(Fault::Refused(Refusal::NotFound))
}

/// Back to the page, in the language, which the browser keeps for where nobody has signed in yet.
fn back(ask: &Ask<'_>, language: Language, home: &str) -> Answer {
    Answer::see_other(&ask.next(home)).cookie(&cookie::language(language.code()))
}

/// Chosen at the door, by nobody in particular.
pub(crate) fn choose_here(ask: &Ask<'_>) -> Result<Answer, Fault> {
    ask.key()?;
    Ok(back(ask, wanted(ask)?, "/sign-in"))
}

/// Chosen by somebody who signed in: for all of their browsers, and for what is written to them.
pub(crate) fn choose(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = wanted(ask)?;
    account::choose_language(ask.clinic, ask.actor()?, ask.key()?, language)?;
    Ok(back(ask, language, "/account"))
}
