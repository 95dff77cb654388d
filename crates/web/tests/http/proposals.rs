//! A proposal in people and hours, its figures folded away, and proposals side by side.

use crate::served::Served;
use care::planning::week::Purpose;
use care::{ProposalId, Role};
use clinic::planning::week;
use jiff::civil::date;

fn made(served: &Served) -> ProposalId {
    let director = served.enter(Role::ClinicalDirector).actor;
    let what = week::WeekWanted {
        site: served.house().sites[0],
        monday: date(2026, 3, 9),
        purpose: Purpose::Assign,
    };
    let effort = week::Effort {
        seconds: 5,
        steps: Some(10),
    };
    week::make(&served.world.clinic, &director, what, effort).unwrap()
}

/// What people are called in it, for whoever may see them.
fn names(served: &Served, id: ProposalId) -> Vec<String> {
    let director = served.enter(Role::ClinicalDirector).actor;
    let shown = week::proposal(&served.world.clinic, &director, id).unwrap();
    shown.people.into_iter().map(|one| one.name).collect()
}

/// The house has one group of two evenings, and three days are prescribed: nobody has a week.
#[test]
fn the_headline_is_people_and_hours_and_everybody_without_a_week_has_an_answer() {
    let served = Served::start();
    let id = made(&served);
    let director = served.enter(Role::ClinicalDirector).cookie;
    let page = served.get(&format!("/staff/proposals/{id}"), &director);
    page.status_is(200);
    let (before, folded) = page.body.split_once("Technical").expect("a fold");
    let (_, headline) = before.split_once("id=\"headline\"").expect("a headline");
    assert!(headline.contains("has their hours; "), "{headline}");
    assert!(headline.contains(", because "), "{headline}");
    for figure in ["Within ", "How near", ">Cost<"] {
        assert!(!headline.contains(figure), "{headline}");
    }
    assert!(folded.contains("How near to the best"));
    for never in ["given up by anybody", "no single change"] {
        assert!(!page.body.contains(never), "{}", page.body);
    }
    assert!(folded.contains("Nearest week"), "{folded}");
}

#[test]
fn proposals_lie_side_by_side_with_names_for_whoever_may_see_them() {
    let served = Served::start();
    let first = made(&served);
    let second = made(&served);
    let names = names(&served, second);
    assert!(!names.is_empty());
    let address = format!("/staff/proposals/{second}?beside=yes");
    let director = served.enter(Role::ClinicalDirector).cookie;
    let page = served.get(&address, &director);
    page.status_is(200);
    let (_, rows) = page.body.split_once("id=\"beside\"").expect("a table");
    for name in &names {
        assert!(rows.contains(name.as_str()), "{name}: {rows}");
    }
    assert!(rows.contains("No week"), "{rows}");
    assert!(
        page.body
            .contains(&format!("/staff/proposals/{first}?beside=yes"))
    );
    let administrator = served.enter(Role::ProgramAdministrator).cookie;
    let numbers = served.get(&address, &administrator);
    numbers.status_is(200);
    assert!(numbers.body.contains("id=\"headlines\""));
    for name in &names {
        assert!(!numbers.body.contains(name.as_str()), "{name}");
    }
    let counselor = served.enter(Role::Counselor).cookie;
    served.get(&address, &counselor).status_is(403);
}
