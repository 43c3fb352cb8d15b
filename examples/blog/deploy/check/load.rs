//! Readers and writers at the same time, while parts of the site are ended and started again.

use std::collections::{HashMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{Request, header};
use blog::entry::Entry;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::book::{BUSY, Book, Finding, QUIET};
use crate::client::Client;
use crate::pages::Page;
use crate::reader::Reader;
use crate::site::{Cache, Settings, Site};
use crate::writer::{Writer, path};

const READERS: usize = 12;
const WRITERS: usize = 4;

/// The whole check; what was wrong.
pub(crate) async fn check(settings: &Settings, requests: usize, calm: bool) -> Vec<Finding> {
    let mut site = Site::start(settings).await;
    site.create_entries();
    site.work();
    // A cache that is told by the answer to a write cannot know earlier than the writer.
    let book = Arc::new(Book::new(settings.cache != Cache::Groups));
    let begun = Instant::now();
    let mut clients = start_clients(&site, &book, requests);
    if !calm {
        make_trouble(&mut site, &book, requests).await;
    }
    while let Some(client) = clients.join_next().await {
        client.unwrap();
    }
    report(settings, &site, &book, begun.elapsed());
    let mut findings = book.findings();
    findings.extend(lost(&site, &book).await);
    findings.extend(differences(&site).await);
    findings
}

/// All clients, at work until the given number of requests has been sent.
fn start_clients(site: &Site, book: &Arc<Book>, requests: usize) -> JoinSet<()> {
    let mut clients = JoinSet::new();
    let client = |number| Client::new(site.address(number));
    for number in 0..READERS {
        let reader = Reader::new(client(number), Arc::clone(book), number % 2 == 1);
        clients.spawn(read(reader, Arc::clone(book), requests));
    }
    for number in 0..WRITERS {
        let writer = Writer::new(number, client(number), Arc::clone(book));
        clients.spawn(write(writer, Arc::clone(book), requests));
    }
    let writer = Writer::new(WRITERS, client(WRITERS), Arc::clone(book));
    clients.spawn(write_in_pairs(writer, Arc::clone(book), requests));
    clients
}

async fn read(mut reader: Reader, book: Arc<Book>, requests: usize) {
    while book.requests() < requests {
        let page = match fastrand::u8(..10) {
            0..6 => Page::Entry(fastrand::i64(BUSY)),
            6 => Page::Entry(fastrand::i64(QUIET)),
            7 => Page::BUSY_FRONT,
            _ => Page::QUIET_FRONT,
        };
        reader.read(page).await;
    }
}

async fn write(mut writer: Writer, book: Arc<Book>, requests: usize) {
    while book.requests() < requests {
        writer.write(fastrand::i64(BUSY)).await;
        // Readers outnumber writers.
        sleep(Duration::from_millis(fastrand::u64(..20))).await;
    }
}

/// Two changes that are likely to fall into one second, and then nothing for some seconds: time
/// enough for the date of the second change to be sent.
async fn write_in_pairs(mut writer: Writer, book: Arc<Book>, requests: usize) {
    while book.requests() < requests {
        writer.write(fastrand::i64(QUIET)).await;
        sleep(Duration::from_millis(fastrand::u64(50..500))).await;
        writer.write(fastrand::i64(QUIET)).await;
        sleep(Duration::from_millis(fastrand::u64(1500..6000))).await;
    }
}

/// Ends and starts again a replica, the database and the cache, each while clients are at work.
async fn make_trouble(site: &mut Site, book: &Book, requests: usize) {
    let last = site.replicas().count() - 1;
    reached(book, requests / 5).await;
    site.kill_replica(last);
    reached(book, requests * 2 / 5).await;
    site.start_replica(last, None).await;
    reached(book, requests * 3 / 5).await;
    site.restart_postgres();
    reached(book, requests * 4 / 5).await;
    site.restart_cache().await;
}

async fn reached(book: &Book, requests: usize) {
    while book.requests() < requests {
        sleep(Duration::from_millis(10)).await;
    }
}

fn report(settings: &Settings, site: &Site, book: &Book, time: Duration) {
    let work = site.work();
    println!(
        "{:?}, {} replicas: {book}",
        settings.cache, settings.replicas
    );
    println!(
        "  in {} s; the replicas had {} requests, rendered {} and answered {} with 304",
        time.as_secs(),
        work.requests,
        work.rendered,
        work.not_modified,
    );
}

/// Every acknowledged write is in the text, and no version was acknowledged twice.
async fn lost(site: &Site, book: &Book) -> Vec<Finding> {
    let mut client = Client::new(site.replicas().next().unwrap());
    let mut marks = HashMap::new();
    for id in BUSY.chain(QUIET) {
        let answer = client
            .send(Request::get(path(id)), Bytes::new())
            .await
            .unwrap();
        let entry: Entry = serde_json::from_slice(answer.body()).unwrap();
        let lines: HashSet<String> = entry.body.lines().map(str::to_owned).collect();
        marks.insert(id, lines);
    }
    let mut versions = HashSet::new();
    let mut lost = book.writes();
    lost.retain(|write| {
        let first = versions.insert((write.entry, write.version));
        !first || !marks[&write.entry].contains(&write.mark)
    });
    let lost = lost.into_iter();
    lost.map(|write| Finding::Lost(format!("{write:?}")))
        .collect()
}

/// What the replicas say about the same page, once all is quiet.
async fn differences(site: &Site) -> Vec<Finding> {
    let entries = BUSY
        .chain(QUIET)
        .map(|entry| Page::Entry(entry).to_string());
    let fronts = [Page::BUSY_FRONT, Page::QUIET_FRONT].map(|front| front.to_string());
    let mut findings = Vec::new();
    for page in entries.chain(fronts).chain([path(101)]) {
        let mut answers = Vec::new();
        for replica in site.replicas() {
            answers.push(answer(replica, &page).await);
        }
        answers.dedup();
        if answers.len() > 1 {
            findings.push(Finding::Differs(format!("{page}: {answers:#?}")));
        }
    }
    findings
}

async fn answer(replica: SocketAddr, page: &str) -> (Option<String>, Bytes) {
    let mut client = Client::new(replica);
    let answer = client.send(Request::get(page), Bytes::new()).await.unwrap();
    let tag = answer.headers().get(header::ETAG);
    let tag = tag.map(|tag| tag.to_str().unwrap().to_owned());
    (tag, answer.into_body())
}
