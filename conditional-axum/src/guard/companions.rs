//! What other crates ask of a handler's parameters and of its answer, passed on for the user's own.

#[cfg(feature = "aide-015")]
mod aide_015 {
    use aide::generate::GenContext;
    use aide::openapi::{Operation, Response};
    use aide::operation::{OperationInput, OperationOutput};

    use crate::extract::preconditions::Preconditions;
    use crate::guard::guarded::Guarded;
    use crate::guard::last_parameter::{Deferred, Last};

    macro_rules! inputs {
        ($($parameter:ident),*) => {$(
            impl<T: OperationInput, E: OperationInput> OperationInput for $parameter<T, E> {
                fn operation_input(context: &mut GenContext, operation: &mut Operation) {
                    T::operation_input(context, operation);
                    E::operation_input(context, operation);
                }

                fn inferred_early_responses(
                    context: &mut GenContext,
                    operation: &mut Operation,
                ) -> Vec<(Option<u16>, Response)> {
                    let mut responses = T::inferred_early_responses(context, operation);
                    responses.extend(E::inferred_early_responses(context, operation));
                    responses
                }
            }
        )*};
    }

    inputs!(Last, Deferred);

    impl<T: OperationOutput> OperationOutput for Guarded<T> {
        type Inner = T::Inner;

        fn operation_response(
            context: &mut GenContext,
            operation: &mut Operation,
        ) -> Option<Response> {
            T::operation_response(context, operation)
        }

        fn inferred_responses(
            context: &mut GenContext,
            operation: &mut Operation,
        ) -> Vec<(Option<u16>, Response)> {
            T::inferred_responses(context, operation)
        }
    }

    /// The conditional fields are for clients and caches, not for the document.
    impl OperationInput for Preconditions {}
}

#[cfg(feature = "axum-extra-012")]
mod axum_extra_012 {
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
}
