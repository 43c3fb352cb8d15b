//! What was put into the corpus, or found once, stays right.

use std::time::Duration;

use conditional_fuzz::engine;
use conditional_fuzz::targets::TARGETS;

#[test]
fn every_seed_is_read_as_it_must_be() {
    for target in TARGETS {
        let seeds = engine::run_seeds(target).unwrap();
        assert!(seeds > 0, "no seeds for {}", target.name);
    }
}

#[test]
fn mutants_of_them_are_too() {
    for target in TARGETS {
        engine::run(target, Duration::from_millis(300), 1).unwrap();
    }
}
