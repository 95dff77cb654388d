//! Waiting for a place: who comes before whom and why, what they are given meanwhile, and the places they were offered.

use crate::{LevelOfCare, Line, PersonId, TimeZoneName};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// Interim services begin within so many hours of the request where there is no place. Published: 45 CFR 96.126(b)(2) for
/// people who inject drugs, 96.131(d)(2) for pregnant people.
pub const INTERIM_HOURS: i64 = 48;
/// By which calendar day after the one of the request that has happened: the hour is not kept, only the day. House
/// reading of the 48 hours, by the site's own days; what was given on a later day surely came too late.
pub const INTERIM_CALENDAR_DAYS: i64 = 2;
/// Whoever injects drugs is admitted within so many days of the request. Published: 45 CFR 96.126(b)(1).
pub const ADMIT_DAYS: i64 = 14;
/// The same where interim services are given in time. Published: 45 CFR 96.126(b)(2).
pub const ADMIT_WITH_INTERIM_DAYS: i64 = 120;
/// How long a place may be held for somebody, in days: as long as the law leaves for those who come first. House rule.
pub const OFFER_DAYS_MAX: i64 = 14;

codes! {
    /// Whether something that puts somebody first is true of them.
    PriorityFact {
        /// It is.
        Yes = "yes", "Yes";
        /// It is not.
        No = "no", "No";
        /// Nobody knows yet.
        Unknown = "unknown", "Not known";
    }
}

codes! {
    /// Who comes before whom on the list, the first at the top; within each, whoever asked first. Published: pregnant
    /// people who inject drugs, then pregnant people, then people who inject drugs, then everybody else (42 USC
    /// 300x-27, 45 CFR 96.131(a) and 96.126(a)). That danger comes before all, and that whoever was not asked comes
    /// before those of whom it is known that neither is true, are house rules.
    Precedence {
        /// They told of danger, and nobody has spoken with them.
        Danger = "danger", "In danger, not yet answered";
        /// Both.
        PregnantInjecting = "pregnant_injecting", "Pregnant and injects drugs";
        /// Pregnant.
        Pregnant = "pregnant", "Pregnant";
        /// Injects drugs.
        Injecting = "injecting", "Injects drugs";
        /// It was not asked.
        NotAsked = "not_asked", "Not known whether pregnant or injecting: ask";
        /// Neither.
        Others = "others", "In the order of asking";
    }
}

codes! {
    /// What is given to somebody while they wait. Published, in our words: interim services of 45 CFR 96.121; the last is a
    /// house rule.
    InterimService {
        /// What HIV and tuberculosis are.
        Infections = "infections", "Talked about HIV and tuberculosis";
        /// How infections are passed on, and how not.
        Needles = "needles", "Talked about shared needles and how infections pass to partners and babies";
        /// Where to be treated for them.
        Referral = "referral", "Referred for HIV or tuberculosis care where needed";
        /// What substances do before birth.
        Unborn = "unborn", "Talked about what alcohol and drugs do to the unborn";
        /// Care in pregnancy.
        Prenatal = "prenatal", "Referred for prenatal care";
        /// Naloxone.
        Naloxone = "naloxone", "Gave naloxone";
    }
}

codes! {
    /// How an offer of a place ended.
    OfferEnd {
        /// They take it.
        Accepted = "accepted", "Accepted";
        /// They do not want it.
        Declined = "declined", "Declined";
        /// Nobody answered in time.
        Expired = "expired", "Expired";
        /// It was taken back, or they came off the list.
        TakenBack = "taken_back", "Taken back";
    }
}

codes! {
    /// Why somebody came off the list without being admitted from it.
    OffReason {
        /// They have a place elsewhere.
        Elsewhere = "elsewhere", "Has a place elsewhere";
        /// They do not want one now.
        Declined = "declined", "Does not want a place now";
        /// Several tries in vain.
        NotReached = "not_reached", "Could not be reached";
        /// Another level is right by now.
        OtherLevel = "other_level", "Needs another level of care by now";
        /// They died.
        Died = "died", "Died";
        /// They were put on it by mistake.
        Mistake = "mistake", "Was put on the list by mistake";
        /// Something else; said in the words.
        Other = "other", "Another reason";
    }
}

/// Something that was given meanwhile.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterimGiven {
    /// What.
    pub service: InterimService,
    /// On which day.
    pub on: Date,
    /// More about it.
    pub note: Option<Line>,
    /// Who wrote it down.
    pub by: PersonId,
}

/// A place that was offered.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOffer {
    /// When.
    pub at: Timestamp,
    /// Until when it is held.
    pub until: Timestamp,
    /// Which place.
    pub words: Option<Line>,
    /// How it ended, and when.
    pub ended: Option<(OfferEnd, Timestamp)>,
}

/// That somebody came off the list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOff {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// Why.
    pub reason: OffReason,
    /// In words.
    pub words: Option<Line>,
}

/// What is kept of somebody's waiting.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// For which level, where one was chosen.
    pub level: Option<LevelOfCare>,
    /// Whether they are pregnant.
    pub pregnant: PriorityFact,
    /// Whether they injected drugs in the last 30 days.
    pub injects: PriorityFact,
    /// What they were given meanwhile.
    pub interim: Vec<InterimGiven>,
    /// The places they were offered, the first first.
    pub offers: Vec<PlaceOffer>,
    /// When they came off the list, and why.
    pub off: Vec<TakenOff>,
}

hidden! { InterimGiven PlaceOffer TakenOff Waiting }

impl Default for Waiting {
    /// Nobody was asked anything.
    fn default() -> Self {
        Self {
            level: None,
            pregnant: PriorityFact::Unknown,
            injects: PriorityFact::Unknown,
            interim: Vec::new(),
            offers: Vec::new(),
            off: Vec::new(),
        }
    }
}

impl Waiting {
    /// Where they stand on the list, and so why.
    pub fn precedence(&self, in_danger: bool) -> Precedence {
        use PriorityFact::{No, Unknown, Yes};
        match (self.pregnant, self.injects) {
            _ if in_danger => Precedence::Danger,
            (Yes, Yes) => Precedence::PregnantInjecting,
            (Yes, _) => Precedence::Pregnant,
            (_, Yes) => Precedence::Injecting,
            (Unknown, _) | (_, Unknown) => Precedence::NotAsked,
            (No, No) => Precedence::Others,
        }
    }

    /// Whether interim services are owed while there is no place.
    fn is_first(&self) -> bool {
        [self.pregnant, self.injects].contains(&PriorityFact::Yes)
    }

    /// What has to be given to them meanwhile.
    fn owed(&self) -> Vec<InterimService> {
        let mut owed = Vec::new();
        if self.is_first() {
            owed.extend([
                InterimService::Infections,
                InterimService::Needles,
                InterimService::Referral,
            ]);
        }
        if self.pregnant == PriorityFact::Yes {
            owed.extend([InterimService::Unborn, InterimService::Prenatal]);
        }
        owed
    }

    /// What of it was not given yet.
    pub fn missing(&self) -> Vec<InterimService> {
        let mut owed = self.owed();
        owed.retain(|service| !self.interim.iter().any(|given| given.service == *service));
        owed
    }

    /// By when interim services begin; nothing where none are owed.
    pub fn interim_by(&self, requested_at: Timestamp) -> Option<Timestamp> {
        self.is_first().then(|| later(requested_at, INTERIM_HOURS))
    }

    /// Whether everything owed was given in time by whoever asked on `asked_on`, where they asked.
    fn is_bridged(&self, asked_on: Date) -> bool {
        let last = asked_on.saturating_add(INTERIM_CALENDAR_DAYS.days());
        let in_time = |service: &InterimService| {
            let mut given = self.interim.iter();
            given.any(|given| given.service == *service && given.on <= last)
        };
        self.owed().iter().all(in_time)
    }

    /// By when they are admitted: whoever injects drugs within fourteen days, or, where everything owed meanwhile was
    /// given in time, within a hundred and twenty. What was given too late gives nobody more time. For pregnant people
    /// no day is late enough to be named: at once.
    pub fn admit_by(&self, requested_at: Timestamp, zone: &TimeZoneName) -> Option<Timestamp> {
        let days = if self.is_bridged(zone.local(requested_at).date()) {
            ADMIT_WITH_INTERIM_DAYS
        } else {
            ADMIT_DAYS
        };
        (self.injects == PriorityFact::Yes).then(|| later(requested_at, 24 * days))
    }

    /// The offer that nobody has answered yet.
    pub fn open_offer(&self) -> Option<&PlaceOffer> {
        self.offers.iter().rfind(|offer| offer.ended.is_none())
    }

    /// Ends the offer that is open; answers whether there was one.
    pub fn end_offer(&mut self, how: OfferEnd, at: Timestamp) -> bool {
        let open = self.offers.iter_mut().rfind(|offer| offer.ended.is_none());
        open.map(|offer| offer.ended = Some((how, at))).is_some()
    }
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours))
        .unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn waiting(pregnant: PriorityFact, injects: PriorityFact) -> Waiting {
        Waiting {
            pregnant,
            injects,
            ..Waiting::default()
        }
    }

    fn give(waiting: &mut Waiting, services: &[InterimService], on: Date) {
        waiting
            .interim
            .extend(services.iter().map(|service| InterimGiven {
                service: *service,
                on,
                note: None,
                by: PersonId::from(Uuid::from_u128(7)),
            }));
    }

    #[test]
    fn who_comes_first_follows_from_what_is_known_and_unknown_is_never_last() {
        use PriorityFact::{No, Unknown, Yes};
        for (pregnant, injects, expected) in [
            (Yes, Yes, Precedence::PregnantInjecting),
            (Yes, No, Precedence::Pregnant),
            (Yes, Unknown, Precedence::Pregnant),
            (No, Yes, Precedence::Injecting),
            (Unknown, Yes, Precedence::Injecting),
            (Unknown, No, Precedence::NotAsked),
            (No, Unknown, Precedence::NotAsked),
            (Unknown, Unknown, Precedence::NotAsked),
            (No, No, Precedence::Others),
        ] {
            let waiting = waiting(pregnant, injects);
            assert_eq!(waiting.precedence(false), expected);
            assert_eq!(waiting.precedence(true), Precedence::Danger);
        }
        let order = Precedence::ALL;
        assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn interim_services_are_owed_to_those_who_come_first_until_each_is_given() {
        use PriorityFact::{No, Yes};
        let asked = at("2026-03-02T15:00:00Z");
        assert!(waiting(No, No).missing().is_empty());
        assert_eq!(waiting(No, No).interim_by(asked), None);
        let zone = TimeZoneName::parse("America/New_York").unwrap();
        let in_time = jiff::civil::date(2026, 3, 4);
        let (soon, later) = (at("2026-03-16T15:00:00Z"), at("2026-06-30T15:00:00Z"));
        let mut injects = waiting(No, Yes);
        assert_eq!(injects.missing().len(), 3);
        assert_eq!(injects.interim_by(asked), Some(at("2026-03-04T15:00:00Z")));
        assert_eq!(injects.admit_by(asked, &zone), Some(soon));
        let owed = injects.missing();
        give(&mut injects, &owed[..2], in_time);
        assert_eq!(injects.missing(), [InterimService::Referral]);
        assert_eq!(injects.admit_by(asked, &zone), Some(soon));
        let mut late = injects.clone();
        give(&mut injects, &owed[2..], in_time);
        assert_eq!(injects.admit_by(asked, &zone), Some(later));
        // What was given too late is given, and leaves no more time; given once more it stays in time.
        give(&mut late, &owed[2..], in_time.tomorrow().unwrap());
        assert!(late.missing().is_empty());
        assert_eq!(late.admit_by(asked, &zone), Some(soon));
        give(&mut injects, &owed, in_time.tomorrow().unwrap());
        assert_eq!(injects.admit_by(asked, &zone), Some(later));
        // The day is the one of the site: late on Sunday there is Monday in Greenwich.
        let night = at("2026-03-02T03:00:00Z");
        assert_eq!(
            injects.admit_by(night, &zone),
            Some(at("2026-03-16T03:00:00Z"))
        );
        let pregnant = waiting(Yes, No);
        assert_eq!(pregnant.missing().len(), 5);
        assert_eq!(pregnant.admit_by(asked, &zone), None);
    }

    #[test]
    fn one_offer_is_open_at_a_time_and_ends_once() {
        let now = at("2026-03-02T15:00:00Z");
        let mut waiting = Waiting::default();
        assert!(!waiting.end_offer(OfferEnd::Expired, now));
        waiting.offers.push(PlaceOffer {
            at: now,
            until: at("2026-03-04T15:00:00Z"),
            words: None,
            ended: None,
        });
        assert!(waiting.open_offer().is_some());
        assert!(waiting.end_offer(OfferEnd::Declined, now));
        assert!(!waiting.end_offer(OfferEnd::Expired, now));
        assert_eq!(waiting.offers[0].ended, Some((OfferEnd::Declined, now)));
    }
}
