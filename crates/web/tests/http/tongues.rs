//! Every page of the public and of people in care, in both languages, from the route table: nothing is left
//! untranslated on a page that has a language, program names included; and each public page is light and asks nobody
//! else.

use crate::client::Request;
use crate::door::spanish;
use crate::page::{attribute, text_of};
use crate::routes::plausible::plausible;
use crate::routes::table::rows;
use crate::served::{Served, with_token};
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

/// Addresses that have no Spanish: what machines read, and the page on which those who work here set up a house.
const UNTRANSLATED: [&str; 5] = [
    "/calendar/{file}",
    "/look/{file}",
    "/look/{organization}/{file}",
    "/setup/{token}",
    "/sw.js",
];
/// What a browser of somebody who reads Spanish asks for.
const SPANISH: (&str, &str) = ("Accept-Language", "es-US,es;q=0.9,en;q=0.5");
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

/// Whether the page of a route is in the language of whoever asks, at one address.
fn follows(path: &str) -> bool {
    web::routes::all().any(|route| route.path == path && route.own_language)
}

#[test]
fn every_page_for_people_is_there_in_spanish() {
    let has = |path: &str| {
        let spanish = spanish(path);
        web::routes::all().any(|route| !route.changes && route.path == spanish)
    };
    let missing = pages()
        .into_iter()
        .filter(|path| !has(path) && !follows(path));
    let missing: BTreeSet<&str> = missing.collect();
    assert_eq!(missing, BTreeSet::from(UNTRANSLATED));
}

/// A house in which somebody in care is in a group and has questions to answer, and there is a screen beside the door.
struct Told {
    served: Served,
    site: SiteId,
    kiosk: String,
}

impl Told {
    fn start() -> Self {
        let (served, site) = told_house();
        let (clinic, house) = (&served.world.clinic, served.house());
        let director = served.enter(Role::ClinicalDirector);
        let (group, person) = (house.groups[0], house.patients[0]);
        let first = jiff::civil::date(2026, 3, 2);
        let key = clinic.fresh_key();
        clinic::groups::group::join(clinic, &director.actor, key, group, person, first, None)
            .unwrap();
        let boss = served.enter(Role::ProgramAdministrator);
        let text = crate::wording::questionnaire(QUESTIONS).to_string();
        served
            .post("/staff/measures", &boss.cookie, &[("text", &text)])
            .status_is(303);
        let used = format!("/staff/measures/{QUESTIONS}/1");
        served.post(&used, &boss.cookie, &[]).status_is(303);
        let assign = format!("/staff/people/{person}/measures/{QUESTIONS}/assign");
        served.post(&assign, &director.cookie, &[]).status_is(303);
        let made = clinic::attendance::arrival::make_kiosk(
            clinic,
            &boss.actor,
            clinic.fresh_key(),
            house.sites[0],
        );
        let made = made.unwrap();
        let (_, secret) = made.split_once("/kiosk/").unwrap();
        let kiosk = format!("/kiosk/{secret}");
        Self {
            served,
            site,
            kiosk,
        }
    }

    /// An address of a route that is there, for the person in care.
    fn address(&self, changes: bool, path: &str) -> String {
        match path {
            "/kiosk/{token}" => self.kiosk.clone(),
            "/me/measures/{code}" => format!("/me/measures/{QUESTIONS}"),
            _ => {
                let mut rows = rows().into_iter();
                let row = rows.find(|row| row.changes == changes && row.path == path);
                plausible(&self.served, &row.unwrap(), Role::Patient).0
            }
        }
    }

    fn cookie(&self, face: Face) -> String {
        if face == Face::Public {
            return String::new();
        }
        let house = self.served.house();
        self.served.world.enter(house, house.patients[0]).cookie
    }

    /// What is on both pages in the same words, and is nobody's name.
    fn untranslated(&self, path: &str, pages: [&str; 2]) -> Vec<String> {
        let names = names(&self.served, self.site);
        let [english, spanish] = [read(pages[0], "en"), read(pages[1], "es")];
        assert!(spanish.len() > 5, "{path}: {spanish:?}");
        assert!(pages[1].contains(" lang=\"es\""), "{path}");
        spanish
            .intersection(&english)
            .filter(|text| !SAME.contains(&text.as_str()) && !is_named(text, &names))
            .map(|text| format!("{path}: {text}"))
            .collect()
    }
}

/// What somebody in care is asked to answer alone.
const QUESTIONS: &str = "gad-7";

/// The rest of a text without names has no word in it.
fn is_named(text: &str, names: &BTreeSet<String>) -> bool {
    let mut longest: Vec<&String> = names.iter().collect();
    longest.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let rest = longest.into_iter().fold(text.to_owned(), |rest, name| {
        rest.replace(name.as_str(), "")
    });
    text.contains('@') || rest.chars().filter(|c| c.is_alphabetic()).count() < 2
}

#[test]
fn nothing_is_left_in_english_on_any_page_in_spanish() {
    let told = Told::start();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for path in pages() {
        if UNTRANSLATED.contains(&path) {
            continue;
        }
        let mut routes = web::routes::all();
        let route = routes.find(|route| !route.changes && route.path == path);
        let cookie = told.cookie(route.unwrap().face);
        let address = told.address(false, path);
        let open = |request: Request| {
            let reply = told.served.send(&request.session(&cookie));
            reply.status_is(200).body.clone()
        };
        let other = if follows(path) {
            Request::get(address.clone()).with(SPANISH.0, SPANISH.1)
        } else {
            Request::get(spanish(&address))
        };
        let pages = [open(Request::get(address)), open(other)];
        wrong.extend(told.untranslated(path, [&pages[0], &pages[1]]));
        compared += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 24, "only {compared} pages were compared");
}

/// What a form refuses it refuses in the language of whoever typed, also where nothing was typed at all.
#[test]
fn nothing_is_left_in_english_where_a_form_is_turned_away() {
    let told = Told::start();
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for route in web::routes::all() {
        let typed = route.changes && !route.json && !route.fields.is_empty();
        if !typed || !route.own_language || route.path.starts_with("/es/") {
            continue;
        }
        let address = told.address(true, route.path);
        let send = |language: Option<(&str, &str)>| {
            let cookie = told.cookie(route.face);
            let token = told.served.token(&cookie);
            let request = Request::post(address.clone(), &with_token(&token, &[]));
            let request = match language {
                Some((name, value)) => request.with(name, value),
                None => request,
            };
            told.served.send(&request.session(&cookie))
        };
        let [english, spanish] = [send(None), send(Some(SPANISH))];
        assert_eq!(english.status, spanish.status, "{}", route.path);
        if english.status < 400 {
            continue;
        }
        wrong.extend(told.untranslated(route.path, [&english.body, &spanish.body]));
        compared += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 9, "only {compared} forms were sent");
}

/// What is called the same in every language: the house, its sites, their addresses, payers and zones, groups, rooms,
/// questionnaires, and people.
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
        let staff = house.staff.iter();
        names.extend(staff.map(|one| {
            let (role, at) = (one.role.label(), one.at + 1);
            format!("{role} {} {at}", house.name)
        }));
    }
    let library = measures::Library::built_in().unwrap();
    names.extend(library.iter().map(|instrument| instrument.short.clone()));
    names.extend(TYPED.map(str::to_owned));
    names
}

/// What somebody typed into the house, and what the tests' browser says of itself.
const TYPED: [&str; 4] = ["Evening process", "Cove", "South", "A test"];

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
