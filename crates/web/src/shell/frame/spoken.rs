//! The language of a page, and the way to the other one.

use crate::language::Language;
use crate::shell::Ask;
use crate::shell::notices::{unsaid, without};
use crate::ui::{Sends, Translation};

/// Where one signs in. Whoever reads Spanish by the address of the page goes on in it, whatever else their browser would
/// rather have.
pub(crate) fn door(ask: &Ask<'_>) -> &'static str {
    match Language::of(&ask.address) {
        Language::English => "/sign-in",
        Language::Spanish => "/sign-in?language=es",
    }
}

/// The same page in the other language, where there is one.
pub(super) fn translation(ask: &Ask<'_>) -> Option<Translation> {
    let (own, language) = (ask.language(), ask.language().other());
    let there = language.path(own.english_path(ask.route.path));
    ask.web.routes.page(&there)?;
    // The route only names what varies in its path; the address has it.
    let path = if ask.route.path.contains('{') {
        ask.address.split('?').next().unwrap_or_default()
    } else {
        ask.route.path
    };
    let english = own.english_path(path);
    Some(Translation {
        language,
        address: language.path(english),
        origin: ask.clinic.settings().base_url.clone(),
        own: own.path(english),
        sends: None,
    })
}

/// The other language, for pages in the language of whoever reads them: a form, because the choice is kept.
pub(super) fn switch(ask: &Ask<'_>) -> Translation {
    let language = ask.language().other();
    let address = if ask.actor.is_some() {
        "/account/language"
    } else {
        "/language"
    };
    // Back to the page, where another language is chosen than was asked for in its address; there is no coming back to an
    // address that only takes what is sent to it.
    let is_page = ask.web.routes.page(ask.route.path).is_some();
    let address_here = unsaid(ask.language().english_path(&ask.address));
    let here = is_page.then(|| without(&address_here, &["language"]));
    let fields = [
        ("language", language.code().to_owned()),
        ("next", here.unwrap_or_default()),
    ];
    let own = |(name, value): (&str, String)| (name.to_owned(), value);
    Translation {
        language,
        address: address.to_owned(),
        origin: String::new(),
        own: String::new(),
        sends: Some(Sends {
            token: ask.token(),
            fields: fields.map(own).into(),
        }),
    }
}
