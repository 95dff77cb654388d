//! Every form that changes something stored, in two tabs.

use super::plausible::plausible;
use super::printed::other_dates;
use super::table::{Row, rows};
use super::{opened, person};
use crate::client::{Reply, Request};
use crate::page::Form;
use crate::served::{Served, route_of};
use tabs::{LEAVE, NOT_OVER_STORED, TABS};

mod tabs;

/// What somebody has open in a browser: an address with its form.
struct Open {
    path: String,
    address: String,
    cookie: String,
}

/// What has to stand in some forms already before anything is changed in one tab or two.
fn known(row: &Row) -> &'static [(&'static str, &'static str)] {
    match row.path.rsplit('/').next() {
        // Minutes count only where there is a way to count them on.
        Some("way") => &[("by", "bus"), ("minutes", "20")],
        // Where nobody was asked yet, the form has to say what holds before anything else is changed in it.
        Some("contact") => &[("channels", "phone"), ("times", "any")],
        // One color follows from the other.
        Some("look") => &[("accent", "#0b5d5d"), ("dark", "")],
        // The others are about somebody, a payer, a substance or a place.
        Some("guardian") => &[
            ("name", "Ana Reyes"),
            ("relation", "Mother"),
            ("consent", "given"),
        ],
        Some("paper-consents") => &[
            ("on.treatment", "Mar 1, 2026"),
            ("on.part2_notice", "Mar 1, 2026"),
        ],
        Some("{number}") if row.path.contains("/naloxone/") => {
            &[("why", "Two, as the log says"), ("by", "")]
        }
        Some("allergies") => &[("substance.1", "Penicillin"), ("reaction.1", "")],
        Some("pharmacy") => &[("name", "Old Drug"), ("place", "")],
        Some("emergency-contacts") => &[
            ("named", "named"),
            ("name1", "Ana Reyes"),
            ("relation1", "Sister"),
            ("phone1", "207 555 0164"),
        ],
        Some("court") => &[
            ("mandated", "named"),
            ("kind1", "court"),
            ("by1", "Some court"),
        ],
        Some("coverage") => &[
            ("payers", "named"),
            ("kind1", "private"),
            ("payer1", "Some payer"),
        ],
        _ => &[],
    }
}

/// The form of a row, opened by the first role that may send it.
fn open(served: &Served, row: &Row) -> Open {
    let role = row.first(303);
    let role = role.unwrap_or_else(|| panic!("nobody may {}", row.path));
    let who = person(served, 0, role);
    let cookie = served.world.enter(served.house(), who).cookie;
    let (path, fields) = plausible(served, row, role);
    let asked: Vec<String> = fields
        .iter()
        .filter(|(name, _)| path == "/staff/week/move" && ["group", "date"].contains(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let open = Open {
        address: format!("{}?{}", served.page_of(&path), asked.join("&")),
        path,
        cookie,
    };
    let known = known(row);
    if !known.is_empty() {
        let mut form = open.page(served);
        for (name, value) in known {
            form.set(name, value);
        }
        open.send(served, &form).status_is(303);
    }
    open
}

impl Open {
    fn page(&self, served: &Served) -> Form {
        let reply = served.get(&self.address, &self.cookie);
        reply.status_is(200).form_to(&self.path)
    }

    fn send(&self, served: &Served, form: &Form) -> Reply {
        let request = Request::post(self.path.clone(), &form.fields());
        served.send(&request.session(&self.cookie))
    }
}

fn edits() -> Vec<Row> {
    let edits = |row: &Row| {
        let mut routes = web::routes::all();
        row.changes && routes.any(|route| route.changes && route.edits && route.path == row.path)
    };
    let mut rows: Vec<Row> = rows().into_iter().filter(edits).collect();
    rows.dedup_by(|a, b| a.path == b.path);
    assert_eq!(
        rows.len(),
        TABS.len(),
        "each form that edits is in the table of tabs"
    );
    rows
}

/// The words of a page in the language of its address.
fn in_language_of(path: &str, english: &'static str, spanish: &'static str) -> &'static str {
    if path.starts_with("/es/") {
        spanish
    } else {
        english
    }
}

/// What differs is called as the form calls it, each with a link to its field, and dates are written as on every page.
fn reads_as_the_form_does(refused: &Reply, path: &str) {
    let links = refused.body.split("<a href=\"#").skip(1);
    let links = links.filter_map(|rest| rest.split_once("</a>")?.0.split_once("\">"));
    let differs: Vec<(&str, &str)> = links
        .filter_map(|(field, words)| {
            let told = words.strip_prefix("What ");
            let told = told.or_else(|| words.strip_prefix("Lo que "))?;
            Some((field, told.split_once(": ")?.1))
        })
        .collect();
    // The group's page has a form for each membership, and says only that something differs.
    assert!(path == LEAVE || !differs.is_empty(), "{path}");
    for (field, label) in differs {
        let own = format!("<label for=\"{field}\">{label}");
        let of_several = format!("<legend>{label}</legend>");
        let body = &refused.body;
        assert!(
            body.contains(&own) || body.contains(&of_several),
            "{path}: the form has no {label} for {field}"
        );
    }
    // What was typed stays as it was typed; the sentences beside it are ours.
    let sentences = refused.body.split("<p class=\"error\"").skip(1);
    let sentences = sentences.filter_map(|rest| rest.split_once("</p>")?.0.rsplit_once("<span>"));
    let dates: Vec<String> = sentences.flat_map(|(_, text)| other_dates(text)).collect();
    assert!(dates.is_empty(), "{path} prints {dates:?}");
}

#[test]
fn a_date_of_birth_that_was_changed_meanwhile_is_written_as_every_date_is() {
    let served = Served::start();
    let path = "/staff/people/{id}/edit";
    let row = edits().into_iter().find(|row| row.path == path).unwrap();
    let open = open(&served, &row);
    let (mut one, mut two) = (open.page(&served), open.page(&served));
    open.send(&served, one.set("born", "4/14/1987"))
        .status_is(303);
    let refused = open.send(&served, two.set("born", "3/5/1990"));
    refused.status_is(409);
    assert!(
        refused.body.contains("Stored now: Apr 14, 1987"),
        "{}",
        refused.body
    );
    reads_as_the_form_does(&refused, path);
    assert_eq!(open.page(&served).value("born"), "Apr 14, 1987");
}

#[test]
fn nothing_saved_in_one_tab_is_overwritten_from_another() {
    let served = Served::start();
    for row in edits().into_iter().filter(|row| row.path != LEAVE) {
        let tabs = TABS.iter().find(|(path, ..)| *path == row.path);
        let (path, first, second, _) =
            tabs.unwrap_or_else(|| panic!("say what two tabs change on {}", row.path));
        let open = open(&served, &row);
        let opened = open.page(&served);
        let (mut one, mut two) = (opened.clone(), open.page(&served));
        let saved = open.send(&served, one.set(first.0, first.1));
        assert_eq!(saved.status, 303, "{path}: {}", saved.body);
        let stored = open.page(&served);
        assert_ne!(stored.value(first.0), opened.value(first.0), "{path}");
        // The second tab is refused, is shown both, and keeps what was typed.
        let refused = open.send(&served, two.set(second.0, second.1));
        assert_eq!(refused.status, 409, "{path}: {}", refused.body);
        assert!(
            refused.body.contains(in_language_of(
                path,
                "Somebody changed this since",
                "Alguien cambió esto desde que"
            )),
            "{path}"
        );
        let meanwhile = in_language_of(path, "was changed meanwhile", "cambió mientras tanto");
        assert!(refused.body.contains(meanwhile), "{path}");
        reads_as_the_form_does(&refused, path);
        let again = refused.form_to(&open.path);
        assert_eq!(again.value(second.0), second.1, "{path}: what was typed");
        assert_eq!(
            again.value(first.0),
            stored.value(first.0),
            "{path}: what is stored now"
        );
        // Nothing was overwritten meanwhile.
        let unchanged = open.page(&served);
        assert_eq!(unchanged.value(first.0), stored.value(first.0), "{path}");
        assert_eq!(unchanged.value(second.0), opened.value(second.0), "{path}");
        // Sent once more it is saved over the new version, and both are there.
        let saved = open.send(&served, &again);
        assert_eq!(saved.status, 303, "{path}: {}", saved.body);
        let both = open.page(&served);
        assert_eq!(both.value(first.0), stored.value(first.0), "{path}");
        assert_ne!(both.value(second.0), opened.value(second.0), "{path}");
    }
}

#[test]
fn where_both_tabs_type_into_one_field_the_second_is_shown_both() {
    let served = Served::start();
    for row in edits() {
        let tabs = TABS.iter().find(|(path, ..)| *path == row.path);
        let (path, first, _, other) = tabs.unwrap();
        let open = open(&served, &row);
        let (mut one, mut two) = (open.page(&served), open.page(&served));
        open.send(&served, one.set(first.0, first.1)).status_is(303);
        let refused = open.send(&served, two.set(first.0, other));
        assert_eq!(refused.status, 409, "{path}: {}", refused.body);
        assert!(
            refused.body.contains(in_language_of(
                path,
                "You typed this. Stored now: ",
                "Usted escribió esto. Guardado ahora: "
            )),
            "{path}"
        );
        assert_eq!(refused.form_to(&open.path).value(first.0), *other, "{path}");
        reads_as_the_form_does(&refused, path);
        let stored = open.page(&served);
        assert_ne!(stored.value(first.0), *other, "{path}");
    }
}

#[test]
fn a_form_that_does_not_say_what_it_was_made_from_is_shown_again_with_everything_typed() {
    let served = Served::start();
    for row in edits() {
        let (path, first, ..) = TABS.iter().find(|(path, ..)| *path == row.path).unwrap();
        let open = open(&served, &row);
        for version in ["", "x", "000000000000000000000000~given:00"] {
            let mut form = open.page(&served);
            form.set("_version", version).set(first.0, first.1);
            let refused = open.send(&served, &form);
            assert_eq!(refused.status, 409, "{path}: {}", refused.body);
            assert_eq!(
                refused.form_to(&open.path).value(first.0),
                first.1,
                "{path}"
            );
        }
    }
}

#[test]
fn a_role_that_was_taken_away_stays_taken_away() {
    let served = Served::start();
    let row = edits()
        .into_iter()
        .find(|row| row.path == "/staff/team/{id}/edit")
        .unwrap();
    let open = open(&served, &row);
    let mut form = open.page(&served);
    form.set("roles", "intake_coordinator")
        .set("roles", "counselor");
    open.send(&served, &form).status_is(303);
    let (mut one, mut two) = (open.page(&served), open.page(&served));
    open.send(&served, one.untick("roles", "counselor"))
        .status_is(303);
    let refused = open.send(&served, two.set("pronouns", "she/her"));
    let again = refused.status_is(409).form_to(&open.path);
    open.send(&served, &again).status_is(303);
    let stored = open.page(&served);
    assert_eq!(stored.value("pronouns"), "she/her");
    let fields = stored.fields();
    let roles: Vec<&str> = fields
        .iter()
        .filter(|(name, _)| name == "roles")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(roles, ["intake_coordinator"]);
}

/// A form that shows something stored to change it says what it was made from. New forms are found here by what stands
/// in them.
#[test]
fn every_form_in_which_something_stored_stands_says_what_it_was_made_from() {
    let served = Served::start();
    let mut wrong = Vec::new();
    // What is for everybody stores nothing that it shows.
    for (row, _, page) in opened(&served, |row| row.nobody != 200) {
        for form in page.forms().into_iter().filter(|form| form.action != "#") {
            let filled = form.filled_in();
            let Some(route) = route_of(form.action.split('?').next().unwrap_or_default()) else {
                wrong.push(format!("{}: a form to {}", row.path, form.action));
                continue;
            };
            let carries = form.controls.iter().any(|one| one.name == "_version");
            // Of something new there is nothing stored.
            let known = route.path.ends_with("/new")
                || NOT_OVER_STORED.iter().any(|(path, _)| *path == route.path);
            if carries != route.edits {
                wrong.push(format!(
                    "{}: the form to {} carries a version: {carries}",
                    row.path, route.path
                ));
            } else if !filled.is_empty() && !route.edits && !known {
                wrong.push(format!(
                    "{}: {filled:?} stand in the form to {}",
                    row.path, route.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
