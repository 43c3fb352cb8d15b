//! The steps that bring the tables up to date, compiled in.

use std::borrow::Cow;

use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, name and statements of each.
type Step = (i64, &'static str, &'static str);

/// The steps in a folder of `migrations`.
macro_rules! steps {
    ($folder:literal: $($version:literal $name:literal),* $(,)?) => {
        [$((
            $version,
            $name,
            include_str!(concat!("../../migrations/", $folder, "/000", $version, "_", $name, ".sql")),
        )),*]
    };
}

const SQLITE: [Step; 2] = steps!("sqlite": 1 "blog", 2 "numbers");

#[cfg(feature = "postgres")]
const POSTGRES: [Step; 3] = steps!("postgres": 1 "blog", 2 "numbers", 3 "timeline");

/// All steps for a file; those that a database has seen already are left out when it runs.
pub(super) fn sqlite() -> Migrator {
    migrator(&SQLITE)
}

/// The same for a PostgreSQL server.
#[cfg(feature = "postgres")]
pub(super) fn postgres() -> Migrator {
    migrator(&POSTGRES)
}

fn migrator(steps: &[Step]) -> Migrator {
    let steps = steps.iter().map(|&(version, name, statements)| {
        let statements = SqlStr::from_static(statements);
        Migration::new(
            version,
            Cow::Borrowed(name),
            MigrationType::Simple,
            statements,
            false,
        )
    });
    Migrator::with_migrations(steps.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_among_the_migrations_is_a_step() {
        assert_eq!(files("sqlite"), names(&SQLITE));
        #[cfg(feature = "postgres")]
        assert_eq!(files("postgres"), names(&POSTGRES));
    }

    fn files(folder: &str) -> Vec<String> {
        let folder = format!("{}/migrations/{folder}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    fn names(steps: &[Step]) -> Vec<String> {
        let name = |&(version, name, _): &Step| format!("{version:04}_{name}.sql");
        steps.iter().map(name).collect()
    }
}
