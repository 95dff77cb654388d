//! A site's week and what happened to it, as the repair of single sessions wants to have it: in numbers and minutes,
//! without names.

use super::super::load::SiteWeek;
use super::super::rules::prescribed_minutes;
use super::held::Held;
use care::groups::group::{Group, GroupKind, MeetingPlace, Session, roster};
use care::planning::commitment::Telehealth;
use care::planning::week::{Event, RepairOutcome, RepairWay};
use care::{GroupId, LevelOfCare, PersonId, Span, Track, Weekday};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};
use timetable::sessions::{Attendee, Hall, Leader, Sitting, Situation, Spot, Step, Stretch};

/// How far apart the hours are that a moved session may begin at, in minutes. House number.
const STEP_MINUTES: u16 = 30;
/// From when to when a session may move where a site says no hours. House numbers: nobody is asked to come at night.
const FIRST_MINUTE: u16 = 8 * 60;
const LAST_MINUTE: u16 = 20 * 60;

/// What happened to a week, in numbers, and who and what the numbers are.
pub(super) struct Numbered<'a> {
    week: &'a SiteWeek,
    event: &'a Event,
    now: Timestamp,
    pub situation: Situation,
    pub sessions: &'a [Session],
    pub people: Vec<PersonId>,
    leaders: Vec<PersonId>,
}

/// Minutes since the beginning of all clocks.
fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

fn of(session: &Session) -> Stretch {
    let from = minute(session.starts_at);
    Stretch {
        from,
        to: from + i64::from(session.minutes),
    }
}

impl<'a> Numbered<'a> {
    pub fn of(
        held: &'a Held<'a>,
        event: &'a Event,
        kept: &BTreeMap<PersonId, u32>,
        now: Timestamp,
    ) -> Self {
        let (week, sessions) = (held.week, held.sessions.as_slice());
        let members: Vec<Vec<PersonId>> = sessions.iter().map(|one| expected(week, one)).collect();
        let mut people: BTreeSet<PersonId> = members.iter().flatten().copied().collect();
        people.extend(week.people.iter().map(|one| one.person));
        let mut leaders: BTreeSet<PersonId> = week.staff.iter().map(|one| one.id).collect();
        leaders.extend(
            sessions
                .iter()
                .flat_map(|one| one.facilitators.iter().copied()),
        );
        let mut numbered = Self {
            week,
            event,
            now,
            situation: Situation::default(),
            sessions,
            people: people.into_iter().collect(),
            leaders: leaders.into_iter().collect(),
        };
        let sittings: Vec<Sitting> = sessions
            .iter()
            .zip(&members)
            .map(|(one, members)| numbered.sitting(one, members))
            .collect();
        numbered.situation = Situation {
            sittings,
            leaders: numbered
                .leaders
                .iter()
                .map(|id| numbered.leader(*id))
                .collect(),
            halls: numbered.halls(),
            people: numbered
                .people
                .iter()
                .map(|id| numbered.attendee(*id, kept))
                .collect(),
            openings: numbered.openings(),
            hit: (0..sessions.len())
                .filter(|at| numbered.is_hit(&sessions[*at]))
                .collect(),
        };
        numbered
    }

    fn person(&self, id: PersonId) -> Option<usize> {
        self.people.binary_search(&id).ok()
    }

    fn zone_minute(&self, date: Date, minute_of_day: u16) -> i64 {
        minute(self.week.site.zone.instant(date, minute_of_day))
    }

    /// Whole days by the clock of the site.
    fn days(&self, from: Date, through: Date) -> Stretch {
        Stretch {
            from: self.zone_minute(from, 0),
            to: self.zone_minute(through.saturating_add(1.day()), 0),
        }
    }

    /// Hours of one day.
    fn hours(&self, date: Date, (start, end): (u16, u16)) -> Stretch {
        let from = self.zone_minute(date, start);
        Stretch {
            from,
            to: from + i64::from(end.saturating_sub(start)),
        }
    }

    /// The days of the week, one before and one after.
    fn dates(&self) -> impl Iterator<Item = Date> {
        let monday = self.week.monday;
        (-1..8).map(move |day: i32| monday.saturating_add(day.days()))
    }

    fn spans<'s>(&'s self, spans: impl Iterator<Item = &'s Span> + Clone + 's) -> Vec<Stretch> {
        let on = |date: Date| {
            let day = Weekday::of(date);
            let own = spans.clone().filter(move |span| span.day == day);
            own.map(move |span| (date, (span.start_minute, span.end_minute)))
        };
        self.dates()
            .flat_map(on)
            .map(|(date, hours)| self.hours(date, hours))
            .collect()
    }

    fn sitting(&self, session: &Session, members: &[PersonId]) -> Sitting {
        let week = self.week;
        let group = week.schedule.group(session.group);
        let here = group.filter(|group| group.site == week.site.id);
        let number = |id: &PersonId| self.leaders.binary_search(id).ok();
        let spot = match &session.place {
            MeetingPlace::Room(id) => {
                let room = week.rooms.iter().position(|room| room.id == *id);
                room.map_or(Spot::Elsewhere, Spot::Room)
            }
            MeetingPlace::Telehealth(_) => Spot::Video,
            MeetingPlace::Undecided => Spot::Elsewhere,
        };
        let known = |id: &PersonId| week.person(*id).is_some();
        Sitting {
            at: of(session),
            spot,
            leaders: session.facilitators.iter().filter_map(number).collect(),
            able: here.map_or_else(Vec::new, |group| self.able(group, session)),
            members: members.iter().filter_map(|id| self.person(*id)).collect(),
            open_to: here.map_or_else(Vec::new, |group| self.open_to(group)),
            seats: group.map_or(0, |group| usize::from(group.seats)),
            kind: group.map_or(0, |group| kind(group.kind)),
            ahead: self.is_ahead(session),
            movable: here.is_some() && members.iter().all(known),
        }
    }

    /// Whether it begins later in the week.
    fn is_ahead(&self, session: &Session) -> bool {
        let week = self.week;
        let on = week.site.zone.local(session.starts_at).date();
        session.starts_at > self.now && (week.monday..=week.sunday()).contains(&on)
    }

    /// Who has all that a group needs; those who lead it already first. An individual session has its own counselor.
    fn able(&self, group: &Group, session: &Session) -> Vec<usize> {
        let needs = group.needs();
        let leads = |id: PersonId| session.facilitators.contains(&id);
        let mut able: Vec<PersonId> = self
            .week
            .staff
            .iter()
            .filter(|one| needs.iter().all(|need| one.credentials.contains(need)))
            .map(|one| one.id)
            .filter(|id| group.kind != GroupKind::Individual || leads(*id))
            .collect();
        able.sort_by_key(|id| !leads(*id));
        able.iter()
            .filter_map(|id| self.leaders.binary_search(id).ok())
            .collect()
    }

    /// Who may sit in a group once: what a make-up is checked for.
    fn open_to(&self, group: &Group) -> Vec<usize> {
        let week = self.week;
        if !group.open || group.kind == GroupKind::Individual {
            return Vec::new();
        }
        let for_everybody = matches!(
            group.track,
            Track::General | Track::Morning | Track::Day | Track::Afternoon | Track::Evening
        );
        let shares = |person: PersonId| {
            week.memberships_of(person)
                .filter_map(|one| week.group(one.group))
                .any(|own| own.track == group.track)
        };
        let mut open: Vec<usize> = week
            .people
            .iter()
            .filter(|one| group.program.is_none_or(|program| program == one.program))
            .filter(|one| {
                let weeks = (week.monday - one.joined_on).get_days().max(0) / 7 + 1;
                group.stay_weeks.is_none_or(|stay| {
                    (i32::from(stay.first)..=i32::from(stay.last)).contains(&weeks)
                })
            })
            .filter(|one| for_everybody || shares(one.person))
            .filter_map(|one| self.person(one.person))
            .collect();
        open.sort_unstable();
        open
    }

    fn leader(&self, id: PersonId) -> Leader {
        let week = self.week;
        let staff = week.staff.iter().find(|one| one.id == id);
        let here = staff.into_iter().flat_map(|one| one.availability.iter());
        let spans = here
            .filter(|(site, _)| *site == week.site.id)
            .map(|(_, span)| span);
        let away = match self.event {
            Event::StaffAway {
                staff,
                from,
                through,
            } if *staff == id => vec![self.days(*from, *through)],
            Event::LeaderOut { group, date } => self
                .sessions
                .iter()
                .filter(|one| (one.group, one.date) == (*group, *date))
                .filter(|one| one.facilitators.first() == Some(&id))
                .map(of)
                .collect(),
            _ => Vec::new(),
        };
        Leader {
            duty: self.spans(spans),
            away,
        }
    }

    fn halls(&self) -> Vec<Hall> {
        let shut = |id: care::RoomId| match self.event {
            Event::RoomGone {
                room,
                from,
                through,
            } if *room == id => vec![self.days(*from, *through)],
            Event::SiteClosed { from, through } => vec![self.days(*from, *through)],
            _ => Vec::new(),
        };
        let rooms = self.week.rooms.iter();
        rooms
            .map(|room| Hall {
                seats: usize::from(room.seats.get()),
                shut: shut(room.id),
            })
            .collect()
    }

    fn attendee(&self, id: PersonId, kept: &BTreeMap<PersonId, u32>) -> Attendee {
        let week = self.week;
        let journey = week.journeys.get(&id);
        let last = week.sunday().saturating_add(1.day());
        let lives = week.lives.get(&id).into_iter().flatten();
        let busy = lives
            .flat_map(|(_, one)| one.busy(week.monday, last, true))
            .filter(|busy| busy.fixed)
            .map(|busy| self.hours(busy.date, (busy.start_minute, busy.end_minute)));
        let level = week.person(id).map(|one| one.level);
        let wanted = if level == Some(LevelOfCare::IntensiveOutpatient) {
            prescribed_minutes(week)
        } else {
            0
        };
        Attendee {
            busy: busy.collect(),
            // Whoever was never asked may be able to; that it is not possible for them, somebody has said.
            video: journey.is_none_or(|one| one.telehealth != Telehealth::No),
            journey: journey.map_or(0, |one| i64::from(one.minutes)),
            kept: i64::from(kept.get(&id).copied().unwrap_or(0)),
            wanted: i64::from(wanted),
        }
    }

    /// When a session may begin that moves: later in the week, while the site is open.
    fn openings(&self) -> Vec<Stretch> {
        let week = self.week;
        let always: Vec<Span> = Weekday::ALL
            .into_iter()
            .filter_map(|day| Span::new(day, FIRST_MINUTE, LAST_MINUTE).ok())
            .collect();
        let hours = if week.site.hours.is_empty() {
            &always
        } else {
            &week.site.hours
        };
        let (first, last) = (self.days(week.monday, week.sunday()), minute(self.now));
        let open = self.spans(hours.iter());
        let starts = open.into_iter().flat_map(|open| {
            let step = usize::from(STEP_MINUTES);
            (open.from..open.to)
                .step_by(step)
                .map(move |from| Stretch { from, to: open.to })
        });
        starts
            .filter(|start| first.holds(*start) && start.from > last)
            .collect()
    }

    /// Whether a session cannot be held as it stands.
    fn is_hit(&self, session: &Session) -> bool {
        let week = self.week;
        let here = week.group(session.group);
        if here.is_none_or(|group| group.site != week.site.id) || !self.is_ahead(session) {
            return false;
        }
        let on = session.local.date();
        match self.event {
            Event::StaffAway {
                staff,
                from,
                through,
            } => session.facilitators.first() == Some(staff) && (*from..=*through).contains(&on),
            Event::LeaderOut { group, date } => (session.group, session.date) == (*group, *date),
            Event::RoomGone {
                room,
                from,
                through,
            } => session.place.room() == Some(*room) && (*from..=*through).contains(&on),
            Event::SiteClosed { from, through } => {
                session.place.room().is_some() && (*from..=*through).contains(&on)
            }
            Event::LifeChanged { .. } => false,
        }
    }

    /// A session by its name in the record.
    pub fn named(&self, sitting: usize) -> (GroupId, Date) {
        let session = &self.sessions[sitting];
        (session.group, session.date)
    }

    /// A way in the words of the record.
    pub fn way(&self, sitting: usize, step: &Step) -> RepairWay {
        let session = &self.sessions[sitting];
        let ids = |leaders: &[usize]| leaders.iter().map(|at| self.leaders[*at]).collect();
        let place = |spot: Spot| match spot {
            Spot::Room(room) => MeetingPlace::Room(self.week.rooms[room].id),
            Spot::Video | Spot::Elsewhere => session.place.clone(),
        };
        let outcome = match step {
            Step::Led(leaders) => RepairOutcome::LedBy(ids(leaders)),
            Step::Room(room) => RepairOutcome::In(place(Spot::Room(*room))),
            Step::Video => RepairOutcome::In(MeetingPlace::Telehealth(None)),
            Step::Joined(_) | Step::Off => RepairOutcome::Cancelled,
            Step::Moved { at, spot, leaders } => {
                let start = Timestamp::from_second(at.from * 60).unwrap_or(session.starts_at);
                let local = self.week.site.zone.local(start);
                RepairOutcome::MovedTo {
                    date: local.date(),
                    minute: care::people::site::minute_of(local.time()),
                    facilitators: ids(leaders),
                    place: Some(place(*spot)),
                }
            }
        };
        let joins = match step {
            Step::Joined(other) => Some(self.named(*other)),
            _ => None,
        };
        RepairWay { outcome, joins }
    }
}

/// Who is expected at a session.
pub(super) fn expected(week: &SiteWeek, session: &Session) -> Vec<PersonId> {
    let mut dated = week.dated.iter();
    let moved = dated.find(|(one, _)| (one.group, one.date) == (session.group, session.date));
    match moved {
        Some((_, members)) => members.clone(),
        None => roster(&week.memberships, session.group, session.date),
    }
}

fn kind(kind: GroupKind) -> usize {
    let mut all = GroupKind::ALL.iter();
    all.position(|one| *one == kind).unwrap_or(0)
}
