//! How pressing a request is, found out once for each text. Every page of the board asks it of everything that is open,
//! and holding a long text against the list of words takes longer than all else that is shown of it. It is kept while
//! the clinic is open and never stored: another version of the program may have another list.

use crate::{Refusal, Version};
use care::InquiryId;
use care::intake::inquiry::{Pressing, Request};
use door::task::open;
use std::collections::HashMap;
use std::sync::Mutex;

/// How many are kept; with more of them it begins anew.
const KEPT_MAX: usize = 10_000;

/// What was found out of each request, and of which version of it. No word of a request is kept.
#[derive(Default)]
pub(super) struct Pressings(Mutex<HashMap<InquiryId, (Version, Pressing)>>);

impl Pressings {
    /// How pressing a request is, as it stands.
    pub fn of(&self, id: InquiryId, request: &Request) -> Result<Pressing, Refusal> {
        self.found(id, request, Request::pressing)
    }

    fn found(
        &self,
        id: InquiryId,
        request: &Request,
        read: impl FnOnce(&Request) -> Pressing,
    ) -> Result<Pressing, Refusal> {
        let version = Version::of(request)?;
        if let Some((of, pressing)) = open(&self.0).get(&id)
            && *of == version
        {
            return Ok(*pressing);
        }
        // Without the lock: whoever else looks at the board does not wait for it.
        let pressing = read(request);
        let mut kept = open(&self.0);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(id, (version, pressing));
        Ok(pressing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::Paragraph;
    use care::intake::inquiry::{Asker, Language, SafeContact, SafeNow, Urgency};
    use std::cell::Cell;
    use uuid::Uuid;

    fn request(words: &str) -> Request {
        Request {
            asker: Asker::Themselves,
            born: None,
            age: None,
            language: Language::English,
            safe_said: SafeContact::default(),
            source: None,
            urgency: Urgency::Soon,
            words: Paragraph::cut(words),
            safe_now: None,
        }
    }

    #[test]
    fn a_text_is_read_once_and_again_when_anything_of_it_changed() {
        let (pressings, times) = (Pressings::default(), Cell::new(0));
        let id = |n| InquiryId::from(Uuid::from_u128(n));
        let ask = |n, request: &Request| {
            let read = |request: &Request| {
                times.set(times.get() + 1);
                request.pressing()
            };
            (pressings.found(id(n), request, read).unwrap(), times.get())
        };
        let mut asks = request("I want to kill myself");
        assert_eq!(ask(1, &asks), (Pressing::Now, 1));
        assert_eq!(ask(1, &asks), (Pressing::Now, 1));
        assert_eq!(ask(2, &asks), (Pressing::Now, 2));
        asks.words = None;
        assert_eq!(ask(1, &asks), (Pressing::Normal, 3));
        asks.safe_now = Some(SafeNow::Unsure);
        assert_eq!(ask(1, &asks), (Pressing::Now, 4));
        assert_eq!(ask(1, &asks), (Pressing::Now, 4));
    }
}
