//! Somebody asks on a Sunday, under "never voicemail" and "evenings only", and comes to the assessment in the end:
//! promised, called, booked, confirmed, reminded and kept within their rules. The demonstration's own buttons put its
//! clock on.

use crate::date;
use crate::demo::Demo;
use crate::driver::{Browser, Scripts};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Timestamp, ToSpan as _};
use std::cell::Cell;

const FAMILY: &str = "Ravenscroft";
const EMAIL: &str = "tilda.ravenscroft@mail.example";
const DIALED: &str = "+12075556751";
/// The evening, by the hours of a day.
const EVENING: std::ops::Range<i8> = 17..21;
/// The zone of the site, which is that of the demonstration.
const ZONE: &str = "America/New_York";

/// The clock of a demonstration, by its buttons above a page of the desk.
struct Clock<'a> {
    desk: &'a Browser,
    now: Cell<DateTime>,
}

impl Clock<'_> {
    fn press(&self, step: &str) {
        self.desk.go("/staff");
        let button = format!("form[action='/demo-clock'] button[value='{step}']");
        self.desk.one(&button).click();
        self.desk.one(&button);
    }

    fn hour(&self) {
        self.press("hour");
        self.now.set(self.now.get() + 1.hour());
    }

    /// To nine in the morning.
    fn tomorrow(&self) {
        self.press("tomorrow");
        let next = self.now.get().date().tomorrow().unwrap();
        self.now.set(next.at(9, 0, 0, 0));
    }

    fn until_hour(&self, hour: i8) {
        while self.now.get().hour() < hour {
            self.hour();
        }
    }
}

/// The Sunday after the date of the tests, in the afternoon.
fn sunday() -> DateTime {
    let next = date::local().date().nth_weekday(1, Weekday::Sunday);
    next.unwrap().at(15, 0, 0, 0)
}

/// Their request; answers the promise that the page makes.
fn ask(phone: &Browser) -> DateTime {
    phone.go("/ask");
    phone.fill("given", "Tilda");
    phone.fill("family", FAMILY);
    phone.fill("phone", "207 555 6751");
    phone.fill("email", EMAIL);
    phone.answer("channels", "email");
    phone.answer("times", "evening");
    phone.answer("voicemail", "no");
    let site = phone.part("main label", "Harbor House");
    site.unwrap_or_else(|| panic!("no site: {}", phone.text()))
        .click();
    phone.press("Send");
    phone.arrives("/ask/sent");
    phone.reads("We will be in touch by");
    let path = phone.path().replace("%3A", ":").replace("%2D", "-");
    let mut query = path.split(['?', '&']);
    let by = query.find_map(|field| field.strip_prefix("by="));
    let by = by.unwrap_or_else(|| panic!("no promise in {path}"));
    let by: Timestamp = by.parse().unwrap_or_else(|_| panic!("no instant: {by}"));
    by.in_tz(ZONE).unwrap().datetime()
}

/// The last free time of the first of these days that has one; answers when it is.
fn book_one_of(desk: &Browser, inquiry: &str, days: &[Date]) -> DateTime {
    for day in days {
        desk.go(&format!("{inquiry}/book?date={day}&minutes=60"));
        let times = "main ul form[action$='/book']";
        let starts = desk.all(&format!("{times} [name='starts_at']"));
        let buttons = desk.all(&format!("{times} button"));
        if let (Some(starts), Some(button)) = (starts.last(), buttons.last()) {
            let at: Timestamp = starts.attribute("value").parse().unwrap();
            button.click();
            desk.reads("The appointment is made.");
            return at.in_tz(ZONE).unwrap().datetime();
        }
    }
    panic!("no free time on {days:?}: {}", desk.text());
}

/// When a reminder went out, by its line on the page of the request: the hour of the evening.
#[track_caller]
fn reminded_at(page: &str, lead: &str) -> i8 {
    let begins = format!("Reminder {lead} before, ");
    let (_, rest) = page
        .split_once(&begins)
        .unwrap_or_else(|| panic!("no {lead}: {page}"));
    let (when, _) = rest.split_once(" pm").unwrap();
    let time = when.rsplit(' ').next().unwrap();
    let hour: i8 = time.split(':').next().unwrap().parse().unwrap();
    hour % 12 + 12
}

#[test]
fn a_sunday_request_is_promised_booked_reminded_and_kept_within_evenings_only() {
    let asked_at = sunday();
    let demo = Demo::own_at(asked_at);
    let phone = Browser::open_on(demo.clone(), Scripts::Off);
    let desk = Browser::open_on(demo.clone(), Scripts::Off);
    let office = Browser::open_on(demo, Scripts::Off);
    desk.enter("intake_coordinator");
    office.enter("program_administrator");
    let clock = Clock {
        desk: &desk,
        now: Cell::new(asked_at),
    };
    // Promised for an evening on which somebody is there; on Sunday nobody is.
    let promised = ask(&phone);
    assert!(EVENING.contains(&promised.hour()), "{promised}");
    assert!(promised.date() > asked_at.date(), "{promised}");
    // In the afternoon nobody calls by a slip of the finger.
    let inquiry = desk.inquiry_of(FAMILY);
    for rule in ["Do not leave a voicemail.", "Only in the evening."] {
        desk.reads_in_order(&[rule, "207 555 6751"]);
    }
    let number = format!("a[href='tel:{DIALED}']");
    assert!(desk.all(&number).is_empty(), "{}", desk.text());
    // On Monday evening it is one of their times.
    clock.tomorrow();
    clock.until_hour(EVENING.start + 1);
    desk.go(&inquiry);
    desk.one(&number);
    desk.answer("outcome", "reached");
    desk.press("Log the call");
    let thursday = asked_at.date().checked_add(4.days()).unwrap();
    let next_week = (8_i64..12).map(|days| asked_at.date().checked_add(days.days()).unwrap());
    let days: Vec<Date> = [thursday].into_iter().chain(next_week).collect();
    let starts_at = book_one_of(&desk, &inquiry, &days);
    desk.go(&inquiry);
    for lead in ["48 hours", "2 hours"] {
        desk.reads(&format!("Reminder {lead} before: planned for"));
    }
    // Every evening until then; what is planned for it has left before it is over.
    while clock.now.get().date() < starts_at.date() {
        clock.until_hour(EVENING.end - 1);
        let today = clock.now.get().date().strftime("%a, %b %-d, %Y");
        let planned = format!("planned for {today}");
        desk.until("the reminder", || {
            desk.go(&inquiry);
            let text = desk.text();
            !text.contains(&planned) && !text.contains(": queued.")
        });
        clock.tomorrow();
    }
    desk.go(&inquiry);
    let page = desk.text();
    for lead in ["48 hours", "2 hours"] {
        assert!(EVENING.contains(&reminded_at(&page, lead)), "{page}");
    }
    assert!(!page.contains("Could not be sent"), "{page}");
    assert!(page.contains("No answer yet."), "{page}");
    say_yes(&phone, &office);
    // The worklist of the day shows it.
    desk.go("/staff");
    let row = desk.part("#visits tbody tr", FAMILY);
    let row = row.unwrap_or_else(|| panic!("no visit: {}", desk.text()));
    assert!(
        row.text().contains("Says that they will come"),
        "{}",
        row.text()
    );
    while clock.now.get() <= starts_at {
        clock.hour();
    }
    desk.go(&inquiry);
    desk.reads("Says that they will come");
    desk.press("They came");
    desk.go(&inquiry);
    let kept = desk.one("#appointment").text();
    assert!(kept.contains("Kept"), "{kept}");
}

/// Says yes by the link in the message, as somebody who is signed in nowhere.
fn say_yes(phone: &Browser, office: &Browser) {
    office.go("/staff/outbox");
    let cards = office.all("main .stack > *");
    let theirs = cards.iter().find(|card| {
        let text = card.text();
        text.contains(EMAIL) && text.contains("Your appointment is coming up")
    });
    let theirs = theirs.unwrap_or_else(|| panic!("no reminder: {}", office.text()));
    let link = theirs.one("a[href*='/answer/']").attribute("href");
    phone.forget_everything();
    phone.go(&link);
    phone.press("Yes, I will come");
    phone.reads("You said yes. See you then.");
}
