//! The language of a page, and the way to the other one.

use crate::language::Language;
use crate::shell::Ask;
use crate::shell::notices::unsaid;
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

/// An address without what it just said, and without the language that was asked for in it: another one is chosen.
fn without_language(address: &str) -> String {
    let address = unsaid(address);
    let Some((path, query)) = address.split_once('?') else {
        return address;
    };
    let others = query
        .split('&')
        .filter(|part| !part.starts_with("language="));
    let others: Vec<&str> = others.collect();
    if others.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", others.join("&"))
    }
}

/// The other language, for pages in the language of whoever reads them: a form, because the choice is kept.
pub(super) fn switch(ask: &Ask<'_>) -> Translation {
    let language = ask.language().other();
    let address = if ask.actor.is_some() {
        "/account/language"
    } else {
        "/language"
    };
    // Back to the page; there is no coming back to an address that only takes what is sent to it.
    let is_page = ask.web.routes.page(ask.route.path).is_some();
    let here = is_page.then(|| without_language(ask.language().english_path(&ask.address)));
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
