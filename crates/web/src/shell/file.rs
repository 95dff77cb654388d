//! A file as the body of an answer, read piece by piece as it is taken: however long it is, it needs little memory, and
//! a slow reader holds no thread.

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use std::fs::File;
use std::io::{Error, ErrorKind, Read as _, Result};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::task::JoinHandle;

/// What is read at once, in bytes.
const PIECE_BYTES: u64 = 64 * 1024;

/// A file that was read on, and what was read.
type Piece = (File, Vec<u8>);

/// The file, and how much of it is still to be sent.
#[derive(Debug)]
pub(crate) struct FileBody {
    /// Nothing while a piece of it is read.
    file: Option<File>,
    left_bytes: u64,
    reading: Option<JoinHandle<Result<Piece>>>,
}

impl FileBody {
    /// So much of a file, from where it stands.
    pub fn new(file: File, bytes: u64) -> Self {
        Self {
            file: Some(file),
            left_bytes: bytes,
            reading: None,
        }
    }

    /// Hands on a piece that was read.
    fn piece(&mut self, read: Result<Piece>) -> Result<Frame<Bytes>> {
        let (file, piece) = read?;
        if piece.is_empty() {
            let why = "the file is shorter than was said";
            return Err(Error::new(ErrorKind::UnexpectedEof, why));
        }
        self.file = Some(file);
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.left_bytes = self.left_bytes.saturating_sub(length);
        Ok(Frame::data(Bytes::from(piece)))
    }
}

/// Reads the next piece, where waiting for the disk holds up nobody else.
fn read(mut file: File, bytes: u64) -> Result<Piece> {
    let mut piece = Vec::new();
    (&mut file).take(bytes).read_to_end(&mut piece)?;
    Ok((file, piece))
}

impl HttpBody for FileBody {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>>>> {
        let this = &mut *self;
        if this.left_bytes == 0 {
            return Poll::Ready(None);
        }
        let bytes = this.left_bytes.min(PIECE_BYTES);
        if let Some(file) = this.file.take() {
            this.reading = Some(tokio::task::spawn_blocking(move || read(file, bytes)));
        }
        // After an error there is neither a file nor a reading: nothing more comes.
        let Some(reading) = this.reading.as_mut() else {
            return Poll::Ready(None);
        };
        let done = ready!(Pin::new(reading).poll(cx));
        this.reading = None;
        let read = done.unwrap_or_else(|error| Err(Error::other(error)));
        Poll::Ready(Some(this.piece(read)))
    }

    fn is_end_stream(&self) -> bool {
        self.left_bytes == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;
    use std::io::{Seek as _, Write as _};

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    fn sent(body: FileBody) -> Result<Vec<u8>> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async { Ok(body.collect().await?.to_bytes().to_vec()) })
    }

    #[test]
    fn a_file_is_sent_whole_whatever_its_length() {
        for length in [0, 1, 65_535, 65_536, 200_000] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let body = FileBody::new(file(&bytes), length as u64);
            assert_eq!(body.size_hint().exact(), Some(length as u64));
            assert!(sent(body).unwrap() == bytes, "{length}");
        }
    }

    #[test]
    fn a_file_that_is_shorter_than_was_said_breaks_off() {
        let error = sent(FileBody::new(file(b"short"), 9)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }
}
