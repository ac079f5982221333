//! What happened: the security log, and the devices that were signed out.

use leptos::{
    prelude::*,
    server_fn::codec::{ByteStream, GetUrl, Streaming},
};

#[cfg(feature = "ssr")]
use crate::server::{
    devices::{self, security_log},
    failure::Failure,
    web::request,
};
use crate::{
    error::AppError,
    model::{ActivityFilter, ActivityFormat, ActivityPage, RecentSignOut},
};

/// The person's security log, a page (from 1) at a time.
#[server(endpoint = "activity", input = GetUrl)]
pub async fn list_activity(page: u32, show: Option<ActivityFilter>) -> Result<ActivityPage, AppError> {
    let show = show.unwrap_or_default();
    security_log::list(&request::state(), &request::current()?, show, page).await.map_err(Failure::report)
}

/// The entries of the security log that `show` chooses, on all pages, as a file.
#[server(prefix = "", endpoint = "/activity/download", output = Streaming)]
#[allow(clippy::unused_async, reason = "a server function is async; what this one reads comes after its answer begins")]
pub async fn download_activity(
    format: ActivityFormat,
    show: Option<ActivityFilter>,
) -> Result<ByteStream<AppError>, AppError> {
    let show = show.unwrap_or_default();
    let file =
        devices::activity_file(&request::state(), &request::current()?, show, format).map_err(Failure::report)?;
    let name = format!("latchkey-activity-{}.{}", show.as_str().replace('_', "-"), format.as_str());
    request::as_file(&name, format.media_type());
    Ok(ByteStream::new(file.pieces()))
}

/// Recently signed-out devices that are not signed in again, and whether they have tried to come back.
#[server(endpoint = "receipts", input = GetUrl)]
pub async fn list_recently_signed_out() -> Result<Vec<RecentSignOut>, AppError> {
    devices::recently_signed_out(&request::state(), &request::current()?).await.map_err(Failure::report)
}
