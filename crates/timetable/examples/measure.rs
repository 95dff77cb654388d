//! Measures the solvers on instances from files.
#![expect(
    clippy::cast_precision_loss,
    reason = "a command line tool for measuring"
)]

use std::sync::atomic::AtomicBool;
use std::time::Duration;
use std::time::Instant;
use timetable::{Control, Instance, Options, Solution, design, place_one, score};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let argument = |i: usize| arguments.get(i).map_or("", String::as_str);
    match argument(1) {
        "check" => check(argument(2), argument(3)),
        "design" => run_design(argument(2), argument(3), argument(4), argument(5)),
        "assign" => run_assign(argument(2), argument(3), argument(4), argument(5)),
        "repair" => run_repair(argument(2), argument(3)),
        "explain" => run_explain(argument(2), argument(3)),
        "growth" => arguments[2..].iter().for_each(|path| growth(path)),
        "place" => place(argument(2), argument(3)),
        _ => println!("measure check|place INSTANCE SOLUTION"),
    }
}

/// CPU time of the main thread, so that a busy machine measures the same.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(
        text.split(' ')
            .next()
            .and_then(|n| n.parse().ok())
            .unwrap_or(0),
    )
}

fn read(path: &str) -> Instance {
    Instance::from_json(&std::fs::read_to_string(path).expect("readable")).expect("valid")
}

fn read_solution(instance: &Instance, path: &str) -> Solution {
    Solution::from_json(instance, &std::fs::read_to_string(path).expect("readable")).expect("valid")
}

fn check(instance: &str, solution: &str) {
    let instance = read(instance);
    let solution = read_solution(&instance, solution);
    let s = score(&instance, &solution);
    println!(
        "placed {} broken {} cost {} {:?}",
        solution.placed(),
        s.broken.len(),
        s.total,
        s.parts
    );
}

/// Places sixty people once more, each many times, because the clock of CPU time is coarse.
fn place(instance: &str, solution: &str) {
    const TIMES: u32 = 60;
    let instance = read(instance);
    let solution = read_solution(&instance, solution);
    let (mut slowest, mut sum, mut count) = (0.0f64, 0.0, 0.0);
    for p in (0..instance.people().len()).step_by(instance.people().len().div_ceil(60)) {
        let start = cpu();
        for _ in 0..TIMES {
            assert!(place_one(&instance, &solution, p).exact, "not exact");
        }
        let took = cpu().saturating_sub(start).as_secs_f64() * 1e3 / f64::from(TIMES);
        slowest = slowest.max(took);
        sum += took;
        count += 1.0;
    }
    println!(
        "place one: mean {:.3} ms, slowest {slowest:.3} ms",
        sum / count
    );
}

fn run_design(path: &str, seconds: &str, seed: &str, out: &str) {
    let instance = read(path);
    let start = Instant::now();
    let options = Options {
        seed: seed.parse().expect("a seed"),
        threads: 1,
        time: Some(Duration::from_secs_f64(seconds.parse().expect("seconds"))),
        steps: None,
    };
    let mut last = 0.0;
    let mut report = |e: timetable::Event| {
        let now = e.elapsed.as_secs_f64();
        if now > last * 1.3 + 0.02 {
            last = now;
            println!(
                "{now:8.2} s  best {:8}  bound {:8}  placed {}",
                e.best, e.bound, e.placed
            );
        }
    };
    let answer = design(
        &instance,
        &options,
        &mut Control {
            clock: &cpu,
            stop: &AtomicBool::new(false),
            report: &mut report,
        },
    );
    let s = score(&instance, &answer.solution);
    println!(
        "cost {} (score {}) bound {} placed {} broken {} steps {} in {:.1} s\n{:?}",
        answer.cost,
        s.total,
        answer.bound,
        answer.solution.placed(),
        s.broken.len(),
        answer.steps,
        start.elapsed().as_secs_f64(),
        s.parts
    );
    if !out.is_empty() {
        std::fs::write(out, answer.solution.to_json()).expect("writable");
    }
}
fn run_assign(path: &str, seconds: &str, seed: &str, groups: &str) {
    let instance = read(path);
    let fixed = read_solution(&instance, groups).groups;
    let start = Instant::now();
    let options = Options {
        seed: seed.parse().expect("a seed"),
        threads: 1,
        time: Some(Duration::from_secs_f64(seconds.parse().expect("seconds"))),
        steps: None,
    };
    let mut last = 0.0;
    let mut report = |e: timetable::Event| {
        let now = e.elapsed.as_secs_f64();
        if now > last * 1.3 + 0.02 {
            last = now;
            println!(
                "{now:8.2} s  best {:8}  bound {:8}  placed {}",
                e.best, e.bound, e.placed
            );
        }
    };
    let answer = timetable::assign(
        &instance,
        &fixed,
        &options,
        &mut Control {
            clock: &cpu,
            stop: &AtomicBool::new(false),
            report: &mut report,
        },
    );
    let s = score(&instance, &answer.solution);
    println!(
        "cost {} (score {}) bound {} placed {} broken {} steps {} in {:.1} s\n{:?}",
        answer.cost,
        s.total,
        answer.bound,
        answer.solution.placed(),
        s.broken.len(),
        answer.steps,
        start.elapsed().as_secs_f64(),
        s.parts
    );
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        memory
            .lines()
            .find(|l| l.starts_with("VmHWM"))
            .unwrap_or("")
    );
}

/// Every leader out for every evening, one at a time.
fn run_repair(path: &str, solution: &str) {
    let instance = read(path);
    let published = read_solution(&instance, solution);
    let (mut slowest, mut count, mut touched) = (0.0f64, 0, 0);
    for staff in 0..instance.staff().len() {
        for day in 0..5 {
            let start = cpu();
            let change = timetable::Change::StaffOut {
                staff,
                day,
                from: 18,
                to: 26,
            };
            let r = timetable::repair(
                &instance,
                &published,
                &[change],
                &timetable::Disruption::default(),
                &Options {
                    steps: Some(60),
                    time: None,
                    ..Options::default()
                },
                &mut Control {
                    clock: &cpu,
                    stop: &AtomicBool::new(false),
                    report: &mut |_| {},
                },
            )
            .expect("repairable");
            let took = cpu().saturating_sub(start).as_secs_f64() * 1e3;
            slowest = slowest.max(took);
            let s = score(&r.instance, &r.solution);
            assert!(s.broken.is_empty(), "{:?}", s.broken);
            count += 1;
            touched += r.touched.len();
            println!(
                "staff {staff} day {day}: {took:.1} ms touched {} moved {} handed {} cost {} placed {}",
                r.touched.len(),
                r.moved.len(),
                r.handed_over.len(),
                r.cost,
                r.solution.placed()
            );
        }
    }
    println!("{count} repairs, slowest {slowest:.1} ms, {touched} people touched");
}

fn run_explain(path: &str, solution: &str) {
    use timetable::explain;
    let instance = read(path);
    let solution = read_solution(&instance, solution);
    for p in 0..instance.people().len().min(60) {
        let start = cpu();
        if let Some(why) = explain::why_this_week(&instance, &solution, p) {
            println!("{}", why.sentence);
            match explain::why_not(&instance, &solution, p, explain::Wanted::FreeDay(1)) {
                Ok(f) => println!("   free Tuesday: {}", f.sentence),
                Err(e) => println!("   free Tuesday: {}", e.sentence(&instance, p)),
            }
        } else {
            println!(
                "{}",
                explain::why_not_placed(&instance, &solution, p).sentence
            );
        }
        println!(
            "   {:.1} ms",
            cpu().saturating_sub(start).as_secs_f64() * 1e3
        );
    }
    let start = cpu();
    for h in explain::holding_back(&instance, &solution, 0) {
        println!("* {}", h.sentence());
    }
    println!(
        "   {:.1} ms",
        cpu().saturating_sub(start).as_secs_f64() * 1e3
    );
}

/// CPU time per person of ten rounds of assign, from a first design.
fn growth(path: &str) {
    let instance = read(path);
    let stop = AtomicBool::new(false);
    let control = &mut Control {
        clock: &cpu,
        stop: &stop,
        report: &mut |_| {},
    };
    let steps = |steps| Options {
        seed: 1,
        threads: 1,
        time: None,
        steps: Some(steps),
    };
    let start = cpu();
    let first = design(&instance, &steps(1), control);
    let designed = cpu().saturating_sub(start);
    let start = cpu();
    let answer = timetable::assign(&instance, &first.solution.groups, &steps(10), control);
    let took = cpu().saturating_sub(start).as_secs_f64();
    let people = instance.people().len();
    println!(
        "{people} people: {:.3} ms per person for 10 rounds ({took:.1} s; first design {:.1} s), {} of {} within {:.1} %",
        took * 1e3 / people as f64,
        designed.as_secs_f64(),
        answer.solution.placed(),
        people,
        (answer.cost - answer.bound) as f64 * 100.0 / answer.bound.max(1) as f64
    );
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        memory
            .lines()
            .find(|l| l.starts_with("VmHWM"))
            .unwrap_or("")
    );
}
