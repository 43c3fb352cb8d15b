//! The attribute macros of `conditional-axum`. Use them, and read their documentation, through
//! that crate: what they generate names its paths.
//!
//! `parse` → `check` → `expand`, which cannot fail; `messages` holds the errors of all three.
//! Every error of one invocation is reported at once, at the token that caused it, and the
//! function is still emitted (`expand::fallback`) so that nothing else fails because of it.

mod check;
mod condition;
mod expand;
mod messages;
#[cfg(test)]
mod mistakes;
mod parse;
mod resource;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

use crate::parse::args::Attribute;

#[proc_macro_attribute]
#[expect(missing_docs, reason = "documented at the facade's `pub use`")]
pub fn condition(args: TokenStream, item: TokenStream) -> TokenStream {
    condition::expand(Attribute::Condition, &args.into(), &item.into()).into()
}

#[proc_macro_attribute]
#[expect(missing_docs, reason = "documented at the facade's `pub use`")]
pub fn etag(args: TokenStream, item: TokenStream) -> TokenStream {
    condition::expand(Attribute::ETag, &args.into(), &item.into()).into()
}

#[proc_macro_attribute]
#[expect(missing_docs, reason = "documented at the facade's `pub use`")]
pub fn last_modified(args: TokenStream, item: TokenStream) -> TokenStream {
    condition::expand(Attribute::LastModified, &args.into(), &item.into()).into()
}

#[proc_macro_derive(Resource, attributes(etag, last_modified, resource))]
#[expect(missing_docs, reason = "documented at the facade's `pub use`")]
pub fn resource(input: TokenStream) -> TokenStream {
    resource::expand(input.into()).into()
}
