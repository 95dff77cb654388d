//! What `webauthn-rs` says, in words for people.

use webauthn_rs::prelude::WebauthnError;

use crate::SignInError;

pub(super) fn refused(error: WebauthnError) -> SignInError {
    match error {
        WebauthnError::MismatchedChallenge | WebauthnError::ChallengeNotFound => {
            SignInError::PasskeyStale
        }
        WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => {
            SignInError::PasskeyUnverified
        }
        WebauthnError::CredentialAlreadyExists | WebauthnError::CredentialExcludedFromRequest => {
            SignInError::PasskeyKnown
        }
        WebauthnError::InvalidRPOrigin
        | WebauthnError::InvalidRPIDHash
        | WebauthnError::CredentialCrossOrigin => SignInError::PasskeyElsewhere,
        WebauthnError::CredentialPossibleCompromise => SignInError::PasskeyCopied,
        // Among the rest are "no such credential" and "wrong signature", which must not be told apart.
        other => SignInError::PasskeyRefused {
            reason: format!("{other:?}"),
        },
    }
}

pub(super) fn unreadable(error: serde_json::Error) -> SignInError {
    // The category and the place, not the message: that one quotes what was sent.
    let reason = format!(
        "{:?} at line {} column {}",
        error.classify(),
        error.line(),
        error.column()
    );
    SignInError::PasskeyRefused { reason }
}

/// A credential that is not among those of the account.
pub(super) fn unknown() -> SignInError {
    refused(WebauthnError::CredentialNotFound)
}
