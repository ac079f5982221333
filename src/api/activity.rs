//! What happened: the security log, and the devices that were signed out.

use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::server::{
    devices::{self, activity_log},
    failure::Failure,
    web::request,
};
use crate::{
    error::AppError,
    model::{ActivityPage, Receipt},
};

/// The person's security log, a page (from 1) at a time.
#[server(endpoint = "activity", input = GetUrl)]
pub async fn list_activity(page: u32) -> Result<ActivityPage, AppError> {
    activity_log::list(&request::state(), &request::current()?, page).await.map_err(Failure::report)
}

/// The devices that were signed out lately, and whether they have tried to come back.
#[server(endpoint = "receipts", input = GetUrl)]
pub async fn list_receipts() -> Result<Vec<Receipt>, AppError> {
    devices::receipts(&request::state(), &request::current()?).await.map_err(Failure::report)
}
