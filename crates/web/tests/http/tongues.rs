//! Every page of the public and of people in care, in both languages, from the route table: nothing is left
//! untranslated on a page that has a language, program names included; and each public page is light and asks nobody
//! else.

use crate::door::spanish;
use crate::page::text_of;
use crate::routes::plausible::plausible;
use crate::routes::table::rows;
use crate::served::Served;
use care::people::leaflet::{
    Ages, Both, Ease, Leaflet, OfferedMedicine, Payment, Point, Remote, words,
};
use care::people::spoken::SpokenLanguage;
use care::{Line, Phone, Role, SiteId};
use clinic::people::program::ProgramChange;
use clinic::people::{leaflet, program};
use std::collections::BTreeSet;
use web::ui::Face;

/// What a public page may weigh with its stylesheet, unpacked, in bytes: an old phone on a slow line opens it at night.
const BYTES_MAX: usize = 100_000;

/// Pages that are in English alone. A page may leave this list, and a new one needs a reason to come onto it.
const ENGLISH_ONLY: [&str; 24] = [
    // Of the account, which staff have as well.
    "/account",
    "/account/confirm",
    "/account/passkeys/new",
    "/account/password",
    "/sign-in",
    "/welcome/{link}",
    // Whoever sets up or tries a house, and the screen beside its door.
    "/demo/{link}",
    "/kiosk/{token}",
    "/setup/{token}",
    // Of people in care: their words are not in the files of the languages yet.
    "/me",
    "/me/calendar",
    "/me/life",
    "/me/life/new",
    "/me/life/way",
    "/me/life/{commitment}",
    "/me/measures",
    "/me/measures/done",
    "/me/measures/{code}",
    "/me/safety",
    "/me/week",
    // What machines read, in English or in no language.
    "/calendar/{file}",
    "/look/{file}",
    "/look/{organization}/{file}",
    "/sw.js",
];
/// What machines read at addresses that are agreed upon.
const AGREED: [&str; 3] = [
    "/robots.txt",
    "/.well-known/change-password",
    "/.well-known/security.txt",
];
/// What is the same in both languages: short words, and what somebody wrote into a safety plan.
const SAME: [&str; 4] = ["IOP", "No", "Stepwell", "Silence"];

/// Elements whose text nobody reads as a sentence.
const UNREAD: [&str; 3] = ["script", "style", "option"];
/// Attributes that are read aloud or shown.
const SPOKEN: [&str; 4] = ["aria-label", "placeholder", "title", "alt"];

fn paragraphs(name: &str) -> Both {
    Both {
        en: words(&format!("English words about {name}.")).unwrap(),
        es: words(&format!("Palabras en español sobre {name}.")).unwrap(),
    }
}

fn line(text: &str) -> Line {
    Line::parse(text, "a text").unwrap()
}

/// Everything that the page of a site can say.
fn told() -> Leaflet {
    Leaflet {
        address: vec![line("12 Mill Street"), line("Rockland, ME 04841")],
        point: Some(Point::parse("44.1037, -69.1089").unwrap()),
        way: paragraphs("the way"),
        phone: Some(Phone::parse("207-555-0170").unwrap()),
        ages: Some(Ages { from: 18, to: None }),
        speaks: SpokenLanguage::all().collect(),
        gives: OfferedMedicine::ALL.to_vec(),
        welcomes: OfferedMedicine::ALL.to_vec(),
        pays: Payment::ALL.to_vec(),
        payers: vec![line("Northern Health Plan")],
        cost: paragraphs("the price"),
        telehealth: Some(Remote::Partly),
        eases: Ease::ALL.to_vec(),
        first: paragraphs("the visit"),
        privacy: Some(line("Mia Reyes, 207-555-0171")),
    }
}

/// A house of which everything is written down, and the site whose page is public.
fn told_house() -> (Served, SiteId) {
    let served = Served::start();
    let clinic = &served.world.clinic;
    let (first, _) = clinic::home::organizations(clinic).unwrap().remove(0);
    let houses = &served.world.houses;
    let house = houses
        .iter()
        .find(|house| house.organization == first)
        .unwrap();
    let boss = served
        .world
        .enter(house, house.who(Role::ProgramAdministrator, 0))
        .actor;
    let site = clinic::home::public_home(clinic).unwrap().unwrap().sites[0].id;
    leaflet::keep(clinic, &boss, clinic.fresh_key(), site, &told()).unwrap();
    // One program has a name in Spanish, the others do not.
    let programs = program::programs(clinic, &boss).unwrap();
    let here = programs
        .iter()
        .find(|program| program.site == site)
        .unwrap();
    let change = ProgramChange {
        name: line("Evening program"),
        name_es: Some(line("Programa de la tarde")),
        adolescents: here.adolescents,
    };
    program::change_program(clinic, &boss, clinic.fresh_key(), here.id, &change).unwrap();
    (served, site)
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// What is read on a page in its own language: texts and labels, without what is marked as being in another one.
fn read(page: &str, own: &str) -> BTreeSet<String> {
    let (_, body) = page.split_once("<body").unwrap();
    let mut found = BTreeSet::new();
    // Elements that are open, and whether what is in them is read.
    let mut open: Vec<(String, bool)> = Vec::new();
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            // What has no end of its own was left open above it.
            if let Some(at) = open.iter().rposition(|(name, _)| name == closed) {
                open.truncate(at);
            }
        } else {
            let within = open.last().is_none_or(|(_, is_read)| *is_read);
            let foreign = attribute(tag, "lang").is_some_and(|lang| lang != own);
            let is_read = within && !foreign && !UNREAD.contains(&name);
            if is_read {
                let labels = SPOKEN.iter().filter_map(|name| attribute(tag, name));
                found.extend(labels.map(text_of));
            }
            if !["input", "br", "hr", "img", "link", "meta", "path", "circle"].contains(&name) {
                open.push((name.to_owned(), is_read));
            }
        }
        if open.last().is_none_or(|(_, is_read)| *is_read) {
            found.insert(text_of(text.trim()));
        }
    }
    found.retain(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1);
    found
}

#[test]
fn what_is_marked_as_another_language_is_not_read_and_the_rest_is() {
    let page = "<body class=\"x\"><p>Uno<br>dos</p><a lang=\"en\">Three <b>four</b></a>\
        <button aria-label=\"cinco\">6</button><script>seven</script><p>ocho</p></body>";
    let words = read(page, "es");
    let expected = ["Uno", "cinco", "dos", "ocho"].map(str::to_owned);
    assert_eq!(words, BTreeSet::from(expected));
}

/// Addresses of pages that people read, as the route table writes them, without `/es`.
fn pages() -> Vec<&'static str> {
    let read = web::routes::all().filter(|route| {
        let for_people = matches!(route.face, Face::Public | Face::Me);
        !route.changes && !route.json && for_people && !AGREED.contains(&route.path)
    });
    read.map(|route| route.path)
        .filter(|path| *path != "/es" && !path.starts_with("/es/"))
        .collect()
}

#[test]
fn every_page_has_its_spanish_one_but_those_that_are_known_not_to() {
    let has = |path: &str| {
        let spanish = spanish(path);
        web::routes::all().any(|route| !route.changes && route.path == spanish)
    };
    let missing: BTreeSet<&str> = pages().into_iter().filter(|path| !has(path)).collect();
    assert_eq!(missing, BTreeSet::from(ENGLISH_ONLY));
}

#[test]
fn nothing_is_left_in_english_on_any_page_in_spanish() {
    let (served, site) = told_house();
    let cookie = served
        .world
        .enter(served.house(), served.house().patients[0])
        .cookie;
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for path in pages() {
        if ENGLISH_ONLY.contains(&path) {
            continue;
        }
        let row = rows()
            .into_iter()
            .find(|row| !row.changes && row.path == path)
            .unwrap();
        let (english, _) = plausible(&served, &row, Role::Patient);
        let open = |path: &str| {
            let reply = served.get(path, if row.nobody == 200 { "" } else { &cookie });
            reply.status_is(200).body.clone()
        };
        let pages = [open(&english), open(&spanish(&english))];
        let [english, spanish] = [read(&pages[0], "en"), read(&pages[1], "es")];
        assert!(spanish.len() > 10, "{path}: {spanish:?}");
        let named = names(&served, site);
        let untranslated = spanish
            .intersection(&english)
            .filter(|text| !SAME.contains(&text.as_str()) && !named.contains(*text));
        wrong.extend(untranslated.map(|text| format!("{path}: {text}")));
        compared += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 8, "only {compared} pages were compared");
}

/// What is called the same in every language: the house, its sites, their addresses, payers and zones, and people.
fn names(served: &Served, site: SiteId) -> BTreeSet<String> {
    let home = clinic::home::public_home(&served.world.clinic)
        .unwrap()
        .unwrap();
    let told = home.leaflet(site).unwrap();
    let own = told.address.iter().chain(&told.payers);
    let mut names: BTreeSet<String> = own.map(ToString::to_string).collect();
    let whom = told.privacy.iter();
    names.extend(home.sites.iter().flat_map(|site| {
        let told_to = |whom: &Line| format!("{}: {whom}", site.name);
        let mut texts: Vec<String> = whom.clone().map(told_to).collect();
        texts.push(site.name.to_string());
        texts
    }));
    names.insert(home.organization);
    for house in &served.world.houses {
        names.insert(format!("{} Recovery", house.name));
        names.extend((0..10).map(|number| format!("Person{number:02} Of{}", house.name)));
        names.extend((0..10).map(|number| format!("Person{number:02}")));
    }
    names
}

#[test]
fn a_program_without_a_spanish_name_says_that_its_name_is_english() {
    let (served, site) = told_house();
    let page = served.get(&format!("/es/sites/{site}"), "");
    let body = &page.status_is(200).body;
    assert!(body.contains("Programa de la tarde") && !body.contains("Evening program"));
    let list = served.get("/es/sites", "");
    assert!(list.body.contains("<span lang=\"en\">"), "{}", list.body);
    let english = served.get(&format!("/sites/{site}"), "");
    assert!(english.body.contains("Evening program"));
    // Each leads to the other, with the site in the address.
    let leads = |page: &str, to: &str| page.contains(&format!("href=\"{to}\" hreflang="));
    assert!(leads(&english.body, &format!("/es/sites/{site}")));
    assert!(leads(body, &format!("/sites/{site}")));
}

#[test]
fn what_nobody_wrote_down_is_not_shown_and_the_page_says_whom_to_ask() {
    let served = Served::start();
    let home = clinic::home::public_home(&served.world.clinic).unwrap();
    let site = home.unwrap().sites[0].id;
    let body = served.get(&format!("/sites/{site}"), "").body;
    for unknown in [
        "openstreetmap",
        "geo:",
        "Methadone",
        "Medicaid",
        "by video",
        "wheelchair",
    ] {
        assert!(!body.contains(unknown), "{unknown} is guessed: {body}");
    }
    assert!(body.contains("Call and ask: <a class=\"tel\" href=\"tel:+12075550100\""));
}

#[test]
fn every_public_page_is_light_and_nothing_on_it_is_loaded_from_elsewhere() {
    let (served, _) = told_house();
    let mut weighed = 0;
    for row in rows().into_iter().filter(|row| !row.changes && !row.json) {
        let route = web::routes::all().find(|route| !route.changes && route.path == row.path);
        if row.nobody != 200 || route.unwrap().face != Face::Public {
            continue;
        }
        let (path, _) = plausible(&served, &row, Role::Patient);
        let reply = served.get(&path, "");
        if !reply.header("content-type").starts_with("text/html") {
            continue;
        }
        let mut bytes = reply.body.len();
        let tags = reply.body.split('<').skip(1);
        for (tag, _) in tags.filter_map(|piece| piece.split_once('>')) {
            let name = tag.split(' ').next().unwrap_or_default();
            let loaded = match name {
                "link" if attribute(tag, "rel") != Some("alternate") => attribute(tag, "href"),
                "script" | "img" | "iframe" | "source" => attribute(tag, "src"),
                _ => None,
            };
            let Some(loaded) = loaded else { continue };
            let own = loaded.starts_with('/') && !loaded.starts_with("//");
            assert!(own, "{path} loads {loaded}");
            if attribute(tag, "rel") == Some("stylesheet") {
                bytes += served.get(loaded, "").status_is(200).body.len();
            }
        }
        assert!(
            bytes < BYTES_MAX,
            "{path} weighs {bytes} bytes with its style"
        );
        weighed += 1;
    }
    assert!(weighed > 16, "only {weighed} pages were weighed");
}
