//! Which questions stand on the page of the rapid assessment, and how each looks.

use super::super::answers::{DECLINED, NONE, UNKNOWN, name};
use super::super::question::sentence;
use crate::shell::form::Form;
use crate::ui::{
    CellInput, NUMBER_KEYS, QuickChoice, QuickInput, QuickRow, RapidCell, RapidSubstance,
};
use care::assessment::facts::Standing;
use care::assessment::finding::disorder::CRITERIA;
use care::assessment::finding::question::typed_unit;
use care::assessment::finding::{
    Danger, Feeds, Question, QuestionId, QuestionKind, RawValue, Section, Substance, catalogue,
};
use care::assessment::placement::Placement;
use clinic::assessment::interview::View;

/// The criterion that some substances do not have.
const WITHDRAWAL: &str = "dsm.withdrawal";
/// What only some substances lead to.
const OVERDOSE: &str = "use.overdose_recent";
/// What has to be thought of before it is asked. Source: SAMHSA, TIP 25.
const ALONE: &str = "Ask alone, where nobody else can hear it.";

/// The questions in one row each: whatever a level of care may need that is not about a substance, so that a question
/// that is needed from a later release on stands here by itself. The order is that of the conversation.
pub(super) fn quick_questions() -> impl Iterator<Item = QuestionId> {
    catalogue::all()
        .filter(|(_, asked)| {
            let on_paper = !asked.derived && !asked.retired;
            on_paper && !asked.per_substance && !asked.needed.is_empty()
        })
        .map(|(id, _)| id)
}

/// Whether it is a danger of today that everybody is asked about, and so comes before the substances. What follows from
/// a substance comes after them.
pub(super) fn is_danger(id: QuestionId) -> bool {
    let asked = id.question();
    asked.feeds.contains(&Feeds::Safety) && asked.needed == "always" && !hangs_on_use(asked)
}

/// Whether it is only asked of whoever uses something.
fn hangs_on_use(asked: &Question) -> bool {
    [asked.when, asked.needed]
        .iter()
        .any(|condition| condition.contains("use."))
}

/// What it is looked over with; nothing for what stands by itself.
pub(super) fn block(id: QuestionId) -> &'static str {
    match id.question().section {
        Section::WithdrawalNow if !is_danger(id) => "Withdrawal",
        Section::WithdrawalNow | Section::Medical => "Body",
        Section::CoOccurring => "Mind",
        Section::LivingSituation if is_danger(id) => "Home",
        _ => "",
    }
}

/// Whether an answer is what "none of these" says of a whole block: it denies the danger that the question is about.
/// Where a dangerous answer stands until somebody is asked again, as about suicide, and where a question has to be asked
/// alone, each is answered by itself; and what is seen or judged is no denial. House rule.
fn says_none(asked: &Question, value: &str) -> bool {
    let is_least = match asked.kind {
        QuestionKind::YesNo => value == "no",
        QuestionKind::Choice(options) => {
            options.first() == Some(&value) && matches!(value, "none" | "no")
        }
        QuestionKind::Multi(_) => matches!(value, "none" | NONE),
        _ => false,
    };
    is_least && asked.danger == Danger::Rising && !asked.stands && !asked.alone
}

/// Whether it is asked by what is known so far. What only some need is not asked of the others, and what hangs on a
/// substance not before one is named; what was answered stays.
pub(super) fn is_asked(view: &View, placement: &Placement<'_>, id: QuestionId) -> bool {
    let asked = id.question();
    if view.facts.was_asked(id, None) {
        return true;
    }
    if view.facts.named().is_empty() && hangs_on_use(asked) {
        return false;
    }
    let always = asked.needed == "always" && view.facts.is_asked(id, None);
    always || placement.missing().any(|missing| missing == (id, None))
}

/// What is asked about a substance, in a row: days, amount, last use, route, and what is needed besides; each with the
/// few words that stand above it.
fn cells(substance: Substance) -> [(&'static str, &'static str); 5] {
    let amount = match substance {
        Substance::Alcohol => ("use.drinks_per_day", "Drinks a day"),
        Substance::Sedative => ("use.diazepam_mg_per_day", "mg diazepam a day"),
        Substance::Opioid => ("use.opioid_amount", "Amount a day"),
        _ => ("use.amount", "Amount a day"),
    };
    [
        ("use.days", "Days of 30"),
        amount,
        ("use.last", "Last use (5 h, 2 d)"),
        ("use.route", "Route"),
        (OVERDOSE, "Overdose, 30 days"),
    ]
}

/// The words whose first letters name a substance.
const fn letters(substance: Substance) -> &'static str {
    match substance {
        Substance::Alcohol => "alcohol beer wine",
        Substance::Opioid => "opioids heroin fentanyl",
        Substance::Cannabis => "cannabis marijuana",
        Substance::Sedative => "sedatives benzodiazepines",
        Substance::Cocaine => "cocaine crack",
        Substance::Stimulant => "stimulants methamphetamine",
        Substance::Hallucinogen => "hallucinogens lsd",
        Substance::Nicotine => "nicotine tobacco",
        Substance::Inhalant => "inhalants",
        Substance::Other => "other unknown",
    }
}

/// The criteria of a substance with their keys.
fn criteria(substance: Substance) -> impl Iterator<Item = (&'static str, &'static str)> {
    CRITERIA
        .into_iter()
        .zip(NUMBER_KEYS)
        .filter(move |(id, _)| *id != WITHDRAWAL || substance.has_withdrawal())
}

/// Whether a question stands on the page.
pub(super) fn is_here(id: QuestionId, about: Option<Substance>) -> bool {
    let named = id.question().id;
    match about {
        None => quick_questions().any(|one| one == id),
        Some(substance) => {
            let in_row = cells(substance).iter().any(|(cell, _)| *cell == named);
            in_row || criteria(substance).any(|(criterion, _)| criterion == named)
        }
    }
}

/// What the name of its field ends in.
pub(super) fn name_of(id: QuestionId, about: Option<Substance>) -> String {
    name(id.question(), about)
}

/// A question in one row.
pub(super) fn quick_row(
    view: &View,
    placement: &Placement<'_>,
    id: QuestionId,
    typed: &Form,
) -> QuickRow {
    let asked = id.question();
    let name = name_of(id, None);
    let field = format!("a.{name}");
    QuickRow {
        label: asked.label.to_owned(),
        hint: asked.alone.then_some(ALONE),
        state: state(view, id, None),
        known: is_answered(view, id, None),
        asked: is_asked(view, placement, id),
        input: quick_input(asked, &field, typed),
        name,
    }
}

fn quick_input(asked: &Question, field: &str, typed: &Form) -> QuickInput {
    let choice = |value: &str, label: String, key: &'static str| QuickChoice {
        value: value.to_owned(),
        label,
        key,
        chosen: typed.all(field).any(|sent| sent == value),
        none: says_none(asked, value),
    };
    let numbered = |options: &'static [&'static str]| -> Vec<QuickChoice> {
        let keys = NUMBER_KEYS.into_iter().chain(std::iter::repeat(""));
        let all = options.iter().zip(keys);
        all.map(|(word, key)| choice(word, sentence(word), key))
            .collect()
    };
    let absent = || {
        [
            choice(UNKNOWN, "Unknown".to_owned(), "u"),
            choice(DECLINED, "Declined".to_owned(), "d"),
        ]
    };
    match asked.kind {
        QuestionKind::YesNo => {
            let mut all = vec![
                choice("yes", "Yes".to_owned(), "y"),
                choice("no", "No".to_owned(), "n"),
            ];
            all.extend(absent());
            QuickInput::One(all)
        }
        QuestionKind::Choice(options) => {
            let mut all = numbered(options);
            all.extend(absent());
            QuickInput::One(all)
        }
        QuestionKind::Multi(options) => {
            let mut all = numbered(options);
            if !options.contains(&"none") {
                all.push(choice(NONE, "None of these".to_owned(), "n"));
            }
            all.extend(absent());
            QuickInput::Several(all)
        }
        kind => QuickInput::Typed {
            value: typed.text(field).to_owned(),
            unit: match kind {
                QuestionKind::Number { unit, .. } | QuestionKind::Tenths { unit, .. } => {
                    typed_unit(unit)
                }
                _ => "",
            }
            .to_owned(),
            // A date has letters, and a temperature a point.
            number: matches!(kind, QuestionKind::Number { .. }),
        },
    }
}

/// A substance with its row and its criteria.
pub(super) fn rapid_substance_of(
    view: &View,
    substance: Substance,
    typed: &Form,
) -> RapidSubstance {
    let in_row = cells(substance).into_iter().filter_map(|(id, label)| {
        let question = QuestionId::find(id)?;
        Some(cell(view, question, substance, label, typed))
    });
    let criteria = criteria(substance).filter_map(|(id, key)| {
        let question = QuestionId::find(id)?;
        let label = question.question().label;
        Some(RapidCell {
            key: Some(key),
            ..cell(view, question, substance, label, typed)
        })
    });
    RapidSubstance {
        code: substance.code(),
        label: substance.label(),
        letters: letters(substance),
        named: view.findings.substances().any(|named| named == substance),
        cells: in_row.collect(),
        criteria: criteria.collect(),
    }
}

fn cell(
    view: &View,
    id: QuestionId,
    substance: Substance,
    label: &'static str,
    typed: &Form,
) -> RapidCell {
    let (asked, about) = (id.question(), Some(substance));
    let name = name_of(id, about);
    let value = typed.text(&format!("a.{name}")).to_owned();
    let input = match asked.kind {
        QuestionKind::YesNo => CellInput::List {
            value,
            offered: offered(&["yes", "no"]),
        },
        QuestionKind::Choice(options) => CellInput::List {
            value,
            offered: numbered(options),
        },
        kind => CellInput::Typed {
            value,
            number: matches!(kind, QuestionKind::Number { .. }),
        },
    };
    let unasked = view.facts.standing(id, about) == Standing::NotAsked;
    RapidCell {
        label: label.to_owned(),
        key: None,
        optional: asked.id == OVERDOSE && !substance.is_overdose_risk(),
        // Of so many, only those that were asked say how they stand.
        state: if unasked {
            String::new()
        } else {
            state(view, id, about)
        },
        known: is_answered(view, id, about).then(|| sent(view, id, about)),
        name,
        input,
    }
}

fn offered(words: &[&str]) -> Vec<(String, String)> {
    let own = words
        .iter()
        .map(|word| ((*word).to_owned(), sentence(word)));
    with_absent(own)
}

/// The same with the key of each before it.
fn numbered(words: &[&str]) -> Vec<(String, String)> {
    let keys = NUMBER_KEYS.into_iter().chain(std::iter::repeat(""));
    let keyed = words.iter().zip(keys).map(|(word, key)| {
        let label = format!("{key} {}", sentence(word));
        ((*word).to_owned(), label.trim_start().to_owned())
    });
    with_absent(keyed)
}

fn with_absent(own: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let nothing = [("", "–")].into_iter();
    let absent = [(UNKNOWN, "Unknown"), (DECLINED, "Declined")].into_iter();
    let owned = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
    nothing
        .map(owned)
        .chain(own)
        .chain(absent.map(owned))
        .collect()
}

/// Whether nobody has to be led to it: it was answered, and not too long ago. That nobody knows is an answer too.
fn is_answered(view: &View, id: QuestionId, about: Option<Substance>) -> bool {
    view.facts.was_asked(id, about)
}

/// How it stands: "not asked", or what was said and by whom.
fn state(view: &View, id: QuestionId, about: Option<Substance>) -> String {
    let standing = view.facts.standing(id, about);
    if view.facts.reading(id, about).is_disputed() {
        return "sources disagree".to_owned();
    }
    let last = view.findings.counting(id, about).last();
    match (standing, last) {
        (Standing::Known, Some((finding, _))) => {
            format!("{} ({})", finding.words(), finding.source.label())
        }
        // What was said of violence is for whoever treats somebody.
        (Standing::Known, None) => "asked; told to whoever treats them".to_owned(),
        (other, _) => other.label().to_owned(),
    }
}

/// What was said, as a list of the form would send it; what a list cannot send is said to be there and no more.
fn sent(view: &View, id: QuestionId, about: Option<Substance>) -> String {
    let last = view.findings.counting(id, about).last();
    let raw = last.map(|(_, value)| value.raw(id.question()));
    match raw {
        Some(RawValue::YesNo(true)) => "yes",
        Some(RawValue::YesNo(false)) => "no",
        _ => "said",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_level_needs_can_be_answered_on_the_page() {
        let needed = catalogue::all()
            .filter(|(_, asked)| !asked.needed.is_empty() && !asked.derived && !asked.retired);
        for (id, asked) in needed {
            let abouts = Substance::ALL.map(Some);
            let mut places = abouts
                .into_iter()
                .chain([None])
                .filter(|about| asked.suits(*about));
            assert!(places.all(|about| is_here(id, about)), "{}", asked.id);
        }
    }

    #[test]
    fn dangers_come_first_and_what_hangs_on_a_substance_later() {
        let first: Vec<&str> = quick_questions()
            .filter(|id| is_danger(*id))
            .map(|id| id.question().id)
            .collect();
        for danger in [
            "now.alertness",
            "withdrawal.severity",
            "risk.suicide",
            "medical.pregnant",
        ] {
            assert!(first.contains(&danger), "{danger}: {first:?}");
        }
        for later in [
            "withdrawal.seizures",
            "use.overdose_intent",
            "home.stability",
        ] {
            assert!(!first.contains(&later), "{later}");
        }
    }

    #[test]
    fn none_of_these_denies_and_answers_nothing_that_is_asked_by_itself() {
        let denied = |id: &QuestionId| {
            let asked = id.question();
            let values: Vec<&str> = match asked.kind {
                QuestionKind::YesNo => vec!["yes", "no"],
                QuestionKind::Choice(options) | QuestionKind::Multi(options) => options.to_vec(),
                _ => Vec::new(),
            };
            values.into_iter().any(|value| says_none(asked, value))
        };
        let all: Vec<&str> = quick_questions()
            .filter(denied)
            .filter(|id| !block(*id).is_empty())
            .map(|id| id.question().id)
            .collect();
        // Whoever adds a question here has thought about whether it may be denied together with others.
        assert_eq!(
            all,
            [
                "withdrawal.severity",
                "withdrawal.seizures",
                "withdrawal.delirium",
                "withdrawal.seizure_this_episode",
                "medical.red_flags",
                "medical.need",
                "medical.pregnant",
                "mental.need",
                "mental.psychosis",
            ]
        );
        let alone = quick_questions().filter(|id| id.question().stands || id.question().alone);
        let alone: Vec<QuestionId> = alone.collect();
        assert!(alone.len() >= 4 && !alone.iter().any(denied), "{alone:?}");
    }

    #[test]
    fn two_letters_name_every_substance_and_no_two_the_same() {
        for substance in Substance::ALL {
            let is_theirs = |start: &str| {
                let begins =
                    |one: &Substance| letters(*one).split(' ').any(|word| word.starts_with(start));
                Substance::ALL.into_iter().filter(begins).count() == 1
            };
            let named = letters(substance)
                .split(' ')
                .any(|word| is_theirs(&word[..2]));
            assert!(named, "{substance:?}");
        }
    }

    #[test]
    fn eleven_criteria_have_eleven_keys_and_ten_where_there_is_no_withdrawal() {
        assert_eq!(criteria(Substance::Alcohol).count(), CRITERIA.len());
        assert_eq!(criteria(Substance::Inhalant).count(), CRITERIA.len() - 1);
        let mut keys: Vec<&str> = criteria(Substance::Alcohol).map(|(_, key)| key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), CRITERIA.len());
    }
}
