//! The steps that bring the tables up to date, compiled in.

use std::borrow::Cow;

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, name and statements of each, as in the folder `migrations`.
const STEPS: [(i64, &str, &str); 2] = [
    (1, "blog", include_str!("../../migrations/0001_blog.sql")),
    (
        2,
        "numbers",
        include_str!("../../migrations/0002_numbers.sql"),
    ),
];

/// All steps; those that a database has seen already are left out when it runs.
pub(super) fn migrations() -> Migrator {
    let steps = STEPS.map(|(version, name, statements)| {
        let statements = SqlStr::from_static(statements);
        Migration::new(
            version,
            Cow::Borrowed(name),
            MigrationType::Simple,
            statements,
            false,
        )
    });
    Migrator::with_migrations(steps.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_among_the_migrations_is_a_step() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        let steps = STEPS.map(|(version, name, _)| format!("{version:04}_{name}.sql"));
        assert_eq!(names, steps);
    }
}
