//! The hours meter: a person's, a site's, and the short list with what could still rescue a week.

use crate::attendance::session::own_sites;
use crate::people::coverage;
use crate::people::coverage::Governing;
use crate::{Clinic, Look, Refusal};
use care::attendance::hours::{HoursSlot, Meter, Needs, Service, monday_of};
use care::groups::group::{GroupKind, Session};
use care::people::site::Site;
use care::{GroupId, MembershipId, PersonId, SiteId};
use door::display_name;
use jiff::ToSpan as _;
use jiff::civil::Date;
use policy::{Action, Actor, Resource};
use record::people::{patient, site};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

mod life;
mod loaded;
mod makeup;
mod watch;

pub use loaded::{Loaded, Offer, OneWeek, Short, Whose, load, short_list, weeks};
pub use makeup::{MakeupDraft, book_makeup, cancel_makeup};
pub(crate) use watch::raise_missed;
pub use watch::{WATCH_FROM_HOUR, watch};

/// The most make-ups shown for one person.
pub const OFFERS_SHOWN_MAX: usize = 5;

/// One session of somebody's week, as a page shows it.
#[derive(Clone, Debug)]
pub struct ShownSession {
    /// The session.
    pub session: Session,
    /// Where its group belongs.
    pub site: SiteId,
    /// The group's name.
    pub name: String,
    /// What it counts as.
    pub service: Service,
    /// What became of it.
    pub slot: HoursSlot,
    /// The booking, when it is a make-up.
    pub makeup: Option<MembershipId>,
}

/// A rule of a payer or state, and how far somebody's week meets it.
#[derive(Clone, Debug)]
pub struct ShownRule {
    /// Its lasting name.
    pub id: String,
    /// How it reads.
    pub title: String,
    /// Whose rule it is.
    pub whose: String,
    /// Where it comes from.
    pub source: String,
    /// What it asks for.
    pub needs: Needs,
    /// Minutes or days kept.
    pub kept: u32,
    /// Minutes or days that still could be.
    pub possible: u32,
    /// Minutes or days it needs.
    pub needed: u32,
}

/// A session that could rescue somebody's week.
#[derive(Clone, Debug)]
pub struct ShownOffer {
    /// The group.
    pub group: GroupId,
    /// The session's original date.
    pub date: Date,
    /// The group's name.
    pub name: String,
    /// The session.
    pub session: Session,
    /// Seats nobody has.
    pub seats: u32,
    /// Whether it lies on something they would rather keep.
    pub rather_not: bool,
    /// The chance with it, in whole percent.
    pub percent: u8,
}

/// Somebody's week.
#[derive(Clone, Debug)]
pub struct PersonHours {
    /// Who.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// Their counselor.
    pub counselor: Option<PersonId>,
    /// The Monday it begins with.
    pub monday: Date,
    /// Where they are seen.
    pub site: Site,
    /// The meter; none where the level of care prescribes no hours.
    pub meter: Option<Meter>,
    /// Where the prescribed hours come from.
    pub source: String,
    /// Whether they joined in the course of this week, so that nothing is short yet.
    pub joining: bool,
    /// Their sessions, by time.
    pub sessions: Vec<ShownSession>,
    /// The rules and their meters.
    pub rules: Vec<ShownRule>,
    /// Whose rule holds, where the reader may see who pays.
    pub governing: Option<Governing>,
    /// What could still rescue the week, best first.
    pub offers: Vec<ShownOffer>,
    /// Minutes that make-ups could add at most: of the sessions that are offered those that go together.
    pub addable: u32,
    /// Whether the actor may book one.
    pub may_book: bool,
}

/// A site's week.
#[derive(Clone, Debug)]
pub struct SiteHours {
    /// Where.
    pub site: Site,
    /// The sites to choose from.
    pub sites: Vec<(SiteId, String)>,
    /// The Monday it begins with.
    pub monday: Date,
    /// The Monday of the present week there.
    pub this_monday: Date,
    /// Everybody whose hours are counted. Those who will be short come first, by who can still be rescued.
    pub people: Vec<PersonHours>,
    /// What counselors are called.
    pub counselors: HashMap<PersonId, String>,
}

/// The hours of a site in a week: the meters and the short list. Without a site, the first at which the actor works.
pub fn site_hours(
    clinic: &Clinic,
    actor: &Actor,
    wanted: Option<SiteId>,
    week: Option<Date>,
) -> Result<Option<SiteHours>, Refusal> {
    clinic.look(actor, |look| {
        let sites = own_sites(look, actor, Action::ViewSessions)?;
        let own = |site: &&Site| actor.sites().contains(&site.id);
        let chosen = match wanted {
            Some(id) => Some(
                sites
                    .iter()
                    .find(|site| site.id == id)
                    .ok_or(Refusal::NotFound)?,
            ),
            None => sites.iter().find(own).or(sites.first()),
        };
        let Some(site) = chosen else {
            return Ok(None);
        };
        let this_monday = monday_of(site.zone.local(look.now).date());
        let monday = week.map_or(this_monday, monday_of);
        let loaded = load(clinic, look.read, site, monday, Whose::Everybody)?;
        let weeks = weeks(&loaded);
        look.introduce(loaded.people.iter().map(|one| one.person))?;
        let mut people = Vec::new();
        for short in short_list(&loaded, &weeks) {
            people.push(shown(look, &loaded, &weeks[short.week], &short.offers)?);
        }
        let listed: Vec<PersonId> = people.iter().map(|one: &PersonHours| one.person).collect();
        for week in weeks.iter().filter(|week| week.meter.is_some()) {
            if !listed.contains(&loaded.people[week.person].person) {
                people.push(shown(look, &loaded, week, &[])?);
            }
        }
        let shown: Vec<PersonId> = people.iter().map(|one| one.person).collect();
        let detail = serde_json::json!({ "shown": shown, "week": monday });
        look.saw("hours.listed", ("site", site.id.uuid()), None, Some(detail));
        look.meet(people.iter().filter_map(|one| one.counselor))?;
        let mut counselors = HashMap::new();
        for counselor in people.iter().filter_map(|one| one.counselor) {
            if let Entry::Vacant(place) = counselors.entry(counselor) {
                place.insert(display_name(look, counselor)?.unwrap_or_default());
            }
        }
        Ok(Some(SiteHours {
            site: site.clone(),
            sites: sites
                .iter()
                .map(|site| (site.id, site.name.to_string()))
                .collect(),
            monday,
            this_monday,
            people,
            counselors,
        }))
    })
}

/// The hours of one person in a week, for staff.
pub fn person_hours(
    clinic: &Clinic,
    actor: &Actor,
    person: PersonId,
    week: Option<Date>,
) -> Result<Option<PersonHours>, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::ViewPatient, person)?;
        let mut found = one(clinic, look, person, week)?;
        if let Some(found) = &mut found {
            govern(clinic, look, found)?;
        }
        let payer = found.as_ref().and_then(|found| found.governing.as_ref());
        let detail = payer.map(|_| serde_json::json!({ "with": "payer" }));
        let subject = ("person", person.uuid());
        look.saw("hours.viewed", subject, Some(person), detail);
        Ok(found)
    })
}

/// One's own hours this week.
pub fn own_hours(clinic: &Clinic, actor: &Actor) -> Result<Option<PersonHours>, Refusal> {
    clinic.look(actor, |look| {
        let (organization, person) = (look.organization(), actor.person());
        look.permit_on(
            Action::OpenOwnHome,
            &Resource::Account(organization, person),
        )?;
        let found = one(clinic, look, person, None)?;
        if found.is_some() {
            look.saw(
                "hours.viewed",
                ("person", person.uuid()),
                Some(person),
                None,
            );
        }
        Ok(found)
    })
}

/// Says whose rule about hours holds: that of the payer that comes first today, in a week that is over on its last day,
/// in one that is still to come on its first.
fn govern(
    clinic: &Clinic,
    look: &mut Look<'_, '_>,
    found: &mut PersonHours,
) -> Result<(), Refusal> {
    let Some(coverages) = coverage::shown_to(look, found.person)? else {
        return Ok(());
    };
    let sunday = found.monday.saturating_add(6.days());
    let today = found.site.zone.local(look.now).date();
    let day = today.clamp(found.monday, sunday);
    let shown: Vec<&str> = found.rules.iter().map(|rule| rule.id.as_str()).collect();
    let rules = &clinic.protocol().rules;
    found.governing = Some(coverage::governing(&coverages, day, rules, &shown));
    Ok(())
}

fn one(
    clinic: &Clinic,
    look: &mut Look<'_, '_>,
    person: PersonId,
    week: Option<Date>,
) -> Result<Option<PersonHours>, Refusal> {
    let Some(facts) = patient::facts(look.read, person, person)? else {
        return Ok(None);
    };
    let site = site::find(look.read, facts.site)?.ok_or(Refusal::NotFound)?;
    let today = site.zone.local(look.now).date();
    let monday = monday_of(week.unwrap_or(today));
    let whose = Whose::One(person);
    let loaded = load(clinic, look.read, &site, monday, whose)?;
    let weeks = weeks(&loaded);
    let Some(week) = weeks
        .iter()
        .find(|week| loaded.people[week.person].person == person)
    else {
        return Ok(None);
    };
    let offers = if week.short(&loaded) {
        loaded.offers(week)
    } else {
        Vec::new()
    };
    shown(look, &loaded, week, &offers).map(Some)
}

fn shown(
    look: &mut Look<'_, '_>,
    loaded: &Loaded,
    week: &OneWeek,
    offers: &[Offer],
) -> Result<PersonHours, Refusal> {
    let one = &loaded.people[week.person];
    let sessions = week.slots.iter().map(|(at, slot)| {
        let session = &loaded.sessions[*at];
        ShownSession {
            site: loaded.site_of(session.group),
            name: loaded.name(session.group),
            service: slot.service,
            slot: *slot,
            makeup: loaded.makeup(one.person, session),
            session: session.clone(),
        }
    });
    let slots: Vec<HoursSlot> = week.slots.iter().map(|(_, slot)| *slot).collect();
    let rules = loaded
        .rules(week)
        .map(|rule| {
            let meter = rule.meter(&slots, week.age);
            ShownRule {
                id: rule.id.clone(),
                title: rule.title.clone(),
                whose: rule.whose.clone(),
                source: rule.source.clone(),
                needs: rule.needs,
                kept: meter.kept,
                possible: meter.possible,
                needed: meter.needed,
            }
        })
        .collect();
    let chance = week.meter.map_or(0.0, |meter| meter.chance);
    let addable = loaded.addable(offers);
    let offers = offers.iter().take(OFFERS_SHOWN_MAX).map(|offer| {
        let session = &loaded.sessions[offer.session];
        let with = week.meter.map(|meter| Meter {
            chance: chance + offer.gain,
            ahead: meter.ahead + u32::from(session.minutes),
            ..meter
        });
        ShownOffer {
            group: session.group,
            date: session.date,
            name: loaded.name(session.group),
            session: session.clone(),
            seats: offer.seats,
            rather_not: offer.rather_not,
            percent: with.map_or(0, |meter| meter.percent()),
        }
    });
    let may_book = !loaded.over() && look.could(Action::BookMakeup, one.person)?;
    Ok(PersonHours {
        person: one.person,
        name: one.name.full(),
        counselor: one.counselor,
        monday: loaded.monday,
        site: loaded.site.clone(),
        meter: week.meter,
        source: loaded.source(week),
        joining: week.joining,
        sessions: sessions.collect(),
        rules,
        governing: None,
        offers: offers.collect(),
        addable,
        may_book,
    })
}

/// Whether a session of this kind can be a make-up: one's own counselor's hour is agreed on, not booked.
pub(crate) fn can_make_up(kind: GroupKind) -> bool {
    kind != GroupKind::Individual
}
