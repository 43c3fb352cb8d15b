//! With all rules, nothing is lost and nothing is stale, in whatever order things happen. Without one
//! of them, the checker tells how it goes wrong.

#![expect(
    clippy::panic,
    clippy::print_stdout,
    reason = "a story that is not found fails the test, which tells how much it looked at"
)]

use conditional_model::replica::{Rules, Validators};
use conditional_model::system::{Action, Replica, System};
use stateright::{Checker as _, Model as _};

use Action::{Answer, Ask, Change, Check, Decide, Read, Render, Tick, Write};
use Replica::{Late, OnTime};

const NO_LOST_UPDATE: &str = "no update is lost";
const NO_LOST_ANSWER: &str = "no acknowledged write is lost";
const NO_STALE_304: &str = "no 304 is stale";

/// Two writers, two crashes, no cache.
const fn writing(rules: Rules) -> System {
    System {
        rules,
        end: 9,
        writers: 2,
        crashes: 2,
        jobs: 1,
        cache: false,
    }
}

/// A cache, and a row that changes three times.
const fn reading(rules: Rules) -> System {
    System {
        rules,
        end: 10,
        writers: 0,
        crashes: 0,
        jobs: 3,
        cache: true,
    }
}

/// Two writers, which may read what the cache has; a crash.
const fn everything(rules: Rules) -> System {
    System {
        rules,
        end: 6,
        writers: 2,
        crashes: 1,
        jobs: 0,
        cache: true,
    }
}

/// Tries all orders; every property holds, and what is to happen sometimes does.
fn holds(system: System) {
    let checker = system.checker().spawn_bfs().join();
    println!("{} states", checker.unique_state_count());
    assert!(checker.is_done());
    checker.assert_properties();
}

/// A shortest story that ends against this property.
fn story(system: &System, property: &'static str) -> Vec<Action> {
    let told_within = |steps: usize| {
        let checker = system.clone().checker().target_max_depth(steps + 2);
        checker.spawn_bfs().join().discovery(property)
    };
    let path = (1..12).find_map(told_within);
    path.unwrap_or_else(|| panic!("{property}, even so"))
        .into_actions()
}

#[test]
fn with_all_rules_no_update_is_lost() {
    for validators in [Validators::Tag, Validators::Date, Validators::Both] {
        holds(writing(Rules::all(validators)));
    }
}

#[test]
fn with_all_rules_no_304_is_stale() {
    for validators in [Validators::Tag, Validators::Date, Validators::Both] {
        holds(reading(Rules::all(validators)));
    }
}

#[test]
fn with_all_rules_writers_that_read_from_a_cache_lose_nothing() {
    holds(everything(Rules::all(Validators::Tag)));
    holds(everything(Rules::all(Validators::Date)));
    // With both there are more states, and a crash shows no more than with one of them.
    holds(System {
        crashes: 0,
        ..everything(Rules::all(Validators::Both))
    });
}

#[test]
fn with_clocks_that_agree_no_margin_is_needed() {
    let rules = Rules {
        margin: 0,
        skew: 0,
        ..Rules::all(Validators::Date)
    };
    holds(reading(rules));
    holds(writing(rules));
}

#[test]
fn without_the_version_in_the_update_two_writers_that_were_both_checked_overwrite_each_other() {
    let rules = Rules {
        where_version: false,
        ..Rules::all(Validators::Tag)
    };
    let both_checked = [
        Read(0, OnTime),
        Check(0, Late),
        Read(1, OnTime),
        Check(1, OnTime),
        Write(1),
        Write(0),
    ];
    assert_eq!(story(&writing(rules), NO_LOST_UPDATE), both_checked);
    let one_was_told_200 = [&both_checked[..], &[Answer(1)]].concat();
    assert_eq!(story(&writing(rules), NO_LOST_ANSWER), one_was_told_200);
}

#[test]
fn without_the_seconds_rule_a_change_of_the_same_second_is_overwritten() {
    let rules = Rules {
        seconds_rule: false,
        margin: 0,
        skew: 0,
        ..Rules::all(Validators::Date)
    };
    let overwritten = [
        Read(0, OnTime),
        Read(1, OnTime),
        Check(1, OnTime),
        Write(1),
        Check(0, OnTime),
        Write(0),
    ];
    assert_eq!(story(&writing(rules), NO_LOST_UPDATE), overwritten);
    let confirmed = [
        Ask,
        Decide(OnTime),
        Render,
        Change(OnTime),
        Ask,
        Decide(OnTime),
    ];
    assert_eq!(story(&reading(rules), NO_STALE_304), confirmed);
}

#[test]
fn without_the_margin_a_late_clock_gives_a_second_out_again_that_was_over() {
    let rules = Rules {
        margin: 0,
        ..Rules::all(Validators::Date)
    };
    let overwritten = [
        Read(0, OnTime),
        Read(1, OnTime),
        Check(1, Late),
        Write(1),
        Check(0, Late),
        Write(0),
    ];
    assert_eq!(story(&writing(rules), NO_LOST_UPDATE), overwritten);
    let confirmed = [
        Ask,
        Decide(OnTime),
        Render,
        Change(Late),
        Ask,
        Decide(OnTime),
    ];
    assert_eq!(story(&reading(rules), NO_STALE_304), confirmed);
}

#[test]
fn without_no_store_a_cache_asks_by_the_second_in_which_the_next_change_fell() {
    let rules = Rules {
        no_store_rule: false,
        margin: 0,
        skew: 0,
        ..Rules::all(Validators::Date)
    };
    let confirmed = [
        Ask,
        Decide(OnTime),
        Render,
        Change(OnTime),
        Tick,
        Ask,
        Decide(OnTime),
    ];
    assert_eq!(story(&reading(rules), NO_STALE_304), confirmed);
}
