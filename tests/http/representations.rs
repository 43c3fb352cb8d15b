//! One URL with several representations, each with a tag of its own.

use axum::Router;
use axum::http::{HeaderMap, header};
use conditional_axum::{ETag, Representation, condition};
use conditional_tests::Call;
use conditional_tests::routing::any;

const JSON: &str = "\"7.json\"";
const CSV: &str = "\"7.csv\"";

/// JSON unless the client asks for CSV.
fn current(headers: &HeaderMap) -> Representation {
    let wants_csv = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept == "text/csv");
    let (selected, other) = if wants_csv { (CSV, JSON) } else { (JSON, CSV) };
    let tag = |text: &str| text.parse::<ETag>().unwrap();
    Representation::present()
        .with_etag(tag(selected))
        .or_etag(tag(other))
}

#[condition(resource = current, required, vary = "Accept")]
async fn table(_: HeaderMap, _: String) -> &'static str {
    "a table"
}

fn app() -> Router {
    Router::new().route("/", any(table))
}

#[tokio::test]
async fn a_write_may_name_the_tag_of_the_one_that_was_read_whatever_it_accepts() {
    for accept in ["*/*", "text/csv", "application/json"] {
        for tag in [JSON, CSV] {
            let put = Call::put("/").header(header::ACCEPT, accept).if_match(tag);
            put.send(&app()).await.status(200);
        }
        let put = Call::put("/").header(header::ACCEPT, accept);
        let stale = put.if_match("\"6.csv\"").send(&app()).await;
        stale.precondition_failed("If-Match");
    }
}

#[tokio::test]
async fn a_read_is_told_of_its_own_tag_and_not_confirmed_by_another_ones() {
    for (accept, own, other) in [("*/*", JSON, CSV), ("text/csv", CSV, JSON)] {
        let get = || Call::get("/").header(header::ACCEPT, accept);
        let page = get().send(&app()).await;
        page.status(200).header("etag", own);
        get()
            .if_none_match(own)
            .send(&app())
            .await
            .not_modified(own);
        get().if_none_match(other).send(&app()).await.status(200);
    }
}
