//! What an attack did: told as a line, and held against what it must not do.

use crate::common::Server;
use socket2::{Domain, Socket, Type};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Between two looks at a page.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// How long a server rests before its memory is looked at.
const REST: Duration = Duration::from_millis(500);
/// What a normal page may take while somebody attacks.
pub const NORMAL_MAX: Duration = Duration::from_millis(500);
/// The same in the short form, beside whatever else a machine does when it runs tests.
pub const NORMAL_SHORT_MAX: Duration = Duration::from_secs(5);

/// What came of an attack.
pub struct Report {
    pub name: &'static str,
    pub happened: String,
    /// How long normal requests took meanwhile, sorted.
    pub normal: Vec<Duration>,
    /// Resident memory before, the most during, and after, in MiB.
    pub memory: [f64; 3],
}

impl Report {
    /// Attacks and looks on: at a page, as a visitor from another address would, and at the memory.
    pub fn of(
        name: &'static str,
        server: &Server,
        path: &str,
        attack: impl FnOnce() -> String,
    ) -> Self {
        let before = resident_mib(server);
        let over = AtomicBool::new(false);
        let (happened, normal, during) = std::thread::scope(|scope| {
            let looking = scope.spawn(|| look_on(server, path, &over));
            let happened = attack();
            over.store(true, Ordering::SeqCst);
            let (normal, during) = looking.join().unwrap();
            (happened, normal, during)
        });
        std::thread::sleep(REST);
        let report = Self {
            name,
            happened,
            normal,
            memory: [before, during, resident_mib(server)],
        };
        report.print();
        report
    }

    /// The time within which so great a share of the normal requests was answered.
    pub fn within(&self, share: f64) -> Duration {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a place in a short list"
        )]
        let place = (self.normal.len() as f64 * share).ceil() as usize;
        self.normal
            .get(place.clamp(1, self.normal.len()) - 1)
            .copied()
            .unwrap()
    }

    /// Holds that a normal page was never slow.
    #[track_caller]
    pub fn normal_within(&self, max: Duration) {
        let p99 = self.within(0.99);
        assert!(p99 <= max, "a normal page took {p99:?} (p99)");
    }

    fn print(&self) {
        let [before, during, after] = self.memory;
        println!(
            "{}\n  {}\n  normal GET meanwhile: {} of them, p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms\n  resident memory: {before:.0} MiB before, {during:.0} MiB during, {after:.0} MiB after",
            self.name,
            self.happened,
            self.normal.len(),
            millis(self.within(0.5)),
            millis(self.within(0.99)),
            millis(self.within(1.0)),
        );
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Opens a page again and again, each time over a connection of its own.
fn look_on(server: &Server, path: &str, over: &AtomicBool) -> (Vec<Duration>, f64) {
    let (mut times, mut most) = (Vec::new(), 0.0_f64);
    loop {
        let asked = Instant::now();
        let answer = look(server.address, path);
        assert_eq!(answer, 200, "a normal page was refused");
        times.push(asked.elapsed());
        most = most.max(resident_mib(server));
        if over.load(Ordering::SeqCst) {
            break;
        }
        std::thread::sleep(LOOK_EVERY);
    }
    times.sort();
    (times, most)
}

/// Opens a page as somebody else: from another address where this machine has one.
fn look(address: SocketAddr, path: &str) -> u16 {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let _ = socket.bind(&SocketAddr::from(([127, 0, 0, 2], 0)).into());
    socket.connect(&address.into()).unwrap();
    let mut stream = TcpStream::from(socket);
    let asked = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1);
    status.and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// What the server's process holds of the machine's memory, in MiB.
pub fn resident_mib(server: &Server) -> f64 {
    let path = format!("/proc/{}/status", server.id());
    let status = std::fs::read_to_string(path).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib: f64 = line
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kib| kib.parse().ok())
        .unwrap();
    kib / 1_024.0
}
