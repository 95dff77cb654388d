//! Privacy in plain words of our own: what 42 CFR Part 2 lets whom see, what somebody may ask for, where to complain.
//!
//! Example wording, to be reviewed by the clinic's counsel, who also knows the law of its state. Published, in the
//! sections named below, as amended on February 16, 2024 (89 FR 12472), to be kept since February 16, 2026; that staff
//! read on a need and that each look is logged is the house's own promise. The page is an explanation beside the notice
//! that a program has to hand out at admission (2.22), not that notice: what 2.22(b) prescribes word for word, and what
//! it asks for about fundraising and counseling notes, stands there.

use super::place::open;
use super::public::{call, next_step};
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, heading, page, tel};
use maud::{Markup, html};

/// Who sees what: 2.12(c)(3) (within a program), 2.23 with 45 CFR 164.524 (one's own record), 2.31 and 2.33 (consent),
/// 2.33(b) (what those who got it with a consent for treatment, payment and operations may pass on, and that it is never
/// for proceedings against the patient), 2.12(d) and 2.61 to 2.67 (proceedings; 2.61(b): a subpoena alone does not do).
const WHO: [&str; 7] = [
    "team", "you", "family", "plan", "doctors", "onward", "court",
];
/// What needs no consent: 2.51 (a medical emergency in which the consent cannot be had first), 2.12(c)(6) (reports of
/// child abuse and neglect that state law asks for), 2.12(c)(5) (crimes on the premises or against staff, and threats of
/// one, to the police), 2.61 to 2.67 (an order; whether there is a hearing depends on which), 2.52 and 2.53 (research,
/// audit), 2.54 (public health, where nobody can be told from it), 2.11 and 2.12(c)(4) (a written agreement of a
/// qualified service organization).
const WITHOUT: [&str; 7] = [
    "danger", "child", "crime", "order", "check", "count", "helpers",
];
/// What somebody may ask for: 2.31(a)(6) (taking consent back, in writing), 2.26 with 45 CFR 164.522 (restrictions, to
/// most of which a program need not agree), 2.25 (disclosures with consent within three years; when programs have to
/// begin is put off until the rule of 45 CFR 164.528 is revised), 45 CFR 164.526 (amendment), 2.22(b)(1) (the notice on
/// paper or electronically, and talking about it), 2.16(b) (being told of a breach).
const RIGHTS: [&str; 6] = ["back", "less", "list", "mend", "paper", "breach"];
/// The Office for Civil Rights of the Department of Health and Human Services. It takes complaints under 2.4(b), in
/// writing and within 180 days (45 CFR 160.306(b)); by telephone it helps with filing one. Both read on its own pages,
/// which name 42 CFR Part 2 since February 2026. The number as read and as dialed, and where its form is.
const OFFICE: (&str, &str) = ("1-800-368-1019", "+18003681019");
const OFFICE_FORM: &str = "https://www.hhs.gov/hipaa/filing-a-complaint/";

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
            // 2.4(c) and (d): no retaliation, and no waiver of the right as a condition of treatment.
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
