//! Where somebody gets their medicines.

use crate::people::chapter::{Chapter, InChapter};
use crate::{Line, Phone};
use serde::{Deserialize, Serialize};

/// A pharmacy.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pharmacy {
    /// What it is called.
    pub name: Line,
    /// Its telephone.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// Where it is.
    #[serde(default)]
    pub place: Option<Line>,
}

hidden! { Pharmacy }

impl InChapter for Pharmacy {
    const CHAPTER: Chapter = Chapter::Pharmacy;
}
