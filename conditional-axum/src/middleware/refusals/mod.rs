//! An application's own body for every 412 and 428: [`RefusalLayer`].

mod future;
mod layer;
mod refusal;
mod service;

pub use self::future::ResponseFuture;
pub use self::layer::RefusalLayer;
pub use self::refusal::Refusal;
pub use self::service::Refusals;
