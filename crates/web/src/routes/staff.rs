//! The face of those who work here.

use super::Access::May;
use super::Route;
use crate::pages::access::{journal, trial};
use crate::pages::home::{first_run, staff};
use crate::pages::outbox;
use crate::pages::people::patients;
use crate::pages::people::patients::{add, edit, glass, palette};
use crate::pages::people::team::roles;
use crate::pages::people::{import, leaflet, programs, sites, team};
use crate::ui::Face::Staff;
use care::people::import::TABLE_BYTES_MAX;
use policy::Action::{
    AddInquiry, BreakGlass, ConfirmRole, EditPatient, ExportJournal, ForgetPerson, InvitePatient,
    ManageOrganization, ManageStaff, OpenStaffHome, ReadJournal, ReviewGlass, ReviewRoles,
    SearchPatients, VerifyJournal, ViewOrganization, ViewOutbox, ViewPatient, ViewStaff,
    ViewStyleguide,
};

const SITE: &[&str] = &["name", "zone", "state", "hours"];
const LEAFLET: &[&str] = &[
    "address",
    "point",
    "way_en",
    "way_es",
    "phone",
    "ages_from",
    "ages_to",
    "speaks",
    "gives",
    "welcomes",
    "pays",
    "payers",
    "cost_en",
    "cost_es",
    "telehealth",
    "eases",
    "first_en",
    "first_es",
    "privacy",
];
const EMERGENCY: &[&str] = &["given", "family", "born", "reason"];
const PERSON: &[&str] = &[
    "given",
    "family",
    "preferred",
    "pronouns",
    "born",
    "phone",
    "email",
    "site",
    "distinct",
    "look",
];
/// What is known of somebody in care, who has a program.
const RECORD: &[&str] = &[
    "given",
    "family",
    "preferred",
    "pronouns",
    "born",
    "phone",
    "email",
    "program",
    "counselor",
];
const MEMBER: &[&str] = &[
    "given",
    "family",
    "preferred",
    "pronouns",
    "email",
    "phone",
    "roles",
    "sites",
    "credentials",
    "duty",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(Staff, "/staff", May(OpenStaffHome), staff::home).journal("patient.listed"),
    Route::get(Staff, "/staff/palette", May(OpenStaffHome), palette::answer)
        .json()
        .journal("patient.listed"),
    Route::get(Staff, "/staff/search", May(OpenStaffHome), patients::search)
        .journal("patient.listed"),
    Route::get(
        Staff,
        "/staff/styleguide",
        May(ViewStyleguide),
        staff::styleguide,
    ),
    Route::get(Staff, "/staff/outbox", May(ViewOutbox), outbox::list).journal("outbox.viewed"),
    // People in care.
    Route::get(Staff, "/staff/people", May(SearchPatients), patients::list)
        .journal("patient.listed"),
    Route::get(Staff, "/staff/people/new", May(AddInquiry), add::new_page),
    Route::post(
        Staff,
        "/staff/people/new",
        May(AddInquiry),
        PERSON,
        add::add,
    )
    .journal("inquiry.added"),
    Route::get(
        Staff,
        "/staff/people/import",
        May(AddInquiry),
        import::people_page,
    ),
    Route::post(
        Staff,
        "/staff/people/import",
        May(AddInquiry),
        &["text", "save"],
        import::people_table,
    )
    .takes_a_file(TABLE_BYTES_MAX)
    .journal("inquiry.added"),
    Route::get(
        Staff,
        "/staff/people/{id}",
        May(ViewPatient),
        patients::record,
    )
    .journal("patient.viewed"),
    Route::get(
        Staff,
        "/staff/people/{id}/edit",
        May(EditPatient),
        edit::edit_page,
    )
    .journal("patient.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/edit",
        May(EditPatient),
        RECORD,
        edit::change,
    )
    .edits()
    .journal("patient.changed"),
    Route::post(
        Staff,
        "/staff/people/{id}/invite",
        May(InvitePatient),
        &["despite"],
        patients::invite,
    )
    .journal("patient.invited"),
    Route::get(
        Staff,
        "/staff/people/{id}/emergency",
        May(BreakGlass),
        glass::page_for,
    ),
    Route::post(
        Staff,
        "/staff/people/{id}/emergency",
        May(BreakGlass),
        &["reason"],
        glass::open,
    )
    .journal("glass.broken"),
    Route::get(Staff, "/staff/emergency", May(BreakGlass), glass::find_page),
    Route::post(
        Staff,
        "/staff/emergency",
        May(BreakGlass),
        EMERGENCY,
        glass::find,
    )
    .journal("glass.broken"),
    Route::get(
        Staff,
        "/staff/people/{id}/forget",
        May(ForgetPerson),
        patients::forget_page,
    )
    .journal("patient.viewed"),
    Route::post(
        Staff,
        "/staff/people/{id}/forget",
        May(ForgetPerson),
        &["reason", "word"],
        patients::forget,
    )
    .journal("person.forgotten"),
    // Emergencies and the journal.
    Route::get(Staff, "/staff/emergencies", May(ReviewGlass), glass::list).journal("glass.viewed"),
    Route::post(
        Staff,
        "/staff/emergencies/{id}/review",
        May(ReviewGlass),
        &["words"],
        glass::review,
    )
    .journal("glass.reviewed"),
    Route::get(Staff, "/staff/journal", May(ReadJournal), journal::list).journal("journal.viewed"),
    Route::get(
        Staff,
        "/staff/journal/verify",
        May(VerifyJournal),
        journal::verify::show,
    ),
    Route::post(
        Staff,
        "/staff/journal/verify",
        May(VerifyJournal),
        &[],
        journal::verify::start,
    )
    .journal("journal.verify_asked"),
    Route::get(
        Staff,
        "/staff/journal/export",
        May(ExportJournal),
        journal::export::show,
    ),
    Route::post(
        Staff,
        "/staff/journal/export",
        May(ExportJournal),
        &["from", "through"],
        journal::export::start,
    )
    .journal("journal.export_asked"),
    Route::post(
        Staff,
        "/staff/journal/export/download",
        May(ExportJournal),
        &[],
        journal::export::download,
    )
    .journal("journal.exported"),
    // Those who work here.
    Route::get(Staff, "/staff/team", May(ViewStaff), team::list),
    Route::get(Staff, "/staff/team/new", May(ManageStaff), team::new_page),
    Route::post(
        Staff,
        "/staff/team/new",
        May(ManageStaff),
        MEMBER,
        team::add,
    )
    .journal("staff.added"),
    Route::get(Staff, "/staff/team/{id}", May(ViewStaff), team::show),
    Route::get(
        Staff,
        "/staff/team/{id}/edit",
        May(ManageStaff),
        team::edit_page,
    ),
    Route::post(
        Staff,
        "/staff/team/{id}/edit",
        May(ManageStaff),
        MEMBER,
        team::change,
    )
    .edits()
    .journal("staff.changed"),
    Route::post(
        Staff,
        "/staff/team/{id}/invite",
        May(ManageStaff),
        &[],
        team::invite,
    )
    .journal("staff.invited"),
    // Who may hold somebody's link in their hands depends on whose it is; the use case asks.
    Route::post(
        Staff,
        "/staff/team/{id}/link",
        May(ViewStaff),
        &[],
        team::hand_out,
    )
    .journal("invitation.handed_out"),
    Route::post(
        Staff,
        "/staff/team/{id}/close",
        May(ManageStaff),
        &[],
        team::close,
    )
    .journal("staff.disabled"),
    Route::post(
        Staff,
        "/staff/team/{id}/reopen",
        May(ManageStaff),
        &[],
        team::reopen,
    )
    .journal("staff.enabled"),
    Route::get(Staff, "/staff/roles", May(ReviewRoles), roles::list).journal("role.listed"),
    Route::post(
        Staff,
        "/staff/roles/{id}/confirm",
        May(ConfirmRole),
        &[],
        roles::confirm,
    )
    .journal("role.confirmed"),
    Route::post(
        Staff,
        "/staff/roles/{id}/decline",
        May(ConfirmRole),
        &[],
        roles::decline,
    )
    .journal("role.declined"),
    // Setting the place up.
    Route::get(
        Staff,
        "/staff/setup",
        May(ManageOrganization),
        first_run::show,
    ),
    Route::get(
        Staff,
        "/staff/setup/staff",
        May(ManageStaff),
        import::staff_page,
    ),
    Route::post(
        Staff,
        "/staff/setup/staff",
        May(ManageStaff),
        &["text", "save"],
        import::staff_table,
    )
    .takes_a_file(TABLE_BYTES_MAX)
    .journal("staff.added"),
    Route::get(
        Staff,
        "/staff/setup/mail",
        May(ManageOrganization),
        trial::show,
    ),
    Route::post(
        Staff,
        "/staff/setup/mail",
        May(ManageOrganization),
        &[],
        trial::send,
    )
    .journal("mail.tested"),
    // Sites, rooms, programs.
    Route::get(Staff, "/staff/sites", May(ViewOrganization), sites::list),
    Route::get(
        Staff,
        "/staff/sites/new",
        May(ManageOrganization),
        sites::new_page,
    ),
    Route::post(
        Staff,
        "/staff/sites/new",
        May(ManageOrganization),
        SITE,
        sites::add,
    )
    .journal("site.added"),
    Route::get(
        Staff,
        "/staff/sites/{id}",
        May(ViewOrganization),
        sites::show,
    ),
    Route::get(
        Staff,
        "/staff/sites/{id}/edit",
        May(ManageOrganization),
        sites::edit_page,
    ),
    Route::post(
        Staff,
        "/staff/sites/{id}/edit",
        May(ManageOrganization),
        SITE,
        sites::change,
    )
    .edits()
    .journal("site.changed"),
    Route::get(
        Staff,
        "/staff/sites/{id}/public",
        May(ManageOrganization),
        leaflet::edit_page,
    ),
    Route::post(
        Staff,
        "/staff/sites/{id}/public",
        May(ManageOrganization),
        LEAFLET,
        leaflet::change,
    )
    .edits()
    .journal("leaflet.changed"),
    Route::post(
        Staff,
        "/staff/sites/{id}/rooms",
        May(ManageOrganization),
        &["name", "seats"],
        sites::add_room,
    )
    .journal("room.added"),
    Route::post(
        Staff,
        "/staff/sites/{id}/programs",
        May(ManageOrganization),
        &["name", "level", "adolescents"],
        sites::add_program,
    )
    .journal("program.added"),
    Route::get(
        Staff,
        "/staff/programs/{id}/edit",
        May(ManageOrganization),
        programs::edit_page,
    ),
    Route::post(
        Staff,
        "/staff/programs/{id}/edit",
        May(ManageOrganization),
        &["name", "name_es", "adolescents"],
        programs::change,
    )
    .edits()
    .journal("program.changed"),
];
