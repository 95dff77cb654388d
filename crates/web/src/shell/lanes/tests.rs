use super::*;
use crate::shell::route::{Access, Hearing};
use crate::shell::{Answer, Ask, Fault};
use crate::ui::Face;

fn nowhere(_: &Ask<'_>) -> Result<Answer, Fault> {
    Err(Fault::NoSuchPage)
}

static PAGE: Route = Route::get(Face::Public, "/", Access::Anyone, nowhere);
static SIGN_IN: Route =
    Route::post(Face::Public, "/sign-in", Access::Anyone, &[], nowhere).hashes();
static ASK: Route =
    Route::post(Face::Public, "/ask", Access::Anyone, &[], nowhere).hears(Hearing {
        keep: |_, fault| Err(fault),
        help: |_| None,
    });

fn visitor(last: u8) -> Visitor {
    Visitor::of([192, 0, 2, last].into())
}

fn page() -> &'static Route {
    &PAGE
}

fn sign_in() -> &'static Route {
    &SIGN_IN
}

/// Lanes in which nobody waits long.
fn lanes() -> Arc<Lanes> {
    Lanes::with_wait(Duration::from_millis(50))
}

fn run<T>(test: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    runtime.unwrap().block_on(test)
}

async fn turns(lanes: &Arc<Lanes>, who: Visitor, route: &'static Route, count: usize) -> Vec<Turn> {
    let mut turns = Vec::new();
    for _ in 0..count {
        turns.push(lanes.turn(who, route).await.unwrap());
    }
    turns
}

#[test]
fn one_visitor_cannot_take_every_turn() {
    run(async {
        let lanes = lanes();
        let crowd = turns(&lanes, visitor(1), page(), HANDLERS_PER_VISITOR_MAX).await;
        assert!(
            lanes.turn(visitor(1), page()).await.is_none(),
            "it waits in vain"
        );
        assert!(lanes.turn(visitor(2), page()).await.is_some());
        drop(crowd);
        assert!(lanes.turn(visitor(1), page()).await.is_some());
    });
}

#[test]
fn a_crowd_that_signs_in_takes_no_turn_of_other_pages() {
    run(async {
        let lanes = lanes();
        let _crowd = turns(&lanes, visitor(1), sign_in(), HASHING_MAX).await;
        let _more = turns(&lanes, visitor(1), page(), HANDLERS_PER_VISITOR_MAX).await;
        assert!(
            lanes.turn(visitor(2), sign_in()).await.is_none(),
            "it waits in vain"
        );
    });
}

/// Somebody in danger waits behind nobody who reads, signs in or floods, also from the same address.
#[test]
fn no_crowd_keeps_words_of_danger_waiting() {
    run(async {
        let lanes = lanes();
        let mut crowd = Vec::new();
        for who in 1..=3 {
            let share = HANDLERS_PER_VISITOR_MAX.min(HANDLERS_MAX - crowd.len());
            crowd.extend(turns(&lanes, visitor(who), page(), share).await);
        }
        assert!(lanes.turn(visitor(4), page()).await.is_none());
        assert!(lanes.turn(visitor(4), &ASK).await.is_some());
        drop(crowd);
        let stand = |lane| lanes.stand(visitor(1), lane);
        let line: Vec<_> = (0..REQUESTS_PER_VISITOR_MAX)
            .map(|_| stand(Lane::Pages).unwrap())
            .collect();
        assert!(stand(Lane::Pages).is_none());
        assert!(lanes.turn(visitor(1), &ASK).await.is_some());
        drop(line);
        // There is an end to it for one visitor, and a place for the next.
        let own = turns(&lanes, visitor(1), &ASK, HEARING_PER_VISITOR_MAX).await;
        assert!(lanes.turn(visitor(1), &ASK).await.is_none());
        assert!(lanes.turn(visitor(2), &ASK).await.is_some());
        drop(own);
        let line: Vec<_> = (0..HEARING_WAITING_PER_VISITOR_MAX)
            .map(|_| stand(Lane::Hearing).unwrap())
            .collect();
        assert!(stand(Lane::Hearing).is_none());
        drop(line);
        assert!(lanes.visitors().is_empty());
    });
}

#[test]
fn whoever_would_wait_behind_too_many_sign_ins_is_told_at_once() {
    run(async {
        let lanes = lanes();
        let stand = |last| lanes.stand(visitor(last), Lane::Hashing);
        let line = |last| {
            (0..HASHING_WAITING_PER_VISITOR_MAX)
                .map(|_| stand(last).unwrap())
                .collect::<Vec<_>>()
        };
        let one = line(1);
        assert!(stand(1).is_none(), "one visitor's share");
        let shares = HASHING_WAITING_MAX / HASHING_WAITING_PER_VISITOR_MAX;
        let last = u8::try_from(shares).unwrap();
        let _others: Vec<_> = (2..=last).map(line).collect();
        assert!(last >= 8, "two visitors cannot fill it");
        assert!(stand(last + 1).is_none(), "everybody's");
        drop(one);
        assert!(stand(last + 1).is_some());
    });
}

#[test]
fn a_visitor_with_too_many_requests_is_told_at_once_and_nobody_is_remembered() {
    let lanes = lanes();
    let stand = |last| lanes.stand(visitor(last), Lane::Pages);
    let line: Vec<_> = (0..REQUESTS_PER_VISITOR_MAX)
        .map(|_| stand(1).unwrap())
        .collect();
    assert!(stand(1).is_none());
    assert!(stand(2).is_some());
    drop(line);
    assert!(lanes.visitors().is_empty());
}
