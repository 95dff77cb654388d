//! Why answers were not scored.

use crate::instrument::{Instrument, Item, ItemId, Scale};

/// Why answers were refused, as a sentence that names the item and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// An answer to an item that the instrument does not have.
    #[error("{instrument} has no item {item}; its items are {items}.")]
    NoItem {
        /// The instrument.
        instrument: String,
        /// What was answered.
        item: ItemId,
        /// The items there are.
        items: String,
    },
    /// A value that is not among the answers.
    #[error("{instrument}, item {item} ({label}): {value} is not an answer; enter {allowed}.")]
    NotAnAnswer {
        /// The instrument.
        instrument: String,
        /// The item.
        item: ItemId,
        /// Our words for it.
        label: String,
        /// The value.
        value: i32,
        /// What may be entered.
        allowed: String,
    },
    /// Answers behind a gate that is shut.
    #[error(
        "{instrument}: {gate} is answered so that {item} does not apply, yet it is answered. Correct one of the two."
    )]
    Contradiction {
        /// The instrument.
        instrument: String,
        /// The gate.
        gate: String,
        /// The answered item behind it.
        item: String,
    },
    /// Bands asked for on a scale that is not there.
    #[error(
        "{instrument} has no scale “{scale}”; correct the choice of bands in the configuration."
    )]
    NoScale {
        /// The instrument.
        instrument: String,
        /// The scale.
        scale: String,
    },
    /// Bands that are not there.
    #[error("{instrument}, {scale}: there are no bands “{name}”; choose one of: {names}.")]
    NoBands {
        /// The instrument.
        instrument: String,
        /// The scale.
        scale: String,
        /// The name asked for.
        name: String,
        /// The names there are.
        names: String,
    },
}

impl ScoreError {
    pub(super) fn no_item(instrument: &Instrument, item: &ItemId) -> Self {
        let ids: Vec<_> = instrument.items.iter().map(|i| i.id.as_str()).collect();
        Self::NoItem {
            instrument: instrument.short.clone(),
            item: item.clone(),
            items: ids.join(", "),
        }
    }

    pub(super) fn not_an_answer(instrument: &Instrument, item: &Item, value: i32) -> Self {
        Self::NotAnAnswer {
            instrument: instrument.short.clone(),
            item: item.id.clone(),
            label: item.label.clone(),
            value,
            allowed: item.kind.allowed(),
        }
    }

    pub(super) fn contradiction(instrument: &Instrument, gate: &str, item: &str) -> Self {
        Self::Contradiction {
            instrument: instrument.short.clone(),
            gate: gate.to_owned(),
            item: item.to_owned(),
        }
    }

    pub(super) fn no_scale(instrument: &Instrument, scale: &str) -> Self {
        Self::NoScale {
            instrument: instrument.short.clone(),
            scale: scale.to_owned(),
        }
    }

    pub(super) fn no_bands(instrument: &Instrument, scale: &Scale, name: &str) -> Self {
        let names: Vec<_> = scale.bands.iter().map(|b| b.name.as_str()).collect();
        Self::NoBands {
            instrument: instrument.short.clone(),
            scale: scale.title.clone(),
            name: name.to_owned(),
            names: names.join(", "),
        }
    }
}
