//! What `axum-extra` asks of a handler's parameters, passed on for the user's own.

use std::fmt;

use axum_extra::routing::TypedPath;

use crate::guard::last_parameter::{Deferred, Last};

macro_rules! paths {
    ($($parameter:ident),*) => {$(
        impl<T: TypedPath, E> TypedPath for $parameter<T, E> {
            const PATH: &'static str = T::PATH;
        }

        /// The path as it is routed: a `TypedPath` must be able to show itself.
        impl<T: TypedPath, E> fmt::Display for $parameter<T, E> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::PATH)
            }
        }
    )*};
}

paths!(Last, Deferred);
