//! A new build takes the place of the old one, replica by replica.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::http::{HeaderValue, Request, StatusCode, header};

use crate::book::{BUSY, Finding};
use crate::client::Client;
use crate::pages::Page;
use crate::site::{Settings, Site};

/// How often each page is read in each phase.
const ROUNDS: usize = 6;

/// A reader who keeps the page that was sent last, and asks by its tag.
#[derive(Debug, Default)]
struct Reader {
    copies: HashMap<Page, HeaderValue>,
    full: usize,
    not_modified: usize,
    findings: Vec<Finding>,
}

/// The whole check, once with replicas in turn and once with a replica for each address.
pub(crate) async fn check(settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    for by_address in [false, true] {
        let settings = Settings {
            by_address,
            ..*settings
        };
        findings.extend(roll(&settings).await);
    }
    findings
}

async fn roll(settings: &Settings) -> Vec<Finding> {
    let mut site = Site::start(settings).await;
    for number in 0..settings.replicas {
        exchange(&mut site, number, "one").await;
    }
    site.create_entries();
    let way = if settings.by_address {
        "a replica for each address"
    } else {
        "replicas in turn"
    };
    println!(
        "{:?}, {way}: full answers and 304s for {} reads of a page",
        settings.cache, ROUNDS
    );
    let mut reader = Reader::default();
    let mut client = Client::new(site.address(0));
    reader.phase(&mut client, &site, "the old build").await;
    for number in 0..settings.replicas {
        exchange(&mut site, number, "two").await;
        let name = format!("{} of {} replicas new", number + 1, settings.replicas);
        reader.phase(&mut client, &site, &name).await;
    }
    let full = reader.full;
    reader.phase(&mut client, &site, "the new build").await;
    if reader.full > full {
        let more = reader.full - full;
        reader.findings.push(Finding::Unexpected(format!(
            "{more} full answers afterwards"
        )));
    }
    reader.findings
}

async fn exchange(site: &mut Site, number: usize, build: &str) {
    site.stop_replica(number);
    site.start_replica(number, Some(build)).await;
}

impl Reader {
    async fn phase(&mut self, client: &mut Client, site: &Site, name: &str) {
        let before = (self.full, self.not_modified);
        site.work();
        for _ in 0..ROUNDS {
            for entry in BUSY {
                self.read(client, Page::Entry(entry)).await;
            }
        }
        let pages = BUSY.count();
        let each = |count: usize| count as f64 / pages as f64;
        println!(
            "  {name}: {:.1} full, {:.1} times 304; {:.1} rendered by a replica",
            each(self.full - before.0),
            each(self.not_modified - before.1),
            each(site.work().rendered),
        );
    }

    async fn read(&mut self, client: &mut Client, page: Page) {
        let mut request = Request::get(page.to_string());
        let copy = self.copies.get(&page).cloned();
        if let Some(tag) = &copy {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        // A connection to a replica that was ended is lost once.
        let Ok(answer) = client.send(request, Bytes::new()).await else {
            return;
        };
        let tag = answer.headers().get(header::ETAG).cloned();
        match answer.status() {
            StatusCode::OK => {
                self.full += 1;
                let text = String::from_utf8_lossy(answer.body()).into_owned();
                let tag = tag.unwrap();
                if !text.contains(&tag.to_str().unwrap().replace('"', "&#34;")) {
                    self.findings.push(Finding::Differs(format!(
                        "{page} is not what {tag:?} names"
                    )));
                }
                self.copies.insert(page, tag);
            }
            StatusCode::NOT_MODIFIED => {
                self.not_modified += 1;
                if tag != copy {
                    let what = format!("{page}: {copy:?} was confirmed by {tag:?}");
                    self.findings.push(Finding::WrongNotModified(what));
                }
            }
            status if status.is_server_error() => {}
            _ => self
                .findings
                .push(Finding::Unexpected(format!("{answer:?}"))),
        }
    }
}
