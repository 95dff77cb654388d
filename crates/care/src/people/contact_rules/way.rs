//! Every way by which something leaves here towards somebody, and the rules that can stand against it.
//!
//! A new way is a new word of [`WayOut`]. A message cannot be made without saying which it is, and the test that
//! sends through every one of them does not compile without it.

use super::Channel;

codes! {
    /// A way out.
    WayOut {
        /// Pressing a number.
        Call = "call", "A call";
        /// Leaving a voicemail.
        Voicemail = "voicemail", "A voicemail";
        /// Writing by hand: a text message.
        Text = "text", "A text message";
        /// Writing by hand: a mail.
        Letter = "letter", "An e-mail written by hand";
        /// Promising a call back, or setting when to call next.
        CallBack = "call_back", "A call back";
        /// A number on a sheet that is given along.
        PrintedNumber = "printed_number", "The number on a printed sheet";
        /// Mail with a link to set up a sign-in.
        Invitation = "invitation", "The link to set up a sign-in";
        /// Mail to an address that was changed.
        Redirected = "redirected", "The message that their address was changed";
        /// Mail with a code, to whoever has just typed their password and waits for it.
        Code = "code", "A code to sign in";
        /// Mail that confirms an appointment.
        Confirmation = "confirmation", "The confirmation of an appointment";
        /// Mail that reminds of an appointment.
        Reminder = "reminder", "The reminder of an appointment";
        /// Mail about times that changed.
        Times = "times", "The message about changed times";
        /// A call to a browser of somebody who does not work here.
        Push = "push", "A call to their browser";
        /// Mail or a call to somebody who works here, for their work.
        Work = "work", "A message to staff";
    }
}

/// By what something leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Means {
    /// A call.
    Call,
    /// A voicemail.
    Voicemail,
    /// A text message.
    Text,
    /// Mail.
    Mail,
    /// A number that others will call.
    Paper,
    /// A browser that rings.
    Browser,
    /// What they have just asked for and are waiting for, or what is about somebody's work here: no rule of theirs is
    /// about it.
    Free,
}

impl Means {
    /// The way to be in touch that has to be safe for it, and the rule that it would break.
    pub const fn needs(self) -> Option<(Channel, Forbidden)> {
        match self {
            Self::Call | Self::Voicemail | Self::Paper => Some((Channel::Phone, Forbidden::NoCall)),
            Self::Text => Some((Channel::Text, Forbidden::NoText)),
            Self::Mail => Some((Channel::Email, Forbidden::NoMail)),
            Self::Browser | Self::Free => None,
        }
    }

    /// Whether it is heard at once, so that the time of day counts. Mail waits until somebody looks.
    pub const fn rings(self) -> bool {
        matches!(
            self,
            Self::Call | Self::Voicemail | Self::Text | Self::Browser
        )
    }
}

impl WayOut {
    /// By what it leaves.
    pub const fn means(self) -> Means {
        match self {
            Self::Call | Self::CallBack => Means::Call,
            Self::Voicemail => Means::Voicemail,
            Self::Text => Means::Text,
            Self::PrintedNumber => Means::Paper,
            Self::Letter
            | Self::Invitation
            | Self::Redirected
            | Self::Confirmation
            | Self::Reminder
            | Self::Times => Means::Mail,
            Self::Push => Means::Browser,
            Self::Code | Self::Work => Means::Free,
        }
    }
}

codes! {
    /// The rule that stands against a way out, as the sentence that people read.
    Forbidden {
        /// The answer goes to whoever asked.
        ThroughAsker = "through_asker", "Be in touch with whoever asked for help, not with the person.";
        /// The answer goes to the person.
        PersonOnly = "person_only", "Be in touch with the person, not with whoever asked for help.";
        /// No call.
        NoCall = "no_call", "Do not call.";
        /// No text message.
        NoText = "no_text", "Do not send a text message.";
        /// No mail.
        NoMail = "no_mail", "Do not write e-mail.";
        /// No voicemail.
        NoVoicemail = "no_voicemail", "Do not leave a voicemail.";
        /// Not at this time.
        NotNow = "not_now", "This is not one of their times.";
    }
}
