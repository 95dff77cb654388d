//! A safety plan: the person's own pages, in either language, and the same for staff who fill it in with them.

use crate::language::Language;
use crate::pages::followup::signals::frame_about;
use crate::shell::ask::moment_in;
use crate::shell::frame::{frame, phone};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Face, Frame, Icon, Meaning, Toast, button, dial, empty, heading, link, opening, page,
    print_button, status, tel_text,
};
use care::followup::safety_plan::{Item, Number, PlanStep, Steps};
use care::{PersonId, TimeZoneName};
use clinic::Refusal;
use clinic::followup::safety_plan;
use clinic::followup::safety_plan::{Made, ShownSafetyPlan};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

mod edit;
mod summary;
mod versions;

pub(crate) use edit::{form_page, save};
pub(crate) use summary::{missing_first, summary};
pub(crate) use versions::{list as versions, restore};

/// Whose plan it is, under which address, and in which language it is shown.
struct Whose {
    person: PersonId,
    face: Face,
    language: Language,
    /// `/me/safety-plan`, the same in Spanish, or `/staff/people/{id}/safety-plan`.
    base: String,
}

/// Whose plan the address names: the asker's own where it names nobody.
fn whose(ask: &Ask<'_>) -> Result<Whose, Fault> {
    let language = ask.language();
    if ask.param("id").is_empty() {
        return Ok(Whose {
            person: ask.actor()?.person(),
            face: Face::Me,
            language,
            // A page keeps to the address under which it was opened.
            base: Language::of(&ask.address).path("/me/safety-plan"),
        });
    }
    // One's own plan has its own address.
    if !ask.actor()?.is_staff() {
        return Err(Refusal::NotFound.into());
    }
    let person = ask.id("id", PersonId::parse)?;
    Ok(Whose {
        person,
        face: Face::Staff,
        language,
        base: format!("/staff/people/{person}/safety-plan"),
    })
}

impl Whose {
    fn own(&self) -> bool {
        self.face == Face::Me
    }

    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    fn say_with(&self, key: &str, put_in: &[(&'static str, &str)]) -> String {
        self.language.say_with(key, put_in)
    }

    /// The frame of one of the pages, with what has just happened in its language.
    fn frame(&self, ask: &Ask<'_>) -> Result<Frame, Fault> {
        let title = if self.own() {
            self.say("plan-title")
        } else {
            "Safety plan".to_owned()
        };
        let mut framed = match self.face {
            Face::Staff => frame_about(ask, &title, self.person)?,
            _ => frame(ask, self.face, title),
        };
        let said = match ask.said() {
            "saved" if self.own() => Some("plan-saved"),
            "back" if self.own() => Some("plan-restored"),
            _ => None,
        };
        if let Some(key) = said {
            framed.toast = Some(Toast {
                meaning: Meaning::Good,
                text: self.say(key),
                undo: None,
            });
        }
        Ok(framed)
    }

    fn moment(&self, at: Timestamp, zone: &TimeZoneName) -> String {
        moment_in(self.language, at, zone)
    }
}

/// The plan as it stands.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let whose = whose(ask)?;
    let shown = safety_plan::show(ask.clinic, ask.actor()?, whose.person)?;
    let body = html! {
        (head(&whose, &shown))
        @match &shown.latest {
            None => (nothing_yet(ask, &whose, &shown)),
            Some(made) => {
                (on_paper(&whose, &shown, made))
                (last_change(&whose, made, &shown.zone))
                (steps(ask, &whose, &made.plan.steps))
                p.no-print { (link(&format!("{}/versions", whose.base), &whose.say("plan-earlier"))) }
            },
        }
        @if whose.own() { p.muted.no-print { (whose.say("plan-who-sees")) } }
    };
    Ok(Answer::page(page(&whose.frame(ask)?, body)))
}

fn head(whose: &Whose, shown: &ShownSafetyPlan) -> impl maud::Render {
    let edit = format!("{}/edit", whose.base);
    let actions = html! {
        @if shown.latest.is_some() {
            @if shown.may_edit {
                @if whose.own() { (button(whose.say("plan-change")).quiet().href(edit)) }
                @else { (button("Change").quiet().href(edit).shortcut("e")) }
            }
            (print_button(&whose.say("plan-print")))
        }
    };
    if whose.own() {
        return heading(whose.say("plan-title"))
            .lead(whose.say("plan-lead"))
            .back("/me", whose.say("plan-back"))
            .actions(actions);
    }
    opening().actions(actions)
}

/// No plan yet: how to begin one, and the numbers that would stand on it.
fn nothing_yet(ask: &Ask<'_>, whose: &Whose, shown: &ShownSafetyPlan) -> Markup {
    let edit = format!("{}/edit", whose.base);
    let first = |label: String| shown.may_edit.then(|| button(label).href(edit));
    html! {
        @if whose.own() { (empty(&whose.say("plan-none"), &whose.say("plan-none-more"), first(whose.say("plan-make")))) }
        @else {
            (empty("No safety plan yet", "Fill it in together, in the person’s own words. They find it on their own pages.", first("Make the plan".to_owned())))
        }
        section { h2 { (whose.say("plan-title-lines")) } ul.plain { @for one in always(ask, whose) { li { (one) } } } }
    }
}

/// What a printed plan says beside its steps: whose it is where the title does not say so, and of when. Everything else
/// is for whoever reads it here.
fn on_paper(whose: &Whose, shown: &ShownSafetyPlan, made: &Made) -> Markup {
    html! {
        p.on-paper {
            @if whose.own() { (shown.called) ", " }
            (whose.moment(made.at, &shown.zone))
        }
    }
}

/// When it was changed last, by whom, and whether the person had a part in it.
fn last_change(whose: &Whose, made: &Made, zone: &TimeZoneName) -> Markup {
    let when = whose.moment(made.at, zone);
    let plan = &made.plan;
    let words = if whose.own() {
        let put_in: [(&'static str, &str); 2] = [("when", &when), ("name", &made.by)];
        match (made.by_themselves, plan.together) {
            (true, _) => whose.say_with("plan-by-you", &put_in[..1]),
            (false, true) => whose.say_with("plan-by-together", &put_in),
            (false, false) => whose.say_with("plan-by-alone", &put_in),
        }
    } else {
        let how = match (made.by_themselves, plan.together) {
            (true, _) => "by themselves",
            (false, true) => "together with the person",
            (false, false) => "without the person",
        };
        format!("Last changed {when}, by {}, {how}.", made.by)
    };
    html! {
        @if !whose.own() { p.muted.no-print { "The person sees and changes the same one." } }
        p.muted.no-print { (words) @if let Some(on) = plan.review_on { " " (review_words(whose, on)) } }
        @if !plan.together {
            @if whose.own() { div.notice.information.no-print role="status" { p { (whose.say("plan-agree")) } } }
            @else { p.no-print { (status(Meaning::Attention, "Draft")) " The person has not agreed to it yet. It counts as theirs once it is saved together, or by them." } }
        }
    }
}

fn review_words(whose: &Whose, on: Date) -> String {
    let day = whose.language.day(on);
    if whose.own() {
        whose.say_with("plan-review", &[("day", &day)])
    } else {
        format!("To be looked at again on {day}.")
    }
}

/// Every step with its lines, and with everybody who can be called.
fn steps(ask: &Ask<'_>, whose: &Whose, steps: &Steps) -> Markup {
    html! {
        ol.safety-plan {
            @for step in PlanStep::ALL.into_iter().filter(|&step| step != PlanStep::Worth || !steps.worth.is_empty()) {
                li {
                    h2 { (whose.say(&format!("plan-title-{}", step.code()))) }
                    ul {
                        @for item in steps.of(step) { li { (line(item)) } }
                        @if step == PlanStep::Lines { @for one in always(ask, whose) { li { (one) } } }
                        @else if steps.of(step).is_empty() { li.muted { (whose.say("plan-nothing")) } }
                    }
                }
            }
        }
    }
}

/// A line; one with a number is a link as large as a thumb.
fn line(item: &Item) -> Markup {
    match &item.number {
        None => html! { (item.words) },
        Some(number) => call(item.words.as_str(), number),
    }
}

fn call(whom: &str, number: &Number) -> Markup {
    caller(whom, number.as_str(), &number.dialed())
}

fn caller(whom: &str, number: &str, dialed: &str) -> Markup {
    html! { a.call href=(dial(dialed)) { (Icon::Phone) span { (whom) ": " (tel_text(number)) } } }
}

/// The numbers that stand on every plan: ours, the crisis line, and the one for an emergency.
fn always(ask: &Ask<'_>, whose: &Whose) -> Vec<Markup> {
    let help = &ask.clinic.settings().help;
    let ours = phone(ask).map(|ours| caller(&whose.say("plan-clinic"), &ours.text, &ours.number));
    let lines = [
        ("plan-crisis", &help.crisis),
        ("plan-emergency", &help.emergency),
    ];
    let lines = lines.map(|(key, line)| caller(&whose.say(key), line.as_str(), &line.dialed()));
    ours.into_iter().chain(lines).collect()
}
