//! A site's week as loaded, and what follows from it. [`load`] asks the record a handful of queries however many people
//! there are; [`weeks`] and [`short_list`] only compute.

use super::can_make_up;
use super::life::{Life, lives, ways};
use crate::attendance::session::meeting;
use crate::groups::schedule;
use crate::groups::schedule::Expected;
use crate::{Clinic, Refusal};
use care::assessment::protocol::Protocol;
use care::attendance::hours::{
    Free, HISTORY_DAYS, HoursOutcome, HoursRule, HoursSlot, Meter, Past, Prior, Reached, Service,
    WhyNot, fits, gains, prorated, reaches,
};
use care::attendance::roster::SessionTime;
use care::groups::group::{Group, MeetingPlace, Schedule, Session};
use care::people::site::Site;
use care::{AgeGroup, GroupId, LevelOfCare, MembershipId, PersonId, Track};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use record::Read;
use record::attendance::hours::Attending;
use record::attendance::roster::StandingMark;
use record::attendance::{hours, makeup, roster};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// One site's week, as the record has it.
pub struct Loaded {
    /// Where.
    pub site: Site,
    /// The Monday it begins with.
    pub monday: Date,
    /// When it was loaded.
    pub now: Timestamp,
    /// Everybody in care there.
    pub people: Vec<Attending>,
    /// The sessions held that week, by time.
    pub sessions: Vec<Session>,
    protocol: Arc<Protocol>,
    schedule: Schedule,
    /// For each session, who is expected.
    expected: Vec<Vec<PersonId>>,
    makeups: HashMap<(PersonId, GroupId, Date), MembershipId>,
    marks: HashMap<(PersonId, GroupId, Date), StandingMark>,
    past: HashMap<PersonId, Past>,
    prior: Prior,
    lives: HashMap<PersonId, Life>,
    /// One way to the site, in minutes, of those who said how long it takes them.
    ways: HashMap<PersonId, u16>,
}

/// Somebody's week, computed.
#[derive(Clone, Debug)]
pub struct OneWeek {
    /// Their place in [`Loaded::people`].
    pub person: usize,
    /// Whose hours apply.
    pub age: AgeGroup,
    /// Their sessions: the place in [`Loaded::sessions`], and what became of each.
    pub slots: Vec<(usize, HoursSlot)>,
    /// The meter; none where the level of care prescribes no hours.
    pub meter: Option<Meter>,
    /// Whether they joined in the course of this week.
    pub joining: bool,
}

impl OneWeek {
    /// Whether somebody should look at this week. Who joined in the course of it could not have come to all of it,
    /// and a week that is over cannot be rescued.
    pub fn short(&self, loaded: &Loaded) -> bool {
        !self.joining && !loaded.over() && self.meter.is_some_and(|meter| meter.short())
    }
}

/// A session that could rescue somebody's week.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Offer {
    /// Its place in [`Loaded::sessions`].
    pub session: usize,
    /// By how much the chance rises.
    pub gain: f64,
    /// Seats nobody has.
    pub seats: u32,
    /// Whether it lies on something they would rather keep.
    pub rather_not: bool,
}

/// Somebody who will be short, and what could be done.
#[derive(Clone, Debug)]
pub struct Short {
    /// The place of their week.
    pub week: usize,
    /// The sessions that still fit, best first.
    pub offers: Vec<Offer>,
}

/// Whose week is loaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whose {
    /// That of everybody at the site.
    Everybody,
    /// That of one person there; the seats of others count all the same.
    One(PersonId),
}

/// Loads a site's week.
pub fn load(
    clinic: &Clinic,
    read: &mut impl Read,
    site: &Site,
    monday: Date,
    whose: Whose,
) -> Result<Loaded, Refusal> {
    let next = monday.saturating_add(7.days());
    let schedule = schedule::at(read, [site])?;
    let mut sessions = schedule.sessions((monday, next));
    sessions.retain(Session::held);
    let held = Expected::at(read, sessions)?;
    let dates = held.dates();
    let dates = dates.unwrap_or((monday, monday.saturating_add(1.day())));
    let since = monday.saturating_sub(HISTORY_DAYS.days());
    let past = roster::past_at_site(read, site.id, (since, next))?;
    let pasts: Vec<Past> = past.values().copied().collect();
    let makeups = makeup::between(read, dates)?;
    let marks = roster::at_site(read, site.id, dates)?;
    Ok(Loaded {
        people: match whose {
            Whose::Everybody => hours::at_site(read, site.id, (monday, next))?,
            Whose::One(person) => hours::of_person(read, person, (monday, next))?
                .into_iter()
                .collect(),
        },
        protocol: Arc::clone(clinic.protocol()),
        schedule,
        expected: held.people,
        makeups: makeups
            .into_iter()
            .map(|one| ((one.person, one.group, one.date), one.membership))
            .collect(),
        marks: marks
            .into_iter()
            .map(|said| ((said.person, said.group, said.date), said))
            .collect(),
        prior: Prior::of(&pasts),
        past,
        lives: lives(read, site, monday, whose)?,
        ways: ways(read, site, monday, whose)?,
        sessions: held.sessions,
        site: site.clone(),
        monday,
        now: clinic.now(),
    })
}

impl Loaded {
    /// Whether the week is over on the clocks of the site.
    pub fn over(&self) -> bool {
        let next = self.monday.saturating_add(7.days());
        self.site.zone.local(self.now).date() >= next
    }

    /// Whether this is somebody's first or second day, on the clocks of the site. Their groups may still be looked for,
    /// and nobody is told of hours that they could hardly have kept.
    pub fn joined_lately(&self, week: &OneWeek) -> bool {
        let today = self.site.zone.local(self.now).date();
        self.people[week.person].joined_on >= today.saturating_sub(1.day())
    }

    /// What a group is called.
    pub fn name(&self, group: GroupId) -> String {
        self.schedule
            .group(group)
            .map(|group| group.name.to_string())
            .unwrap_or_default()
    }

    /// Where a group belongs.
    pub fn site_of(&self, group: GroupId) -> care::SiteId {
        self.schedule
            .group(group)
            .map_or(self.site.id, |group| group.site)
    }

    /// The booking, when somebody comes to a session as a make-up.
    pub fn makeup(&self, person: PersonId, session: &Session) -> Option<MembershipId> {
        self.makeups
            .get(&(person, session.group, session.date))
            .copied()
    }

    /// The rules that apply at somebody's level of care.
    pub fn rules(&self, week: &OneWeek) -> impl Iterator<Item = &HoursRule> {
        let level = self.people[week.person].level;
        self.protocol
            .rules
            .iter()
            .filter(move |rule| rule.levels.contains(&level))
    }

    /// Where the prescribed hours come from.
    pub fn source(&self, week: &OneWeek) -> String {
        let level = self.people[week.person].level;
        self.protocol.level(level).source.clone()
    }

    /// The minutes a week that somebody's level prescribes, where hours are the dose: from partial hospitalization
    /// down to an intensive program. In ordinary outpatient care there is no least number of hours.
    fn prescribed(&self, person: usize, age: AgeGroup) -> Option<u32> {
        let level = self.people[person].level;
        if level < LevelOfCare::IntensiveOutpatient {
            return None;
        }
        let hours = self.protocol.level(level).hours(age)?;
        Some(u32::from(hours.from) * 60)
    }

    fn slot(&self, person: PersonId, session: &Session) -> HoursSlot {
        let said = self.marks.get(&(person, session.group, session.date));
        let outcome = match said {
            Some(said) if said.there => {
                HoursOutcome::there(meeting(session), said.cut_minutes, self.now)
            }
            Some(_) => HoursOutcome::Missed,
            None if session.ends_at <= self.now => HoursOutcome::Unmarked,
            None => HoursOutcome::Ahead,
        };
        HoursSlot {
            day: session.local.date(),
            service: self
                .schedule
                .group(session.group)
                .map_or(Service::Group, |group| group.kind.into()),
            minutes: session.minutes,
            outcome,
        }
    }

    fn past_of(&self, person: PersonId) -> Past {
        self.past.get(&person).copied().unwrap_or_default()
    }

    /// The sessions that would still fit somebody's week, the one that helps most first; those that lie on something
    /// the person would rather keep come last.
    pub fn offers(&self, week: &OneWeek) -> Vec<Offer> {
        let Some(meter) = week.meter else {
            return Vec::new();
        };
        let slots: Vec<HoursSlot> = week.slots.iter().map(|(_, slot)| *slot).collect();
        let person = self.people[week.person].person;
        let past = self.past_of(person);
        let mut offers: Vec<Offer> = (0..self.sessions.len())
            .filter_map(|at| {
                let free = self.free(week, at).ok()?;
                let gain = gains(&slots, &free.slot, &meter, &past, &self.prior);
                let mut soft = self
                    .lives
                    .get(&person)
                    .into_iter()
                    .flat_map(|life| &life.rather_not);
                Some(Offer {
                    session: at,
                    gain,
                    seats: free.seats,
                    rather_not: soft.any(|busy| busy.overlaps(&free.meeting)),
                })
            })
            .collect();
        // What they would rather keep comes after all that costs nothing. The sessions are in order of time, and
        // a stable sort keeps the earlier one of two equals first.
        offers.sort_by(|a, b| {
            let by_gain = b.gain.total_cmp(&a.gain);
            a.rather_not.cmp(&b.rather_not).then(by_gain)
        });
        offers
    }

    /// The minutes of the offers that go together, the best first: one session of a series, and none while another is.
    pub(crate) fn addable(&self, offers: &[Offer]) -> u32 {
        let mut taken: Vec<&Session> = Vec::new();
        for session in offers.iter().map(|offer| &self.sessions[offer.session]) {
            let beside = |other: &&Session| other.group == session.group || other.overlaps(session);
            if !taken.iter().any(beside) {
                taken.push(session);
            }
        }
        taken.iter().map(|session| u32::from(session.minutes)).sum()
    }

    /// One session as a make-up for somebody, or why not.
    pub(crate) fn free(&self, week: &OneWeek, at: usize) -> Result<Free<GroupId>, NotOffered> {
        let session = &self.sessions[at];
        let one = &self.people[week.person];
        let group = self
            .schedule
            .group(session.group)
            .ok_or(NotOffered::NotForThem)?;
        let own: Vec<(GroupId, SessionTime)> = week
            .slots
            .iter()
            .map(|(at, _)| (self.sessions[*at].group, meeting(&self.sessions[*at])))
            .collect();
        if !can_make_up(group.kind) || !self.open_to(group, week) {
            return Err(NotOffered::NotForThem);
        }
        let seats = usize::from(group.seats).saturating_sub(self.expected[at].len());
        let free = Free {
            series: session.group,
            slot: HoursSlot {
                outcome: HoursOutcome::Ahead,
                ..self.slot(one.person, session)
            },
            meeting: meeting(session),
            seats: u32::try_from(seats).unwrap_or(u32::MAX),
        };
        let life = self.lives.get(&one.person);
        let busy = life.map_or(&[][..], |life| life.fixed.as_slice());
        fits(&free, &own, busy, self.now).map_err(NotOffered::Because)?;
        let here: Vec<Reached> = week
            .slots
            .iter()
            .map(|(at, _)| reached(&self.sessions[*at]))
            .collect();
        let way = self.ways.get(&one.person).copied().unwrap_or(0);
        reaches(reached(session), &here, way, self.now).map_err(NotOffered::Because)?;
        Ok(free)
    }

    /// Whether a group is for somebody at all: of their program or of none, in the weeks of their stay, taking
    /// newcomers, and of a track that they already are in where a track is for some people only.
    fn open_to(&self, group: &Group, week: &OneWeek) -> bool {
        let one = &self.people[week.person];
        let weeks = (self.monday - one.joined_on).get_days().max(0) / 7 + 1;
        let in_weeks = group
            .stay_weeks
            .is_none_or(|stay| (i32::from(stay.first)..=i32::from(stay.last)).contains(&weeks));
        let for_everybody = matches!(
            group.track,
            Track::General | Track::Morning | Track::Day | Track::Afternoon | Track::Evening
        );
        let shared_track = for_everybody
            || week.slots.iter().any(|(at, _)| {
                self.schedule
                    .group(self.sessions[*at].group)
                    .is_some_and(|own| own.track == group.track)
            });
        group.open
            && in_weeks
            && shared_track
            && group.program.is_none_or(|program| program == one.program)
    }
}

fn reached(session: &Session) -> Reached {
    Reached {
        meeting: meeting(session),
        video: matches!(session.place, MeetingPlace::Telehealth(_)),
    }
}

/// Why a session is no make-up for somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotOffered {
    /// The group is not for them.
    NotForThem,
    /// It does not fit.
    Because(WhyNot),
}

/// Everybody's week.
pub fn weeks(loaded: &Loaded) -> Vec<OneWeek> {
    let mut own: HashMap<PersonId, Vec<usize>> = HashMap::new();
    for (at, expected) in loaded.expected.iter().enumerate() {
        for person in expected {
            own.entry(*person).or_default().push(at);
        }
    }
    // Somebody taken out of a group after they were marked keeps what they kept.
    let places: HashMap<(GroupId, Date), usize> = loaded
        .sessions
        .iter()
        .enumerate()
        .map(|(at, session)| ((session.group, session.date), at))
        .collect();
    for ((person, group, date), said) in &loaded.marks {
        let at = places.get(&(*group, *date)).copied();
        if let Some(at) = at.filter(|at| said.there && !loaded.expected[*at].contains(person)) {
            own.entry(*person).or_default().push(at);
        }
    }
    let held_on: BTreeSet<Date> = loaded
        .sessions
        .iter()
        .map(|session| session.local.date())
        .collect();
    loaded
        .people
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let age = AgeGroup::on(one.born, loaded.monday);
            let slots: Vec<(usize, HoursSlot)> = own
                .get(&one.person)
                .into_iter()
                .flatten()
                .map(|at| (*at, loaded.slot(one.person, &loaded.sessions[*at])))
                .collect();
            let bare: Vec<HoursSlot> = slots.iter().map(|(_, slot)| *slot).collect();
            let meter = loaded.prescribed(place, age).map(|prescribed| {
                Meter::of(
                    &bare,
                    prorated(prescribed, &held_on, one.joined_on),
                    &loaded.past_of(one.person),
                    &loaded.prior,
                )
            });
            OneWeek {
                person: place,
                age,
                slots,
                meter,
                joining: one.joined_on > loaded.monday,
            }
        })
        .collect()
}

/// Who will be short, those first whom a make-up helps most.
pub fn short_list(loaded: &Loaded, weeks: &[OneWeek]) -> Vec<Short> {
    let mut list: Vec<Short> = weeks
        .iter()
        .enumerate()
        .filter(|(_, week)| week.short(loaded))
        .map(|(place, week)| Short {
            week: place,
            offers: loaded.offers(week),
        })
        .collect();
    let best = |short: &Short| {
        let gains = short.offers.iter().map(|offer| offer.gain);
        gains.fold(0.0, f64::max)
    };
    list.sort_by(|a, b| best(b).total_cmp(&best(a)));
    list
}
