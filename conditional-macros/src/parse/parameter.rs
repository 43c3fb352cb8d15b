//! What a parameter is, read off its tokens: `Current<…>`, the `Range` of a request, or any other
//! extractor.
//!
//! Whether an extractor reads the body is told by its type, in the generated code; names serve for
//! advice only.

use proc_macro2::Span;
use syn::{Attribute, GenericArgument, Ident, Pat, PatType, PathArguments, PathSegment, Type};

use crate::parse::item::take_off;

/// The extractors of axum and its companions that read the body.
const BODIES: [&str; 22] = [
    "Body",
    "Bson",
    "Bytes",
    "BytesMut",
    "Cbor",
    "Form",
    "Json",
    "JsonDeserializer",
    "JsonLines",
    "MsgPack",
    "Multipart",
    "Protobuf",
    "RawBody",
    "RawForm",
    "Request",
    "String",
    "Toml",
    "TypedMultipart",
    "BaseMultipart",
    "Xml",
    "Yaml",
    "Postcard",
];

/// Extractors of axum and its companions that never read the body.
const PARTS: [&str; 15] = [
    "Cached",
    "ConnectInfo",
    "CookieJar",
    "Extension",
    "HeaderMap",
    "Host",
    "MatchedPath",
    "Method",
    "OriginalUri",
    "Path",
    "Query",
    "RawQuery",
    "State",
    "TypedHeader",
    "Uri",
];

/// One parameter of the handler.
pub(crate) struct Parameter {
    /// What the wrapper calls it.
    pub(crate) name: Ident,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) pattern: Pat,
    pub(crate) ty: Type,
    pub(crate) kind: Kind,
}

/// How a parameter gets its value.
pub(crate) enum Kind {
    /// From the request, and shared with the functions of the attribute.
    Extracted,
    /// The same, marked `#[body]`: it waits for the decision whatever its type is.
    Marked,
    /// An `Option<TypedHeader<Range>>`: `None` where `If-Range` does not hold.
    Range,
    /// From the `resource` function; the type is the one inside `Current<…>`.
    Current(Box<Type>),
}

impl Parameter {
    /// Reads the parameter at this place in the handler's list.
    pub(crate) fn read(parameter: &PatType, index: usize) -> Self {
        let mut attributes = parameter.attrs.clone();
        let marks = take_off(&mut attributes, is_body_mark);
        let ty = (*parameter.ty).clone();
        let kind = Kind::of(&ty, !marks.is_empty());
        Self {
            name: Ident::new(&format!("argument_{index}"), Span::mixed_site()),
            attributes,
            pattern: (*parameter.pat).clone(),
            ty,
            kind,
        }
    }
}

impl Kind {
    fn of(ty: &Type, marked: bool) -> Self {
        if marked {
            return Self::Marked;
        }
        if let Some(inner) = named(ty, "Current").and_then(first_argument) {
            return Self::Current(Box::new(inner.clone()));
        }
        match inside(ty, "Option") {
            Some(inner) if is_range(inner) => Self::Range,
            _ => Self::Extracted,
        }
    }
}

/// The parameters that come from the request, and those that take the loaded row.
pub(crate) fn by_source(parameters: &[Parameter]) -> (Vec<&Parameter>, Vec<&Parameter>) {
    parameters
        .iter()
        .partition(|parameter| !matches!(parameter.kind, Kind::Current(_)))
}

/// The parameter that takes the loaded row, and the type of the row.
pub(crate) fn current(parameters: &[Parameter]) -> Option<(&Parameter, &Type)> {
    parameters
        .iter()
        .find_map(|parameter| match &parameter.kind {
            Kind::Current(ty) => Some((parameter, &**ty)),
            _ => None,
        })
}

/// Whether this marks a parameter that is to wait for the decision.
pub(crate) fn is_body_mark(attribute: &Attribute) -> bool {
    attribute.path().is_ident("body")
}

/// Whether this is axum's `State`, which `#[debug_handler]` must be able to see.
pub(crate) fn is_state(ty: &Type) -> bool {
    named(ty, "State").is_some()
}

/// Whether this is `Current`, with or without a type in it.
pub(crate) fn is_current(ty: &Type) -> bool {
    named(ty, "Current").is_some()
}

/// Whether this is a `TypedHeader<Range>`.
pub(crate) fn is_range(ty: &Type) -> bool {
    inside(ty, "TypedHeader").is_some_and(|header| named(header, "Range").is_some())
}

/// Whether an extractor of this name reads the body.
pub(crate) fn is_body(ty: &Type) -> bool {
    if let Some(inner) = inside(ty, "Option").or_else(|| inside(ty, "Result")) {
        return is_body(inner);
    }
    last_segment(ty).is_some_and(|last| BODIES.iter().any(|body| last.ident == body))
}

/// Whether an extractor of this name never reads the body.
pub(crate) fn is_parts(ty: &Type) -> bool {
    last_segment(ty).is_some_and(|last| PARTS.iter().any(|parts| last.ident == parts))
}

/// The first type argument of a type of this name.
pub(crate) fn inside<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    named(ty, name).and_then(first_argument)
}

fn named<'t>(ty: &'t Type, name: &str) -> Option<&'t PathSegment> {
    last_segment(ty).filter(|segment| segment.ident == name)
}

fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Paren(inner) => last_segment(&inner.elem),
        Type::Group(inner) => last_segment(&inner.elem),
        _ => None,
    }
}

fn first_argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments
        .args
        // `iter` would compile a boxed iterator here, with all that it could do.
        .pairs()
        .find_map(|argument| match argument.into_value() {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}
