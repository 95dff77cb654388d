//! A vacation: whole days, from the first to the last.

use super::{Filled, last_date};
use crate::language::Language;
use crate::shell::sheet::Stored;
use crate::shell::{Ask, Fault};
use crate::ui::{Problems, field};
use care::day::parse_day;
use care::invalid::Issues;
use care::planning::commitment::{Commitment, CommitmentDraft};
use clinic::Refusal;
use maud::{Markup, html};

/// What the form says.
pub(super) fn draft(ask: &Ask<'_>) -> Result<CommitmentDraft, Fault> {
    let mut issues = Issues::default();
    let from = issues.take("from", parse_day(ask.form.text("from")));
    let until = issues.take("until", parse_day(ask.form.text("until")));
    match (from, until) {
        (Some(from), Some(until)) => Ok(CommitmentDraft::vacation(from, until)),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// A vacation as the form's fields show it.
pub(super) fn as_typed(language: Language, one: &Commitment) -> Stored {
    vec![
        ("from", language.typed_day(one.from)),
        ("until", last_date(language, one)),
    ]
}

pub(super) fn fields(filled: &Filled<'_>, problems: &Problems) -> Markup {
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    let until = filled.text("until", |one| last_date(language, one), "");
    html! {
        input type="hidden" name="form" value="vacation";
        div.pair {
            (field("from", say("life-away-first")).hint(say("life-first-hint")).date().value(filled.from()).check(problems).required())
            (field("until", say("life-away-last")).hint(say("life-away-last-hint")).date().value(until).check(problems).required())
        }
        p.muted { (say("life-away-excused")) }
    }
}
