//! Parameters, header fields and answers as utoipa's types.

use std::collections::BTreeMap;

use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, RefOr, Required, Response, ResponseBuilder};

use crate::openapi::description::{Answer, Field, PROBLEM, PROBLEM_MEMBERS};

pub(super) fn add_parameter(operation: &mut Operation, field: &Field) {
    let parameters = operation.parameters.get_or_insert_default();
    if parameters.iter().any(|other| is_named(other, field.name)) {
        return;
    }
    let parameter = ParameterBuilder::new()
        .name(field.name)
        .parameter_in(ParameterIn::Header)
        .required(if field.is_required {
            Required::True
        } else {
            Required::False
        })
        .description(Some(field.description))
        .schema(Some(member(Type::String)))
        .example(Some(field.example.into()));
    parameters.push(RefOr::T(parameter.build()));
}

fn is_named(parameter: &RefOr<Parameter>, name: &str) -> bool {
    match parameter {
        RefOr::T(parameter) => {
            parameter.parameter_in == ParameterIn::Header
                && parameter.name.eq_ignore_ascii_case(name)
        }
        RefOr::Ref(_) => false,
    }
}

pub(super) fn add_headers(response: &mut Response, fields: &[Field]) {
    for field in fields {
        let headers = &mut response.headers;
        let is_there = |name: &String| name.eq_ignore_ascii_case(field.name);
        if !headers.keys().any(is_there) {
            headers.insert(field.name.to_owned(), RefOr::T(header(field)));
        }
    }
}

/// The fields of the 200 are those of this answer too.
pub(super) fn repeat_headers(response: &mut Response, of_200: &BTreeMap<String, RefOr<Header>>) {
    for (name, header) in of_200 {
        let entry = response.headers.entry(name.clone());
        entry.or_insert_with(|| header.clone());
    }
}

fn header(field: &Field) -> Header {
    HeaderBuilder::new()
        .schema(Some(member(Type::String)))
        .description(Some(field.description))
        .example(Some(field.example.into()))
        .build()
}

pub(super) fn response(answer: &Answer) -> Response {
    let mut response = ResponseBuilder::new().description(answer.description);
    if answer.is_problem {
        let content = ContentBuilder::new().schema(Some(problem())).build();
        response = response.content(PROBLEM, content);
    }
    let mut response = response.build();
    add_headers(&mut response, &answer.fields);
    response
}

fn problem() -> ObjectBuilder {
    let mut object = ObjectBuilder::new();
    for (name, is_number, description) in PROBLEM_MEMBERS {
        let member = member(if is_number {
            Type::Integer
        } else {
            Type::String
        });
        object = object
            .property(name, member.description(Some(description)))
            .required(name);
    }
    object
}

fn member(of: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(of)
}
