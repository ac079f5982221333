//! What is done with a database when it is opened: a new one gets its generation, and in one that was
//! restored from a backup all that was signed in ends.

use super::generation::{Beside, GenerationFile, Mark, Verdict, judge, new_lineage};
use crate::{
    model::Timestamp,
    server::storage::{
        engine::tx::{OnRestored, Tx},
        error::StorageError,
    },
};

/// Settles which database this is, within the transaction that opens it; the generation that it has then.
///
/// # Errors
/// If the database does not answer, or the file beside it can't be read or written.
pub async fn settle(
    tx: &mut Tx,
    file: &GenerationFile,
    now: Timestamp,
    on_restored: OnRestored,
) -> Result<Mark, StorageError> {
    let (beside, database) = (file.read()?, Mark::of(tx.embedded()).await?);
    let number = match &beside {
        Beside::Mark(mark) => mark.number.max(database.number),
        _ => database.number,
    };
    match judge(&beside, &database) {
        Verdict::Current => Ok(database),
        Verdict::New(lineage) => {
            let lineage = match lineage {
                Some(lineage) => lineage,
                None => new_lineage()?,
            };
            // First here: whatever dies before the database has it, the next opening goes on with it.
            file.replace(&Mark { lineage: lineage.clone(), number: 0 })?;
            let mark = Mark { lineage, number: number + 1 };
            mark.put(tx.embedded()).await?;
            Ok(mark)
        }
        Verdict::Restored(why) => {
            let ended = on_restored(tx, now).await?;
            let number = number.max(Mark::of(tx.embedded()).await?.number) + 1;
            let mark = Mark { lineage: new_lineage()?, number };
            mark.put(tx.embedded()).await?;
            // Before the commit: another start waits for it, and must find both alike. If it comes to nothing,
            // the next opening finds a restored database again.
            file.replace(&mark)?;
            tracing::warn!(
                why,
                ended,
                "the database was restored from a backup: every session in it was ended, since it may have been \
                 revoked; passwords and accounts are as they were then"
            );
            Ok(mark)
        }
    }
}

/// What is done with one that can't be written: nothing, but it is not served if it was restored.
///
/// # Errors
/// If it was restored, or does not answer.
pub async fn check(connection: &mut sqlx::SqliteConnection, file: &GenerationFile) -> Result<(), StorageError> {
    match judge(&file.read()?, &Mark::of(connection).await?) {
        Verdict::Restored(why) => Err(StorageError::Restored(why)),
        Verdict::Current | Verdict::New(_) => Ok(()),
    }
}
