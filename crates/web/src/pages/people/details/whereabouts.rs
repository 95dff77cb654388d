//! Where somebody lives, and where they are during telehealth.

use super::{Typed, any_typed, choose_of, text};
use crate::shell::form::Form;
use crate::shell::sheet::{Sheet as Edited, Stored, is_as_shown};
use crate::ui::{Width, branch, field};
use care::UsState;
use care::invalid::Issues;
use care::people::answered::Answered;
use care::people::details::{Address, AwayPlace, Dwelling, Whereabouts, Zip};
use maud::{Markup, html};

/// The fields of an address.
const ADDRESS: [&str; 4] = ["street", "city", "state", "zip"];
/// The fields of another place during telehealth.
const AWAY: [&str; 2] = ["away_place", "away_state"];

impl Typed for Whereabouts {
    fn stored(&self) -> Stored {
        let mut stored = vec![
            ("home", self.home.code_by(Dwelling::code).to_owned()),
            ("away", self.away.code_by(AwayPlace::code).to_owned()),
        ];
        let (address, found) = match self.home.said() {
            Some(Dwelling::At(address)) => (Some(address), None),
            Some(Dwelling::NoFixed { found }) => (None, found.as_ref()),
            None => (None, None),
        };
        let of = |part: fn(&Address) -> String| address.map(part).unwrap_or_default();
        let zip = |address: &Address| {
            let zip = address.zip.as_ref();
            zip.map(|zip| zip.as_str().to_owned()).unwrap_or_default()
        };
        stored.push(("street", of(|address| address.street.to_string())));
        stored.push(("city", of(|address| address.city.to_string())));
        stored.push(("state", of(|address| address.state.code().to_owned())));
        stored.push(("zip", of(zip)));
        stored.push(("found", found.map(ToString::to_string).unwrap_or_default()));
        let (place, state) = match self.away.said() {
            Some(AwayPlace::Elsewhere { place, state }) => {
                (place.to_string(), state.code().to_owned())
            }
            _ => (String::new(), String::new()),
        };
        stored.push(("away_place", place));
        stored.push(("away_state", state));
        stored
    }

    fn typed(form: &Form) -> Result<Self, Issues> {
        let mut issues = Issues::default();
        let home = home(form, &mut issues);
        let away = away(form, &mut issues);
        match (home, away) {
            (Some(home), Some(away)) if issues.0.is_empty() => Ok(Self { home, away }),
            _ => Err(issues),
        }
    }

    fn fields(edited: &Edited) -> Markup {
        let homes = [
            (Dwelling::AT, "At an address"),
            (Dwelling::NO_FIXED, "At no fixed address"),
        ];
        let own = |(code, label): (&str, &str)| (code.to_owned(), label.to_owned());
        let [_, (elsewhere, _), _] = AwayPlace::CODES;
        html! {
            section {
                h2 { "Where they live" }
                (choose_of(edited, "home", "They live", homes.into_iter().map(own)))
                (branch("home", &[Dwelling::AT], html! {
                    (text(edited, "street", "Street and apartment").optional().autocomplete("off"))
                    div.pair {
                        (text(edited, "city", "Town").optional().autocomplete("off"))
                        (states(edited, "state", "State"))
                        (text(edited, "zip", "ZIP code").optional().number().autocomplete("off"))
                    }
                }))
                (branch("home", &[Dwelling::NO_FIXED], html! {
                    (text(edited, "found", "Where they are found, without a fixed address").optional()
                        .hint("A shelter, a friend’s sofa, a corner: whatever an outreach worker or an ambulance could go by."))
                }))
            }
            section {
                h2 { "During telehealth" }
                p.muted { "Help is sent there, and the law of its state holds. Ask again at the beginning of each contact at a distance." }
                (choose_of(edited, "away", "They are", AwayPlace::CODES.into_iter().map(own)))
                (branch("away", &[elsewhere], html! {
                    (text(edited, "away_place", "Somewhere else: where").optional()
                        .hint("Street and town, or what an ambulance needs to find it."))
                    (states(edited, "away_state", "Somewhere else: state"))
                }))
            }
        }
    }
}

fn states(edited: &Edited, name: &'static str, label: &str) -> crate::ui::Field {
    let none = std::iter::once((String::new(), "None chosen".to_owned()));
    let states = UsState::all().map(|state| (state.code().to_owned(), state.name().to_owned()));
    field(name, label)
        .select(none.chain(states))
        .width(Width::Medium)
        .value(edited.shown.text(name))
        .check(&edited.problems)
}

/// Whether something stands in one of these that did not stand there when the form was opened.
fn any_newly_typed(form: &Form, names: &[&str]) -> bool {
    let new = |name: &&&str| !is_as_shown(form, name);
    names
        .iter()
        .filter(new)
        .any(|name| any_typed(form, &[*name]))
}

fn home(form: &Form, issues: &mut Issues) -> Option<Answered<Dwelling>> {
    let code = form.text("home");
    // Whoever says where they live now has said that the other is over: what stood there before goes, and only what was
    // typed beside it now is asked about.
    let stands = match code {
        Dwelling::NO_FIXED => any_newly_typed(form, &ADDRESS),
        _ => any_typed(form, &ADDRESS),
    };
    if code != Dwelling::AT && stands {
        let sentence = "An address stands below. Choose “At an address”, or clear it.";
        issues.add("home", sentence);
        return None;
    }
    let stands = match code {
        Dwelling::AT => any_newly_typed(form, &["found"]),
        _ => any_typed(form, &["found"]),
    };
    if code != Dwelling::NO_FIXED && stands {
        let sentence =
            "Where they are found stands below. Choose “At no fixed address”, or clear it.";
        issues.add("home", sentence);
        return None;
    }
    if let Some(unanswered) = Answered::unanswered(code) {
        return Some(unanswered);
    }
    match code {
        Dwelling::AT => address(form, issues).map(|address| Answered::Said(Dwelling::At(address))),
        Dwelling::NO_FIXED => {
            let found = form.optional_line("found", "where they are found");
            let found = issues.take("found", found)?;
            Some(Answered::Said(Dwelling::NoFixed { found }))
        }
        _ => {
            issues.add("home", "Choose one of the list.");
            None
        }
    }
}

fn address(form: &Form, issues: &mut Issues) -> Option<Address> {
    let street = issues.take("street", form.line("street", "the street"));
    let city = issues.take("city", form.line("city", "the town"));
    let state = issues.take("state", UsState::parse(form.text("state")));
    let zip = issues.take("zip", form.optional("zip", Zip::parse));
    Some(Address {
        street: street?,
        city: city?,
        state: state?,
        zip: zip?,
    })
}

fn away(form: &Form, issues: &mut Issues) -> Option<Answered<AwayPlace>> {
    let [home, elsewhere, never] = AwayPlace::CODES.map(|(code, _)| code);
    let code = form.text("away");
    let stands = if code == home || code == never {
        any_newly_typed(form, &AWAY)
    } else {
        any_typed(form, &AWAY)
    };
    if code != elsewhere && stands {
        let sentence = "Another place stands below. Choose “Somewhere else”, or clear it.";
        issues.add("away", sentence);
        return None;
    }
    if let Some(unanswered) = Answered::unanswered(code) {
        return Some(unanswered);
    }
    let said = if code == home {
        AwayPlace::Home
    } else if code == never {
        AwayPlace::Never
    } else if code == elsewhere {
        let place = issues.take("away_place", form.line("away_place", "where they are"));
        let state = issues.take("away_state", UsState::parse(form.text("away_state")));
        AwayPlace::Elsewhere {
            place: place?,
            state: state?,
        }
    } else {
        issues.add("away", "Choose one of the list.");
        return None;
    };
    Some(Answered::Said(said))
}
