//! What only a database server does: several blogs on one database, a restart, a failover.

#![expect(clippy::unwrap_used, reason = "a test that fails must fail loudly")]

mod server;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use blog::app::app;
use blog::entry::{Entry, EntryChange, FIRST_BLOG};
use blog::files::Files;
use blog::state::AppState;
use blog::store::{Store, WriteError};
use conditional_axum::{ETag, LastModified};
use tower::ServiceExt as _;

use crate::server::Server;

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn replicas_that_start_together_fill_one_database_once() {
    let server = Server::start();
    let (one, other) = tokio::join!(Store::open(&server.url), Store::open(&server.url));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.entry(8).await.unwrap(), other.entry(8).await.unwrap());
    let all = one.entries(FIRST_BLOG).await.unwrap();
    assert_eq!(one.blog_revision(FIRST_BLOG).await.unwrap(), Some(6));
    assert_eq!(all.len(), 6);
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn entries_that_two_replicas_create_at_once_have_different_numbers() {
    let server = Server::start();
    let one = Store::open(&server.url).await.unwrap();
    let other = Store::open(&server.url).await.unwrap();
    for _ in 0..20 {
        let (left, right) = tokio::join!(create(&one), create(&other));
        assert_ne!(left.id, right.id);
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn a_write_over_a_version_that_another_replica_has_replaced_writes_nothing() {
    let server = Server::start();
    let one = Store::open(&server.url).await.unwrap();
    let other = Store::open(&server.url).await.unwrap();
    let read = one.entry(1).await.unwrap().unwrap();
    assert!(
        other
            .update(&read, &change("first"))
            .await
            .unwrap()
            .is_some()
    );
    assert!(
        one.update(&read, &change("second"))
            .await
            .unwrap()
            .is_none()
    );
    assert!(!one.delete(&read).await.unwrap());
    assert_eq!(one.entry(1).await.unwrap().unwrap().body, "first");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn the_blog_goes_on_after_the_server_was_started_again() {
    let server = Server::start();
    let store = Store::open(&server.url).await.unwrap();
    let before = write(&store, "before").await;
    server.restart();
    let after = write(&store, "after").await;
    assert_eq!(after.version, before.version + 1);
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test-postgres"]
async fn after_a_failover_to_a_standby_that_lagged_no_lost_validator_is_given_to_another_text() {
    let primary = Server::start();
    let store = Store::open(&primary.url).await.unwrap();
    let standby = primary.copy();
    let lost = write(&store, "lost").await;
    let lost_new = create(&store).await;
    let tag = HeaderValue::from(ETag::from(lost.version));
    let date = front_date(&store).await;
    store.close().await;
    drop(primary);
    standby.promote();

    let store = Store::open(&standby.url).await.unwrap();
    let by_tag = get(&store, "/api/entries/1", header::IF_NONE_MATCH, &tag).await;
    let by_date = get(&store, "/", header::IF_MODIFIED_SINCE, &date).await;
    assert_eq!([by_tag, by_date], [StatusCode::OK, StatusCode::OK]);
    let kept = store.entry(1).await.unwrap().unwrap();
    assert_ne!(kept.body, "lost");
    assert!(kept.version > lost.version, "{kept:?}");
    assert!(
        store
            .update(&lost, &change("over it"))
            .await
            .unwrap()
            .is_none()
    );
    let new = create(&store).await;
    assert_eq!(new.id, lost_new.id);
    assert!(new.version > lost_new.version, "{new:?}");
    // And once only: the next connection finds nothing to do.
    let again = Store::open(&standby.url).await.unwrap();
    assert_eq!(again.entry(1).await.unwrap(), Some(kept));
}

async fn create(store: &Store) -> Entry {
    let any_list = |_| Ok::<(), WriteError>(());
    store
        .create(&change("new"), FIRST_BLOG, any_list)
        .await
        .unwrap()
}

async fn write(store: &Store, body: &str) -> Entry {
    let entry = store.entry(1).await.unwrap().unwrap();
    store.update(&entry, &change(body)).await.unwrap().unwrap()
}

fn change(body: &str) -> EntryChange {
    EntryChange {
        blog_id: FIRST_BLOG,
        title: "A title".to_owned(),
        body: body.to_owned(),
        author: "a test".to_owned(),
        published_at: None,
    }
}

/// The date of the front page, though it may be too fresh to be sent.
async fn front_date(store: &Store) -> HeaderValue {
    let changed = store.blog_changed_at(FIRST_BLOG).await.unwrap();
    LastModified::from(changed.unwrap())
        .to_string()
        .parse()
        .unwrap()
}

async fn get(store: &Store, path: &str, name: HeaderName, value: &HeaderValue) -> StatusCode {
    let folder = tempfile::tempdir().unwrap();
    let state = AppState::new(store.clone(), Files::new(folder.path()));
    let request = Request::get(path).header(name, value);
    let request = request.body(Body::empty()).unwrap();
    app(state).oneshot(request).await.unwrap().status()
}
