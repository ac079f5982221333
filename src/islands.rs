//! What runs in the browser too, one island a file.

mod device_list;

pub use device_list::DeviceList;
