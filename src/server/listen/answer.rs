//! The bodies of a request and of its answer, whose client is waited for.

use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::{
    Error,
    body::{Body, Bytes},
};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};

use super::slots::{Busy, Slot};

/// How much of an answer is handed on at one time: what follows stays here until there is room, so that
/// it is known how fast it is read. Splitting copies nothing.
const PIECE: usize = 16 * 1024;

/// The body of a request: until it is there, the request waits for its client.
pub struct Arriving {
    body: Incoming,
    /// As long as it is not there.
    slot: Option<Arc<Slot>>,
}

impl Arriving {
    pub fn new(body: Incoming, slot: &Arc<Slot>) -> Self {
        let slot = (!body.is_end_stream()).then(|| Arc::clone(slot));
        if let Some(slot) = &slot {
            slot.waits();
        }
        Self { body, slot }
    }

    fn is_there(&mut self) {
        if let Some(slot) = self.slot.take() {
            slot.works();
        }
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        if let (Some(Ok(frame)), Some(slot)) = (&frame, &self.slot) {
            slot.moved(frame.data_ref().map_or(0, Bytes::len));
        }
        if frame.is_none() || self.body.is_end_stream() {
            self.is_there();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.is_there();
    }
}

/// The body of an answer: until it is gone, the request waits for its client.
pub struct Leaving {
    body: Body,
    /// What the body gave already.
    rest: Bytes,
    /// None for the answer that there is no room.
    slot: Option<Arc<Slot>>,
    /// As long as the connection is not to be ended for this answer. Not while it says that there is no room:
    /// a client that leaves it unread would keep its connection for ever.
    _busy: Option<Busy>,
}

impl Leaving {
    pub fn new(body: Body, slot: Option<Arc<Slot>>, busy: Busy) -> Self {
        if let Some(slot) = &slot {
            slot.waits();
        }
        let busy = slot.is_some().then_some(busy);
        Self { body, rest: Bytes::new(), slot, _busy: busy }
    }

    fn piece(&mut self, mut data: Bytes) -> Frame<Bytes> {
        self.rest = data.split_off(data.len().min(PIECE));
        if let Some(slot) = &self.slot {
            slot.moved(data.len());
        }
        Frame::data(data)
    }
}

impl HttpBody for Leaving {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if !self.rest.is_empty() {
            let rest = mem::take(&mut self.rest);
            return Poll::Ready(Some(Ok(self.piece(rest))));
        }
        Poll::Ready(match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
            Some(Ok(frame)) => Some(Ok(match frame.into_data() {
                Ok(data) => self.piece(data),
                Err(trailers) => trailers,
            })),
            end => end,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (body, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(body.lower() + rest);
        if let Some(upper) = body.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}
