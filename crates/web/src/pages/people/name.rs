//! What somebody is called, in the forms that ask for it.

use crate::shell::form::Form;
use crate::ui::{Problems, Width, field};
use care::PersonName;
use care::invalid::Issues;
use maud::{Markup, html};

/// The name that was typed; what has to be mended is added to the issues.
pub(super) fn read(form: &Form, issues: &mut Issues) -> Option<PersonName> {
    let given = issues.take("given", form.line("given", "the given name"));
    let family = issues.take("family", form.line("family", "the family name"));
    let preferred = issues.take("preferred", form.optional_line("preferred", "a name"));
    let pronouns = issues.take("pronouns", form.optional_line("pronouns", "pronouns"));
    Some(PersonName {
        given: given?,
        family: family?,
        preferred: preferred?,
        pronouns: pronouns?,
    })
}

/// Its fields, for somebody in care.
pub(super) fn fields(shown: &Form, problems: &Problems) -> Markup {
    let value = |name: &str| shown.text(name).to_owned();
    html! {
        (field("given", "Given name").value(value("given")).check(problems).required())
        (field("family", "Family name").value(value("family")).check(problems).required())
        (field("preferred", "Goes by").optional().hint("When it is not the given name.").value(value("preferred")).check(problems))
        (field("pronouns", "Pronouns").optional().width(Width::Medium).value(value("pronouns")).check(problems))
    }
}
