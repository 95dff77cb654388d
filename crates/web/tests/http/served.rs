//! A server in this process, over the world of the use cases' tests.

use crate::client::{Reply, Request};
use crate::common::house::House;
use crate::common::{Seat, World};
use care::Role;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A served world. Stops when dropped.
pub struct Served {
    pub world: World,
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    pub fn start() -> Self {
        Self::over(World::embedded())
    }

    pub fn over(world: World) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let clinic = Arc::clone(&world.clinic);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            let stopped = async {
                let _ = stopped.await;
            };
            runtime
                .block_on(web::serve(
                    listener,
                    clinic,
                    web::Options::default(),
                    stopped,
                ))
                .unwrap();
        });
        Self {
            world,
            address,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn house(&self) -> &House {
        &self.world.houses[0]
    }

    /// Signs in whoever holds a role at the first site.
    pub fn enter(&self, role: Role) -> Seat {
        let house = self.house();
        self.world.enter(house, house.who(role, 0))
    }

    pub fn send(&self, request: &Request) -> Reply {
        request.send(self.address)
    }

    pub fn get(&self, path: &str, cookie: &str) -> Reply {
        self.send(&Request::get(path).session(cookie))
    }

    /// A token good for any form of a session, or of nobody's.
    pub fn token(&self, cookie: &str) -> String {
        let page = self.get("/sign-in", cookie);
        // Whoever is signed in is sent home from there, and finds a form on every page.
        if page.status == 303 {
            self.get("/account", cookie).token()
        } else {
            page.token()
        }
    }

    /// Sends a form the way a browser does, with a fresh token.
    pub fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Reply {
        self.send(&Request::post(path, &with_token(&self.token(cookie), fields)).session(cookie))
    }
}

/// The fields of a form, with its token.
pub fn with_token(token: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let token = [("_token", token)];
    let fields = token.iter().chain(fields);
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

impl Reply {
    #[track_caller]
    pub fn status_is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
