//! The way between here and what a life holds, as every form of one asks for it.

use super::super::by;
use super::Filled;
use crate::shell::Ask;
use crate::ui::{Problems, Width, branch, field};
use care::invalid::Issues;
use care::planning::commitment::{TRAVEL_MINUTES_MAX, Travel, Way};
use maud::{Markup, html};

/// What the form says about it, or beside which field it has to be mended.
pub(super) fn read(ask: &Ask<'_>, issues: &mut Issues) -> Travel {
    let form = &ask.form;
    let mut minutes = |name: &'static str| match form.text(name).trim() {
        "" => 0,
        text => text.parse::<u16>().unwrap_or_else(|_| {
            let sentence = format!("Enter the minutes of the way, from 0 to {TRAVEL_MINUTES_MAX}.");
            issues.add(name, sentence);
            0
        }),
    };
    let travel = Travel {
        by: Way::from_code(form.text("by")).unwrap_or_default(),
        before_minutes: minutes("travel_before"),
        after_minutes: minutes("travel_after"),
    };
    if travel.by == Way::None && (travel.before_minutes, travel.after_minutes) != (0, 0) {
        let sentence =
            "There is no way to count, and minutes of it. Choose how, or leave the minutes empty.";
        issues.add("by", sentence);
    }
    travel
}

/// Minutes of the way as the field shows them.
pub(super) fn way_minutes(minutes: u16) -> String {
    if minutes == 0 {
        String::new()
    } else {
        minutes.to_string()
    }
}

pub(super) fn way(filled: &Filled<'_>, problems: &Problems) -> Markup {
    let minutes = way_minutes;
    let language = filled.ask.language();
    let say = |key: &str| language.say(key);
    let ways = Way::ALL.map(|one| (one.code().to_owned(), by(language, one)));
    let open = ["by", "travel_before", "travel_after"]
        .iter()
        .any(|name| problems.of(name).is_some())
        || filled.stored.is_some_and(|one| one.travel.by != Way::None);
    html! {
        details open[open] {
            summary { (say("life-way")) }
            p.muted { (say("life-way-more")) }
            (field("by", say("life-how")).select(ways).value(filled.text("by", |one| one.travel.by.code().to_owned(), Way::None.code())).width(Width::Medium).check(problems))
            (branch("by", &on_the_way(), html! { div.pair {
                (field("travel_before", say("life-from-here")).optional_in(language).number().value(filled.text("travel_before", |one| minutes(one.travel.before_minutes), "")).check(problems))
                (field("travel_after", say("life-to-here")).optional_in(language).number().value(filled.text("travel_after", |one| minutes(one.travel.after_minutes), "")).check(problems))
            } }))
        }
    }
}

/// The ways that take time.
pub(in super::super) fn on_the_way() -> Vec<&'static str> {
    let ways = Way::ALL.into_iter().filter(|way| *way != Way::None);
    ways.map(Way::code).collect()
}
