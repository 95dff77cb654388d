use thiserror::Error;

use crate::throttle::Seconds;

/// Why a sign-in, or the making of a credential, did not work, in words for the person who tried.
///
/// The messages of failed *checks* are the same whether or not the account exists. What the journal needs to
/// know beyond them is in the values, never in the text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignInError {
    /// A new password has too few characters.
    #[error(
        "This password has {characters} characters; it needs at least {characters_min}. Four or five unrelated words are easy to remember and hard to guess."
    )]
    PasswordTooShort {
        /// What was typed.
        characters: usize,
        /// What the policy asks for.
        characters_min: usize,
    },
    /// A new password is longer than is accepted.
    #[error(
        "This password has more than {characters_max} characters. Please choose a shorter one."
    )]
    PasswordTooLong {
        /// What the policy allows.
        characters_max: usize,
    },
    /// A new password is among the first that anybody would try.
    #[error(
        "This password is among the first that somebody would try. Please choose another, for example four or five unrelated words."
    )]
    PasswordCommon,
    /// A new password is the sign-in name.
    #[error("The password is the same as your sign-in name. Please choose another.")]
    PasswordIsLogin,
    /// Too many passwords wait to be checked, or the machine could not spare the memory that hashing takes.
    #[error(
        "Many people are signing in at this moment, and this password was not looked at. Nothing was changed; please try again in a few seconds."
    )]
    Busy,

    /// A password, or a name with a password, did not match. Also the answer where there is no such account.
    #[error(
        "The sign-in name or the password is not right. Check both and try again, or ask for a sign-in link."
    )]
    NotRecognized,
    /// Too many failures: wait.
    #[error("There were several attempts that did not work. Please wait {} and try again, or sign in with a passkey.", wait_in_words(*wait))]
    Wait {
        /// How long from now.
        wait: Seconds,
    },
    /// Six digits from an authenticator app did not match, or were used before.
    #[error(
        "This code did not match. Wait for the app to show the next one, and check that the phone sets its time automatically."
    )]
    TotpRefused,
    /// An authenticator app cannot be set up with these names.
    #[error(
        "The authenticator app needs a name for this account. Add a sign-in name first, then set up the app."
    )]
    TotpName,
    /// Eight digits from an e-mail did not match, are too old, or were tried too often. One message for all of
    /// them, because the difference would tell a stranger something.
    #[error(
        "This code did not match, or it is no longer valid. Use the code in the newest e-mail, or ask for a new one."
    )]
    CodeRefused,
    /// A link is not one of ours, was used, or is too old.
    #[error(
        "This link is not valid any more. Each link works once and for a short time; please ask for a new one."
    )]
    LinkRefused,

    /// A passkey answer could not be read or did not verify.
    #[error("The passkey was not accepted. Please try again, or use another way to sign in.")]
    PasskeyRefused {
        /// For the log: what did not verify. Not for the page.
        reason: String,
    },
    /// The challenge that a passkey answered is not the one that was asked.
    #[error("This took too long, or was started in another window. Please start again.")]
    PasskeyStale,
    /// The device did not check that the person is its owner (PIN, fingerprint, face).
    #[error(
        "Your device did not confirm that it is you. Set up a screen lock, a PIN or a fingerprint on it, and try again."
    )]
    PasskeyUnverified,
    /// A passkey that is on the device already.
    #[error("This device already has a passkey for this account. You can use it to sign in.")]
    PasskeyKnown,
    /// The answer came from another site, or the site's address is not the configured one.
    #[error(
        "The passkey belongs to another web address. Open this page at its usual address and try again; if you are there, tell the clinic's administrator."
    )]
    PasskeyElsewhere,
    /// The use counter went backwards: there may be a copy of the passkey.
    #[error(
        "This passkey may have been copied, so it was not accepted. Sign in another way and remove it from your account."
    )]
    PasskeyCopied,
    /// For the operator, at start: the site's address does not allow passkeys.
    #[error(
        "Passkeys cannot work with the site name {rp_id:?} and the address {origin:?}: {problem}. The address must be https (or http://localhost), and its host must be the site name or end in it."
    )]
    PasskeyAddress {
        /// The configured relying party id.
        rp_id: String,
        /// The configured public address.
        origin: String,
        /// What is wrong with them.
        problem: String,
    },
}

/// "30 seconds", "2 minutes": rounded up, so that a person who waits that long does not come too early.
fn wait_in_words(wait: Seconds) -> String {
    match wait.get() {
        0 | 1 => "a second".to_owned(),
        seconds @ 2..=90 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_words_and_rounded_up() {
        let words = |seconds| wait_in_words(Seconds::new(seconds));
        assert_eq!(words(1), "a second");
        assert_eq!(words(32), "32 seconds");
        assert_eq!(words(91), "2 minutes");
        assert_eq!(words(900), "15 minutes");
    }

    #[test]
    fn messages_do_not_show_what_is_for_the_log() {
        let error = SignInError::PasskeyRefused {
            reason: "SignatureInvalid".to_owned(),
        };
        assert!(!error.to_string().contains("SignatureInvalid"));
    }
}
