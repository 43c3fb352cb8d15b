//! `#[derive(Resource)]`: which fields are the validators of a row.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Member, Path, Type};

use crate::messages::errors::Errors;
use crate::parse::args::facade;

/// The implementation of `Resource`, or what is wrong with the marks.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    let marks = Marks::read(&input, &mut errors);
    match errors.check(Some(marks)) {
        Ok(marks) => implementation(&input, &marks),
        // An empty implementation: what needs a `Resource` should not fail a second time.
        Err(errors) => {
            let implementation = implementation(&input, &Marks::default());
            quote!(#errors #implementation)
        }
    }
}

/// The marked fields.
#[derive(Default)]
struct Marks<'i> {
    krate: Option<Path>,
    etag: Vec<Marked<'i>>,
    last_modified: Option<Marked<'i>>,
}

/// A field, and its type: rustc reports there what a tag or date cannot be made of.
#[derive(Clone)]
struct Marked<'i> {
    member: Member,
    ty: &'i Type,
}

impl<'i> Marks<'i> {
    fn read(input: &'i DeriveInput, errors: &mut Errors) -> Self {
        let mut marks = Self::default();
        for attribute in &input.attrs {
            marks.read_container(attribute, errors);
        }
        match &input.data {
            Data::Struct(data) => {
                for (field, member) in data.fields.iter().zip(data.fields.members()) {
                    let ty = &field.ty;
                    marks.read_field(&field.attrs, &Marked { member, ty }, errors);
                }
                if errors.is_empty() && marks.is_empty() {
                    errors.at(&input.ident, NO_MARK);
                }
            }
            _ => errors.at(
                &input.ident,
                "`#[derive(Resource)]` goes on a struct: for other types, implement `Resource` by hand",
            ),
        }
        marks
    }

    fn is_empty(&self) -> bool {
        self.etag.is_empty() && self.last_modified.is_none()
    }

    /// `#[resource(crate = path)]`, for a renamed dependency; a mark that belongs on a field.
    fn read_container(&mut self, attribute: &Attribute, errors: &mut Errors) {
        if attribute.path().is_ident("resource") {
            let parsed = attribute.parse_nested_meta(|meta| {
                if !meta.path.is_ident("crate") {
                    return Err(meta.error("expected `crate = path::to::conditional_axum`"));
                }
                self.krate = Some(meta.value()?.call(Path::parse_mod_style)?);
                Ok(())
            });
            errors.keep(parsed);
        } else if let Some(mark) = Mark::of(attribute) {
            let name = mark.name();
            errors.at(
                attribute,
                &format!("`#[{name}]` belongs on a field: {}", mark.example()),
            );
        }
    }

    fn read_field(&mut self, attributes: &[Attribute], field: &Marked<'i>, errors: &mut Errors) {
        for attribute in attributes {
            let Some(mark) = Mark::of(attribute) else {
                continue;
            };
            if let Err(error) = attribute.meta.require_path_only() {
                let name = mark.name();
                errors.push(Error::new(
                    error.span(),
                    format!("`#[{name}]` takes nothing here: write `#[{name}]`"),
                ));
            }
            match mark {
                Mark::ETag => self.mark_etag(attribute, field, errors),
                Mark::LastModified => self.mark_last_modified(attribute, field, errors),
            }
        }
    }

    fn mark_etag(&mut self, attribute: &Attribute, field: &Marked<'i>, errors: &mut Errors) {
        if self
            .etag
            .last()
            .is_some_and(|last| last.member == field.member)
        {
            errors.at(
                attribute,
                "`#[etag]` is on this field twice: remove one of them",
            );
            return;
        }
        self.etag.push(field.clone());
    }

    fn mark_last_modified(
        &mut self,
        attribute: &Attribute,
        field: &Marked<'i>,
        errors: &mut Errors,
    ) {
        if self.last_modified.is_some() {
            errors.at(
                attribute,
                "a second `#[last_modified]`: keep it on the field that every change moves, and remove the other",
            );
            return;
        }
        self.last_modified = Some(field.clone());
    }
}

const NO_MARK: &str = "no field is marked: write `#[etag]` above the version field, `#[last_modified]` above the timestamp, or both";

/// One of the two field attributes.
#[derive(Clone, Copy)]
enum Mark {
    ETag,
    LastModified,
}

impl Mark {
    fn of(attribute: &Attribute) -> Option<Self> {
        let path = attribute.path();
        if path.is_ident("etag") {
            return Some(Self::ETag);
        }
        path.is_ident("last_modified").then_some(Self::LastModified)
    }

    fn name(self) -> &'static str {
        match self {
            Self::ETag => "etag",
            Self::LastModified => "last_modified",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Self::ETag => "write it above the version field, as in `#[etag] version: i64`",
            Self::LastModified => {
                "write it above the timestamp, as in `#[last_modified] updated_at: DateTime<Utc>`"
            }
        }
    }
}

fn implementation(input: &DeriveInput, marks: &Marks<'_>) -> TokenStream {
    let krate = facade(marks.krate.as_ref());
    let private = quote!(#krate::__private);
    let name = &input.ident;
    let (implemented, arguments, where_clause) = input.generics.split_for_impl();
    let etag = etag(marks, &private);
    let last_modified = last_modified(marks, &private);
    quote! {
        #[automatically_derived]
        impl #implemented #private::Resource for #name #arguments #where_clause {
            #etag
            #last_modified
        }
    }
}

fn etag(marks: &Marks<'_>, private: &TokenStream) -> Option<TokenStream> {
    let body = match marks.etag.as_slice() {
        [] => return None,
        [Marked { member, ty }] => quote!(#private::tag_of_field::<#ty>(&self.#member)),
        several => {
            let mut parts = TokenStream::new();
            for Marked { member, ty } in several {
                parts.extend(quote!(#private::mix_field::<#ty>(&mut builder, &self.#member);));
            }
            quote! {
                let mut builder = #private::ETagBuilder::new();
                #parts
                ::core::option::Option::Some(builder.strong())
            }
        }
    };
    Some(quote! {
        fn etag(&self) -> ::core::option::Option<#private::ETag> { #body }
    })
}

fn last_modified(marks: &Marks<'_>, private: &TokenStream) -> Option<TokenStream> {
    let Marked { member, ty } = marks.last_modified.as_ref()?;
    let body = quote!(#private::date_of_field::<#ty>(&self.#member));
    Some(quote! {
        fn last_modified(&self) -> ::core::option::Option<#private::LastModified> { #body }

        fn may_have_date(&self) -> bool { true }
    })
}
