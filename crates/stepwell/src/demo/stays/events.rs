//! What happens on the way through care, and on which day.

use LevelOfCare::{Detox, IntensiveOutpatient, Outpatient, Residential};
use When::{Ago, Day};
use care::LevelOfCare;
use care::stays::episode::DischargeReason;
use care::stays::referral::ReferralState;

/// When something happens: so many days after the beginning, or before the present.
#[derive(Clone, Copy)]
pub enum When {
    Day(i32),
    Ago(i32),
}

/// What happens.
#[derive(Clone, Copy)]
pub enum What {
    /// Into the residence, for so many days.
    Residence(usize, i64),
    /// Into the withdrawal unit.
    Detox(usize),
    /// To the intensive program, or the ordinary one.
    Iop,
    Outpatient,
    /// To another provider, expected there after so many days.
    Refer(LevelOfCare, &'static str, i64),
    /// The provider or the person did this.
    Now(ReferralState),
    /// The episode ends.
    End(DischargeReason, &'static str),
    /// A level is chosen from these answers, with this reason.
    Choose(
        &'static [(&'static str, &'static str)],
        LevelOfCare,
        &'static str,
    ),
}

/// Whose day it is: the n-th person of the story at a site who has a counselor and no part in it yet.
pub struct Event(pub When, pub usize, pub usize, pub What);

/// Everything that happens; the second number tells the people apart, the first is the site.
pub const EVENTS: &[Event] = &[
    Event(
        Day(7),
        0,
        1,
        What::Choose(
            &[
                ("withdrawal.severity", "none"),
                ("home.stability", "no home"),
                ("relapse.risk", "likely"),
            ],
            Residential,
            "",
        ),
    ),
    Event(Day(8), 0, 1, What::Residence(0, 30)),
    Event(Day(9), 0, 2, What::Residence(1, 30)),
    Event(Day(13), 0, 3, What::Residence(3, 60)),
    Event(Day(14), 1, 1, What::Detox(0)),
    Event(Day(20), 1, 1, What::Iop),
    Event(
        Day(16),
        1,
        2,
        What::Choose(
            &[
                ("withdrawal.severity", "none"),
                ("home.stability", "unstable"),
                ("relapse.risk", "likely"),
                ("relapse.needs_24h", "no"),
            ],
            IntensiveOutpatient,
            "A room in a sober house is promised for Monday; the brother puts them up until then",
        ),
    ),
    Event(Day(21), 0, 4, What::Outpatient),
    Event(
        Day(22),
        1,
        3,
        What::Refer(Residential, "Juniper Ridge Residence", 4),
    ),
    Event(Day(23), 1, 3, What::Now(ReferralState::Accepted)),
    Event(Day(26), 1, 3, What::Now(ReferralState::Arrived)),
    Event(
        Day(28),
        0,
        5,
        What::Choose(
            &[
                ("relapse.risk", "likely"),
                ("home.stability", "stable"),
                ("withdrawal.severity", "none"),
            ],
            Outpatient,
            "Works nights; comes twice a week and by phone, and we look again in two weeks",
        ),
    ),
    Event(
        Day(30),
        0,
        6,
        What::End(
            DischargeReason::LeftAgainstAdvice,
            "Did not answer for two weeks; the door stays open",
        ),
    ),
    Event(
        Day(33),
        1,
        4,
        What::End(
            DischargeReason::Completed,
            "Goes on with a weekly group near home",
        ),
    ),
    Event(Day(38), 0, 1, What::Iop),
    Event(Ago(12), 0, 7, What::Residence(4, 90)),
    Event(
        Ago(8),
        0,
        8,
        What::Refer(Residential, "Pine Hill Residence", 3),
    ),
    Event(Ago(7), 0, 8, What::Now(ReferralState::Accepted)),
    Event(Ago(4), 1, 5, What::Detox(1)),
    Event(
        Ago(2),
        1,
        6,
        What::Refer(Detox, "Valley Hospital, withdrawal unit", 5),
    ),
];
