//! What happened: the security log, and the devices that were signed out.

use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::server::{
    devices::{self, security_log},
    failure::Failure,
    web::request,
};
use crate::{
    error::AppError,
    model::{ActivityFilter, ActivityPage, RecentSignOut},
};

/// The person's security log, a page (from 1) at a time.
#[server(endpoint = "activity", input = GetUrl)]
pub async fn list_activity(page: u32, show: Option<ActivityFilter>) -> Result<ActivityPage, AppError> {
    let show = show.unwrap_or_default();
    security_log::list(&request::state(), &request::current()?, show, page).await.map_err(Failure::report)
}

/// Recently signed-out devices, and whether they have tried to come back.
#[server(endpoint = "receipts", input = GetUrl)]
pub async fn list_recently_signed_out() -> Result<Vec<RecentSignOut>, AppError> {
    devices::recently_signed_out(&request::state(), &request::current()?).await.map_err(Failure::report)
}
