//! Many people add somebody in care, and the server is killed again and again while they do.

use crate::common::client::Client;
use crate::common::prepared::Prepared;
use crate::common::{Home, Server};
use care::SeededDice;
use std::net::{SocketAddr, TcpListener};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// People who write at the same time.
const WRITERS: usize = 12;
/// The longest life of a server before it is killed, in milliseconds.
const LIFE_MS_MAX: u64 = 700;
/// How long a writer waits before it tries again.
const PAUSE: Duration = Duration::from_millis(20);
/// How long one write may be tried; a server that does not come back is a failure.
const PATIENCE: Duration = Duration::from_mins(1);

/// A write that was acknowledged.
pub struct Written {
    pub name: String,
    pub id: String,
}

/// Where checkpoints are kept besides the database.
pub const CHECKPOINTS: &str = "checkpoints";

pub struct Storm<'a> {
    home: &'a Home,
    prepared: &'a Prepared,
    writes: usize,
    kills: usize,
    port: u16,
    next: AtomicUsize,
    over: AtomicBool,
    retries: AtomicUsize,
    written: Mutex<Vec<Written>>,
}

impl<'a> Storm<'a> {
    pub fn new(home: &'a Home, prepared: &'a Prepared, writes: usize, kills: usize) -> Self {
        Self {
            home,
            prepared,
            writes,
            kills,
            port: free_port(),
            next: AtomicUsize::new(1),
            over: AtomicBool::new(false),
            retries: AtomicUsize::new(0),
            written: Mutex::new(Vec::new()),
        }
    }

    /// Writes and kills until there were enough of both; every write that was begun is carried to its end.
    pub fn rage(self) -> Vec<Written> {
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS).map(|_| scope.spawn(|| self.write())).collect();
            let server = self.kill_again_and_again();
            self.over.store(true, Ordering::SeqCst);
            for writer in writers {
                writer.join().unwrap();
            }
            server.terminate();
            assert!(
                server.wait().success(),
                "the last server did not stop as it should"
            );
        });
        println!(
            "{} requests had to be sent again",
            self.retries.into_inner()
        );
        self.written.into_inner().unwrap()
    }

    fn serve(&self) -> Server {
        let listen = format!("127.0.0.1:{}", self.port);
        self.home
            .serve(&["--listen", &listen, "--checkpoints-file", CHECKPOINTS])
    }

    /// Answers the server that is left running.
    fn kill_again_and_again(&self) -> Server {
        let dice = SeededDice::new(u64::from(std::process::id()));
        let mut server = self.serve();
        let done = || self.written.lock().unwrap().len();
        for kill in 1..=self.kills {
            // Kills are spread over the writes, so that neither ends long before the other.
            let due = self.writes * (kill - 1) / self.kills;
            let waiting_since = Instant::now();
            while done() < due && waiting_since.elapsed() < PATIENCE {
                std::thread::sleep(PAUSE);
            }
            std::thread::sleep(Duration::from_millis(dice.below(LIFE_MS_MAX)));
            server.kill();
            let verified = self
                .home
                .command(&["journal", "verify", "--checkpoints-file", CHECKPOINTS])
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&verified.stdout);
            assert!(
                verified.status.success(),
                "after kill {kill} the journal does not verify: {said}"
            );
            server = self.serve();
        }
        while done() < self.writes {
            std::thread::sleep(PAUSE);
            assert!(!self.over.load(Ordering::SeqCst), "a writer gave up");
        }
        server
    }

    fn write(&self) {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut client = Client::new(address, &self.prepared.session);
        while !self.over.load(Ordering::SeqCst) {
            let name = format!("Write {:06}", self.next.fetch_add(1, Ordering::SeqCst));
            let token = self.insist(|| {
                let page = client.get("/staff/people/new").ok()?;
                page.token().map(str::to_owned)
            });
            let fields = [
                ("_token", token.as_str()),
                ("given", name.as_str()),
                ("family", "Crash"),
                ("phone", "207 555 0164"),
                ("site", self.prepared.site.as_str()),
                // Everybody here has one number, and they are different people.
                ("distinct", "yes"),
            ];
            let id = self.insist(|| {
                let answer = client.post("/staff/people/new", &fields).ok()?;
                assert!(
                    answer.status == 303 || answer.status >= 500,
                    "{}: {}",
                    answer.status,
                    answer.body
                );
                let location = answer.location?;
                let id = location.strip_prefix("/staff/people/")?;
                Some(id.split('/').next()?.to_owned())
            });
            self.written.lock().unwrap().push(Written { name, id });
        }
    }

    /// Tries until there is an answer: the same request each time, so that it has one effect.
    fn insist<T>(&self, mut attempt: impl FnMut() -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(answer) = attempt() {
                return answer;
            }
            if began.elapsed() > PATIENCE {
                self.over.store(true, Ordering::SeqCst);
                panic!("nothing was acknowledged for {PATIENCE:?}");
            }
            self.retries.fetch_add(1, Ordering::Relaxed);
            std::thread::sleep(PAUSE);
        }
    }
}

/// A port that nobody uses just now; every server of the storm listens on it.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
