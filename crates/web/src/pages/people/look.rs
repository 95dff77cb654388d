//! How the organization looks: the form of its color, its picture, and what both are at their own addresses.

use crate::shell::form::{Form, finish};
use crate::shell::frame::{frame, logo_address};
use crate::shell::sheet::{Sheet, Stored};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::{Face, Problems, Width, button, error_summary, facts, field, form, heading, page};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use care::invalid::Issues;
use care::people::look::picture::{PICTURE_BYTES_MAX, Picture};
use care::people::look::{Accent, Color, HouseLook};
use care::{Invalid, OrganizationId};
use clinic::people::look;
use clinic::people::look::LookStands;
use clinic::{Key, Refusal, Version};
use maud::{Markup, html};

/// The largest form with a picture in it, in bytes: base64 is a third longer, and some of its signs are sent as three.
pub(crate) const LOGO_FORM_BYTES_MAX: usize = 3 * PICTURE_BYTES_MAX;
/// The field in which a form says what it was made from: the version of color and picture together.
const REVISION: &str = "revision";
/// The page.
const PAGE: &str = "/staff/settings/look";

/// The form over what is stored now.
pub(crate) fn edit_page(ask: &Ask<'_>) -> Result<Answer, Fault> {
    Ok(Answer::page(view(ask, &Problems::none())?))
}

/// Changes the color.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = typed(&ask.form).and_then(|accent| {
        look::keep_accent(ask.clinic, ask.actor()?, ask.key()?, accent).map_err(Fault::from)
    });
    let on = |()| format!("{PAGE}?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

/// Changes the picture.
pub(crate) fn change_logo(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let picture = picture_of(ask.form.text("logo"));
    let picture = picture.map_err(|invalid| Fault::from(Refusal::invalid("logo", invalid)));
    let result = picture.and_then(|picture| {
        look::keep_logo(ask.clinic, ask.actor()?, key(ask)?, Some(&picture)).map_err(Fault::from)
    });
    let on = |()| format!("{PAGE}?said=saved");
    finish(result, on, |problems| view(ask, problems))
}

/// Takes the picture away.
pub(crate) fn remove_logo(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = look::keep_logo(ask.clinic, ask.actor()?, key(ask)?, None);
    let on = |()| format!("{PAGE}?said=removed");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// Takes the last change back.
pub(crate) fn take_back(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let result = look::take_back(ask.clinic, ask.actor()?, key(ask)?);
    let on = |()| format!("{PAGE}?said=back");
    finish(result.map_err(Fault::from), on, |problems| {
        view(ask, problems)
    })
}

/// The key of a form, with what it was made from.
fn key(ask: &Ask<'_>) -> Result<Key, Fault> {
    Ok(ask.key()?.over(Version::sent(ask.form.text(REVISION))))
}

/// The stylesheet of a color, which follows from its address alone. Of one that cannot be read there is none.
pub(crate) fn style(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let code = ask.param("file").strip_suffix(".css");
    let accent = code.and_then(Accent::from_code);
    let accent = accent.filter(|accent| accent.check().iter().all(Result::is_ok));
    let accent = accent.ok_or(Fault::NoSuchPage)?;
    Ok(Answer::style(accent.style()))
}

/// The picture of an organization.
pub(crate) fn picture(ask: &Ask<'_>) -> Result<Answer, Fault> {
    let organization = OrganizationId::parse(ask.param("organization"));
    let organization = organization.ok_or(Fault::NoSuchPage)?;
    let found = look::logo(ask.clinic, organization, ask.param("file"))?;
    let (kind, bytes) = found.ok_or(Fault::NoSuchPage)?;
    Ok(Answer::picture(kind.media_type(), bytes))
}

/// What the form of the color describes; nothing is the color that Stepwell brings along.
fn typed(form: &Form) -> Result<Option<Accent>, Fault> {
    let mut issues = Issues::default();
    let light = issues.take("accent", form.optional("accent", Color::parse));
    let dark = issues.take("dark", form.optional("dark", Color::parse));
    if let (Some(None), Some(Some(_))) = (light, dark) {
        issues.add(
            "accent",
            "Name the color for light pages as well, or leave both empty.",
        );
    }
    match (light, dark) {
        (Some(light), Some(dark)) if issues.0.is_empty() => {
            Ok(light.map(|light| Accent { light, dark }))
        }
        _ => Err(Refusal::Fields(issues.0).into()),
    }
}

/// A picture as a form sends it: in base64, perhaps after what a browser puts before it.
fn picture_of(text: &str) -> Result<Picture, Invalid> {
    let text = text.split_once("base64,").map_or(text, |(_, rest)| rest);
    let text: String = text.split_whitespace().collect();
    if text.is_empty() {
        return Err(Invalid::new("Choose a picture, as PNG or JPEG."));
    }
    let bytes = STANDARD.decode(text).map_err(|_| {
        Invalid::new(
            "This is not a whole picture in base64. Choose the file again, or copy all of it.",
        )
    })?;
    Picture::parse(bytes)
}

/// What is stored, as the form's fields show it.
fn stored(look: &HouseLook) -> Stored {
    let text = |color: Option<Color>| color.map(String::from).unwrap_or_default();
    vec![
        ("accent", text(look.accent.map(|accent| accent.light))),
        ("dark", text(look.accent.and_then(|accent| accent.dark))),
    ]
}

fn view(ask: &Ask<'_>, problems: &Problems) -> Result<Markup, Fault> {
    let stands = look::look(ask.clinic, ask.actor()?)?;
    let look = &stands.look;
    let sheet = Sheet::of(ask, look::version(look)?, stored(look), problems);
    let (shown, problems) = (&sheet.shown, &sheet.problems);
    // The fields first: the summary calls them as they call themselves.
    let color = sheet.form_to(
        ask,
        PAGE,
        html! {
            (field("accent", "Color").optional().width(Width::Medium).value(shown.text("accent")).check(problems)
                .hint("As # and six digits, such as #0b5d5d. Links, buttons and marks have it. Empty is the color that Stepwell brings along."))
            (field("dark", "The same on dark pages").optional().width(Width::Medium).value(shown.text("dark")).check(problems)
                .hint("For screens that are set to dark. Left empty, a lighter one follows from the color."))
            div.buttons { (button("Save the color")) (button("Cancel").quiet().href("/staff/settings")) }
        },
    );
    let picture = logo(ask, &stands, problems)?;
    let title = "Logo and color";
    let body = html! {
        (error_summary(problems))
        (heading(title).back("/staff/settings", "Settings")
            .lead("On the public pages, at the sign-in and above every page. What you save is there at once, for everybody."))
        section {
            h2 { "Color" }
            @if let Some(accent) = look.accent { (tones(accent)) }
            (color)
        }
        (picture)
        @if stands.was_changed {
            section {
                h2 { "Take back" }
                p { "Color and logo as they were before the last change." }
                (form(format!("{PAGE}/back"), ask.token(), html! { (button("Take the last change back").quiet()) })
                    .hidden(REVISION, stands.version.to_string()).inline())
            }
        }
    };
    Ok(page(&frame(ask, Face::Staff, title), body))
}

/// The two colors as they are seen.
fn tones(accent: Accent) -> Markup {
    let tone = |color: Color| {
        html! {
            svg.tone viewBox="0 0 1 1" aria-hidden="true" focusable="false" { rect width="1" height="1" fill=(color) {} }
            " " (color)
        }
    };
    facts(&[
        ("On light pages", tone(accent.light)),
        (
            "On dark pages",
            html! { (tone(accent.on_dark())) @if accent.dark.is_none() { ", which follows from it" } },
        ),
    ])
}

fn logo(ask: &Ask<'_>, stands: &LookStands, problems: &Problems) -> Result<Markup, Fault> {
    let organization = ask.actor()?.organization();
    let most = PICTURE_BYTES_MAX / 1024;
    let fields = html! {
        // With scripts a file is read in the browser; what is sent is the same either way.
        div.field hidden data-file-into="logo" data-file-data {
            label for="file" { "The file" }
            p.hint id="file-hint" { "PNG or JPEG, at most " (most) " kB, about 200 dots high. It stands on white." }
            input type="file" id="file" accept="image/png,image/jpeg" aria-describedby="file-hint";
        }
        (field("logo", "The picture as text").textarea(3).value(ask.form.text("logo")).check(problems)
            .hint("It is filled in when you choose a file. Without scripts, paste the file in base64."))
        div.buttons { (button("Save the logo").quiet()) }
    };
    Ok(html! {
        section {
            h2 { "Logo" }
            @if let Some(name) = &stands.look.logo {
                p { img.logo.large src=(logo_address(organization, name)) alt="The logo as it is now"; }
                (form(format!("{PAGE}/logo/remove"), ask.token(), html! { (button("Remove the logo").quiet()) })
                    .hidden(REVISION, stands.version.to_string()).inline())
            } @else {
                p { "There is none; the mark of Stepwell stands beside your name." }
            }
            (form(format!("{PAGE}/logo"), ask.token(), fields).hidden(REVISION, stands.version.to_string()))
        }
    })
}
