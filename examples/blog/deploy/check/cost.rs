//! What the replicas do for each request, and how that grows.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::http::{Request, header};
use tokio::task::JoinSet;

use crate::book::{BUSY, Book, Finding};
use crate::client::Client;
use crate::pages::Page;
use crate::reader::Reader;
use crate::site::{Cache, Settings, Site};
use crate::writer::Writer;

const READERS: usize = 16;

/// How many reads there are for each write.
const READS_FOR_A_WRITE: usize = 100;

/// Prints all lines; nothing here is wrong.
pub(crate) async fn table(settings: &Settings, requests: usize) -> Vec<Finding> {
    println!(
        "for each 100 reads, one of them a write ({requests} reads a line, {READERS} clients):"
    );
    println!("| in front | replicas | asked | rendered | reads a second, 1 = the first line |");
    println!("|---|--:|--:|--:|--:|");
    let mut first = None;
    for cache in [Cache::None, Cache::Nginx, Cache::Varnish, Cache::Groups] {
        for replicas in 1..=3 {
            let settings = Settings {
                cache,
                replicas,
                ..*settings
            };
            line(&settings, requests, &mut first).await;
        }
    }
    growth(settings).await;
    Vec::new()
}

async fn line(settings: &Settings, requests: usize, first: &mut Option<f64>) {
    let site = Site::start(settings).await;
    site.create_entries();
    let book = Arc::new(Book::new(false));
    read(&site, &book, requests / 5).await;
    site.work();
    let begun = Instant::now();
    read(&site, &book, requests).await;
    let rate = requests as f64 / begun.elapsed().as_secs_f64();
    let work = site.work();
    let each = |count: usize| 100.0 * count as f64 / requests as f64;
    println!(
        "| {:?} | {} | {:.0} | {:.1} | {:.2} |",
        settings.cache,
        settings.replicas,
        each(work.requests),
        each(work.rendered),
        rate / *first.get_or_insert(rate),
    );
}

/// Readers of entries, who ask about their copies, and a write now and then.
async fn read(site: &Site, book: &Arc<Book>, requests: usize) {
    let mut readers = JoinSet::new();
    for number in 0..READERS {
        let client = |number| Client::new(site.address(number));
        let mut reader = Reader::new(client(number), Arc::clone(book), false);
        let mut writer = Writer::new(number, client(number), Arc::clone(book));
        readers.spawn(async move {
            for count in 0..requests / READERS {
                reader.read(Page::Entry(fastrand::i64(BUSY))).await;
                if count % READS_FOR_A_WRITE == 0 {
                    writer.write(fastrand::i64(BUSY)).await;
                }
            }
        });
    }
    while let Some(reader) = readers.join_next().await {
        reader.unwrap();
    }
}

/// What a validator costs among 1,000 and among 100,000 entries.
async fn growth(settings: &Settings) {
    let settings = Settings {
        cache: Cache::None,
        replicas: 1,
        ..*settings
    };
    let site = Site::start(&settings).await;
    site.create_entries();
    println!(
        "| entries | blocks a validator reads | 304s a second, 1 = the first line | front page, ms |"
    );
    println!("|--:|--:|--:|--:|");
    let mut first = None;
    for (from, to) in [(1_001, 2_000), (2_001, 101_000)] {
        site.sql(&format!(
            "INSERT INTO entries SELECT n, 2, 'mark 1', repeat('text ', 40), 'a check', now(), now(), 1 \
             FROM generate_series({from}, {to}) n"
        ));
        site.sql("VACUUM ANALYZE entries");
        let rate = not_modified_rate(&site, to).await;
        println!(
            "| {} | {} | {:.2} | {:.1} |",
            to - 1_000,
            blocks(&site, to),
            rate / *first.get_or_insert(rate),
            front_page(&site).await,
        );
    }
}

/// How many pages of 8 KiB the database looks at for one validator.
fn blocks(site: &Site, entry: i64) -> String {
    let plan = site.sql(&format!(
        "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) SELECT version FROM entries WHERE id = {entry}"
    ));
    let (_, rest) = plan.split_once("Buffers: shared hit=").unwrap();
    rest.chars().take_while(char::is_ascii_digit).collect()
}

async fn not_modified_rate(site: &Site, entry: i64) -> f64 {
    const REQUESTS: usize = 2_000;
    let mut client = Client::new(site.address(0));
    let page = Page::Entry(entry).to_string();
    let answer = client
        .send(Request::get(&page), Bytes::new())
        .await
        .unwrap();
    let tag = answer.headers()[header::ETAG].clone();
    let begun = Instant::now();
    for _ in 0..REQUESTS {
        let request = Request::get(&page).header(header::IF_NONE_MATCH, &tag);
        let answer = client.send(request, Bytes::new()).await.unwrap();
        assert_eq!(answer.status(), 304);
    }
    REQUESTS as f64 / begun.elapsed().as_secs_f64()
}

/// A page that lists everything, which no validator saves the first reader.
async fn front_page(site: &Site) -> f64 {
    let mut client = Client::new(site.address(0));
    let begun = Instant::now();
    let page = Page::QUIET_FRONT.to_string();
    client.send(Request::get(page), Bytes::new()).await.unwrap();
    begun.elapsed().as_secs_f64() * 1000.0
}
