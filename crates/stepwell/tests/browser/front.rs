//! The front door as one way: from a first question on a phone to a stay in care, for oneself, for somebody else, and in
//! danger.

mod danger;
mod effort;
mod evenings;
mod family;
mod today;
mod whole;

use crate::driver::Browser;

impl Browser {
    /// Asks for help on the public page, as somebody whom nobody knows.
    #[track_caller]
    fn asks_for_help(&self, family: &str, phone: &str) {
        self.forget_everything();
        self.go("/ask");
        self.fill("given", "Tilda");
        self.fill("family", family);
        self.fill("phone", phone);
        self.one("label[for='site']").click();
        self.press("Send");
        self.arrives("/ask/sent");
    }

    /// Opens the inquiry of somebody from the board, and says where it is.
    #[track_caller]
    fn inquiry_of(&self, family: &str) -> String {
        self.go(&format!("/staff/inquiries?q={family}"));
        let link = self.one("main a.row-link[href^='/staff/inquiries/']");
        let path = link.attribute("href");
        let path = path.split('#').next().unwrap_or(&path).to_owned();
        self.go(&path);
        self.reads("How to be in touch");
        path
    }

    /// What stands before what on the page, by the words.
    #[track_caller]
    fn reads_in_order(&self, words: &[&str]) {
        let text = self.one("main").text();
        let places: Vec<_> = words.iter().map(|words| text.find(words)).collect();
        assert!(places.iter().all(Option::is_some), "{words:?}: {text}");
        assert!(places.is_sorted(), "{words:?}: {text}");
    }
}
