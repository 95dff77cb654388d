//! The instruments that come with Stepwell.

use crate::{FileError, Instrument};

/// The files, embedded; each is read and checked by [`Library::built_in`].
pub const FILES: [(&str, &str); 17] = [
    (
        "measures/phq-9.toml",
        include_str!("../../../measures/phq-9.toml"),
    ),
    (
        "measures/gad-7.toml",
        include_str!("../../../measures/gad-7.toml"),
    ),
    (
        "measures/audit.toml",
        include_str!("../../../measures/audit.toml"),
    ),
    (
        "measures/audit-c.toml",
        include_str!("../../../measures/audit-c.toml"),
    ),
    (
        "measures/dast-10.toml",
        include_str!("../../../measures/dast-10.toml"),
    ),
    (
        "measures/bam.toml",
        include_str!("../../../measures/bam.toml"),
    ),
    (
        "measures/bam-iop.toml",
        include_str!("../../../measures/bam-iop.toml"),
    ),
    (
        "measures/bam-r.toml",
        include_str!("../../../measures/bam-r.toml"),
    ),
    (
        "measures/taps.toml",
        include_str!("../../../measures/taps.toml"),
    ),
    (
        "measures/pc-ptsd-5.toml",
        include_str!("../../../measures/pc-ptsd-5.toml"),
    ),
    (
        "measures/pcl-5.toml",
        include_str!("../../../measures/pcl-5.toml"),
    ),
    (
        "measures/c-ssrs-screener.toml",
        include_str!("../../../measures/c-ssrs-screener.toml"),
    ),
    (
        "measures/cows.toml",
        include_str!("../../../measures/cows.toml"),
    ),
    (
        "measures/ciwa-ar.toml",
        include_str!("../../../measures/ciwa-ar.toml"),
    ),
    (
        "measures/pawss.toml",
        include_str!("../../../measures/pawss.toml"),
    ),
    (
        "measures/barc-10.toml",
        include_str!("../../../measures/barc-10.toml"),
    ),
    (
        "measures/pacs.toml",
        include_str!("../../../measures/pacs.toml"),
    ),
];

/// Instruments by code.
#[derive(Clone, Debug)]
pub struct Library {
    instruments: Vec<Instrument>,
}

impl Library {
    /// The instruments that come with Stepwell, in the order of the README's table.
    pub fn built_in() -> Result<Self, FileError> {
        let instruments = FILES
            .into_iter()
            .map(|(file, text)| Instrument::from_toml(file, text))
            .collect::<Result<_, _>>()?;
        Ok(Self { instruments })
    }

    /// The instrument with this code; capitals do not matter.
    pub fn get(&self, code: &str) -> Option<&Instrument> {
        self.instruments
            .iter()
            .find(|instrument| instrument.code.eq_ignore_ascii_case(code.trim()))
    }

    /// All instruments.
    pub fn iter(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.iter()
    }

    /// The instrument whose confirmed panel has this LOINC code.
    pub fn by_panel(&self, loinc: &str) -> Option<&Instrument> {
        self.instruments
            .iter()
            .find(|instrument| instrument.panel() == Some(loinc))
    }

    /// The instrument that the VA's instrument file calls so.
    pub fn by_va(&self, name: &str) -> Option<&Instrument> {
        self.instruments
            .iter()
            .find(|i| i.va.as_ref().is_some_and(|va| va.code == name))
    }
}
