//! What is summed, how a sum reads, and when an incomplete one may stand.

use super::{Higher, ItemId, Points, Source};
use serde::Deserialize;

/// A sum of items: the total or a subscale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its id within the instrument.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Whether this is the instrument's total.
    #[serde(default)]
    pub total: bool,
    /// What a higher score means.
    pub higher: Higher,
    /// The items that are summed.
    pub items: Vec<ItemId>,
    /// The fewest and the most points, as published; held against the items when the file is read.
    pub range: [i32; 2],
    /// The LOINC code of the score.
    pub loinc: Option<String>,
    /// Its name in the VA's instrument file.
    pub va: Option<String>,
    /// How many answers may be absent; without this, none may.
    pub missing: Option<Missing>,
    /// How the score reads. The first set is the default; more than one where sources disagree.
    #[serde(default)]
    pub bands: Vec<Bands>,
}

/// How many answers may be absent before a scale is not scored; the absent ones take the mean of the others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The most absent answers.
    pub most: usize,
    /// Who says so.
    pub source: Source,
}

/// One published way to cut a scale into bands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// How a configuration names this set.
    pub name: String,
    /// Who published it.
    pub source: Source,
    /// The bands, from low to high, without gaps.
    pub steps: Vec<Band>,
}

/// One band of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The fewest points in it.
    pub from: i32,
    /// The most points in it.
    pub to: i32,
    /// The code kept in a record.
    pub code: String,
    /// The words people read.
    pub label: String,
}

impl Scale {
    /// The set of bands with this name, or the default one when no name is given.
    pub fn bands(&self, name: Option<&str>) -> Option<&Bands> {
        match name {
            None => self.bands.first(),
            Some(name) => self.bands.iter().find(|bands| bands.name == name),
        }
    }
}

impl Bands {
    /// The band these points are in.
    pub fn of(&self, points: Points) -> Option<&Band> {
        self.steps
            .iter()
            .find(|band| (band.from..=band.to).contains(&points.0))
    }
}
