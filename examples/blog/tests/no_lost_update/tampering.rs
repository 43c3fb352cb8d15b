//! The audit itself: what it must find when somebody has been at the database.

use sqlx::sqlite::SqlitePool;

use crate::audit::{Finding, audit};
use crate::editor::{Account, Acknowledged};
use crate::{blog, database, run, settled};

const WRITES_EACH: usize = 3;

/// A blog with a few writes, what the clients know, and what the audit finds afterwards.
async fn after(statement: &'static str) -> (Account, Vec<Finding>) {
    let (folder, store) = database().await;
    let account = run(blog(&folder, &store), WRITES_EACH).await;
    let store = settled(&folder, store).await;
    assert_eq!(audit(&store, &account).await, []);
    let pool = SqlitePool::connect(&database::url(folder.path())).await;
    let done = sqlx::query(statement)
        .execute(&pool.unwrap())
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 1);
    let findings = audit(&store, &account).await;
    (account, findings)
}

fn last_write(account: &Account, entry: i64) -> Acknowledged {
    let writes = account
        .acknowledged
        .iter()
        .filter(|write| write.entry == entry);
    writes.max_by_key(|write| write.version).unwrap().clone()
}

#[tokio::test]
async fn a_write_that_only_the_history_has_is_seen() {
    let (_, findings) = after("UPDATE entries SET version = version - 1 WHERE id = 101").await;
    assert_eq!(findings, [Finding::HalfIn { entry: 101 }]);
}

#[tokio::test]
async fn a_write_that_only_the_entry_has_is_seen() {
    let (account, findings) = after(
        "DELETE FROM history WHERE entry_id = 101 AND version = \
         (SELECT version FROM entries WHERE id = 101)",
    )
    .await;
    let missing = last_write(&account, 101);
    assert!(
        findings.contains(&Finding::HalfIn { entry: 101 }),
        "{findings:#?}"
    );
    assert!(
        findings.contains(&Finding::Lost(missing.clone())),
        "{findings:#?}"
    );
    assert!(
        findings.contains(&Finding::Unrecorded(missing)),
        "{findings:#?}"
    );
}

#[tokio::test]
async fn a_write_that_nobody_made_is_seen() {
    let (_, findings) = after(
        "INSERT INTO history (entry_id, version, action, title, body, at) \
         SELECT entry_id, version + 1, action, title, body || char(10) || 'me', at \
         FROM history WHERE entry_id = 101 ORDER BY version DESC LIMIT 1",
    )
    .await;
    let made =
        |finding: &Finding| matches!(finding, Finding::Unexplained(write) if write.mark == "me");
    assert!(findings.iter().any(made), "{findings:#?}");
}

#[tokio::test]
async fn a_version_that_is_missing_in_the_middle_is_seen() {
    let (_, findings) = after("DELETE FROM history WHERE entry_id = 101 AND version = 3").await;
    let gap = |finding: &Finding| matches!(finding, Finding::Gap { entry: 101, .. });
    assert!(findings.iter().any(gap), "{findings:#?}");
    let jump = Finding::Overwrote {
        entry: 101,
        version: 4,
    };
    assert!(findings.contains(&jump), "{findings:#?}");
}
