//! The two documents of the same handlers. What the guards add is in neither this file nor any other:
//! the features `aide-015` and `utoipa-6` put it there.

use std::collections::BTreeMap;

use aide::generate::GenContext;
use aide::openapi::{
    Header, HeaderStyle, MediaType, OpenApi, Operation, ParameterSchemaOrContent, ReferenceOr,
    Response, SchemaObject,
};
use aide::operation::{OperationInput, OperationOutput};
use axum::Json;
use axum::http::{HeaderName, HeaderValue, header};
use schemars::JsonSchema;
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, OpenApi as _};

use crate::content::{Content, Part, Place};
use crate::failure::{Failure, Problem};
use crate::task::Task;
use crate::tasks::{self, Created, Tasks};

/// Statuses with what they mean.
type Faults = &'static [(u16, &'static str)];

const PLACE: Faults = &[(400, "The number is none."), (410, "The task was deleted.")];
const PART: Faults = &[(400, "The query cannot be read.")];
const CONTENT: Faults = &[
    (400, "The content is not JSON."),
    (413, "There is too much content."),
    (415, "The content is not called JSON."),
    (422, "The content is not what a task needs."),
];

const PROBLEM: &str = "application/problem+json";

/// A document for aide to fill in.
pub(crate) fn start() -> OpenApi {
    let mut document = OpenApi::default();
    "Tasks".clone_into(&mut document.info.title);
    env!("CARGO_PKG_VERSION").clone_into(&mut document.info.version);
    document
}

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Tasks"),
    paths(
        tasks::list,
        tasks::create,
        tasks::show,
        tasks::replace,
        tasks::change,
        tasks::remove
    ),
    components(schemas(Problem))
)]
struct ByUtoipa;

/// The document that utoipa makes of its attributes.
pub(crate) fn by_utoipa() -> utoipa::openapi::OpenApi {
    ByUtoipa::openapi()
}

/// A document as an answer.
pub(crate) fn text(document: &impl Serialize) -> ([(HeaderName, HeaderValue); 1], String) {
    let media_type = HeaderValue::from_static("application/json");
    let text = serde_json::to_string_pretty(document).unwrap_or_default();
    ([(header::CONTENT_TYPE, media_type)], text)
}

macro_rules! faults {
    ($($name:ident = $faults:ident;)*) => {$(
        /// Their statuses, for utoipa.
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
                $faults.iter().map(|fault| for_utoipa(*fault)).collect()
            }
        }
    )*};
}

faults! {
    PlaceFaults = PLACE;
    PartFaults = PART;
    ContentFaults = CONTENT;
}

fn for_utoipa((status, description): (u16, &str)) -> (String, RefOr<utoipa::openapi::Response>) {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new()
        .description(description)
        .content(PROBLEM, content);
    (status.to_string(), RefOr::T(response.build()))
}

fn for_aide(context: &mut GenContext, faults: Faults) -> Vec<(Option<u16>, Response)> {
    let content = || MediaType {
        schema: Some(SchemaObject {
            json_schema: context.schema.subschema_for::<Problem>(),
            external_docs: None,
            example: None,
        }),
        ..MediaType::default()
    };
    let responses = faults.iter().zip(std::iter::repeat_with(content));
    responses
        .map(|((status, description), content)| {
            let response = Response {
                description: (*description).to_owned(),
                content: [(PROBLEM.to_owned(), content)].into_iter().collect(),
                ..Response::default()
            };
            (Some(*status), response)
        })
        .collect()
}

impl OperationInput for Place {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        axum::extract::Path::<Self>::operation_input(context, operation);
    }

    fn inferred_early_responses(
        context: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        for_aide(context, PLACE)
    }
}

impl OperationInput for Part {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        axum::extract::Query::<Self>::operation_input(context, operation);
    }

    fn inferred_early_responses(
        context: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        for_aide(context, PART)
    }
}

impl<T: JsonSchema> OperationInput for Content<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        Json::<T>::operation_input(context, operation);
    }

    fn inferred_early_responses(
        context: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        for_aide(context, CONTENT)
    }
}

/// What can fail is told by what is extracted.
impl OperationOutput for Failure {
    type Inner = Self;
}

impl OperationOutput for Tasks {
    type Inner = Vec<Task>;

    fn inferred_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        let mut responses = Json::<Vec<Task>>::inferred_responses(context, operation);
        for (_, response) in &mut responses {
            add_header(context, response, "Link", "The next page.");
        }
        responses
    }
}

impl OperationOutput for Created {
    type Inner = Task;

    fn inferred_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        let response = Json::<Task>::operation_response(context, operation);
        let mut response = response.unwrap_or_default();
        add_header(context, &mut response, "Location", "Where the task is.");
        add_header(context, &mut response, "ETag", "Its first tag.");
        vec![(Some(201), response)]
    }
}

#[expect(
    clippy::default_trait_access,
    reason = "the maps are of a crate that aide does not re-export"
)]
fn add_header(context: &mut GenContext, response: &mut Response, name: &str, description: &str) {
    let header = Header {
        description: Some(description.to_owned()),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(SchemaObject {
            json_schema: context.schema.subschema_for::<String>(),
            external_docs: None,
            example: None,
        }),
        example: None,
        examples: Default::default(),
        extensions: Default::default(),
    };
    response
        .headers
        .insert(name.to_owned(), ReferenceOr::Item(header));
}
