//! Staff who type for somebody else are not spoken to as if they asked for help themselves.

use crate::client::Reply;
use crate::common::minutes;
use crate::door::{host, request, send, with};
use crate::in_danger::kept;
use crate::routes::plausible::plausible;
use crate::routes::table::rows;
use crate::served::Served;
use care::Role;

/// Words that speak to whoever asks, or in their name.
const SPEAKS_TO_THE_ASKER: [&str; 5] = ["you", "your", "i", "me", "my"];

/// What the form says beside its fields: labels, the heads of its parts, and what helps to answer.
fn beside_fields(reply: &Reply) -> Vec<String> {
    let main = reply.main();
    let starts = ["<label", "<legend", "<h2", "<p class=\"hint\""];
    let mut said = Vec::new();
    for start in starts {
        for rest in main.split(start).skip(1) {
            let text = rest.split_once('>').map_or("", |(_, text)| text);
            said.push(text.split('<').next().unwrap_or_default().to_owned());
        }
    }
    said
}

#[test]
fn a_form_that_staff_type_into_for_somebody_speaks_to_staff() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator).cookie;
    for path in ["/staff/inquiries/new", "/staff/inquiries/{id}/edit"] {
        let mut table = rows().into_iter();
        let row = table.find(|row| row.path == path && !row.changes).unwrap();
        let (address, _) = plausible(&served, &row, Role::IntakeCoordinator);
        let page = served.get(&address, &intake);
        page.status_is(200);
        let said = beside_fields(&page);
        assert!(said.iter().any(|text| text == "Who asks?"), "{said:?}");
        for text in &said {
            let lower = text.to_lowercase();
            let mut words = lower.split(|c: char| !c.is_alphabetic());
            let wrong = words.find(|word| SPEAKS_TO_THE_ASKER.contains(word));
            assert_eq!(wrong, None, "{path}: {text}");
        }
    }
    // What has to be mended is said to staff too.
    let fields = [
        ("who", "other"),
        ("given", "Robin"),
        ("family", "Vale"),
        ("language", "en"),
    ];
    let mend = served.post("/staff/inquiries/new", &intake, &fields);
    let body = &mend.status_is(422).body;
    assert!(body.contains("Type the name of whoever asks."), "{body}");
    // The public page speaks to whoever asks, as before.
    let public = served.get("/ask", "");
    assert!(public.body.contains("Who needs help?") && public.body.contains("Your name"));
}

/// What a browser fills in by itself is about whoever sits at it, and it keeps what was typed there.
#[test]
fn no_browser_fills_in_or_keeps_what_staff_type_about_others() {
    let served = Served::start();
    let intake = served.enter(Role::IntakeCoordinator).cookie;
    let staff = served.get("/staff/inquiries/new", &intake);
    let public = served.get("/ask", "");
    for (field, token) in [
        ("asker_name", "name"),
        ("organization", "organization"),
        ("role", "organization-title"),
        ("asker_phone", "tel"),
        ("asker_email", "email"),
    ] {
        let input = |page: &Reply| {
            let named = format!("name=\"{field}\"");
            let mut inputs = page.status_is(200).body.split("<input").skip(1);
            let found = inputs.find(|rest| rest.contains(&named));
            let tag = found.and_then(|rest| rest.split('>').next());
            tag.unwrap_or_default().to_owned()
        };
        let off = input(&staff);
        assert!(off.contains("autocomplete=\"off\""), "{field}: {off}");
        let own = format!("autocomplete=\"{token}\"");
        assert!(input(&public).contains(&own), "{field}");
    }
}

/// Half an hour after midnight in New York it is the day before in Denver: nobody there was born tomorrow.
#[test]
fn dates_are_read_by_the_clock_of_the_site_that_was_chosen() {
    let served = Served::start();
    served.world.wait(minutes(12 * 60 + 30));
    let [north, south] = host(&served).sites;
    for (site, status) in [(north, 303), (south, 422)] {
        let site = site.to_string();
        let born = [("born", "2026-03-03"), ("site", site.as_str())];
        let reply = send(&served, "/ask", &with(request(&served), &born));
        assert_eq!(reply.status, status, "{}", reply.body);
    }
    let house = host(&served);
    let director = house.who(Role::ClinicalDirector, 0);
    let cookie = served.world.enter(house, director).cookie;
    let asked = kept(&served).0;
    let edit = format!("/staff/inquiries/{}/edit", asked[0].id);
    for (site, status) in [(south, 422), (north, 303)] {
        let site = site.to_string();
        let born = [("born", "2026-03-03"), ("site", site.as_str())];
        let fields = with(request(&served), &born);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let reply = served.post(&edit, &cookie, &fields);
        assert_eq!(reply.status, status, "{}", reply.body);
    }
}
