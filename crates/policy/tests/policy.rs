//! The policy against its written matrix, and its two readings against each other.

use care::{OrganizationId, PersonId, Role, SiteId};
use jiff::{SignedDuration, Timestamp};
use policy::action::Target;
use policy::actor::Proof;
use policy::resource::PatientFacts;
use policy::{Action, Actor, Resource, decide, reach};
use proptest::prelude::*;
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

fn now() -> Timestamp {
    "2026-03-02T15:00:00Z".parse().expect("a timestamp")
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests make actors out of nothing"
)]
fn actor(role: Role, stepped_up: bool) -> Actor {
    Actor::authenticated(Proof {
        organization: id(1),
        person: id(10),
        roles: vec![role],
        sites: vec![id(100)],
        session: None,
        stepped_up_until: stepped_up.then(|| now() + SignedDuration::from_mins(5)),
    })
}

#[test]
fn the_matrix_is_the_one_that_was_read() {
    let written = include_str!("matrix.txt");
    let actual = policy::matrix::render();
    if written != actual {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matrix.txt");
        if std::env::var_os("STEPWELL_BLESS").is_some() {
            std::fs::write(path, &actual).unwrap();
        }
        panic!(
            "the rules no longer match tests/matrix.txt; read the difference, then run again with STEPWELL_BLESS=1\n{actual}"
        );
    }
}

/// Written apart from the rules: whoever opens records or the journal. An administrator opens neither, and says no yes,
/// because she could make somebody who says it for her.
#[test]
fn a_second_person_stands_between_an_administrator_and_every_record() {
    use Role::*;
    let wanted = [
        IntakeCoordinator,
        Counselor,
        MedicalProvider,
        ClinicalDirector,
        PrivacyOfficer,
        Auditor,
    ];
    for role in Role::ALL {
        assert_eq!(
            policy::wants_second(role),
            wanted.contains(&role),
            "{role:?}"
        );
        let says = [ClinicalDirector, PrivacyOfficer].contains(&role);
        assert_eq!(policy::says_second(role), says, "{role:?}");
    }
}

#[test]
fn nobody_reaches_into_another_organization() {
    for role in Role::ALL {
        for action in Action::ALL {
            for resource in [
                Resource::Organization(id(2)),
                Resource::Site(id(2), id(100)),
                Resource::Account(id(2), id(10)),
                Resource::Patient(facts(id(2), 10, 100, Some(10), true, true)),
            ] {
                let decision = decide(&actor(role, true), *action, &resource, now());
                assert!(!decision.allow, "{role:?} {action:?}");
            }
        }
    }
}

#[test]
fn dangerous_acts_wait_for_a_confirmation_and_only_where_they_would_be_allowed() {
    let organization = Resource::Organization(id(1));
    let cold = decide(
        &actor(Role::PrivacyOfficer, false),
        Action::ExportJournal,
        &organization,
        now(),
    );
    assert!(!cold.allow && cold.wants_step_up());
    assert!(
        decide(
            &actor(Role::PrivacyOfficer, true),
            Action::ExportJournal,
            &organization,
            now()
        )
        .allow
    );
    let never = decide(
        &actor(Role::Counselor, false),
        Action::ExportJournal,
        &organization,
        now(),
    );
    assert!(
        !never.allow && !never.wants_step_up(),
        "a counselor is not told that a confirmation would help"
    );
}

fn facts(
    organization: OrganizationId,
    patient: u128,
    site: u128,
    counselor: Option<u128>,
    supported: bool,
    glass: bool,
) -> PatientFacts {
    PatientFacts {
        organization,
        patient: id::<PersonId>(patient),
        site: id::<SiteId>(site),
        counselor: counselor.map(id),
        supported_by_actor: supported,
        glass_until: glass.then(|| now() + SignedDuration::from_mins(1)),
    }
}

proptest! {
    /// What a list would show is what a single look would allow, for every role and every tie.
    #[test]
    fn lists_and_looks_agree(
        role in prop::sample::select(Role::ALL.to_vec()),
        site in 99u128..102, counselor in prop::option::of(9u128..12), patient in 9u128..12,
        supported: bool, glass: bool,
    ) {
        let actor = actor(role, true);
        for action in Action::ALL.iter().copied().filter(|action| action.target() == Target::Patient) {
            let facts = facts(id(1), patient, site, counselor, supported, glass);
            let reach = reach(&actor, action);
            let listed = reach.organization
                || reach.own_sites && site == 100
                || reach.caseload && counselor == Some(10)
                || reach.own && patient == 10
                || reach.supported && supported
                || reach.glass && glass;
            let looked = decide(&actor, action, &Resource::Patient(facts), now()).allow;
            prop_assert_eq!(listed, looked, "{:?} {:?}", role, action);
        }
    }
}

#[test]
fn whom_to_ask_is_who_may_do_all_of_it() {
    use Role::{ClinicalDirector, Counselor, IntakeCoordinator, MedicalProvider};
    let ask = policy::holders;
    assert_eq!(
        ask(&[Action::AdmitPerson]),
        [IntakeCoordinator, ClinicalDirector]
    );
    assert_eq!(
        ask(&[Action::AdmitPerson, Action::PlacePerson]),
        [ClinicalDirector]
    );
    assert_eq!(
        ask(&[Action::MoveStay, Action::PlacePerson]),
        [Counselor, MedicalProvider, ClinicalDirector]
    );
    // One that is about oneself, or behind broken glass alone, is nobody's to be asked for.
    assert!(ask(&[Action::AnswerOwnMeasures]).is_empty());
}

/// Being called and not being told how to call back costs the minutes that matter.
#[test]
fn whoever_may_answer_a_signal_may_see_how_to_be_in_touch_and_nobody_else() {
    for role in Role::STAFF {
        let reach = |action| policy::reach_of(&[role], action);
        assert_eq!(
            reach(Action::ReachInDanger),
            reach(Action::RespondToSignal),
            "{role:?}"
        );
    }
}

/// Behind broken glass the record is read. Every other action on somebody is none of it.
#[test]
fn an_emergency_opens_what_is_read_and_nothing_else() {
    let opened = [
        Action::ViewPatient,
        Action::ViewLife,
        Action::ViewInquiry,
        Action::ViewSafetyPlan,
    ];
    let stranger = Resource::Patient(facts(id(1), 11, 101, None, false, true));
    for role in Role::STAFF {
        for action in Action::ALL.iter().copied() {
            if action.target() != Target::Patient || action == Action::BreakGlass {
                continue;
            }
            let decision = decide(&actor(role, true), action, &stranger, now());
            let by_glass = decision.allow && decision.rule == "behind-broken-glass";
            let reads = opened.contains(&action);
            assert!(!by_glass || reads, "{role:?} {action:?}");
            let clinical = [
                Role::IntakeCoordinator,
                Role::Counselor,
                Role::MedicalProvider,
            ];
            assert_eq!(
                by_glass,
                reads && clinical.contains(&role),
                "{role:?} {action:?}"
            );
        }
    }
}
