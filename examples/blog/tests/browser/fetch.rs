//! `fetch`, as a page's script calls it, and what the script sees of the answer.

use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

const SCRIPT: &str = "
    const [url, options, done] = arguments;
    fetch(url, options).then(
        async (answer) => done({
            status: answer.status,
            tag: answer.headers.get('etag'),
            text: await answer.text(),
        }),
        (error) => done({ error: error.name }));";

/// What the script sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    /// `ETag`, if the script may read it.
    pub(crate) tag: Option<String>,
    pub(crate) text: String,
    /// The name of the error, where there is no answer for the script.
    pub(crate) error: Option<String>,
}

/// Has a script of the page that is shown call `fetch` with these options.
pub(crate) async fn fetch(browser: &WebDriver, url: &str, options: Value) -> WebDriverResult<Seen> {
    let arguments = vec![json!(url), options];
    browser.execute_async(SCRIPT, arguments).await?.convert()
}

impl Seen {
    /// The script was told of a failure, and of nothing else.
    #[track_caller]
    pub(crate) fn is_failure(&self) {
        let error = Some("TypeError".to_owned());
        let failure = Self {
            error,
            ..Self::default()
        };
        assert_eq!(*self, failure);
    }
}
