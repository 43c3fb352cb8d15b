//! What the dependency is called in the manifest of the crate that is compiled.

use std::path::Path;

/// The name of a dependency that is renamed there; `None` where it has its own name, or where the
/// manifest does not tell.
pub(crate) fn dependency_name() -> Option<String> {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR")?;
    let manifest = std::fs::read_to_string(Path::new(&folder).join("Cargo.toml")).ok()?;
    renamed(&manifest)
}

/// Finds `name = { package = "conditional-axum", … }`, or a table `[dependencies.name]` with that line.
fn renamed(manifest: &str) -> Option<String> {
    let mut table = "";
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']');
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let names_package = |text: &str| {
            let text = text.trim_start().trim_start_matches('=').trim_start();
            text.starts_with("\"conditional-axum\"")
        };
        let inline = value
            .split_once("package")
            .is_some_and(|(_, after)| names_package(after));
        let name = if inline {
            key.trim()
        } else if key.trim() == "package" && names_package(value) {
            table.rsplit('.').next()?
        } else {
            continue;
        };
        return Some(name.trim_matches('"').replace('-', "_"));
    }
    None
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{dependency_name, renamed};

    const NAME: &str = "parse::renamed::tests::the_manifest_is_that_of_the_crate_that_is_compiled";

    /// Once more, in a process that is told of another crate: a test must not change the environment of others.
    #[test]
    fn the_manifest_is_that_of_the_crate_that_is_compiled() {
        if std::env::var_os("RENAMED").is_some() {
            assert_eq!(dependency_name().as_deref(), Some("http_guards"));
            return;
        }
        let folder = std::env::temp_dir().join(format!("renamed-{}", std::process::id()));
        let manifest = "[dependencies]\nhttp-guards = { package = \"conditional-axum\" }";
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let program = std::env::current_exe().unwrap();
        let again = Command::new(program)
            .args(["--exact", NAME])
            .env("RENAMED", "1")
            .env("CARGO_MANIFEST_DIR", &folder)
            .output()
            .unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(again.status.success(), "{again:?}");
        assert!(String::from_utf8_lossy(&again.stdout).contains("1 passed"));
    }

    #[test]
    fn a_dependency_under_another_name_is_found() {
        for manifest in [
            "[dependencies]\nhttp-guards = { version = \"0.1\", package = \"conditional-axum\" }",
            "[dependencies.http-guards]\nversion = \"0.1\"\npackage=\"conditional-axum\"\n",
            "[target.'cfg(unix)'.dependencies.http-guards]\npackage = \"conditional-axum\"",
        ] {
            assert_eq!(
                renamed(manifest).as_deref(),
                Some("http_guards"),
                "{manifest}"
            );
        }
    }

    #[test]
    fn a_dependency_under_its_own_name_is_not_renamed() {
        for manifest in [
            "",
            "[package]\nname = \"conditional-axum\"",
            "[dependencies]\nconditional-axum = \"0.1\"",
            "[dependencies]\nconditional-axum = { version = \"0.1\", features = [\"chrono\"] }",
            "[dependencies]\nother = { package = \"conditional-axum-extra\" }",
        ] {
            assert_eq!(renamed(manifest), None, "{manifest}");
        }
    }
}
