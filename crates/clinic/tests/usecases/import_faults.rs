//! Tables as other programs save them, with every kind of fault: the dry run names each line that it would refuse and
//! no other, and what cannot be read as a table is refused as a whole.

use crate::common::World;
use crate::import::{enter, family};
use care::Role;
use care::people::import::LINES_MAX;
use clinic::Refusal;
use clinic::people::import::{ImportedLine, LineOutcome, counts, import_people, import_staff};
use clinic::people::staff;
use jiff::ToSpan as _;
use jiff::civil::date;
use std::collections::BTreeMap;

/// How many lines of each table are at fault, each in its own way.
const FAULTY: usize = 20;

/// A table with its lines counted as an editor counts them.
struct Table {
    text: String,
    line: usize,
    /// What each line that is at fault is refused with.
    wrong: BTreeMap<usize, String>,
}

impl Table {
    fn new(head: &str) -> Self {
        Self {
            text: format!("\u{feff}{head}\r\n"),
            line: 2,
            wrong: BTreeMap::new(),
        }
    }

    fn add(&mut self, row: &str) {
        self.text.push_str(row);
        self.text.push_str("\r\n");
        self.line += 1 + row.matches('\n').count();
    }

    fn add_wrong(&mut self, row: &str, why: &str) {
        self.wrong.insert(self.line, why.to_owned());
        self.add(row);
    }

    /// Every line that is refused is one of those at fault, each with its sentence, and every one of those is refused.
    #[track_caller]
    fn is_what_is_refused(&self, lines: &[ImportedLine]) {
        let refused: BTreeMap<usize, String> = lines
            .iter()
            .filter_map(|line| match &line.outcome {
                LineOutcome::Refused(sentences) => Some((line.line, sentences.join(" "))),
                LineOutcome::Taken | LineOutcome::Here => None,
            })
            .collect();
        assert_eq!(
            refused.keys().collect::<Vec<_>>(),
            self.wrong.keys().collect::<Vec<_>>(),
            "{refused:#?}"
        );
        for (line, why) in &self.wrong {
            let said = &refused[line];
            assert!(said.contains(why), "line {line}: {said:?}, not {why:?}");
        }
    }
}

/// Somebody without a fault, written in one of the ways in which programs write tables.
fn good(number: usize) -> String {
    let (given, family) = (["Ana", "Boris", "Clara"][number / 100], family(number));
    let days = i64::try_from(number).unwrap();
    let born = date(1950, 1, 1).checked_add(days.days()).unwrap();
    let typed = born.strftime("%-m/%-d/%Y");
    let phone = format!("(207) 556-{number:04}");
    let email = format!("p{number}@import.example");
    match number % 6 {
        0 => format!("{given},{family},{born},{phone},{email},North"),
        1 => {
            format!("{given},\"{family}, Jr. \"\"Bud\"\"\",{typed},{phone},{email},\"North\"")
        }
        2 => format!("{given},\"{family}\nof the North\",{born},{phone},,north"),
        3 => format!("  {given} , {family},{typed},,{},", email.to_uppercase()),
        4 => format!("\"{given}\",{family}-O’Neil,,\"{phone}\",{email},NORTH"),
        _ => format!("{given},{family},{typed},{phone},,"),
    }
}

/// Twenty people who cannot be brought in, each with the sentence that says why. The last three are the first of the
/// table once more.
fn faulty() -> [(String, &'static str); FAULTY] {
    let long = format!("Ana,{},,207 557 0003,,North", "x".repeat(121));
    let wrong: [(&str, &'static str); FAULTY] = [
        (",Nielsen,,207 557 0001,,North", "Enter a given name."),
        ("Ana,,,207 557 0002,,North", "Enter a family name."),
        (long.as_str(), "Shorten this to 120 characters"),
        (
            "An\u{7}a,Olsen,,207 557 0004,,North",
            "invisible control characters",
        ),
        (
            "Ana,Holm,soon,207 557 0005,,North",
            "Type the date of birth like",
        ),
        (
            "Ana,Dahl,2/30/1987,207 557 0006,,North",
            "Type the date of birth like",
        ),
        (
            "Ana,Krog,4/14/87,207 557 0007,,North",
            "four digits of the year",
        ),
        ("Ana,Friis,4/14/2999,207 557 0008,,North", "in the future"),
        (
            "Ana,Lauge,4/14/1850,207 557 0009,,North",
            "more than 120 years ago",
        ),
        (
            "Ana,Munk,,call my sister,,North",
            "Enter a telephone number",
        ),
        ("Ana,Toft,,555 0164,,North", "This number has 7 digits"),
        ("Ana,Vinther,,000 555 0164,,North", "Nobody has this number"),
        ("Ana,Skov,,,ana at x.org,North", "Enter an e-mail address"),
        (
            "Ana,Winge,,,\"ana@x.org, bo@x.org\",North",
            "Enter an e-mail address",
        ),
        ("Ana,Kvist,,,,North", "Enter the telephone number"),
        (
            "Ana,Ploug,,207 557 0010,,Atlantis",
            "no site called “Atlantis”",
        ),
        // Another site of the same clinic, where this coordinator adds nobody.
        ("Ana,Riis,,207 557 0011,,South", "no site called “South”"),
        (
            "Zenia,Ystad,,,P0@Import.Example,North",
            "Line 2 may be the same person.",
        ),
        (
            "Zita,Abildgaard,,+1 207-556-0000,,North",
            "Line 2 may be the same person.",
        ),
        (
            "ana,BARBERG,\"Jan 1, 1950\",207 557 0012,,North",
            "Line 2 may be the same person.",
        ),
    ];
    wrong.map(|(row, why)| (row.to_owned(), why))
}

/// Three hundred, of whom every fifteenth cannot be taken; blank lines between some, as spreadsheets leave them.
fn people() -> Table {
    let mut table = Table::new("First Name,Surname,Date of Birth,Telephone,E-mail Address,Site");
    let mut wrong = faulty().into_iter();
    for number in 0..300 - FAULTY {
        table.add(&good(number));
        if number % 14 == 13 {
            let (row, why) = wrong.next().unwrap();
            table.add_wrong(&row, why);
            table.add(",,,,,");
        }
    }
    assert!(wrong.next().is_none());
    table
}

#[test]
fn of_three_hundred_people_twenty_are_refused_for_twenty_reasons_and_nobody_else() {
    let world = World::embedded();
    let (clinic, intake) = (&world.clinic, enter(&world, Role::IntakeCoordinator));
    let table = people();
    let dry = import_people(clinic, &intake, &table.text, false).unwrap();
    table.is_what_is_refused(&dry.lines);
    assert_eq!(counts(&dry.lines), (280, 0, FAULTY));
    // The run takes the rest, and refuses what the dry run said.
    let run = import_people(clinic, &intake, &table.text, true).unwrap();
    table.is_what_is_refused(&run.lines);
    assert_eq!(counts(&run.lines), (280, 0, FAULTY));
    let again = import_people(clinic, &intake, &table.text, true).unwrap();
    table.is_what_is_refused(&again.lines);
    assert_eq!(counts(&again.lines), (0, 280, FAULTY));
    // With other marks between the cells they are the same people.
    let one = "given name;family name;born;phone;email;site\nAna;Barberg;1950-01-01;(207) 556-0000;\
               p0@import.example;North\n";
    for text in [one.to_owned(), one.replace(';', "\t")] {
        let lines = import_people(clinic, &intake, &text, true).unwrap();
        assert_eq!(counts(&lines.lines), (0, 1, 0));
    }
}

/// What cannot be taken of a table of staff, each for its own reason: name, address, telephone, roles, sites, qualified for.
const WRONG_STAFF: [(&str, &str); FAULTY - 1] = [
    ("\tLund\tw0@x.org\t\tcounselor\tNorth\t", "a given name"),
    ("Ana\t\tw1@x.org\t\tcounselor\tNorth\t", "a family name"),
    ("  \tLund\tw2@x.org\t\tcounselor\tNorth\t", "a given name"),
    (
        "An\u{1b}a\tLund\tw4@x.org\t\tcounselor\tNorth\t",
        "control characters",
    ),
    ("Ana\tLund\t\t\tcounselor\tNorth\t", "an e-mail address"),
    (
        "Ana\tLund\tana.x.org\t\tcounselor\tNorth\t",
        "an e-mail address",
    ),
    (
        "Ana\tLund\ta,b@x.org\t\tcounselor\tNorth\t",
        "an e-mail address",
    ),
    (
        "Ana\tLund\ta@x@x.org\t\tcounselor\tNorth\t",
        "an e-mail address",
    ),
    (
        "Ana\tLund\tw5@x.org\textension 4\tcounselor\tNorth\t",
        "number",
    ),
    (
        "Ana\tLund\tw6@x.org\t12\tcounselor\tNorth\t",
        "has 2 digits",
    ),
    (
        "Ana\tLund\tw7@x.org\t\twizard\tNorth\t",
        "“wizard” is not a role",
    ),
    (
        "Ana\tLund\tw8@x.org\t\tcounselor; elf\tNorth\t",
        "“elf” is not",
    ),
    ("Ana\tLund\tw9@x.org\t\t\tNorth\t", "Say at least one role."),
    (
        "Ana\tLund\tv0@x.org\t\tcounselor\tAtlantis\t",
        "called “Atlantis”",
    ),
    (
        "Ana\tLund\tv1@x.org\t\tcounselor\tNorth; Moon\t",
        "called “Moon”",
    ),
    ("Ana\tLund\tv2@x.org\t\tcounselor\t\t", "Say at which site"),
    (
        "Ana\tLund\tv3@x.org\t\tcounselor\tNorth\twitch",
        "“witch” is nothing",
    ),
    (
        "Ana\tLund\tn0@x.org\t\tcounselor\tNorth\t",
        "Line 2 has the same",
    ),
    (
        "Bo\tMarsh\tN0@X.ORG\t\tauditor\tSouth\t",
        "Line 2 has the same",
    ),
];

/// Sixty members of staff between tabs, of whom every third cannot be taken.
fn sixty() -> Table {
    let long = format!("Ana\t{}\tw3@x.org\t\tcounselor\tNorth\t", "x".repeat(121));
    let too_long = std::iter::once((long.as_str(), "Shorten this"));
    let mut wrong = too_long.chain(WRONG_STAFF);
    let mut table =
        Table::new("Given name\tFamily name\tE-mail\tPhone\tRoles\tSites\tQualified for");
    for number in 0..60 - FAULTY {
        let email = format!("n{number}@x.org");
        table.add(&format!(
            "Cy\tNoor{number}, \"Ph.D.\"\t{email}\t\tCounselor; intake coordinator\tSouth; north\t"
        ));
        if number % 2 == 1 {
            let (row, why) = wrong.next().unwrap();
            table.add_wrong(row, why);
        }
    }
    assert!(wrong.next().is_none());
    table
}

#[test]
fn of_sixty_staff_twenty_are_refused_for_twenty_reasons_and_nobody_else() {
    let world = World::embedded();
    let (clinic, boss) = (&world.clinic, enter(&world, Role::ProgramAdministrator));
    let people = || staff::team(clinic, &boss).unwrap().len();
    let (before, table) = (people(), sixty());
    let dry = import_staff(clinic, &boss, &table.text, false).unwrap();
    table.is_what_is_refused(&dry.lines);
    assert_eq!((counts(&dry.lines), people()), ((40, 0, FAULTY), before));
    for (counted, whole) in [((40, 0, FAULTY), "once"), ((0, 40, FAULTY), "twice")] {
        let run = import_staff(clinic, &boss, &table.text, true).unwrap();
        table.is_what_is_refused(&run.lines);
        assert_eq!(
            (counts(&run.lines), people()),
            (counted, before + 40),
            "{whole}"
        );
    }
}

#[test]
fn what_cannot_be_read_as_a_table_brings_in_nobody_and_says_where() {
    let world = World::embedded();
    let (clinic, intake) = (&world.clinic, enter(&world, Role::IntakeCoordinator));
    let head = "given name,family name,phone\n";
    let one = format!("{head}Ana,Barberg,207 556 0000\n");
    let many = format!("{head}{}", "Ana,Barberg,\n".repeat(LINES_MAX + 1));
    for (text, says) in [
        (String::new(), "names of its columns in the first row"),
        (one.replace("phone", "salary"), "no column called “salary”"),
        (one.replace("family name", "phone"), "stands there twice"),
        (
            one.replace("family name,", "").replace("Barberg,", ""),
            "“family name” is missing",
        ),
        // No head at all: the first row is somebody.
        (one.replace(head, ""), "no column called “Ana”"),
        (
            format!("{one}Bo,Ek, Jr.,207 556 0001\n"),
            "Line 3 has 4 cells",
        ),
        (format!("{one}Bo,\"Ek,207 556 0001\n"), "line 3"),
        (format!("{one}Bo,\"Ek\" Jr.,207 556 0001\n"), "line 3"),
        // What a program left of letters in another encoding.
        (
            format!("{one}Jos\u{fffd},Ek,207 556 0001\n"),
            "Line 3 holds a letter",
        ),
        (many, "at most"),
    ] {
        for save in [false, true] {
            let refused = import_people(clinic, &intake, &text, save).err();
            let Some(Refusal::Fields(issues)) = refused else {
                panic!("{text:?} was taken");
            };
            assert!(
                issues[0].sentence.contains(says),
                "{says}: {}",
                issues[0].sentence
            );
        }
    }
    // Nobody of all that is here.
    let lines = import_people(clinic, &intake, &one, true).unwrap();
    assert_eq!(counts(&lines.lines), (1, 0, 0));
}
