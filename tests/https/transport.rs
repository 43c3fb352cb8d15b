//! The library.

use axum::body::Bytes;
use axum::http::{Request, Version};
use conditional_check::{Check, HttpTransport, Transport as _};

use crate::certificates::Authority;
use crate::server::{AXUM_OVER_HTTP_2, Server};

#[tokio::test]
async fn a_guarded_page_keeps_all_rules_over_tls_by_both_versions_of_http() {
    let authority = Authority::new("known");
    let server = Server::start(authority.sign("127.0.0.1")).await;
    let versions = [
        (HttpTransport::new(), Version::HTTP_11),
        (HttpTransport::http2(), Version::HTTP_2),
    ];
    for (client, version) in versions {
        let client = client
            .with_root_certificates(authority.pem().as_bytes())
            .unwrap();
        let asked = Request::get(server.url()).body(Bytes::new()).unwrap();
        assert_eq!(client.send(asked).await.unwrap().version(), version);
        let check = Check::new(client, server.url()).without_waiting();
        check.skip(AXUM_OVER_HTTP_2).await.assert_passed();
    }
}

#[test]
fn what_is_no_certificate_is_not_trusted() {
    let trust = |pem: &str| HttpTransport::new().with_root_certificates(pem.as_bytes());
    let says = |pem: &str| trust(pem).unwrap_err().to_string();
    let whole = Authority::new("known").pem();
    assert!(trust(&whole).is_ok());
    let cut = whole.replace("-----END", "");
    let no_certificate = "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n";
    for pem in [cut.as_str(), no_certificate] {
        assert_eq!(says(pem), "a certificate is damaged or cut off", "{pem}");
    }
    assert_eq!(
        says(""),
        "no certificate in PEM form (-----BEGIN CERTIFICATE-----)"
    );
}
