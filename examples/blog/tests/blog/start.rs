//! What the program says when it starts, and when it cannot.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The program with these options, on a database and a folder that are fine unless they say else.
fn blog(folder: &Path) -> Command {
    let mut blog = Command::new(env!("CARGO_BIN_EXE_blog"));
    blog.env_remove("DATABASE_URL")
        .env("LISTEN", "127.0.0.1:0")
        .env("BLOG_FILES", folder)
        .current_dir(folder)
        .stdin(Stdio::null());
    blog
}

/// What it prints; it must end by itself, with an error.
#[track_caller]
fn complaint(blog: &mut Command) -> String {
    let output = blog.output().unwrap();
    assert!(!output.status.success());
    assert_eq!(output.stdout, b"");
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains("Os {") && !text.contains("Error("), "{text}");
    text
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn an_address_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = folder();
    let text = complaint(blog(folder.path()).args(["--listen", &address]));
    says(&text, &[&address, "--listen", "in use"]);
}

#[test]
fn a_name_will_do_as_an_address() {
    let folder = folder();
    let mut blog = blog(folder.path());
    let blog = blog.args(["--listen", "localhost:0"]);
    let mut process = blog.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let output = process.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    says(&line, &["The blog is at http://"]);
}

#[test]
fn an_address_without_a_port_is_explained() {
    let folder = folder();
    for (address, why) in [
        ("localhost", "port is missing"),
        ("localhost:http", "not a port"),
    ] {
        let text = complaint(blog(folder.path()).args(["--listen", address]));
        says(&text, &["--listen", why]);
    }
}

#[test]
fn a_database_that_cannot_be_opened_is_named() {
    let folder = folder();
    let database = "sqlite:nowhere/blog.sqlite";
    let text = complaint(blog(folder.path()).args(["--database", database]));
    says(
        &text,
        &[database, "--database", "DATABASE_URL", "unable to open"],
    );
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let folder = folder();
    std::fs::write(
        folder.path().join("notes.txt"),
        "These are notes.\n".repeat(100),
    )
    .unwrap();
    let text = complaint(blog(folder.path()).args(["--database", "sqlite:notes.txt"]));
    says(&text, &["notes.txt", "not a database"]);
}

/// Many developers have such a variable, for another program.
#[test]
fn the_address_of_another_database_is_refused_and_its_password_kept() {
    let folder = folder();
    let url = "mysql://me:secret@localhost/shop";
    let text = complaint(blog(folder.path()).env("DATABASE_URL", url));
    says(&text, &["mysql:", "DATABASE_URL", "sqlite:"]);
    assert!(!text.contains("secret"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(not(feature = "postgres"))]
#[test]
fn a_server_is_refused_by_a_program_without_its_driver() {
    let folder = folder();
    let url = "postgres://me:secret@localhost/blog";
    let text = complaint(blog(folder.path()).env("DATABASE_URL", url));
    says(&text, &["--features postgres", "DATABASE_URL", "sqlite:"]);
    assert!(!text.contains("secret"), "{text}");
}

#[cfg(feature = "postgres")]
#[test]
fn a_server_that_is_not_there_is_named_without_the_password() {
    let folder = folder();
    let url = "postgres://me:secret@localhost/blog?host=/nowhere";
    let text = complaint(blog(folder.path()).env("DATABASE_URL", url));
    says(&text, &["postgres://localhost/blog", "DATABASE_URL"]);
    assert!(!text.contains("secret"), "{text}");
}

#[test]
fn a_folder_of_files_that_is_not_there_is_named() {
    let folder = folder();
    std::fs::write(folder.path().join("file"), "").unwrap();
    for name in ["missing", "file"] {
        let text = complaint(blog(folder.path()).args(["--files", name]));
        says(&text, &[name, "--files", "BLOG_FILES"]);
    }
}
