//! `#[derive(Resource)]`: which fields are the validators of a row.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Error, Field, Member, Path, Type, parse_quote};

use crate::errors::Errors;

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
        Err(errors) => [errors, implementation(&input, &Marks::default())]
            .into_iter()
            .collect(),
    }
}

/// The marked fields.
#[derive(Default)]
struct Marks {
    krate: Option<Path>,
    etag: Vec<Member>,
    last_modified: Option<Member>,
}

impl Marks {
    fn read(input: &DeriveInput, errors: &mut Errors) -> Self {
        let mut marks = Self::default();
        for attribute in &input.attrs {
            marks.read_container(attribute, errors);
        }
        match &input.data {
            Data::Struct(data) => {
                for (field, member) in data.fields.iter().zip(data.fields.members()) {
                    marks.read_field(field, &member, errors);
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
                format!("`#[{name}]` belongs on a field: {}", mark.example()),
            );
        }
    }

    fn read_field(&mut self, field: &Field, member: &Member, errors: &mut Errors) {
        for attribute in &field.attrs {
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
                Mark::ETag => self.mark_etag(attribute, member, errors),
                Mark::LastModified => self.mark_last_modified(attribute, member, errors),
            }
        }
    }

    fn mark_etag(&mut self, attribute: &Attribute, member: &Member, errors: &mut Errors) {
        if self.etag.contains(member) {
            errors.at(
                attribute,
                "`#[etag]` is on this field twice: remove one of them",
            );
            return;
        }
        self.etag.push(member.clone());
    }

    fn mark_last_modified(&mut self, attribute: &Attribute, member: &Member, errors: &mut Errors) {
        if self.last_modified.is_some() {
            errors.at(
                attribute,
                "a second `#[last_modified]`: keep it on the field that every change moves, and remove the other",
            );
            return;
        }
        self.last_modified = Some(member.clone());
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
        [Self::ETag, Self::LastModified]
            .into_iter()
            .find(|mark| path.is_ident(mark.name()))
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

fn implementation(input: &DeriveInput, marks: &Marks) -> TokenStream {
    let krate = marks
        .krate
        .clone()
        .unwrap_or_else(|| parse_quote!(::conditional_axum));
    let private = quote!(#krate::__private);
    let name = &input.ident;
    let (implemented, arguments, where_clause) = input.generics.split_for_impl();
    let etag = etag(input, marks, &private);
    let last_modified = last_modified(input, marks, &private);
    quote! {
        #[automatically_derived]
        impl #implemented #private::Resource for #name #arguments #where_clause {
            #etag
            #last_modified
        }
    }
}

fn etag(input: &DeriveInput, marks: &Marks, private: &TokenStream) -> Option<TokenStream> {
    let body = match marks.etag.as_slice() {
        [] => return None,
        [only] => {
            let ty = type_of(input, only);
            quote!(#private::tag_of_field::<#ty>(&self.#only))
        }
        several => {
            let parts = several.iter().map(|member| {
                let ty = type_of(input, member);
                quote!(#private::mix_field::<#ty>(&mut builder, &self.#member);)
            });
            quote! {
                let mut builder = #private::ETagBuilder::new();
                #(#parts)*
                ::core::option::Option::Some(builder.strong())
            }
        }
    };
    Some(quote! {
        fn etag(&self) -> ::core::option::Option<#private::ETag> { #body }
    })
}

fn last_modified(input: &DeriveInput, marks: &Marks, private: &TokenStream) -> Option<TokenStream> {
    let member = marks.last_modified.as_ref()?;
    let ty = type_of(input, member);
    let body = quote!(#private::date_of_field::<#ty>(&self.#member));
    Some(quote! {
        fn last_modified(&self) -> ::core::option::Option<#private::LastModified> { #body }
    })
}

/// The type of a field: rustc reports there what a tag or date cannot be made of.
fn type_of<'i>(input: &'i DeriveInput, member: &Member) -> Option<&'i Type> {
    let Data::Struct(data) = &input.data else {
        return None;
    };
    let mut fields = data.fields.iter().zip(data.fields.members());
    fields.find_map(|(field, its)| (its == *member).then_some(&field.ty))
}
