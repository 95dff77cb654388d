//! Passwords: what is accepted, how they are kept, how they are checked.
//!
//! The policy follows NIST SP 800-63B-4: length, and nothing about which characters. A password that stands
//! alone needs [`CHARACTERS_MIN_ALONE`]; one that is followed by a second factor, [`CHARACTERS_MIN_WITH_SECOND`].
//! Spaces and any script are welcome. Nothing is cut off, trimmed or normalized: what was typed is what is hashed.
//!
//! A check takes about 19 MiB and tens of milliseconds of one core. A [`Hasher`] keeps those 19 MiB from one check to
//! the next: memory that many threads take and give back stays with the process, so have one hasher on one thread.

use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{Algorithm, Argon2, Block, Params, PasswordHash, Version};
use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::SignInError;
use crate::secret::hidden;

mod common;

/// Characters that a password needs when it is the only proof.
pub const CHARACTERS_MIN_ALONE: usize = 15;
/// Characters that a password needs when a second factor follows.
pub const CHARACTERS_MIN_WITH_SECOND: usize = 8;
/// Longer ones are refused: nobody types them, and hashing a megabyte is a favor to an attacker.
pub const CHARACTERS_MAX: usize = 256;
/// Memory for one hash, in KiB. With [`PASSES`] and [`LANES`], the parameters of RFC 9106 as OWASP adapts them.
pub const MEMORY_KIB: u32 = 19_456;
/// Passes over the memory.
pub const PASSES: u32 = 2;
/// Lanes, all computed by one thread.
pub const LANES: u32 = 1;

/// A character is at most four bytes, so nothing longer than this can have been accepted.
const TYPED_BYTES_MAX: usize = 4 * CHARACTERS_MAX;

/// What stands beside the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factors {
    /// The password is the only proof.
    Alone,
    /// A TOTP or an e-mailed code follows.
    WithSecond,
}

impl Factors {
    /// The least number of characters, for the hint beside the field.
    pub const fn characters_min(self) -> usize {
        match self {
            Self::Alone => CHARACTERS_MIN_ALONE,
            Self::WithSecond => CHARACTERS_MIN_WITH_SECOND,
        }
    }
}

/// A new password that satisfies the policy. For checking an existing one use [`Hasher::verify`], which takes what was typed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Password(String);
hidden!(Password);

impl Password {
    /// Accepts a new password for the person who signs in as `login`.
    pub fn parse(typed: &str, login: &str, factors: Factors) -> Result<Self, SignInError> {
        // At most one more than needed is counted, so that a huge body costs nothing.
        let characters = typed.chars().take(CHARACTERS_MAX + 1).count();
        let characters_min = factors.characters_min();
        if characters > CHARACTERS_MAX {
            return Err(SignInError::PasswordTooLong {
                characters_max: CHARACTERS_MAX,
            });
        }
        if characters < characters_min {
            return Err(SignInError::PasswordTooShort {
                characters,
                characters_min,
            });
        }
        if common::same_as_login(typed, login) {
            return Err(SignInError::PasswordIsLogin);
        }
        if common::is_common(typed) {
            return Err(SignInError::PasswordCommon);
        }
        Ok(Self(typed.to_owned()))
    }
}

/// Hashes and checks, with the memory that takes.
#[derive(Default)]
pub struct Hasher {
    blocks: Vec<Block>,
}
hidden!(Hasher);

impl Hasher {
    /// One that takes its memory when it is first needed.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text to store: a PHC string with its parameters and salt. The salt is the caller's randomness, new for
    /// each password. Fails only when the machine has no memory to spare.
    pub fn hash(&mut self, password: &Password, salt: [u8; 16]) -> Result<String, SignInError> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| SignInError::Busy)?;
        let salt = Salt::new(&salt).map_err(|_| SignInError::Busy)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
        let hash = self.output(&argon2, password.0.as_bytes(), &salt)?;
        let stored = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params).map_err(|_| SignInError::Busy)?,
            salt: Some(salt),
            hash: Some(hash),
        };
        Ok(stored.to_string())
    }

    /// Whether what was typed is the password that was stored. A stored text that cannot be read is never right,
    /// and costs the same time as one that can.
    pub fn verify(&mut self, stored: &str, typed: &str) -> bool {
        match PasswordHash::new(stored) {
            Ok(hash) if hash.salt.is_some() && hash.hash.is_some() => self.matches(&hash, typed),
            _ => self.verify_absent(typed),
        }
    }

    /// The same work for an account that does not exist, has no password or is disabled. Always false.
    ///
    /// It goes through [`verify`](Self::verify) with a stored hash of zeros, for which nobody knows a password, so
    /// that the time taken tells nothing.
    pub fn verify_absent(&mut self, typed: &str) -> bool {
        const SALT: &str = "c3RlcHdlbGwtYWJzZW50";
        const ZEROS: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let nobody = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${SALT}${ZEROS}");
        let matched = PasswordHash::new(&nobody).is_ok_and(|hash| self.matches(&hash, typed));
        // Whatever it said, the answer is no; the compiler must not conclude that the work can be skipped.
        std::hint::black_box(matched);
        false
    }

    /// Parameters come from the stored text, so that older hashes still verify after the constants are raised.
    fn matches(&mut self, hash: &PasswordHash, typed: &str) -> bool {
        let accepted = typed.len() <= TYPED_BYTES_MAX;
        let bounded = if accepted { typed.as_bytes() } else { &[] };
        let (Ok(algorithm), Ok(params)) = (
            Algorithm::try_from(hash.algorithm.as_str()),
            Params::try_from(hash),
        ) else {
            return self.verify_absent(typed);
        };
        let version = hash
            .version
            .map_or(Ok(Version::default()), Version::try_from);
        let (Ok(version), Some(salt)) = (version, &hash.salt) else {
            return false;
        };
        let argon2 = Argon2::new(algorithm, version, params);
        let found = self.output(&argon2, bounded, salt).ok();
        // Outputs are compared in constant time.
        found.is_some() && found == hash.hash && accepted
    }

    /// One hash, in the kept memory. Nothing of the password stays behind in it.
    fn output(
        &mut self,
        argon2: &Argon2<'_>,
        password: &[u8],
        salt: &Salt,
    ) -> Result<Output, SignInError> {
        let params = argon2.params();
        let count = params.block_count();
        let missing = count.saturating_sub(self.blocks.len());
        self.blocks
            .try_reserve_exact(missing)
            .map_err(|_| SignInError::Busy)?;
        if missing > 0 {
            self.blocks.resize(count, Block::default());
        }
        let mut buffer = [0; Output::MAX_LENGTH];
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = buffer.get_mut(..length).ok_or(SignInError::Busy)?;
        let blocks = &mut self.blocks[..count];
        let hashed = argon2.hash_password_into_with_memory(password, salt, out, &mut *blocks);
        blocks.iter_mut().for_each(zeroize::Zeroize::zeroize);
        hashed.map_err(|_| SignInError::Busy)?;
        let output = Output::new(out).map_err(|_| SignInError::Busy);
        buffer.zeroize();
        output
    }
}

#[cfg(test)]
mod tests;
