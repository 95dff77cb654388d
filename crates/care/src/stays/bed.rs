//! Beds of programs around the clock, and who is in them.

use crate::stays::stay::Stay;
use crate::{BedId, Invalid, LevelOfCare, Line, SiteId};
use jiff::civil::Date;

/// The most beds one site may have; far above any real one.
pub const BEDS_MAX: usize = 500;

/// A bed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bed {
    /// Its id.
    pub id: BedId,
    /// Where it stands.
    pub site: SiteId,
    /// What it is called: `Room 4, window`.
    pub name: Line,
    /// The level of care it belongs to.
    pub level: LevelOfCare,
}

/// Whether people stay overnight at a level.
pub const fn overnight(level: LevelOfCare) -> bool {
    matches!(level, LevelOfCare::Residential | LevelOfCare::Detox)
}

/// Checks the level of a new bed.
pub fn level(level: LevelOfCare) -> Result<LevelOfCare, Invalid> {
    if overnight(level) {
        Ok(level)
    } else {
        Err(Invalid::new(
            "Beds belong to residential care or detox. Choose one of the two.",
        ))
    }
}

/// Whether a bed is free from `from` on. Nobody may be in it then or come later, so that entering a move some days
/// late cannot put two people into one bed either.
pub fn is_free<'s>(bed: BedId, from: Date, stays: impl IntoIterator<Item = &'s Stay>) -> bool {
    stays
        .into_iter()
        .filter(|stay| stay.place.bed() == Some(bed))
        .all(|stay| {
            stay.until()
                .is_some_and(|until| until <= from || until == stay.from)
        })
}
