//! Tracks, kinds and credentials as the solver knows them.

use care::groups::group::GroupKind;
use care::{Credential, Track};
use timetable::Kind;

/// The longest name handed to the solver, in characters of at most four bytes.
const NAME_CHARS_MAX: usize = 48;

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

pub(super) fn clip(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}
