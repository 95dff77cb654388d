//! Fields, choices, forms, steps.

use maud::{Markup, Render as _, html};

use super::{LONG_NAME, specimen};
use crate::language::Language;
use crate::ui::{
    FormStep, Passkey, Problems, SaveState, StepState, Width, branch, button, checkboxes, choice,
    copy_block, error_summary, field, form, in_turn, passkey_button, print_button, radios,
    save_state, stepper, tick, totp_secret,
};

pub fn section() -> Markup {
    html! {
        (specimen("Fields", fields()))
        (specimen("A form with something to mend", wrong_form()))
        (specimen("Choices", choices()))
        (specimen("One question at a time", turns()))
        (specimen("Asked after one answer", branches()))
        (specimen("Steps and saving", steps()))
        (specimen("Passkey, second factor, link", secrets()))
    }
}

fn fields() -> Markup {
    let reached = [
        ("", "Choose one"),
        ("call", "A call"),
        ("text", "A text message"),
        ("mail", "E-mail"),
    ];
    let body = html! {
        (field("preferred", "Preferred name").hint("What should we call you?").autocomplete("given-name").required())
        (field("legal", "Legal name").value(LONG_NAME).optional())
        (field("mail", "E-mail").email())
        (field("phone", "Phone").tel())
        (field("secret", "Password").password().autocomplete("current-password"))
        (field("code", "Code from your e-mail").code().hint("Six digits. It works for 10 minutes."))
        (field("minutes", "Longest way to the clinic").number().unit("minutes").value("45"))
        (field("born", "Date of birth").date().autocomplete("bday"))
        (field("from", "Work starts").time())
        (field("reach", "How may we reach you?").select(reached).value("text").width(Width::Medium))
        (field("more", "Anything we should know?").textarea(4).optional())
        div.buttons { (button("Send").plain()) (button("Back").quiet().plain()) (print_button("Print this page")) }
    };
    html! { (form("#", "sample", body)) }
}

fn wrong_form() -> Markup {
    let mut problems = Problems::none();
    problems.add(
        "wrong-mail",
        "Write the e-mail with an @, for example dana@example.org",
    );
    problems.add("wrong-day", "Choose at least one day");
    let days = [
        choice("mon", "Monday"),
        choice("tue", "Tuesday"),
        choice("wed", "Wednesday"),
    ];
    let body = html! {
        (error_summary(&problems))
        (field("wrong-mail", "E-mail").email().value("dana.example.org").check(&problems))
        (checkboxes("wrong-day", "Which days could you come?", days).side_by_side().check(&problems))
        div.buttons { (button("Continue").plain()) }
    };
    html! { (form("#", "sample", body).id("wrong-form")) }
}

fn choices() -> Markup {
    let place = [
        choice("site", "At the clinic").hint("1200 Harbor Street, bus 14 and 22"),
        choice("home", "From home, by video")
            .hint("You need a private room and a phone or computer.")
            .chosen(true),
        choice("both", LONG_NAME),
    ];
    html! {
        div.form {
            (radios("place", "Where would you rather attend?", place).hint("You can change this later."))
            (radios("safe", "Is it safe to leave a message?", [choice("yes", "Yes"), choice("no", "No"), choice("unknown", "Not sure")]).side_by_side().value("yes"))
            (tick("remember", "Remember this device for 30 days", true))
        }
    }
}

fn turns() -> Markup {
    let reached = [choice("yes", "Reached"), choice("no", "Not reached")];
    let planned = [
        choice("now", "It is done"),
        choice("planned", "It is planned"),
    ];
    html! {
        (in_turn([
            radios("turn-reached", "Were they reached?", reached).side_by_side().render(),
            field("turn-words", "What was done?").textarea(3).required().render(),
            radios("turn-done", "When", planned).side_by_side().value("now").render(),
        ]))
    }
}

fn branches() -> Markup {
    let homes = [("", "Not asked yet"), ("at", "At an address")];
    let body = html! {
        (field("guide-home", "They live").select(homes).width(Width::Medium))
        (branch("guide-home", &["at"], html! { (field("guide-street", "Street and apartment").optional()) }))
    };
    html! { (form("#", "sample", body).id("branch-form")) }
}

fn steps() -> Markup {
    let step = |label: &str, state, href: Option<&str>| FormStep {
        label: label.into(),
        href: href.map(Into::into),
        state,
    };
    html! {
        (stepper(&[
            step("About you", StepState::Done, Some("#main")),
            step("Health", StepState::Mend, Some("#main")),
            step("Your week", StepState::Current, Some("#main")),
            step("Consents", StepState::Ahead, None),
        ]))
        div {
            (save_state(&SaveState::Saved("10:42".into())))
            (save_state(&SaveState::NotSaved))
        }
    }
}

fn secrets() -> Markup {
    html! {
        (passkey_button(Language::English, Passkey::SignIn, "Sign in with a passkey", "/passkey/begin", "/passkey/finish", "sample"))
        (totp_secret(Language::English, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "otpauth://totp/Stepwell:dana?secret=JBSWY3DPEHPK3PXP"))
        (copy_block("setup-link", "Setup link", "https://clinic.example.org/setup/5f2c9d41"))
    }
}
