//! How far a sign-in and the messages about it have come, in words that say no more than is known.

use crate::shell::ask::moment;
use care::{Role, TimeZoneName, counted};
use clinic::access::account::{SignIn, Waits};
use clinic::mail::MailStanding;
use maud::{Markup, html};
use policy::says_second;

/// Whether somebody can sign in, and what became of the latest message to them.
pub(in crate::pages) fn sign_in_words(sign_in: &SignIn, zone: &TimeZoneName) -> Markup {
    html! {
        p {
            @if sign_in.set_up { "This person has set up a sign-in." }
            @else if let Some(waits) = sign_in.waits { (waits_words(waits)) }
            @else if sign_in.invited { "This person was invited, and has not set up a sign-in yet." }
            @else { "This person has no sign-in yet." }
        }
        @if let Some(standing) = sign_in.mailed { p.muted { (mail_words(standing, zone)) } }
    }
}

/// Who has to say yes before this person is invited at all.
fn waits_words(waits: Waits) -> String {
    let second = Role::ALL.into_iter().filter(|role| says_second(*role));
    let second: Vec<String> = second.map(|role| role.label().to_lowercase()).collect();
    let second = second.join(" or a ");
    match waits {
        Waits::Role => format!(
            "This person is invited once a {second} confirms the role. No link has gone out yet."
        ),
        Waits::Address => format!("A link goes to the new address once a {second} confirms it."),
    }
}

fn mail_words(standing: MailStanding, zone: &TimeZoneName) -> String {
    match standing {
        MailStanding::Queued => {
            "The latest message to them is queued: no mail server has taken it yet.".to_owned()
        }
        MailStanding::Sent(at) => format!(
            "The latest message to them was sent: the mail server took it on {}.",
            moment(at, zone)
        ),
        MailStanding::Refused(times) => format!(
            "The latest message to them was refused: the mail server did not take it, tried {}.",
            counted(times, "time", "times")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_for_a_yes_is_told_whose() {
        let words = waits_words(Waits::Role);
        let whose = "once a clinical director or a privacy officer confirms the role";
        assert!(words.contains(whose), "{words}");
    }

    #[test]
    fn the_words_say_what_is_known_of_a_message() {
        let zone = TimeZoneName::parse("America/New_York").unwrap();
        let at = "2026-03-02T15:00:00Z".parse().unwrap();
        for (standing, words) in [
            (MailStanding::Queued, "queued"),
            (
                MailStanding::Sent(at),
                "sent: the mail server took it on Mon, Mar 2, 2026, 10:00 am.",
            ),
            (MailStanding::Refused(1), "tried 1 time."),
            (MailStanding::Refused(3), "tried 3 times."),
        ] {
            let said = mail_words(standing, &zone);
            assert!(said.contains(words), "{said}");
        }
    }
}
