//! Who sends: a key of the clinic's own, whose public half a browser is told when it subscribes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

/// The header of every token; RFC 8292 knows this one only.
const HEAD: &str = r#"{"typ":"JWT","alg":"ES256"}"#;

/// The key of whoever sends.
pub struct Vapid(SecretKey);

impl Vapid {
    /// A key from its 32 bytes; nothing where they are none, as zero is not.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        SecretKey::from_slice(bytes).ok().map(Self)
    }

    /// The public half, as browsers are given it.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().to_sec1_bytes())
    }

    /// The value of `Authorization` for the push service at `audience`, an origin, until `expires`, in seconds since
    /// 1970. `contact` is whom the service may write to.
    pub fn authorization(&self, audience: &str, contact: &str, expires: i64) -> String {
        let claims = serde_json::json!({ "aud": audience, "exp": expires, "sub": contact });
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signed = format!("{}.{}", part(HEAD), part(&claims.to_string()));
        let signature: Signature = SigningKey::from(&self.0).sign(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(signature.to_bytes());
        format!("vapid t={signed}.{signature}, k={}", self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier as _;

    #[test]
    fn a_push_service_can_verify_who_sends() {
        let vapid = Vapid::from_bytes(&[7; 32]).unwrap();
        let said = vapid.authorization("https://push.example.net", "mailto:a@example.org", 99);
        let (token, key) = said
            .strip_prefix("vapid t=")
            .unwrap()
            .split_once(", k=")
            .unwrap();
        assert_eq!(key, vapid.public());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let verifier = VerifyingKey::from_sec1_bytes(&bytes(key)).unwrap();
        let signature = Signature::from_slice(&bytes(signature)).unwrap();
        verifier.verify(signed.as_bytes(), &signature).unwrap();
        assert!(verifier.verify(b"something else", &signature).is_err());
        let (head, claims) = signed.split_once('.').unwrap();
        assert_eq!(bytes(head), HEAD.as_bytes());
        let claims: serde_json::Value = serde_json::from_slice(&bytes(claims)).unwrap();
        assert_eq!(claims["aud"], "https://push.example.net");
        assert_eq!(claims["exp"], 99);
        assert_eq!(claims["sub"], "mailto:a@example.org");
    }

    #[test]
    fn zero_is_no_key() {
        assert!(Vapid::from_bytes(&[0; 32]).is_none());
    }
}
