//! Requests for help, for staff.

use super::Access::May;
use super::Route;
use crate::pages::intake::inquiries;
use crate::pages::intake::inquiries::{book, change, notice, numbers, phone, show, work};
use crate::pages::intake::waiting;
use crate::ui::Face::Staff;
use policy::Action::{
    AddInquiry, KeepAppointment, ListInquiries, SeeFunnel, ViewInquiry, WorkInquiry,
};

/// What stands on the first page as well says that it leads back there: `next`.
const CALL: &[&str] = &[
    "outcome",
    "words",
    "next_day",
    "next_time",
    "despite",
    "next",
];
const SLOT: &[&str] = &["clinician", "starts_at", "minutes", "next"];
const PRIORITY: &[&str] = &["level", "pregnant", "injects"];
/// The fields of a request, and on the form for somebody who calls the whole name, the time that was agreed, whether
/// somebody known is another person, and what of the page is wanted.
const REQUEST: &[&str] = &[
    "distinct",
    "look",
    "live",
    "name",
    "slot",
    "safe_now",
    "who",
    "asker_name",
    "relationship",
    "organization",
    "role",
    "asker_phone",
    "asker_email",
    "person_knows",
    "with",
    "given",
    "family",
    "preferred",
    "born",
    "age",
    "phone",
    "email",
    "language",
    "channels",
    "times",
    "voicemail",
    "discreet",
    "ask_for",
    "note",
    "site",
    "urgency",
    "source",
    "words",
];

pub(super) const ROUTES: &[Route] = &[
    Route::get(
        Staff,
        "/staff/inquiries",
        May(ListInquiries),
        inquiries::board,
    )
    .journal("inquiry.listed"),
    Route::get(
        Staff,
        "/staff/inquiries/numbers",
        May(SeeFunnel),
        numbers::show,
    ),
    Route::get(
        Staff,
        "/staff/inquiries/new",
        May(AddInquiry),
        phone::new_page,
    ),
    Route::post(
        Staff,
        "/staff/inquiries/new",
        May(AddInquiry),
        REQUEST,
        phone::add,
    )
    .journal("inquiry.added"),
    Route::post(
        Staff,
        "/staff/inquiries/new/live",
        May(AddInquiry),
        REQUEST,
        phone::live,
    )
    .journal("inquiry.compared"),
    Route::get(Staff, "/staff/inquiries/{id}", May(ViewInquiry), show::show)
        .journal("inquiry.viewed"),
    Route::get(
        Staff,
        "/staff/inquiries/{id}/edit",
        May(WorkInquiry),
        change::edit_page,
    )
    .journal("inquiry.viewed"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/edit",
        May(WorkInquiry),
        REQUEST,
        change::change,
    )
    .edits()
    .journal("inquiry.changed"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/call",
        May(WorkInquiry),
        CALL,
        work::call,
    )
    .journal("inquiry.called"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/calls/{call}/back",
        May(WorkInquiry),
        &[],
        work::take_back,
    )
    .journal("inquiry.call_taken_back"),
    Route::get(
        Staff,
        "/staff/inquiries/{id}/book",
        May(WorkInquiry),
        book::day_page,
    )
    .journal("inquiry.viewed"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/book",
        May(WorkInquiry),
        SLOT,
        book::book,
    )
    .journal("appointment.booked"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/cancel",
        May(WorkInquiry),
        &["appointment", "starts_at"],
        book::cancel,
    )
    .journal("appointment.cancelled"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/reminders",
        May(WorkInquiry),
        &["was", "wish"],
        notice::wish,
    )
    .journal("appointment.wished"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/appointments/{appointment}",
        May(KeepAppointment),
        &["state", "next"],
        book::mark,
    )
    .journal("appointment.marked"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/wait",
        May(WorkInquiry),
        &[],
        work::wait,
    )
    .journal("inquiry.waits"),
    Route::get(Staff, "/staff/waiting", May(ListInquiries), waiting::list)
        .journal("waiting.listed"),
    Route::get(
        Staff,
        "/staff/waiting/{id}",
        May(ViewInquiry),
        waiting::one::show,
    )
    .journal("waiting.viewed"),
    Route::post(
        Staff,
        "/staff/waiting/{id}",
        May(WorkInquiry),
        PRIORITY,
        waiting::one::set,
    )
    .edits()
    .journal("waiting.changed"),
    Route::post(
        Staff,
        "/staff/waiting/{id}/interim",
        May(WorkInquiry),
        &["service", "on", "note"],
        waiting::one::give,
    )
    .journal("waiting.interim_given"),
    Route::post(
        Staff,
        "/staff/waiting/{id}/offer",
        May(WorkInquiry),
        &["until_day", "until_time", "offer_words"],
        waiting::one::offer,
    )
    .journal("waiting.offered"),
    Route::post(
        Staff,
        "/staff/waiting/{id}/offer-end",
        May(WorkInquiry),
        &["offer", "how"],
        waiting::one::end_offer,
    )
    .journal("waiting.offer_ended"),
    Route::post(
        Staff,
        "/staff/waiting/{id}/off",
        May(WorkInquiry),
        &["off_reason", "off_words"],
        waiting::one::take_off,
    )
    .journal("inquiry.waits_no_more"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/lose",
        May(WorkInquiry),
        &["reason", "loss_words"],
        work::lose,
    )
    .journal("inquiry.lost"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/reopen",
        May(WorkInquiry),
        &[],
        work::reopen,
    )
    .journal("inquiry.reopened"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/join",
        May(WorkInquiry),
        &["into"],
        work::join,
    )
    .journal("inquiry.joined"),
    Route::post(
        Staff,
        "/staff/inquiries/{id}/part",
        May(WorkInquiry),
        &[],
        work::part,
    )
    .journal("inquiry.parted"),
];

#[cfg(test)]
mod tests {
    use super::REQUEST;
    use crate::pages::intake::ask_form::FIELDS;

    #[test]
    fn every_field_of_the_form_is_taken() {
        let missing: Vec<_> = FIELDS
            .iter()
            .filter(|field| !REQUEST.contains(field))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
