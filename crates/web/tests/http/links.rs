//! Whoever is shown a link may follow it, and whoever is shown a form may send it: every page of every role is opened,
//! and every link on it followed. Where it begins is the route table, so that a new page cannot be forgotten.

use crate::common::Seat;
use crate::routes::plausible::plausible;
use crate::routes::table::{Row, rows};
use crate::routes::{ROLES, person};
use crate::served::Served;
use care::Role;
use care::planning::week::Event;
use clinic::planning::week;
use policy::{Action, Reach, reach};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Pages opened of one address, for one role. Enough for both sites and each kind of person.
const PAGES_EACH_MAX: usize = 8;

#[test]
fn every_link_that_is_shown_may_be_followed_and_every_form_sent() {
    let served = Served::start();
    propose(&served);
    let table = rows();
    let mut wrong = BTreeSet::new();
    let mut opened = 0;
    for role in ROLES {
        let mut walk = Walk {
            served: &served,
            table: &table,
            role,
            seat: served.world.enter(served.house(), person(&served, 0, role)),
            seen: BTreeSet::new(),
            each: BTreeMap::new(),
            wrong: BTreeSet::new(),
        };
        opened += walk.all();
        wrong.extend(walk.wrong);
    }
    assert!(opened > 300, "only {opened} pages were opened");
    let list = wrong.into_iter().collect::<Vec<_>>().join("\n");
    assert!(list.is_empty(), "{list}");
}

/// A week that names somebody, as the page of a proposal shows it.
fn propose(served: &Served) {
    let house = served.house();
    let director = served.enter(Role::ClinicalDirector).actor;
    let day = jiff::civil::date(2026, 3, 3);
    let event = Event::SiteClosed {
        from: day,
        through: day,
    };
    week::repair(
        &served.world.clinic,
        &director,
        served.world.clinic.fresh_key(),
        house.sites[0],
        &event,
    )
    .unwrap();
}

/// One role's way through every page.
struct Walk<'a> {
    served: &'a Served,
    table: &'a [Row],
    role: Role,
    seat: Seat,
    seen: BTreeSet<String>,
    each: BTreeMap<String, usize>,
    wrong: BTreeSet<String>,
}

impl Walk<'_> {
    fn all(&mut self) -> usize {
        let mut next: VecDeque<(String, String)> = VecDeque::new();
        for row in self.table {
            let open = !row.changes && !row.json && row.answers(self.role) == 200;
            // What only a secret opens has no links to it; signing out and in is another walk.
            if open && !row.path.contains("{link}") && row.path != "/sign-in" {
                let (path, _) = plausible(self.served, row, self.role);
                next.push_back((path, "the table".to_owned()));
            }
        }
        let mut opened = 0;
        while let Some((path, from)) = next.pop_front() {
            if !self.is_new(&path) {
                continue;
            }
            let reply = self.served.get(&path, &self.seat.cookie);
            opened += 1;
            if matches!(reply.status, 403 | 404) || reply.status >= 500 {
                let (role, status) = (self.role, reply.status);
                self.wrong.insert(format!(
                    "{role:?}: {} shows {}, which answers {status}",
                    self.pattern(&from),
                    self.pattern(&path)
                ));
                continue;
            }
            self.names_nobody(&path, &reply.body);
            self.forms(&path, &reply.body);
            // The outbox of a demonstration shows other people's letters, with links for them.
            let links = match path.as_str() {
                "/staff/outbox" => Vec::new(),
                _ => attributes(&reply.body, "href=\""),
            };
            for link in links {
                next.push_back((link, path.clone()));
            }
        }
        opened
    }

    /// Whether an address was not opened yet, and not often enough others like it.
    fn is_new(&mut self, path: &str) -> bool {
        if !self.seen.insert(path.to_owned()) {
            return false;
        }
        let query: BTreeSet<&str> = path
            .split_once('?')
            .map_or("", |(_, query)| query)
            .split('&')
            .filter_map(|pair| pair.split('=').next())
            .collect();
        let like = format!("{} {query:?}", self.pattern(path));
        let count = self.each.entry(like).or_default();
        *count += 1;
        *count <= PAGES_EACH_MAX
    }

    /// The route of an address, or the address.
    fn pattern(&self, path: &str) -> String {
        let bare = path.split('?').next().unwrap_or(path);
        let row = self
            .table
            .iter()
            .find(|row| !row.changes && fits(&row.path, bare));
        row.map_or_else(|| bare.to_owned(), |row| row.path.clone())
    }

    /// Whoever may see nobody's record is told nobody's name, on any page.
    fn names_nobody(&mut self, path: &str, body: &str) {
        let blind = [Action::ViewPatient, Action::ForgetPerson]
            .iter()
            .all(|action| reach(&self.seat.actor, *action) == Reach::default());
        let own = [Role::Patient, Role::SupportPerson].contains(&self.role);
        if blind && !own && body.contains("OfAlder") {
            let page = self.pattern(path);
            self.wrong
                .insert(format!("{:?}: {page} names somebody in care", self.role));
        }
    }

    /// A form that this role is never let send is not shown to it.
    fn forms(&mut self, path: &str, body: &str) {
        let tags = body.split("<form").skip(1);
        let tags = tags.filter_map(|rest| rest.split_once('>'));
        let posts = tags.filter(|(tag, _)| tag.contains("method=\"post\""));
        for action in posts.flat_map(|(tag, _)| attributes(tag, "action=\"")) {
            let bare = action.split('?').next().unwrap_or_default();
            let exact = |row: &&Row| row.changes && row.path == bare;
            let like = |row: &&Row| row.changes && fits(&row.path, bare);
            let mut rows: Vec<&Row> = self.table.iter().filter(exact).collect();
            if rows.is_empty() {
                rows = self.table.iter().filter(like).collect();
            }
            let refused = |row: &&Row| matches!(row.answers(self.role), 403 | 404);
            if !rows.is_empty() && rows.iter().all(refused) {
                let page = self.pattern(path);
                self.wrong.insert(format!(
                    "{:?}: {page} shows a form for {}, which is refused",
                    self.role, rows[0].path
                ));
            }
        }
    }
}

/// Whether an address is one of a route.
fn fits(route: &str, path: &str) -> bool {
    let (route, path) = (route.split('/'), path.split('/'));
    route.clone().count() == path.clone().count()
        && route
            .zip(path)
            .all(|(part, found)| part == found || part.starts_with('{') && !found.is_empty())
}

/// Addresses of ours in an attribute, without what is only another place on the page, and without files.
pub fn attributes(body: &str, name: &str) -> Vec<String> {
    let found = body.split(name).skip(1);
    found
        .filter_map(|rest| rest.split_once('"'))
        .map(|(address, _)| address.replace("&amp;", "&"))
        .map(|address| address.split('#').next().unwrap_or_default().to_owned())
        .filter(|address| address.starts_with('/') && !address.starts_with("//"))
        .filter(|address| !address.starts_with("/assets/"))
        .collect()
}
