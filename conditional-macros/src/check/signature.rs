//! Whether the function can be a handler at all.

use syn::{Safety, Signature};

use crate::messages::errors::Errors;

/// Adds what is wrong with the signature, but for its parameters.
pub(crate) fn check_signature(signature: &Signature, errors: &mut Errors) {
    if is_async_trait(signature) {
        errors.at(
            &signature.ident,
            "axum does not route the method of an `#[async_trait]`: write a free `async fn`, with the attribute, that calls it",
        );
    } else if signature.asyncness.is_none() {
        let name = &signature.ident;
        let message = format!("a handler is asynchronous: write `async fn {name}`");
        errors.at(&signature.fn_token, &message);
    }
    if let Safety::Unsafe(unsafety) = &signature.safety {
        errors.at(
            unsafety,
            "axum does not take an `unsafe fn` as a handler: remove `unsafe`",
        );
    }
    if let Some(abi) = &signature.abi {
        errors.at(
            abi,
            "axum does not take an `extern fn` as a handler: remove `extern`",
        );
    }
}

/// `#[async_trait]` has made a function of it that returns a box, with a lifetime of this name.
fn is_async_trait(signature: &Signature) -> bool {
    signature
        .generics
        .lifetimes()
        .any(|parameter| parameter.lifetime.ident == "async_trait")
}
