//! Colors, type, icons, buttons, links.

use maud::{Markup, html};

use super::specimen;
use crate::ui::{Icon, Meaning, button, link, shaped, status};

pub fn section() -> Markup {
    html! {
        (specimen("Meanings", meanings()))
        (specimen("Type", type_scale()))
        (specimen("Icons", html! { div.icons { @for icon in Icon::ALL { (icon) } } }))
        (specimen("Buttons and links", buttons()))
    }
}

fn meanings() -> Markup {
    let all = [
        (Meaning::Danger, "Danger", "In danger"),
        (Meaning::Good, "Good", "Dose kept"),
        (Meaning::Attention, "Attention", "Review due tomorrow"),
        (Meaning::Urgent, "Urgent", "Answer this first"),
        (Meaning::Information, "Information", "Plan signed today"),
        (Meaning::Plain, "Plain", "Not started"),
    ];
    html! {
        ul.swatches { @for (meaning, name, _) in all { li.(meaning.class()) { (name) } } }
        p.buttons {
            @for (meaning, _, word) in all { (status(meaning, word)) }
            (shaped(Icon::SortUp, "points up")) (shaped(Icon::Check, "supports"))
        }
    }
}

fn type_scale() -> Markup {
    html! {
        div.stack {
            h3 { "A heading within a section" }
            p {
                "Text is set in the system font, sixty to seventy-two characters to the line. Weight and space make the "
                "order, not boxes. " (link("#main", "A link")) " is underlined; " code { "IOP-0414" } " is a code."
            }
            p { small { "Small text carries dates, units and hints, never the thing itself." } }
        }
    }
}

fn buttons() -> Markup {
    html! {
        div.buttons {
            (button("Save the note").plain())
            (button("Cancel").quiet().plain())
            (button("Discharge").danger().plain())
            (button("Add a person").quiet().icon(Icon::Plus).href("#main"))
            (button("Sign").plain().shortcut("s"))
        }
        div.buttons {
            (button("Sign the plan").disabled_because("The weekly dose is not set yet."))
        }
        div.buttons {
            (button("Ask a question").quiet().href("#main").opens("sample-dialog"))
            (button("Edit").quiet().plain().about("the plan of Dana"))
        }
    }
}
