//! What treatment goes by and gives: allergies, medicines, the pharmacy, screens, naloxone.

pub mod allergy;
pub mod drug_class;
pub mod medicine;
pub mod naloxone;
pub mod pharmacy;
pub mod screen;
