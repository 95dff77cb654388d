//! A color and a logo of one's own on every face, and what their addresses answer.

use crate::client::{Reply, Request};
use crate::served::Served;
use care::Role;

/// One dot, as PNG.
const LOGO: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const PAGE: &str = "/staff/settings/look";
const STYLE: &str = "/look/0b5d5d.css";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Who runs the organization whose the public pages are.
fn boss(served: &Served) -> String {
    let (shown, ..) = clinic::home::shown(&served.world.clinic).unwrap().unwrap();
    let mut houses = served.world.houses.iter();
    let house = houses.find(|house| house.organization == shown).unwrap();
    let boss = house.who(Role::ProgramAdministrator, 0);
    served.world.enter(house, boss).cookie
}

/// The address of the picture in the head of a page, where there is one.
fn logo(page: &str) -> Option<&str> {
    let tag = page.split_once("<img class=\"logo\" src=\"")?.1;
    Some(tag.split_once('"')?.0)
}

/// Sends a form of the page that says what it was made from, as it stands there with what is typed over it.
fn send(served: &Served, boss: &str, of: &Reply, path: &str, typed: &[(&str, &str)]) -> Reply {
    let mut form = of.form_to(path);
    for (name, value) in typed {
        form.set(name, value);
    }
    served.send(&Request::post(path, &form.fields()).session(boss))
}

#[test]
fn a_color_and_a_logo_are_on_every_face_and_kept_by_browsers() {
    let served = Served::start();
    let boss = boss(&served);
    served
        .post(PAGE, &boss, &[("accent", "#0B5D5D")])
        .status_is(303);
    let (keep, remove, back) = (
        format!("{PAGE}/logo"),
        format!("{PAGE}/logo/remove"),
        format!("{PAGE}/back"),
    );
    let opened = served.get(PAGE, &boss);
    send(&served, &boss, &opened, &keep, &[("logo", LOGO)]).status_is(303);
    let mut address = String::new();
    for (path, cookie) in [
        ("/", ""),
        ("/es", ""),
        ("/sign-in", ""),
        ("/staff", boss.as_str()),
    ] {
        let page = served.get(path, cookie).status_is(200).body.clone();
        let sheet = format!("<link rel=\"stylesheet\" href=\"{STYLE}\">");
        assert!(page.contains(&sheet), "{path}");
        logo(&page).expect(path).clone_into(&mut address);
    }
    let style = served.get(STYLE, "");
    style.status_is(200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(style.header("cache-control"), FOR_EVER);
    assert!(style.body.contains("--accent: light-dark(#0b5d5d, #"));
    let picture = served.get(&address, "");
    picture.status_is(200);
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("cache-control"), FOR_EVER);
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    let policy = "default-src 'none'; sandbox";
    assert_eq!(picture.header("content-security-policy"), policy);
    let opened = served.get(PAGE, &boss);
    send(&served, &boss, &opened, &remove, &[]).status_is(303);
    served.get(&address, "").status_is(404);
    assert_eq!(logo(&served.get("/", "").body), None);
    // A page that was opened before that neither takes it back nor puts a picture over it, and says why.
    for (path, typed) in [(&back, &[][..]), (&keep, &[("logo", LOGO)][..])] {
        let refused = send(&served, &boss, &opened, path, typed);
        let told = refused
            .status_is(409)
            .body
            .contains("Somebody changed this since");
        assert!(told, "{path}: {}", refused.body);
        let kept = typed.first().map_or("", |(_, logo)| *logo);
        assert_eq!(refused.form_to(&keep).value("logo"), kept, "{path}");
    }
    assert_eq!(logo(&served.get("/", "").body), None);
    send(&served, &boss, &served.get(PAGE, &boss), &back, &[]).status_is(303);
    served.get(&address, "").status_is(200);
}

#[test]
fn what_cannot_be_read_or_is_no_picture_is_refused_with_what_would_do() {
    let served = Served::start();
    let boss = boss(&served);
    let pale = served.post(PAGE, &boss, &[("accent", "#8fd3cf"), ("dark", "#123")]);
    let body = &pale.status_is(422).body;
    for told in [
        "on light grounds",
        "on dark grounds",
        "4.5 to 1",
        "The nearest color",
    ] {
        assert!(body.contains(told), "{told}: {body}");
    }
    assert!(body.contains("value=\"#8fd3cf\""), "what was typed stays");
    let half = served.post(PAGE, &boss, &[("dark", "#8fd3cf")]);
    half.status_is(422);
    // A drawing, a page, and something that is not even base64.
    for text in ["PHN2Zy8+", "PCFkb2N0eXBlIGh0bWw+", "not a picture", ""] {
        let refused = served.post(&format!("{PAGE}/logo"), &boss, &[("logo", text)]);
        refused.status_is(422);
    }
    for path in ["/look/8fd3cf.css", "/look/0b5d5d.js", "/look/x/0123.png"] {
        served.get(path, "").status_is(404);
    }
}

#[test]
fn every_setting_says_what_it_is_and_which_key_it_has_and_no_secret() {
    let served = Served::start();
    let boss = boss(&served);
    let page = served
        .get("/staff/settings", &boss)
        .status_is(200)
        .body
        .clone();
    for told in [
        "<code>public_phone</code>",
        "207-555-0100",
        "<code>crisis_number</code>",
        "<code>[mail] from</code>",
        "href=\"/staff/settings/look\"",
        "href=\"/staff/on-call\"",
        "15 minutes without a page",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    for secret in ["password_file", "master_key_file", "database"] {
        assert!(!page.contains(secret), "{secret}");
    }
}
