//! Trouble with the record, as a visitor is told of it.
//!
//! The sentences of [`RecordError`] are for whoever runs the server: they name files and commands. They go to the log.
//! What a visitor needs is another thing: whether it was saved, and what to do now.

use record::RecordError;

/// Which words a visitor is told, and which say what is safe. A new kind of trouble has to be given its words here.
pub(super) fn words(error: &RecordError) -> (&'static str, &'static str) {
    match error {
        RecordError::DiskFull | RecordError::Failed => {
            ("fault-read-only", "fault-nothing-saved-readable")
        }
        RecordError::Unknown => ("fault-unsure", "fault-saved-before"),
        RecordError::Contended => ("fault-contended", "fault-nothing-saved"),
        RecordError::Busy => ("fault-busy", "fault-nothing-changed"),
        RecordError::Conflict(_) => ("fault-contradiction", "fault-nothing-saved"),
        RecordError::Forgotten => ("fault-forgotten", "fault-nothing-changed"),
        RecordError::InUse(_)
        | RecordError::Unopened(_)
        | RecordError::NotADatabase(_)
        | RecordError::Newer { .. }
        | RecordError::Older { .. }
        | RecordError::Nested
        | RecordError::Damaged(_)
        | RecordError::BadBackup(_)
        | RecordError::WrongKey(_)
        | RecordError::Key(_)
        | RecordError::Refused(_) => ("fault-trouble", "fault-saved-before"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Fault;
    use crate::language::Language;
    use clinic::Refusal;
    use record::RecordError;

    /// One of every kind, each with something in it that only an operator should read.
    fn every_kind() -> Vec<RecordError> {
        let text = || "/var/lib/stepwell.db SECRET".to_owned();
        vec![
            RecordError::InUse(text().into()),
            RecordError::Unopened(text()),
            RecordError::NotADatabase(text().into()),
            RecordError::Newer {
                found: 99,
                known: 98,
            },
            RecordError::Older {
                found: 98,
                known: 99,
            },
            RecordError::DiskFull,
            RecordError::Unknown,
            RecordError::Failed,
            RecordError::Conflict(text()),
            RecordError::Contended,
            RecordError::Busy,
            RecordError::Nested,
            RecordError::Damaged(text()),
            RecordError::BadBackup(text()),
            RecordError::WrongKey(text()),
            RecordError::Key(text()),
            RecordError::Forgotten,
            RecordError::Refused(text()),
        ]
    }

    #[test]
    fn a_visitor_never_reads_what_is_meant_for_an_operator() {
        for error in every_kind() {
            let operator = error.to_string();
            let fault = Fault::Refused(Refusal::Record(error));
            assert!(fault.for_the_log().contains(&operator));
            let mut told = vec![fault.sentence()];
            for language in [Language::English, Language::Spanish] {
                let page = fault.words(language);
                told.extend([page.title, page.happened, page.safe]);
            }
            for sentence in told {
                assert!(!sentence.contains("fault-"), "{sentence} has no words");
                for word in [
                    "SECRET", "/var", "stepwell", "Stepwell", "database", "disk", "schema",
                    "restart", "Restart", "Run:", "key", "9",
                ] {
                    assert!(
                        !sentence.contains(word),
                        "{word:?} in {sentence:?} for {operator}"
                    );
                }
                let gist = operator.split(':').next().unwrap_or_default();
                assert!(!sentence.contains(gist), "{sentence:?} is {operator:?}");
            }
        }
    }

    #[test]
    fn trouble_is_told_in_both_languages() {
        for error in every_kind() {
            let fault = Fault::Refused(Refusal::Record(error));
            let (english, spanish) = (
                fault.words(Language::English),
                fault.words(Language::Spanish),
            );
            assert_ne!(english.title, spanish.title);
            assert_ne!(english.happened, spanish.happened);
        }
    }
}
