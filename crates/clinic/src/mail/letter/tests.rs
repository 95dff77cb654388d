use super::*;
use uuid::Uuid;

const LINK: &str = "https://clinic.example/there";
const WHEN: &str = "14/04/2026, 17:30";

/// Every message in a language, with what has to be in its text.
fn all(language: Language) -> Vec<(Mail, Vec<&'static str>)> {
    let to = Email::parse("ana@example.org").unwrap();
    let phone = "207 555 0164";
    let booked = |phone, reminds| {
        let about = AboutTime {
            id: AppointmentId::from(Uuid::from_u128(7)),
            starts_at: Timestamp::UNIX_EPOCH,
            reminds,
        };
        let said = Booked {
            when: WHEN,
            link: LINK,
            phone,
        };
        Mail::appointment(&to, language, &said, about)
    };
    vec![
        (Mail::welcome(&to, language, LINK, 72), vec![LINK, "72"]),
        (Mail::redirected(&to, language), vec![]),
        (
            Mail::code(&to, language, "123456", 10),
            vec!["123456", "10"],
        ),
        (booked(None, false), vec![WHEN, LINK]),
        (booked(Some(phone), false), vec![WHEN, LINK, phone]),
        (booked(Some(phone), true), vec![WHEN, LINK, phone]),
        (Mail::times(&to, language, WHEN), vec![WHEN]),
        (Mail::trial(&to), vec![]),
        (Mail::yes_waits(&to, LINK), vec![LINK]),
        (Mail::open_now(&to, LINK), vec![LINK]),
        (Mail::review_waits(&to, LINK), vec![LINK]),
    ]
}

#[test]
fn every_message_has_words_and_says_what_is_put_into_it() {
    for language in Language::ALL {
        for (mail, put_in) in all(language) {
            let (subject, text) = (mail.subject(), mail.text());
            // A key for which there are no words, or to whose words something is missing, stands for itself.
            assert!(!subject.starts_with("mail-"), "{subject}");
            assert!(!text.starts_with("mail-"), "{text}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
            for word in put_in {
                assert!(text.contains(word), "{word} is not in {text}");
            }
        }
    }
}

#[test]
fn a_message_is_in_the_language_of_whoever_reads_it() {
    let hello = |language| {
        let begins = |(mail, _): &(Mail, _)| mail.text().split('\n').next().map(str::to_owned);
        all(language).iter().map(begins).collect::<Vec<_>>()
    };
    let (english, spanish) = (hello(Language::English), hello(Language::Spanish));
    assert!(english.iter().all(|it| it.as_deref() == Some("Hello,")));
    // The last four go to those who work here.
    let (theirs, staff) = spanish.split_at(spanish.len() - 4);
    assert!(theirs.iter().all(|it| it.as_deref() == Some("Hola:")));
    assert!(staff.iter().all(|it| it.as_deref() == Some("Hello,")));
    assert!(call_text().contains("please open the program"));
}
