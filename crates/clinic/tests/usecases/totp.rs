//! The authenticator app on somebody's telephone.

use signin::totp::{TOTP_SECRET_BYTES, TotpSecret};

/// What an app with this secret shows at a second.
pub fn code_at(secret: &str, unix: i64) -> String {
    let secret = TotpSecret::from_bytes(from_base32(secret));
    secret.code_at(u64::try_from(unix).unwrap()).to_string()
}

/// Reads base32 as a person would type it into the app.
fn from_base32(text: &str) -> [u8; TOTP_SECRET_BYTES] {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letters = text.chars().filter(|letter| *letter != ' ');
    let bits: String = letters
        .map(|letter| format!("{:05b}", LETTERS.find(letter).unwrap()))
        .collect();
    let byte = |at: usize| u8::from_str_radix(&bits[8 * at..8 * at + 8], 2).unwrap();
    std::array::from_fn(byte)
}
