//! Answers that get lost: clients that send a write again until they have its answer.
//!
//! Their connections are cut at random moments, and a client cannot tell whether its write was
//! made before that. So it repeats it, and a repetition of what is in place already is no conflict
//! (RFC 9110 §13.1.1).

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;

use axum::Router;
use blog::entry::Record;
use blog::store::Store;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::client::Client;
use crate::repeating::{Answer, Told, Writer};
use crate::sightings::Sightings;
use crate::stages::Stages;
use crate::{CLIENTS, blog, bounded, database, serve, settled, unguarded};

/// Two of the clients share the first of these, and are in each other's way; the others have one
/// each.
const ENTRIES: [i64; CLIENTS - 1] = [101, 102, 103, 104, 105, 106, 107];

/// How many writes each client gets an answer to, which together make ten thousand.
const WRITES_EACH: usize = 10_000 / CLIENTS;

/// Something that must not be.
#[derive(Debug)]
#[expect(dead_code, reason = "printed when a test fails")]
enum Fault {
    /// The client was refused although the entry is what it had sent.
    FalseConflict(Told),
    /// The client was told of a version that is not its write, or not made from what it had read.
    NotTheirs(Told),
    /// One write made two versions.
    Twice(Record),
    /// The versions do not count up from 1.
    Gap(Record),
    /// The blog counts other writes than its entries' histories do.
    Miscounted { revision: i64, recorded: usize },
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_write_is_never_refused_for_its_own_change() {
    let (folder, store) = entries().await;
    let (told, report) = run(blog(&folder, &store), WRITES_EACH).await;
    let store = settled(&folder, store).await;
    let faults = audit(&store, told).await;
    eprintln!("with `applied`: {report:?}, {} faults", faults.len());
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(report.made, WRITES_EACH * CLIENTS);
    assert!(report.repeated > 0, "nothing was ever repeated");
    assert!(report.refused > 0, "nobody was ever in the way");
    assert!(report.cuts.are_complete(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_applied_clients_are_refused_for_their_own_change() {
    let (folder, store) = entries().await;
    let blog = unguarded::conflict_with_oneself(blog(&folder, &store), &store);
    let (told, report) = run(blog, WRITES_EACH / 10).await;
    let store = settled(&folder, store).await;
    let faults = audit(&store, told).await;
    eprintln!("without `applied`: {report:?}, {} faults", faults.len());
    let false_conflict = |fault: &Fault| matches!(fault, Fault::FalseConflict(_));
    assert!(faults.iter().any(false_conflict), "{faults:#?}");
    assert!(faults.iter().all(false_conflict), "{faults:#?}");
}

/// Numbers for people.
#[derive(Debug, Default)]
struct Report {
    made: usize,
    refused: usize,
    repeated: usize,
    cuts: Stages,
}

impl Report {
    fn of(told: &[Told], sightings: &Sightings) -> Self {
        let count = |wanted: fn(&Told) -> bool| told.iter().filter(|told| wanted(told)).count();
        Self {
            made: count(|told| matches!(told.answer, Answer::Made(_))),
            refused: count(|told| matches!(told.answer, Answer::Refused(_))),
            repeated: count(|told| !told.cuts.is_empty()),
            cuts: Stages::of(told, sightings),
        }
    }
}

async fn entries() -> (tempfile::TempDir, Store) {
    let (folder, store) = database().await;
    for entry in ENTRIES {
        store
            .create_at(entry, &crate::first_version())
            .await
            .unwrap();
    }
    (folder, store)
}

async fn run(blog: Router, writes_each: usize) -> (Vec<Told>, Report) {
    let sightings = Sightings::default();
    let blog = sightings.of(blog);
    let work = async |address| work(address, writes_each, &sightings).await;
    let told = serve(blog, work).await;
    let report = Report::of(&told, &sightings);
    (told, report)
}

async fn work(address: SocketAddr, writes_each: usize, sightings: &Sightings) -> Vec<Told> {
    let home = watch::Sender::new(Some(address));
    let mut clients = JoinSet::new();
    for (name, &entry) in ENTRIES.iter().cycle().enumerate().take(CLIENTS) {
        let writer = Writer {
            name,
            entry,
            client: Client::new(home.subscribe()),
            random: fastrand::Rng::with_seed(u64::try_from(name).unwrap()),
            sightings: sightings.clone(),
        };
        clients.spawn(writer.work(writes_each));
    }
    let told = bounded(clients.join_all()).await;
    told.into_iter().flatten().collect()
}

async fn audit(store: &Store, told: Vec<Told>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut texts = HashMap::new();
    for entry in ENTRIES {
        let mut marks = HashSet::new();
        for (version, record) in (1..).zip(store.history(entry).await.unwrap()) {
            texts.insert((entry, record.version), record.body.clone());
            if record.version != version {
                faults.push(Fault::Gap(record));
            } else if !marks.insert(record.body.clone()) {
                faults.push(Fault::Twice(record));
            }
        }
    }
    let is = |told: &Told, version| texts.get(&(told.entry, version)) == Some(&told.mark);
    faults.extend(told.into_iter().filter_map(|told| match told.answer {
        Answer::Made(version) if version == told.base + 1 && is(&told, version) => None,
        Answer::Made(_) => Some(Fault::NotTheirs(told)),
        Answer::Refused(version) => is(&told, version).then_some(Fault::FalseConflict(told)),
    }));
    faults.extend(miscounted(store).await);
    faults
}

async fn miscounted(store: &Store) -> Option<Fault> {
    let revision = store
        .blog_revision(blog::entry::FIRST_BLOG)
        .await
        .unwrap()?;
    let mut recorded = 0;
    for entry in store.entries(blog::entry::FIRST_BLOG).await.unwrap() {
        recorded += store.history(entry.id).await.unwrap().len();
    }
    let counted = usize::try_from(revision).unwrap();
    (counted != recorded).then_some(Fault::Miscounted { revision, recorded })
}
