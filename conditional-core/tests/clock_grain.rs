//! A simulated clock, a page and its caches: none of them gets a 304 for a page that has changed,
//! although several changes fall into one second (RFC 9110 §8.8.2.2). Each rule that sees to it,
//! switched off, lets some through.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test: a failure should stop it"
)]

use conditional_core::{Decision, ETag, Fields, LastModified, Representation};
use http::{HeaderMap, Method, header};

const STEPS: u32 = 1_000_000;
const TICKS_PER_SECOND: i64 = 8;

#[test]
fn no_304_for_a_changed_page_over_a_million_steps() {
    for tags in [Tags::None, Tags::Weak, Tags::Strong] {
        let world = run(tags, None);
        assert_eq!(world.stale, 0, "wrong 304s with {tags:?}");
        assert!(
            world.fresh > STEPS / 50,
            "the simulation saw {} right 304s only, with {tags:?}",
            world.fresh
        );
    }
}

#[test]
fn without_any_one_of_the_rules_the_same_steps_show_wrong_304s() {
    for (rule, tags) in [
        (Rule::UnsentInItsSecond, Tags::None),
        (Rule::UnsentBesideATag, Tags::Strong),
        (Rule::NoStore, Tags::None),
        (Rule::NoStore, Tags::Weak),
        (Rule::ProceedInItsSecond, Tags::None),
        (Rule::Margin, Tags::None),
    ] {
        let world = run(tags, Some(rule));
        assert!(world.stale > 0, "nothing fails without {rule:?}, {tags:?}");
    }
}

fn run(tags: Tags, broken: Option<Rule>) -> World {
    let mut world = World::new(tags, broken);
    for _ in 0..STEPS {
        world.step();
    }
    world
}

/// What keeps the caches right.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Rule {
    /// A date is not sent before its second is over.
    UnsentInItsSecond,
    /// Nor is it where there is a tag.
    UnsentBesideATag,
    /// Without a date and a strong tag, an answer is not stored.
    NoStore,
    /// An `If-Modified-Since` of a second that is not over proceeds.
    ProceedInItsSecond,
    /// The database's clock may be behind the server's.
    Margin,
}

#[derive(Clone, Copy, Debug)]
enum Tags {
    None,
    Weak,
    Strong,
}

/// How a cache or a client revalidates.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    /// By the tag, or else by `Last-Modified`, or else by the `Date` of its copy: RFC 9111 §4.3.1 and
    /// RFC 9110 §13.1.3.
    Obeys,
    /// The same, but by strong tags only, as Squid does.
    IgnoresWeakTags,
    /// By `Last-Modified` alone.
    IgnoresTags,
    /// By the `Date` of what it has just got, stored or not, while that second lasts.
    Reloads,
}

const HABITS: [Habit; 5] = [
    Habit::Obeys,
    Habit::IgnoresWeakTags,
    Habit::IgnoresWeakTags,
    Habit::IgnoresTags,
    Habit::Reloads,
];

/// By how many seconds the database's clock is behind the server's.
const LAG: i64 = 2;

/// A page, its caches, and a clock that ticks several times a second.
struct World {
    tags: Tags,
    broken: Option<Rule>,
    random: u64,
    ticks: i64,
    content: u64,
    modified: LastModified,
    caches: [Option<Copy>; HABITS.len()],
    fresh: u32,
    stale: u32,
}

/// What a cache holds of an answer.
struct Copy {
    content: u64,
    date: LastModified,
    etag: Option<ETag>,
    last_modified: Option<LastModified>,
    is_stored: bool,
}

impl World {
    fn new(tags: Tags, broken: Option<Rule>) -> Self {
        Self {
            tags,
            broken,
            random: 0x9e37_79b9_7f4a_7c15,
            ticks: 800_000_000 * TICKS_PER_SECOND,
            content: 0,
            modified: LastModified::from_unix_seconds(800_000_000),
            caches: [const { None }; HABITS.len()],
            fresh: 0,
            stale: 0,
        }
    }

    fn step(&mut self) {
        match self.random(8) {
            0 => self.change(),
            1 | 2 => self.ticks += 1,
            3 => self.ticks += i64::try_from(self.random(60)).unwrap(),
            _ => {
                let cache = usize::try_from(self.random(HABITS.len() as u64)).unwrap();
                self.fetch(cache);
            }
        }
    }

    fn change(&mut self) {
        self.content += 1;
        let behind = if self.lags() { LAG } else { 0 };
        self.modified = LastModified::from_unix_seconds(self.now().unix_seconds() - behind);
    }

    /// Where another rule is switched off, the clocks agree, so that only that rule is missed.
    fn lags(&self) -> bool {
        self.broken.is_none_or(|rule| rule == Rule::Margin)
    }

    fn margin(&self) -> u32 {
        let is_needed = self.lags() && self.broken != Some(Rule::Margin);
        if is_needed {
            u32::try_from(LAG).unwrap()
        } else {
            0
        }
    }

    fn now(&self) -> LastModified {
        LastModified::from_unix_seconds(self.ticks / TICKS_PER_SECOND)
    }

    fn page(&self) -> Representation {
        let page = Representation::present().with_last_modified(self.modified);
        match self.tags {
            Tags::None => page,
            Tags::Weak => page.with_etag(ETag::from(self.content).into_weak()),
            Tags::Strong => page.with_etag(ETag::from(self.content)),
        }
    }

    fn fetch(&mut self, cache: usize) {
        let request = self.caches[cache]
            .as_ref()
            .and_then(|held| request(held, HABITS[cache], self.now()));
        match request.map(|headers| self.decide(&headers)) {
            Some(Decision::NotModified(_)) => self.count_304(cache),
            _ => self.store(cache),
        }
    }

    fn decide(&self, headers: &HeaderMap) -> Decision {
        let now = Some(self.now());
        let clock = move || now;
        let fields = Fields::new(&Method::GET, headers);
        match self.broken {
            Some(Rule::ProceedInItsSecond) => fields.evaluate(&self.page()),
            _ => fields
                .with_clock(&clock)
                .with_margin(self.margin())
                .evaluate(&self.page()),
        }
    }

    fn count_304(&mut self, cache: usize) {
        let held = self.caches[cache].as_ref().map(|copy| copy.content);
        if held == Some(self.content) {
            self.fresh += 1;
        } else {
            self.stale += 1;
        }
    }

    fn store(&mut self, cache: usize) {
        let page = self.page();
        let published = page.publish(|| Some(self.now()), self.margin());
        let sends_anyway = match self.broken {
            Some(Rule::UnsentInItsSecond) => true,
            Some(Rule::UnsentBesideATag) => page.etag().is_some(),
            _ => false,
        };
        let last_modified = if sends_anyway {
            page.last_modified()
        } else {
            published.last_modified
        };
        let is_no_store = published.must_not_be_stored && last_modified.is_none();
        self.caches[cache] = Some(Copy {
            content: self.content,
            date: self.now(),
            etag: page.etag().cloned(),
            last_modified,
            is_stored: !is_no_store || self.broken == Some(Rule::NoStore),
        });
    }

    /// A small generator, so that every run takes the same steps.
    fn random(&mut self, below: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % below
    }
}

/// The revalidation of a copy, if its holder revalidates it.
fn request(held: &Copy, habit: Habit, now: LastModified) -> Option<HeaderMap> {
    let by_tag = |etag: &ETag| (header::IF_NONE_MATCH, etag.into());
    let by_date = |date: LastModified| (header::IF_MODIFIED_SINCE, date.into());
    let field = match habit {
        Habit::Reloads => (held.date == now).then(|| by_date(held.date)),
        _ if !held.is_stored => None,
        Habit::IgnoresTags => held.last_modified.map(by_date),
        Habit::Obeys | Habit::IgnoresWeakTags => {
            let is_used = |etag: &&ETag| habit == Habit::Obeys || !etag.is_weak();
            let by_any_date = || by_date(held.last_modified.unwrap_or(held.date));
            Some(
                held.etag
                    .as_ref()
                    .filter(is_used)
                    .map_or_else(by_any_date, by_tag),
            )
        }
    };
    field.map(|field| HeaderMap::from_iter([field]))
}
