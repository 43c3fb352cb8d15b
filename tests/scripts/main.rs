//! What needs a browser, proxies, TLS, a database or other languages runs by scripts, which install them. Here
//! `cargo test` lists these as ignored, and `cargo test --test scripts -- --ignored --test-threads 1` runs them.

use std::path::Path;
use std::process::Command;

macro_rules! scripts {
    ($($(#[$attribute:meta])* $name:ident runs $script:literal)*) => {$(
        #[test]
        $(#[$attribute])*
        fn $name() {
            passes($script);
        }
    )*};
}

scripts! {
    #[ignore = "needs curl, Python, node, nginx, Apache and Squid: scripts/test-clients"]
    clients_and_proxies_get_what_the_guards_say runs "test-clients"

    #[ignore = "compiles TLS: scripts/test-https"]
    the_command_asks_servers_with_tls runs "test-https"

    #[ignore = "needs Chromium and chromedriver: scripts/test-browser"]
    the_blog_is_edited_in_a_browser runs "test-browser"

    #[ignore = "needs PostgreSQL: scripts/test-postgres"]
    the_blog_keeps_its_entries_in_postgresql runs "test-postgres"

    #[ignore = "needs Python: scripts/test-api"]
    the_api_answers_what_its_document_says runs "test-api"

    #[ignore = "needs Python: scripts/test-examples"]
    the_object_store_and_the_calendar_serve_real_clients runs "test-examples"

    #[ignore = "needs Django, Express, Go and nginx: scripts/check-peers"]
    the_rules_find_what_peers_get_wrong runs "check-peers"
}

fn passes(script: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../scripts")
        .join(script);
    let status = Command::new(&path).status();
    assert!(
        status.as_ref().is_ok_and(std::process::ExitStatus::success),
        "{}: {status:?}",
        path.display()
    );
}
