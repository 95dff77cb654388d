//! What hundreds of strangers send makes no page heavy, and nothing of it is dropped. What is large and may be is taken.

use crate::served::Served;
use care::Role;
use care::intake::inquiry::{InquiryDraft, SafeNow};
use clinic::intake::inquiry;

const DANGERS: usize = 300;
const PAGE_BYTES_MAX: usize = 250_000;
/// How many stand on one page, of requests and of signals.
const SHOWN: usize = 40;

fn ask_in_danger(served: &Served, number: usize) {
    let (clinic, house) = (&served.world.clinic, served.house());
    let (family, phone) = (format!("Number{number}"), format!("207 555 {number:04}"));
    let draft = InquiryDraft {
        safe_now: Some(SafeNow::No),
        ..house.inquiry_draft(0, "Dana", &family, &phone)
    };
    inquiry::request(clinic, house.organization, clinic.fresh_key(), &draft).unwrap();
}

#[test]
fn three_hundred_dangers_make_no_page_heavy_and_each_is_a_click_away() {
    let served = Served::start();
    let director = served.enter(Role::ClinicalDirector);
    (0..DANGERS).for_each(|number| ask_in_danger(&served, number));
    let page = |path: &str| {
        let page = served
            .get(path, &director.cookie)
            .status_is(200)
            .body
            .clone();
        assert!(page.len() < PAGE_BYTES_MAX, "{path}: {} bytes", page.len());
        page
    };
    let today = page("/staff");
    assert!(today.contains(&format!("{} more in danger", DANGERS - SHOWN)));
    assert!(
        today.contains(&format!("{DANGERS} in danger")),
        "all are counted"
    );
    let board = page("/staff/inquiries");
    assert!(board.contains(&format!("{} more in danger", DANGERS - SHOWN)));
    let signals = page("/staff/signals");
    assert!(signals.contains(&format!("1 to {SHOWN} of {DANGERS} open signals")));
    assert!(signals.contains(&format!("{DANGERS} at once")));
    // Page by page everybody is there, once.
    for (path, link) in [
        ("/staff/signals?from=", "/staff/signals/"),
        ("/staff/inquiries?part=danger&from=", "/staff/inquiries/"),
    ] {
        let mut names = Vec::new();
        for from in (0..DANGERS).step_by(SHOWN) {
            let page = page(&format!("{path}{from}"));
            let (_, main) = page.split_once("<main").unwrap();
            assert!(main.contains(link));
            let of_page = main.split("Dana Number").skip(1).map(|rest| {
                let digits = rest.chars().take_while(char::is_ascii_digit);
                digits.collect::<String>().parse::<usize>().unwrap()
            });
            let mut of_page: Vec<usize> = of_page.collect();
            // A row says the name in its buttons as well.
            of_page.sort_unstable();
            of_page.dedup();
            assert!(of_page.len() <= SHOWN);
            names.extend(of_page);
        }
        names.sort_unstable();
        assert_eq!(names, (0..DANGERS).collect::<Vec<_>>(), "{path}");
    }
}

/// The limit holds for the table; a form sends many of its bytes as three.
#[test]
fn a_table_is_as_long_as_it_may_be_by_its_own_bytes() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let send = |kilobytes: usize| {
        let text = "x,".repeat(kilobytes * 512);
        let fields = [("text", text.as_str()), ("save", "no")];
        let reply = served.post("/staff/people/import", &intake.cookie, &fields);
        reply.status_is(422).body.contains("longer than 512 KB")
    };
    assert!(!send(480), "it is read, and its columns are not known");
    assert!(send(513));
}
