//! A connection whose other side has to take what it asked for.
//!
//! Asking and never reading fills the buffers and then holds a connection, an answer and its memory for as long as the
//! other side likes. So an answer that cannot be handed on is given up when too little of it was taken for too long:
//! little by little counts as little.

use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// The least that the other side takes of an answer in the time that it has.
const GULP_BYTES: usize = 16 * 1024;

/// A stream with a limit on writing.
pub(crate) struct Limited<S> {
    stream: S,
    /// How long the other side may take for the next [`GULP_BYTES`].
    time: Duration,
    /// Runs while something waits to be taken.
    limit: Option<Pin<Box<Sleep>>>,
    waiting: bool,
    taken_bytes: usize,
    reads: Reads,
}

/// How often something was read from a connection, for whoever serves it.
pub(crate) type Reads = Arc<AtomicU64>;

impl<S> Limited<S> {
    pub fn new(stream: S, time: Duration) -> Self {
        Self {
            stream,
            time,
            limit: None,
            waiting: false,
            taken_bytes: 0,
            reads: Reads::default(),
        }
    }

    /// The count of reads.
    pub fn reads(&self) -> Reads {
        Arc::clone(&self.reads)
    }

    /// Notes what came of writing; an error when the other side takes too long.
    fn note(&mut self, written: Poll<Result<usize>>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        if let Poll::Ready(result) = written {
            self.taken_bytes += result.as_ref().map_or(0, |bytes| *bytes);
            if self.taken_bytes >= GULP_BYTES {
                self.rest();
            }
            return Poll::Ready(result);
        }
        let by = Instant::now() + self.time;
        let limit = self.limit.get_or_insert_with(|| Box::pin(sleep_until(by)));
        if !self.waiting {
            self.waiting = true;
            self.taken_bytes = 0;
            limit.as_mut().reset(by);
        }
        ready!(limit.as_mut().poll(cx));
        let why = "the other side does not take its answer";
        Poll::Ready(Err(Error::new(ErrorKind::TimedOut, why)))
    }

    fn rest(&mut self) {
        self.waiting = false;
        self.taken_bytes = 0;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Limited<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.reads.fetch_add(1, Ordering::Relaxed);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Limited<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.note(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.note(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        // Everything of this answer is handed on.
        self.rest();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
