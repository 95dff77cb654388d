//! A server in this process, over the world of the use cases' tests.

use crate::client::{Reply, Request};
use crate::common::house::House;
use crate::common::{Seat, World};
use care::groups::group::MeetingPlace;
use care::groups::notice::{ChangeAct, Notice};
use care::{ChangeId, NoticeId, PersonId, Role, Span, Weekday};
use clinic::people::staff;
use record::groups::notice;
use record::groups::notice::KeptNotice;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A served world. Stops when dropped.
pub struct Served {
    pub world: World,
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    pub fn start() -> Self {
        Self::over(World::embedded())
    }

    pub fn over(world: World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let clinic = Arc::clone(&world.clinic);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            let stopped = async {
                let _ = stopped.await;
            };
            runtime
                .block_on(web::serve(
                    listener,
                    clinic,
                    web::Options::default(),
                    stopped,
                ))
                .unwrap();
        });
        Self {
            world,
            address,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn house(&self) -> &House {
        &self.world.houses[0]
    }

    /// Signs in whoever holds a role at the first site.
    pub fn enter(&self, role: Role) -> Seat {
        let house = self.house();
        self.world.enter(house, house.who(role, 0))
    }

    /// The medical provider of the first site is on duty at every hour from then on.
    pub fn on_duty(&self) {
        let (clinic, house) = (&self.world.clinic, self.house());
        let operator = clinic::access::setup::operator(house.organization);
        let mut draft = house.member_draft(Role::MedicalProvider, 0, "medical_provider");
        let whole_days = Weekday::ALL.map(|day| Span::new(day, 0, 1440).unwrap());
        draft.availability = whole_days.map(|span| (house.sites[0], span)).to_vec();
        let provider = house.who(Role::MedicalProvider, 0);
        staff::change_staff(clinic, &operator, clinic.fresh_key(), provider, &draft).unwrap();
    }

    pub fn send(&self, request: &Request) -> Reply {
        request.send(self.address)
    }

    pub fn get(&self, path: &str, cookie: &str) -> Reply {
        self.send(&Request::get(path).session(cookie))
    }

    /// An act changed somebody's sessions, and nobody has told them.
    pub fn touched(&self, house: &House, person: PersonId) -> KeptNotice {
        let clinic = &self.world.clinic;
        let id = |key: clinic::Key| key.uuid();
        let at = care::groups::notice::Held {
            series: house.groups[0],
            date: jiff::civil::date(2026, 3, 31),
            name: crate::common::house::line("Evening process"),
            at: jiff::civil::date(2026, 3, 31).at(17, 30, 0, 0),
            minutes: 180,
            place: MeetingPlace::Undecided,
            leaders: Vec::new(),
        };
        let kept = KeptNotice {
            id: NoticeId::from(id(clinic.fresh_key())),
            change: ChangeId::from(id(clinic.fresh_key())),
            person,
            site: house.sites[0],
            made_at: clinic.now(),
            made_by: house.who(Role::ClinicalDirector, 0),
            mail: None,
            seen_at: None,
            reached: None,
            notice: Notice::of(ChangeAct::Left, &[at], &[]).unwrap(),
        };
        let written: Result<(), record::RecordError> =
            clinic.record().transact(house.organization, |tx| {
                notice::insert_all(tx, clinic.dice(), std::slice::from_ref(&kept))
            });
        written.unwrap();
        kept
    }

    /// What the journal of the first organization says was done, in order.
    pub fn journal(&self) -> Vec<String> {
        let organization = self.house().organization;
        let read = self.world.clinic.record().read(organization, |read| {
            record::journal::after(read, 0, u32::MAX)
        });
        let entries: Result<_, record::RecordError> = read;
        let entries: Vec<record::journal::Chained> = entries.unwrap();
        entries.into_iter().map(|entry| entry.action).collect()
    }

    /// A token good for any form of a session, or of nobody's.
    pub fn token(&self, cookie: &str) -> String {
        // Whoever is signed in finds a form on every page; nobody finds one where they sign in.
        let own = (!cookie.is_empty()).then(|| self.get("/account", cookie));
        match own {
            Some(page) if page.status == 200 => page.token(),
            _ => self.get("/sign-in", cookie).token(),
        }
    }

    /// Sends a form the way a browser does, with a fresh token, over what is stored now.
    pub fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Reply {
        let own = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        let seen = self.version_on(path, cookie, &own.collect::<Vec<_>>());
        let mut fields = with_token(&self.token(cookie), fields);
        fields.extend(seen.map(|(name, seen)| (name.to_owned(), seen)));
        self.send(&Request::post(path, &fields).session(cookie))
    }

    /// An answer that raises a signal, written down by the director; answers where that leads.
    pub fn raise(&self, person: PersonId, section: &str, answer: (&str, &str)) -> String {
        let director = self.enter(Role::ClinicalDirector);
        let path = format!("/staff/people/{person}/assessment/{section}");
        let said = [("source", "person"), answer];
        let reply = self.post(&path, &director.cookie, &said);
        reply.status_is(303).header("location").to_owned()
    }

    /// The page that shows the form which is sent to an address: the same one, the group of a membership, or how the place
    /// looks.
    pub fn page_of(&self, path: &str) -> String {
        const LOOK: &str = "/staff/settings/look";
        if path.starts_with(LOOK) {
            return LOOK.to_owned();
        }
        let id = path
            .strip_prefix("/staff/memberships/")
            .and_then(|rest| care::MembershipId::parse(rest.strip_suffix("/leave")?));
        let found = id.and_then(|id| {
            let director = self.enter(Role::ClinicalDirector).actor;
            clinic::groups::group::group_of(&self.world.clinic, &director, id).ok()
        });
        found.map_or_else(
            || path.to_owned(),
            |found| format!("/staff/groups/{}", found.group.id),
        )
    }

    /// What the form at an address was made from, where it is one that says so, after the field in which it does.
    pub fn version_on(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&'_ str, String)],
    ) -> Option<(&'static str, String)> {
        let route = route_of(path)?;
        let name = if route.edits {
            "_version"
        } else {
            // The forms that change one thing share what they were made from, whichever of them the page shows.
            *route.fields.iter().find(|name| **name == "revision")?
        };
        let asked: Vec<String> = fields
            .iter()
            .filter(|(name, _)| ["group", "date"].contains(name))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let page = self.page_of(path);
        let page = self.get(&format!("{page}?{}", asked.join("&")), cookie);
        let forms = page.forms();
        let form = forms
            .iter()
            .find(|form| match form.action.split('?').next() {
                Some(action) if route.edits => action == path,
                _ => !form.value(name).is_empty(),
            });
        // Whoever may not see the form sends one that somebody else saw.
        let seen = form.map_or("seen by another", |form| form.value(name));
        Some((name, seen.to_owned()))
    }
}

/// The route that an address is sent to: the one that names it, or else one whose shape it has.
pub fn route_of(path: &str) -> Option<&'static web::routes::Route> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |known: &str| {
        let known: Vec<&str> = known.split('/').collect();
        let mut pairs = known.iter().zip(&parts);
        known.len() == parts.len()
            && pairs.all(|(known, own)| known.starts_with('{') || known == own)
    };
    let sent = || web::routes::all().filter(|route| route.changes);
    let named = sent().find(|route| route.path == path);
    named.or_else(|| sent().find(|route| fits(route.path)))
}

/// The fields of a form, with its token.
pub fn with_token(token: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let token = [("_token", token)];
    let fields = token.iter().chain(fields);
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

impl Reply {
    #[track_caller]
    pub fn status_is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
