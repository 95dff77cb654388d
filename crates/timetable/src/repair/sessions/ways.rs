//! The ways to answer for one session, in the order in which they ask least of people.

use super::{Gain, OFFERS_MAX, Offer, Situation, Spot, Step, Stretch, Way};

/// A session as it is held.
#[derive(Clone, Debug)]
struct Standing {
    at: Stretch,
    spot: Spot,
    leaders: Vec<usize>,
}

/// Whatever is held, and who sits where.
pub(super) struct Board<'a> {
    situation: &'a Situation,
    /// By session; nothing where it is not held.
    standing: Vec<Option<Standing>>,
    /// Sessions that are hit and not answered yet: their hour stays free for whoever leads or attends them.
    waiting: Vec<usize>,
    /// By session: how many seats are taken.
    taken: Vec<usize>,
    /// By person: the sessions they attend.
    attended: Vec<Vec<usize>>,
}

impl<'a> Board<'a> {
    /// As it is if nobody does anything.
    pub fn new(situation: &'a Situation) -> Self {
        let mut attended = vec![Vec::new(); situation.people.len()];
        let mut standing = Vec::new();
        for (at, one) in situation.sittings.iter().enumerate() {
            let held = !situation.hit.contains(&at);
            standing.push(held.then(|| Standing {
                at: one.at,
                spot: one.spot,
                leaders: one.leaders.clone(),
            }));
            for person in &one.members {
                attended[*person].push(at);
            }
        }
        let taken = situation.sittings.iter().map(|one| one.members.len());
        Self {
            situation,
            standing,
            waiting: Vec::new(),
            taken: taken.collect(),
            attended,
        }
    }

    /// Keeps the hours of what is hit until it is answered.
    pub fn wait_for(&mut self, hit: &[usize]) {
        self.waiting = hit.to_vec();
    }

    /// A session as it is held, or as it waits to be.
    fn reserved(&self, at: usize) -> Option<(Stretch, Spot)> {
        match &self.standing[at] {
            Some(held) => Some((held.at, held.spot)),
            None if self.waiting.contains(&at) => {
                let one = &self.situation.sittings[at];
                Some((one.at, one.spot))
            }
            None => None,
        }
    }

    /// The sessions that wait to be answered and meet an hour.
    fn waiting_at(&self, at: Stretch) -> impl Iterator<Item = usize> {
        let meets = move |other: &usize| self.situation.sittings[*other].at.meets(at);
        self.waiting.iter().copied().filter(meets)
    }

    /// For each person the minutes kept and still possible.
    pub fn minutes(&self) -> Vec<i64> {
        let ahead = |at: &usize| self.standing[*at].is_some() && self.situation.sittings[*at].ahead;
        self.situation
            .people
            .iter()
            .zip(&self.attended)
            .map(|(one, own)| {
                let still = own.iter().filter(|at| ahead(at));
                one.kept + still.map(|at| self.length(*at)).sum::<i64>()
            })
            .collect()
    }

    fn length(&self, at: usize) -> i64 {
        self.situation.sittings[at].at.minutes()
    }

    /// Whether a room can be used and nobody else has it.
    fn room_is_free(&self, room: usize, at: Stretch) -> bool {
        let shut = |at: Stretch| {
            let shut = &self.situation.halls[room].shut;
            shut.iter().any(|one| one.meets(at))
        };
        let here = Spot::Room(room);
        let mut held = self.standing.iter().flatten();
        let waits = |other: usize| {
            let other = &self.situation.sittings[other];
            other.spot == here && !shut(other.at)
        };
        !shut(at)
            && !held.any(|one| one.spot == here && one.at.meets(at))
            && !self.waiting_at(at).any(waits)
    }

    fn spot_is_free(&self, spot: Spot, at: Stretch) -> bool {
        match spot {
            Spot::Room(room) => self.room_is_free(room, at),
            Spot::Video | Spot::Elsewhere => true,
        }
    }

    fn leads_nothing(&self, leader: usize, at: Stretch) -> bool {
        let mut held = self.standing.iter().flatten();
        let waits = |other: usize| {
            let other = &self.situation.sittings[other];
            other.leaders.contains(&leader) && !self.is_away(leader, other.at)
        };
        !held.any(|one| one.leaders.contains(&leader) && one.at.meets(at))
            && !self.waiting_at(at).any(waits)
    }

    fn is_away(&self, leader: usize, at: Stretch) -> bool {
        let away = &self.situation.leaders[leader].away;
        away.iter().any(|one| one.meets(at))
    }

    fn is_on_duty(&self, leader: usize, at: Stretch) -> bool {
        let duty = &self.situation.leaders[leader].duty;
        duty.iter().any(|one| one.holds(at))
    }

    /// Who leads a session at a time: whoever leads it, without those who cannot, with somebody able first.
    fn leaders(&self, sitting: usize, at: Stretch) -> Option<Vec<usize>> {
        let one = &self.situation.sittings[sitting];
        let same = at == one.at;
        // Whoever leads it at its own hour works then, whatever their hours say.
        let can = |leader: usize, known: bool| {
            !self.is_away(leader, at)
                && self.leads_nothing(leader, at)
                && ((known && same) || self.is_on_duty(leader, at))
        };
        let own = one.leaders.iter().copied();
        let stay: Vec<usize> = own.filter(|leader| can(*leader, true)).collect();
        if stay
            .first()
            .is_some_and(|first| one.leaders.first() == Some(first) || one.able.contains(first))
        {
            return Some(stay);
        }
        let mut able = one.able.iter().copied();
        let found = able.find(|leader| can(*leader, one.leaders.contains(leader)))?;
        let others = stay.into_iter().filter(|leader| *leader != found);
        Some(std::iter::once(found).chain(others).collect())
    }

    /// Whether somebody can be at a place then, beside all that they attend. Between a place of their own and one that
    /// they travel to lies the way.
    fn can_come(&self, person: usize, at: Stretch, spot: Spot) -> bool {
        let one = &self.situation.people[person];
        let way = if spot == Spot::Video { 0 } else { one.journey };
        if spot == Spot::Video && !one.video {
            return false;
        }
        let busy = one.busy.iter().any(|busy| busy.meets(at.wider(way)));
        !busy
            && self.attended[person].iter().all(|other| {
                self.reserved(*other).is_none_or(|(held, there)| {
                    let apart = (there == Spot::Video) != (spot == Spot::Video);
                    let way = if apart { one.journey } else { 0 };
                    !held.meets(at.wider(way))
                })
            })
    }

    /// Whether a session can be held so that nobody who attends has to hear of it.
    pub fn is_quiet(&self, sitting: usize) -> bool {
        self.led(sitting).is_some() || self.in_room(sitting).is_some()
    }

    fn all(&self, sitting: usize, step: Step) -> Way {
        let minutes = self.length(sitting);
        let members = self.situation.sittings[sitting].members.iter();
        let gain = |person: &usize| Gain {
            person: *person,
            minutes,
            instead: None,
        };
        Way {
            step,
            gains: members.map(gain).collect(),
        }
    }

    fn led(&self, sitting: usize) -> Option<Way> {
        let one = &self.situation.sittings[sitting];
        if !self.spot_is_free(one.spot, one.at) {
            return None;
        }
        let leaders = self.leaders(sitting, one.at)?;
        Some(self.all(sitting, Step::Led(leaders)))
    }

    /// The smallest other room; its own leaders stay.
    fn in_room(&self, sitting: usize) -> Option<Way> {
        let one = &self.situation.sittings[sitting];
        let Spot::Room(own) = one.spot else {
            return None;
        };
        if self.leaders(sitting, one.at)? != one.leaders {
            return None;
        }
        let room = self.room_for(one.seats, one.at, own)?;
        Some(self.all(sitting, Step::Room(room)))
    }

    fn room_for(&self, seats: usize, at: Stretch, but: usize) -> Option<usize> {
        let halls = self.situation.halls.iter().enumerate();
        halls
            .filter(|(room, hall)| *room != but && hall.seats >= seats)
            .filter(|(room, _)| self.room_is_free(*room, at))
            .min_by_key(|(room, hall)| (hall.seats, *room))
            .map(|(room, _)| room)
    }

    fn by_video(&self, sitting: usize) -> Option<Way> {
        let one = &self.situation.sittings[sitting];
        if one.spot == Spot::Video || self.leaders(sitting, one.at)? != one.leaders {
            return None;
        }
        let mut way = self.all(sitting, Step::Video);
        for gain in &mut way.gains {
            if !self.can_come(gain.person, one.at, Spot::Video) {
                gain.minutes = 0;
            }
        }
        way.gains.iter().any(|gain| gain.minutes > 0).then_some(way)
    }

    /// The seats that a session has left for guests.
    fn seats_left(&self, sitting: usize) -> usize {
        let one = &self.situation.sittings[sitting];
        let room = match self.standing[sitting].as_ref().map(|held| held.spot) {
            Some(Spot::Room(room)) => self.situation.halls[room].seats,
            _ => one.seats,
        };
        one.seats.min(room).saturating_sub(self.taken[sitting])
    }

    /// Whether somebody may and can sit in a session once.
    fn is_open(&self, sitting: usize, person: usize) -> bool {
        let one = &self.situation.sittings[sitting];
        let Some(held) = &self.standing[sitting] else {
            return false;
        };
        one.ahead
            && one.open_to.binary_search(&person).is_ok()
            && !self.attended[person].contains(&sitting)
            && !one.members.contains(&person)
            && self.can_come(person, held.at, held.spot)
    }

    /// Everybody sits in one other session of its kind, the nearest.
    fn joined(&self, sitting: usize) -> Option<Way> {
        let one = &self.situation.sittings[sitting];
        let fits = |other: &usize| {
            let there = &self.situation.sittings[*other];
            there.kind == one.kind
                && self.seats_left(*other) >= one.members.len()
                && one
                    .members
                    .iter()
                    .all(|person| self.is_open(*other, *person))
        };
        let others = (0..self.standing.len()).filter(|other| *other != sitting);
        let distance = |other: &usize| {
            let there = &self.situation.sittings[*other];
            ((there.at.from - one.at.from).abs(), *other)
        };
        let other = others.filter(fits).min_by_key(distance)?;
        let minutes = self.length(other);
        let mut way = self.all(sitting, Step::Joined(other));
        for gain in &mut way.gains {
            (gain.minutes, gain.instead) = (minutes, Some(other));
        }
        (!way.gains.is_empty()).then_some(way)
    }

    /// The nearest hour at which everybody can come.
    fn moved(&self, sitting: usize) -> Option<Way> {
        let one = &self.situation.sittings[sitting];
        if !one.movable {
            return None;
        }
        let length = one.at.minutes();
        let at = |opening: &Stretch| Stretch {
            from: opening.from,
            to: opening.from + length,
        };
        let mut hours: Vec<Stretch> = self
            .situation
            .openings
            .iter()
            .filter(|opening| opening.holds(at(opening)))
            .map(at)
            .filter(|hour| *hour != one.at)
            .collect();
        hours.sort_by_key(|hour| ((hour.from - one.at.from).abs(), hour.from));
        hours.into_iter().find_map(|hour| {
            let spot = match one.spot {
                Spot::Room(own) if !self.room_is_free(own, hour) => {
                    Spot::Room(self.room_for(one.seats, hour, own)?)
                }
                spot => spot,
            };
            if !one
                .members
                .iter()
                .all(|person| self.can_come(*person, hour, spot))
            {
                return None;
            }
            let leaders = self.leaders(sitting, hour)?;
            Some(self.all(
                sitting,
                Step::Moved {
                    at: hour,
                    spot,
                    leaders,
                },
            ))
        })
    }

    /// Not held: each has a seat elsewhere where there is one, of the same kind first, then the earliest.
    pub fn off(&self, sitting: usize) -> Way {
        let one = &self.situation.sittings[sitting];
        let mut left: Vec<usize> = (0..self.standing.len())
            .map(|at| self.seats_left(at))
            .collect();
        let mut gains = Vec::new();
        for &person in &one.members {
            let open = |at: &usize| *at != sitting && left[*at] > 0 && self.is_open(*at, person);
            let by = |at: &usize| {
                let there = &self.situation.sittings[*at];
                (there.kind != one.kind, there.at.from, *at)
            };
            let instead = (0..left.len()).filter(open).min_by_key(by);
            if let Some(at) = instead {
                left[at] -= 1;
            }
            gains.push(Gain {
                person,
                minutes: instead.map_or(0, |at| self.length(at)),
                instead,
            });
        }
        Way {
            step: Step::Off,
            gains,
        }
    }

    /// All of them, the gentlest first. From here on the session waits no more.
    pub fn ways(&mut self, sitting: usize) -> Vec<Way> {
        self.waiting.retain(|other| *other != sitting);
        let tried = [
            self.led(sitting),
            self.in_room(sitting),
            self.by_video(sitting),
            self.joined(sitting),
            self.moved(sitting),
        ];
        let mut ways: Vec<Way> = tried.into_iter().flatten().collect();
        ways.push(self.off(sitting));
        ways
    }

    /// Holds a session in this way.
    pub fn take(&mut self, sitting: usize, way: &Way) {
        let one = &self.situation.sittings[sitting];
        let as_it_was = |spot: Spot, leaders: &[usize]| Standing {
            at: one.at,
            spot,
            leaders: leaders.to_vec(),
        };
        self.standing[sitting] = match &way.step {
            Step::Led(leaders) => Some(as_it_was(one.spot, leaders)),
            Step::Room(room) => Some(as_it_was(Spot::Room(*room), &one.leaders)),
            Step::Video => Some(as_it_was(Spot::Video, &one.leaders)),
            Step::Moved { at, spot, leaders } => Some(Standing {
                at: *at,
                spot: *spot,
                leaders: leaders.clone(),
            }),
            Step::Joined(_) | Step::Off => None,
        };
        for gain in &way.gains {
            // Without another seat they are expected where they were, also those who may not be able to come.
            if let Some(other) = gain.instead {
                self.taken[other] += 1;
                self.attended[gain.person].push(other);
            }
        }
    }

    /// A seat each for those who were not hit and lack hours, the shortest first.
    pub fn offers(&mut self, nothing: &[i64], hit: &[usize]) -> Vec<Offer> {
        let people = &self.situation.people;
        let lacks = |person: &usize| people[*person].wanted - nothing[*person];
        let mut short: Vec<usize> = (0..people.len())
            .filter(|person| lacks(person) > 0 && hit.binary_search(person).is_err())
            .collect();
        short.sort_by_key(|person| (std::cmp::Reverse(lacks(person)), *person));
        let mut offers = Vec::new();
        for person in short {
            if offers.len() == OFFERS_MAX {
                break;
            }
            let open = |at: &usize| self.seats_left(*at) > 0 && self.is_open(*at, person);
            let earliest = |at: &usize| (self.situation.sittings[*at].at.from, *at);
            let found = (0..self.standing.len()).filter(open).min_by_key(earliest);
            if let Some(sitting) = found {
                self.taken[sitting] += 1;
                self.attended[person].push(sitting);
                offers.push(Offer { person, sitting });
            }
        }
        offers
    }
}
