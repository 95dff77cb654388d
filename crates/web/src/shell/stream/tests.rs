use super::*;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

/// What lies between the two sides, in bytes.
const PIPE_BYTES: usize = 1_024;

/// Much shorter than a real one.
const TIME: Duration = Duration::from_millis(300);

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(test)
}

/// Whether an answer is handed on to somebody who takes `bytes` of it every `pause`.
async fn handed_on(time: Duration, answer_bytes: usize, bytes: usize, pause: Duration) -> bool {
    let (ours, mut theirs) = duplex(PIPE_BYTES);
    let mut ours = Limited::new(ours, time);
    let reader = async {
        let mut taken = vec![0; bytes];
        while theirs.read_exact(&mut taken).await.is_ok() {
            tokio::time::sleep(pause).await;
        }
    };
    let writer = async {
        let answer = vec![0; answer_bytes];
        ours.write_all(&answer).await?;
        ours.flush().await?;
        Result::Ok(())
    };
    tokio::select! {
        written = writer => written.is_ok(),
        () = reader => false,
    }
}

#[test]
fn whoever_takes_nothing_is_given_up() {
    run(async {
        let (ours, _theirs) = duplex(PIPE_BYTES);
        let mut ours = Limited::new(ours, TIME);
        let began = Instant::now();
        let error = ours.write_all(&[0; 4_096]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert!(began.elapsed() >= TIME);
    });
}

#[test]
fn whoever_takes_it_by_the_byte_is_given_up_too() {
    let little_by_little = handed_on(TIME, 64 * 1024, 1, Duration::from_millis(20));
    assert!(!run(little_by_little));
}

#[test]
fn a_slow_line_gets_all_of_an_answer_that_takes_longer_than_the_limit() {
    let (time, pause) = (Duration::from_secs(2), Duration::from_millis(400));
    let began = std::time::Instant::now();
    assert!(run(handed_on(time, 64 * 1024, 8 * 1024, pause)));
    assert!(began.elapsed() > time);
}

#[test]
fn time_in_which_nothing_waits_to_be_taken_does_not_count() {
    run(async {
        let (ours, mut theirs) = duplex(PIPE_BYTES);
        let mut ours = Limited::new(ours, TIME);
        for _ in 0..3 {
            ours.write_all(&[0; 512]).await.unwrap();
            ours.flush().await.unwrap();
            tokio::time::sleep(2 * TIME).await;
            theirs.read_exact(&mut [0; 512]).await.unwrap();
        }
    });
}
