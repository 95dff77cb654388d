//! What an intensive outpatient program is, and how it differs from other care. The numbers are the protocol's.

use super::public::next_step;
use crate::language::Language;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, card, facts, heading, page};
use care::assessment::protocol::{LevelNumbers, Problems, Protocol, Range};
use care::{AgeGroup, LevelOfCare};
use clinic::Refusal;
use maud::{Markup, html};
use std::sync::LazyLock;

/// The kinds of care from most to least, as the words name them.
const KINDS: [&str; 5] = ["detox", "inpatient", "php", "iop", "op"];
const BASICS: [&str; 4] = ["days", "hours", "weeks", "home"];
const WEEK: [&str; 4] = ["mon", "tue", "wed", "sat"];
const TAKES: [&str; 4] = ["safe", "home", "way", "try"];
const COST: [&str; 5] = ["plan", "share", "yes", "none", "extra"];

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let language = ask.language();
    let numbers = NUMBERS
        .as_ref()
        .map_err(|problems| Refusal::Conflict(problems.clone()))?;
    let put_in: Vec<(&str, &str)> = numbers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let say = |part: &str| language.say_with(&format!("iop-{part}"), &put_in);
    let list = |title: &str, parts: &[&str]| {
        html! {
            h2 { (say(title)) }
            ul { @for part in parts { li { (say(&format!("{title}-{part}"))) } } }
        }
    };
    let title = say("title");
    let body = html! {
        (heading(title.clone()).lead(say("lead")))
        section { (list("basics", &BASICS)) }
        section {
            h2 { (say("compare")) }
            p { (say("compare-more")) }
            div.cards.kinds { @for kind in KINDS { (kind_card(language, kind, &say)) } }
        }
        section {
            h2 { (say("week")) }
            p { (say("week-more")) }
            dl.week-example {
                @for day in WEEK {
                    div { dt { (say(&format!("week-{day}"))) } dd { (say(&format!("week-{day}-more"))) } }
                }
            }
            p { (say("week-sum")) }
        }
        section { (list("takes", &TAKES)) p { (say("takes-more")) } }
        section { h2 { (say("family")) } p { (say("family-more")) } }
        section {
            h2 { (say("cost")) }
            p { (say("cost-more")) }
            ul { @for part in COST { li { (say(&format!("cost-{part}"))) } } }
        }
        section { h2 { (say("privacy")) } p { (say("privacy-more")) } }
        section {
            h2 { (say("next")) }
            (next_step(ask, Some(("/check", say("next-check")))))
        }
    };
    Ok(Answer::page(page(&frame(ask, Face::Public, title), body)))
}

fn kind_card(language: Language, kind: &str, say: &impl Fn(&str) -> String) -> Markup {
    let rows = ["where", "time", "who"].map(|row| {
        (
            language.say(&format!("iop-{row}")),
            say(&format!("{kind}-{row}")),
        )
    });
    let rows: Vec<(&str, Markup)> = rows
        .iter()
        .map(|(term, fact)| (term.as_str(), html! { (fact) }))
        .collect();
    html! { (card(say(kind), facts(&rows)).under_a_heading()) }
}

/// The numbers of the protocol that the house brings along, under the names the words use. A test of `care` keeps it
/// loadable.
static NUMBERS: LazyLock<Result<Vec<(&'static str, String)>, String>> =
    LazyLock::new(|| numbers().map_err(|problems| problems.to_string()));

fn numbers() -> Result<Vec<(&'static str, String)>, Problems> {
    let protocol = Protocol::standard()?;
    let iop = protocol.level(LevelOfCare::IntensiveOutpatient);
    let residential = protocol.level(LevelOfCare::Residential);
    let partial = protocol.level(LevelOfCare::PartialHospitalization);
    let hours = |level: &LevelNumbers, age| level.hours(age).map_or(0, |hours| hours.from);
    let both = |range: Option<Range>| range.map_or((0, 0), |range| (range.from, range.to));
    let days = both(iop.days_per_week);
    let session = both(iop.session_hours);
    let weeks = both(iop.weeks);
    let stay = |place: usize| residential.program_days.get(place).copied().unwrap_or(0);
    let numbers = [
        ("days-from", days.0),
        ("days-to", days.1),
        ("hours-from", session.0),
        ("hours-to", session.1),
        ("weeks-from", weeks.0),
        ("weeks-to", weeks.1),
        ("week-hours", hours(iop, AgeGroup::Adult)),
        ("week-hours-teen", hours(iop, AgeGroup::Adolescent)),
        ("php-hours", hours(partial, AgeGroup::Adult)),
        ("days-short", stay(0)),
        ("days-middle", stay(1)),
        ("days-long", stay(2)),
    ];
    Ok(numbers
        .map(|(name, number)| (name, number.to_string()))
        .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_there() {
        let numbers = numbers().unwrap();
        assert!(
            numbers.iter().all(|(_, number)| number != "0"),
            "{numbers:?}"
        );
    }
}
