//! How many keys and clicks the most frequent tasks take, counted from what is really pressed, with the aim beside it.
//!
//! A task is a row of [`TASKS`]: its name, the aim, the most that it may take today, and a function that does it. What
//! goes through [`Hands`] is counted; what only brings about what the task begins with goes past them. Whoever makes a
//! task shorter lowers `most`.

use super::whole;
use crate::demo::Demo;
use crate::driver::{Browser, Part, Scripts};
use crate::hands::Hands;
use crate::rapid;
use std::fmt::Write as _;

/// One task.
struct Task {
    name: &'static str,
    /// How many steps it should take: a field that is filled in, a key, a click.
    aim: u32,
    /// How many it may take. Where this is more than the aim, something is still to be made shorter.
    most: u32,
    does: fn(&Scene),
}

const TASKS: &[Task] = &[
    Task {
        name: "Nobody answers the call",
        aim: 1,
        most: 1,
        does: no_answer,
    },
    Task {
        name: "Somebody is reached",
        aim: 1,
        most: 1,
        does: reached,
    },
    Task {
        name: "The earliest time is booked",
        aim: 1,
        most: 1,
        does: book_earliest,
    },
    Task {
        name: "A call is taken back",
        aim: 1,
        most: 1,
        does: take_back,
    },
    Task {
        name: "A call is typed along and booked",
        aim: 4,
        most: 4,
        does: type_along,
    },
    Task {
        name: "Somebody waits for a place",
        aim: 1,
        most: 1,
        does: wait,
    },
    Task {
        name: "A request ends, with its reason",
        aim: 2,
        most: 2,
        does: end,
    },
    Task {
        name: "Somebody is admitted",
        aim: 2,
        most: 2,
        does: admit,
    },
    Task {
        name: "A level is found and chosen",
        aim: 20,
        most: 25,
        does: assess,
    },
    Task {
        name: "Somebody is found from any page",
        aim: 3,
        most: 3,
        does: find,
    },
    Task {
        name: "From any page to the list of people",
        aim: 2,
        most: 2,
        does: to_people,
    },
];

/// What a task begins in: the coordinator at a desk, and somebody on a phone.
struct Scene {
    hands: Hands,
    phone: Browser,
}

impl Scene {
    /// Somebody asks on the public page.
    #[track_caller]
    fn asks(&self, family: &str, number: u8) {
        self.phone
            .asks_for_help(family, &format!("207 555 66{number:02}"));
    }

    /// Their row on the first page.
    #[track_caller]
    fn row(&self, family: &str) -> Part {
        let desk = &self.hands.browser;
        desk.go("/staff");
        let row = desk.part("#overdue tbody tr", family);
        row.unwrap_or_else(|| panic!("no {family} on the first page: {}", desk.text()))
    }
}

fn no_answer(scene: &Scene) {
    scene.asks("Ansel", 1);
    let row = scene.row("Ansel");
    scene.hands.press_in(&row, "No answer");
    scene.hands.browser.reads("The call is logged.");
}

fn reached(scene: &Scene) {
    scene.asks("Birch", 2);
    let row = scene.row("Birch");
    scene.hands.press_in(&row, "Reached");
    scene.hands.browser.reads("The call is logged.");
}

fn book_earliest(scene: &Scene) {
    scene.asks("Cedar", 3);
    scene.row("Cedar").press("Reached");
    scene.hands.browser.reads("The call is logged.");
    let row = scene.row("Cedar");
    scene.hands.press_in(&row, "Book ");
    scene.hands.browser.reads("The appointment is made.");
}

fn take_back(scene: &Scene) {
    scene.asks("Dogwood", 4);
    scene.row("Dogwood").press("No answer");
    scene.hands.browser.reads("The call is logged.");
    scene.hands.click("[data-toast] form button");
    scene.hands.browser.reads("The call is taken back.");
    scene.row("Dogwood");
}

fn type_along(scene: &Scene) {
    let hands = &scene.hands;
    hands.browser.go("/staff/inquiries");
    hands.keys("n");
    hands.browser.arrives("/staff/inquiries/new");
    hands.fill("name", "Tilda Elder");
    hands.fill("phone", "207 555 6605");
    // The first button is the earliest time.
    hands.enter();
    hands.browser.reads("The appointment is made.");
}

fn wait(scene: &Scene) {
    scene.asks("Fir", 6);
    scene.hands.browser.inquiry_of("Fir");
    scene.hands.press("Put on the waiting list");
    scene.hands.browser.reads("waits since today");
}

fn end(scene: &Scene) {
    scene.asks("Ginkgo", 7);
    scene.hands.browser.inquiry_of("Ginkgo");
    scene
        .hands
        .click("main select[name='reason'] option[value='declined']");
    scene.hands.press("End this inquiry");
    scene.hands.browser.reads("The inquiry has ended.");
}

fn admit(scene: &Scene) {
    let (inquiry, person) = whole::placed(&scene.phone, "Hazel", "207 555 6608");
    let hands = &scene.hands;
    // The date of birth is what the checklist waits for: whoever filled it in did so before.
    hands.browser.go(&format!("{inquiry}/edit"));
    hands.browser.fill("born", "5/17/1991");
    hands.browser.press("Save");
    hands.browser.reads("May 17, 1991");
    hands.admit(&person, " of 35)");
}

fn assess(scene: &Scene) {
    let (hands, desk) = (&scene.hands, &scene.hands.browser);
    desk.enter("clinical_director");
    let person = rapid::opened(desk, "Lioba", "Ironwood");
    hands.assess();
    desk.arrives(&format!("{person}/placement"));
    desk.until("the level", || desk.held("type") == "submit");
    hands.enter();
    desk.reads("Chosen: ");
    desk.enter("intake_coordinator");
}

fn find(scene: &Scene) {
    let (hands, desk) = (&scene.hands, &scene.hands.browser);
    desk.go("/staff/people");
    let row = desk.one("main a.row-link[href^='/staff/people/']");
    let (path, name) = (row.attribute("href"), row.text());
    desk.go("/staff/groups");
    hands.palette();
    // One word of the name is what somebody types.
    let words = name.split(|c: char| !c.is_alphabetic());
    let word = words.max_by_key(|word| word.len()).unwrap();
    hands.write(word);
    let listed = desk.all("#palette-list li").len();
    assert!(listed < 20, "{name:?}: {listed} are listed");
    desk.one(&format!("#palette-list li[data-href='{path}']"));
    hands.enter();
    desk.arrives(&path);
}

fn to_people(scene: &Scene) {
    scene.hands.browser.go("/staff/groups");
    scene.hands.keys("gp");
    scene.hands.browser.arrives("/staff/people");
}

#[test]
fn the_most_frequent_tasks_take_no_more_than_they_may() {
    // Nobody else adds to what there is to do in it.
    let demo = Demo::own();
    let desk = Browser::open_on(demo.clone(), Scripts::On);
    desk.enter("intake_coordinator");
    let hands = Hands::of(desk);
    let phone = Browser::open_on(demo, Scripts::Off);
    let scene = Scene { hands, phone };
    let mut table = format!("{:40} fields  keys  clicks  steps   aim\n", "task");
    let mut over = Vec::new();
    for task in TASKS {
        (task.does)(&scene);
        let counted = scene.hands.counted();
        let steps = counted.all();
        writeln!(
            table,
            "{:40} {:6}  {:4}  {:6}  {steps:5}  {:4}",
            task.name, counted.fields, counted.keys, counted.clicks, task.aim
        )
        .unwrap();
        assert!(steps > 0 && task.most >= task.aim, "{}: {steps}", task.name);
        if steps > task.most {
            over.push(task.name);
        }
    }
    println!("{table}");
    assert!(
        over.is_empty(),
        "{over:?} take more than they may:\n{table}"
    );
}
