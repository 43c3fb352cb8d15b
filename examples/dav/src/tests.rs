//! Requests as CalDAV clients send them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use conditional_axum::ETag;
use roxmltree::Document;
use tower::ServiceExt as _;

use super::app;

const EVENT: &str = "/calendar/1%20%26.ics";
const ONE: &str = "BEGIN:VCALENDAR\r\nSUMMARY:One & <only>\r\nEND:VCALENDAR\r\n";
const TWO: &str = "BEGIN:VCALENDAR\r\nSUMMARY:Two\r\nEND:VCALENDAR\r\n";

/// A property of a 207: name, status and text.
type Told = (String, String, String);

/// Status, fields and content of an answer.
struct Reply(StatusCode, HeaderMap, String);

impl Reply {
    #[track_caller]
    fn is(&self, status: u16, content: &str) {
        assert_eq!((self.0.as_u16(), self.2.as_str()), (status, content));
    }

    /// One of the guard's own refusals.
    #[track_caller]
    fn is_problem(&self, status: u16) {
        assert_eq!(self.0.as_u16(), status);
        assert_eq!(self.1["content-type"], "application/problem+json");
    }

    /// A demand that is not met.
    #[track_caller]
    fn is_unmet(&self, element: &str) {
        assert_eq!(self.0.as_u16(), 403);
        let document = Document::parse(&self.2).expect("XML");
        let found = document.root_element().first_element_child();
        assert_eq!(found.expect("an element").tag_name().name(), element);
    }

    /// For each response of a 207 its address, and the status and text of each property in it.
    #[track_caller]
    fn properties(&self) -> Vec<(String, Vec<Told>)> {
        assert_eq!(self.0.as_u16(), 207);
        let document = Document::parse(&self.2).expect("XML");
        let root = document.root_element();
        assert!(root.has_tag_name(("DAV:", "multistatus")));
        let of = |node: roxmltree::Node<'_, '_>, name: &str| {
            let mut found = node
                .descendants()
                .filter(|inner| inner.has_tag_name(("DAV:", name)));
            found
                .next()
                .and_then(|found| found.text())
                .unwrap_or_default()
                .to_owned()
        };
        let told = |group: roxmltree::Node<'_, '_>| {
            let status = of(group, "status");
            let prop = group.first_element_child().expect("a prop");
            let elements: Vec<_> = prop.children().collect();
            elements
                .into_iter()
                .map(|element| {
                    let text = element.text().unwrap_or_default().to_owned();
                    (element.tag_name().name().to_owned(), status.clone(), text)
                })
                .collect::<Vec<_>>()
        };
        root.children()
            .map(|response| {
                let groups = response
                    .children()
                    .filter(|node| node.has_tag_name(("DAV:", "propstat")));
                (of(response, "href"), groups.flat_map(told).collect())
            })
            .collect()
    }
}

async fn send(
    app: &Router,
    method: &str,
    uri: &str,
    fields: &[(&str, &str)],
    content: &str,
) -> Reply {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(content.to_owned()));
    let Ok(response): Result<Response, _> = app.clone().oneshot(request.expect("a request")).await;
    let (parts, body) = response.into_parts();
    let content = to_bytes(body, 9999).await.expect("a body").to_vec();
    Reply(
        parts.status,
        parts.headers,
        String::from_utf8(content).expect("a text"),
    )
}

async fn app_with(event: &str) -> Router {
    let app = app();
    let created = send(&app, "PUT", EVENT, &[("if-none-match", "*")], event).await;
    created.is(201, "");
    assert_eq!(created.1["etag"], tag_of(event));
    app
}

fn tag_of(event: &str) -> String {
    ETag::digest(event).to_string()
}

fn is(name: &str, text: &str) -> Told {
    (
        name.to_owned(),
        "HTTP/1.1 200 OK".to_owned(),
        text.to_owned(),
    )
}

#[tokio::test]
async fn an_event_is_stored_byte_for_byte_under_the_tag_of_the_answer() {
    let app = app_with(ONE).await;
    let event = send(&app, "GET", EVENT, &[], "").await;
    event.is(200, ONE);
    assert_eq!(event.1["etag"], tag_of(ONE));
    assert_eq!(event.1["content-type"], "text/calendar; charset=utf-8");
    let current = [("if-none-match", tag_of(ONE))];
    let current = current.each_ref().map(|(name, tag)| (*name, tag.as_str()));
    send(&app, "GET", EVENT, &current, "").await.is(304, "");
}

#[tokio::test]
async fn an_event_is_created_once_with_a_star_with_quotes_or_without() {
    let app = app_with(ONE).await;
    for star in ["*", "\"*\""] {
        let again = send(&app, "PUT", EVENT, &[("if-none-match", star)], TWO).await;
        again.is_problem(412);
        assert_eq!(again.1["etag"], tag_of(ONE));
    }
    send(&app, "GET", EVENT, &[], "").await.is(200, ONE);
}

#[tokio::test]
async fn the_second_of_two_edits_is_refused() {
    let app = app_with(ONE).await;
    let tag = tag_of(ONE);
    let first = send(&app, "PUT", EVENT, &[("if-match", &tag)], TWO).await;
    first.is(204, "");
    assert_eq!(first.1["etag"], tag_of(TWO));
    send(&app, "PUT", EVENT, &[("if-match", &tag)], ONE)
        .await
        .is_problem(412);
    send(&app, "DELETE", EVENT, &[("if-match", &tag)], "")
        .await
        .is_problem(412);
    send(&app, "GET", EVENT, &[], "").await.is(200, TWO);

    let tag = tag_of(TWO);
    send(&app, "DELETE", EVENT, &[("if-match", &tag)], "")
        .await
        .is(204, "");
    send(&app, "GET", EVENT, &[], "").await.is(404, "");
    send(&app, "PUT", EVENT, &[("if-match", &tag)], ONE)
        .await
        .is_problem(412);
    send(&app, "GET", EVENT, &[], "").await.is(404, "");
}

#[tokio::test]
async fn only_methods_that_change_something_need_a_precondition() {
    let app = app_with(ONE).await;
    for method in ["PUT", "DELETE", "PROPPATCH", "MOVE"] {
        send(&app, method, EVENT, &[], TWO).await.is_problem(428);
    }
    for (method, content, status) in [("OPTIONS", "", 204), ("GET", "", 200), ("HEAD", "", 200)] {
        let reply = send(&app, method, EVENT, &[], content).await;
        assert_eq!(reply.0.as_u16(), status, "{method}");
    }
    let found = send(&app, "PROPFIND", EVENT, &[("depth", "0")], "").await;
    assert_eq!(found.0.as_u16(), 207);
    send(&app, "GET", EVENT, &[], "").await.is(200, ONE);
}

#[tokio::test]
async fn a_propfind_of_depth_1_tells_the_tag_of_each_event_and_what_there_is_not() {
    let app = app_with(ONE).await;
    let asked =
        "<propfind xmlns='DAV:'><prop><getetag/><odd xmlns='urn:a&amp;b'/></prop></propfind>";
    let found = send(&app, "PROPFIND", "/calendar/", &[("depth", "1")], asked).await;
    let missing = |name: &str| {
        (
            name.to_owned(),
            "HTTP/1.1 404 Not Found".to_owned(),
            String::new(),
        )
    };
    let calendar = (
        "/calendar/".to_owned(),
        vec![missing("getetag"), missing("odd")],
    );
    let event = (
        "/calendar/1%20%26%2Eics".to_owned(),
        vec![is("getetag", &tag_of(ONE)), missing("odd")],
    );
    assert_eq!(found.properties(), [calendar.clone(), event]);

    let found = send(&app, "PROPFIND", "/calendar/", &[("depth", "0")], asked).await;
    assert_eq!(found.properties(), [calendar]);
}

#[tokio::test]
async fn a_client_finds_the_calendar_from_the_root() {
    let app = app();
    let asked = "<D:propfind xmlns:D='DAV:'><D:allprop/></D:propfind>";
    let found = send(&app, "PROPFIND", "/", &[("depth", "1")], asked).await;
    let document = Document::parse(&found.2).expect("XML");
    let homes = document
        .descendants()
        .filter(|node| node.has_tag_name("calendar-home-set"));
    let homes: Vec<_> = homes
        .filter_map(|home| home.first_element_child()?.text())
        .collect();
    assert_eq!(homes, ["/"]);
    let calendar = document
        .descendants()
        .find(|node| node.has_tag_name("calendar"));
    let response = calendar.and_then(|calendar| {
        calendar
            .ancestors()
            .find(|node| node.has_tag_name("response"))
    });
    let href = response.and_then(|response| response.first_element_child()?.text());
    assert_eq!(href, Some("/calendar/"));
    for uri in ["/", "/calendar/", EVENT] {
        let options = send(&app, "OPTIONS", uri, &[], "").await;
        options.is(204, "");
        assert_eq!(options.1["dav"], "1, calendar-access");
    }
}

#[tokio::test]
async fn a_multiget_answers_the_events_that_it_names() {
    let app = app_with(ONE).await;
    let asked = format!(
        "<C:calendar-multiget xmlns:C='urn:ietf:params:xml:ns:caldav' xmlns='DAV:'>
         <prop><getetag/><C:calendar-data/></prop>
         <href>{EVENT}</href><href>http://localhost{EVENT}</href><href>/calendar/2.ics</href><href>/1.ics</href>
         </C:calendar-multiget>"
    );
    let found = send(&app, "REPORT", "/calendar/", &[], &asked).await;
    let event = (
        "/calendar/1%20%26%2Eics".to_owned(),
        vec![is("getetag", &tag_of(ONE)), is("calendar-data", ONE)],
    );
    let missing = |href: &str| (href.to_owned(), Vec::new());
    let expected = [
        event.clone(),
        event,
        missing("/calendar/2.ics"),
        missing("/1.ics"),
    ];
    assert_eq!(found.properties(), expected);
    assert_eq!(found.2.matches("HTTP/1.1 404 Not Found").count(), 2);
}

#[tokio::test]
async fn what_is_not_answered_is_said() {
    let app = app();
    let query = "<C:calendar-query xmlns:C='urn:ietf:params:xml:ns:caldav'/>";
    send(&app, "REPORT", "/calendar/", &[], query)
        .await
        .is_unmet("supported-report");
    for depth in [&[][..], &[("depth", "infinity")]] {
        send(&app, "PROPFIND", "/calendar/", depth, "")
            .await
            .is_unmet("propfind-finite-depth");
    }
    let create = [("if-none-match", "*")];
    send(&app, "PUT", EVENT, &create, "no event")
        .await
        .is_unmet("valid-calendar-data");
    send(&app, "PROPFIND", EVENT, &[("depth", "0")], "")
        .await
        .is(404, "");
    let entity = "<!DOCTYPE p [<!ENTITY a 'aaaa'>]><propfind xmlns='DAV:'>&a;</propfind>";
    for content in ["no XML", "<propfind>", entity] {
        send(&app, "PROPFIND", "/", &[("depth", "0")], content)
            .await
            .is(400, "");
    }
    let reply = send(&app, "PROPPATCH", "/calendar/", &[], "").await;
    reply.is(405, "");
    assert_eq!(
        reply.1["allow"],
        "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, REPORT"
    );
}

#[tokio::test]
async fn events_answer_conditional_requests_as_the_rfc_says() {
    let check = conditional_axum::testing::check(app_with(ONE).await, EVENT)
        .write(axum::http::Method::PUT, "text/calendar", [ONE, TWO])
        .without_waiting()
        .required();
    check.await.assert_passed();
}
