//! What is known of a person beside their name, and who pays: who may see and write it, that no topic is written over
//! unseen, and whose rule about hours a week is held to.

use crate::attendance::{enter, fill, person};
use crate::common::World;
use crate::common::house::line;
use crate::engines::worlds;
use care::assessment::finding::{QuestionId, Source};
use care::intake::checklist::ChecklistRow;
use care::people::answered::{Answered, YesNo};
use care::people::coverage::{
    CheckResult, CheckedBy, Coverage, CoveragesDraft, EligibilityCheck, Insured, PayerKind, SelfPay,
};
use care::people::details::{
    AwayPlace, Circumstances, Court, Dwelling, EmergencyContact, EmergencyContacts, Identity,
    MayBeTold, Pregnant, Whereabouts, Working,
};
use care::{PersonId, Phone, Role};
use clinic::assessment::interview;
use clinic::attendance::hours::{own_hours, person_hours};
use clinic::intake::checklist::checklist;
use clinic::intake::inquiry;
use clinic::people::coverage::{FirstPayer, PayersRule};
use clinic::people::{coverage, details, emergency};
use clinic::{Refusal, Version};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use policy::Actor;

fn fields<T>(refused: Result<T, Refusal>) -> Vec<&'static str> {
    match refused {
        Err(Refusal::Fields(issues)) => issues.iter().map(|issue| issue.field).collect(),
        Err(other) => panic!("{other:?}"),
        Ok(_) => Vec::new(),
    }
}

fn payer(name: &str, rule: Option<&str>) -> Coverage {
    Coverage {
        kind: PayerKind::Private,
        payer: line(name),
        plan: None,
        member: None,
        insured: Insured::Themselves,
        from: None,
        until: None,
        checked: None,
        rule: rule.map(line),
    }
}

fn until(last: Date, one: Coverage) -> Coverage {
    Coverage {
        until: Some(last),
        ..one
    }
}

fn pay(world: &World, actor: &Actor, who: PersonId, payers: Vec<Coverage>) -> Result<(), Refusal> {
    let numbered = (0..).zip(1..).zip(payers);
    let draft = CoveragesDraft {
        payers: Answered::Said(numbered.map(|((at, rank), one)| (at, rank, one)).collect()),
        self_pay: Answered::Said(SelfPay::Share),
    };
    let clinic = &world.clinic;
    coverage::set(clinic, actor, clinic.fresh_key(), who, &draft)
}

/// A sister to call in an emergency at this number, of whom nobody asked what she may be told.
pub fn sister_at(phone: &str) -> EmergencyContacts {
    let contact = EmergencyContact {
        name: line("Mia Reyes"),
        relation: line("sister"),
        phone: Phone::parse(phone).unwrap(),
        may: Answered::NotAsked,
        words: None,
    };
    EmergencyContacts {
        people: Answered::Said(vec![contact]),
    }
}

#[test]
fn two_topics_are_written_from_two_tabs_and_none_is_written_over_unseen() {
    for world in worlds("details_topics") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let person = person(&world, 0);
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        let counselor = enter(&world, Role::Counselor, 0);
        let first = details::sheet::<Whereabouts>(clinic, &intake, person).unwrap();
        let other = details::sheet::<Identity>(clinic, &counselor, person).unwrap();
        assert!(first.may_write && first.topic == Whereabouts::default());
        let there = |row: ChecklistRow| {
            let shown = checklist(clinic, &intake, person).unwrap();
            shown.lines.iter().any(|line| line.row == row && line.done)
        };
        assert!(!there(ChecklistRow::Whereabouts));
        let before = world.journal_length(house);
        let over = |seen: Version| clinic.fresh_key().over(seen);
        let homeless = Whereabouts {
            home: Answered::Said(Dwelling::NoFixed { found: None }),
            away: Answered::Said(AwayPlace::Never),
        };
        details::set(clinic, &intake, over(first.version), person, &homeless).unwrap();
        let identity = Identity {
            sex: Answered::Declined,
            ..Identity::default()
        };
        details::set(clinic, &counselor, over(other.version), person, &identity).unwrap();
        let empty = Whereabouts::default();
        let stale = details::set(clinic, &counselor, over(first.version), person, &empty);
        assert!(matches!(stale, Err(Refusal::Changed)));
        let told = world.said_after(house, before);
        let changes = told.iter().filter(|said| *said == "details.changed");
        assert_eq!(changes.count(), 2, "{told:?}");
        // What was said is there for the checklist, also that they live nowhere fixed; nobody asked whom to call.
        assert!(there(ChecklistRow::Whereabouts) && !there(ChecklistRow::Emergency));
        let all = details::summary(clinic, &counselor, person).unwrap();
        assert!(all.details.whereabouts == homeless && all.details.identity == identity);
        assert!(all.details.court == Court::default());
        // What does not fit together is kept by nobody.
        let nowhere = Whereabouts {
            home: Answered::Unknown,
            away: Answered::Said(AwayPlace::Home),
        };
        let refused = details::set(clinic, &intake, clinic.fresh_key(), person, &nowhere);
        assert_eq!(fields(refused), ["away"]);
        let kept = details::sheet::<Whereabouts>(clinic, &intake, person).unwrap();
        assert!(kept.topic == homeless);
    }
}

/// What the front desk wrote down is offered to whoever assesses, with its day; the worst of it counts until somebody asks,
/// and nothing of it for longer than such an answer lasts.
#[test]
fn what_details_say_is_offered_to_the_assessment_and_the_worst_of_it_counts_meanwhile() {
    for world in worlds("details_offered") {
        let clinic = &world.clinic;
        let person = person(&world, 0);
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        let counselor = enter(&world, Role::Counselor, 0);
        let set = |said: &Circumstances| {
            let sheet = details::sheet::<Circumstances>(clinic, &intake, person).unwrap();
            let key = clinic.fresh_key().over(sheet.version);
            details::set(clinic, &intake, key, person, said).unwrap();
        };
        let view = || interview::view(clinic, &counselor, person).unwrap();
        let offered = |id: &str| {
            let view = view();
            let mut all = view.offered.iter();
            let one = all.find(|one| one.question.question().id == id);
            one.map(|one| (one.finding().words(), one.at, one.place))
        };
        let pregnant = QuestionId::find("medical.pregnant").unwrap();
        let counts = || view().facts.reading(pregnant, None).is_known();
        let mut said = Circumstances {
            pregnant: Answered::Said(Pregnant::Yes),
            working: Answered::Said(Working::Looking),
            living: Answered::Unknown,
            ..Circumstances::default()
        };
        assert!(!counts());
        set(&said);
        let first = world.now();
        let yes = ("yes".to_owned(), first, "details");
        assert_eq!(offered("medical.pregnant"), Some(yes.clone()));
        assert!(counts(), "nobody is placed as if it were unknown");
        // Milder ones wait, and what is not known is offered by nobody.
        let work = QuestionId::find("work.status").unwrap();
        assert!(offered("work.status").is_some() && view().findings.to(work).is_empty());
        assert_eq!(offered("home.stability"), None);
        // Saving the form for another reason makes it no younger.
        world.wait(SignedDuration::from_hours(24));
        said.veteran = Answered::Said(YesNo::No);
        set(&said);
        assert_eq!(offered("medical.pregnant"), Some(yes));
        // Whoever asks keeps it as said today.
        interview::confirm(clinic, &counselor, clinic.fresh_key(), person, work, first).unwrap();
        assert_eq!(offered("work.status"), None);
        let kept = view();
        let [answer] = kept.findings.to(work) else {
            panic!("{} answers", kept.findings.to(work).len())
        };
        assert!(answer.source == Source::Person && answer.at == world.now());
        // A page that was left open offers it still: it is refused with what is there now, and nothing is added.
        let key = clinic.fresh_key();
        let again = interview::confirm(clinic, &counselor, key, person, work, first);
        let Err(Refusal::Conflict(told)) = again else {
            panic!("{again:?}")
        };
        assert!(told.contains(&answer.words()), "{told}");
        assert_eq!(view().findings.to(work).len(), 1);
        // What was said there is another by now.
        said.working = Answered::Said(Working::PartTime);
        world.wait(SignedDuration::from_hours(1));
        set(&said);
        let key = clinic.fresh_key();
        let gone = interview::confirm(clinic, &counselor, key, person, work, first);
        assert!(matches!(gone, Err(Refusal::Conflict(_))));
        // A month later nobody knows.
        world.wait(SignedDuration::from_hours(24 * 31));
        assert!(!counts() && offered("medical.pregnant").is_none());
    }
}

/// Whoever rings from a number that somebody named for an emergency is known at once, and only where that somebody is.
#[test]
fn the_number_of_an_emergency_contact_leads_to_whoever_named_them_within_reach_alone() {
    for world in worlds("named_at") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let near = person(&world, 0);
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        let elsewhere = enter(&world, Role::IntakeCoordinator, 1);
        let named = sister_at("(207) 555-0188");
        let sheet = details::sheet::<EmergencyContacts>(clinic, &intake, near).unwrap();
        let key = clinic.fresh_key().over(sheet.version);
        details::set(clinic, &intake, key, near, &named).unwrap();
        let before = world.journal_length(house);
        for query in ["207 555 0188", "0188"] {
            let found = emergency::named_at(clinic, &intake, query).unwrap();
            let [one] = &found[..] else {
                panic!("{query}: {} are found", found.len())
            };
            assert!(one.person == near && one.inquiry.is_none());
            assert!(
                one.contact.limit() == MayBeTold::Emergency,
                "nobody said more"
            );
            let unseen = emergency::named_at(clinic, &elsewhere, query).unwrap();
            assert!(unseen.is_empty(), "{query}");
        }
        let told = world.said_after(house, before);
        let looks = told.iter().filter(|said| *said == "details.viewed");
        assert_eq!(looks.count(), 2, "{told:?}");
        let by_name = emergency::named_at(clinic, &intake, "Reyes").unwrap();
        assert!(by_name.is_empty(), "a name is not looked for here");
        let administrator = enter(&world, Role::ProgramAdministrator, 0);
        assert!(emergency::named_at(clinic, &administrator, "0188").is_err());
    }
}

/// A request that was joined to another goes on under that person, and so does whom it named.
#[test]
fn whom_a_joined_request_named_leads_to_the_person_it_was_joined_to() {
    for world in worlds("named_joined") {
        let (house, clinic) = (&world.houses[0], &world.clinic);
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        let named = sister_at("(207) 555-0188");
        let add = |given: &str, phone: &str| {
            let draft = house.inquiry_draft(0, given, "Whitfield", phone);
            let key = clinic.fresh_key();
            let id = inquiry::add(clinic, &intake, key, &draft).unwrap();
            let page = inquiry::open(clinic, &intake, id).unwrap();
            (id, page.inquiry.person)
        };
        let ((again, second), (first, dana)) =
            (add("Danielle", "555 010 0111"), add("Dana", "555 010 0199"));
        details::set(clinic, &intake, clinic.fresh_key(), second, &named).unwrap();
        let found = || {
            let found = emergency::named_at(clinic, &intake, "0188").unwrap();
            found
                .into_iter()
                .map(|one| (one.person, one.inquiry))
                .collect::<Vec<_>>()
        };
        assert_eq!(found(), [(second, Some(again))]);
        inquiry::join(clinic, &intake, clinic.fresh_key(), again, dana).unwrap();
        assert_eq!(found(), [(dana, Some(first))]);
        // Named by both it is one line, and parted there are two again.
        details::set(clinic, &intake, clinic.fresh_key(), dana, &named).unwrap();
        assert_eq!(found(), [(dana, Some(first))]);
        inquiry::part(clinic, &intake, clinic.fresh_key(), again).unwrap();
        assert_eq!(found().len(), 2);
    }
}

#[test]
fn who_pays_is_no_matter_of_an_emergency_and_written_by_those_who_ask_for_it() {
    for world in worlds("details_rights") {
        let clinic = &world.clinic;
        let near = person(&world, 0);
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        pay(&world, &intake, near, vec![payer("Harbor Health", None)]).unwrap();
        let medical = enter(&world, Role::MedicalProvider, 0);
        let seen = coverage::sheet(clinic, &medical, near).unwrap();
        assert_eq!(seen.coverages.named().len(), 1);
        assert!(!seen.may_write);
        let written = pay(&world, &medical, near, Vec::new());
        assert!(matches!(written, Err(Refusal::NotFound)));
        let administrator = enter(&world, Role::ProgramAdministrator, 0);
        let closed = coverage::sheet(clinic, &administrator, near);
        assert!(matches!(closed, Err(Refusal::NotFound)));
        // Behind broken glass it is seen whom to call, and nothing is written.
        let far = person(&world, 5);
        let summary = details::summary(clinic, &medical, far).unwrap();
        assert!(summary.coverages.is_none());
        let closed = coverage::sheet(clinic, &medical, far);
        assert!(matches!(closed, Err(Refusal::NotFound)));
        let empty = Whereabouts::default();
        let written = details::set(clinic, &medical, clinic.fresh_key(), far, &empty);
        assert!(matches!(written, Err(Refusal::NotFound)));
    }
}

#[test]
fn what_does_not_fit_about_a_payer_is_said_and_a_second_tab_overwrites_nothing() {
    for world in worlds("coverage_checks") {
        let clinic = &world.clinic;
        let intake = enter(&world, Role::IntakeCoordinator, 0);
        let who = person(&world, 0);
        let unknown = payer("Harbor Health", Some("no-such-rule"));
        assert_eq!(fields(pay(&world, &intake, who, vec![unknown])), ["rule1"]);
        let ahead = Coverage {
            checked: Some(EligibilityCheck {
                on: date(2026, 12, 24),
                by: CheckedBy::Portal,
                result: CheckResult::Covered,
                words: None,
            }),
            ..payer("Harbor Health", None)
        };
        let refused = pay(&world, &intake, who, vec![ahead]);
        assert_eq!(fields(refused), ["checked_on1"]);
        let seen = coverage::sheet(clinic, &intake, who).unwrap().version;
        pay(&world, &intake, who, vec![payer("Harbor Health", None)]).unwrap();
        let draft = CoveragesDraft {
            payers: Answered::Declined,
            self_pay: Answered::NotAsked,
        };
        let key = clinic.fresh_key().over(seen);
        let stale = coverage::set(clinic, &intake, key, who, &draft);
        assert!(matches!(stale, Err(Refusal::Changed)));
    }
}

#[test]
fn a_week_is_held_to_the_rule_of_the_payer_that_comes_first_on_that_day() {
    for world in worlds("coverage_governs") {
        fill(&world);
        let (clinic, who) = (&world.clinic, person(&world, 0));
        let counselor = enter(&world, Role::Counselor, 0);
        let governing = |week: Option<Date>| {
            let hours = person_hours(clinic, &counselor, who, week).unwrap();
            let hours = hours.unwrap();
            let rules: Vec<String> = hours.rules.iter().map(|rule| rule.id.clone()).collect();
            (hours.governing.unwrap(), rules)
        };
        // Where nobody pays, no payer's rule holds, and the page says so.
        assert_eq!(governing(None).0.payer, None);
        let ended = until(date(2026, 3, 1), payer("Ended Mutual", None));
        let present = payer("Harbor Health", Some("hcpcs-h0015"));
        let present = until(date(2026, 3, 8), present);
        let next = payer("Medicaid", Some("partial-hours"));
        pay(&world, &counselor, who, vec![ended, present, next]).unwrap();
        let (found, rules) = governing(None);
        let at = rules.iter().position(|id| id == "hcpcs-h0015").unwrap();
        let harbor = FirstPayer {
            name: "Harbor Health".to_owned(),
            place: 1,
            checked: None,
            rule: PayersRule::Shown(at),
        };
        assert_eq!((found.day, found.payer), (date(2026, 3, 2), Some(harbor)));
        // In a week ahead it is whoever pays on its first day; a rule for another level governs nothing.
        let (found, _) = governing(Some(date(2026, 3, 11)));
        let payer = found.payer.unwrap();
        assert_eq!((found.day, payer.place), (date(2026, 3, 9), 2));
        let title = "20 hours a week".to_owned();
        assert_eq!(payer.rule, PayersRule::OtherLevel(title));
        // The person's own page is about their hours.
        let herself = world.enter(&world.houses[0], who).actor;
        let own = own_hours(clinic, &herself).unwrap().unwrap();
        assert!(own.governing.is_none());
    }
}
