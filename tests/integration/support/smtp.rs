//! A mail server for tests.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

/// What it answers to the emails that come, one after the other; the last to all that come after.
type Answers = Arc<Mutex<dyn Iterator<Item = &'static str> + Send>>;

/// A minimal SMTP server (RFC 5321) that answers the first email with the first of `answers`, and so on; all later
/// ones with the last. Its URL, and the emails that arrive, accepted or not.
pub async fn smtp_server(answers: &'static [&'static str]) -> (String, UnboundedReceiver<String>) {
    smtp_server_at(0, answers).await
}

/// The same, at a port.
pub async fn smtp_server_at(port: u16, answers: &'static [&'static str]) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let setting = format!("--smtp-url=smtp://{}", listener.local_addr().unwrap());
    let (came, emails) = unbounded_channel();
    let all = answers.iter().chain(std::iter::repeat(answers.last().unwrap())).copied();
    let answers: Answers = Arc::new(Mutex::new(all));
    tokio::spawn(async move {
        loop {
            let stream = listener.accept().await.unwrap().0;
            tokio::spawn(talk(stream, Arc::clone(&answers), came.clone()));
        }
    });
    (setting, emails)
}

async fn talk(stream: TcpStream, answers: Answers, came: UnboundedSender<String>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut email = None::<String>;
    writer.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match (&mut email, line.as_str()) {
            (Some(text), ".") => {
                // A test that has ended needs it no more.
                let _ = came.send(std::mem::take(text));
                email = None;
                answers.lock().unwrap().next().unwrap()
            }
            (Some(text), line) => {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            (None, "DATA") => {
                email = Some(String::new());
                "354 go on"
            }
            (None, _) => "250 ok",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
