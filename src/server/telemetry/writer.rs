//! Takes the lines of the log at once, and writes them from a thread of its own.
//!
//! A pipe that nobody reads blocks its writer, and a full disk or a reader that has gone is an error: neither may
//! reach the request that had something to say. So lines wait here, within a bound. Those beyond it and those that
//! can't be written are counted, and the count is logged once lines can be written again. tracing-appender counts
//! lines instead of bytes, doesn't count those that can't be written, and prints to standard output, with a panic,
//! if it can't stop.

use std::{
    io::{self, ErrorKind, Write},
    mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use tracing_subscriber::fmt::MakeWriter;

/// Bytes that may wait.
const CAPACITY: usize = 1024 * 1024;
/// How long to wait for room in a pipe that doesn't block.
const PAUSE: Duration = Duration::from_millis(50);

/// Where the log writes to. Nothing that is done with it waits or fails.
#[derive(Clone, Default)]
pub struct Writer(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    lines: Vec<u8>,
    lost: u64,
    /// Whether lines were taken out that are not written yet.
    is_writing: bool,
}

impl Writer {
    /// Writes to `out`. `say_lost` is called with the number of lost lines once one was written again.
    pub fn start(out: impl Write + Send + 'static, say_lost: impl Fn(u64) + Send + 'static) -> Self {
        let writer = Self::default();
        let shared = Arc::clone(&writer.0);
        // Without the thread no line is written; the rest goes on.
        let _ = thread::Builder::new().name("log".to_owned()).spawn(move || shared.write(out, say_lost));
        writer
    }

    /// Takes a line, or counts it as lost.
    pub fn push(&self, line: &[u8]) {
        let mut queue = self.0.queue();
        if queue.lines.len() + line.len() > CAPACITY {
            queue.lost += 1;
        } else {
            queue.lines.extend_from_slice(line);
            self.0.changed.notify_all();
        }
    }

    /// Waits until everything is written, but no longer than `patience`.
    pub fn finish(&self, patience: Duration) {
        let is_pending = |queue: &mut Queue| queue.is_writing || !queue.lines.is_empty();
        let _ = self.0.changed.wait_timeout_while(self.0.queue(), patience, is_pending);
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, mut out: impl Write, say_lost: impl Fn(u64)) {
        loop {
            let queue = self.queue();
            let mut queue =
                self.changed.wait_while(queue, |queue| queue.lines.is_empty()).unwrap_or_else(PoisonError::into_inner);
            let lines = mem::take(&mut queue.lines);
            queue.is_writing = true;
            drop(queue);
            let failed = write_all(&mut out, &lines);
            let mut queue = self.queue();
            queue.lost += failed;
            let lost = if failed == 0 { mem::take(&mut queue.lost) } else { 0 };
            drop(queue);
            if lost > 0 {
                say_lost(lost);
            }
            self.queue().is_writing = false;
            self.changed.notify_all();
        }
    }
}

/// Writes what can be written; how many lines could not.
fn write_all(out: &mut impl Write, mut lines: &[u8]) -> u64 {
    while !lines.is_empty() {
        match out.write(lines) {
            Ok(written @ 1..) => lines = lines.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
            Ok(0) | Err(_) => return lines.split_inclusive(|byte| *byte == b'\n').count() as u64,
        }
    }
    0
}

impl Write for Writer {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.push(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Writer {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Writes nothing until it is released, and fails a given number of times.
    struct Stuck(mpsc::Receiver<io::Result<()>>, Arc<Mutex<Vec<u8>>>);

    impl Write for Stuck {
        fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
            self.0.recv().unwrap_or(Ok(()))?;
            self.1.lock().unwrap().extend_from_slice(lines);
            Ok(lines.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[expect(clippy::type_complexity, reason = "four ends of what one test holds")]
    fn stuck() -> (Writer, mpsc::Sender<io::Result<()>>, Arc<Mutex<Vec<u8>>>, mpsc::Receiver<u64>) {
        let (next, results) = mpsc::channel();
        let (say, lost) = mpsc::channel();
        let written = Arc::default();
        let writer = Writer::start(Stuck(results, Arc::clone(&written)), move |count| say.send(count).unwrap());
        (writer, next, written, lost)
    }

    #[test]
    fn lines_that_can_not_be_written_are_counted_once_one_can() {
        let (writer, next, written, lost) = stuck();
        for result in [Err(ErrorKind::BrokenPipe.into()), Err(ErrorKind::StorageFull.into()), Ok(())] {
            writer.push(b"a line\n");
            next.send(result).unwrap();
            writer.finish(Duration::from_mins(1));
        }
        assert_eq!(lost.recv().unwrap(), 2);
        assert_eq!(*written.lock().unwrap(), b"a line\n");
    }

    #[test]
    fn a_pipe_that_nobody_reads_holds_nobody_up_and_takes_no_more_than_its_bound() {
        let (writer, next, written, lost) = stuck();
        let line = [b'a'; 1024];
        for _ in 0..10_000 {
            writer.push(&line);
        }
        writer.finish(Duration::from_millis(1));
        assert!(writer.0.queue().lines.len() <= CAPACITY);
        drop(next);
        assert!(lost.recv().unwrap() >= 10_000 - 2 * 1024 - 1);
        writer.finish(Duration::from_mins(1));
        assert!(!written.lock().unwrap().is_empty());
    }
}
