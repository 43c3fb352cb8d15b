//! Real servers between a client and an application, each as a process of the test's own.
//!
//! They are not part of a Rust toolchain: tests that need one are ignored unless they are asked for, and
//! `scripts/test-clients` installs what is missing.

mod daemon;
mod program;
mod proxied;

pub use self::program::program;
pub use self::proxied::Proxied;

/// A program that stands between a client and an application.
#[derive(Debug)]
pub struct Kind {
    program: &'static str,
    configuration: &'static str,
    /// What comes before the name of the configuration's file.
    arguments: &'static [&'static str],
}

/// nginx, which compresses and caches.
pub const NGINX: Kind = Kind {
    program: "nginx",
    configuration: include_str!("nginx.conf"),
    arguments: &["-e", "stderr", "-c"],
};

/// Apache httpd, which compresses.
pub const APACHE: Kind = Kind {
    program: "apache2",
    configuration: include_str!("apache.conf"),
    arguments: &["-X", "-f"],
};

/// Squid, which caches.
pub const SQUID: Kind = Kind {
    program: "squid",
    configuration: include_str!("squid.conf"),
    arguments: &["-N", "-d", "1", "-f"],
};
