//! What the attributes say when they are used wrongly, and what must compile.
//!
//! `pass` holds what must compile, without a warning; it is part of this program. `fail` holds the
//! mistakes that the macros find themselves: their messages are the same on every compiler. `rustc`
//! holds those that the compiler finds, by a trait that is not implemented: the text around our words
//! is the compiler's, so they are compared only on the version that CI uses.
//!
//! After a change, `UI=overwrite cargo test -p conditional-tests --test ui` writes the messages anew.
//! Read them aloud before they are committed.

#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test says what happens by failing"
)]

mod cases;
mod compiler;
mod normalize;

#[path = "pass/handlers.rs"]
#[expect(
    clippy::too_many_arguments,
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    reason = "every shape"
)]
mod handlers;
#[path = "pass/other_attributes.rs"]
mod other_attributes;
#[path = "pass/policies.rs"]
mod policies;
#[path = "pass/resources.rs"]
mod resources;
#[path = "pass/validators.rs"]
#[expect(
    clippy::result_large_err,
    clippy::unnecessary_wraps,
    reason = "every shape"
)]
mod validators;

use std::io::Write as _;

/// The compiler that the messages in `ui/rustc` were written by.
const CI_COMPILER: &str = "rustc 1.95.";

#[test]
fn what_must_compile_is_routed() {
    let _ = handlers::router();
    let _ = other_attributes::router();
    let _ = policies::router();
    let _ = resources::router();
    let _ = validators::router();
}

#[test]
fn mistakes_that_the_macros_find_are_explained() {
    cases::explained_together("ui/fail");
}

#[test]
fn mistakes_that_the_compiler_finds_are_explained() {
    let version = compiler::version();
    if version.starts_with(CI_COMPILER) {
        cases::explained("ui/rustc");
    } else {
        // Not captured, so that it shows among the passed tests, too.
        let why = format!("skipped ui/rustc: written by {CI_COMPILER}x, this is {version}");
        std::io::stderr().write_all(why.as_bytes()).unwrap();
    }
}
