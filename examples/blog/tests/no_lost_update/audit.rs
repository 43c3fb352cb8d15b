//! Holds what the clients were told against what the database has.

use std::collections::HashSet;

use blog::entry::{FIRST_BLOG, Record};
use blog::store::Store;

use crate::editor::{Account, Acknowledged, ENTRIES};

/// Something that must not be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The text of this version is not the text of the one before it and one more mark.
    Overwrote { entry: i64, version: i64 },
    /// An acknowledged write whose mark is not in the entry at the end.
    Lost(Acknowledged),
    /// An acknowledged write that is not in the history as the version that was told.
    Unrecorded(Acknowledged),
    /// A write in the history that no client has made, or that is there twice.
    Unexplained(Acknowledged),
    /// The versions of the entry do not count up from 1, or the history misses one.
    Gap { entry: i64, version: i64 },
    /// The entry is not what the last write in its history made.
    HalfIn { entry: i64 },
    /// The blog counts other writes than its entries' histories do.
    Miscounted { revision: i64, recorded: i64 },
}

impl Finding {
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self, Self::Lost(_))
    }

    pub(crate) fn is_overwritten(&self) -> bool {
        matches!(self, Self::Overwrote { .. })
    }
}

/// The whole of what went wrong; empty when every acknowledged write is in every later text.
pub(crate) async fn audit(store: &Store, account: &Account) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut records = Vec::new();
    for entry in ENTRIES {
        let history = store.history(entry).await.unwrap();
        findings.extend(gaps(&history));
        findings.extend(overwritten(&history));
        findings.extend(half_in(store, entry, history.last()).await);
        records.extend(history.iter().skip(1).map(acknowledgement));
        findings.extend(lost(entry, account, &history));
    }
    findings.extend(unmatched(account, records));
    findings.extend(miscounted(store).await);
    findings
}

fn gaps(history: &[Record]) -> impl Iterator<Item = Finding> {
    let wrong = |(version, record): &(i64, &Record)| record.version != *version;
    (1..)
        .zip(history)
        .filter(wrong)
        .map(|(version, record)| Finding::Gap {
            entry: record.entry_id,
            version,
        })
}

fn overwritten(history: &[Record]) -> impl Iterator<Item = Finding> {
    let next = history.iter().skip(1);
    let wrong = |(before, after): &(&Record, &Record)| !adds_one_mark(&before.body, &after.body);
    let pairs = history.iter().zip(next).filter(wrong);
    pairs.map(|(_, record)| Finding::Overwrote {
        entry: record.entry_id,
        version: record.version,
    })
}

fn adds_one_mark(before: &str, after: &str) -> bool {
    let added = after.strip_prefix(before);
    let added = added.and_then(|text| text.strip_prefix('\n'));
    added.is_some_and(|mark| !mark.is_empty() && !mark.contains('\n'))
}

/// Entry and history are written together or not at all.
async fn half_in(store: &Store, id: i64, last: Option<&Record>) -> Option<Finding> {
    let entry = store.entry(id).await.unwrap();
    let now = entry.as_ref().map(|entry| (entry.version, &*entry.body));
    let told = last.map(|record| (record.version, &*record.body));
    (now != told).then_some(Finding::HalfIn { entry: id })
}

fn lost(entry: i64, account: &Account, history: &[Record]) -> Vec<Finding> {
    let text = history.last().map_or("", |record| &record.body);
    let marks: HashSet<&str> = text.lines().collect();
    let writes = account.acknowledged.iter();
    writes
        .filter(|write| write.entry == entry && !marks.contains(&*write.mark))
        .map(|write| Finding::Lost(write.clone()))
        .collect()
}

/// What the client was told, or should have been, when this version was written.
fn acknowledgement(record: &Record) -> Acknowledged {
    Acknowledged {
        entry: record.entry_id,
        version: record.version,
        mark: record.body.lines().last().unwrap_or_default().to_owned(),
    }
}

/// Acknowledgements without a record, and records without a client who could have made them.
fn unmatched(account: &Account, records: Vec<Acknowledged>) -> Vec<Finding> {
    let mut told: HashSet<_> = account.acknowledged.iter().cloned().collect();
    let mut open: HashSet<_> = account.unanswered.iter().map(String::as_str).collect();
    let mut findings = Vec::new();
    for record in records {
        if !told.remove(&record) && !open.remove(&*record.mark) {
            findings.push(Finding::Unexplained(record));
        }
    }
    findings.extend(told.into_iter().map(Finding::Unrecorded));
    findings
}

/// The blog's revision moves in the same transaction as entry and history.
async fn miscounted(store: &Store) -> Option<Finding> {
    let revision = store.blog_revision(FIRST_BLOG).await.unwrap().unwrap();
    let mut recorded = 0;
    for entry in store.entries(FIRST_BLOG).await.unwrap() {
        let history = store.history(entry.id).await.unwrap();
        recorded += i64::try_from(history.len()).unwrap();
    }
    (revision != recorded).then_some(Finding::Miscounted { revision, recorded })
}
