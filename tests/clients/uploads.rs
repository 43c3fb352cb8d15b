//! Clients that write all of a request before they read a word of the answer.

use conditional_tests::Server;

use crate::app::{App, PAGE};
use crate::client::client;

const REFUSED: &str = "412 \"7\"";

#[tokio::test]
#[ignore = "needs python3: scripts/test-clients"]
async fn http_client_of_python_gets_the_412_of_a_refused_upload() {
    let app = App::new();
    let server = Server::start(app.plain());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/http_client.py");
    let host = server.address().to_string();
    let said = client("python3", &[script, &host, PAGE]).await;
    let answers: Vec<&str> = said.lines().collect();
    assert_eq!(answers, [REFUSED; 30]);
    assert_eq!(app.written(), 0, "the handler ran for a 412");
}

#[tokio::test]
#[ignore = "needs node: scripts/test-clients"]
async fn fetch_of_node_gets_the_412_of_a_refused_upload_and_a_304_without_content() {
    let app = App::new();
    let server = Server::start(app.compressed());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/fetch.mjs");
    let url = format!("http://{}{PAGE}", server.address());
    let said = client("node", &[script, &url]).await;
    let answers: Vec<&str> = said.lines().collect();
    let (refused, revalidated) = answers.split_at(30);
    assert_eq!(refused, [REFUSED; 30]);
    assert_eq!(revalidated, ["304 0 null"; 3]);
    assert_eq!(app.written(), 0, "the handler ran for a 412");
}
