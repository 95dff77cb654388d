//! Hearing at once who needs somebody, over real HTTP.

use crate::client::Request;
use crate::common::Seat;
use crate::served::Served;
use care::Role;
use care::intake::inquiry::{InquiryDraft, SafeNow};
use care::people::patient::BirthDate;
use clinic::followup::signal;
use clinic::followup::signal::Which;
use clinic::intake::inquiry;
use jiff::civil::date;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The bound that is promised.
const WITHIN: Duration = Duration::from_secs(2);

/// One who listens, as a browser does.
struct Listener {
    stream: TcpStream,
    heard: String,
}

impl Listener {
    fn begin(served: &Served, seat: &Seat) -> Self {
        let mut stream = TcpStream::connect(served.address).unwrap();
        let cookie = &seat.cookie;
        let head = format!(
            "GET /staff/alerts/stream HTTP/1.1\r\nHost: localhost:8080\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\nCookie: __Host-session={cookie}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut listener = Self {
            stream,
            heard: String::new(),
        };
        assert!(
            listener.hears("data: {\"now\":[]", WITHIN),
            "{}",
            listener.heard
        );
        let head = listener.heard.to_lowercase();
        assert!(head.contains("content-type: text/event-stream"), "{head}");
        assert!(!head.contains("content-encoding"), "{head}");
        listener.heard.clear();
        listener
    }

    /// Whether something is heard within a time.
    fn hears(&mut self, words: &str, within: Duration) -> bool {
        let by = Instant::now() + within;
        while !self.heard.contains(words) {
            let Some(left) = by
                .checked_duration_since(Instant::now())
                .filter(|left| !left.is_zero())
            else {
                return false;
            };
            if !self.read(left) {
                return false;
            }
        }
        true
    }

    /// Reads on; answers whether the other side is still there.
    fn read(&mut self, within: Duration) -> bool {
        self.stream.set_read_timeout(Some(within)).unwrap();
        let mut piece = [0; 4096];
        match self.stream.read(&mut piece) {
            Ok(0) => false,
            Ok(read) => {
                self.heard
                    .push_str(&String::from_utf8_lossy(&piece[..read]));
                true
            }
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        }
    }
}

fn raise(served: &Served) {
    let person = served.house().patients[0];
    served.raise(person, "mental-health", ("a.risk.suicide", "high"));
}

#[test]
fn whoever_may_answer_hears_of_it_within_two_seconds_and_nobody_else_does() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    let mut hears = Listener::begin(&served, &counselor);
    // The same role in another organization, and somebody whose caseload it is not.
    let other = &served.world.houses[1];
    let other = served
        .world
        .enter(other, other.who(Role::ClinicalDirector, 0));
    let far = served.house();
    let far = served.world.enter(far, far.who(Role::Counselor, 1));
    let mut silent = [
        Listener::begin(&served, &other),
        Listener::begin(&served, &far),
    ];
    let began = Instant::now();
    raise(&served);
    assert!(hears.hears("data: {\"now\":[\"", WITHIN), "{}", hears.heard);
    assert!(began.elapsed() < WITHIN, "{:?}", began.elapsed());
    // Ids, how many are open, and nothing else.
    let event = hears.heard.split_once("data: ").unwrap().1;
    let json: serde_json::Value = serde_json::from_str(event.lines().next().unwrap()).unwrap();
    assert_eq!(json.as_object().unwrap().len(), 2);
    assert_eq!(json["open"], 1);
    let id = json["now"][0].as_str().unwrap().to_owned();
    for listener in &mut silent {
        assert!(
            !listener.hears("data:", Duration::from_secs(1)),
            "{}",
            listener.heard
        );
    }
    // It goes once somebody has answered.
    hears.heard.clear();
    let said = [("words", "Seen at once."), ("done", "now")];
    let path = format!("/staff/signals/{id}/respond");
    served.post(&path, &counselor.cookie, &said).status_is(303);
    assert!(hears.hears("data: {\"now\":[]", WITHIN), "{}", hears.heard);
}

/// Both pages that list signals say how many there were, and have what a script shows when there are others by now.
#[test]
fn a_page_that_lists_signals_can_say_that_it_is_old() {
    let served = Served::start();
    raise(&served);
    let counselor = served.enter(Role::Counselor);
    for (path, lists) in [
        ("/staff", true),
        ("/staff/signals", true),
        ("/staff/signals?show=closed", true),
        ("/staff/people", false),
    ] {
        let page = served
            .get(path, &counselor.cookie)
            .status_is(200)
            .body
            .clone();
        assert!(page.contains("data-open=\"1\""), "{path}");
        let news = page.split_once("id=\"signals-news\"");
        assert_eq!(news.is_some(), lists, "{path}");
        if let Some((_, news)) = news {
            let (words, _) = news.split_once("</p>").unwrap();
            assert!(words.contains(" hidden"), "{words}");
            assert!(words.contains(&format!("href=\"{path}\"")), "{words}");
        }
    }
}

#[test]
fn a_stream_is_refused_to_whoever_answers_no_signal() {
    let served = Served::start();
    for role in [Role::Auditor, Role::ProgramAdministrator] {
        let seat = served.enter(role);
        served
            .get("/staff/alerts/stream", &seat.cookie)
            .status_is(403);
    }
    served.get("/staff/alerts/stream", "").status_is(303);
}

#[test]
fn a_stream_ends_with_its_sign_in() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    let mut listener = Listener::begin(&served, &counselor);
    served
        .post("/sign-out", &counselor.cookie, &[])
        .status_is(303);
    // A ring asks again who listens.
    raise(&served);
    let by = Instant::now() + WITHIN;
    let mut there = true;
    while there && Instant::now() < by {
        // The answer is over; the connection is kept for the next request.
        there = listener.read(Duration::from_millis(200)) && !listener.heard.ends_with("0\r\n\r\n");
    }
    assert!(!there, "it goes on");
    assert!(!listener.heard.contains("data:"), "{}", listener.heard);
}

#[test]
fn listening_keeps_nobody_signed_in() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    for _ in 0..4 {
        served.world.wait(crate::common::minutes(4));
        let _ = served.get("/staff/alerts/stream", &counselor.cookie);
    }
    served
        .get("/staff/alerts/stream", &counselor.cookie)
        .status_is(303);
}

#[test]
fn those_who_listen_hold_no_turn_and_do_not_hold_up_the_end() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    // As many as one person may have; more than there are readers of the store.
    let listeners: Vec<Listener> = (0..16)
        .map(|_| Listener::begin(&served, &counselor))
        .collect();
    served
        .send(
            &Request::get("/staff/alerts/stream")
                .session(&counselor.cookie)
                .with("Accept", "text/event-stream"),
        )
        .status_is(503);
    served.get("/staff", &counselor.cookie).status_is(200);
    let began = Instant::now();
    drop(served);
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
    drop(listeners);
}

#[test]
fn every_page_of_staff_shows_the_bar_without_scripts_but_not_to_whoever_may_not_answer() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    let calm = served.get("/staff/groups", &counselor.cookie);
    assert!(
        !calm
            .status_is(200)
            .body
            .contains("Open the signal</a></p></div>")
    );
    raise(&served);
    let page = served.get("/staff/groups", &counselor.cookie);
    let body = &page.status_is(200).body;
    let bar = body.split_once("id=\"alerts\"").unwrap().1;
    let bar = bar.split_once("</div>").unwrap().0;
    assert!(bar.contains("Somebody needs you now."), "{bar}");
    let (_, link) = bar.split_once("href=\"").unwrap();
    let link = link.split_once('"').unwrap().0;
    let signal = served.get(link, &counselor.cookie);
    let body = &signal.status_is(200).body;
    let bar = body.split_once("id=\"alerts\"").unwrap().1;
    assert!(
        !bar.split_once("</div>")
            .unwrap()
            .0
            .contains("Somebody needs you now.")
    );
    let auditor = served.enter(Role::Auditor);
    let page = served.get("/staff", &auditor.cookie);
    assert!(!page.body.contains("id=\"alerts\""));
}

#[test]
fn a_browser_is_added_and_turned_off_on_the_page() {
    let served = Served::start();
    let counselor = served.enter(Role::Counselor);
    let body = r#"{"endpoint":"https://fcm.googleapis.com/fcm/send/abc","p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg"}"#;
    let add = Request::json("/staff/alerts/devices", body).session(&counselor.cookie);
    served.send(&add).status_is(200);
    let page = served.get("/staff/alerts", &counselor.cookie);
    let shown = &page.status_is(200).body;
    assert!(shown.contains("(this one)"), "{shown}");
    assert!(
        !shown.contains("fcm.googleapis.com"),
        "the address stays with us"
    );
    served
        .post("/staff/alerts/test", &counselor.cookie, &[])
        .status_is(303);
    let (_, off) = shown.split_once("action=\"/staff/alerts/devices/").unwrap();
    let path = format!("/staff/alerts/devices/{}", off.split_once('"').unwrap().0);
    served.post(&path, &counselor.cookie, &[]).status_is(303);
    let page = served.get("/staff/alerts", &counselor.cookie);
    assert!(page.body.contains("No browser of yours is called"));
}

#[test]
fn the_worker_stands_at_the_root_and_says_nothing_about_anybody() {
    let served = Served::start();
    let reply = served.get("/sw.js", "");
    assert!(
        reply
            .status_is(200)
            .header("content-type")
            .starts_with("text/javascript")
    );
    let shown = "showNotification(\"Stepwell: please open the program\", ";
    assert!(reply.body.contains(shown), "{}", reply.body);
}

/// Somebody says on the public page that they are not safe.
fn ask_in_danger(served: &Served, number: usize) {
    let (clinic, house) = (&served.world.clinic, served.house());
    let phone = format!("555 010 02{number:02}");
    let draft = InquiryDraft {
        born: BirthDate::parse("1990-02-03", date(2026, 3, 2)).ok(),
        safe_now: Some(SafeNow::No),
        ..house.inquiry_draft(0, "Dana", "Whitfield", &phone)
    };
    inquiry::request(clinic, house.organization, clinic.fresh_key(), &draft).unwrap();
}

#[test]
fn the_list_says_above_it_that_many_asked_at_once_while_they_wait() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    let list = || {
        let page = served.get("/staff/signals", &director.cookie);
        page.status_is(200).body.clone()
    };
    let told = "within 10 minutes and told of danger.";
    (0..3).for_each(|number| ask_in_danger(&served, number));
    assert!(!list().contains(told));
    ask_in_danger(&served, 3);
    let page = list();
    let (_, main) = page.split_once("<main").unwrap();
    let (before, _) = main.split_once(told).unwrap();
    assert!(before.contains("4 at once"), "{page}");
    // Above the list, and nothing is held back by it.
    assert!(!before.contains("<table"), "{page}");
    let open = signal::list(&served.world.clinic, &director.actor, Which::Open).unwrap();
    assert_eq!(open.len(), 4);
    for one in &open {
        assert!(page.contains(&format!("/staff/signals/{}", one.signal.id)));
    }
    let said = [("words", "Spoke to them."), ("done", "now")];
    let path = format!("/staff/signals/{}/respond", open[0].signal.id);
    served.post(&path, &director.cookie, &said).status_is(303);
    assert!(!list().contains(told));
}
