//! Why a sign-in did not work, in the language of the page.
//!
//! In English the sentence is the error's own, which says most. In another language several errors share one, so that
//! none of them tells a stranger more than the English ones do.

use crate::language::Language;
use signin::SignInError;

/// What somebody who tried is told.
pub(crate) fn words(language: Language, error: &SignInError) -> String {
    if language == Language::English {
        return error.to_string();
    }
    let key = match error {
        SignInError::Wait { wait } => {
            let minutes = wait.get().div_ceil(60).max(1).to_string();
            return language.say_with("signing-wait", &[("minutes", &minutes)]);
        }
        SignInError::NotRecognized => "signing-refused",
        SignInError::TotpRefused | SignInError::TotpName | SignInError::CodeRefused => {
            "signing-code"
        }
        SignInError::LinkRefused => "signing-link",
        SignInError::PasswordTooShort { .. }
        | SignInError::PasswordTooLong { .. }
        | SignInError::PasswordCommon
        | SignInError::PasswordIsLogin => "signing-password",
        SignInError::Busy => "signing-busy",
        _ => "signing-passkey",
    };
    language.say(key)
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::language::Language;
    use signin::SignInError;

    #[test]
    fn every_language_says_its_own_and_english_what_the_error_says() {
        for error in [
            SignInError::NotRecognized,
            SignInError::CodeRefused,
            SignInError::LinkRefused,
            SignInError::PasswordCommon,
            SignInError::Busy,
            SignInError::PasskeyStale,
        ] {
            assert_eq!(words(Language::English, &error), error.to_string());
            let spanish = words(Language::Spanish, &error);
            assert!(
                spanish.ends_with('.') && spanish != error.to_string(),
                "{spanish}"
            );
        }
    }
}
