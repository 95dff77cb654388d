//! Requests about the rota.

use super::super::table::Row;
use super::Fields;
use crate::served::Served;
use care::Role;
use care::followup::on_call::RotaPlace;
use clinic::followup::on_call;
use jiff::civil::date;

/// A shift that is there, or was just taken out, and the fields of another one.
pub fn plausible(served: &Served, row: &Row) -> (String, Fields) {
    let (house, clinic) = (served.house(), &served.world.clinic);
    let director = served.enter(Role::ClinicalDirector).actor;
    let counselor = house.who(Role::Counselor, 0);
    // The rota is not endless, and two in one place clash: what a request leaves behind goes again.
    for rota in on_call::rotas(clinic, &director).unwrap().sites {
        for one in rota.shifts {
            on_call::remove(clinic, &director, clinic.fresh_key(), one.held.id).unwrap();
        }
    }
    let days = [date(2026, 3, 2), date(2026, 3, 9)];
    let draft = house.shift_draft(RotaPlace::First, Role::Counselor, days);
    let mut id = String::new();
    if row.path.contains("{id}") {
        let added = on_call::add(clinic, &director, clinic.fresh_key(), &draft).unwrap();
        if row.path.ends_with("/restore") {
            on_call::remove(clinic, &director, clinic.fresh_key(), added).unwrap();
        }
        id = added.to_string();
    }
    let bare = !row.changes || row.path.ends_with("/remove") || row.path.ends_with("/restore");
    let fields = if bare {
        Vec::new()
    } else {
        vec![
            ("site", house.sites[0].to_string()),
            ("person", counselor.to_string()),
            ("phone", "207 555 0143".to_owned()),
            ("place", "first".to_owned()),
            ("on", "2026-03-02".to_owned()),
            ("start", "9:00".to_owned()),
            ("until", "2026-03-09".to_owned()),
            ("end", "9:00".to_owned()),
            ("every", "1".to_owned()),
            ("last", String::new()),
        ]
    };
    (row.path.replace("{id}", &id), fields)
}
