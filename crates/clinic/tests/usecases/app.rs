//! Setting up a sign-in as its owner would, and the authenticator app on their telephone.

use crate::common::house::House;
use crate::common::{World, browser};
use crate::totp::code_at;
use care::PersonId;
use clinic::access::sign_in;
use clinic::access::sign_in::{Browser, SecondFactor};
use clinic::{Clinic, Refusal};

/// Everybody's password in tests.
pub const PASSWORD: &str = "seven boats at the harbor";

/// Somebody with a password, and an app where they work here.
pub struct Owner {
    pub person: PersonId,
    pub login: String,
    pub secret: Option<String>,
}

impl World {
    /// Follows a welcome link to its end.
    pub fn set_up(&self, house: &House, person: PersonId) -> Owner {
        let link = self.welcome(house, person);
        let welcome = sign_in::look_at(&self.clinic, &link).unwrap();
        let secret = welcome.totp.map(|(text, _)| text);
        let code = secret
            .as_ref()
            .map_or(String::new(), |secret| self.code(secret));
        sign_in::accept(&self.clinic, &link, PASSWORD, &code, &browser("10.0.0.1")).unwrap();
        Owner {
            person,
            login: welcome.login,
            secret,
        }
    }

    /// What an app with this secret shows now.
    pub fn code(&self, secret: &str) -> String {
        code_at(secret, self.now().as_second())
    }
}

/// Somebody who works here sets up their sign-in with a link that they were handed.
pub fn sets_up(world: &World, link: &str) {
    let clinic = &world.clinic;
    let (secret, _) = sign_in::look_at(clinic, link).unwrap().totp.unwrap();
    let code = world.code(&secret);
    sign_in::accept(clinic, link, PASSWORD, &code, &browser("10.0.0.1")).unwrap();
}

/// The first form of the sign-in page.
pub fn begin(
    clinic: &Clinic,
    login: &str,
    typed: &str,
    from: &Browser,
) -> Result<SecondFactor, Refusal> {
    sign_in::begin_password(clinic, login, typed, from)
}
