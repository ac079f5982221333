//! Passwords: which are good enough, and hashing them without blocking others.

mod lanes;
mod strength;

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash as PhcHash,
};
use rayon_core::{ThreadPool, ThreadPoolBuilder};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;

pub use self::lanes::Lane;
use self::{
    lanes::Lanes,
    strength::{check_length, check_strength},
};
pub use super::password_hash::PasswordHash;
use crate::{
    error::AppError,
    model::{Language, PasswordAdvice},
    server::email_address::EmailAddress,
};

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane (ASVS 5.0, appendix C).
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How far hashing stands back behind requests. Linux weighs a thread of niceness 10 about a ninth of one of 0
/// (sched(7)).
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Hashes and verifies, off the async threads, few at a time.
#[derive(Clone)]
pub struct Passwords {
    /// The threads that do it. The same ones each time: 19 MiB that are freed on one thread are not
    /// given to another, so that on many they would add up.
    workers: Arc<ThreadPool>,
    /// Who is waiting; bounded, or a flood would fill the memory.
    lanes: Arc<Lanes>,
    /// Verified against when there is no such user, so that the answer takes as long.
    decoy: PasswordHash,
}

impl Passwords {
    /// With `workers` hashing at one time and `queue` more waiting, and as many again of those who
    /// are known.
    ///
    /// # Errors
    /// If the threads don't start, or the decoy can't be hashed.
    pub fn new(workers: usize, queue: usize) -> Result<Self, AppError> {
        let pool = ThreadPoolBuilder::new().num_threads(workers).thread_name(|index| format!("password-{index}"));
        let pool = pool.start_handler(|_| yield_to_requests());
        Ok(Self {
            workers: Arc::new(pool.build().map_err(|_| AppError::Internal)?),
            lanes: Arc::new(Lanes::new(workers + queue)),
            decoy: hash(&SecretString::from("no one's password"))?,
        })
    }

    /// Hashes a new password, if it is good enough for the account of `email`.
    ///
    /// # Errors
    /// If it is too short, too long or too common, or if too many are waiting.
    pub async fn hash_new(
        &self,
        password: SecretString,
        email: &EmailAddress,
        lane: Lane,
    ) -> Result<PasswordHash, AppError> {
        check_length(&password)?;
        let email = email.clone();
        self.run(lane, move || {
            check_strength(&password, &email)?;
            hash(&password)
        })
        .await
    }

    /// How good a new password would be for the account of `email`, if that is known.
    ///
    /// # Errors
    /// If too many are waiting.
    pub async fn advise(
        &self,
        password: SecretString,
        email: Option<EmailAddress>,
        language: Language,
        lane: Lane,
    ) -> Result<PasswordAdvice, AppError> {
        self.run(lane, move || Ok(strength::advice(&password, email.as_ref(), language))).await
    }

    /// Whether `password` is the one that was hashed; takes as long where there is no hash.
    ///
    /// # Errors
    /// If the password is empty, or if too many are waiting.
    pub async fn verify(
        &self,
        password: SecretString,
        hashed: Option<PasswordHash>,
        lane: Lane,
    ) -> Result<bool, AppError> {
        if password.expose_secret().is_empty() {
            return Err(AppError::PasswordMissing);
        }
        // No stored password is longer, so hashing this one would be wasted work. This reveals nothing: the answer
        // depends only on what was typed.
        if check_length(&password).is_err_and(|error| error == AppError::PasswordTooLong) {
            return Ok(false);
        }
        let known = hashed.is_some();
        let hashed = hashed.unwrap_or_else(|| self.decoy.clone());
        self.run(lane, move || Ok(matches(&password, &hashed) && known)).await
    }

    async fn run<T, F>(&self, lane: Lane, work: F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, AppError> + Send + 'static,
    {
        let (done, outcome) = oneshot::channel();
        self.lanes.enter(
            lane,
            Box::new(move || {
                // A client that has gone away needs no response.
                if !done.is_closed() {
                    let _ = done.send(work());
                }
            }),
        )?;
        let lanes = Arc::clone(&self.lanes);
        // The next job is chosen when a worker is free.
        self.workers.spawn(move || lanes.work());
        // Its slot went to somebody with fewer jobs waiting, or fewer served recently.
        outcome.await.map_err(|_| AppError::Busy)?
    }
}

/// Has the current thread give way to those that answer requests: it gets a processor that is free at once, and
/// about a tenth of one that isn't.
fn yield_to_requests() {
    // Elsewhere it would apply to the whole process (POSIX); on Linux to the thread (nice(2), 'C library/kernel
    // differences').
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICENESS);
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("OWASP's parameters are in Argon2's range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes exactly what was received: nothing is trimmed, folded or cut (ASVS 6.2.8).
fn hash(password: &SecretString) -> Result<PasswordHash, AppError> {
    let hash: PhcHash = argon2().hash_password(password.expose_secret().as_bytes()).map_err(|_| AppError::Internal)?;
    Ok(PasswordHash::from_stored(hash.to_string()))
}

fn matches(password: &SecretString, hashed: &PasswordHash) -> bool {
    PhcHash::new(hashed.as_str())
        .is_ok_and(|hash| argon2().verify_password(password.expose_secret().as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{strength::LONGEST, *};

    fn email() -> EmailAddress {
        "grace.hopper@example.com".parse().unwrap()
    }

    fn stranger() -> Lane {
        Lane::Stranger([192, 0, 2, 1].into())
    }

    fn passwords() -> Passwords {
        Passwords::new(2, 8).unwrap()
    }

    fn refusal<T>(result: Result<T, AppError>) -> AppError {
        result.err().expect("it is refused")
    }

    #[tokio::test]
    async fn a_password_matches_its_hash_and_no_other_does() {
        let passwords = passwords();
        let hash = passwords.hash_new("correct horse battery".into(), &email(), Lane::known(&"a test")).await.unwrap();
        assert!(
            passwords.verify("correct horse battery".into(), Some(hash.clone()), Lane::known(&"a test")).await.unwrap()
        );
        for wrong in ["correct horse batterY", "correct horse battery ", " correct horse battery"] {
            assert!(
                !passwords.verify(wrong.into(), Some(hash.clone()), Lane::known(&"a test")).await.unwrap(),
                "{wrong}"
            );
        }
    }

    #[tokio::test]
    async fn hashes_follow_owasp_and_differ_for_the_same_password() {
        let passwords = passwords();
        let email = email();
        let (a, b) = tokio::join!(
            passwords.hash_new("correct horse battery".into(), &email, stranger()),
            passwords.hash_new("correct horse battery".into(), &email, stranger())
        );
        let (a, b) = (a.unwrap(), b.unwrap());
        assert!(a.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", a.as_str());
        assert_ne!(a.as_str(), b.as_str());
    }

    #[tokio::test]
    async fn any_character_counts_as_one() {
        let hash = passwords().hash_new("пароль→🗝ключ".into(), &email(), Lane::known(&"a test")).await;
        assert!(hash.is_ok());
        assert_eq!(
            refusal(passwords().hash_new("🗝🗝🗝🗝🗝🗝🗝".into(), &email(), Lane::known(&"a test")).await),
            AppError::PasswordTooShort
        );
    }

    #[tokio::test]
    async fn short_long_and_common_passwords_are_refused() {
        for (password, error) in [
            ("", AppError::PasswordMissing),
            ("short", AppError::PasswordTooShort),
            ("password1", AppError::PasswordTooCommon),
            ("qwertyuiop", AppError::PasswordTooCommon),
            ("grace.hopper", AppError::PasswordTooCommon),
            ("latchkey", AppError::PasswordTooCommon),
        ] {
            let outcome = passwords().hash_new(password.into(), &email(), Lane::known(&"a test")).await;
            assert_eq!(outcome.err(), Some(error), "{password}");
        }
        let longest: String = "whoever reads this aloud at the kitchen table will find that it takes a while, \
                               and that nobody guesses where a sentence like it ends; not even"
            .chars()
            .take(LONGEST)
            .collect();
        assert_eq!(longest.len(), LONGEST);
        assert!(passwords().hash_new(longest.as_str().into(), &email(), Lane::known(&"a test")).await.is_ok());
        assert_eq!(
            refusal(passwords().hash_new(format!("{longest}z").into(), &email(), Lane::known(&"a test")).await),
            AppError::PasswordTooLong
        );
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn hashing_gives_way_to_requests() {
        // Fields of /proc/PID/task/TID/stat after the name: the 17th is the niceness (proc_pid_stat(5)).
        let niceness = |task: &std::path::Path| -> i32 {
            let stat = std::fs::read_to_string(task.join("stat")).unwrap();
            stat.rsplit_once(')').unwrap().1.split_whitespace().nth(16).unwrap().parse().unwrap()
        };
        let passwords = passwords();
        let (done, worker) = oneshot::channel();
        passwords.workers.spawn(|| _ = done.send(std::fs::read_link("/proc/thread-self").unwrap()));
        let worker = niceness(&std::path::Path::new("/proc").join(worker.await.unwrap()));
        let here = niceness(std::path::Path::new("/proc/thread-self"));
        assert_eq!(worker, (here + NICENESS).min(19));
    }

    #[tokio::test]
    async fn nobody_s_password_matches_where_there_is_no_user() {
        assert!(!passwords().verify("no one's password".into(), None, stranger()).await.unwrap());
    }

    #[tokio::test]
    async fn more_than_the_queue_holds_are_told_to_come_back() {
        let passwords = Passwords::new(1, 2).unwrap();
        let attempts: Vec<_> = (0..12)
            .map(|_| {
                let passwords = passwords.clone();
                tokio::spawn(async move { passwords.verify("whatever it is".into(), None, stranger()).await })
            })
            .collect();
        let mut busy = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(matched) => assert!(!matched),
                Err(error) => {
                    assert_eq!(error, AppError::Busy);
                    busy += 1;
                }
            }
        }
        assert_eq!(busy, 9, "one works, two wait");
        assert!(passwords.verify("afterwards".into(), None, stranger()).await.is_ok(), "places are given back");
    }
}
