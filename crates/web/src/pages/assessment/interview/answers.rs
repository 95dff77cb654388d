//! From the fields of a form to statements.

use crate::shell::form::Form;
use care::assessment::finding::{
    NotKnown, Question, QuestionId, QuestionKind, RawValue, Source, Substance, catalogue,
};
use clinic::assessment::interview::Statement;

/// What a radio button sends for an answer without a value.
pub(super) const UNKNOWN: &str = "~unknown";
/// See [`UNKNOWN`].
pub(super) const DECLINED: &str = "~declined";
/// What is typed where nobody knows.
const UNSURE: &str = "?";
/// What a box sends for none of several.
pub(super) const NONE: &str = "~none";

/// The name of a question in the form: `use.days.alcohol`, `home.stability`.
pub(super) fn name(question: &Question, about: Option<Substance>) -> String {
    match about {
        Some(substance) => format!("{}.{}", question.id, substance.code()),
        None => question.id.to_owned(),
    }
}

/// Reads a name back.
fn place(name: &str) -> Option<(QuestionId, Option<Substance>)> {
    if let Some(question) = QuestionId::find(name) {
        return Some((question, None));
    }
    let (question, about) = name.rsplit_once('.')?;
    Some((
        QuestionId::find(question)?,
        Some(Substance::from_code(about)?),
    ))
}

/// Everything that was answered, in the order of the catalogue; a field left empty is no answer.
pub(super) fn statements(form: &Form) -> Vec<(String, Statement)> {
    let source = Source::from_code(form.text("source")).unwrap_or(Source::Person);
    let mut names: Vec<&str> = form
        .0
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .filter_map(|(field, _)| {
            field
                .strip_prefix("a.")
                .or_else(|| field.strip_prefix("n."))
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    let mut said: Vec<(usize, String, Statement)> = names
        .into_iter()
        .filter_map(|name| {
            let (question, about) = place(name)?;
            let statement = one(form, question, about, name, source)?;
            Some((question.index(), name.to_owned(), statement))
        })
        .collect();
    said.sort_by_key(|(at, ..)| *at);
    said.into_iter()
        .map(|(_, name, statement)| (name, statement))
        .collect()
}

fn one(
    form: &Form,
    question: QuestionId,
    about: Option<Substance>,
    name: &str,
    source: Source,
) -> Option<Statement> {
    let field = format!("a.{name}");
    let first = form.text(&field).trim().to_owned();
    let unsure = first == UNSURE;
    let typed = !first.is_empty() && !first.starts_with('~') && !unsure;
    let absent = [first.as_str(), form.text(&format!("n.{name}"))];
    let not_known = if typed {
        // What was typed wins over a box ticked beside it.
        None
    } else if unsure || absent.contains(&UNKNOWN) {
        Some(NotKnown::Unknown)
    } else if absent.contains(&DECLINED) {
        Some(NotKnown::Declined)
    } else {
        None
    };
    let value = match not_known {
        Some(_) => None,
        None => Some(raw(
            question.question(),
            &first,
            form.all(&field).map(str::to_owned).collect(),
        )?),
    };
    Some(Statement {
        question: question.question().id.to_owned(),
        about,
        value,
        not_known,
        // What is measured is said by whoever measured it, also where the rest of the page is told.
        source: question.question().source(source),
        settles: false,
    })
}

/// The raw value of what was typed. What does not fit the question goes on as text, to be refused with a sentence.
pub(super) fn raw(question: &Question, first: &str, all: Vec<String>) -> Option<RawValue> {
    let text = || RawValue::Text(first.to_owned());
    if first.is_empty() {
        return None;
    }
    Some(match question.kind {
        QuestionKind::YesNo => match first {
            "yes" => RawValue::YesNo(true),
            "no" => RawValue::YesNo(false),
            _ => text(),
        },
        QuestionKind::Number { .. } => first.parse().map_or_else(|_| text(), RawValue::Number),
        QuestionKind::Multi(_) if first == NONE => RawValue::Several(Vec::new()),
        QuestionKind::Multi(_) => RawValue::Several(
            all.into_iter()
                .filter(|one| !one.starts_with('~'))
                .collect(),
        ),
        QuestionKind::Choice(_)
        | QuestionKind::Tenths { .. }
        | QuestionKind::Date
        | QuestionKind::DateTime
        | QuestionKind::Text => text(),
    })
}

/// The questions of a section, in the order of the catalogue.
pub(super) fn of_section(section: care::assessment::finding::Section) -> Vec<QuestionId> {
    catalogue::all()
        .filter(|(_, question)| {
            question.section == section && !question.derived && !question.retired
        })
        .map(|(id, _)| id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Form(fields.iter().map(own).collect())
    }

    #[test]
    fn empty_fields_are_no_answers() {
        let said = statements(&form(&[
            ("source", "family"),
            ("a.home.stability", ""),
            ("a.medical.conditions", "  "),
            ("n.medical.conditions", ""),
        ]));
        assert!(said.is_empty(), "{said:?}");
    }

    #[test]
    fn every_kind_of_answer_reads() {
        let said = statements(&form(&[
            ("source", "family"),
            ("a.use.days.alcohol", "12"),
            ("a.dsm.craving.alcohol", "yes"),
            ("a.legal.status", "diversion"),
            ("a.legal.status", "other"),
            ("a.medications.for_use_disorder", NONE),
            ("a.home.stability", UNKNOWN),
            ("a.use.last.alcohol", " ? "),
            ("n.medical.conditions", DECLINED),
            ("a.nothing.like.this", "yes"),
        ]));
        let values: Vec<_> = said
            .iter()
            .map(|(name, said)| (name.as_str(), said.value.clone(), said.not_known))
            .collect();
        assert_eq!(values.len(), 7);
        assert_eq!(
            values[0],
            ("use.days.alcohol", Some(RawValue::Number(12)), None)
        );
        assert!(values.contains(&(
            "medications.for_use_disorder",
            Some(RawValue::Several(Vec::new())),
            None
        )));
        for unknown in ["home.stability", "use.last.alcohol"] {
            assert!(values.contains(&(unknown, None, Some(NotKnown::Unknown))));
        }
        assert!(said.iter().all(|(_, said)| said.source == Source::Family));
    }

    #[test]
    fn what_was_typed_wins_over_a_box_beside_it() {
        let said = statements(&form(&[
            ("a.medical.conditions", "Asthma"),
            ("n.medical.conditions", UNKNOWN),
        ]));
        assert_eq!(said[0].1.not_known, None);
    }
}
