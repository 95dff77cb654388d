//! Every address there is. Nothing is served that is not here.

pub use crate::shell::route::{Access, Route, Routes};

mod account;
mod arrival;
mod assessment;
mod board;
mod calendar;
mod groups;
mod inquiries;
mod life;
mod me;
mod measures;
mod on_call;
mod public;
mod safety_plan;
mod sessions;
mod staff;
mod stays;
mod week;

/// The tables, in the order of the faces.
pub const TABLES: Routes = Routes(&[
    public::ROUTES,
    account::ROUTES,
    me::ROUTES,
    calendar::ROUTES,
    arrival::ROUTES,
    board::ROUTES,
    life::ROUTES,
    safety_plan::ROUTES,
    inquiries::ROUTES,
    week::ROUTES,
    staff::ROUTES,
    stays::ROUTES,
    groups::ROUTES,
    assessment::ROUTES,
    on_call::ROUTES,
    measures::ROUTES,
    sessions::ROUTES,
]);

/// Every route of every face.
pub fn all() -> impl Iterator<Item = &'static Route> {
    TABLES.all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_takes_a_password_waits_in_the_line_for_hashing() {
        for route in all() {
            let takes = route.fields.contains(&"password");
            assert_eq!(route.hashes, takes, "{}", route.path);
        }
    }
}
