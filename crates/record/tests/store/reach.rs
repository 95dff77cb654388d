//! Who may see whom stands once in SQL, for lists, and once in Rust, for one person after the other. Here both are asked
//! about a world made by dice: whoever may be tied to somebody in a way is, for some of the people.

use crate::common::{Store, now, size, stores};
use care::followup::signal::{About, Signal, SignalKind, Urgency};
use care::intake::inquiry::{
    self as asking, Asker, Inquiry, Language, Request, SafeContact, Stage,
};
use care::people::contact_rules::ContactRules;
use care::people::patient::Patient;
use care::people::staff::Staff;
use care::{
    Contact, Dice as _, GlassId, InquiryId, PersonId, PersonName, ProgramId, Role, SignalId, SiteId,
};
use jiff::{SignedDuration, Timestamp};
use policy::actor::Proof;
use policy::resource::PatientFacts;
use policy::{Actor, Relation, Resource, Scope};
use record::access::glass::{self, Glass};
use record::followup::signal;
use record::intake::inquiry;
use record::people::patient::{self, Facts, Which, Within};
use record::people::staff;
use record::{RecordError, Tx};
use std::collections::{BTreeMap, BTreeSet};

const SCOPES: [Scope; 6] = [
    Scope::Organization,
    Scope::OwnSites,
    Scope::Caseload,
    Scope::Own,
    Scope::Supported,
    Scope::Glass,
];

/// Somebody who looks, and where they work.
struct Looking {
    id: PersonId,
    sites: Vec<SiteId>,
}

/// A world, and the dice that made it.
struct World {
    store: Store,
    places: Vec<(SiteId, ProgramId)>,
    looking: Vec<Looking>,
    people: Vec<PersonId>,
    in_care: BTreeSet<PersonId>,
    /// Whose each request is.
    asked: BTreeMap<InquiryId, PersonId>,
    /// Whom each signal is about.
    raised: BTreeMap<SignalId, PersonId>,
}

fn after(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn named(number: usize) -> PersonName {
    PersonName::parse("Person", &format!("Number {number}")).unwrap()
}

impl World {
    fn new(store: Store, people: usize) -> Self {
        let places = vec![store.add_program(), store.add_program()];
        let mut world = Self {
            store,
            places,
            looking: Vec::new(),
            people: Vec::new(),
            in_care: BTreeSet::new(),
            asked: BTreeMap::new(),
            raised: BTreeMap::new(),
        };
        for sites in [vec![], vec![0], vec![1], vec![0, 1]] {
            world.hire(&sites);
        }
        for number in 0..people {
            world.meet(number);
        }
        // Whoever is in care looks as well: at themselves, and at nobody else.
        let themselves = world.people.iter().take(2).map(|id| Looking {
            id: *id,
            sites: Vec::new(),
        });
        world.looking.extend(themselves);
        world
    }

    fn roll(&self, below: usize) -> usize {
        let mut byte = [0];
        self.store.dice.fill(&mut byte);
        usize::from(byte[0]) % below
    }

    fn do_in<T>(&self, f: impl FnMut(&mut Tx<'_>) -> Result<T, RecordError>) -> T {
        self.store.transact(f).unwrap()
    }

    fn hire(&mut self, at: &[usize]) {
        let member = Staff {
            id: PersonId::from(self.store.dice.uuid(now())),
            name: named(self.looking.len()),
            contact: Contact::default(),
            roles: vec![Role::Counselor],
            sites: at.iter().map(|at| self.places[*at].0).collect(),
            credentials: Vec::new(),
            availability: Vec::new(),
            disabled_at: None,
        };
        self.do_in(|tx| staff::insert(tx, &self.store.dice, &member, now()));
        self.looking.push(Looking {
            id: member.id,
            sites: member.sites,
        });
    }

    fn anybody(&self) -> Option<PersonId> {
        let at = self.roll(self.looking.len() + 1);
        self.looking.get(at).map(|looking| looking.id)
    }

    /// Somebody new: in care, asking for it (never, once or several times), or both.
    fn meet(&mut self, number: usize) {
        let in_care = number < 2 || self.roll(2) == 0;
        let id = if in_care {
            let id = self.admit(number);
            self.in_care.insert(id);
            id
        } else {
            self.store.add_person("Person", &format!("Number {number}"))
        };
        for _ in 0..self.roll(4) {
            self.ask(id, number);
        }
        for at in 0..self.looking.len() {
            let actor = self.looking[at].id;
            if in_care && self.roll(3) == 0 {
                self.do_in(|tx| patient::add_support(tx, actor, id, now()));
            }
            if self.roll(3) == 0 {
                self.open_glass(actor, id);
            }
        }
        self.raise(id);
        self.people.push(id);
    }

    fn admit(&self, number: usize) -> PersonId {
        let (site, program) = self.places[self.roll(2)];
        let patient = Patient {
            id: PersonId::from(self.store.dice.uuid(now())),
            name: named(number),
            contact: Contact::default(),
            born: None,
            site,
            program,
            counselor: self.anybody(),
            joined_on: jiff::civil::date(2026, 3, 2),
        };
        self.do_in(|tx| patient::insert(tx, &self.store.dice, &patient, now()));
        patient.id
    }

    fn ask(&mut self, person: PersonId, number: usize) {
        let id = InquiryId::from(self.store.dice.uuid(now()));
        // Two may well come in the same minute.
        let requested_at = after(-i64::try_from(self.roll(3)).unwrap());
        let mut inquiry = Inquiry {
            id,
            person,
            name: named(number),
            contact: Contact::default(),
            rules: ContactRules::default(),
            request: Request {
                asker: Asker::Themselves,
                born: None,
                age: None,
                language: Language::English,
                safe_said: SafeContact::default(),
                source: None,
                urgency: asking::Urgency::Soon,
                words: None,
                safe_now: None,
            },
            site: self.places[self.roll(2)].0,
            stage: Stage::New,
            requested_at,
            promised_at: requested_at,
            next_call_at: None,
            waiting_since: None,
            clinician: None,
            owner: None,
            loss: None,
            joined_to: None,
        };
        let clinician = self.anybody();
        self.store
            .transact(|tx| {
                let key = record::people::person::key(tx, person)?;
                inquiry::insert(tx, &self.store.dice, &inquiry, &key)?;
                inquiry.clinician = clinician;
                inquiry::update(tx, &self.store.dice, &inquiry)
            })
            .unwrap();
        self.asked.insert(id, person);
    }

    fn open_glass(&self, actor: PersonId, patient: PersonId) {
        // Over, over at this very instant, and not over yet.
        let minutes = [-1, 0, 1][self.roll(3)];
        let glass = Glass {
            id: GlassId::from(self.store.dice.uuid(now())),
            actor,
            patient,
            reason: Some("The ambulance is here.".to_owned()),
            opened_at: after(-60),
            expires_at: after(minutes),
            review: None,
        };
        self.do_in(|tx| glass::insert(tx, &self.store.dice, &glass));
    }

    fn raise(&mut self, person: PersonId) {
        let id = SignalId::from(self.store.dice.uuid(now()));
        let signal = Signal {
            id,
            person,
            kind: SignalKind::Other,
            matter: None,
            urgency: Urgency::Today,
            words: "Somebody should look.".to_owned(),
            further: Vec::new(),
            gone: Vec::new(),
            about: About::Record,
            occasion: None,
            raised_at: now(),
            raised_by: person,
            closed: None,
            answer_by: None,
            waits_since: None,
            first_by: None,
            step: Some(0),
            taken: None,
        };
        let closes = self.roll(4) == 0;
        self.do_in(|tx| {
            signal::raise(tx, &self.store.dice, &signal, None)?;
            if closes {
                signal::close(tx, id, person, now())?;
            }
            Ok(())
        });
        self.raised.insert(id, person);
    }

    /// How the policy sees an actor stand to everybody whom anything is known of.
    fn relations(&self, looking: &Looking) -> BTreeMap<PersonId, Relation> {
        let actor = actor(self.store.organization, looking);
        let facts = self
            .store
            .read(|read| inquiry::ties(read, &self.people, looking.id))
            .unwrap();
        let relation = |(patient, facts): (PersonId, Facts)| {
            let resource = Resource::Patient(PatientFacts {
                organization: self.store.organization,
                patient,
                site: facts.site,
                counselor: facts.counselor,
                supported_by_actor: facts.supported,
                glass_until: facts.glass_until,
            });
            (patient, resource.relation(&actor, now()))
        };
        facts.into_iter().map(relation).collect()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the record knows no sessions; whoever looks here needs none"
)]
fn actor(organization: care::OrganizationId, looking: &Looking) -> Actor {
    Actor::authenticated(Proof {
        organization,
        person: looking.id,
        roles: vec![Role::Counselor],
        sites: looking.sites.clone(),
        session: None,
        stepped_up_until: None,
    })
}

fn within(actor: PersonId, scopes: &[Scope]) -> Within {
    let has = |scope| scopes.contains(&scope);
    Within {
        actor,
        now: now(),
        organization: has(Scope::Organization),
        own_sites: has(Scope::OwnSites),
        caseload: has(Scope::Caseload),
        own: has(Scope::Own),
        supported: has(Scope::Supported),
        glass: has(Scope::Glass),
    }
}

/// What the lists answer: people in care, requests, signals.
#[derive(Debug, PartialEq, Eq)]
struct Listed {
    patients: BTreeSet<PersonId>,
    requests: BTreeSet<InquiryId>,
    signals: BTreeSet<SignalId>,
}

fn listed(world: &World, within: &Within) -> Listed {
    let read = |read: &mut record::Reader<'_>| {
        let patients = patient::list(read, within, Which::Everybody)?;
        let by_name = patient::search(read, within, Which::Everybody, "Person")?;
        let patients: BTreeSet<_> = patients.iter().map(|one| one.id).collect();
        assert_eq!(patients, by_name.iter().map(|one| one.id).collect());
        let among = patient::among(read, within, Which::Everybody, &world.people)?;
        assert_eq!(patients, among.iter().map(|one| one.id).collect());
        let (requests, _) = inquiry::open(read, within)?;
        let asked = inquiry::among(read, within, &world.people)?;
        let ids = |requests: &[Inquiry]| requests.iter().map(|one| one.id).collect();
        let (open, asked): (BTreeSet<InquiryId>, BTreeSet<InquiryId>) =
            (ids(&requests), ids(&asked));
        assert_eq!(open, asked);
        let by_name = record::people::search::inquiries(read, within, "Person")?;
        assert_eq!(open, ids(&by_name));
        let mut signals = signal::open(read, within)?;
        let open = signal::waiting(read, within)?.open;
        assert_eq!(open, signals.len());
        signals.extend(signal::closed(read, within)?);
        Ok(Listed {
            patients,
            requests: requests.iter().map(|one| one.id).collect(),
            signals: signals.iter().map(|one| one.id).collect(),
        })
    };
    world.store.read(read).unwrap()
}

#[test]
fn every_list_within_reach_holds_exactly_those_whom_the_policy_covers_one_by_one() {
    for store in stores("reach") {
        let world = World::new(store, size(24, 120));
        let mut ways = [0; SCOPES.len()];
        for looking in &world.looking {
            let relations = world.relations(looking);
            for set in 0..1_usize << SCOPES.len() {
                let scopes: Vec<Scope> = SCOPES
                    .into_iter()
                    .enumerate()
                    .filter(|(at, _)| set & (1 << at) != 0)
                    .map(|(_, scope)| scope)
                    .collect();
                let covered = |person: &PersonId| {
                    let known = relations.get(person);
                    known.is_some_and(|relation| scopes.iter().any(|it| it.covers(*relation)))
                };
                let found = listed(&world, &within(looking.id, &scopes));
                let told = format!("{:?} with {scopes:?}", looking.id);
                let patients = world.in_care.iter().copied().filter(|id| covered(id));
                assert_eq!(found.patients, patients.collect(), "{told}");
                let requests = world.asked.iter().filter(|(_, person)| covered(person));
                assert_eq!(
                    found.requests,
                    requests.map(|(id, _)| *id).collect(),
                    "{told}"
                );
                let signals = world.raised.iter().filter(|(_, person)| covered(person));
                assert_eq!(
                    found.signals,
                    signals.map(|(id, _)| *id).collect(),
                    "{told}"
                );
            }
            for (at, scope) in SCOPES.into_iter().enumerate() {
                let covers = |relation: &&Relation| scope.covers(**relation);
                ways[at] += relations.values().filter(covers).count();
            }
        }
        assert!(
            ways.iter().all(|people| *people > 0),
            "the dice left a way out: {ways:?}"
        );
    }
}
