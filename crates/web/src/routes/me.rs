//! The face of the person in care, and of whoever supports one.

use super::Access::May;
use super::Route;
use crate::pages::home::me;
use crate::ui::Face::Me;
use policy::Action::OpenOwnHome;

pub(super) const ROUTES: &[Route] =
    &[Route::get(Me, "/me", May(OpenOwnHome), me::home).journal("me.viewed")];
