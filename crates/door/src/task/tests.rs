//! The line: one at a time, in order, and never held up by one that broke.

use super::line::LINE_MAX;
use super::*;
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc::{Receiver, Sender, channel};

const SOON: Duration = Duration::from_secs(10);

/// Work that says when it has its turn, and keeps it until it is told to go.
fn held(line: &Arc<TaskLine>) -> (u64, Receiver<()>, Sender<()>) {
    let (begun, has_begun) = channel();
    let (go, until) = channel::<()>();
    let number = line.join(Box::new(move || {
        begun.send(()).unwrap();
        let _ = until.recv();
    }));
    (number.unwrap(), has_begun, go)
}

#[test]
fn one_has_its_turn_and_the_others_know_how_many_are_before_them() {
    let line = Arc::new(TaskLine::default());
    let (first, first_begun, first_go) = held(&line);
    first_begun.recv_timeout(SOON).unwrap();
    let (second, second_begun, second_go) = held(&line);
    let (third, third_begun, third_go) = held(&line);
    let before = || [first, second, third].map(|number| line.before(number));
    assert_eq!(before(), [0, 1, 2]);
    assert!(second_begun.try_recv().is_err());
    drop(first_go);
    second_begun.recv_timeout(SOON).unwrap();
    assert_eq!(before(), [0, 0, 1]);
    assert!(third_begun.try_recv().is_err());
    drop(second_go);
    third_begun.recv_timeout(SOON).unwrap();
    assert!(!line.wait(Duration::ZERO));
    drop(third_go);
    assert!(line.wait(SOON));
    // The thread has ended; whoever comes now gets another one.
    let (_, begun, _go) = held(&line);
    begun.recv_timeout(SOON).unwrap();
}

#[test]
fn never_are_two_worked_on_at_once() {
    let line = Arc::new(TaskLine::default());
    let (at_once, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let done = Arc::new(AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..LINE_MAX {
            let (at_once, most) = (Arc::clone(&at_once), Arc::clone(&most));
            let (line, done) = (&line, Arc::clone(&done));
            scope.spawn(move || {
                let work = move || {
                    let now = at_once.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(2));
                    at_once.fetch_sub(1, Ordering::SeqCst);
                    done.fetch_add(1, Ordering::SeqCst);
                };
                line.join(Box::new(work)).unwrap();
            });
        }
    });
    assert!(line.wait(SOON));
    let (most, done) = (most.load(Ordering::SeqCst), done.load(Ordering::SeqCst));
    assert_eq!((most, done), (1, LINE_MAX));
}

#[test]
fn a_full_line_takes_nobody_and_one_that_broke_is_over_and_holds_up_nobody() {
    let line = Arc::new(TaskLine::default());
    let (_, begun, go) = held(&line);
    begun.recv_timeout(SOON).unwrap();
    let broken = Arc::new(Ended::<()>::default());
    let ending = Ending::new(&broken, BROKEN);
    line.join(Box::new(move || {
        let _ending = ending;
        panic!("on purpose");
    }))
    .unwrap();
    let (told, is_told) = channel();
    for _ in 2..LINE_MAX {
        let told = told.clone();
        line.join(Box::new(move || told.send(()).unwrap())).unwrap();
    }
    assert!(line.is_full());
    assert!(line.join(Box::new(|| ())).is_none());
    assert!(!broken.is_over());
    drop(go);
    for _ in 2..LINE_MAX {
        is_told.recv_timeout(SOON).unwrap();
    }
    assert_eq!(broken.get(), Some(Err(BROKEN.to_owned())));
    assert!(!line.is_full());
}

#[test]
fn stopping_waits_for_the_step_under_way_and_tells_those_who_never_had_their_turn() {
    let line = Arc::new(TaskLine::default());
    let (_, begun, go) = held(&line);
    begun.recv_timeout(SOON).unwrap();
    let never = Arc::new(Ended::<()>::default());
    let ending = Ending::new(&never, BROKEN);
    line.join(Box::new(move || ending.ended.say(Ok(()))))
        .unwrap();
    line.stop();
    assert!(line.is_full());
    assert!(!line.wait(Duration::from_millis(20)));
    assert!(line.join(Box::new(|| ())).is_none());
    drop(go);
    assert!(line.wait(SOON));
    assert_eq!(never.get(), Some(Err(BROKEN.to_owned())));
}

#[test]
fn what_was_said_first_of_an_end_stands() {
    let ended = Arc::new(Ended::default());
    assert_eq!(ended.get(), None);
    let ending = Ending::new(&ended, BROKEN);
    ended.say(Ok(7));
    drop(ending);
    assert_eq!(ended.get(), Some(Ok(7)));
}

#[test]
fn a_page_is_told_in_plain_words_why_nothing_came_of_it() {
    let damaged = RecordError::damaged("page 7 of /var/lib/stepwell/record.sqlite3");
    assert_eq!(why_not(&damaged.into()), DAMAGED);
    assert_eq!(why_not(&RecordError::DiskFull.into()), UNFINISHED);
    let ending = Refusal::Conflict(ENDING.to_owned());
    assert_eq!(why_not(&ending), ENDING);
}
