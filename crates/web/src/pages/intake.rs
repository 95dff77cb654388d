//! The way in: somebody asks for help, tries the self-check, is called back and gets an appointment.

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod ask_form;
pub(crate) mod checklist;
pub(crate) mod inquiries;
pub(crate) mod iop;
pub(crate) mod paper_consents;
pub(crate) mod place;
pub(crate) mod privacy;
pub(crate) mod public;
pub(crate) mod self_check;
pub(crate) mod visit;
pub(crate) mod waiting;
