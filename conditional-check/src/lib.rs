//! Checks how a server answers conditional requests (RFC 9110 §13), in whatever language it is
//! written: which of its copies it calls current, which writes it refuses, and what it says with
//! that.
//!
//! The command `conditional-check` asks a running server. In Rust tests the same rules ask any
//! tower service in process: [`InProcess`](in_process::InProcess), or `conditional_axum::testing`.
//!
//! ```
//! use conditional_check::{Level, rules};
//!
//! // Each rule says where it is written, what it sends and what it expects.
//! let rule = rules().find(|rule| rule.name() == "writes/other-tag").unwrap();
//! assert_eq!(rule.level(), Level::Must);
//! assert_eq!(rule.section(), "RFC 9110 §13.1.1");
//! assert!(rule.writes());
//! ```
//!
//! # How a rule is judged
//!
//! Every rule begins with a plain GET, which must be answered 200. What it sends after that differs
//! from the plain GET in the fields that it is about, and the answer is compared with the 200.
//!
//! - A rule that makes no sense for the server (`If-Range` where there are no ranges) is *skipped*.
//!   So is a rule that could only repeat what another one found.
//! - A rule that is broken while the resource changes, or in the second of a change, is asked once
//!   more in another second.
//! - Where no answer came, a rule is *unasked*, which is not the same as passed.
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `command` | yes | the command, and `HttpTransport` |
//! | `https` | no | `https://` URLs for both, with rustls |
//! | `tower` | no | `in_process::InProcess` |
//!
//! Without features the library depends on `bytes`, `http` and `httpdate`.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod check;
mod date;
mod engine;
mod exchange;
#[cfg(feature = "command")]
mod http_transport;
#[cfg(feature = "tower")]
pub mod in_process;
mod report;
mod rule;
mod rules;
mod scene;
mod tag;
mod transport;

#[cfg(feature = "command")]
pub use self::http_transport::HttpTransport;
#[cfg(feature = "https")]
pub use self::http_transport::InvalidCertificates;
pub use self::{
    check::Check,
    exchange::Exchange,
    report::{Finding, Outcome, Report, RuleResult},
    rule::{Level, Rule},
    rules::rules,
    transport::{BoxFuture, Transport, Unreachable},
};

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
