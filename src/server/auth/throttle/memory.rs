//! How much the throttle remembers.

use std::time::Duration;

use moka::{policy::EvictionPolicy, sync::Cache};

use crate::server::ids::Digest;

/// Failures are forgotten after this long without another.
pub const MEMORY: Duration = Duration::from_hours(1);
/// Counters that are remembered, of each kind: past it, those that were used least recently are
/// forgotten. A new one is never turned away for the sake of older ones: it would count nothing.
pub const CAPACITY: u64 = 100_000;

/// Counters by digest, forgotten after `memory`.
pub fn remembered<V: Clone + Send + Sync + 'static>(memory: Duration) -> Cache<Digest, V> {
    Cache::builder().max_capacity(CAPACITY).eviction_policy(EvictionPolicy::lru()).time_to_live(memory).build()
}
