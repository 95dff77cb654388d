//! The way in, on a phone: the self-check in both languages, help beside a dangerous answer, and a request.

use crate::axe::{self, Rules};
use crate::driver::{Browser, Scripts};

const PHONE: (u32, u32) = (390, 844);

impl Browser {
    /// Gives an answer by its words, as a finger does.
    #[track_caller]
    pub fn answer(&self, question: &str, answer: &str) {
        let id = self
            .one(&format!("main [name='{question}'][value='{answer}']"))
            .attribute("id");
        self.one(&format!("main label[for='{id}']")).click();
    }

    /// What of the help beside the questions can be seen.
    fn help_seen(&self) -> Vec<String> {
        let texts = self.all(".help-now").into_iter().map(|help| help.text());
        texts.filter(|text| !text.is_empty()).collect()
    }
}

#[test]
fn the_self_check_on_a_phone_in_both_languages() {
    let browser = Browser::open(Scripts::On);
    browser.resize(PHONE.0, PHONE.1);
    for (home, check, send, speaks, against, ask) in [
        (
            "/",
            "Is this a good fit for me?",
            "See what my answers say",
            "You have a safe and steady place to live.",
            "Help once a week may be enough for you.",
            "Ask for a first appointment",
        ),
        (
            "/es",
            "¿Es una buena opción para mí?",
            "Ver qué dicen mis respuestas",
            "Tiene un lugar seguro y estable donde vivir.",
            "Puede que le baste la ayuda una vez por semana.",
            "Pedir una primera cita",
        ),
    ] {
        browser.go(home);
        browser.press(check);
        for (question, answer) in [("awake", "no"), ("home", "yes"), ("weekly", "no")] {
            browser.answer(question, answer);
        }
        assert!(browser.help_seen().is_empty());
        browser.press(send);
        browser.reads(speaks);
        browser.reads(against);
        assert!(!browser.path().contains('?'), "no answer is in the address");
        let wide = browser.run("return document.documentElement.scrollWidth");
        assert_eq!(wide.as_u64(), Some(u64::from(PHONE.0)));
        let barriers = browser.barriers(&axe::source(), Rules::All);
        assert_eq!(barriers, Vec::<String>::new(), "{home}");
        browser.press(ask);
        browser.one("form#ask");
    }
}

#[test]
fn a_dangerous_answer_meets_help_at_once_and_first() {
    let browser = Browser::open(Scripts::On);
    browser.resize(PHONE.0, PHONE.1);
    browser.go("/es/check");
    browser.answer("harm", "yes");
    assert_eq!(browser.help_seen().len(), 1);
    assert!(browser.help_seen()[0].contains("Llame o escriba al 988 ahora"));
    browser.answer("harm", "no");
    assert!(browser.help_seen().is_empty());
    browser.answer("awake", "yes");
    assert!(browser.help_seen()[0].contains("Llame al 911 ahora"));
    assert_eq!(
        browser.one(".help-now.shown a").attribute("href"),
        "tel:911"
    );
    browser.press("Ver qué dicen mis respuestas");
    browser.reads("Busque ayuda ahora");
    assert_eq!(browser.one("h1").text(), "Busque ayuda ahora");
    let first = browser.one("main > :not(.toasts)");
    assert!(first.attribute("class").contains("help-first"));
    let barriers = browser.barriers(&axe::source(), Rules::All);
    assert_eq!(barriers, Vec::<String>::new());
}

/// The same without scripts: at the latest the next page begins with help.
#[test]
fn without_scripts_the_result_begins_with_help() {
    let browser = Browser::open(Scripts::Off);
    browser.go("/check");
    browser.answer("withdrawal", "yes");
    browser.press("See what my answers say");
    browser.reads("Get help now");
    assert_eq!(browser.one("h1").text(), "Get help now");
    assert_eq!(
        browser.one(".help-first a.button").attribute("href"),
        "tel:911"
    );
    assert!(
        browser.one(".button.print").text().is_empty(),
        "only a script can print"
    );
}

#[test]
fn a_mother_asks_on_a_phone_and_is_told_when_she_is_called() {
    let browser = Browser::open(Scripts::Off);
    browser.resize(PHONE.0, PHONE.1);
    browser.go("/ask");
    browser.one("a.translation").click();
    browser.arrives("/es/ask");
    browser.answer("who", "other");
    browser.fill("asker_name", "Marisol Quintanilla");
    browser.fill("given", "Teodoro");
    browser.fill("family", "Quintanilla");
    browser.answer("discreet", "yes");
    browser.press("Enviar mi solicitud");
    // Everything to mend at once, and what was typed is there.
    browser.reads("cosas por corregir");
    browser.reads("Escriba su número de teléfono con código de área");
    assert_eq!(
        browser.one("main [name='asker_name']").attribute("value"),
        "Marisol Quintanilla"
    );
    browser.fill("asker_phone", "207 555 0164");
    browser.one("#relationship option[value='parent']").click();
    browser.one("label[for='site']").click();
    browser.press("Enviar mi solicitud");
    browser.arrives("/es/ask/sent");
    browser.reads("Nos comunicaremos a más tardar el");
}
