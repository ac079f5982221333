#![cfg_attr(feature = "identify", doc = include_str!("../README.md"))]

mod device;
#[cfg(feature = "identify")]
mod hints;
#[cfg(feature = "identify")]
mod identify;
#[cfg(feature = "identify")]
mod system;
#[cfg(feature = "identify")]
mod tables;
#[cfg(feature = "identify")]
mod words;

pub use device::{Device, DeviceKind};
#[cfg(feature = "identify")]
pub use {
    hints::{ACCEPT_CH, Hints},
    identify::{MAX_LENGTH, identify, shortened},
};
