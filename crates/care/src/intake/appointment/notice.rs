//! What is mailed about an appointment, and when; and what came back.

use crate::daytime::minute_of;
use crate::people::contact_rules::{ContactRules, Forbidden};
use crate::{JobId, TimeZoneName};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How much earlier a reminder goes out where its own time is not one of theirs, in minutes: a day has each of their
/// times once. House rule.
const EARLIER_MINUTES_MAX: i64 = 24 * 60;
/// How much of their time is left when a reminder goes out that comes earlier, in minutes: whatever stands in its way at
/// that minute, it can leave after it. House rule.
const SPARE_MINUTES: i64 = 60;
/// What did not go out this long before the appointment does not go out any more, in minutes: nobody could set out
/// because of it, or say no in time. House rule.
pub const LAST_MINUTES: i64 = 30;
/// How often one can say something else about one time, without a sign-in. House rule.
pub const ANSWERS_MAX: u16 = 20;

codes! {
    /// How long before an appointment somebody is reminded of it. Two days are time enough to give a time to somebody
    /// else, two hours are soon enough not to be forgotten again: house rule.
    ReminderLead {
        /// Two days.
        TwoDays = "48h", "48 hours before";
        /// Two hours.
        TwoHours = "2h", "2 hours before";
    }
}

impl ReminderLead {
    /// The same in minutes.
    pub const fn minutes(self) -> i64 {
        match self {
            Self::TwoDays => 48 * 60,
            Self::TwoHours => 2 * 60,
        }
    }
}

codes! {
    /// How somebody wishes to be reminded.
    ReminderWish {
        /// Twice.
        Both = "both", "48 hours and 2 hours before";
        /// Two days before alone.
        TwoDays = "48h", "48 hours before";
        /// Two hours before alone.
        TwoHours = "2h", "2 hours before";
        /// Not at all.
        Never = "none", "Not at all";
    }
}

impl ReminderWish {
    /// When they are reminded.
    pub const fn leads(self) -> &'static [ReminderLead] {
        match self {
            Self::Both => &[ReminderLead::TwoDays, ReminderLead::TwoHours],
            Self::TwoDays => &[ReminderLead::TwoDays],
            Self::TwoHours => &[ReminderLead::TwoHours],
            Self::Never => &[],
        }
    }
}

codes! {
    /// What somebody says to an appointment, without signing in.
    AppointmentAnswer {
        /// They will come.
        Yes = "yes", "Says that they will come";
        /// This time does not suit.
        AnotherTime = "another_time", "Asks for another time";
        /// They want to be called.
        Call = "call", "Asks to be called";
    }
}

/// What became of a message about an appointment when it was its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeMail {
    /// It was queued.
    Queued(JobId),
    /// One of their rules stands against it.
    Held(Forbidden),
    /// There is no address.
    NoAddress,
    /// It was too late for it by then.
    TooLate,
}

/// A reminder of which it was the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// Which.
    pub lead: ReminderLead,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub mail: NoticeMail,
}

/// What somebody said, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// What.
    pub answer: AppointmentAnswer,
    /// When.
    pub at: Timestamp,
}

/// A call that an answer asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallAsked {
    /// By when they are called because of it.
    pub by: Timestamp,
    /// When they were to be called before, where they were.
    pub instead_of: Option<Timestamp>,
}

/// When a reminder goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderPlan {
    /// Then.
    At(Timestamp),
    /// Never: when the time was set it was this close already, and they had just heard of it.
    TooShort,
    /// Never: none of their times lies before it that is near enough.
    NotTheirTime,
}

/// What was mailed about one time, and what came back. When it is moved, all of this begins anew but for the wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How they wish to be reminded.
    pub wish: ReminderWish,
    /// Since when the appointment is at its time.
    pub since: Timestamp,
    /// What became of the confirmation.
    pub confirmed: Option<NoticeMail>,
    /// The reminders of which it was the time.
    pub reminded: Vec<Reminded>,
    /// What they said last.
    pub answered: Option<Answered>,
    /// How often they said something.
    pub answers: u16,
    /// The call that an answer of theirs put on the list; a later yes takes that one off, and none that staff put
    /// there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallAsked>,
}

impl Notice {
    /// Of an appointment that was made or moved just now.
    pub const fn new(wish: ReminderWish, now: Timestamp) -> Self {
        Self {
            wish,
            since: now,
            confirmed: None,
            reminded: Vec::new(),
            answered: None,
            answers: 0,
            call: None,
        }
    }

    /// A reminder of which it was the time.
    pub fn reminder(&self, lead: ReminderLead) -> Option<&Reminded> {
        self.reminded.iter().find(|reminded| reminded.lead == lead)
    }

    /// When a reminder goes out: as long before as it says, or towards the end of the last of their times before that.
    /// Nobody is reminded at night, and nobody outside of the times that they named.
    pub fn plan(
        &self,
        lead: ReminderLead,
        starts_at: Timestamp,
        rules: &ContactRules,
        zone: &TimeZoneName,
    ) -> ReminderPlan {
        if before(starts_at, lead.minutes()) <= self.since {
            return ReminderPlan::TooShort;
        }
        let is_theirs = |at: Timestamp| rules.is_good_time(minute_of(zone.local(at).time()));
        let own = before(starts_at, lead.minutes());
        if is_theirs(own) {
            return ReminderPlan::At(own);
        }
        let earlier = || {
            let tried = (1..=EARLIER_MINUTES_MAX).map(|more| before(own, more));
            tried.take_while(|at| *at > self.since)
        };
        let has_spare =
            |at: &Timestamp| is_theirs(*at) && is_theirs(before(*at, 1 - SPARE_MINUTES));
        earlier()
            .find(has_spare)
            .or_else(|| earlier().find(|at| is_theirs(*at)))
            .map_or(ReminderPlan::NotTheirTime, ReminderPlan::At)
    }

    /// The reminders that are wished for and still to come, with when.
    fn ahead(
        &self,
        starts_at: Timestamp,
        rules: &ContactRules,
        zone: &TimeZoneName,
    ) -> Vec<(ReminderLead, Timestamp)> {
        let leads = self.wish.leads().iter().copied();
        leads
            .filter(|lead| self.reminder(*lead).is_none())
            .filter_map(|lead| match self.plan(lead, starts_at, rules, zone) {
                ReminderPlan::At(at) => Some((lead, at)),
                ReminderPlan::TooShort | ReminderPlan::NotTheirTime => None,
            })
            .collect()
    }

    /// When to look at it next; nothing where no reminder is to come.
    pub fn next_at(
        &self,
        starts_at: Timestamp,
        rules: &ContactRules,
        zone: &TimeZoneName,
    ) -> Option<Timestamp> {
        let ahead = self.ahead(starts_at, rules, zone);
        ahead.into_iter().map(|(_, at)| at).min()
    }

    /// The reminders whose time has come, the one nearest to the appointment first.
    pub fn due(
        &self,
        starts_at: Timestamp,
        rules: &ContactRules,
        zone: &TimeZoneName,
        now: Timestamp,
    ) -> Vec<ReminderLead> {
        let ahead = self.ahead(starts_at, rules, zone).into_iter();
        let mut due: Vec<ReminderLead> = ahead
            .filter(|(_, at)| *at <= now)
            .map(|(lead, _)| lead)
            .collect();
        due.sort_by_key(|lead| lead.minutes());
        due
    }
}

/// Whether a reminder may still go out: now is one of their times, by day, and the appointment is not upon them.
pub fn may_remind(
    starts_at: Timestamp,
    rules: &ContactRules,
    zone: &TimeZoneName,
    now: Timestamp,
) -> bool {
    now <= before(starts_at, LAST_MINUTES) && rules.is_good_time(minute_of(zone.local(now).time()))
}

fn before(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_sub(SignedDuration::from_mins(minutes))
        .unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests;
