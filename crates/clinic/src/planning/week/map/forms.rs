//! What the week holds, as the forms of an instance.

use super::SiteInstance;
use super::build::{Builder, Held, Leader};
use super::names::{clip, track};
use super::phase;
use crate::planning::week::aim::{Aim, Without};
use crate::planning::week::grid::DAYS;
use crate::planning::week::{options, rules};
use care::PersonId;
use care::groups::group::{Group, GroupKind};
use care::planning::commitment::Telehealth;
use jiff::civil::Date;
use record::attendance::hours::Attending;
use std::collections::{BTreeMap, BTreeSet};
use timetable::form::{ClockForm, GroupForm, InstanceForm, PersonForm, RoomForm, StaffForm};
use timetable::{Instance, Kind, Running, Solution, Week};

/// What a unit costs that a person would rather keep. House rule: two of them are about as bad as one more day.
const RATHER_NOT_COST: i32 = 12;
/// What a unit costs on which something single happens within the horizon.
/// House rule: less than half of what somebody would rather keep, since it is one date of several.
const SINGLE_COST: i32 = 5;

impl Builder<'_> {
    pub(super) fn build(mut self) -> Result<SiteInstance, Vec<String>> {
        let people: Vec<&Attending> = self
            .week
            .people
            .iter()
            .filter(|one| self.joined.contains(&one.person))
            .collect();
        // Whoever sees a counselor that is not here has nobody to be planned with.
        let nobody = self.leader(PersonId::from(uuid::Uuid::nil()), false);
        let forms: Vec<PersonForm> = people.iter().map(|one| self.person(one, nobody)).collect();
        let form = InstanceForm {
            days: DAYS,
            units: usize::from(self.grid.units),
            clock: ClockForm {
                first_minute: u32::from(self.grid.first_minute),
                unit_minutes: u32::from(self.grid.unit_minutes),
            },
            dur: BTreeMap::new(),
            ind_dur: self.grid.length(self.individual_minutes),
            options: BTreeMap::new(),
            ind_starts: rules::individual_starts(self.grid, self.individual_minutes),
            series: self.held.iter().map(|held| self.series(held)).collect(),
            staff: self
                .leaders
                .iter()
                .map(|one| self.staff_form(one))
                .collect(),
            rooms: self.rooms(),
            w: rules::weights(self.week, self.grid, matches!(self.aim, Aim::Repair(_))),
            participants: forms,
        };
        let instance = Instance::new(form).map_err(|invalid| {
            vec![format!(
                "This week cannot be planned as it stands: {invalid}."
            )]
        })?;
        let leaving = self.held.iter().flat_map(|held| {
            let name = held.group.name.to_string();
            let all = self.leaving(held.group).into_iter();
            all.map(move |person| (person, name.clone()))
        });
        let leaving = leaving.collect();
        let mut current = Solution::empty(&instance);
        for (running, held) in current.groups.iter_mut().zip(&self.held) {
            *running = Some(Running {
                option: 0,
                leader: u32::try_from(held.leader).unwrap_or(u32::MAX),
            });
        }
        for (own, one) in current.weeks.iter_mut().zip(&people) {
            *own = self.present(one.person);
        }
        Ok(SiteInstance {
            instance,
            current,
            grid: self.grid,
            people: people.iter().map(|one| one.person).collect(),
            monday: self.real_monday(),
            groups: self.held.iter().map(|held| held.group.id).collect(),
            staff: self
                .leaders
                .iter()
                .map(|one| (one.person, one.video))
                .collect(),
            individual_minutes: self.individual_minutes,
            moves: matches!(self.aim, Aim::Everybody { move_groups: true }),
            left_out: Vec::new(),
            leaving,
            astray: BTreeMap::new(),
        })
    }

    /// What somebody attends now; nothing where they attend nothing.
    pub(super) fn present(&self, person: PersonId) -> Option<Week> {
        let mut groups: Vec<u32> = (0u32..)
            .zip(&self.held)
            .filter(|(_, held)| self.members(held.group).any(|one| one == person))
            .map(|(number, _)| number)
            .collect();
        groups.sort_unstable();
        let individual: Vec<_> = self
            .individuals
            .get(&person)
            .map(|(meeting, _)| *meeting)
            .into_iter()
            .collect();
        (!groups.is_empty()).then_some(Week { groups, individual })
    }

    pub(super) fn series(&self, held: &Held<'_>) -> GroupForm {
        let members: Vec<PersonId> = self.members(held.group).collect();
        let joined = |one: &&PersonId| self.joined.contains(one);
        let outside = members.iter().filter(|one| !joined(one)).count();
        let inside = members.len() - outside - self.leaving(held.group).len();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let room = held
            .group
            .place
            .room()
            .and_then(|id| self.week.rooms.iter().find(|room| room.id == id));
        let seats = room.map_or(u32::from(held.group.seats), |room| {
            u32::from(held.group.seats.min(room.seats.get()))
        });
        let later = self.later(held.group, &members);
        // A closed group keeps whom it has and takes nobody else.
        let seats = if held.group.open {
            seats
                .saturating_sub(count(outside + later))
                // Whoever sits there stays, also where the room has since become smaller: what is held now has to be
                // possible in the instance, or no answer to it could be trusted.
                .max(count(inside))
        } else {
            count(inside)
        };
        // It moves only for those whose lives are looked at.
        let still = outside + later > 0 || self.aside.groups.contains(&held.group.id);
        let options = options::of(
            self.week,
            self.grid,
            self.aim,
            still,
            held.group,
            held.meetings.as_slice(),
        );
        GroupForm {
            name: Some(clip(held.group.name.as_str())),
            site: (!held.video).then_some(0),
            tele: held.video,
            kind: held.kind,
            track: (held.kind == Kind::Process).then(|| track(held.group.track).to_owned()),
            cap: seats,
            min: u32::from(held.group.smallest).saturating_sub(count(outside)),
            topic: counts_by_topic(held.group)
                .then(|| held.group.topic.as_ref().map(|topic| clip(topic.as_str())))
                .flatten(),
            dur: Some(self.grid.length(held.group.minutes)),
            options: Some(options),
        }
    }

    /// How many will join a group in time to come; their seats are theirs from then on.
    pub(super) fn later(&self, group: &Group, members: &[PersonId]) -> usize {
        if self.repairs() {
            return 0;
        }
        let sunday = self.week.sunday();
        let later: BTreeSet<PersonId> = self
            .week
            .memberships
            .iter()
            .filter(|one| one.group == group.id && one.joined_on > sunday)
            .map(|one| one.person)
            .filter(|one| !members.contains(one))
            .collect();
        later.len()
    }

    /// Members who take part and have their seat only until somebody else joins.
    pub(super) fn leaving(&self, group: &Group) -> BTreeSet<PersonId> {
        let members: Vec<PersonId> = self.members(group).collect();
        if self.later(group, &members) == 0 {
            return BTreeSet::new();
        }
        let stays = |person: &PersonId| {
            let own = self.week.memberships.iter();
            own.filter(|one| one.group == group.id && one.person == *person)
                .any(|one| one.last_on.is_none())
        };
        members
            .into_iter()
            .filter(|one| self.joined.contains(one) && !stays(one))
            .collect()
    }

    pub(super) fn staff_form(&self, one: &Leader) -> StaffForm {
        let on = |unit: &bool| u8::from(*unit);
        let avail: Vec<Vec<u8>> = one
            .duty
            .iter()
            .map(|day| day.iter().map(on).collect())
            .collect();
        // The record knows duty, and no other limit on the hours of those who work here.
        let units: usize = one.duty.iter().flatten().filter(|unit| **unit).count();
        StaffForm {
            name: Some(clip(&self.week.staff_name(one.person))),
            site: (!one.video).then_some(0),
            avail,
            creds: one.credentials.clone(),
            max_units: u32::try_from(units).unwrap_or(u32::MAX),
        }
    }

    /// Rooms by size, each at least as large as what is held in it.
    pub(super) fn rooms(&self) -> Vec<RoomForm> {
        let members = |id| {
            let inside = self
                .held
                .iter()
                .filter(|held| held.group.place.room() == Some(id));
            inside
                .map(|held| self.members(held.group).count())
                .max()
                .unwrap_or(0)
        };
        self.week
            .rooms
            .iter()
            .map(|room| RoomForm {
                site: Some(0),
                cap: u32::from(room.seats.get()).max(u32::try_from(members(room.id)).unwrap_or(0)),
            })
            .collect()
    }

    pub(super) fn person(&mut self, one: &Attending, nobody: usize) -> PersonForm {
        let journey = self
            .week
            .journeys
            .get(&one.person)
            .copied()
            .unwrap_or_default();
        let own: Vec<&Held<'_>> = self
            .held
            .iter()
            .filter(|held| self.members(held.group).any(|member| member == one.person))
            .collect();
        let cohort = self.held.iter().position(|held| {
            held.kind == Kind::Process
                && self.members(held.group).any(|member| member == one.person)
        });
        let mut foreign = self.foreign(one.person, &own);
        foreign.extend(self.of_others(one, &own));
        let wished = track(journey.track);
        let offered = self.held.iter().enumerate().any(|(number, held)| {
            let theirs = held.kind == Kind::Process && !foreign.contains(&number);
            theirs && track(held.group.track) == wished
        });
        let track_name = match cohort {
            Some(cohort) => track(self.held[cohort].group.track),
            None if offered => wished,
            None => "general",
        };
        let attends_video = own.iter().any(|held| held.video);
        let attends = |kind: Kind| own.iter().any(|held| held.kind == kind);
        let own_individual = self.individuals.get(&one.person).map(|(_, leader)| *leader);
        let able = one.counselor.filter(|id| self.week.may_counsel(*id));
        let counselor = able.and_then(|id| {
            self.leaders
                .iter()
                .position(|leader| leader.person == id && !leader.video)
        });
        let counselor = own_individual.or(counselor);
        // Of what is held in another language, or for others, nothing is missing. What a week does without for the sake
        // of single dates is missing, and is said to be.
        let offers = |kind: Kind| {
            let mut held = self.held.iter().enumerate();
            held.any(|(number, held)| held.kind == kind && !foreign.contains(&number))
        };
        let mut barred = self.done_without(one.person, &own);
        barred.extend(&foreign);
        barred.sort_unstable();
        barred.dedup();
        let need = rules::need(self.week, counselor.is_some(), &offers, &attends);
        let minutes = phase::floor_minutes(self.week, one);
        PersonForm {
            name: Some(clip(&one.name.full())),
            site: 0,
            track: track_name.to_owned(),
            avail: self.hours(one.person, &own),
            tele_ok: journey.telehealth != Telehealth::No || attends_video,
            tele_pref: journey.telehealth == Telehealth::Wished,
            dose: minutes.div_ceil(u32::from(self.grid.unit_minutes)),
            floor: (!self.repairs() && minutes > rules::prescribed_minutes(self.week))
                .then_some(minutes / u32::from(self.grid.unit_minutes)),
            need,
            acuity: 1,
            therapist: counselor.unwrap_or(nobody),
            prev: cohort,
            barred,
        }
    }

    /// The groups held in a language that somebody has not chosen, or of a track that is not theirs, by number, whatever
    /// kind they are. What they attend goes on. Of process groups the solver itself asks for the track.
    fn foreign(&self, person: PersonId, own: &[&Held<'_>]) -> Vec<usize> {
        let journey = self.week.journeys.get(&person).copied();
        let chosen = journey.unwrap_or_default().track;
        self.not_theirs(own, |held| {
            let tracks = own.iter().map(|one| one.group.track);
            let of_track = track(held.group.track);
            let suits = held.kind == Kind::Process
                || of_track == "general"
                || of_track == track(chosen)
                || tracks.clone().any(|one| track(one) == of_track);
            !suits || !held.group.track.understood_by(chosen, tracks)
        })
    }

    /// The groups that are for another program, phase or week of a stay, by number.
    fn of_others(&self, one: &Attending, own: &[&Held<'_>]) -> Vec<usize> {
        let attends = |held: &Held<'_>| own.iter().any(|own| own.group.id == held.group.id);
        (0..)
            .zip(&self.held)
            .filter(|(_, held)| {
                let how = (attends(held), self.repairs());
                phase::keeps_out(self.week, one, held.group, how)
            })
            .map(|(number, _)| number)
            .collect()
    }

    /// The groups that somebody's week has to do without, by number. What they attend goes on.
    fn done_without(&self, person: PersonId, own: &[&Held<'_>]) -> Vec<usize> {
        self.not_theirs(own, |held| {
            let group = Without::Group(held.group.id);
            self.aside.without.contains(&(person, group))
        })
    }

    /// The numbers of groups of which something holds, but for those that somebody attends.
    fn not_theirs(&self, own: &[&Held<'_>], holds: impl Fn(&Held<'_>) -> bool) -> Vec<usize> {
        let attends = |held: &Held<'_>| own.iter().any(|one| one.group.id == held.group.id);
        (0..)
            .zip(&self.held)
            .filter(|one| !attends(one.1) && holds(one.1))
            .map(|(number, _)| number)
            .collect()
    }

    /// By day and unit, what an hour costs somebody's life; -1 where it is impossible.
    pub(super) fn hours(&self, person: PersonId, own: &[&Held<'_>]) -> Vec<Vec<i32>> {
        let mut hours = vec![vec![0_i32; usize::from(self.grid.units)]; DAYS];
        let repair = matches!(self.aim, Aim::Repair(_));
        let last = if repair {
            self.week.sunday()
        } else {
            self.week.last()
        };
        // Where their week is another one each time, it has to fit the weeks of its own turn alone.
        let round = self.round(person);
        let real = self.real_monday();
        let other_turn = |date: Date| {
            let apart_weeks = (date - real).get_days().div_euclid(7);
            round.is_some_and(|round| apart_weeks.rem_euclid(round) != 0)
        };
        for (_, commitment) in self.week.lives.get(&person).into_iter().flatten() {
            let single = commitment.passes();
            if commitment.is_vacation() && !repair {
                // A week away is excused, and no reason for another week in all the others.
                continue;
            }
            for busy in commitment.busy(self.week.monday, last, true) {
                if other_turn(busy.date) {
                    continue;
                }
                let day = usize::from(care::Weekday::of(busy.date).index());
                let touched = self.grid.touched(busy.start_minute, busy.end_minute);
                for hour in &mut hours[day][touched] {
                    *hour = match (busy.fixed, single && !repair) {
                        (true, false) => -1,
                        _ if *hour < 0 => -1,
                        (true, true) => (*hour).max(SINGLE_COST),
                        (false, _) => (*hour).max(RATHER_NOT_COST),
                    };
                }
            }
        }
        for (day, units) in self.taken.get(&person).into_iter().flatten() {
            hours[usize::from(*day)][units.clone()].fill(-1);
        }
        let attended = self.attended(person, own);
        for (day, units) in self.dated.get(&person).into_iter().flatten() {
            for unit in units.clone() {
                // What they attend at that hour was agreed on with that date known.
                if !attended.contains(&(*day, unit)) {
                    hours[usize::from(*day)][unit] = -1;
                }
            }
        }
        if repair {
            // What they attend this week they can attend; what happened since is said to the solver as a change.
            for (day, unit) in attended {
                let hour = &mut hours[usize::from(day)][unit];
                *hour = (*hour).max(0);
            }
        }
        hours
    }

    /// The days and units of what somebody attends.
    fn attended(&self, person: PersonId, own: &[&Held<'_>]) -> BTreeSet<(u8, usize)> {
        let individual = self.individuals.get(&person).map(|(meeting, _)| *meeting);
        let length = |held: &&Held<'_>| self.grid.length(held.group.minutes);
        own.iter()
            .flat_map(|held| held.meetings.iter().map(move |one| (*one, length(held))))
            .chain(individual.map(|one| (one, self.grid.length(self.individual_minutes))))
            .flat_map(|(meeting, length)| {
                let from = usize::from(meeting.start);
                (from..from + usize::from(length)).map(move |unit| (meeting.day, unit))
            })
            .collect()
    }
}

/// Whether nobody is given two groups with the topic of this one: in education, and within a program, where groups that
/// share one are a choice. Of a process group everybody has one anyway.
fn counts_by_topic(group: &Group) -> bool {
    let within = group.program.is_some() && group.kind != GroupKind::Process;
    group.kind == GroupKind::Education || within
}
