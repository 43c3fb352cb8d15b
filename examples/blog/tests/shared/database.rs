//! Which database the tests use.

use std::env;
use std::path::Path;

/// The database that belongs to this folder: a file in it, or one on the server that
/// `BLOG_TEST_SERVER` names, with `{}` instead of the database's name.
pub(crate) fn url(folder: &Path) -> String {
    let Ok(server) = env::var("BLOG_TEST_SERVER") else {
        return format!("sqlite:{}", folder.join("blog.sqlite").display());
    };
    let name = folder.file_name().unwrap().to_str().unwrap();
    server.replace("{}", name.trim_start_matches('.'))
}
