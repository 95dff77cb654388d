//! What happens at the first visit.

use super::public::next_step;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, heading, page};
use maud::html;

/// The steps, as the words name them.
const STEPS: [&str; 5] = ["hello", "talk", "safe", "choose", "yes"];
const BRING: [&str; 4] = ["card", "list", "papers", "person"];
/// What does not wait for a visit: withdrawal from alcohol or sedatives can kill by seizures and delirium, an overdose
/// by stopping the breath. Published: SAMHSA, Treatment Improvement Protocols 45 (detoxification, as revised in 2015) and
/// 63 (medications for opioid use disorder, as revised in 2021). That nobody is told without a consent in writing, with
/// its exceptions: 42 CFR 2.13 and 2.31; the page about privacy has them one by one.
const URGENT: [&str; 2] = ["sick", "breath"];

/// The page.
#[expect(clippy::unnecessary_wraps, reason = "every handler has this shape")]
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let number = ask.clinic.settings().help.emergency.as_str();
    let say = |part: &str| language.say(&format!("visit-{part}"));
    let urgent =
        |part: &str| language.say_with(&format!("visit-wait-{part}"), &[("number", number)]);
    let title = say("title");
    let body = html! {
        (heading(title.clone()).lead(say("lead")))
        section {
            h2 { (say("steps")) }
            ol.steps-to-come {
                @for step in STEPS { li { strong { (say(step)) } p { (say(&format!("{step}-more"))) } } }
            }
        }
        section {
            h2 { (say("bring")) }
            ul { @for part in BRING { li { (say(&format!("bring-{part}"))) } } }
            p { (say("bring-none")) }
        }
        section {
            h2 { (say("wait")) }
            ul { @for part in URGENT { li { (urgent(part)) } } }
        }
        section { (next_step(ask, None)) }
    };
    Ok(Answer::page(page(&frame(ask, Face::Public, title), body)))
}
