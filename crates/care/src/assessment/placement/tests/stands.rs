//! What has to stand before somebody gets a level.

use super::*;
use crate::Credential;
use crate::assessment::placement::stands::{LevelDoor, LevelLack, StandingChoice, lacks};

const NOW: Date = date(2026, 11, 29);
const COUNSELOR: [Credential; 1] = [Credential::LicensedCounselor];

use LevelOfCare::{Detox, IntensiveOutpatient, Outpatient, Residential};

/// The levels that a door refuses, by what is known and by the choice that stands.
fn refused(
    placement: &Placement<'_>,
    door: LevelDoor,
    chosen: Option<&StandingChoice<'_>>,
) -> Vec<LevelOfCare> {
    let all = LevelOfCare::ALL.into_iter();
    all.filter(|to| lacks(placement, door, *to, chosen, NOW).is_some())
        .collect()
}

fn choice(snapshot: &Snapshot, place: impl Into<Place>) -> StandingChoice<'_> {
    StandingChoice {
        place: place.into(),
        snapshot,
        unchanged: false,
        plan_by: Some(NOW),
        credentials: &COUNSELOR,
        since: true,
    }
}

#[test]
fn more_care_and_what_is_recommended_need_no_choice_and_less_does() {
    let safe = placed(&with(&[Substance::Cannabis], &[]));
    assert!(matches!(safe.verdict(), Verdict::Recommended(_)));
    assert!(refused(&safe, LevelDoor::Move(Detox), None).is_empty());
    // Where nothing is known, more is given and less is chosen.
    let findings = Findings::new(Vec::new());
    let open = placed(&findings);
    let less = refused(&open, LevelDoor::Move(Residential), None);
    assert!(less.contains(&IntensiveOutpatient) && !less.contains(&Residential));
    let snapshot = Snapshot::of(&open, &findings);
    let chosen = choice(&snapshot, IntensiveOutpatient);
    let less = refused(&open, LevelDoor::Move(Residential), Some(&chosen));
    assert_eq!(less, [Outpatient]);
    let before = StandingChoice {
        since: false,
        ..chosen
    };
    let less = refused(&open, LevelDoor::Move(Residential), Some(&before));
    assert!(less.contains(&IntensiveOutpatient));
    // An admission is chosen, always.
    assert_eq!(refused(&open, LevelDoor::Admission, None), LevelOfCare::ALL);
}

#[test]
fn less_than_is_known_to_be_safe_is_given_by_a_choice_that_looked_at_the_same() {
    let findings = with(&[Substance::Cannabis], &[("relapse.needs_24h", "yes")]);
    let placement = placed(&findings);
    assert_eq!(placement.least(), Place::Level(Residential));
    let gives = |chosen: &StandingChoice<'_>, now: &Placement<'_>| {
        let doors = [
            LevelDoor::Admission,
            LevelDoor::Move(Residential),
            LevelDoor::Move(Outpatient),
        ];
        let lack = doors.map(|door| lacks(now, door, IntensiveOutpatient, Some(chosen), NOW));
        let given = lack.iter().filter(|lack| lack.is_none()).count();
        assert!(given == 0 || given == doors.len(), "{lack:?}");
        given > 0
    };
    let snapshot = Snapshot::of(&placement, &findings);
    let chosen = choice(&snapshot, IntensiveOutpatient);
    assert!(gives(&chosen, &placement));
    for (worse, why) in [
        (
            StandingChoice {
                plan_by: None,
                ..chosen
            },
            "no plan",
        ),
        (
            StandingChoice {
                plan_by: Some(date(2026, 11, 28)),
                ..chosen
            },
            "its day has passed",
        ),
        (
            StandingChoice {
                credentials: &[],
                ..chosen
            },
            "nobody licensed chose",
        ),
        (
            StandingChoice {
                place: Residential.into(),
                ..chosen
            },
            "more was chosen",
        ),
    ] {
        assert!(!gives(&worse, &placement), "{why}");
    }
    // Something graver is known since.
    let changes = [
        ("relapse.needs_24h", "yes"),
        ("withdrawal.severity", "severe"),
    ];
    let graver = placed(&with(&[Substance::Cannabis], &changes));
    let unchanged = StandingChoice {
        unchanged: true,
        ..chosen
    };
    assert!(!gives(&unchanged, &graver));
    // Time alone has made an answer old: the least is the same.
    let unsure = [("relapse.needs_24h", "yes"), ("risk.harm_others", "?")];
    let older = placed(&with(&[Substance::Cannabis], &unsure));
    assert_eq!(older.least(), placement.least());
    assert!(gives(&unchanged, &older));
    let same = older.mark() == placement.mark();
    assert_eq!(gives(&chosen, &older), same);
}

#[test]
fn after_an_emergency_nothing_is_given_before_a_level_is_chosen() {
    let findings = with(&[Substance::Cannabis], &[]);
    let placement = placed(&findings);
    let snapshot = Snapshot::of(&placement, &findings);
    let sent = choice(&snapshot, Place::Emergency);
    for door in [
        LevelDoor::Admission,
        LevelDoor::Move(Outpatient),
        LevelDoor::Discharge,
    ] {
        for to in LevelOfCare::ALL {
            let lack = lacks(&placement, door, to, Some(&sent), NOW);
            assert_eq!(lack, Some(LevelLack::Return), "{door:?} {to:?}");
        }
    }
}
