//! Every address there is. Nothing is served that is not here.

pub use crate::shell::route::{Access, Route, Routes};

mod account;
mod arrival;
mod assessment;
mod board;
mod calendar;
mod details;
mod groups;
mod help;
mod inquiries;
mod life;
mod me;
mod measures;
mod on_call;
mod public;
mod safety_plan;
mod sessions;
mod settings;
mod staff;
mod stays;
mod treatment;
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
    settings::ROUTES,
    stays::ROUTES,
    treatment::ROUTES,
    details::ROUTES,
    groups::ROUTES,
    assessment::ROUTES,
    on_call::ROUTES,
    measures::ROUTES,
    sessions::ROUTES,
    help::ROUTES,
]);

/// Every route of every face.
pub fn all() -> impl Iterator<Item = &'static Route> {
    TABLES.all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy::Action;

    /// One rule for every page about those who work here: reading it is no entry, changing it is.
    #[test]
    fn pages_about_colleagues_are_journaled_where_they_change_something() {
        let about_colleagues = [
            Action::ViewStaff,
            Action::ManageStaff,
            Action::ViewOnCall,
            Action::EditOnCall,
        ];
        let about = |route: &&Route| match route.access {
            Access::May(action) => about_colleagues.contains(&action),
            Access::Anyone | Access::SignedIn => false,
        };
        let mut found = 0;
        for route in all().filter(about) {
            assert_eq!(!route.journal.is_empty(), route.changes, "{}", route.path);
            found += 1;
        }
        assert!(found > 10, "only {found}");
    }

    #[test]
    fn whatever_takes_a_password_waits_in_the_line_for_hashing() {
        for route in all() {
            let takes = route.fields.contains(&"password");
            assert_eq!(route.hashes, takes, "{}", route.path);
        }
    }
}
