//! What changed of one's own sessions.

use crate::language::Language;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{button, card, form};
use care::NoticeId;
use care::groups::group::MeetingPlace;
use care::groups::notice::{Difference, Held, What};
use care::people::site::Site;
use clinic::groups::told;
use clinic::groups::told::{OwnChange, OwnChanges};
use maud::{Markup, html};

/// A card for each change that they have not seen; nothing where nothing changed.
pub(crate) fn part(ask: &Ask<'_>, found: &OwnChanges) -> Markup {
    let language = ask.language();
    html! {
        @for change in &found.changes {
            (card(language.say("today-changed"), one(ask, found, change)))
        }
    }
}

fn one(ask: &Ask<'_>, found: &OwnChanges, change: &OwnChange) -> Markup {
    let language = ask.language();
    html! {
        ul.plain {
            @for difference in &change.differences {
                li { (words(language, found, &change.site, difference)) }
            }
        }
        @if change.more { p { (language.say("today-change-more")) } }
        (form(format!("/me/notices/{}/seen", change.id), ask.token(), html! {
            (button(language.say("today-change-seen")))
        }))
    }
}

fn words(language: Language, found: &OwnChanges, site: &Site, difference: &Difference) -> String {
    let at = |held: &Option<Held>| {
        let at = held.as_ref().map(|held| held.at);
        at.map(|at| language.moment(at)).unwrap_or_default()
    };
    let (was, is) = (at(&difference.was), at(&difference.is));
    let place = difference.is.as_ref();
    let place = place.map(|held| place_of(language, found, site, held));
    let place = place.unwrap_or_default();
    match difference.what() {
        What::New => {
            let said = language.say_with("today-change-new", &[("when", is.as_str())]);
            [said, place].join(" ")
        }
        What::Off => language.say_with("today-change-off", &[("when", was.as_str())]),
        What::Moved => {
            let put_in = [("when", was.as_str()), ("then", is.as_str())];
            let said = language.say_with("today-change-moved", &put_in);
            [said, place].join(" ")
        }
        What::Elsewhere => {
            let said = language.say_with("today-change-elsewhere", &[("when", is.as_str())]);
            [said, place].join(" ")
        }
        What::Leader => {
            let leaders = difference.is.iter().flat_map(|held| &held.leaders);
            let leaders = leaders.filter_map(|leader| found.leaders.get(leader));
            let leaders: Vec<&str> = leaders.map(String::as_str).collect();
            let leaders = leaders.join(", ");
            let put_in = [("when", is.as_str()), ("name", leaders.as_str())];
            language.say_with("today-change-leader", &put_in)
        }
    }
}

/// Where it is, in a sentence.
fn place_of(language: Language, found: &OwnChanges, site: &Site, held: &Held) -> String {
    let site = site.name.as_str();
    match &held.place {
        MeetingPlace::Telehealth(_) => language.say("today-telehealth"),
        MeetingPlace::Undecided => language.say("today-undecided"),
        MeetingPlace::Room(room) => match found.rooms.get(room) {
            Some(room) => language.say_with("today-in-room", &[("room", room), ("site", site)]),
            None => language.say_with("today-at", &[("site", site)]),
        },
    }
}

/// They know.
pub(crate) fn seen(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", NoticeId::parse)?;
    told::see(ask.clinic, ask.actor()?, ask.key()?, id)?;
    Ok(Answer::see_other("/me"))
}
