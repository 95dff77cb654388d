//! Who works at the demonstration's clinic.

use super::names::Name;
use care::Role::{
    Auditor, ClinicalDirector, Counselor, IntakeCoordinator, MedicalProvider, PrivacyOfficer,
    ProgramAdministrator,
};
use care::{Credential, Role};

/// Where somebody works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    /// At the first site.
    Harbor,
    /// At the second site.
    Mesa,
    /// At both.
    Both,
}

/// When somebody works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shift {
    /// Monday to Friday by day.
    Day,
    /// Monday to Thursday into the evening.
    Evening,
    /// Three days a week.
    Part,
}

/// A member of staff.
pub struct Member {
    /// Given name, family name, what they are called if not that, pronouns.
    pub name: Name,
    /// The part of their address before the at sign.
    pub login: &'static str,
    /// What they are.
    pub role: Role,
    /// What they are qualified for.
    pub credentials: &'static [Credential],
    /// Where they work.
    pub at: Where,
    /// When.
    pub shift: Shift,
}

const fn member(
    name: Name,
    login: &'static str,
    role: Role,
    credentials: &'static [Credential],
    at: Where,
    shift: Shift,
) -> Member {
    Member {
        name,
        login,
        role,
        credentials,
        at,
        shift,
    }
}

/// The first administrator, who founds the organization.
pub const FOUNDER: Member = member(
    ("Tomasz", "Wójcik", "Tom", "he/him"),
    "tomasz",
    ProgramAdministrator,
    &[],
    Where::Both,
    Shift::Day,
);

/// Everybody else. The first of each role is the one whose sign-in link is printed.
pub const TEAM: &[Member] = {
    use Credential::{
        CoOccurring, Educator, FamilyTherapist, Holistic, LicensedCounselor, Nurse, Prescriber,
        RelapsePrevention, Spanish,
    };
    use Shift::{Day, Evening, Part};
    use Where::{Both, Harbor, Mesa};
    &[
        member(
            ("Ruth", "Adeyemi", "", "she/her"),
            "ruth",
            ClinicalDirector,
            &[LicensedCounselor, CoOccurring],
            Both,
            Day,
        ),
        member(
            ("Priya", "Raman", "", "she/her"),
            "priya",
            PrivacyOfficer,
            &[],
            Both,
            Day,
        ),
        member(
            ("Gwen", "Halvorsen", "", ""),
            "gwen",
            Auditor,
            &[],
            Both,
            Part,
        ),
        member(
            ("Dana", "Okafor", "", "they/them"),
            "dana",
            IntakeCoordinator,
            &[],
            Harbor,
            Day,
        ),
        member(
            ("Marcus", "Bell", "", "he/him"),
            "marcus",
            Counselor,
            &[LicensedCounselor, RelapsePrevention],
            Harbor,
            Evening,
        ),
        member(
            ("Lucía", "Fuentes Ortega", "", "she/her"),
            "lucia",
            Counselor,
            &[LicensedCounselor, FamilyTherapist, Spanish],
            Harbor,
            Day,
        ),
        member(
            ("Keiko", "Tanaka", "", ""),
            "keiko",
            Counselor,
            &[LicensedCounselor, Educator, Holistic],
            Harbor,
            Part,
        ),
        member(
            ("Samuel", "Osei", "", "he/him"),
            "samuel",
            MedicalProvider,
            &[Prescriber, CoOccurring],
            Harbor,
            Day,
        ),
        member(
            ("Bridget", "Nolan", "", ""),
            "bridget",
            MedicalProvider,
            &[Nurse],
            Harbor,
            Evening,
        ),
        member(
            ("Teresa", "Begay", "Terry", "she/her"),
            "teresa",
            IntakeCoordinator,
            &[Spanish],
            Mesa,
            Day,
        ),
        member(
            ("Andre", "Whitfield", "", "he/him"),
            "andre",
            Counselor,
            &[LicensedCounselor, RelapsePrevention],
            Mesa,
            Evening,
        ),
        member(
            ("Hannah", "Goldberg", "", "she/her"),
            "hannah",
            Counselor,
            &[LicensedCounselor, Educator],
            Mesa,
            Day,
        ),
        member(
            ("Rafael", "Domínguez", "Rafa", ""),
            "rafael",
            Counselor,
            &[LicensedCounselor, Spanish, FamilyTherapist],
            Mesa,
            Day,
        ),
        member(
            ("Nadia", "Haddad", "", "she/her"),
            "nadia",
            MedicalProvider,
            &[Prescriber],
            Mesa,
            Part,
        ),
        member(
            ("Joy", "Calloway", "", ""),
            "joy",
            MedicalProvider,
            &[Nurse, Holistic],
            Mesa,
            Day,
        ),
        member(
            ("Linh", "Phan", "", "she/her"),
            "linh",
            ProgramAdministrator,
            &[],
            Mesa,
            Day,
        ),
    ]
};
