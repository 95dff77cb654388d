//! A walk over every page of every face: no barriers, nothing wider than the screen, no other host.

use crate::axe::{self, Rules};
use crate::demo::Demo;
use crate::driver::{Browser, Scripts};
use measure::Measures;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use stops::{FOR_MACHINES, NOT_THERE, STOPS};

mod measure;
mod stops;

const WIDTHS: [(&str, u32, u32); 2] = [("phone", 360, 740), ("desktop", 1280, 900)];
/// Widths at which is only measured whether anything is wider: the narrowest phone, a desk at 200 %, a tablet either
/// way.
const MEASURED: [u32; 4] = [320, 640, 768, 1024];
/// Below this width a table has no box of its own to move in: its rows are blocks.
const PHONE_MAX: u32 = 600;
const HEIGHT_MEASURED: u32 = 900;
const SCHEMES: [&str; 2] = ["light", "dark"];

/// How wide a page is, which tables move sideways in their boxes, and the numbers to call that stand on two lines: of a
/// button or a sentence that is pressed, the digits alone.
const MEASURE: &str = r"
    const boxes = [...document.querySelectorAll('.table-scroll')];
    const broken = [];
    for (const link of document.querySelectorAll('a[href^=\'tel:\'], .tel')) {
      const walk = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        for (const found of node.data.matchAll(/\+?\(?\d[\d() -]{5,}\d/g)) {
          const range = document.createRange();
          range.setStart(node, found.index);
          range.setEnd(node, found.index + found[0].length);
          const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
          if (lines.size > 1) broken.push(found[0]);
        }
      }
    }
    return {
      wide: document.documentElement.scrollWidth,
      tables: boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.parentElement.id).join(' '),
      broken: broken.join(', '),
    }";

#[test]
fn every_page_is_open_to_everybody_and_asks_no_other_host() {
    // What the other tests do beside it makes lists longer, and how long they are is measured.
    let browser = Browser::open_on(Demo::own(), Scripts::On);
    let other = Browser::open_on(browser.demo.clone(), Scripts::On);
    let browsers = [&browser, &other];
    // What a browser asked itself for its first, empty page is over once another page is there.
    for browser in browsers {
        browser.go("/");
        browser.asked_for();
    }
    let walk = Walk {
        axe: axe::source(),
        ids: ids(&browser),
        faces: Mutex::new(STOPS.iter()),
    };
    let walk = &walk;
    let walked = std::thread::scope(|scope| {
        let walks = browsers.map(|browser| scope.spawn(move || walk.all(browser)));
        walks.map(|one| one.join().unwrap())
    });
    let (mut wrong, mut measures) = (Vec::new(), Measures::default());
    for (barriers, measured) in walked {
        wrong.extend(barriers);
        measures.add(measured);
    }
    wrong.extend(measures.end());
    assert!(
        wrong.is_empty(),
        "{} barriers:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let mut seen: BTreeSet<&str> = STOPS
        .iter()
        .flat_map(|(_, routes)| *routes)
        .copied()
        .collect();
    seen.insert(NOT_THERE);
    seen.extend(FOR_MACHINES);
    let pages = web::routes::all().filter(|route| !route.changes && !route.json);
    let missed: Vec<_> = pages
        .map(|route| route.path)
        .filter(|path| !seen.contains(path))
        .collect();
    assert!(missed.is_empty(), "the walk has to lead past {missed:?}");
    let address = &browser.demo.said.address;
    let asked: Vec<String> = browsers
        .iter()
        .flat_map(|browser| browser.asked_for())
        .collect();
    assert!(asked.len() > 100, "the log holds what was asked for");
    let elsewhere: Vec<_> = asked.iter().filter(|url| !is_ours(url, address)).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

/// What the browsers that walk side by side share.
struct Walk {
    axe: String,
    ids: BTreeMap<&'static str, String>,
    /// The roles that nobody has gone as yet, with where they go.
    faces: Mutex<std::slice::Iter<'static, (&'static str, &'static [&'static str])>>,
}

impl Walk {
    /// Goes as one role after the other, for as long as there are any; answers what is wrong, and what was measured.
    fn all(&self, browser: &Browser) -> (Vec<String>, Measures) {
        let (mut wrong, mut measures) = (Vec::new(), Measures::default());
        while let Some((role, routes)) = self.next() {
            if role.is_empty() {
                browser.forget_everything();
            } else {
                browser.enter(role);
            }
            for route in *routes {
                let path = path(&self.ids, route);
                browser.go(&path);
                assert_eq!(browser.path(), path, "{role}");
                let name = format!("{role} {route}");
                wrong.extend(look(browser, &self.axe, &mut measures, &name));
            }
        }
        (wrong, measures)
    }

    fn next(&self) -> Option<&'static (&'static str, &'static [&'static str])> {
        self.faces.lock().unwrap().next()
    }
}

/// Whether an address leads to our server, or nowhere at all.
fn is_ours(url: &str, address: &str) -> bool {
    url.strip_prefix(address)
        .is_some_and(|rest| rest.starts_with('/'))
        || url.starts_with("data:,")
}

/// A result of somebody whom a signal is open about: one of those of the story came from a questionnaire.
fn result(browser: &Browser) -> String {
    browser.go("/staff/signals");
    let open = browser.all("main a[href^='/staff/signals/']");
    let open: Vec<String> = open.iter().map(|link| link.attribute("href")).collect();
    let found = open.iter().find_map(|signal| {
        browser.go(signal);
        let about = browser.all("main a[href^='/staff/people/']");
        let about = about.first()?.attribute("href");
        let about: Vec<&str> = about.split('/').take(4).collect();
        let measures = format!("{}/measures", about.join("/"));
        browser.go(&measures);
        let results = browser.all(&format!("main a[href^='{measures}/results/']"));
        results.first().map(|link| link.attribute("href"))
    });
    found.unwrap_or_else(|| panic!("nobody of {open:?} has a result"))
}

/// An entry of a chapter of somebody of the story.
fn entry(browser: &Browser, chapter: &str) -> String {
    browser.go("/staff/people");
    let rows = browser.all("main a.row-link[href^='/staff/people/']");
    let people: Vec<String> = rows.iter().map(|link| link.attribute("href")).collect();
    let found = people.iter().find_map(|person| {
        let all = format!("{person}/{chapter}");
        browser.go(&all);
        let links = browser.all(&format!("main a[href^='{all}/']:not([href$='/new'])"));
        links.first().map(|link| link.attribute("href"))
    });
    found.unwrap_or_else(|| panic!("nobody of {people:?} has an entry of {chapter}"))
}

/// The paths that hold an id, as links on other pages lead to them.
#[expect(
    clippy::too_many_lines,
    reason = "a table of paths and where each is found"
)]
fn ids(browser: &Browser) -> BTreeMap<&'static str, String> {
    let first = |page: &str, start: &str| {
        browser.go(page);
        let links = browser.all(&format!("main a[href^='{start}']"));
        let mut hrefs = links.iter().map(|link| link.attribute("href"));
        hrefs
            .find(|href| {
                ![
                    "/new",
                    "/import",
                    "/way",
                    "/numbers",
                    "/shifts",
                    "/vacation",
                ]
                .iter()
                .any(|end| href.split('?').next().unwrap().ends_with(end))
            })
            .unwrap_or_else(|| panic!("no {start} on {page}"))
    };
    browser.enter("clinical_director");
    let person = first("/staff/people", "/staff/people/");
    let referral = first("/staff/referrals", "/staff/referrals/");
    let life = format!("{person}/life");
    let asked = first("/staff/inquiries?stage=reached", "/staff/inquiries/");
    let part = first(&life, &format!("{life}/"));
    let roster = crate::roster::past_roster(browser);
    // Next week, which has sessions that are not past on any day of this one.
    browser.go("/staff/week?view=groups");
    browser.press("Next");
    let moving = first(&browser.path(), "/staff/week/move");
    let signal = first("/staff/signals", "/staff/signals/");
    let shift = first("/staff/on-call", "/staff/on-call/");
    let result = result(browser);
    let medicine = entry(browser, "medicines");
    let naloxone = entry(browser, "naloxone");
    browser.enter("patient");
    let own_part = first("/me/life", "/me/life/");
    browser.enter("program_administrator");
    let member = first("/staff/team", "/staff/team/");
    let site = first("/staff/sites", "/staff/sites/");
    let program = first(&site, "/staff/programs/");
    let group = first("/staff/groups", "/staff/groups/");
    let proposal = first(&format!("{site}/week/make"), "/staff/proposals/");
    // The way to the door has a screen of its own at the other site.
    browser.go(&browser.site("Mesa Center"));
    browser.press("Make an address for the screen");
    let screen = browser.one("#kiosk-address").attribute("value");
    let screen = screen
        .strip_prefix(&browser.demo.said.address)
        .unwrap_or_else(|| panic!("{screen} is elsewhere"))
        .to_owned();
    // Links that are older may have been used.
    browser.go(&member);
    browser.press("Send a new link");
    browser.reads("queued as mail");
    let welcome = first("/staff/outbox", "/welcome/");
    let demo = browser.demo.account("counselor").link.clone();
    let demo = demo
        .strip_prefix(&browser.demo.said.address)
        .unwrap()
        .to_owned();
    let section = format!("{person}/assessment/criteria");
    // What the public reads of a site stands at the same address without the beginning.
    let public = site.strip_prefix("/staff").unwrap().to_owned();
    BTreeMap::from([
        (
            "/staff/waiting/{id}",
            asked.replace("/inquiries/", "/waiting/"),
        ),
        ("/staff/inquiries/{id}", asked),
        ("/kiosk/{token}", screen),
        ("/staff/people/{id}/life/{commitment}", part),
        ("/staff/people/{id}/assessment/{section}", section),
        (
            "/staff/people/{id}/measures/{code}/new",
            format!("{person}/measures/phq-9/new"),
        ),
        ("/staff/people/{id}/measures/results/{result}", result),
        ("/staff/people/{id}/medicines/{number}", medicine),
        ("/staff/people/{id}/naloxone/{number}", naloxone),
        ("/staff/people/{id}", person),
        ("/staff/sessions/{group}/{date}", roster),
        ("/staff/signals/{id}", signal),
        ("/staff/on-call/new", "/staff/on-call/new".to_owned()),
        ("/staff/on-call/{id}", shift),
        ("/staff/referrals/{id}", referral),
        ("/staff/week/move", moving),
        ("/staff/proposals/{id}", proposal),
        ("/staff/team/{id}", member),
        ("/sites/{id}", public.clone()),
        ("/es/sites/{id}", format!("/es{public}")),
        ("/staff/sites/{id}", site),
        ("/staff/programs/{id}/edit", program),
        ("/staff/groups/{id}", group),
        ("/me/life/{commitment}", own_part),
        ("/me/measures/{code}", "/me/measures/phq-9".to_owned()),
        ("/staff/measures/{code}", "/staff/measures/phq-9".to_owned()),
        ("/staff/help/{topic}", "/staff/help/today".to_owned()),
        ("/calendar/{file}", "/calendar/not-a-secret.ics".to_owned()),
        ("/answer/{link}", "/answer/not-a-link".to_owned()),
        ("/es/answer/{link}", "/es/answer/not-a-link".to_owned()),
        ("/welcome/{link}", welcome),
        ("/demo/{link}", demo),
    ])
}

/// The path of a route: what is known of the longest beginning of it, and the rest as it is written.
fn path(ids: &BTreeMap<&'static str, String>, route: &str) -> String {
    let fitting = ids.iter().filter_map(|(beginning, path)| {
        let rest = route.strip_prefix(beginning)?;
        let whole = rest.is_empty() || rest.starts_with('/');
        whole.then(|| (beginning.len(), format!("{path}{rest}")))
    });
    let longest = fitting.max_by_key(|(length, _)| *length);
    longest.map_or_else(|| route.to_owned(), |(_, path)| path)
}

/// Looks at a page in every width and scheme.
fn look(browser: &Browser, axe: &str, measures: &mut Measures, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let of_staff = name.split_whitespace().next_back();
    let of_staff = of_staff.filter(|route| *route == "/staff" || route.starts_with("/staff/"));
    for width in MEASURED {
        browser.resize(width, HEIGHT_MEASURED);
        wrong.extend(wider(browser, width, name));
    }
    for (device, width, height) in WIDTHS {
        browser.resize(width, height);
        match (of_staff, width < PHONE_MAX) {
            (Some(_), true) => measures.hand(browser, name),
            (Some(route), false) => measures.desk(browser, route, name),
            (None, _) => {}
        }
        for scheme in SCHEMES {
            // Without motion, or a color on its way from one scheme to the other would be measured.
            let features = json!([
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ]);
            browser.tools(
                "Emulation.setEmulatedMedia",
                json!({ "features": features }),
            );
            // Only colors depend on the scheme.
            let rules = if scheme == SCHEMES[0] {
                Rules::All
            } else {
                Rules::Colors
            };
            let found = browser.barriers(axe, rules);
            wrong.extend(
                found
                    .into_iter()
                    .map(|barrier| format!("{name} {device} {scheme}: {barrier}")),
            );
            picture(
                browser,
                (width, height),
                &format!("{name} {device} {scheme}"),
            );
        }
        wrong.extend(wider(browser, width, name));
    }
    wrong
}

/// What is wider than a screen of this width: the page, or on a phone a table in its box.
fn wider(browser: &Browser, width: u32, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let measured = browser.run(MEASURE);
    let page = &measured["wide"];
    if page.as_u64() > Some(u64::from(width)) {
        wrong.push(format!("{name} at {width}: the page is {page} wide"));
    }
    let tables = measured["tables"].as_str().unwrap();
    if width < PHONE_MAX && !tables.is_empty() {
        wrong.push(format!("{name} at {width}: {tables} scroll sideways"));
    }
    let broken = measured["broken"].as_str().unwrap();
    if !broken.is_empty() {
        wrong.push(format!(
            "{name} at {width}: {broken} is broken in its middle"
        ));
    }
    wrong
}

/// Saves a picture of the whole page where somebody wants to look at it.
fn picture(browser: &Browser, (width, height): (u32, u32), name: &str) {
    let Some(folder) = std::env::var_os("STEPWELL_SHOTS") else {
        return;
    };
    let long = browser
        .run("return document.documentElement.scrollHeight")
        .as_u64()
        .unwrap();
    browser.resize(width, height.max(u32::try_from(long).unwrap()));
    let word: String = name
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let path = std::path::Path::new(&folder).join(format!("{word}.png"));
    thirtyfour::support::block_on(browser.driver.screenshot(&path)).unwrap();
    browser.resize(width, height);
}

impl Browser {
    /// A screen of this size.
    pub fn resize(&self, width: u32, height: u32) {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < PHONE_MAX });
        self.tools("Emulation.setDeviceMetricsOverride", screen);
    }
}
