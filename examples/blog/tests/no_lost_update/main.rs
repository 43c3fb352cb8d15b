//! No update is lost: thousands of writes by several clients to the same few entries, over real
//! sockets, and every one that was acknowledged is in every later text.
//!
//! Each client reads an entry, appends a line of its own (a *mark*) and writes the whole entry
//! back over the version that it has read. A text therefore tells which writes its author had
//! seen: a mark that is missing from a later text is an update that somebody lost. The same
//! clients and the same [`audit`](audit::audit) are let loose on servers without the guard,
//! which shows that they would notice.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that fails must fail loudly, and one that holds may tell what it has seen"
)]

mod audit;
mod client;
#[path = "../shared/database.rs"]
mod database;
mod editor;
mod lost_answers;
mod process;
mod repeating;
mod sightings;
mod stages;
mod tampering;
mod unguarded;

use std::future::{Future, IntoFuture as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use blog::app::app;
use blog::entry::{EntryChange, FIRST_BLOG};
use blog::files::Files;
use blog::state::AppState;
use blog::store::Store;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{Barrier, oneshot, watch};
use tokio::task::JoinSet;

use crate::audit::{Finding, audit};
use crate::client::Client;
use crate::editor::{Account, ENTRIES, Editor};
use crate::process::Server;

/// How many clients write at the same time.
const CLIENTS: usize = 8;

/// How many acknowledgements each of them waits for.
const WRITES_EACH: usize = 250;

const WRITES: usize = CLIENTS * WRITES_EACH;

/// The same where updates are lost: the first write of each client shows it for certain.
const UNGUARDED_WRITES_EACH: usize = 25;

/// How often the server is killed while they do. What a kill meets is a matter of chance: a write
/// that is about to begin, or half done, or done and not yet answered.
const KILLS: usize = 12;

/// How many writes are acknowledged meanwhile: what counts is how many kills there are.
const KILLED_WRITES: usize = WRITES / 2;

/// No run takes so long; a server that never answers must not hold up everything else.
const PATIENCE: Duration = Duration::from_mins(5);

#[tokio::test(flavor = "multi_thread")]
async fn no_update_is_lost_among_clients_that_say_which_version_they_change() {
    let (folder, store) = database().await;
    let blog = blog(&folder, &store);
    let account = run(blog, WRITES_EACH).await;
    let store = settled(&folder, store).await;
    let findings = audit(&store, &account).await;
    report("with the guard", &account, &findings);
    assert_eq!(findings, []);
    assert_eq!(account.acknowledged.len(), WRITES);
    assert!(account.refused >= CLIENTS - 1, "nobody was ever in the way");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_guard_updates_are_lost_and_the_audit_sees_it() {
    let (folder, store) = database().await;
    let blog = unguarded::last_one_wins(blog(&folder, &store), &store);
    let account = run(blog, UNGUARDED_WRITES_EACH).await;
    let store = settled(&folder, store).await;
    let findings = audit(&store, &account).await;
    report("without the guard", &account, &findings);
    assert_eq!(account.refused, 0);
    shows_lost_updates(&findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checked_header_without_the_version_in_the_statement_loses_updates_too() {
    let (folder, store) = database().await;
    let blog = unguarded::checked_too_early(blog(&folder, &store), &store, CLIENTS);
    let account = run(blog, UNGUARDED_WRITES_EACH).await;
    let store = settled(&folder, store).await;
    let findings = audit(&store, &account).await;
    report("with the header alone", &account, &findings);
    shows_lost_updates(&findings);
}

/// The process ends; what it has handed to the operating system stays. This is no power failure.
#[tokio::test(flavor = "multi_thread")]
async fn no_update_is_lost_when_the_server_is_killed_in_the_middle() {
    let (folder, store) = database().await;
    store.close().await;
    let server = Server::start(folder.path()).await;
    let home = watch::Sender::new(Some(server.address));
    let progress = watch::Sender::new(0);
    let (account, server) = bounded(async {
        tokio::join!(
            edit(&home, &progress, KILLED_WRITES / CLIENTS),
            kill_and_start_again(server, &folder, &home, progress.subscribe()),
        )
    })
    .await;
    server.kill();
    let store = open(&folder).await;
    let findings = audit(&store, &account).await;
    report("killed in the middle", &account, &findings);
    assert_eq!(findings, []);
    assert_eq!(account.acknowledged.len(), KILLED_WRITES);
}

/// Ends the server without a warning each time that another part of the writes is acknowledged.
async fn kill_and_start_again(
    mut server: Server,
    folder: &TempDir,
    home: &watch::Sender<Option<SocketAddr>>,
    mut progress: watch::Receiver<usize>,
) -> Server {
    for kill in 1..=KILLS {
        let count = KILLED_WRITES * kill / (KILLS + 1);
        progress.wait_for(|done| *done >= count).await.unwrap();
        // By now another program may listen at the old address.
        home.send_replace(None);
        server.kill();
        server = Server::start(folder.path()).await;
        home.send_replace(Some(server.address));
    }
    server
}

/// All clients at work, until each has its acknowledgements; what they know afterwards.
async fn edit(
    home: &watch::Sender<Option<SocketAddr>>,
    progress: &watch::Sender<usize>,
    writes_each: usize,
) -> Account {
    let start = Arc::new(Barrier::new(CLIENTS));
    let mut clients = JoinSet::new();
    for name in 0..CLIENTS {
        let client = Client::new(home.subscribe());
        let editor = Editor::new(name, client, Arc::clone(&start), progress.clone());
        clients.spawn(editor.work(writes_each));
    }
    let mut all = Account::default();
    while let Some(account) = clients.join_next().await {
        all.add(account.unwrap());
    }
    all
}

/// [`edit`] against a server in this process.
async fn run(blog: Router, writes_each: usize) -> Account {
    serve(blog, async |address| {
        let home = watch::Sender::new(Some(address));
        edit(&home, &watch::Sender::new(0), writes_each).await
    })
    .await
}

/// Clients at work against a server in this process, which has ended its own work afterwards.
async fn serve<T>(blog: Router, clients: impl AsyncFnOnce(SocketAddr) -> T) -> T {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (go_on, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, blog).with_graceful_shutdown(async {
        stopped.await.unwrap_err();
    });
    let server = tokio::spawn(server.into_future());
    let told = bounded(clients(address)).await;
    drop(go_on);
    bounded(server).await.unwrap().unwrap();
    told
}

/// The same database, once everything that was begun is either done or undone.
async fn settled(folder: &TempDir, store: Store) -> Store {
    store.close().await;
    open(folder).await
}

async fn bounded<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.unwrap()
}

/// A database with the entries that all write to, each a single line at the start.
async fn database() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    for entry in ENTRIES {
        let created = store.create_at(entry, &first_version()).await.unwrap();
        assert_eq!(created.unwrap().version, 1);
    }
    (folder, store)
}

fn first_version() -> EntryChange {
    EntryChange {
        blog_id: FIRST_BLOG,
        title: "Marks".to_owned(),
        body: "Everybody signs here:".to_owned(),
        author: "a test".to_owned(),
        published_at: None,
    }
}

async fn open(folder: &TempDir) -> Store {
    Store::open(&database::url(folder.path())).await.unwrap()
}

fn blog(folder: &TempDir, store: &Store) -> Router {
    app(AppState::new(store.clone(), Files::new(folder.path())))
}

/// The clients' first writes all change one version. At most one of these marks can be in any
/// later text, since each text stems from a single one before it. So the number is certain.
#[track_caller]
fn shows_lost_updates(findings: &[Finding]) {
    let lost = count(findings, Finding::is_lost);
    let overwrote = count(findings, Finding::is_overwritten);
    assert!(lost >= CLIENTS - 1, "only {lost} updates were lost");
    assert!(overwrote >= CLIENTS - 1, "only {overwrote} overwrote");
    assert_eq!(lost + overwrote, findings.len(), "{findings:#?}");
}

/// For those who run the tests with `--nocapture`.
fn report(what: &str, account: &Account, findings: &[Finding]) {
    eprintln!(
        "{what}: {} acknowledged, {} refused, {} unanswered; {} overwrote another, {} lost, \
         {} findings in all",
        account.acknowledged.len(),
        account.refused,
        account.unanswered.len(),
        count(findings, Finding::is_overwritten),
        count(findings, Finding::is_lost),
        findings.len(),
    );
}

fn count(findings: &[Finding], wanted: fn(&Finding) -> bool) -> usize {
    findings.iter().filter(|finding| wanted(finding)).count()
}
