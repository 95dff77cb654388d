//! How far a sign-in and the messages about it have come, in words that say no more than is known.

use crate::shell::ask::moment;
use care::{Role, TimeZoneName, counted};
use clinic::access::account::{SignIn, Waits};
use clinic::mail::{MailRefusal, MailStanding};
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
        @if let Some(standing) = &sign_in.mailed { p.muted { (mail_words("latest message to them", standing, zone)) } }
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

/// What became of a message, which `what` calls by a name.
pub(super) fn mail_words(what: &str, standing: &MailStanding, zone: &TimeZoneName) -> String {
    match standing {
        MailStanding::Queued => format!("The {what} is queued: no mail server has taken it yet."),
        MailStanding::Sent(at) => format!(
            "The {what} was sent: the mail server took it on {}.",
            moment(*at, zone)
        ),
        MailStanding::Refused(refused) => refused_words(what, refused, zone),
    }
}

/// What came back in place of a yes, in the server's own words, and whether it is tried again.
fn refused_words(what: &str, refused: &MailRefusal, zone: &TimeZoneName) -> String {
    let answer = refused.answer.as_ref();
    let answer = answer.map_or_else(String::new, |said| format!(" It said: “{}”.", said.open()));
    let then = match refused.again_at {
        Some(at) => format!("It is tried again on {}.", moment(at, zone)),
        None => "It is not tried again.".to_owned(),
    };
    format!(
        "The {what} was refused: the mail server did not take it, tried {}.{answer} {then}",
        counted(refused.times, "time", "times")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::Private;

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
        let refused = |times, answer: Option<&str>, again_at| {
            MailStanding::Refused(MailRefusal {
                times,
                answer: answer.map(|said| Private::new(said.to_owned())),
                again_at,
            })
        };
        for (standing, words) in [
            (MailStanding::Queued, "queued"),
            (
                MailStanding::Sent(at),
                "sent: the mail server took it on Mon, Mar 2, 2026, 10:00 am EST.",
            ),
            (
                refused(1, Some("550 no such user"), Some(at)),
                "tried 1 time. It said: “550 no such user”. It is tried again on Mon, Mar 2",
            ),
            (
                refused(3, None, None),
                "tried 3 times. It is not tried again.",
            ),
        ] {
            let said = mail_words("message", &standing, &zone);
            assert!(said.contains(words), "{said}");
        }
    }
}
