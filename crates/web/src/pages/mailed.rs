//! How far a sign-in and the messages about it have come, in words that say no more than is known.

use crate::shell::ask::moment;
use care::{TimeZoneName, counted};
use clinic::account::SignIn;
use clinic::mail::Standing;
use maud::{Markup, html};

/// Whether somebody can sign in, and what became of the latest message to them.
pub(super) fn sign_in_words(sign_in: &SignIn, zone: &TimeZoneName) -> Markup {
    html! {
        p {
            @if sign_in.set_up { "This person has set up a sign-in." }
            @else if sign_in.invited { "This person was invited, and has not set up a sign-in yet." }
            @else { "This person has no sign-in yet." }
        }
        @if let Some(standing) = sign_in.mailed { p.muted { (mail_words(standing, zone)) } }
    }
}

fn mail_words(standing: Standing, zone: &TimeZoneName) -> String {
    match standing {
        Standing::Queued => {
            "The latest message to them is queued: no mail server has taken it yet.".to_owned()
        }
        Standing::Sent(at) => format!(
            "The latest message to them was sent: the mail server took it on {}.",
            moment(at, zone)
        ),
        Standing::Refused(times) => format!(
            "The latest message to them was refused: the mail server did not take it, tried {}.",
            counted(times, "time", "times")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_say_what_is_known_of_a_message() {
        let zone = TimeZoneName::parse("America/New_York").unwrap();
        let at = "2026-03-02T15:00:00Z".parse().unwrap();
        for (standing, words) in [
            (Standing::Queued, "queued"),
            (
                Standing::Sent(at),
                "sent: the mail server took it on Mon, Mar 2, 2026, 10:00 am.",
            ),
            (Standing::Refused(1), "tried 1 time."),
            (Standing::Refused(3), "tried 3 times."),
        ] {
            let said = mail_words(standing, &zone);
            assert!(said.contains(words), "{said}");
        }
    }
}
