//! One type per kind of id, so that a room can never be passed where a person is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Reads an id as it stands in an address; anything else is not an id.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }

            /// The bare number.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A tenant: one legal body that treats people.
    OrganizationId;
    /// A place of an organization.
    SiteId;
    /// A room at a site.
    RoomId;
    /// A level of care offered at a site.
    ProgramId;
    /// Anybody: staff, a person in care, a support person.
    PersonId;
    /// A passkey somebody registered.
    PasskeyId;
    /// One signed-in browser.
    LoginId;
    /// One browser that is called though no page is open in it.
    PushId;
    /// One emergency opening of a record.
    GlassId;
    /// One change to who can become whom, asked for by somebody.
    GrantId;
    /// One commitment in somebody's life.
    CommitmentId;
    /// One proposal for a week.
    ProposalId;
    /// One request for help, before there is care.
    InquiryId;
    /// One call made because of an inquiry.
    CallId;
    /// One time set aside for a person and a clinician.
    AppointmentId;
    /// One unit of work that happens after the act that caused it.
    JobId;
    /// A weekly series.
    GroupId;
    /// Somebody's time in a group.
    MembershipId;
    /// One act that changed somebody's sessions.
    ChangeId;
    /// What such an act did to the sessions of one person.
    NoticeId;
    /// One course of care.
    EpisodeId;
    /// One level of care within it.
    StayId;
    /// A bed of a program around the clock.
    BedId;
    /// One version of somebody's safety plan.
    SafetyPlanId;
    /// One version of an entry in a chapter of somebody's record.
    ChapterEntryId;
    /// Sending somebody to another provider.
    ReferralId;
    /// What went along with somebody in an emergency.
    HandoverId;
    /// A level of care chosen for somebody, with why.
    PlacementId;
    /// The result of a placement assessment made elsewhere.
    ExternalId;
    /// One assessment of a person: opened, added to, completed.
    AssessmentId;
    /// One answer of one source at one time.
    FindingId;
    /// One diagnosis as a clinician entered it.
    DiagnosisId;
    /// One time an instrument was answered.
    ResultId;
    /// One request to a person to answer an instrument alone.
    AssignmentId;
    /// One thing somebody on staff should look at.
    SignalId;
    /// What was done about a signal.
    ResponseId;
    /// One telling of a signal to one member of staff.
    AlertId;
    /// A shift on call.
    ShiftId;
}
