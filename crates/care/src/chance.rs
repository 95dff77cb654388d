//! What a pure program cannot have by itself: the time of day and surprises. Both are handed in,
//! so that a simulated clinic-year and a real one run the same code.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The instant that clocks elsewhere show: an authenticator app's, a stopwatch. The same, but where a demonstration
    /// has a time of its own.
    fn outside(&self) -> Timestamp {
        self.now()
    }

    /// What puts the clock on by hand: a demonstration's, and no other.
    fn shift(&self) -> Option<&ClockShift> {
        None
    }
}

/// Gives random bytes, and ids made of them.
pub trait Dice: Send + Sync {
    /// Fills `bytes` with randomness fit for keys and tokens.
    fn fill(&self, bytes: &mut [u8]);

    /// A new `UUIDv7` for the instant `at`: sorted by time, unique by 74 random bits.
    fn uuid(&self, at: Timestamp) -> Uuid {
        let mut random = [0u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

impl<T: Clock + ?Sized> Clock for std::sync::Arc<T> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn outside(&self) -> Timestamp {
        (**self).outside()
    }

    fn shift(&self) -> Option<&ClockShift> {
        (**self).shift()
    }
}

impl<T: Dice + ?Sized> Dice for std::sync::Arc<T> {
    fn fill(&self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

/// Repeatable dice for demonstrations, simulations and tests: the same seed gives the same bytes.
/// Whoever knows the seed knows every key made with it, so real installations never use these.
pub struct SeededDice(std::sync::atomic::AtomicU64);

impl SeededDice {
    /// Dice that start from `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(std::sync::atomic::AtomicU64::new(
            seed.wrapping_mul(0x2545_F491_4F6C_DD1D),
        ))
    }

    /// A number below `limit`, for choices in a simulation. 0 when `limit` is 0.
    pub fn below(&self, limit: u64) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes).checked_rem(limit).unwrap_or(0)
    }
}

impl Clone for SeededDice {
    /// Dice that throw next what these would, and go on by themselves.
    fn clone(&self) -> Self {
        let state = self.0.load(Ordering::Relaxed);
        Self(std::sync::atomic::AtomicU64::new(state))
    }
}

impl Dice for SeededDice {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // The mixing function of SplitMix64.
            let step = 0x9E37_79B9_7F4A_7C15_u64;
            let state = self.0.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let mixed = mixed ^ (mixed >> 31);
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// How far a demonstration's clock is ahead of the clocks elsewhere, or behind them. It can be put on, never back.
pub struct ClockShift {
    ahead_micros: AtomicI64,
    zone: TimeZone,
}

impl ClockShift {
    /// Where the demonstration is: its hours and days are told by this zone's clocks.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Puts the clock on.
    pub fn put_on(&self, by: SignedDuration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(0).max(0);
        self.ahead_micros.fetch_add(micros, Ordering::SeqCst);
    }
}

/// A clock that goes as another one goes and shows another time: a demonstration's, which always opens in the middle of
/// a week, whatever day it is outside.
pub struct ShiftedClock<C> {
    outside: C,
    shift: ClockShift,
}

impl<C: Clock> ShiftedClock<C> {
    /// A clock that shows `at` at this moment.
    pub fn new(outside: C, at: Timestamp, zone: TimeZone) -> Self {
        let ahead = at.duration_since(outside.now());
        Self {
            outside,
            shift: ClockShift {
                ahead_micros: AtomicI64::new(i64::try_from(ahead.as_micros()).unwrap_or(0)),
                zone,
            },
        }
    }
}

impl<C: Clock> Clock for ShiftedClock<C> {
    fn now(&self) -> Timestamp {
        let ahead = self.shift.ahead_micros.load(Ordering::SeqCst);
        let outside = self.outside.now();
        outside
            .checked_add(SignedDuration::from_micros(ahead))
            .unwrap_or(outside)
    }

    fn outside(&self) -> Timestamp {
        self.outside.outside()
    }

    fn shift(&self) -> Option<&ClockShift> {
        Some(&self.shift)
    }
}

/// A clock that stands still until it is set, for demonstrations, simulations and tests.
pub struct HandClock(AtomicI64);

impl HandClock {
    /// A clock that shows `at`.
    pub fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_microsecond()))
    }

    /// Sets it to `at`.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// Moves it forward.
    pub fn advance(&self, by: SignedDuration) {
        if let Ok(at) = self.now().checked_add(by) {
            self.set(at);
        }
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
