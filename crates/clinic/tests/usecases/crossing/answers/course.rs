//! A course of care, step by step.

use super::{Asker, Said, said};
use crate::common::house::{born, line, local_today, referral_draft};
use crate::stays::stay_draft;
use care::assessment::placement::Edition;
use care::intake::inquiry::{Channel, SafeContact};
use care::people::answered::Answered;
use care::people::coverage::CoveragesDraft;
use care::people::details::Whereabouts;
use care::people::minor::{Consent, Guardian};
use care::stays::episode::Closing;
use care::stays::handover::{Handover, Naloxone};
use care::stays::referral::ReferralState;
use care::{LevelOfCare, Paragraph};
use clinic::Version;
use clinic::assessment::placement;
use clinic::assessment::placement::{ChoiceDraft, ExternalDraft};
use clinic::people::{coverage, details, minor, reach};
use clinic::stays::admission;
use clinic::stays::admission::{AdmissionDraft, Exceptions};
use clinic::stays::bed;
use clinic::stays::bed::BedDraft;
use clinic::stays::handover;
use clinic::stays::phase;
use clinic::stays::phase::PhaseDraft;
use clinic::stays::referral;
use clinic::stays::referral::StepDraft;
use clinic::stays::stay;

impl Asker<'_> {
    /// What is known of somebody beside their name, and who pays.
    pub(super) fn known(&self) -> Vec<Said> {
        let (clinic, actor, id) = (&self.world.clinic, self.actor, self.ids.patient);
        let whereabouts = Whereabouts::default();
        let nobody = CoveragesDraft {
            payers: Answered::Declined,
            self_pay: Answered::NotAsked,
        };
        vec![
            (
                "details",
                said(details::sheet::<Whereabouts>(clinic, actor, id)),
            ),
            (
                "details and coverage",
                said(details::summary(clinic, actor, id)),
            ),
            (
                "set_details",
                said(details::set(clinic, actor, self.fresh(), id, &whereabouts)),
            ),
            ("coverage", said(coverage::sheet(clinic, actor, id))),
            (
                "set_coverage",
                said(coverage::set(clinic, actor, self.fresh(), id, &nobody)),
            ),
        ]
    }

    /// Placement, referral, arrival, back, discharge, admission: in the order in which they work at home.
    #[expect(
        clippy::too_many_lines,
        reason = "one line for each use case, in order"
    )]
    pub(super) fn course(&self) -> Vec<Said> {
        let (clinic, actor, id) = (&self.world.clinic, self.actor, self.ids.patient);
        let shown = placement::show(clinic, actor, id, &[]);
        let choice = ChoiceDraft {
            place: LevelOfCare::IntensiveOutpatient.into(),
            reason: "Somebody tried an id of another clinic.".to_owned(),
            plan: None,
            plan_by: None,
            seen: shown
                .ok()
                .map(|shown| placement::verdict_mark(&shown.placement)),
        };
        let today = local_today(self.world);
        let external = ExternalDraft {
            edition: Edition::Fourth,
            on: today,
            ratings: Vec::new(),
            level: "2.1".to_owned(),
        };
        let stay = stay_draft(self.ids.program, today);
        let arrived = StepDraft {
            state: ReferralState::Arrived,
            on: today,
            words: None,
        };
        let closing = Closing {
            on: today,
            reason: care::stays::episode::DischargeReason::Completed,
            words: None,
        };
        let admission = AdmissionDraft {
            stay: stay.clone(),
            elsewhere: None,
            born: Some(born()),
            exceptions: Exceptions::default(),
        };
        let guardian = Guardian {
            name: None,
            relation: None,
            phone: None,
            consent: Consent::NotAsked,
            document: None,
            law_looked_up: None,
        };
        let writes = SafeContact {
            channels: vec![Channel::Email],
            ..SafeContact::default()
        };
        let sheet = Handover {
            happened: Paragraph::parse("Found hard to wake.", "what happened").unwrap(),
            when: line("2:15 pm"),
            naloxone: Naloxone::NotKnown,
            naloxone_words: None,
            to: line("The ambulance"),
            contact: line("The front desk"),
        };
        let bed = BedDraft {
            site: self.ids.site,
            name: line(&self.fresh().uuid().simple().to_string()),
            level: LevelOfCare::Detox,
        };
        let middle = PhaseDraft {
            phase: 1,
            week: 7,
            from: today,
            met: false,
            reason: Some(line("They began elsewhere.")),
            seen: 0,
        };
        let moving = |action| said(stay::moving(clinic, actor, id, action));
        vec![
            ("placement", said(placement::show(clinic, actor, id, &[]))),
            (
                "choose",
                said(placement::choose(clinic, actor, self.fresh(), id, &choice)),
            ),
            (
                "record_external",
                said(placement::record_external(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &external,
                )),
            ),
            ("moving", moving(policy::Action::MoveStay)),
            (
                "moving_on",
                said(phase::moving_on(clinic, actor, self.ids.site)),
            ),
            ("phase", said(phase::page(clinic, actor, id))),
            (
                "begin_phase",
                said(phase::begin(clinic, actor, self.fresh(), id, &middle)),
            ),
            (
                "take_back_phase",
                said(phase::take_back(clinic, actor, self.fresh(), id, 1)),
            ),
            (
                "referral",
                said(referral::one(clinic, actor, self.ids.referral)),
            ),
            (
                "track",
                said(referral::track(
                    clinic,
                    actor,
                    self.fresh(),
                    self.ids.referral,
                    &arrived,
                )),
            ),
            (
                "refer",
                said(referral::refer(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &referral_draft(today),
                )),
            ),
            (
                "step",
                said(stay::step(clinic, actor, self.fresh(), id, &stay)),
            ),
            (
                "discharge",
                said(stay::discharge(clinic, actor, self.fresh(), id, &closing)),
            ),
            ("guardian", said(minor::sheet(clinic, actor, id))),
            (
                "set_guardian",
                said(minor::set_guardian(
                    clinic,
                    actor,
                    self.fresh().over(Version::of(&None::<Guardian>).unwrap()),
                    id,
                    &guardian,
                )),
            ),
            ("contact_rules", said(reach::sheet(clinic, actor, id))),
            (
                "set_contact_rules",
                said(reach::set_rules(clinic, actor, self.fresh(), id, &writes)),
            ),
            (
                "call_despite",
                said(reach::call_despite(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &line("Her mother is in hospital."),
                )),
            ),
            ("handover", said(handover::sheet(clinic, actor, id))),
            (
                "hand_over",
                said(handover::hand_over(clinic, actor, self.fresh(), id, &sheet)),
            ),
            ("door", said(admission::door(clinic, actor, id))),
            (
                "admit",
                said(admission::admit(
                    clinic,
                    actor,
                    self.fresh(),
                    id,
                    &admission,
                )),
            ),
            (
                "add_bed",
                said(bed::add_bed(clinic, actor, self.fresh(), &bed)),
            ),
        ]
    }
}
