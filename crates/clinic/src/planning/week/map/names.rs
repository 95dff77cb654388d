//! Tracks, kinds and credentials as the solver knows them.

use care::groups::group::GroupKind;
use care::{Credential, Track};
use timetable::Kind;

/// The longest name that the solver takes, in bytes.
const NAME_BYTES_MAX: usize = 200;
/// The end of a name that the solver could not hold.
const CUT: &str = "…";

/// A track as the solver knows it, and says it: by the name that people read.
pub(super) fn track(track: Track) -> &'static str {
    match track {
        Track::General | Track::Morning | Track::Day | Track::Afternoon | Track::Evening => {
            "general"
        }
        own => own.label(),
    }
}

/// A kind as the solver knows it, for whatever is no individual session.
pub(super) fn kind(kind: GroupKind) -> Option<Kind> {
    Some(match kind {
        GroupKind::Process => Kind::Process,
        GroupKind::Skills | GroupKind::Education => Kind::Education,
        GroupKind::RelapsePrevention => Kind::RelapsePrevention,
        GroupKind::Family => Kind::Family,
        GroupKind::Holistic => Kind::Holistic,
        GroupKind::Individual => return None,
    })
}

/// What somebody may lead: kinds, and tracks that need something of whoever leads them.
pub(super) fn credentials(held: &[Credential]) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for credential in held {
        match credential {
            Credential::LicensedCounselor => names.push("PROC"),
            Credential::Educator => names.push("EDU"),
            Credential::RelapsePrevention => names.push("RP"),
            Credential::FamilyTherapist => names.push("FAM"),
            Credential::Holistic => names.push("HOL"),
            Credential::CoOccurring => names.push(Track::CoOccurring.label()),
            Credential::Spanish => names.push(Track::Spanish.label()),
            Credential::Prescriber | Credential::Nurse => {}
        }
    }
    // Other tracks ask for nothing but to be led.
    names.extend(
        Track::ALL
            .into_iter()
            .filter(|one| one.credential().is_none() && track(*one) != "general")
            .map(Track::label),
    );
    names.into_iter().map(str::to_owned).collect()
}

/// A name as the solver may hold it; it stands in sentences that people read.
pub(super) fn clip(name: &str) -> String {
    if name.len() <= NAME_BYTES_MAX {
        return name.to_owned();
    }
    let end = name.floor_char_boundary(NAME_BYTES_MAX - CUT.len());
    format!("{}{CUT}", &name[..end])
}

#[cfg(test)]
mod tests {
    use super::{CUT, NAME_BYTES_MAX, clip};

    #[test]
    fn a_long_name_is_whole_and_one_that_cannot_be_says_so() {
        let long = "Maximiliana Featherstonehaugh-Castellanos y Oyelaran-Winterbottom";
        assert_eq!(clip(long), long);
        for letter in ["ñ", "名", "a"] {
            let cut = clip(&letter.repeat(NAME_BYTES_MAX));
            assert!(cut.len() <= NAME_BYTES_MAX, "{cut}");
            assert_eq!(cut.ends_with(CUT), letter != "a", "{cut}");
        }
    }
}
