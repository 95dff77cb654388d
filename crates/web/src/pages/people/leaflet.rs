//! What the public page of a site says: the form, and the way to the page itself.

use crate::shell::form::{Form, finish};
use crate::shell::frame::frame;
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{
    Choices, Face, Problems, Width, button, checkboxes, choice, error_summary, field, heading,
    link, page,
};
use care::invalid::Issues;
use care::people::leaflet::{
    ADDRESS_LINES_MAX, Ages, Both, Ease, Leaflet, OfferedMedicine, PAYERS_MAX, Payment, Point,
    Remote, lines, words,
};
use care::people::program::Program;
use care::people::spoken::SpokenLanguage;
use care::{Invalid, Line, Paragraph, Phone, SiteId};
use clinic::Refusal;
use clinic::home::is_shown_to_all;
use clinic::people::{leaflet, program};
use maud::{Markup, html};

/// The form over what is stored now.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Writes down what the page says.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let id = ask.id("id", SiteId::parse)?;
    let result = draft(&ask.form).and_then(|draft| {
        leaflet::keep(ask.clinic, ask.actor()?, ask.key()?, id, &draft).map_err(Fault::from)
    });
    let on = |()| format!("/staff/sites/{id}/public?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

/// What the form describes, or every field that has to be mended.
fn draft(form: &Form) -> Result<Leaflet, Fault> {
    let mut issues = Issues::default();
    match typed(form, &mut issues) {
        Some(leaflet) if issues.0.is_empty() => Ok(leaflet),
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

fn typed(form: &Form, issues: &mut Issues) -> Option<Leaflet> {
    let address = lines(
        form.text("address"),
        ADDRESS_LINES_MAX,
        "a line of the address",
    );
    let address = issues.take("address", address);
    let point = issues.take("point", form.optional("point", Point::parse));
    let way = both(form, issues, ["way_en", "way_es"]);
    let phone = issues.take("phone", form.optional("phone", Phone::parse));
    let ages = Ages::parse(form.text("ages_from"), form.text("ages_to"));
    let ages = issues.take("ages_from", ages);
    let payers = lines(form.text("payers"), PAYERS_MAX, "a payer");
    let payers = issues.take("payers", payers);
    let cost = both(form, issues, ["cost_en", "cost_es"]);
    let telehealth = form.optional("telehealth", |code| {
        Remote::from_code(code).ok_or_else(|| Invalid::new("Choose one of the list."))
    });
    let telehealth = issues.take("telehealth", telehealth);
    let first = both(form, issues, ["first_en", "first_es"]);
    let privacy = issues.take("privacy", form.optional_line("privacy", "whom to ask"));
    Some(Leaflet {
        address: address?,
        point: point?,
        way: way?,
        phone: phone?,
        ages: ages?,
        speaks: form.ticked_of("speaks", &spoken(), SpokenLanguage::code),
        gives: form.ticked_of("gives", OfferedMedicine::ALL, OfferedMedicine::code),
        welcomes: form.ticked_of("welcomes", OfferedMedicine::ALL, OfferedMedicine::code),
        pays: form.ticked_of("pays", Payment::ALL, Payment::code),
        payers: payers?,
        cost: cost?,
        telehealth: telehealth?,
        eases: form.ticked_of("eases", Ease::ALL, Ease::code),
        first: first?,
        privacy: privacy?,
    })
}

/// A text in both languages, from two fields.
fn both(form: &Form, issues: &mut Issues, names: [&'static str; 2]) -> Option<Both> {
    let [en, es] = names.map(|name| issues.take(name, words(form.text(name))));
    Some(Both { en: en?, es: es? })
}

/// What is stored, as the form's fields show it.
fn stored(leaflet: &Leaflet) -> Stored {
    let text = |text: Option<&Paragraph>| text.map_or("", Paragraph::as_str).to_owned();
    let below = |lines: &[Line]| {
        let lines: Vec<&str> = lines.iter().map(Line::as_str).collect();
        lines.join("\n")
    };
    let Leaflet {
        ages,
        way,
        cost,
        first,
        ..
    } = leaflet;
    let years = |years: Option<u8>| years.map(|years| years.to_string()).unwrap_or_default();
    let point = leaflet.point.map(String::from).unwrap_or_default();
    let phone = leaflet.phone.clone().map(String::from).unwrap_or_default();
    let telehealth = leaflet.telehealth.map(Remote::code).unwrap_or_default();
    let privacy = leaflet
        .privacy
        .clone()
        .map(String::from)
        .unwrap_or_default();
    let mut stored = vec![
        ("address", below(&leaflet.address)),
        ("point", point),
        ("way_en", text(way.en.as_ref())),
        ("way_es", text(way.es.as_ref())),
        ("phone", phone),
        ("ages_from", years(ages.map(|ages| ages.from))),
        ("ages_to", years(ages.and_then(|ages| ages.to))),
        ("payers", below(&leaflet.payers)),
        ("cost_en", text(cost.en.as_ref())),
        ("cost_es", text(cost.es.as_ref())),
        ("telehealth", telehealth.to_owned()),
        ("first_en", text(first.en.as_ref())),
        ("first_es", text(first.es.as_ref())),
        ("privacy", privacy),
    ];
    stored.extend(ticks("speaks", &leaflet.speaks, SpokenLanguage::code));
    stored.extend(ticks("gives", &leaflet.gives, OfferedMedicine::code));
    stored.extend(ticks("welcomes", &leaflet.welcomes, OfferedMedicine::code));
    stored.extend(ticks("pays", &leaflet.pays, Payment::code));
    stored.extend(ticks("eases", &leaflet.eases, Ease::code));
    stored
}

/// What is ticked of a list; that nothing is ticked is said as well, so that it can be compared.
fn ticks<T: Copy>(name: &'static str, chosen: &[T], code: fn(T) -> &'static str) -> Stored {
    if chosen.is_empty() {
        return vec![(name, String::new())];
    }
    let sent = chosen.iter().map(|one| (name, code(*one).to_owned()));
    sent.collect()
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let id = ask.id("id", SiteId::parse)?;
    let (site, leaflet) = leaflet::leaflet(ask.clinic, ask.actor()?, id)?;
    let programs = program::programs(ask.clinic, ask.actor()?)?;
    let sheet = Sheet::of(ask, leaflet::version(&leaflet)?, stored(&leaflet), problems);
    let (shown, problems) = (&sheet.shown, &sheet.problems);
    let back = format!("/staff/sites/{id}");
    // The fields first: the summary calls them as they call themselves.
    let form = sheet.form_to(
        ask,
        format!("/staff/sites/{id}/public"),
        html! {
            (place(shown, problems))
            (care_here(shown, problems))
            (paying(shown, problems))
            (coming(shown, problems))
            div.buttons { (button("Save")) (button("Cancel").quiet().href(back.clone())) }
        },
    );
    let shown_to_all = is_shown_to_all(ask.clinic, ask.actor()?)?;
    let actions = html! {
        @if shown_to_all {
            (button("See the page").quiet().href(format!("/sites/{id}")))
            (button("See it in Spanish").quiet().href(format!("/es/sites/{id}")))
        }
    };
    let title = "What the public page says";
    let body = html! {
        (error_summary(problems))
        (heading(title).lead(format!(
            "{}: what a worried person looks for. What is empty or not ticked is not shown, and the page says to call \
            and ask. What you save is public at once.",
            site.name
        )).back(back, site.name.to_string()).actions(actions))
        (half(&leaflet, programs.iter().filter(|program| program.site == id)))
        (form)
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

/// What is written in one language only.
fn half<'a>(leaflet: &Leaflet, programs: impl Iterator<Item = &'a Program>) -> Markup {
    let texts = [
        ("How to get there", &leaflet.way),
        ("What it costs", &leaflet.cost),
        ("Before the first visit", &leaflet.first),
    ];
    let texts: Vec<&str> = texts
        .iter()
        .filter(|(_, both)| both.is_half())
        .map(|(name, _)| *name)
        .collect();
    let programs: Vec<&Program> = programs
        .filter(|program| program.name_es.is_none())
        .collect();
    html! {
        @if !texts.is_empty() { p { "In one language only: " (texts.join(", ")) "." } }
        @if !programs.is_empty() {
            p {
                "Without a Spanish name: "
                @for (index, program) in programs.iter().enumerate() {
                    @if index > 0 { ", " }
                    (link(&format!("/staff/programs/{}/edit", program.id), program.name.as_str()))
                }
                "."
            }
        }
    }
}

/// The same text in both languages.
fn in_both(shown: &Form, problems: &Problems, names: [&'static str; 2], label: &str) -> Markup {
    let of = |name: &'static str, language: &str| {
        field(name, format!("{label}, in {language}"))
            .optional()
            .textarea(4)
            .value(shown.text(name))
            .check(problems)
    };
    let [en, es] = names;
    html! { (of(en, "English")) (of(es, "Spanish")) }
}

/// The boxes of a list, ticked as they are stored or were.
fn boxes(
    shown: &Form,
    problems: &Problems,
    name: &'static str,
    legend: &str,
    all: impl Iterator<Item = (&'static str, impl Into<String>)>,
) -> Choices {
    let items: Vec<_> = all
        .map(|(code, label)| {
            choice(code, label).chosen(shown.all(name).any(|ticked| ticked == code))
        })
        .collect();
    checkboxes(name, legend, items).check(problems)
}

fn place(shown: &Form, problems: &Problems) -> Markup {
    html! {
        h2 { "Where it is" }
        (field("address", "Address").optional().textarea(3).value(shown.text("address")).check(problems)
            .hint("Line by line, as on an envelope."))
        (field("point", "Place on the map").optional().width(Width::Medium).value(shown.text("point")).check(problems)
            .hint("As maps show it, such as 44.1037, -69.1089. Without it the link searches for the address."))
        (in_both(shown, problems, ["way_en", "way_es"], "How to get there"))
        (field("phone", "Telephone").optional().tel().value(shown.text("phone")).check(problems)
            .hint("Without one the page shows the number of the whole clinic."))
    }
}

fn care_here(shown: &Form, problems: &Problems) -> Markup {
    let medicines = || {
        OfferedMedicine::ALL
            .iter()
            .map(|one| (one.code(), one.label()))
    };
    let telehealth = std::iter::once(("", "Not said"));
    let telehealth = telehealth.chain(Remote::ALL.iter().map(|one| (one.code(), one.label())));
    html! {
        h2 { "Who can come, and what there is" }
        (field("ages_from", "Ages from").optional().number().value(shown.text("ages_from")).check(problems).unit("years"))
        (field("ages_to", "Ages to").optional().number().value(shown.text("ages_to")).check(problems).unit("years"))
        (languages(shown, problems))
        (boxes(shown, problems, "gives", "Medicines given or prescribed here", medicines()))
        (boxes(shown, problems, "welcomes", "Welcome here with these from elsewhere", medicines()))
        (field("telehealth", "Care by video").optional().select(telehealth)
            .value(shown.text("telehealth")).check(problems))
    }
}

/// The languages, folded: the list is long, and each page has few of them.
fn languages(shown: &Form, problems: &Problems) -> Markup {
    let legend = "Languages in which somebody helps";
    let names = SpokenLanguage::all().map(|one| (one.code(), one.listed()));
    let ticked = shown.ticked_of("speaks", &spoken(), SpokenLanguage::code);
    let ticked: Vec<_> = ticked.into_iter().map(SpokenLanguage::name).collect();
    html! {
        details {
            summary {
                (legend) ": "
                @if ticked.is_empty() { "none said" } @else { (ticked.join(", ")) }
            }
            (boxes(shown, problems, "speaks", legend, names))
        }
    }
}

/// The one list of languages.
fn spoken() -> Vec<SpokenLanguage> {
    SpokenLanguage::all().collect()
}

fn paying(shown: &Form, problems: &Problems) -> Markup {
    html! {
        h2 { "Cost and insurance" }
        (boxes(shown, problems, "pays", "Ways to pay", Payment::ALL.iter().map(|one| (one.code(), one.label()))))
        (field("payers", "Payers by name").optional().textarea(5).value(shown.text("payers")).check(problems)
            .hint("One a line, as on their cards."))
        (in_both(shown, problems, ["cost_en", "cost_es"], "What it costs"))
    }
}

fn coming(shown: &Form, problems: &Problems) -> Markup {
    html! {
        h2 { "Coming here" }
        (boxes(shown, problems, "eases", "What makes it easier", Ease::ALL.iter().map(|one| (one.code(), one.label()))))
        (in_both(shown, problems, ["first_en", "first_es"], "Before the first visit"))
        (field("privacy", "Whom to ask about privacy").optional().value(shown.text("privacy")).check(problems)
            .hint("A name or a title, and how they are reached. It stands on the page about privacy, whose words are an \
                example: have your counsel review them."))
    }
}
