//! What somebody is looked for by in the blind index, all of it in one question. Asked for one word after the other,
//! each answer would have to be cut before the words are held against each other: whoever has both would be lost behind
//! those who have one of them and came later, and anybody can ask for help under a name as often as they like.

use crate::seal::{
    IndexToken, OrganizationKeys, QUERY_WORDS_MAX, born_token, query_tokens, word_tokens,
};
use crate::{Read, RecordError, Value};
use care::PersonName;
use jiff::civil::Date;

/// The words, each as two tokens of which somebody has at least one.
#[derive(Clone, Copy)]
pub(crate) struct Sought([[IndexToken; 2]; QUERY_WORDS_MAX]);

/// The condition of it: that somebody has one of two tokens, for each pair of parameters. As many pairs as there may be
/// words, [`QUERY_WORDS_MAX`]; where fewer were typed the first is said again.
macro_rules! worded {
    ($person:literal, $first:literal $second:literal $(, $one:literal $other:literal)*) => {
        concat!(
            $person,
            " IN (SELECT n.person_id FROM name_token n WHERE n.organization_id = $1 AND (n.token = ",
            $first,
            " OR n.token = ",
            $second,
            ")",
            $(
                " AND EXISTS (SELECT 1 FROM name_token o WHERE o.organization_id = $1 \
                    AND o.person_id = n.person_id AND (o.token = ",
                $one,
                " OR o.token = ",
                $other,
                "))",
            )*
            ")"
        )
    };
}
pub(crate) use worded;

impl Sought {
    /// What was typed to find somebody; nothing where that has no word in it.
    pub fn typed(read: &mut impl Read, query: &str) -> Result<Option<Self>, RecordError> {
        let keys = OrganizationKeys::load(read)?;
        Ok(Self::of(&query_tokens(&keys, query)))
    }

    /// Everybody of this name, given or preferred: the family name by its beginning or its sound, the other by its
    /// beginning. Nobody has a name of which a part was not said.
    pub fn of_name(
        read: &mut impl Read,
        name: &PersonName,
        born: Option<Date>,
    ) -> Result<Option<Self>, RecordError> {
        if !name.is_said() {
            return Ok(None);
        }
        let keys = OrganizationKeys::load(read)?;
        let beginning = |name: &str| word_tokens(&keys, name).first()?.first().copied();
        let either = [name.given.as_str(), name.called()];
        let first: Vec<IndexToken> = either.into_iter().filter_map(beginning).collect();
        let born = born.map(|born| vec![born_token(&keys, born)]);
        let mut groups: Vec<Vec<IndexToken>> = born.into_iter().collect();
        groups.push(first);
        groups.extend(word_tokens(&keys, name.family.as_str()));
        Ok(Self::of(&groups))
    }

    /// Everybody born on a day whose family name has this beginning or sound, whatever else they are called.
    pub fn of_family(
        read: &mut impl Read,
        name: &PersonName,
        born: Date,
    ) -> Result<Option<Self>, RecordError> {
        if !name.family.is_said() {
            return Ok(None);
        }
        let keys = OrganizationKeys::load(read)?;
        let mut groups = vec![vec![born_token(&keys, born)]];
        groups.extend(word_tokens(&keys, name.family.as_str()));
        Ok(Self::of(&groups))
    }

    /// Everybody who has one of two tokens; nothing where there is none.
    pub fn under(tokens: &[IndexToken]) -> Option<Self> {
        Self::of(&[tokens.to_vec()])
    }

    fn of(groups: &[Vec<IndexToken>]) -> Option<Self> {
        let mut pairs = groups.iter().filter_map(|group| {
            let first = *group.first()?;
            Some([first, group.get(1).copied().unwrap_or(first)])
        });
        let first = pairs.next()?;
        let mut words = [first; QUERY_WORDS_MAX];
        for (word, pair) in words.iter_mut().skip(1).zip(pairs) {
            *word = pair;
        }
        Some(Self(words))
    }

    /// The tokens, in the order of the parameters of [`worded`].
    pub fn tokens(&self) -> impl Iterator<Item = Value> + '_ {
        self.0.iter().flatten().map(|token| Value::from(*token))
    }
}
