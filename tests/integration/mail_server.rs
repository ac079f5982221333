//! The way to a mail server: encrypted, with a password that nobody else sees. The program against
//! servers that speak SMTP (RFC 5321), STARTTLS (RFC 3207) and AUTH (RFC 4954), the least of each.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};
use tokio_rustls::{TlsAcceptor, rustls};

use crate::support::{EMAIL, PASSWORD, Running, latchkey};

/// What a server offers.
#[derive(Clone, Copy, PartialEq)]
enum Offers {
    /// TLS from the first byte.
    Tls,
    StartTls,
    Plain,
    /// Nothing encrypted, and it quotes what it does not understand.
    PlainAndQuotes,
}

/// An email that came: whether it came encrypted, what AUTH said, and its text.
#[derive(Debug)]
struct Came {
    encrypted: bool,
    auth: Option<String>,
    text: String,
}

struct Server {
    port: u16,
    /// What clients may trust it by.
    certificate: PathBuf,
    came: UnboundedReceiver<Came>,
    /// Every line that came in clear.
    clear: Arc<Mutex<Vec<String>>>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl Server {
    async fn start(folder: &Path, offers: Offers) -> Self {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let certificate = folder.join("ca.pem");
        std::fs::write(&certificate, made.cert.pem()).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, came) = unbounded_channel();
        let clear = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&clear);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, sender, lines) = (acceptor.clone(), sender.clone(), Arc::clone(&lines));
                tokio::spawn(async move {
                    let stream: Box<dyn Stream> = match offers {
                        Offers::Tls => match acceptor.accept(stream).await {
                            Ok(stream) => Box::new(stream),
                            Err(_) => return,
                        },
                        _ => Box::new(stream),
                    };
                    let rest = talk(stream, offers, offers == Offers::Tls, true, &sender, &lines).await;
                    if let Some(stream) = rest
                        && let Ok(stream) = acceptor.accept(stream).await
                    {
                        talk(Box::new(stream), offers, true, false, &sender, &lines).await;
                    }
                });
            }
        });
        Self { port, certificate, came, clear }
    }
}

/// Talks with one client; its stream, if it wants it encrypted.
async fn talk(
    stream: Box<dyn Stream>,
    offers: Offers,
    encrypted: bool,
    greets: bool,
    came: &UnboundedSender<Came>,
    clear: &Mutex<Vec<String>>,
) -> Option<Box<dyn Stream>> {
    let mut stream = BufReader::new(stream);
    if greets {
        stream.write_all(b"220 test\r\n").await.ok()?;
    }
    let (mut auth, mut text, mut line) = (None, None::<String>, String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if !encrypted {
            clear.lock().unwrap().push(line.clone());
        }
        let word = line.split_whitespace().next().unwrap_or_default().to_owned();
        if let Some(so_far) = &mut text {
            if line == ".\r\n" {
                let text = text.take().unwrap();
                came.send(Came { encrypted, auth: auth.clone(), text }).ok()?;
                stream.write_all(b"250 taken\r\n").await.ok()?;
            } else {
                so_far.push_str(&line);
            }
            continue;
        }
        let answer = match word.as_str() {
            "EHLO" if offers == Offers::StartTls && !encrypted => {
                "250-test\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n".into()
            }
            "EHLO" => "250-test\r\n250 AUTH PLAIN\r\n".into(),
            "STARTTLS" => {
                stream.write_all(b"220 go on\r\n").await.ok()?;
                return Some(stream.into_inner());
            }
            "AUTH" if offers == Offers::PlainAndQuotes => format!("451 not understood: {}\r\n", line.trim()),
            "AUTH" => {
                auth = Some(line.trim().to_owned());
                "235 welcome\r\n".into()
            }
            "DATA" => {
                text = Some(String::new());
                "354 go on\r\n".into()
            }
            _ => "250 ok\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// The program, which sends by `url` and trusts `certificate` alone.
fn start(folder: &Path, url: &str, certificate: Option<&Path>) -> Running {
    let mut command = latchkey(folder);
    command.env("LATCHKEY_SMTP_URL", url).envs(certificate.map(|file| ("SSL_CERT_FILE", file)));
    Running::of(command, &["--sign-up=confirm", "--mail-from=Keys <keys@example.com>"])
}

async fn sign_up(program: &Running) {
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let response = reqwest::Client::new().post(format!("{}/sign-up", program.url)).form(&form).send().await.unwrap();
    assert!(response.status().is_success() || response.status().is_redirection());
}

/// AUTH PLAIN of 'ada' with 'hunter2' (RFC 4616).
const AUTH: &str = "AUTH PLAIN AGFkYQBodW50ZXIy";

#[tokio::test]
async fn what_has_a_password_goes_encrypted_and_signs_in() {
    for (offers, scheme, query) in
        [(Offers::Tls, "smtps", ""), (Offers::StartTls, "smtp", ""), (Offers::StartTls, "smtp", "?tls=required")]
    {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Server::start(folder.path(), offers).await;
        let url = format!("{scheme}://ada:hunter2@localhost:{}{query}", server.port);
        let program = start(folder.path(), &url, Some(&server.certificate));
        sign_up(&program).await;
        let came = server.came.recv().await.unwrap();
        assert!(came.encrypted && came.auth.as_deref() == Some(AUTH), "{came:?}");
        assert!(came.text.contains("/sign-up/confirm?link"), "{came:?}");
        let clear = server.clear.lock().unwrap().join("");
        assert!(!clear.contains("AUTH") && !clear.contains("MAIL"), "{clear}");
    }
}

#[tokio::test]
async fn a_server_without_encryption_gets_neither_the_password_nor_the_email() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path(), Offers::Plain).await;
    let url = format!("smtp://ada:hunter2@localhost:{}", server.port);
    let program = start(folder.path(), &url, Some(&server.certificate));
    sign_up(&program).await;
    let log = program.logs("an email was not sent").await;
    assert!(log.contains("STARTTLS") && !log.contains("hunter2"), "{log}");
    let clear = server.clear.lock().unwrap().join("");
    assert!(!clear.contains("AUTH") && !clear.contains("MAIL"), "{clear}");
    assert!(server.came.try_recv().is_err());
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_nothing() {
    for (offers, scheme) in [(Offers::Tls, "smtps"), (Offers::StartTls, "smtp")] {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Server::start(folder.path(), offers).await;
        let program = start(folder.path(), &format!("{scheme}://ada:hunter2@localhost:{}", server.port), None);
        sign_up(&program).await;
        program.logs("an email was deferred").await;
        assert!(server.came.try_recv().is_err());
        assert!(!server.clear.lock().unwrap().join("").contains("AUTH"));
    }
}

#[tokio::test]
async fn plain_is_for_an_explicit_word() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path(), Offers::StartTls).await;
    let url = format!("smtp://ada:hunter2@localhost:{}?tls=none", server.port);
    let program = start(folder.path(), &url, None);
    sign_up(&program).await;
    let came = server.came.recv().await.unwrap();
    assert!(!came.encrypted && came.auth.as_deref() == Some(AUTH), "{came:?}");
    program.logs("sent in clear").await;
}

#[tokio::test]
async fn without_a_password_it_is_encrypted_where_the_server_offers_that() {
    for offers in [Offers::StartTls, Offers::Plain] {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Server::start(folder.path(), offers).await;
        let program = start(folder.path(), &format!("smtp://localhost:{}", server.port), None);
        sign_up(&program).await;
        let came = server.came.recv().await.unwrap();
        assert_eq!((came.encrypted, came.auth), (offers == Offers::StartTls, None));
    }
}

#[tokio::test]
async fn the_log_keeps_the_password_even_where_the_server_quotes_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), Offers::PlainAndQuotes).await;
    let url = format!("smtp://ada:hunter2@localhost:{}?tls=none", server.port);
    let program = start(folder.path(), &url, None);
    sign_up(&program).await;
    let log = program.logs("not understood").await;
    assert!(!log.contains("hunter2") && !log.contains("AGFkYQBodW50ZXIy"), "{log}");
}
