use super::{memory::CAPACITY, *};

const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);

fn sign_in(from: &str) -> SignIn<'static> {
    let from = from.parse().unwrap();
    SignIn { account: "ada@example.com", exists: true, from, cookie: None, is_known_network: false }
}

fn attempt(from: &str) -> Attempt<'static> {
    Attempt::SignIn(sign_in(from))
}

fn known(from: &str) -> Attempt<'static> {
    Attempt::SignIn(SignIn { is_known_network: true, ..sign_in(from) })
}

fn with_cookie(from: &str) -> Attempt<'static> {
    Attempt::SignIn(SignIn { cookie: Some(Digest::of(b"cookie")), ..sign_in(from) })
}

fn wait_of(outcome: Result<(), Failure>) -> Duration {
    match outcome {
        Ok(()) => Duration::ZERO,
        Err(Failure::TooManyAttempts(wait)) => wait,
        Err(error) => panic!("{error}"),
    }
}

/// 24 networks fail as often as they may.
fn flood(throttle: &Throttle, now: Timestamp) -> usize {
    let networks = (1..=24).flat_map(|number| std::iter::repeat_n(format!("198.51.100.{number}"), 10));
    networks.filter(|from| throttle.begin(attempt(from), now).is_ok()).count()
}

/// What is left for networks without a failure is taken, and their first turn.
fn use_up(throttle: &Throttle, now: Timestamp) {
    let taken = (0..250).take_while(|n| throttle.begin(attempt(&format!("203.0.113.{n}")), now).is_ok()).count();
    assert!(taken < 40, "{taken}");
}

#[test]
fn the_wait_doubles_with_each_failure_after_the_fifth_and_ends_with_a_success() {
    let throttle = Throttle::new(1000);
    let mut now = NOW;
    for _ in 0..5 {
        assert!(throttle.begin(attempt("192.0.2.1"), now).is_ok());
    }
    for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
        let early = now.plus(Duration::from_secs(wait - 1));
        assert!(throttle.begin(attempt("192.0.2.1"), early).is_err(), "{wait}");
        now = now.plus(Duration::from_secs(wait));
        assert!(throttle.begin(attempt("192.0.2.1"), now).is_ok(), "{wait}");
    }
    throttle.succeeded(attempt("192.0.2.1"));
    assert!(throttle.begin(attempt("192.0.2.1"), now).is_ok());
}

#[test]
fn many_at_one_time_get_no_more_tries() {
    let throttle = Throttle::new(1000);
    let admitted = (0..60).filter(|_| throttle.begin(attempt("192.0.2.1"), NOW).is_ok()).count();
    assert_eq!(admitted, 5);
    for _ in 0..5 {
        throttle.not_tried(attempt("192.0.2.1"), NOW);
    }
    assert!(throttle.begin(attempt("192.0.2.1"), NOW).is_ok(), "what was not tried is not counted");
}

#[test]
fn a_flood_slows_nobody_who_is_known() {
    let throttle = Throttle::new(1000);
    flood(&throttle, NOW);
    assert!(throttle.begin(attempt("192.0.2.1"), NOW).is_ok(), "those of a flood leave something to the others");
    use_up(&throttle, NOW);
    assert!(throttle.begin(attempt("192.0.2.2"), NOW).is_err(), "until there are more of them");
    assert!(throttle.begin(known("192.0.2.3"), NOW).is_ok(), "where somebody is signed in it goes on");
    assert!(throttle.begin(with_cookie("198.51.100.1"), NOW).is_ok(), "with its cookie even from a flood's network");
    let device = "AAAAAAAAAAAAAAAA".parse().unwrap();
    assert!(throttle.begin(Attempt::OnDevice(&device), NOW).is_ok(), "and so does a device that is signed in");
}

#[test]
fn on_a_new_network_the_owner_waits_for_a_turn_that_no_flood_can_take() {
    let throttle = Throttle::new(100_000);
    let mut now = NOW;
    flood(&throttle, now);
    use_up(&throttle, now);
    let wait = wait_of(throttle.begin(attempt("192.0.2.1"), now));
    assert!(wait > Duration::ZERO && wait <= turns::LANES[0].1 * 2, "{wait:?}");
    let until = now.plus(wait);
    while now < until {
        flood(&throttle, now);
        let left = wait_of(throttle.begin(attempt("192.0.2.1"), now));
        assert_eq!(left, until.since(now), "asking again neither helps nor harms");
        now = now.plus(Duration::from_secs(1));
    }
    flood(&throttle, until);
    assert!(throttle.begin(attempt("192.0.2.1"), until).is_ok());
}

#[test]
fn a_flood_gets_no_more_guesses_an_hour_than_before_there_were_turns() {
    // Until then: 50 at once, then after 1, 2, 4 … 60 seconds each, which makes 115 in the first hour, then 60.
    let throttle = Throttle::new(1_000_000);
    let mut hours = [0; 3];
    for second in (0..3 * 3600_u64).step_by(6) {
        let now = NOW.plus(Duration::from_secs(second));
        for number in 0..60_u64 {
            // Most of the networks are the same ones, some never come again.
            let host = if number < 50 { number } else { 50 + second * 2 + number };
            let from = format!("10.{}.{}.{}", host >> 16 & 255, host >> 8 & 255, host & 255);
            let admitted = throttle.begin(attempt(&from), now).is_ok();
            hours[usize::try_from(second / 3600).unwrap()] += u32::from(admitted);
        }
    }
    assert!(hours[0] <= 115 && hours[1] <= 60 && hours[2] <= 60, "{hours:?}");
}

#[test]
fn a_flood_that_lasts_a_day_never_counts_as_new_again() {
    let throttle = Throttle::new(1_000_000);
    for minute in 0..24 * 60 {
        let now = NOW.plus(Duration::from_mins(minute));
        flood(&throttle, now);
        if minute % 60 == 59 {
            let owner = format!("192.0.2.{}", minute / 60);
            assert!(wait_of(throttle.begin(attempt(&owner), now)) <= turns::LANES[0].1, "{minute}");
            throttle.succeeded(attempt(&owner));
        }
    }
}

#[test]
fn what_one_counter_refuses_no_other_counts() {
    let throttle = Throttle::new(1000);
    flood(&throttle, NOW);
    use_up(&throttle, NOW);
    let wait = wait_of(throttle.begin(attempt("192.0.2.1"), NOW));
    for _ in 0..100 {
        assert!(throttle.begin(attempt("192.0.2.1"), NOW).is_err());
    }
    let later = NOW.plus(wait);
    assert!(throttle.begin(attempt("192.0.2.1"), later).is_ok(), "its own network has not failed once");
}

#[test]
fn a_device_cookie_from_many_addresses_guesses_no_faster() {
    let throttle = Throttle::new(1000);
    let tried = (0..100).filter(|n| throttle.begin(with_cookie(&format!("198.51.100.{n}")), NOW).is_ok()).count();
    assert_eq!(tried, 5);
    assert!(throttle.begin(known("192.0.2.1"), NOW).is_ok(), "others are not slowed by it");
}

#[test]
fn invented_addresses_push_out_no_counter_of_an_account() {
    let throttle = Throttle::new(u32::MAX);
    for _ in 0..5 {
        assert!(throttle.begin(attempt("192.0.2.1"), NOW).is_ok());
    }
    for number in 0..2 * CAPACITY {
        let account = format!("{number}@example.com");
        let invented = SignIn { account: &account, exists: false, ..sign_in("198.51.100.1") };
        let _ = throttle.begin(Attempt::SignIn(invented), NOW);
    }
    throttle.prune();
    assert!(throttle.begin(attempt("192.0.2.1"), NOW).is_err());
}

#[test]
fn an_address_may_try_so_often_a_minute_and_a_network_of_ipv6_is_one() {
    let throttle = Throttle::new(3);
    for host in 1..=3 {
        assert!(throttle.admit_address(format!("2001:db8::{host}").parse().unwrap()).is_ok());
    }
    assert!(throttle.admit_address("2001:db8::4".parse().unwrap()).is_err());
    assert!(throttle.admit_address("2001:db8:0:1::4".parse().unwrap()).is_ok());
}
