//! Measures the solvers on instances from files.
#![expect(clippy::print_stdout, reason = "a command line tool for measuring")]

use timetable::{Instance, Solution, score};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("check") => check(&arguments[2], &arguments[3]),
        _ => println!("measure check INSTANCE SOLUTION"),
    }
}

fn read(path: &str) -> Instance {
    Instance::from_json(&std::fs::read_to_string(path).expect("readable")).expect("valid")
}

fn check(instance: &str, solution: &str) {
    let instance = read(instance);
    let text = std::fs::read_to_string(solution).expect("readable");
    let solution = Solution::from_json(&instance, &text).expect("valid");
    let s = score(&instance, &solution);
    println!(
        "placed {} broken {} cost {} {:?}",
        solution.placed(),
        s.broken.len(),
        s.total,
        s.parts
    );
}
