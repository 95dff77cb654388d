//! Everything between the socket and a handler.

mod address;
pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod clock;
pub(crate) mod cookie;
pub(crate) mod dispatch;
pub(crate) mod fault;
pub(crate) mod file;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod gate;
mod guests;
pub(crate) mod headers;
pub(crate) mod lanes;
pub(crate) mod listen;
pub(crate) mod notices;
pub(crate) mod route;
pub(crate) mod server;
pub(crate) mod sheet;
mod stream;
pub(crate) mod token;
pub(crate) mod travel;

pub(crate) use answer::Answer;
pub(crate) use ask::{Ask, wants_json};
pub(crate) use fault::Fault;

/// A handler: a plain function on a blocking thread.
pub(crate) type Handler = fn(&Ask<'_>) -> Result<Answer, Fault>;
