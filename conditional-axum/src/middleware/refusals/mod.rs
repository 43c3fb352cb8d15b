//! An application's own body for every 412 and 428: [`RefusalLayer`].

mod exchange;
mod layer;
mod refusal;

pub use self::exchange::Exchange;
pub use self::layer::RefusalLayer;
pub use self::refusal::Refusal;
