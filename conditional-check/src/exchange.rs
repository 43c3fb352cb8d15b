//! What went to and fro, as a report shows it.

/// A request and its answer, a line for each field: see the example of [`Report`](crate::Report).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    sent: Vec<String>,
    came: Vec<String>,
}

impl Exchange {
    pub(crate) fn new(sent: Vec<String>, came: Vec<String>) -> Self {
        Self { sent, came }
    }

    /// The request: its line, then its fields.
    #[must_use]
    pub fn sent(&self) -> &[String] {
        &self.sent
    }

    /// The answer: its status, then those of its fields that matter here.
    #[must_use]
    pub fn came(&self) -> &[String] {
        &self.came
    }
}
