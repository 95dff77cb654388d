//! The self-check: it keeps nothing, weighs nothing, and puts help before everything.

use super::{request, send};
use crate::client::{Reply, Request};
use crate::served::{Served, with_token};
use record::Location;

fn check(served: &Served, path: &str, answers: &[(&str, &str)]) -> Reply {
    served.post(path, "", answers)
}

#[test]
fn the_self_check_stores_nothing() {
    let served = Served::start();
    let token = served.token("");
    let Location::Sqlite(path) = served.world.clinic.record().location().clone() else {
        panic!("the embedded engine");
    };
    let stored = || {
        let wal = std::fs::read(format!("{}-wal", path.display())).unwrap_or_default();
        (std::fs::read(&path).unwrap(), wal)
    };
    let before = stored();
    for answers in [
        [("awake", "yes"), ("home", "no")],
        [("harm", "unsure"), ("mental", "yes")],
    ] {
        for path in ["/check", "/es/check"] {
            let reply = served.send(&Request::post(path, &with_token(&token, &answers)));
            reply.status_is(200);
            assert_eq!(
                reply.header("location"),
                "",
                "no answer is put into an address"
            );
            assert!(reply.cookies().is_empty());
            assert_eq!(reply.header("cache-control"), "no-store");
        }
    }
    assert!(before == stored(), "something was written");
    // The same comparison sees a write when there is one.
    send(&served, "/ask", &request(&served)).status_is(303);
    assert!(before != stored());
}

#[test]
fn the_result_in_the_other_language_is_that_of_the_same_answers() {
    let served = Served::start();
    let answers = [("harm", "no"), ("home", "no"), ("weekly", "yes")];
    let page = check(&served, "/check", &answers).body;
    let (_, form) = page.split_once("<form class=\"translation\"").unwrap();
    let (form, _) = form.split_once("</form>").unwrap();
    assert!(form.contains("action=\"/es/check\"") && form.contains("lang=\"es\">Español<"));
    let fields: Vec<(&str, &str)> = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|input| {
            let (name, rest) = input.split_once("\" value=\"").unwrap();
            (name, rest.split_once('"').unwrap().0)
        })
        .collect();
    // What comes with the form is its token and the answers, and nothing was put into an address.
    assert_eq!(fields[0].0, "_token");
    let sent: std::collections::BTreeSet<_> = fields[1..].iter().copied().collect();
    assert_eq!(sent, answers.into_iter().collect());
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let spanish = served.send(&Request::post("/es/check", &fields));
    let spanish = spanish.status_is(200).body.as_str();
    let items = |page: &str| page.matches("<li>").count();
    assert!(spanish.contains(" lang=\"es\"><head>"));
    assert_eq!(
        spanish.split_once("<main").map(|(_, main)| items(main)),
        page.split_once("<main").map(|(_, main)| items(main))
    );
    assert!(spanish.contains("action=\"/check\""));
    // Where there were no answers there is a link.
    assert!(
        served
            .get("/check", "")
            .body
            .contains("<a class=\"translation\"")
    );
}

#[test]
fn a_dangerous_answer_meets_help_before_anything_else() {
    let served = Served::start();
    for danger in ["awake", "withdrawal", "medical", "harm"] {
        let reply = check(
            &served,
            "/check",
            &[(danger, "yes"), ("home", "yes"), ("weekly", "yes")],
        );
        let (_, main) = reply.body.split_once("<main").unwrap();
        let number = if danger == "harm" {
            "tel:988"
        } else {
            "tel:911"
        };
        let help = main.find(number).unwrap();
        let heading = main.find("<h1>Get help now</h1>").unwrap();
        let rest = main.find("What speaks for an IOP").unwrap();
        assert!(heading < help && help < rest, "{danger}");
        let quiet = check(&served, "/check", &[(danger, "no")]);
        assert!(!quiet.body.contains("Get help now"), "{danger}");
    }
    let both = check(&served, "/es/check", &[("harm", "yes"), ("awake", "yes")]).body;
    let (_, main) = both.split_once("<main").unwrap();
    assert!(main.find("Llame al 911") < main.find("Llame o escriba al 988"));
    // Help stands beside each question already.
    let page = served.get("/check", "").body;
    assert_eq!(page.matches("data-help-when=\"yes unsure\"").count(), 4);
    assert_eq!(page.matches("data-help-when=\"no unsure\"").count(), 1);
    // Who is not sure of a danger is told whom to call as well; who skips the question is not.
    for (question, number) in [
        ("harm", "tel:988"),
        ("awake", "tel:911"),
        ("safe", "tel:911"),
    ] {
        let unsure = check(&served, "/check", &[(question, "unsure")]).body;
        let (_, main) = unsure.split_once("<main").unwrap();
        let heading = main.find("<h1>Get help now</h1>");
        assert!(
            heading.is_some() && heading < main.find(number),
            "{question}"
        );
    }
    let not_safe = check(&served, "/es/check", &[("safe", "no")]).body;
    assert!(not_safe.contains("<h1>Busque ayuda ahora</h1>"));
    let safe = check(&served, "/check", &[("safe", "yes")]).body;
    assert!(!safe.contains("Get help now"));
}

#[test]
fn the_result_weighs_nothing_and_ends_with_a_first_appointment() {
    let served = Served::start();
    let all_good = [
        ("awake", "no"),
        ("withdrawal", "no"),
        ("medical", "no"),
        ("harm", "no"),
        ("disturbs", "yes"),
        ("weekly", "yes"),
        ("nights", "no"),
        ("home", "yes"),
        ("around", "no"),
        ("support", "yes"),
        ("commitment", "yes"),
        ("obligations", "yes"),
        ("mental", "yes"),
        ("transport", "yes"),
    ];
    for answers in [all_good.as_slice(), &[], &[("home", "what?")]] {
        let page = check(&served, "/check", answers).body.to_lowercase();
        assert!(page.contains("this is not a diagnosis"));
        assert!(page.contains("href=\"/ask\"") && page.contains("tel:+12075550100"));
        for never in [
            "you qualify",
            "you are eligible",
            "you have a disorder",
            "score",
        ] {
            assert!(!page.contains(never), "{never}");
        }
    }
    let open = check(&served, "/check", &[]).body;
    assert_eq!(open.matches("Nothing in your answers so far.").count(), 2);
    served.post("/check", "", &[("name", "Ana")]).status_is(422);
}
