//! The streams of HTTP/2, each a task that can be ended without its connection.

use hyper::rt::Executor;
use tokio_util::sync::CancellationToken;

tokio::task_local! {
    static END: CancellationToken;
}

/// Runs each stream as a task that finds its own [`end`].
#[derive(Clone, Copy, Debug)]
pub struct Streams;

impl<F> Executor<F> for Streams
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, stream: F) {
        let end = CancellationToken::new();
        let stream = END.scope(end.clone(), stream);
        tokio::spawn(async move { end.run_until_cancelled(stream).await });
    }
}

/// What ends the stream that asks, if it is one.
pub fn end() -> Option<CancellationToken> {
    END.try_with(Clone::clone).ok()
}
