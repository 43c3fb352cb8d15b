//! One operation of a document, and what is asked of it.

use serde_json::Value;

/// One operation of a document.
pub(super) struct Operation<'d>(&'d Value);

impl<'d> Operation<'d> {
    #[track_caller]
    pub(super) fn of(document: &'d Value, method: &str, path: &str) -> Self {
        let operation = &document["paths"][path][method];
        assert!(operation.is_object(), "{method} {path}: {document:#}");
        Self(operation)
    }

    /// The header fields that requests may or must carry; those marked `!` must.
    pub(super) fn request_fields(&self) -> Vec<String> {
        let parameters = self.0["parameters"].as_array();
        let headers = parameters.into_iter().flatten();
        headers
            .filter(|parameter| parameter["in"] == "header")
            .map(|parameter| {
                let name = parameter["name"].as_str().unwrap();
                let mark = if parameter["required"] == true {
                    "!"
                } else {
                    ""
                };
                assert_eq!(parameter["schema"]["type"], "string");
                format!("{name}{mark}")
            })
            .collect()
    }

    /// The statuses that are documented.
    pub(super) fn statuses(&self) -> Vec<String> {
        let responses = self.0["responses"].as_object().unwrap();
        let mut statuses: Vec<_> = responses.keys().cloned().collect();
        statuses.sort_unstable();
        statuses
    }

    /// The header fields of the answer with this status.
    pub(super) fn fields_of(&self, status: u16) -> Vec<String> {
        let headers = self.0["responses"][status.to_string()]["headers"].as_object();
        let headers = headers.into_iter().flatten();
        let mut names: Vec<_> = headers
            .map(|(name, header)| {
                assert_eq!(header["schema"]["type"], "string", "{name}");
                name.clone()
            })
            .collect();
        names.sort_unstable();
        names
    }

    /// The content of the answer with this status.
    pub(super) fn content_of(&self, status: u16) -> &'d Value {
        &self.0["responses"][status.to_string()]["content"]
    }

    pub(super) fn request_body(&self) -> &'d Value {
        &self.0["requestBody"]
    }

    /// The answers with these statuses are problem documents.
    #[track_caller]
    pub(super) fn problems(&self, statuses: &[u16]) {
        for status in statuses {
            let schema = &self.content_of(*status)["application/problem+json"]["schema"];
            assert_eq!(schema["type"], "object", "{status}: {:#}", self.0);
            assert_eq!(schema["properties"]["status"]["type"], "integer");
            assert_eq!(schema["properties"]["detail"]["type"], "string");
            let all = ["type", "title", "status", "detail"];
            assert_eq!(schema["required"], serde_json::json!(all));
        }
    }
}
