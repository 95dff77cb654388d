//! The one place where what became of a command turns into its exit code.

use clinic::Refusal;
use console::Exit;
use record::RecordError;

/// The exit code of a command; an error is printed here, once, with its causes.
pub fn of(ended: anyhow::Result<Exit>) -> Exit {
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            console::complain(format_args!("stepwell: {error:#}"));
            if is_damage(&error) {
                Exit::Found
            } else {
                console::code_of(&error)
            }
        }
    }
}

/// Whether the record was looked at and is not what was written. That is a finding, whichever command met it.
fn is_damage(error: &anyhow::Error) -> bool {
    let damaged = |error: &RecordError| {
        matches!(
            error,
            RecordError::Damaged(_) | RecordError::NotADatabase(_) | RecordError::BadBackup(_)
        )
    };
    error.chain().any(|cause| {
        let refused = cause.downcast_ref::<Refusal>();
        cause.downcast_ref::<RecordError>().is_some_and(damaged)
            || matches!(refused, Some(Refusal::Record(error)) if damaged(error))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn damage_is_a_finding_however_deep_it_lies() {
        let damaged = || RecordError::Damaged("a page".to_owned());
        let plain = Err(damaged()).context("while listing the staff");
        assert_eq!(of(plain), Exit::Found);
        assert_eq!(of(Err(Refusal::Record(damaged()).into())), Exit::Found);
        assert_eq!(of(Err(RecordError::DiskFull.into())), Exit::Failed);
        assert_eq!(of(Err(Refusal::Denied.into())), Exit::Failed);
        assert_eq!(of(Ok(Exit::Well)), Exit::Well);
    }
}
