//! The way out: what the preconditions refuse, unless the change is in place already.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::model::{Model, Validators};
use crate::expand::functions::Call;
use crate::expand::names::Names;
use crate::expand::validators::present_row;
use crate::parse::args::Function;

/// Leaves with the 304, 412 or 428, or with the success that a repeated write gets.
pub(crate) fn stop(names: &Names, model: &Model) -> TokenStream {
    let Names {
        private,
        guard,
        head,
        fields,
        ..
    } = names;
    let leave = quote! {
        if #guard.refuses() {
            #private::RefusedUpload::of(&mut #head).await;
        }
        return #guard.stop(&mut #head, #fields).into();
    };
    let applied = match (&model.applied, &model.validators) {
        (Some(applied), Validators::Resource(load)) => {
            Some(ask(names, model, applied, load, &quote!({ #leave })))
        }
        _ => None,
    };
    quote!(#applied #leave)
}

fn ask(
    names: &Names,
    model: &Model,
    applied: &Function,
    load: &Function,
    leave: &TokenStream,
) -> TokenStream {
    let Names {
        guard,
        head,
        row,
        response,
        ..
    } = names;
    let present = present_row(names, model, load);
    let call = Call {
        function: applied,
        wanted: "applied",
        with_row: true,
    };
    let answer = call.settled(names, model, leave);
    quote! {
        if let ::core::option::Option::Some(#row) = #present
            && #guard.may_be_applied()
            && let ::core::option::Option::Some(#response) = #answer
        {
            return #guard.applied(&#head, #response).into();
        }
    }
}
