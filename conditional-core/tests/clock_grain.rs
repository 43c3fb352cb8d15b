//! A simulated clock and store: no cache that revalidates by date alone gets a 304 for a page that
//! has changed, although several changes fall into one second (RFC 9110 §8.8.2.2).

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test: a failure should stop it"
)]

use conditional_core::{Decision, Fields, LastModified, Representation};
use http::{HeaderMap, Method, header};

const STEPS: u32 = 1_000_000;
const TICKS_PER_SECOND: i64 = 8;
const CACHES: usize = 4;

#[test]
fn no_304_for_a_changed_page_over_a_million_steps() {
    let mut world = World::new(Rule::Kept);
    for _ in 0..STEPS {
        world.step();
    }
    assert_eq!(world.stale, 0, "wrong 304s");
    assert!(
        world.fresh > STEPS / 20,
        "the simulation saw {} right 304s only",
        world.fresh
    );
}

#[test]
fn without_the_rule_the_same_steps_show_wrong_304s() {
    let mut world = World::new(Rule::Broken);
    for _ in 0..STEPS {
        world.step();
    }
    assert!(world.stale > 0, "the simulation cannot fail");
}

#[derive(Clone, Copy, PartialEq)]
enum Rule {
    Kept,
    Broken,
}

/// A page, its caches, and a clock that ticks several times a second.
struct World {
    rule: Rule,
    random: u64,
    ticks: i64,
    content: u64,
    modified: LastModified,
    caches: [Option<Copy>; CACHES],
    fresh: u32,
    stale: u32,
}

/// What a cache holds: some content, and the date that came with it.
struct Copy {
    content: u64,
    last_modified: Option<LastModified>,
}

impl World {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            random: 0x9e37_79b9_7f4a_7c15,
            ticks: 800_000_000 * TICKS_PER_SECOND,
            content: 0,
            modified: LastModified::from_unix_seconds(800_000_000),
            caches: [const { None }; CACHES],
            fresh: 0,
            stale: 0,
        }
    }

    fn step(&mut self) {
        match self.random(8) {
            0 => self.change(),
            1 | 2 => self.ticks += 1,
            3 => self.ticks += i64::try_from(self.random(40)).unwrap(),
            _ => {
                let cache = usize::try_from(self.random(CACHES as u64)).unwrap();
                self.fetch(cache);
            }
        }
    }

    fn change(&mut self) {
        self.content += 1;
        self.modified = self.now();
    }

    fn now(&self) -> LastModified {
        LastModified::from_unix_seconds(self.ticks / TICKS_PER_SECOND)
    }

    fn fetch(&mut self, cache: usize) {
        let page = Representation::present().with_last_modified(self.modified);
        let held = self.caches[cache].as_ref();
        match request(held).map(|headers| Fields::new(&Method::GET, &headers).evaluate(&page)) {
            Some(Decision::NotModified(_)) => self.count_304(cache),
            _ => self.store(cache, &page),
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

    fn store(&mut self, cache: usize, page: &Representation) {
        let last_modified = match self.rule {
            Rule::Kept => page.publish(|| Some(self.now()), 0).last_modified,
            Rule::Broken => page.last_modified(),
        };
        self.caches[cache] = Some(Copy {
            content: self.content,
            last_modified,
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

/// The revalidation of a copy by its date; a copy without one cannot be revalidated.
fn request(held: Option<&Copy>) -> Option<HeaderMap> {
    let date = held?.last_modified?;
    Some(HeaderMap::from_iter([(
        header::IF_MODIFIED_SINCE,
        date.into(),
    )]))
}
