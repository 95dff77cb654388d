//! Many people at once, from a table: what is refused is named before anything is saved, and nobody comes in twice.

use crate::common::World;
use crate::engines::worlds;
use care::Role;
use clinic::Refusal;
use clinic::people::import::{
    Imported, ImportedLine, LineOutcome, counts, import_people, import_people_while, import_staff,
    import_staff_while,
};
use clinic::people::staff;
use policy::Actor;
use std::cell::Cell;

const STAFF_HEAD: &str = "Given name;Family name;E-mail;Phone;Roles;Sites;Qualified for\n";
const PEOPLE_HEAD: &str = "given name,family name,born,phone,email,site\n";
const FAULTY: usize = 20;
/// What each hundred of people is called, so that nobody has the name of another.
const GIVEN: [&str; 3] = ["Ana", "Boris", "Clara"];

pub fn enter(world: &World, role: Role) -> Actor {
    let house = &world.houses[0];
    world.enter(house, house.who(role, 0)).actor
}

fn refused(lines: &[ImportedLine]) -> Vec<(usize, LineOutcome)> {
    let refused = lines
        .iter()
        .filter(|line| matches!(line.outcome, LineOutcome::Refused(_)));
    refused
        .map(|line| (line.line, line.outcome.clone()))
        .collect()
}

/// Sixty members of staff, of whom every third cannot be taken, each for another reason in turn.
fn sixty() -> String {
    let mut text = STAFF_HEAD.to_owned();
    for number in 0..60 {
        let email = format!("n{number}@import.example");
        let line = match (number % 3, number / 3 % 5) {
            (0, 0) => format!("Ana;;{email};;counselor;North;\n"),
            (0, 1) => format!("Ana;Lind{number};not an address;;counselor;North;\n"),
            (0, 2) => format!("Ana;Lind{number};{email};;wizard;North;\n"),
            (0, 3) => format!("Ana;Lind{number};{email};;counselor;Atlantis;\n"),
            (0, _) => format!("Ana;Lind{number};n1@import.example;;counselor;North;\n"),
            (1, _) => format!(
                "Bo;Marsh{number};{email};207-555-0164;\"Counselor; intake coordinator\";\"North; South\";licensed counselor\n"
            ),
            _ => format!("Cy;Noor{number};{email};;auditor;South;\n"),
        };
        text.push_str(&line);
    }
    text
}

#[test]
fn a_table_of_sixty_staff_names_its_twenty_faulty_lines_and_comes_in_once() {
    for world in worlds("import_staff") {
        let (clinic, boss) = (&world.clinic, enter(&world, Role::ProgramAdministrator));
        let people = || staff::team(clinic, &boss).unwrap().len();
        let (before, said) = (people(), world.journal_length(&world.houses[0]));
        let dry = import_staff(clinic, &boss, &sixty(), false).unwrap().lines;
        assert_eq!(counts(&dry), (40, 0, FAULTY));
        assert_eq!(people(), before);
        let noted = world.said_after(&world.houses[0], said);
        assert!(!noted.iter().any(|action| action == "staff.added"));
        assert!(refused(&dry).iter().all(|(line, _)| (line - 2) % 3 == 0));
        let run = import_staff(clinic, &boss, &sixty(), true).unwrap().lines;
        assert_eq!(counts(&run), (40, 0, FAULTY));
        assert_eq!(refused(&run), refused(&dry));
        assert_eq!(people(), before + 40);
        let again = import_staff(clinic, &boss, &sixty(), true).unwrap().lines;
        assert_eq!(counts(&again), (0, 40, FAULTY));
        assert_eq!(people(), before + 40);
        let marsh = staff::team(clinic, &boss).unwrap();
        let marsh = marsh
            .iter()
            .find(|one| one.name.family.as_str() == "Marsh1");
        assert_eq!(marsh.unwrap().sites.len(), 2);
    }
}

#[test]
fn a_table_that_is_stopped_says_how_far_it_came_and_goes_on_from_there() {
    for world in worlds("import_stopped") {
        let (clinic, boss) = (&world.clinic, enter(&world, Role::ProgramAdministrator));
        let people = || staff::team(clinic, &boss).unwrap().len();
        let before = people();
        let asked = Cell::new(0);
        let go_on = || {
            asked.set(asked.get() + 1);
            asked.get() <= 6
        };
        let stopped = import_staff_while(clinic, &boss, &sixty(), true, &go_on).unwrap();
        assert_eq!((stopped.lines.len(), stopped.left), (6, 54));
        let (taken, here, faulty) = counts(&stopped.lines);
        assert_eq!((taken + faulty, here), (6, 0));
        assert_eq!(people(), before + taken);
        let rest = import_staff_while(clinic, &boss, &sixty(), true, &|| true).unwrap();
        assert_eq!(rest.left, 0);
        assert_eq!(counts(&rest.lines), (40 - taken, taken, FAULTY));
        assert_eq!(people(), before + 40);
    }
}

/// A family name that sounds like few others.
pub fn family(number: usize) -> String {
    let first = [
        "Bar", "Del", "Fen", "Gor", "Hul", "Jas", "Kim", "Lop", "Mun", "Rav",
    ];
    let last = [
        "berg", "dale", "ford", "gate", "ham", "kin", "low", "ness", "rick", "ton",
    ];
    format!("{}{}", first[number % 10], last[number / 10 % 10])
}

/// So many people, of whom every fifteenth cannot be taken.
fn people(many: usize) -> String {
    let mut text = PEOPLE_HEAD.to_owned();
    for number in 0..many {
        let (family, email) = (family(number), format!("p{number}@import.example"));
        let line = match (number % 15, number / 15 % 4) {
            (0, 0) => format!("Ana,{family},1 Jan 2999,,{email},North\n"),
            (0, 1) => format!("Ana,{family},,,,North\n"),
            (0, 2) => format!("Ana,{family},,,{email},South\n"),
            (0, _) => format!("Zoe,{family},,,p1@import.example,North\n"),
            _ => format!("{},{family},,,{email},\n", GIVEN[number / 100]),
        };
        text.push_str(&line);
    }
    text
}

#[test]
fn a_table_of_three_hundred_people_names_its_twenty_faulty_lines_and_comes_in_once() {
    let world = World::embedded();
    let (clinic, intake) = (&world.clinic, enter(&world, Role::IntakeCoordinator));
    let text = people(300);
    let dry = import_people(clinic, &intake, &text, false).unwrap().lines;
    assert_eq!(counts(&dry), (280, 0, FAULTY));
    let run = import_people(clinic, &intake, &text, true).unwrap().lines;
    assert_eq!(counts(&run), (280, 0, FAULTY));
    assert_eq!(refused(&run), refused(&dry));
    let again = import_people(clinic, &intake, &text, true).unwrap().lines;
    assert_eq!(counts(&again), (0, 280, FAULTY));
    // A colleague's run finds who is here by who they are.
    let director = enter(&world, Role::ClinicalDirector);
    let one = format!("{PEOPLE_HEAD}Ana,{},,,p1@import.example,North\n", family(1));
    let theirs = import_people(clinic, &director, &one, true).unwrap().lines;
    assert_eq!(counts(&theirs), (0, 0, 1));
    let LineOutcome::Refused(sentences) = &theirs[0].outcome else {
        panic!("it was taken");
    };
    assert!(
        sentences[0].contains("may be the same person"),
        "{sentences:?}"
    );
}

#[test]
fn a_table_of_people_stops_between_two_lines_when_the_program_is_asked_to_stop() {
    let world = World::embedded();
    let (clinic, intake) = (&world.clinic, enter(&world, Role::IntakeCoordinator));
    let boss = enter(&world, Role::ProgramAdministrator);
    let table = people(15);
    let asked = Cell::new(0);
    let go_on = || {
        asked.set(asked.get() + 1);
        asked.get() <= 6
    };
    let came_to = |imported: Imported| (counts(&imported.lines), imported.left);
    let stopped = import_people_while(clinic, &intake, &table, true, &go_on).unwrap();
    assert_eq!(came_to(stopped), ((5, 0, 1), 9));
    clinic.stop_long_work();
    let stopped = import_people(clinic, &intake, &table, true).unwrap();
    assert_eq!(came_to(stopped), ((0, 0, 0), 15));
    let stopped = import_staff(clinic, &boss, &sixty(), true).unwrap();
    assert_eq!(came_to(stopped), ((0, 0, 0), 60));
    let rest = import_people_while(clinic, &intake, &table, true, &|| true).unwrap();
    assert_eq!(came_to(rest), ((9, 5, 1), 0));
}

/// Somebody writes all the while, and is kept waiting by nobody who only looks.
#[test]
fn looking_at_a_table_takes_no_turn_to_write() {
    let world = World::embedded();
    let (clinic, intake) = (&world.clinic, enter(&world, Role::IntakeCoordinator));
    let boss = enter(&world, Role::ProgramAdministrator);
    let organization = world.houses[0].organization;
    let (begun, has_begun) = std::sync::mpsc::channel();
    let (looked, has_looked) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || {
            let written = clinic.record().transact(organization, |_| {
                begun.send(()).unwrap();
                let waited = has_looked.recv_timeout(std::time::Duration::from_mins(1));
                Ok::<_, Refusal>(waited.is_ok())
            });
            written.unwrap()
        });
        has_begun.recv().unwrap();
        // What was seen is in the journal when the errand is over: by then the writer is done.
        let lines = clinic.errand(|| {
            let people = import_people(clinic, &intake, &people(45), false).unwrap();
            let staff = import_staff(clinic, &boss, &sixty(), false).unwrap();
            looked.send(()).unwrap();
            [people, staff].map(|imported| counts(&imported.lines))
        });
        assert_eq!(lines.unwrap(), [(42, 0, 3), (40, 0, FAULTY)]);
        assert!(writer.join().unwrap(), "it was looked at meanwhile");
    });
}

#[test]
fn only_who_may_add_them_one_by_one_brings_them_in_together() {
    let world = World::embedded();
    let clinic = &world.clinic;
    for role in Role::STAFF {
        let actor = enter(&world, role);
        let staff = import_staff(clinic, &actor, STAFF_HEAD, false);
        assert_eq!(
            staff.is_ok(),
            role == Role::ProgramAdministrator,
            "{role:?}"
        );
        let people = import_people(clinic, &actor, PEOPLE_HEAD, false);
        let may = [Role::IntakeCoordinator, Role::ClinicalDirector].contains(&role);
        assert_eq!(people.is_ok(), may, "{role:?}");
    }
    let boss = enter(&world, Role::ProgramAdministrator);
    let strange = import_staff(clinic, &boss, "name,salary\n", false);
    assert!(matches!(strange, Err(Refusal::Fields(_))));
}
