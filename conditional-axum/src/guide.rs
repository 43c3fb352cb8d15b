#![doc = include_str!("docs/guide/index.md")]

#[doc = include_str!("docs/guide/start.md")]
pub mod start {}

#[doc = include_str!("docs/guide/choosing.md")]
pub mod choosing {}

#[doc = include_str!("docs/guide/sharing.md")]
pub mod sharing {}

#[doc = include_str!("docs/guide/reads.md")]
pub mod reads {}

#[doc = include_str!("docs/guide/writing.md")]
pub mod writing {}

#[doc = include_str!("docs/guide/required.md")]
pub mod required {}

#[doc = include_str!("docs/guide/conflicts.md")]
pub mod conflicts {}

#[doc = include_str!("docs/guide/retries.md")]
pub mod retries {}

#[doc = include_str!("docs/guide/by_hand.md")]
pub mod by_hand {}

#[doc = include_str!("docs/guide/forms.md")]
#[doc = include_str!("docs/conflict.html")]
pub mod forms {}

#[doc = include_str!("docs/guide/lists.md")]
pub mod lists {}

#[doc = include_str!("docs/guide/files.md")]
pub mod files {}

#[doc = include_str!("docs/guide/polling.md")]
pub mod polling {}

#[doc = include_str!("docs/guide/responses.md")]
pub mod responses {}

#[doc = include_str!("docs/guide/caches.md")]
pub mod caches {}

#[doc = include_str!("docs/guide/scale.md")]
pub mod scale {}

#[doc = include_str!("docs/guide/clients.md")]
pub mod clients {}

#[doc = include_str!("docs/guide/compression.md")]
pub mod compression {}

#[doc = include_str!("docs/guide/cors.md")]
pub mod cors {}

// Its example needs the layer.
#[cfg(feature = "metrics-024")]
#[doc = include_str!("docs/guide/metrics.md")]
pub mod metrics {}

// Its examples need both crates.
#[cfg(all(feature = "aide-015", feature = "utoipa-6"))]
#[doc = include_str!("docs/guide/openapi.md")]
pub mod openapi {}

#[doc = include_str!("docs/guide/protocols.md")]
pub mod protocols {}

#[doc = include_str!("docs/guide/security.md")]
pub mod security {}

#[doc = include_str!("docs/guide/testing.md")]
pub mod testing {}

#[doc = include_str!("docs/guide/troubleshooting.md")]
pub mod troubleshooting {}

#[doc = include_str!("docs/guide/from_django.md")]
pub mod from_django {}

#[doc = include_str!("docs/guide/from_rails.md")]
pub mod from_rails {}

#[doc = include_str!("docs/guide/from_spring.md")]
pub mod from_spring {}

#[doc = include_str!("docs/guide/from_aspnet.md")]
pub mod from_aspnet {}

#[doc = include_str!("docs/guide/from_express.md")]
pub mod from_express {}

#[doc = include_str!("docs/guide/from_go.md")]
pub mod from_go {}

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
