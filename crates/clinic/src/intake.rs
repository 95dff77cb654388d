//! The way in: somebody asks for help, tries the self-check, is called back and gets an appointment.

pub mod answer;
pub mod appointment;
pub mod checklist;
pub mod inquiry;
pub mod paper_consent;
pub mod reminder;
pub mod waiting;
