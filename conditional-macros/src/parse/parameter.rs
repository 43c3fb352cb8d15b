//! What a parameter is, read off its tokens: a body extractor, `Current<…>`, or any other extractor.

use syn::{Attribute, GenericArgument, Ident, Pat, PathArguments, PathSegment, Type};

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
    /// From the request, before the decision; shared with the validator functions.
    Shared,
    /// From the body, after the decision.
    Body,
    /// From the `resource` function; the type is the one inside `Current<…>`.
    Current(Box<Type>),
}

impl Kind {
    /// Decides by the `#[body]` mark and the type's last name.
    pub(crate) fn of(ty: &Type, marked: bool) -> Self {
        if marked || is_body(ty) {
            return Self::Body;
        }
        match named(ty, "Current").and_then(first_argument) {
            Some(inner) => Self::Current(Box::new(inner.clone())),
            None => Self::Shared,
        }
    }
}

/// The parameters that come from the request, and those that take the loaded row.
pub(crate) fn by_source(parameters: &[Parameter]) -> (Vec<&Parameter>, Vec<&Parameter>) {
    let (mut extracted, mut current) = (Vec::new(), Vec::new());
    for parameter in parameters {
        match parameter.kind {
            Kind::Current(_) => current.push(parameter),
            Kind::Shared | Kind::Body => extracted.push(parameter),
        }
    }
    (extracted, current)
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

/// Whether this marks a parameter that reads the body.
pub(crate) fn is_body_mark(attribute: &Attribute) -> bool {
    attribute.path().is_ident("body")
}

/// Whether this is axum's `State`, which `#[debug_handler]` must be able to see.
pub(crate) fn is_state(ty: &Type) -> bool {
    named(ty, "State").is_some()
}

fn is_body(ty: &Type) -> bool {
    let Some(last) = last_segment(ty) else {
        return false;
    };
    if last.ident == "Option" || last.ident == "Result" {
        return first_argument(last).is_some_and(is_body);
    }
    BODIES.iter().any(|body| last.ident == body)
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
