//! What people type and paste, on the forms where they do.

use crate::client::Reply;
use crate::common::Seat;
use crate::served::Served;
use care::{Role, Span, Weekday};
use clinic::people::site;

fn ask(served: &Served, intake: &Seat, fields: &[(&str, &str)]) -> Reply {
    let site = served.house().sites[0].to_string();
    let fixed = [
        ("site", site.as_str()),
        ("urgency", "today"),
        ("language", "en"),
        ("who", "themselves"),
        ("channels", "phone"),
    ];
    let fields = [&fixed[..], fields].concat();
    served.post("/staff/inquiries/new", &intake.cookie, &fields)
}

/// What the palette finds for what was typed.
fn palette(served: &Served, cookie: &str, query: &str) -> Vec<serde_json::Value> {
    let query: Vec<String> = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let reply = served.get(&format!("/staff/palette?q={}", query.concat()), cookie);
    let answer: serde_json::Value = serde_json::from_str(&reply.status_is(200).body).unwrap();
    answer["results"].as_array().unwrap().clone()
}

#[test]
fn a_name_of_what_nobody_sees_is_none() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let nobody = [
        ("given", "\u{200B}"),
        ("family", "\u{2060}"),
        ("phone", "207 555 0165"),
    ];
    let reply = ask(&served, &intake, &nobody);
    reply.status_is(422);
    assert!(reply.body.contains("first name"), "{}", reply.body);
    let pasted = [
        ("given", "Te\u{AD}o\u{200B}"),
        ("family", "\u{202A}Quintanilla\u{202C}"),
        (
            "phone",
            "\u{202D}207\u{2011}555\u{2011}0165\u{202C} ext. 12",
        ),
    ];
    let reply = ask(&served, &intake, &pasted);
    reply.status_is(303);
    let page = served.get(reply.header("location"), &intake.cookie).body;
    assert!(page.contains("Teo Quintanilla"), "{page}");
    assert!(page.contains("tel:+12075550165;ext=12"), "{page}");
}

#[test]
fn a_number_that_cannot_be_is_refused_beside_its_field_and_stays_there() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    for phone in ["000-000-0000", "207 555 01655", "207 555 016"] {
        let fields = [("given", "Teo"), ("family", "Lin"), ("phone", phone)];
        let reply = ask(&served, &intake, &fields);
        reply.status_is(422);
        assert!(reply.body.contains("id=\"phone-error\""), "{phone}");
        assert!(reply.body.contains(&format!("value=\"{phone}\"")));
    }
}

#[test]
fn the_same_name_is_told_however_it_is_typed_and_without_a_date_of_birth() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    for (place, (one, other)) in [
        ("O'Brien", "O\u{2019}Brien"),
        ("Núñez", "Nunez"),
        ("Zieli\u{144}ska", "Zielin\u{301}ska"),
    ]
    .into_iter()
    .enumerate()
    {
        let given = ["Ana", "Bea", "Cleo"][place];
        let phones = [format!("207 555 01{place}0"), format!("207 555 01{place}1")];
        let typed = |family, phone: &str| {
            let fields = [("given", given), ("family", family), ("phone", phone)];
            ask(&served, &intake, &fields)
        };
        typed(one, &phones[0]).status_is(303);
        let again = typed(other, &phones[1]);
        again.status_is(422);
        assert!(
            again.body.contains("This may be the same person"),
            "{other}"
        );
    }
}

#[test]
fn the_palette_finds_people_by_short_names_numbers_and_dates_of_birth() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    for (given, family, born, phone) in [
        ("Mina", "O", "Feb 3, 1990", "207 555 0101"),
        ("Rory", "O\u{2019}Brien", "4/5/1988", "(207) 555-0102 x7"),
    ] {
        let fields = [
            ("given", given),
            ("family", family),
            ("born", born),
            ("phone", phone),
        ];
        ask(&served, &intake, &fields).status_is(303);
    }
    let found = |cookie: &str, query: &str| {
        let results = palette(&served, cookie, query);
        let titles = results
            .iter()
            .filter(|one| one["kind"] == "Inquiry")
            .map(|one| one["title"].as_str().unwrap().to_owned());
        titles.collect::<Vec<_>>()
    };
    let rory = ["Rory O\u{2019}Brien"];
    for query in [
        "O Brien",
        "O'Brien",
        "obrien",
        "Brien",
        "207-555-0102",
        "+1 207 555 0102",
        "0102",
        "04/05/1988",
        "4/5/88",
        "040588",
        "1988-04-05",
        "Apr 5, 1988",
        "rory o\u{2019}brien",
    ] {
        assert_eq!(found(&intake.cookie, query), rory, "{query}");
    }
    assert!(found(&intake.cookie, "o").contains(&"Mina O".to_owned()));
    assert_eq!(found(&intake.cookie, "2/3/1990"), ["Mina O"]);
    assert!(found(&intake.cookie, "2/4/1990").is_empty());
    // Who may not see inquiries finds none by these ways either.
    let provider = served.enter(Role::MedicalProvider);
    for query in ["O", "207 555 0102", "0102", "4/5/1988", "040588"] {
        assert!(found(&provider.cookie, query).is_empty(), "{query}");
    }
}

#[test]
fn a_search_that_finds_nobody_says_what_finds_somebody() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    for address in [
        "/staff/search?q=102",
        "/staff/search?q=3%2F5%2F90",
        "/staff/people?q=102",
    ] {
        let page = served.get(address, &intake.cookie);
        let body = &page.status_is(200).body;
        assert!(
            body.contains("found by all of it or its last four digits"),
            "{address}: {body}"
        );
        assert!(
            body.contains("a date of birth however it is written"),
            "{address}"
        );
    }
}

/// What the palette finds for a number that was typed or pasted, in its order: the kind of each, and where it leads.
fn rings(served: &Served, cookie: &str, number: &str) -> Vec<(String, String)> {
    let text = |one: &serde_json::Value, field: &str| one[field].as_str().unwrap().to_owned();
    let results = palette(served, cookie, number);
    results
        .iter()
        .map(|one| (text(one, "kind"), text(one, "href")))
        .collect()
}

#[test]
fn who_rings_comes_first_and_an_unknown_number_leads_to_a_form_that_has_it_already() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let nobody = rings(&served, &intake.cookie, "(207) 555-0199");
    let [(_, leads)] = &nobody[..] else {
        panic!("one way to go: {nobody:?}")
    };
    assert!(leads.starts_with("/staff/inquiries/new?phone="), "{leads}");
    let page = served.get(leads, &intake.cookie);
    let body = &page.status_is(200).body;
    assert!(body.contains("value=\"(207) 555-0199\""), "{body}");
    assert!(body.contains("autofocus"), "{body}");
    // Once they are known they come first, and their own page is one key away.
    let typed = [("name", "Reyes, Dana"), ("phone", "207 555 0199")];
    let saved = ask(&served, &intake, &typed);
    saved.status_is(303);
    let known = rings(&served, &intake.cookie, "+1 207 555 0199");
    let path = saved.header("location").split('?').next().unwrap();
    assert_eq!(known[0], ("Inquiry".to_owned(), path.to_owned()));
    assert!(known[1].1.starts_with("/staff/inquiries/new?phone="));
    assert_eq!(rings(&served, &intake.cookie, "0199"), known[..1]);
    // Whoever may not take a call is led nowhere.
    let counselor = served.enter(Role::Counselor);
    assert!(rings(&served, &counselor.cookie, "207 555 0199").is_empty());
}

#[test]
fn a_name_that_is_typed_in_one_is_kept_in_its_parts_and_mended_in_one() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let reply = ask(
        &served,
        &intake,
        &[("name", "Dana,"), ("phone", "207 555 0198")],
    );
    let body = &reply.status_is(422).body;
    assert!(body.contains("id=\"name-error\""), "{body}");
    assert!(body.contains("value=\"Dana,\"") && body.contains("value=\"207 555 0198\""));
    let typed = [("name", "Ana de la Cruz"), ("phone", "207 555 0198")];
    let saved = ask(&served, &intake, &typed);
    let page = served.get(saved.status_is(303).header("location"), &intake.cookie);
    let edit = page
        .body
        .split("href=\"")
        .find(|rest| rest.contains("/edit\""));
    let edit = edit.and_then(|rest| rest.split('"').next()).unwrap();
    let form = served.get(edit, &intake.cookie).body;
    assert!(
        form.contains("value=\"Ana\"") && form.contains("value=\"de la Cruz\""),
        "{form}"
    );
}

#[test]
fn whoever_gives_one_name_is_kept_under_it() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let typed = [("name", "Sukarno"), ("phone", "207 555 0198")];
    let saved = ask(&served, &intake, &typed);
    let page = served.get(saved.status_is(303).header("location"), &intake.cookie);
    let body = &page.status_is(200).body;
    assert!(
        body.contains("Sukarno") && !body.contains("(not said)"),
        "{body}"
    );
}

#[test]
fn a_call_that_was_taken_says_where_nobody_asked_whether_they_are_safe() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let page = |typed: &[(&str, &str)]| {
        let saved = ask(&served, &intake, typed);
        let page = served.get(saved.status_is(303).header("location"), &intake.cookie);
        page.status_is(200).body.clone()
    };
    let unasked = page(&[("name", "Dana Reyes"), ("phone", "207 555 0195")]);
    assert!(
        unasked.contains("Nobody asked whether they are safe now"),
        "{unasked}"
    );
    assert!(unasked.contains("/edit#safe_now\""));
    let safe = ("safe_now", "yes");
    let asked = page(&[("name", "Noor Haddad"), ("phone", "207 555 0194"), safe]);
    assert!(!asked.contains("Nobody asked whether"), "{asked}");
    // It is asked before the first time that Enter books, and each time says where it is.
    let form = served.get("/staff/inquiries/new", &intake.cookie).body;
    let safe = form.find("name=\"safe_now\"").unwrap();
    assert!(safe < form.find("id=\"times\"").unwrap());
}

/// Enter presses the first button of a form.
#[test]
fn no_key_saves_somebody_a_second_time() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let typed = [("name", "Dana Reyes"), ("phone", "207 555 0193")];
    ask(&served, &intake, &typed).status_is(303);
    let shown = ask(&served, &intake, &typed);
    let body = &shown.status_is(422).body;
    let look = body.find("Look again").unwrap();
    assert!(look < body.find("Save as a new person").unwrap());
    assert!(!body.contains("name=\"slot\""), "{body}");
    let look = ("look", "yes");
    ask(&served, &intake, &[typed[0], typed[1], look]).status_is(422);
    // Mended so that nobody is like them: it is looked at, and not saved.
    let mended = [("name", "Noor Haddad"), ("phone", "207 555 0192"), look];
    ask(&served, &intake, &mended).status_is(200);
    let found = rings(&served, &intake.cookie, "207 555 0192");
    assert!(
        found[0].1.starts_with("/staff/inquiries/new?phone="),
        "{found:?}"
    );
    ask(&served, &intake, &mended[..2]).status_is(303);
}

#[test]
fn who_may_be_known_is_shown_while_somebody_types_and_nothing_is_saved() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let typed = [("name", "Dana Reyes"), ("phone", "207 555 0197")];
    ask(&served, &intake, &typed).status_is(303);
    let site = served.house().sites[0].to_string();
    let live = |cookie: &str, fields: &[(&str, &str)]| {
        let fields = [&[("site", site.as_str())][..], fields].concat();
        served.post("/staff/inquiries/new/live", cookie, &fields)
    };
    let half = live(
        &intake.cookie,
        &[("name", "Danny"), ("phone", "(207) 555-0197")],
    );
    let body = &half.status_is(200).body;
    assert!(body.contains("same telephone number"), "{body}");
    assert!(body.contains("id=\"known\"") && body.contains("id=\"times\""));
    let nobody = live(
        &intake.cookie,
        &[("live", "known"), ("phone", "207 555 0196")],
    );
    let body = &nobody.status_is(200).body;
    assert!(!body.contains("same telephone number") && !body.contains("id=\"times\""));
    let found = rings(&served, &intake.cookie, "0196");
    assert!(found.is_empty(), "nothing is saved: {found:?}");
}

/// One letter or figure is a search as well as any other: nobody is shown a whole list as if it were what was found.
#[test]
fn a_single_character_is_looked_for_on_every_list() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    for (address, none) in [
        ("/staff/inquiries?q=7", "None like this"),
        ("/staff/people?q=7", "Nobody found"),
        ("/staff/search?q=7", "Nothing found"),
    ] {
        let page = served.get(address, &intake.cookie);
        let body = &page.status_is(200).body;
        assert!(body.contains(none), "{address}: {body}");
    }
}

#[test]
fn hours_around_the_clock_are_saved_unchanged_and_an_old_zone_is_answered_with_the_new_one() {
    let served = Served::start();
    let boss = served.enter(Role::ProgramAdministrator);
    let id = served.house().sites[0];
    let path = format!("/staff/sites/{id}/edit");
    let save = |zone: &str, hours: &str| {
        let fields = [
            ("name", "Around the clock"),
            ("zone", zone),
            ("hours", hours),
        ];
        served.post(&path, &boss.cookie, &fields)
    };
    let kept = || {
        let sites = site::sites(&served.world.clinic, &boss.actor).unwrap();
        sites
            .into_iter()
            .find(|(site, _)| site.id == id)
            .unwrap()
            .0
            .hours
    };
    save(
        "America/Denver",
        "Mon 0:00 to 24:00\nTue 17:30-21:00\nWed 6 pm to 12 am",
    )
    .status_is(303);
    let span = |day, start, end| Span::new(day, start, end).unwrap();
    let hours = [
        span(Weekday::Mon, 0, 1440),
        span(Weekday::Tue, 1050, 1260),
        span(Weekday::Wed, 1080, 1440),
    ];
    assert_eq!(kept(), hours);
    let page = served.get(&path, &boss.cookie).body;
    let (_, rest) = page.split_once("name=\"hours\"").unwrap();
    let (lines, _) = rest
        .split_once('>')
        .unwrap()
        .1
        .split_once("</textarea>")
        .unwrap();
    save("America/Denver", lines).status_is(303);
    assert_eq!(kept(), hours);
    for (zone, said) in [
        ("US/Eastern", "Use America/New_York."),
        ("EST5EDT", "Use America/New_York."),
        ("UTC", "names no place"),
    ] {
        let reply = save(zone, lines);
        reply.status_is(422);
        assert!(reply.body.contains(said), "{zone}");
    }
    let two = save("America/Denver", "Mon 2.0 to 5 pm");
    two.status_is(422);
    assert!(two.body.contains("is not a day with hours"), "{}", two.body);
}

#[test]
fn every_two_weeks_shows_its_dates_before_it_is_saved_and_takes_the_monday_in_between() {
    let served = Served::start();
    let house = served.house();
    let herself = served.world.enter(house, house.patients[0]);
    let send = |shown: &str| {
        let fields = [
            ("kind", "work"),
            ("firmness", "fixed"),
            ("often", "2"),
            ("days", "mon"),
            ("start", "4:30 pm"),
            ("end", "8.00pm"),
            ("from", "Sun, Mar 8, 2026"),
            ("until", "3/24/2026"),
            ("shown", shown),
        ];
        served.post("/me/life/new", &herself.cookie, &fields)
    };
    let first = send("");
    first.status_is(200);
    let dates = "Mon, Mar 9, 4:30 pm to 8:00 pm; Mon, Mar 23, 4:30 pm to 8:00 pm";
    for date in dates.split("; ") {
        assert!(first.body.contains(date), "{}", first.body);
    }
    // What was typed is still there, and what was shown for something else is no yes to this.
    assert!(first.body.contains("value=\"8.00pm\""));
    send("Mon, Mar 16, 4:30 pm to 8:00 pm").status_is(200);
    send(dates).status_is(303);
    let life =
        clinic::planning::commitment::life(&served.world.clinic, &herself.actor, house.patients[0]);
    let kept = &life.unwrap().commitments[0].1;
    let monday = |day| jiff::civil::date(2026, 3, day);
    assert_eq!(kept.next_dates(monday(1), 9), [monday(9), monday(23)]);
}

#[test]
fn minutes_without_a_way_are_refused_and_stay_as_they_were_typed() {
    let served = Served::start();
    let house = served.house();
    let herself = served.world.enter(house, house.patients[0]);
    let fields = [
        ("by", "none"),
        ("minutes", "40"),
        ("telehealth", "no"),
        ("track", "general"),
    ];
    let reply = served.post("/me/life/way", &herself.cookie, &fields);
    reply.status_is(422);
    assert!(
        reply.body.contains("There is no way to count"),
        "{}",
        reply.body
    );
    assert!(reply.body.contains("value=\"40\""), "{}", reply.body);
    let life =
        clinic::planning::commitment::life(&served.world.clinic, &herself.actor, house.patients[0]);
    assert_eq!(life.unwrap().journey, None);
}

#[test]
fn a_time_that_is_none_is_said_to_be_gone_and_the_call_is_kept() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator);
    let clinician = served.house().who(Role::Counselor, 0);
    let too_long = format!("{clinician} 2026-03-03T15:00:00Z 100000");
    for (place, slot) in [too_long, "x".repeat(5_000)].iter().enumerate() {
        let phone = format!("207 555 018{place}");
        let name = ["Dana Reyes", "Ruth Lindqvist"][place];
        let typed = [
            ("name", name),
            ("phone", phone.as_str()),
            ("slot", slot.as_str()),
        ];
        let reply = ask(&served, &intake, &typed);
        let leads = reply.status_is(303).header("location");
        assert!(leads.contains("said=time-gone"), "{leads}");
        let page = served.get(leads, &intake.cookie);
        assert!(
            page.status_is(200)
                .body
                .contains("The time was taken meanwhile")
        );
    }
}
