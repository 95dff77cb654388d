//! Privacy in plain words of our own: what 42 CFR Part 2 lets whom see, what somebody may ask for, where to complain.
//!
//! Published, in the sections named below; that staff read on a need and that each look is logged is the house's own
//! promise. The page is an explanation beside the notice that a program has to hand out at admission (2.22), not that
//! notice.

use super::place::open;
use super::public::{call, next_step};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, heading, page, tel};
use maud::{Markup, html};

/// Who sees what: 2.12, 2.31 and 2.33 (consent), 2.23 (one's own record), 2.61 to 2.67 (court orders).
const WHO: [&str; 6] = ["team", "you", "family", "plan", "doctors", "court"];
/// What needs no consent: 2.51, 2.12(c)(6), 2.12(c)(5), 2.61 to 2.67, 2.52 and 2.53, 2.11 and 2.12(c)(4).
const WITHOUT: [&str; 6] = ["danger", "child", "crime", "order", "check", "helpers"];
/// What somebody may ask for: 2.31(a) (taking consent back), 2.26 (restrictions), 2.24 and 2.25 (whom we told),
/// 45 CFR 164.526 (amendment), 2.22 (the notice).
const RIGHTS: [&str; 5] = ["back", "less", "list", "mend", "paper"];
/// The Office for Civil Rights of the Department of Health and Human Services, which takes complaints under 2.4: its
/// number as read and as dialed, and where its form is.
const OFFICE: (&str, &str) = ("1-800-368-1019", "+18003681019");
const OFFICE_FORM: &str = "https://www.hhs.gov/ocr/complaints/";

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let say = |part: &str| language.say(&format!("privacy-{part}"));
    let list = |title: &str, parts: &[&str]| {
        html! {
            section {
                h2 { (say(title)) }
                ul { @for part in parts { li { (say(&format!("{title}-{part}"))) } } }
            }
        }
    };
    let title = say("title");
    let body = html! {
        (heading(title.clone()).lead(say("lead")))
        section { h2 { (say("rule")) } p { (say("rule-more")) } }
        (list("who", &WHO))
        (list("without", &WITHOUT))
        (list("rights", &RIGHTS))
        section {
            h2 { (say("complain")) }
            (us(ask, &say("complain-us"))?)
            p { (say("complain-office")) " " (tel(OFFICE.0, OFFICE.1)) "." }
            p { a href=(OFFICE_FORM) rel="noreferrer" { (say("complain-form")) } }
            p { (say("complain-safe")) }
        }
        section { (next_step(ask, None)) }
    };
    Ok(Answer::page(page(&frame(ask, Face::Public, title), body)))
}

/// Whom to tell here, where that is known.
fn us(ask: &Ask<'_>, words: &str) -> Result<Markup, Fault> {
    let home = open(ask)?;
    let named = home.sites.iter().filter_map(|site| {
        let whom = home.leaflet(site.id)?.privacy.as_ref()?;
        Some((&site.name, whom))
    });
    let named: Vec<_> = named.collect();
    let phone = call(ask);
    Ok(html! {
        @if phone.is_some() || !named.is_empty() {
            p { (words) @if let Some(phone) = phone { " " (phone) } }
            @if !named.is_empty() { ul { @for (site, whom) in named { li { (site) ": " (whom) } } } }
        }
    })
}
