//! Which instrument a Questionnaire is of. Its code decides; a title only says where to look first, and the structure
//! then has to fit: a short screen and a variant are often titled like the whole.

use super::fhir::Questionnaire;
use super::found::Found;
use super::{Wording, WordingError, matching};
use crate::{Instrument, Library};

/// So many questions have to carry an instrument's codes for a file without code and title to be taken for it.
const CODED_MIN: usize = 3;

/// The instrument and its wording.
///
/// # Errors
/// [`WordingError`] that says what differs from the likeliest instrument.
pub(super) fn read<'a>(
    library: &'a Library,
    file: &Questionnaire,
    wanted: Option<&'a Instrument>,
) -> Result<(&'a Instrument, Wording), WordingError> {
    let candidates = candidates(library, file, wanted)?;
    let mut refused = None;
    for instrument in &candidates {
        let found = file.found(instrument)?;
        match matching::check(instrument, &found) {
            Ok(wording) => return Ok((instrument, wording)),
            Err(error) => {
                // A known mistake in the file is worth more than that its structure is another one.
                let error = match error {
                    WordingError::Count { .. } | WordingError::Item { .. } => {
                        variant(instrument, &found).unwrap_or(error)
                    }
                    other => other,
                };
                refused = refused.or(Some(error));
            }
        }
    }
    let unnamed = || WordingError::Unnamed(file.title().to_owned());
    let refused = refused.unwrap_or_else(unnamed);
    if let (Some(wanted), WordingError::Count { .. }) = (wanted, &refused)
        && let Some(sibling) = family(library, wanted).find(|sibling| fits(sibling, file))
    {
        return Err(WordingError::OtherInstrument {
            found: format!("{}, the {} by its questions", file.title(), sibling.short),
            wanted: wanted.short.clone(),
        });
    }
    Err(refused)
}

fn fits(instrument: &Instrument, file: &Questionnaire) -> bool {
    let found = file.found(instrument);
    found.is_ok_and(|found| matching::check(instrument, &found).is_ok())
}

/// The instruments to hold the file against, the likeliest first; at least one.
fn candidates<'a>(
    library: &'a Library,
    file: &Questionnaire,
    wanted: Option<&'a Instrument>,
) -> Result<Vec<&'a Instrument>, WordingError> {
    let (panels, addressed) = (file.panels(), file.addressed());
    let mut codes = panels
        .iter()
        .copied()
        .chain(addressed.iter().map(String::as_str));
    let by_panel = codes.find_map(|code| library.by_panel(code));
    let named = named(library, &file.names());
    let other = |wanted: &Instrument| WordingError::OtherInstrument {
        found: match panels.first() {
            Some(panel) => format!("{} (LOINC {panel})", file.title()),
            None => file.title().to_owned(),
        },
        wanted: wanted.short.clone(),
    };
    if let Some(wanted) = wanted.or(by_panel).or(named.first().copied()) {
        // A code that is not the one we know belongs to another instrument, whatever the title says.
        if is_foreign(wanted, &panels)
            || by_panel.is_some_and(|by_panel| by_panel.code != wanted.code)
        {
            return Err(other(wanted));
        }
    }
    match (wanted, by_panel) {
        (Some(wanted), _) => {
            let same = |is: &&&Instrument| is.code == wanted.code || are_related(is, wanted);
            if by_panel.is_none() && !named.is_empty() && !named.iter().any(|is| same(&is)) {
                return Err(other(wanted));
            }
            Ok(vec![wanted])
        }
        (None, Some(by_panel)) => Ok(vec![by_panel]),
        (None, None) if !named.is_empty() => {
            let mut all = named.clone();
            for one in named {
                all.extend(family(library, one));
            }
            Ok(all)
        }
        (None, None) => by_items(library, file)
            .map(|one| vec![one])
            .ok_or_else(|| WordingError::Unnamed(file.title().to_owned())),
    }
}

fn is_foreign(instrument: &Instrument, panels: &[&str]) -> bool {
    // Some files carry the code of the total where that of the whole belongs.
    let scores = instrument
        .scales
        .iter()
        .filter_map(|scale| scale.loinc.as_deref());
    let mut ours = instrument.panel().into_iter().chain(scores).peekable();
    instrument.panel().is_some()
        && ours.peek().is_some()
        && !panels.is_empty()
        && !ours.any(|ours| panels.contains(&ours))
}

/// The instruments whose names a file calls itself, the longest name first: “AUDIT-C” before “AUDIT”.
fn named<'a>(library: &'a Library, names: &[&str]) -> Vec<&'a Instrument> {
    let names: Vec<_> = names.iter().map(|name| plain(name)).collect();
    let mut found: Vec<_> = library
        .iter()
        .filter(|instrument| {
            let short = plain(&instrument.short);
            names.iter().any(|name| name.contains(&short))
        })
        .collect();
    found.sort_by_key(|instrument| std::cmp::Reverse(plain(&instrument.short).len()));
    found
}

/// The other instruments of the same family: one's name begins with the other's.
fn family<'a>(library: &'a Library, of: &Instrument) -> impl Iterator<Item = &'a Instrument> {
    let related = |one: &&Instrument| are_related(one, of);
    library
        .iter()
        .filter(related)
        .collect::<Vec<_>>()
        .into_iter()
}

fn are_related(one: &Instrument, other: &Instrument) -> bool {
    let (a, b) = (plain(&one.short), plain(&other.short));
    a != b && (a.starts_with(&b) || b.starts_with(&a))
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// The instrument that most questions carry the codes of, and only when all of its coded items are there.
fn by_items<'a>(library: &'a Library, file: &Questionnaire) -> Option<&'a Instrument> {
    let asked = file.codes_of_questions();
    let coded = |instrument: &&Instrument| {
        let items = instrument.items.iter().filter(|item| !item.optional);
        let codes: Vec<_> = items
            .filter_map(|item| item.loinc.as_ref())
            .filter(|code| instrument.is_confirmed(code))
            .collect();
        let all = codes.iter().all(|code| asked.contains(*code));
        if all { codes.len() } else { 0 }
    };
    let best = library.iter().max_by_key(coded)?;
    (coded(&best) >= CODED_MIN).then_some(best)
}

/// What to say when the structure is that of a known variant.
fn variant(instrument: &Instrument, found: &Found) -> Option<WordingError> {
    let count = found.items.len();
    let needed = instrument
        .items
        .iter()
        .filter(|item| !item.optional)
        .count();
    let as_many = (needed..=instrument.items.len()).contains(&count);
    let is = instrument.variants.iter().find(|variant| {
        let at = |id: &crate::ItemId| instrument.items.iter().position(|item| item.id == *id);
        let asked = variant
            .item
            .as_ref()
            .and_then(at)
            .and_then(|at| found.items.get(at));
        match (variant.items, asked) {
            (Some(items), _) => items == count,
            (None, Some(asked)) => as_many && Some(asked.answers.len()) == variant.answers,
            (None, None) => false,
        }
    })?;
    Some(WordingError::Variant(is.says.clone()))
}
