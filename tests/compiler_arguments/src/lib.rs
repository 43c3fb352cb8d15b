//! What the compiler was called with, known to the program that it makes: which builds of its
//! dependencies it uses, above all. Cargo tells nobody else.

use proc_macro::{Literal, TokenStream};

/// The arguments of the compiler that this stands in, as a slice of texts.
#[proc_macro]
pub fn compiler_arguments(_: TokenStream) -> TokenStream {
    let texts: Vec<String> = std::env::args()
        .skip(1)
        .map(|argument| Literal::string(&argument).to_string())
        .collect();
    format!("&[{}]", texts.join(", "))
        .parse()
        .unwrap_or_default()
}
