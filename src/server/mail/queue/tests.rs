use lettre::address::Envelope;

use super::*;

const FLOOD: Sender = Sender::Network(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));

fn person(number: usize) -> Sender {
    Sender::Recipient(Digest::of(&number.to_be_bytes()))
}

fn item(kind: Kind, sender: Sender, size: usize) -> Item {
    let to = vec!["ada@example.com".parse().unwrap()];
    let envelope = Envelope::new(None, to).unwrap();
    Item::new(kind, sender, Outgoing { envelope, bytes: vec![0; size] }, oneshot::channel().0)
}

#[tokio::test]
async fn what_waits_is_bounded_in_number_and_in_bytes() {
    let queue = Queue::default();
    let dropped: usize = (0..2 * MOST).map(|number| queue.push(item(Kind::SignUp, person(number), 10)).len()).sum();
    assert_eq!((queue.count(), dropped), (MOST, MOST));
    let queue = Queue::default();
    for number in 0..MOST {
        queue.push(item(Kind::SignUp, person(number), 100_000));
    }
    assert_eq!(queue.count(), MOST_BYTES / 100_000);
}

#[tokio::test]
async fn no_kind_and_no_sender_pushes_out_anothers() {
    let queue = Queue::default();
    queue.push(item(Kind::Reset, person(1), 10));
    queue.push(item(Kind::SignUp, person(1), 10));
    for _ in 0..5 * MOST {
        for kind in [Kind::SignUp, Kind::EmailChange] {
            assert!(queue.push(item(kind, FLOOD, 10)).iter().all(|dropped| dropped.sender == FLOOD));
        }
    }
    let dropped = queue.push(item(Kind::SignUp, person(2), 10));
    assert!(dropped.len() == 1 && dropped[0].sender == FLOOD, "and there is room for those who come later");
    let inner = queue.lock();
    assert_eq!(inner.lanes[&Kind::Reset].items.len(), 1);
    assert_eq!(inner.lanes[&Kind::SignUp].items.iter().filter(|item| item.sender != FLOOD).count(), 2);
}

#[tokio::test]
async fn notices_go_first_and_the_other_kinds_take_turns() {
    let queue = Queue::default();
    for kind in [Kind::SignUp, Kind::SignUp, Kind::SignUp, Kind::Reset, Kind::Reset, Kind::PasswordChanged] {
        queue.push(item(kind, FLOOD, 10));
    }
    let mut order = Vec::new();
    for _ in 0..6 {
        order.push(queue.next(Serves::All).await.unwrap().kind);
        queue.done();
    }
    let (reset, sign_up) = (Kind::Reset, Kind::SignUp);
    assert_eq!(order, [Kind::PasswordChanged, reset, sign_up, reset, sign_up, sign_up]);
    queue.push(item(Kind::Reset, FLOOD, 10));
    let none = tokio::time::timeout(Duration::from_millis(50), queue.next(Serves::Notices)).await;
    assert!(none.is_err(), "who serves notices is free for them");
}

#[tokio::test]
async fn after_the_stop_each_is_tried_once_more_and_then_nothing_is_taken_in() {
    let queue = Queue::default();
    queue.push(item(Kind::Reset, FLOOD, 10));
    let taken = queue.next(Serves::All).await.unwrap();
    assert!(!taken.is_last);
    assert_eq!(queue.put_back(taken).0, Some(Duration::from_secs(1)));
    queue.stop();
    assert!(queue.next(Serves::All).await.unwrap().is_last, "at once, whenever it was due");
    queue.done();
    assert!(queue.next(Serves::All).await.is_none());
    assert_eq!(queue.push(item(Kind::Reset, FLOOD, 10)).len(), 1);
}
