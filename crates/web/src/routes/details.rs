//! What is known of a person beside their name, and who pays for their care.

use super::Access::May;
use super::Route;
use crate::pages::people::coverage;
use crate::pages::people::details::{change, show};
use crate::ui::Face::Staff;
use care::people::details::{Circumstances, Court, EmergencyContacts, Identity, Whereabouts};
use policy::Action::{EditCoverage, EditDetails, ViewCoverage, ViewPatient};

const WHEREABOUTS: &[&str] = &[
    "home",
    "street",
    "city",
    "state",
    "zip",
    "found",
    "away",
    "away_place",
    "away_state",
];
const EMERGENCY: &[&str] = &[
    "named",
    "name1",
    "relation1",
    "phone1",
    "may1",
    "words1",
    "name2",
    "relation2",
    "phone2",
    "may2",
    "words2",
    "name3",
    "relation3",
    "phone3",
    "may3",
    "words3",
];
const IDENTITY: &[&str] = &[
    "sex",
    "gender",
    "gender_words",
    "race",
    "no_race",
    "ethnicity",
    "language",
    "interpreter",
];
const CIRCUMSTANCES: &[&str] = &[
    "veteran",
    "schooling",
    "working",
    "not_working",
    "living",
    "marital",
    "pregnant",
    "income",
    "arrests",
    "self_help",
];
const COURT: &[&str] = &[
    "mandated", "kind1", "by1", "officer1", "phone1", "number1", "terms1", "from1", "until1",
    "hears1", "consent1", "kind2", "by2", "officer2", "phone2", "number2", "terms2", "from2",
    "until2", "hears2", "consent2",
];
const COVERAGE: &[&str] = &[
    "payers",
    "self_pay",
    "rank1",
    "kind1",
    "payer1",
    "plan1",
    "member1",
    "insured1",
    "insured_name1",
    "insured_relation1",
    "insured_born1",
    "from1",
    "until1",
    "result1",
    "checked_on1",
    "checked_by1",
    "checked_words1",
    "rule1",
    "rank2",
    "kind2",
    "payer2",
    "plan2",
    "member2",
    "insured2",
    "insured_name2",
    "insured_relation2",
    "insured_born2",
    "from2",
    "until2",
    "result2",
    "checked_on2",
    "checked_by2",
    "checked_words2",
    "rule2",
    "rank3",
    "kind3",
    "payer3",
    "plan3",
    "member3",
    "insured3",
    "insured_name3",
    "insured_relation3",
    "insured_born3",
    "from3",
    "until3",
    "result3",
    "checked_on3",
    "checked_by3",
    "checked_words3",
    "rule3",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/people/{id}/details/whereabouts",
        May(ViewPatient),
        show::<Whereabouts>,
    )
    .journal("details.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/details/whereabouts",
        May(EditDetails),
        WHEREABOUTS,
        change::<Whereabouts>,
    )
    .edits()
    .journal("details.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/details/emergency-contacts",
        May(ViewPatient),
        show::<EmergencyContacts>,
    )
    .journal("details.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/details/emergency-contacts",
        May(EditDetails),
        EMERGENCY,
        change::<EmergencyContacts>,
    )
    .edits()
    .journal("details.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/details/identity",
        May(ViewPatient),
        show::<Identity>,
    )
    .journal("details.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/details/identity",
        May(EditDetails),
        IDENTITY,
        change::<Identity>,
    )
    .edits()
    .journal("details.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/details/circumstances",
        May(ViewPatient),
        show::<Circumstances>,
    )
    .journal("details.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/details/circumstances",
        May(EditDetails),
        CIRCUMSTANCES,
        change::<Circumstances>,
    )
    .edits()
    .journal("details.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/details/court",
        May(ViewPatient),
        show::<Court>,
    )
    .journal("details.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/details/court",
        May(EditDetails),
        COURT,
        change::<Court>,
    )
    .edits()
    .journal("details.changed"),
    Route::get(
        Staff,
        "/staff/people/{id}/coverage",
        May(ViewCoverage),
        coverage::show,
    )
    .journal("coverage.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/coverage",
        May(EditCoverage),
        COVERAGE,
        coverage::change,
    )
    .edits()
    .journal("coverage.changed"),
];
