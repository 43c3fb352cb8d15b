//! The room that a guard takes beside the handler's own future.

use axum::Json;
use axum::extract::State;
use conditional_axum::{Current, ETag, Resource, condition, etag};

/// Bytes of the future that a handler of one parameter returns.
fn of_one<A, F>(_: impl Fn(A) -> F) -> usize {
    size_of::<F>()
}

/// Bytes of the future that a handler of two parameters returns.
fn of_two<A, B, F>(_: impl Fn(A, B) -> F) -> usize {
    size_of::<F>()
}

/// A handler that keeps a kilobyte while it waits.
async fn works() -> u8 {
    let kept = std::hint::black_box([1_u8; 1024]);
    tokio::task::yield_now().await;
    kept.iter().copied().fold(0, u8::wrapping_add)
}

#[derive(Clone, Resource)]
struct Row {
    #[etag]
    version: u64,
}

mod bare {
    use super::{Json, Row, State, works};

    pub(super) async fn page(_: State<u64>) -> String {
        works().await.to_string()
    }

    pub(super) async fn save(_: State<Row>, Json(text): Json<String>) -> String {
        format!("{} {text}", works().await)
    }
}

#[etag(|State(version): &State<u64>| ETag::from(*version))]
async fn page(_: State<u64>) -> String {
    works().await.to_string()
}

#[condition(resource = |State(row): &State<Row>| row.clone(), required)]
async fn save(_: State<Row>, Current(row): Current<Row>, Json(text): Json<String>) -> String {
    format!("{} {text} {}", works().await, row.version)
}

#[test]
fn a_guard_takes_little_room_beside_the_handlers_own_future() {
    let pages = (of_one(page), of_one(bare::page));
    let saves = (of_two(save), of_two(bare::save));
    assert!(pages.0 <= pages.1 + LIMIT, "{pages:?}");
    assert!(saves.0 <= saves.1 + LIMIT, "{saves:?}");
}

/// The request's head, which waits in the wrapper's last parameter, the guard, and what the answer
/// needs of both.
const LIMIT: usize = 640;
