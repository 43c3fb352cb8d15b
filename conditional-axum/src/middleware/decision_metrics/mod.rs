//! What guards decide, as numbers: [`MetricsLayer`].

mod exchange;
mod layer;
mod stopwatch;

pub use self::exchange::Exchange;
pub use self::layer::MetricsLayer;
