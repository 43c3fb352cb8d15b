//! Parameters, header fields and answers as aide's types.

use aide::generate::GenContext;
use aide::openapi::{
    Header, HeaderStyle, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    ReferenceOr, Response, SchemaObject,
};

use crate::openapi::description::{Answer, Field, PROBLEM, PROBLEM_MEMBERS};

#[expect(
    clippy::default_trait_access,
    reason = "the maps are of a crate that aide does not re-export"
)]
pub(super) fn add_parameter(context: &mut GenContext, operation: &mut Operation, field: &Field) {
    let parameters = &mut operation.parameters;
    if parameters.iter().any(|other| is_named(other, field.name)) {
        return;
    }
    parameters.push(ReferenceOr::Item(Parameter::Header {
        parameter_data: ParameterData {
            name: field.name.to_owned(),
            description: Some(field.description.to_owned()),
            required: field.is_required,
            deprecated: None,
            format: text(context),
            example: Some(field.example.into()),
            examples: Default::default(),
            explode: None,
            extensions: Default::default(),
        },
        style: HeaderStyle::Simple,
    }));
}

pub(super) fn is_named(parameter: &ReferenceOr<Parameter>, name: &str) -> bool {
    match parameter {
        ReferenceOr::Item(Parameter::Header { parameter_data, .. }) => {
            parameter_data.name.eq_ignore_ascii_case(name)
        }
        _ => false,
    }
}

pub(super) fn add_headers(context: &mut GenContext, response: &mut Response, fields: &[Field]) {
    for field in fields {
        let headers = &mut response.headers;
        let is_there = |name: &String| name.eq_ignore_ascii_case(field.name);
        if !headers.keys().any(is_there) {
            let header = ReferenceOr::Item(header(context, field));
            headers.insert(field.name.to_owned(), header);
        }
    }
}

/// The fields of the 200 are those of this answer too.
pub(super) fn repeat_headers(response: &mut Response, responses: &[(Option<u16>, Response)]) {
    if let Some((_, ok)) = responses.iter().find(|(status, _)| *status == Some(200)) {
        copy_headers(response, ok);
    }
}

/// Adds the fields that this answer has not.
pub(super) fn copy_headers(response: &mut Response, from: &Response) {
    for (name, header) in &from.headers {
        let is_there = |other: &String| other.eq_ignore_ascii_case(name);
        if !response.headers.keys().any(is_there) {
            response.headers.insert(name.clone(), header.clone());
        }
    }
}

#[expect(
    clippy::default_trait_access,
    reason = "the maps are of a crate that aide does not re-export"
)]
fn header(context: &mut GenContext, field: &Field) -> Header {
    Header {
        description: Some(field.description.to_owned()),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: text(context),
        example: Some(field.example.into()),
        examples: Default::default(),
        extensions: Default::default(),
    }
}

fn text(context: &mut GenContext) -> ParameterSchemaOrContent {
    ParameterSchemaOrContent::Schema(SchemaObject {
        json_schema: context.schema.subschema_for::<String>(),
        external_docs: None,
        example: None,
    })
}

pub(super) fn response(context: &mut GenContext, answer: &Answer) -> Response {
    let mut response = Response {
        description: answer.description.to_owned(),
        ..Response::default()
    };
    add_headers(context, &mut response, &answer.fields);
    if answer.is_problem {
        let content = MediaType {
            schema: Some(problem(context)),
            ..MediaType::default()
        };
        response.content.insert(PROBLEM.to_owned(), content);
    }
    response
}

/// The schema of a problem document. Its members are made by the generator, which knows aide's types
/// of schemas.
fn problem(context: &mut GenContext) -> SchemaObject {
    let members = PROBLEM_MEMBERS.map(|(name, is_number, description)| {
        let mut member = if is_number {
            context.schema.subschema_for::<u16>()
        } else {
            context.schema.subschema_for::<String>()
        };
        member.insert("description".to_owned(), description.into());
        (name, member)
    });
    let mut json_schema = context.schema.subschema_for::<String>();
    json_schema.insert("type".to_owned(), "object".into());
    json_schema.insert("properties".to_owned(), members.into_iter().collect());
    let required = PROBLEM_MEMBERS.map(|(name, ..)| name);
    json_schema.insert("required".to_owned(), required.into_iter().collect());
    SchemaObject {
        json_schema,
        external_docs: None,
        example: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: Field = Field {
        name: "If-Match",
        description: "",
        example: "",
        is_required: true,
    };

    #[test]
    fn a_header_field_that_the_handler_documents_itself_is_not_added_again() {
        let mut operation = Operation::default();
        aide::generate::in_context(|context| {
            let own = Field {
                name: "if-match",
                ..FIELD
            };
            for field in [own, FIELD] {
                add_parameter(context, &mut operation, &field);
            }
        });
        let [only] = &operation.parameters[..] else {
            panic!("expected one parameter, not {:?}", operation.parameters);
        };
        assert!(is_named(only, "If-Match") && !is_named(only, "If-None-Match"));
    }

    #[test]
    fn a_header_field_of_the_answer_that_the_handler_documents_itself_stays() {
        let mut response = Response::default();
        aide::generate::in_context(|context| {
            let own = Field {
                name: "etag",
                description: "own",
                ..FIELD
            };
            let ours = Field {
                name: "ETag",
                ..FIELD
            };
            add_headers(context, &mut response, &[own, ours]);
        });
        let names: Vec<_> = response.headers.keys().collect();
        assert_eq!(names, ["etag"]);

        let mut copy = Response::default();
        copy.headers
            .insert("ETAG".to_owned(), ReferenceOr::ref_("#"));
        copy_headers(&mut copy, &response);
        let names: Vec<_> = copy.headers.keys().collect();
        assert_eq!(names, ["ETAG"]);
        repeat_headers(&mut response, &[(Some(201), copy.clone())]);
        assert_eq!(response.headers.len(), 1);
        let mut repeated = Response::default();
        repeat_headers(&mut repeated, &[(Some(404), response), (Some(200), copy)]);
        let names: Vec<_> = repeated.headers.keys().collect();
        assert_eq!(names, ["ETAG"]);
    }
}
