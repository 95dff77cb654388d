//! The rules. The table is long because it is one: who may do what is read from top to bottom in one file.

use crate::{Action, Relation};
use care::Role;
use care::Role::{
    Auditor, ClinicalDirector, Counselor, IntakeCoordinator, MedicalProvider, Operator, Patient,
    PrivacyOfficer, ProgramAdministrator, SupportPerson, Visitor,
};

/// Over which resources of the actor's own organization a rule reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// All of them.
    Organization,
    /// Those at sites where the actor works.
    OwnSites,
    /// The people whose primary counselor the actor is.
    Caseload,
    /// The actor's own.
    Own,
    /// The people who chose the actor as support.
    Supported,
    /// Records the actor opened in an emergency that has not run out.
    Glass,
}

impl Scope {
    /// Whether `relation` lies within.
    pub const fn covers(self, relation: Relation) -> bool {
        match self {
            Self::Organization => true,
            Self::OwnSites => relation.own_site,
            Self::Caseload => relation.caseload,
            Self::Own => relation.own,
            Self::Supported => relation.supported,
            Self::Glass => relation.glass,
        }
    }
}

/// One line of the policy: these roles may do these things within this scope.
#[derive(Debug)]
pub struct Rule {
    /// The name the journal keeps for each decision.
    pub name: &'static str,
    /// Who.
    pub roles: &'static [Role],
    /// What.
    pub actions: &'static [Action],
    /// Where.
    pub within: Scope,
}

const STAFF: &[Role] = &Role::STAFF;
const CLINICAL: &[Role] = &[
    IntakeCoordinator,
    Counselor,
    MedicalProvider,
    ClinicalDirector,
];

/// The policy, read from top to bottom; the first rule that fits decides, and what fits none is denied.
pub const RULES: &[Rule] = &[
    Rule {
        name: "staff-see-the-place",
        roles: STAFF,
        actions: &[
            Action::OpenStaffHome,
            Action::ViewOrganization,
            Action::ViewStaff,
            Action::ViewStyleguide,
        ],
        within: Scope::Organization,
    },
    Rule {
        name: "administrators-run-the-place",
        roles: &[ProgramAdministrator, Operator],
        actions: &[
            Action::ViewOrganization,
            Action::ManageOrganization,
            Action::ViewStaff,
            Action::ManageStaff,
        ],
        within: Scope::Organization,
    },
    // Not the administrators: one of them could make another, and have her say yes.
    Rule {
        name: "directors-and-privacy-say-the-second-yes",
        roles: &[ClinicalDirector, PrivacyOfficer, Operator],
        actions: &[Action::ReviewRoles, Action::ConfirmRole],
        within: Scope::Organization,
    },
    Rule {
        name: "directors-and-administrators-keep-wording",
        roles: &[ClinicalDirector, ProgramAdministrator, Operator],
        actions: &[Action::KeepWording],
        within: Scope::Organization,
    },
    Rule {
        name: "directors-and-administrators-run-groups",
        roles: &[ClinicalDirector, ProgramAdministrator, Operator],
        actions: &[Action::ViewGroups, Action::ManageGroups],
        within: Scope::Organization,
    },
    Rule {
        name: "staff-see-groups-at-own-sites",
        roles: STAFF,
        actions: &[Action::ViewGroups],
        within: Scope::OwnSites,
    },
    Rule {
        name: "administrators-see-outgoing-mail",
        roles: &[ProgramAdministrator],
        actions: &[Action::ViewOutbox],
        within: Scope::Organization,
    },
    Rule {
        name: "oversight-reads-the-journal",
        roles: &[PrivacyOfficer, Auditor, Operator],
        actions: &[
            Action::ReadJournal,
            Action::VerifyJournal,
            Action::ExportJournal,
        ],
        within: Scope::Organization,
    },
    Rule {
        name: "privacy-reviews-emergencies",
        roles: &[PrivacyOfficer],
        actions: &[Action::ReviewGlass],
        within: Scope::Organization,
    },
    Rule {
        name: "privacy-forgets",
        roles: &[PrivacyOfficer],
        actions: &[Action::ForgetPerson],
        within: Scope::Organization,
    },
    Rule {
        name: "directors-answer-for-all-care",
        roles: &[ClinicalDirector],
        actions: &[
            Action::SearchPatients,
            Action::AddPatient,
            Action::ViewPatient,
            Action::EditPatient,
            Action::EditContactRules,
            Action::EditDetails,
            Action::ViewCoverage,
            Action::EditCoverage,
            Action::InvitePatient,
            Action::ViewLife,
            Action::EditLife,
            Action::PlacePerson,
            Action::AdmitPerson,
            Action::MoveStay,
            Action::DischargePerson,
            Action::TrackReferral,
            Action::ViewBeds,
            Action::Assess,
            Action::JudgeAssessment,
            Action::KeepScreens,
            Action::ScoreMeasure,
            Action::RespondToSignal,
            Action::ReachInDanger,
            Action::ViewSafetyPlan,
            Action::EditSafetyPlan,
            Action::AddInquiry,
            Action::ViewInquiry,
            Action::WorkInquiry,
            Action::KeepAppointment,
            Action::PlaceInGroup,
            Action::PlaceInWeek,
        ],
        within: Scope::Organization,
    },
    Rule {
        name: "directors-go-over-the-caseload",
        roles: &[ClinicalDirector],
        actions: &[Action::ExceedCaseload],
        within: Scope::Organization,
    },
    Rule {
        name: "anybody-may-ask-for-help",
        roles: &[Visitor],
        actions: &[Action::RequestHelp],
        within: Scope::Organization,
    },
    Rule {
        name: "whoever-holds-the-link-answers",
        roles: &[Visitor],
        actions: &[Action::AnswerAppointment],
        within: Scope::Organization,
    },
    Rule {
        name: "the-server-reminds-and-lets-offers-expire",
        roles: &[Operator],
        actions: &[Action::RemindPeople, Action::ExpireOffers],
        within: Scope::Organization,
    },
    Rule {
        name: "clinical-staff-list-inquiries",
        roles: CLINICAL,
        actions: &[Action::ListInquiries],
        within: Scope::Organization,
    },
    Rule {
        name: "those-who-answer-for-the-way-in-count-it",
        roles: &[IntakeCoordinator, ClinicalDirector, ProgramAdministrator],
        actions: &[Action::SeeFunnel],
        within: Scope::Organization,
    },
    Rule {
        name: "whoever-assesses-sees-the-inquiry",
        roles: &[Counselor, MedicalProvider],
        actions: &[
            Action::ViewInquiry,
            Action::KeepAppointment,
            Action::EditContactRules,
        ],
        within: Scope::Caseload,
    },
    Rule {
        name: "clinical-staff-search",
        roles: CLINICAL,
        actions: &[Action::SearchPatients, Action::ListSignals],
        within: Scope::Organization,
    },
    Rule {
        name: "intake-at-own-sites",
        roles: &[IntakeCoordinator],
        actions: &[
            Action::AddPatient,
            Action::ViewPatient,
            Action::EditPatient,
            Action::EditDetails,
            Action::ViewCoverage,
            Action::EditCoverage,
            Action::InvitePatient,
            Action::ViewLife,
            Action::EditLife,
            Action::AddInquiry,
            Action::ViewInquiry,
            Action::WorkInquiry,
            Action::KeepAppointment,
            Action::PlaceInGroup,
        ],
        within: Scope::OwnSites,
    },
    // Intake opens the door and follows up; which level is right, and when to move on, is a clinician's to say.
    Rule {
        name: "intake-admits-at-own-sites",
        roles: &[IntakeCoordinator],
        actions: &[Action::AdmitPerson, Action::TrackReferral],
        within: Scope::OwnSites,
    },
    Rule {
        name: "clinicians-place-at-own-sites",
        roles: &[Counselor, MedicalProvider],
        actions: &[Action::PlacePerson],
        within: Scope::OwnSites,
    },
    Rule {
        name: "counselors-move-their-caseload",
        roles: &[Counselor],
        actions: &[
            Action::PlacePerson,
            Action::MoveStay,
            Action::DischargePerson,
            Action::TrackReferral,
        ],
        within: Scope::Caseload,
    },
    Rule {
        name: "medical-moves-at-own-sites",
        roles: &[MedicalProvider],
        actions: &[Action::MoveStay, Action::TrackReferral],
        within: Scope::OwnSites,
    },
    Rule {
        name: "colleagues-track-referrals-at-own-sites",
        roles: &[Counselor],
        actions: &[Action::TrackReferral],
        within: Scope::OwnSites,
    },
    Rule {
        name: "clinical-staff-see-beds-at-own-sites",
        roles: CLINICAL,
        actions: &[Action::ViewBeds],
        within: Scope::OwnSites,
    },
    Rule {
        name: "counselors-on-their-caseload",
        roles: &[Counselor],
        actions: &[
            Action::ViewPatient,
            Action::EditPatient,
            Action::EditDetails,
            Action::ViewCoverage,
            Action::EditCoverage,
            Action::InvitePatient,
            Action::ViewLife,
            Action::EditLife,
            Action::PlaceInGroup,
            Action::PlaceInWeek,
        ],
        within: Scope::Caseload,
    },
    Rule {
        name: "counselors-at-own-sites",
        roles: &[Counselor],
        actions: &[
            Action::ViewPatient,
            Action::EditDetails,
            Action::ViewCoverage,
            Action::ViewLife,
        ],
        within: Scope::OwnSites,
    },
    Rule {
        name: "medical-at-own-sites",
        roles: &[MedicalProvider],
        actions: &[
            Action::ViewPatient,
            Action::EditPatient,
            Action::EditDetails,
            Action::ViewCoverage,
            Action::ViewLife,
        ],
        within: Scope::OwnSites,
    },
    // Whoever answers the telephone writes down "never at work", whoever's person it is.
    Rule {
        name: "whoever-answers-writes-down-contact-rules",
        roles: &[IntakeCoordinator, Counselor, MedicalProvider],
        actions: &[Action::EditContactRules],
        within: Scope::OwnSites,
    },
    Rule {
        name: "intake-writes-down-what-is-said",
        roles: &[IntakeCoordinator],
        actions: &[
            Action::Assess,
            Action::RespondToSignal,
            Action::ViewSafetyPlan,
            Action::EditSafetyPlan,
        ],
        within: Scope::OwnSites,
    },
    Rule {
        name: "clinicians-assess-at-own-sites",
        roles: &[Counselor, MedicalProvider],
        actions: &[
            Action::Assess,
            Action::JudgeAssessment,
            Action::KeepScreens,
            Action::ScoreMeasure,
            Action::RespondToSignal,
            Action::ViewSafetyPlan,
            Action::EditSafetyPlan,
        ],
        within: Scope::OwnSites,
    },
    Rule {
        name: "clinicians-assess-on-their-caseload",
        roles: &[Counselor, MedicalProvider],
        actions: &[
            Action::Assess,
            Action::JudgeAssessment,
            Action::KeepScreens,
            Action::ScoreMeasure,
            Action::RespondToSignal,
            Action::ViewSafetyPlan,
            Action::EditSafetyPlan,
        ],
        within: Scope::Caseload,
    },
    // Whoever may answer a danger and was told of it has minutes. The rest of the request stays closed to them.
    Rule {
        name: "whoever-answers-a-danger-sees-how-to-be-in-touch",
        roles: &[IntakeCoordinator, Counselor, MedicalProvider],
        actions: &[Action::ReachInDanger],
        within: Scope::OwnSites,
    },
    Rule {
        name: "whoever-answers-a-danger-on-their-caseload-sees-how-to-be-in-touch",
        roles: &[Counselor, MedicalProvider],
        actions: &[Action::ReachInDanger],
        within: Scope::Caseload,
    },
    Rule {
        name: "clinical-staff-break-the-glass",
        roles: CLINICAL,
        actions: &[Action::BreakGlass],
        within: Scope::Organization,
    },
    // What an emergency opens: the whole record is read, with what was said in the assessment, because that is where
    // medicines, allergies and seizures stand. Nothing is written, decided or answered behind it, and no signal is
    // seen.
    Rule {
        name: "behind-broken-glass",
        roles: CLINICAL,
        actions: &[
            Action::ViewPatient,
            Action::ViewLife,
            Action::ViewInquiry,
            Action::ViewSafetyPlan,
        ],
        within: Scope::Glass,
    },
    Rule {
        name: "directors-answer-for-all-hours",
        roles: &[ClinicalDirector],
        actions: &[
            Action::ViewSessions,
            Action::TakeAttendance,
            Action::BookMakeup,
        ],
        within: Scope::Organization,
    },
    Rule {
        name: "those-who-lead-groups-take-attendance-at-own-sites",
        roles: &[Counselor, MedicalProvider],
        actions: &[Action::ViewSessions, Action::TakeAttendance],
        within: Scope::OwnSites,
    },
    Rule {
        name: "intake-sees-sessions-at-own-sites",
        roles: &[IntakeCoordinator],
        actions: &[Action::ViewSessions],
        within: Scope::OwnSites,
    },
    Rule {
        name: "counselors-and-intake-book-makeups-at-own-sites",
        roles: &[Counselor, IntakeCoordinator],
        actions: &[Action::BookMakeup],
        within: Scope::OwnSites,
    },
    Rule {
        name: "counselors-book-makeups-for-their-caseload",
        roles: &[Counselor],
        actions: &[Action::BookMakeup],
        within: Scope::Caseload,
    },
    Rule {
        name: "the-server-watches-the-hours",
        roles: &[Operator],
        actions: &[Action::WatchHours],
        within: Scope::Organization,
    },
    Rule {
        name: "the-server-follows-signals",
        roles: &[Operator],
        actions: &[Action::FollowSignals],
        within: Scope::Organization,
    },
    Rule {
        name: "directors-and-administrators-keep-the-rota",
        roles: &[ClinicalDirector, ProgramAdministrator],
        actions: &[Action::ViewOnCall, Action::EditOnCall],
        within: Scope::Organization,
    },
    Rule {
        name: "clinical-staff-see-who-is-on-call",
        roles: CLINICAL,
        actions: &[Action::ViewOnCall],
        within: Scope::Organization,
    },
    Rule {
        name: "people-open-their-own-pages",
        roles: &[Patient, SupportPerson],
        actions: &[Action::OpenOwnHome],
        within: Scope::Own,
    },
    Rule {
        name: "directors-and-administrators-make-the-week",
        roles: &[ClinicalDirector, ProgramAdministrator],
        actions: &[Action::MakeWeek, Action::PublishWeek],
        within: Scope::Organization,
    },
    Rule {
        name: "people-keep-their-own-safety-plan",
        roles: &[Patient],
        actions: &[Action::ViewSafetyPlan, Action::EditSafetyPlan],
        within: Scope::Own,
    },
    Rule {
        name: "people-shape-their-own-life",
        roles: &[Patient],
        actions: &[Action::ViewLife, Action::EditLife],
        within: Scope::Own,
    },
    Rule {
        name: "people-answer-about-themselves",
        roles: &[Patient],
        actions: &[Action::AnswerOwnMeasures],
        within: Scope::Own,
    },
    Rule {
        name: "people-say-that-they-are-here",
        roles: &[Patient],
        actions: &[Action::ArriveOneself],
        within: Scope::Own,
    },
    Rule {
        name: "people-keep-their-own-calendar",
        roles: &[
            Patient,
            IntakeCoordinator,
            Counselor,
            MedicalProvider,
            ClinicalDirector,
            ProgramAdministrator,
        ],
        actions: &[Action::KeepCalendar],
        within: Scope::Own,
    },
    Rule {
        name: "everyone-keeps-their-own-account",
        roles: &[
            IntakeCoordinator,
            Counselor,
            MedicalProvider,
            ClinicalDirector,
            ProgramAdministrator,
            PrivacyOfficer,
            Auditor,
            Patient,
            SupportPerson,
        ],
        actions: &[Action::ManageOwnAccount],
        within: Scope::Own,
    },
];
