//! What all clients together know: which versions there have been, and what has gone wrong.

use std::collections::HashMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

/// The entries that the clients read and write, and the blog that each of them is in.
pub(crate) const BUSY: std::ops::RangeInclusive<i64> = 101..=120;
/// These are written in pairs, with seconds of quiet between the pairs.
pub(crate) const QUIET: std::ops::RangeInclusive<i64> = 201..=203;

/// Something that must not be.
#[derive(Clone, Debug)]
pub(crate) enum Finding {
    /// A whole page that was older than what the client could know before it asked.
    OldPage(String),
    /// "Not modified", though the client could know that it was.
    WrongNotModified(String),
    /// An acknowledged write that is in no later text.
    Lost(String),
    /// Two replicas say different things.
    Differs(String),
    /// An answer that nobody has asked for.
    Unexpected(String),
}

/// One acknowledged write.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) entry: i64,
    pub(crate) version: i64,
    pub(crate) mark: String,
}

/// The book; every client writes into it.
#[derive(Debug)]
pub(crate) struct Book {
    known: HashMap<i64, AtomicI64>,
    /// A version that somebody has read is known to everybody.
    by_reading: bool,
    requests: AtomicUsize,
    failed: AtomicUsize,
    refused: AtomicUsize,
    not_modified: AtomicUsize,
    writes: Mutex<Vec<Write>>,
    findings: Mutex<Vec<Finding>>,
}

impl Book {
    pub(crate) fn new(by_reading: bool) -> Self {
        let entries = BUSY.chain(QUIET).map(|entry| (entry, AtomicI64::new(1)));
        Self {
            known: entries.collect(),
            by_reading,
            requests: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            not_modified: AtomicUsize::new(0),
            writes: Mutex::default(),
            findings: Mutex::default(),
        }
    }

    /// The latest version of the entry that anybody knows to exist.
    pub(crate) fn known(&self, entry: i64) -> i64 {
        self.known[&entry].load(Ordering::SeqCst)
    }

    pub(crate) fn has_read(&self, entry: i64, version: i64) {
        if self.by_reading {
            self.known[&entry].fetch_max(version, Ordering::SeqCst);
        }
    }

    pub(crate) fn has_written(&self, write: Write) {
        self.known[&write.entry].fetch_max(write.version, Ordering::SeqCst);
        self.writes.lock().unwrap().push(write);
    }

    /// Counts a request that is about to be sent.
    pub(crate) fn asks(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn not_modified(&self) {
        self.not_modified.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn found(&self, finding: Finding) {
        self.findings.lock().unwrap().push(finding);
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    pub(crate) fn writes(&self) -> Vec<Write> {
        self.writes.lock().unwrap().clone()
    }

    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.findings.lock().unwrap().clone()
    }
}

impl fmt::Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} requests: {} writes, {} refused with 412, {} answered 304, {} failed",
            self.requests(),
            self.writes.lock().unwrap().len(),
            self.refused.load(Ordering::Relaxed),
            self.not_modified.load(Ordering::Relaxed),
            self.failed.load(Ordering::Relaxed),
        )
    }
}

impl Finding {
    pub(crate) const KINDS: [&str; 5] = [
        "old pages",
        "wrong 304s",
        "lost updates",
        "replicas that differ",
        "unexpected answers",
    ];

    pub(crate) fn kind(&self) -> &'static str {
        let [old_page, wrong, lost, differs, unexpected] = Self::KINDS;
        match self {
            Self::OldPage(_) => old_page,
            Self::WrongNotModified(_) => wrong,
            Self::Lost(_) => lost,
            Self::Differs(_) => differs,
            Self::Unexpected(_) => unexpected,
        }
    }

    pub(crate) fn what(&self) -> &str {
        match self {
            Self::OldPage(what)
            | Self::WrongNotModified(what)
            | Self::Lost(what)
            | Self::Differs(what)
            | Self::Unexpected(what) => what,
        }
    }
}
