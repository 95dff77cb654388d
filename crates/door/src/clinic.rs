//! The clinic: the record and what a pure program cannot have by itself.

use crate::Key;
use crate::bell::Bell;
use crate::memory::Memory;
use crate::unwritten::Unwritten;
use care::assessment::protocol::Protocol;
use care::followup::push::Services;
use care::{Clock, Dice, HelpLines};
use jiff::Timestamp;
use record::Record;
use signin::passkey::Passkeys;
use std::any::Any;
use std::sync::Arc;

/// What an installation has to say about itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address people type, without a slash at the end: `https://clinic.example.org`.
    pub base_url: String,
    /// Whether this is a demonstration with made-up people.
    pub demo: bool,
    /// The number on the public pages.
    pub public_phone: Option<String>,
    /// Where somebody who found a weakness of the installation writes, as an address with its scheme: `mailto:…`.
    pub security_contact: Option<String>,
    /// Whom to call in danger.
    pub help: HelpLines,
    /// Within how many minutes of opening time a request for help is called back: the promise the public pages make.
    pub call_back_minutes: u32,
    /// The mail server that messages are handed to; without one they wait.
    pub mail_host: Option<String>,
    /// The sender on every message, where there is one.
    pub mail_from: Option<String>,
    /// Through which push services browsers without an open page are called.
    pub push_services: Services,
}

/// The clinic: the record and what a pure program cannot have by itself.
pub struct Clinic {
    record: Record,
    clock: Arc<dyn Clock>,
    dice: Arc<dyn Dice>,
    passkeys: Passkeys,
    settings: Settings,
    protocol: Arc<Protocol>,
    /// What waits for room on the disk.
    unwritten: Unwritten,
    /// Who listens for what wants somebody now.
    bell: Arc<Bell>,
    memory: Memory,
}

impl Clinic {
    /// Opens the clinic over a record, with the protocol that Stepwell brings along.
    ///
    /// # Panics
    ///
    /// Never: a test of the protocol keeps the one that comes along loadable.
    pub fn new(
        record: Record,
        clock: Arc<dyn Clock>,
        dice: Arc<dyn Dice>,
        passkeys: Passkeys,
        settings: Settings,
    ) -> Self {
        Self {
            record,
            clock,
            dice,
            passkeys,
            settings,
            protocol: Arc::new(
                Protocol::standard().expect("the protocol that comes along is loaded by a test"),
            ),
            unwritten: Unwritten::default(),
            bell: Arc::default(),
            memory: Memory::default(),
        }
    }

    /// The same clinic with a protocol of its own.
    #[must_use]
    pub fn with_protocol(mut self, protocol: Protocol) -> Self {
        self.protocol = Arc::new(protocol);
        self
    }

    /// The levels of care, their numbers and criteria.
    pub fn protocol(&self) -> &Arc<Protocol> {
        &self.protocol
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The instant that clocks elsewhere show; another one only in a demonstration.
    pub fn outside(&self) -> Timestamp {
        self.clock.outside()
    }

    /// What the installation says about itself.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The record, past the policy and the journal: for upkeep, measurements, and where nobody is signed in yet. A use
    /// case that has an actor passes [`Clinic::act`] or [`Clinic::look`].
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The clock, for putting a demonstration's on.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Who listens for what wants somebody now.
    pub fn bell(&self) -> &Arc<Bell> {
        &self.bell
    }

    /// The dice.
    pub fn dice(&self) -> &dyn Dice {
        &*self.dice
    }

    /// A fresh key, for callers that have no form to carry one.
    pub fn fresh_key(&self) -> Key {
        Key::of(self.dice.uuid(self.now()))
    }

    /// Random bytes, for a token or a salt.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.dice.fill(&mut bytes);
        bytes
    }

    /// What finishes and checks a passkey's ceremonies.
    pub fn passkeys(&self) -> &Passkeys {
        &self.passkeys
    }

    /// What waits for room on the disk.
    pub fn unwritten(&self) -> &Unwritten {
        &self.unwritten
    }

    /// What a crate of use cases keeps for as long as the clinic is open: one thing of each type, made when it is first
    /// asked for. Nobody else reaches what is of a type that is private to its file.
    pub fn memory<T: Any + Default + Send + Sync>(&self) -> &T {
        self.memory.of()
    }
}
