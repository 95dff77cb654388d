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
    let value = |letter| u64::try_from(LETTERS.find(letter).unwrap()).unwrap();
    let values: Vec<u64> = text.chars().filter(|c| *c != ' ').map(value).collect();
    let mut bytes = [0; TOTP_SECRET_BYTES];
    // Eight letters are forty bits are five bytes.
    for (letters, five) in values.chunks(8).zip(bytes.chunks_mut(5)) {
        let number = letters.iter().fold(0, |number, value| number << 5 | value);
        five.copy_from_slice(&number.to_be_bytes()[3..]);
    }
    bytes
}
