//! The pages of the sites: what a worried person looks for. What the clinic did not write down is left out, and the
//! page says whom to ask. Nothing is loaded from anywhere else: a map is a link that the visitor may follow.

use super::public::{address_lines, call, hours_list, next_step, programs, site_card};
use crate::language::Language;
use crate::shell::frame::frame;
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, button, heading, in_either, link, page, tel};
use care::people::leaflet::{Both, Leaflet};
use care::people::program::Program;
use care::people::site::Site;
use care::people::spoken::SpokenLanguage;
use care::{Line, Paragraph, SiteId};
use clinic::Refusal;
use clinic::home::{self, PublicHome};
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Where the map of the world is that anybody may use without an account.
const MAP: &str = "https://www.openstreetmap.org";
/// How near the map is shown: a few streets.
const ZOOM: u8 = 17;

/// Every site, each with its page.
pub(crate) fn list(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = open(ask)?;
    let language = ask.language();
    let title = language.say("home-where");
    let body = html! {
        (heading(title.clone()).lead(language.say("place-lead")))
        div.cards { @for site in &home.sites { (site_card(language, site, &home)) } }
        (missing(ask, None))
    };
    Ok(Answer::page(page(&frame(ask, Face::Public, title), body)))
}

/// What anybody may know, once there is anything.
pub(super) fn open(ask: &Ask<'_>) -> Result<PublicHome, Fault> {
    home::public_home(ask.clinic)?.ok_or(Fault::Refused(Refusal::NotFound))
}

/// The page of one site.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let home = open(ask)?;
    let id = ask.id("id", SiteId::parse)?;
    let mut sites = home.sites.iter();
    let site = sites
        .find(|site| site.id == id)
        .ok_or(Fault::Refused(Refusal::NotFound))?;
    let leaflet = home.leaflet(id).cloned().unwrap_or_default();
    let place = Place {
        language: ask.language(),
        site,
        leaflet: &leaflet,
        programs: home
            .programs
            .iter()
            .filter(|(at, _)| *at == id)
            .map(|(_, program)| program)
            .collect(),
    };
    let phone = place.phone(ask);
    let body = html! {
        (heading(site.name.to_string()).back(place.language.path("/sites"), place.say("home-where")))
        @if let Some(phone) = &phone { p { (place.say("place-phone")) ": " strong { (phone) } } }
        (place.go())
        (place.open())
        (place.who())
        (place.medicines())
        (place.cost())
        (place.telehealth())
        (place.eases())
        (place.first())
        (missing(ask, phone))
        section { (next_step(ask, None)) }
    };
    let frame = frame(ask, Face::Public, site.name.to_string());
    Ok(Answer::page(page(&frame, body)))
}

/// What to do about what is not written here.
fn missing(ask: &Ask<'_>, phone: Option<Markup>) -> Markup {
    let language = ask.language();
    html! {
        section {
            h2 { (language.say("place-unknown")) }
            p { (language.say("place-unknown-ask")) }
            @if let Some(phone) = phone.or_else(|| call(ask)) { p { (language.say("place-unknown-call")) " " (phone) } }
            @else { div.buttons { (button(language.say("home-ask")).quiet().href(language.path("/ask"))) } }
        }
    }
}

/// One site as its page shows it.
struct Place<'a> {
    language: Language,
    site: &'a Site,
    leaflet: &'a Leaflet,
    programs: Vec<&'a Program>,
}

impl Place<'_> {
    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    /// A text that the clinic wrote.
    fn text(&self, both: &Both) -> Markup {
        let [en, es] = [&both.en, &both.es].map(|text| text.as_ref().map(Paragraph::as_str));
        in_either(self.language, en, es)
    }

    /// The words of what was ticked.
    fn words(&self, keys: impl Iterator<Item = String>) -> Markup {
        html! { ul { @for key in keys { li { (self.say(&key)) } } } }
    }

    /// Languages, each by its own name as well: whoever looks for theirs may read no other.
    fn languages(&self, spoken: &[SpokenLanguage]) -> Markup {
        let names = spoken.iter().map(|one| {
            let name = self.say(&format!("place-speaks-{}", one.code()));
            let own = one.own_name();
            let own = own.filter(|own| own.to_lowercase() != name.to_lowercase());
            (one.code(), name, own)
        });
        html! {
            ul {
                @for (code, name, own) in names {
                    li { (name) @if let Some(own) = own { " · " bdi lang=(code) { (own) } } }
                }
            }
        }
    }

    /// Its own number, or that of the clinic.
    fn phone(&self, ask: &Ask<'_>) -> Option<Markup> {
        match &self.leaflet.phone {
            Some(phone) => Some(tel(phone.as_str(), &phone.dialed())),
            None => call(ask),
        }
    }

    fn go(&self) -> Markup {
        let Leaflet { address, way, .. } = self.leaflet;
        html! {
            @if !address.is_empty() || !way.is_empty() || self.leaflet.point.is_some() {
                section {
                    h2 { (self.say("place-go")) }
                    (address_lines(self.leaflet))
                    (self.text(way))
                    (self.map())
                }
            }
        }
    }

    /// Links to a map. Without a place on it, it is searched for the address.
    fn map(&self) -> Markup {
        let Leaflet { address, point, .. } = self.leaflet;
        let map = match point {
            Some(point) => {
                let (north, east) = (point.north(), point.east());
                format!("{MAP}/?mlat={north}&mlon={east}#map={ZOOM}/{north}/{east}")
            }
            None if address.is_empty() => return html! {},
            None => {
                let lines: Vec<&str> = address.iter().map(Line::as_str).collect();
                let text = lines.join(", ");
                let sought = utf8_percent_encode(&text, NON_ALPHANUMERIC);
                format!("{MAP}/search?query={sought}")
            }
        };
        let app = point.map(|point| format!("geo:{},{}", point.north(), point.east()));
        html! {
            ul.plain {
                @if let Some(app) = &app { li { (link(app, &self.say("place-geo"))) } }
                li { a href=(map) rel="noreferrer" { (self.say("place-map")) } }
            }
            p.muted { (self.say("place-map-more")) }
        }
    }

    fn open(&self) -> Markup {
        if self.site.hours.is_empty() {
            return html! {};
        }
        let zone = self.site.zone.in_words();
        html! {
            section {
                h2 { (self.say("place-open")) }
                (hours_list(self.language, self.site))
                p.muted { (self.language.say_with("home-times-local", &[("zone", &zone)])) }
            }
        }
    }

    fn who(&self) -> Markup {
        let Leaflet { ages, speaks, .. } = self.leaflet;
        let ages = ages.map(|ages| {
            let from = ages.from.to_string();
            match ages.to.map(|to| to.to_string()) {
                None => self
                    .language
                    .say_with("place-ages-from", &[("from", &from)]),
                Some(to) => self
                    .language
                    .say_with("place-ages-from-to", &[("from", &from), ("to", &to)]),
            }
        });
        html! {
            @if ages.is_some() || !self.programs.is_empty() || !self.leaflet.speaks.is_empty() {
                section {
                    h2 { (self.say("place-who")) }
                    @if let Some(ages) = ages { p { (self.say("place-ages")) ": " (ages) } }
                    @if !self.programs.is_empty() {
                        h3 { (self.say("place-programs")) }
                        (programs(self.language, &self.programs))
                        p { (link(&self.language.path("/what-is-an-iop"), &self.say("home-iop"))) }
                    }
                    @if !self.leaflet.speaks.is_empty() { h3 { (self.say("place-speaks")) } (self.languages(speaks)) }
                }
            }
        }
    }

    fn medicines(&self) -> Markup {
        let Leaflet {
            gives, welcomes, ..
        } = self.leaflet;
        let key = |code: &str| format!("place-medicine-{code}");
        html! {
            @if !gives.is_empty() || !welcomes.is_empty() {
                section {
                    h2 { (self.say("place-medicines")) }
                    p { (self.say("place-medicines-more")) }
                    @if !gives.is_empty() {
                        h3 { (self.say("place-gives")) }
                        (self.words(gives.iter().map(|one| key(one.code()))))
                    }
                    @if !welcomes.is_empty() {
                        h3 { (self.say("place-welcomes")) }
                        (self.words(welcomes.iter().map(|one| key(one.code()))))
                    }
                }
            }
        }
    }

    fn cost(&self) -> Markup {
        let Leaflet {
            pays, payers, cost, ..
        } = self.leaflet;
        html! {
            @if !pays.is_empty() || !payers.is_empty() || !cost.is_empty() {
                section {
                    h2 { (self.say("place-cost")) }
                    (self.text(cost))
                    @if !pays.is_empty() {
                        h3 { (self.say("place-pays")) }
                        (self.words(pays.iter().map(|one| format!("place-pays-{}", one.code()))))
                    }
                    @if !payers.is_empty() {
                        h3 { (self.say("place-payers")) }
                        ul { @for payer in payers { li { (payer) } } }
                        p { (self.say("place-payers-more")) }
                    }
                }
            }
        }
    }

    fn telehealth(&self) -> Markup {
        let said = self.leaflet.telehealth;
        let said = said.map(|one| self.say(&format!("place-telehealth-{}", one.code())));
        html! {
            @if let Some(said) = said { section { h2 { (self.say("place-telehealth")) } p { (said) } } }
        }
    }

    fn eases(&self) -> Markup {
        let eases = &self.leaflet.eases;
        let keys = eases
            .iter()
            .map(|one| format!("place-eases-{}", one.code()));
        html! {
            @if !eases.is_empty() { section { h2 { (self.say("place-eases")) } (self.words(keys)) } }
        }
    }

    fn first(&self) -> Markup {
        html! {
            section {
                h2 { (self.say("place-first")) }
                (self.text(&self.leaflet.first))
                p { (link(&self.language.path("/first-visit"), &self.say("visit-title"))) }
                p { (link(&self.language.path("/privacy"), &self.say("privacy-title"))) }
            }
        }
    }
}
