//! What a rule has at hand: the resource as it is now, and ways to ask for it.

mod answer;
mod ask;
mod join;
mod line;
mod state;
mod stop;
mod subject;
mod view;

pub(crate) use self::answer::{Answer, titled};
pub(crate) use self::ask::Ask;
pub(crate) use self::join::join;
pub(crate) use self::state::same_state;
pub(crate) use self::stop::{Must, Stop, broken, skip};
pub(crate) use self::subject::{Subject, Write};
pub(crate) use self::view::Scene;
