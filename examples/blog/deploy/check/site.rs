//! PostgreSQL, the replicas, and the cache in front of them.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::book::{BUSY, QUIET};
use crate::process::{Process, free_address, run};

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy");

/// What stands in front of the replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Cache {
    /// Nothing: the clients take the replicas in turn.
    None,
    /// nginx, which asks a replica about its copy each time.
    Nginx,
    /// Varnish, which does the same.
    Varnish,
    /// Varnish, which keeps its copies until a write names one of their groups.
    Groups,
}

/// A mistake in the replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Fault {
    /// The statement that writes does not name the version.
    Unversioned,
    /// A date is sent in the very second of a change.
    FreshDates,
}

/// What to start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) cache: Cache,
    pub(crate) replicas: usize,
    pub(crate) margin: u32,
    pub(crate) ahead: u32,
    pub(crate) fault: Option<Fault>,
    /// The cache sends each address to a replica of its own instead of taking them in turn.
    pub(crate) by_address: bool,
}

/// All of it, running. It ends with this.
#[derive(Debug)]
pub(crate) struct Site {
    settings: Settings,
    replicas: Vec<Replica>,
    cache: Option<Process>,
    address: SocketAddr,
    postgres: Postgres,
    folder: TempDir,
}

#[derive(Debug)]
struct Replica {
    address: SocketAddr,
    process: Option<Process>,
}

/// What the replicas have done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Work {
    pub(crate) requests: usize,
    pub(crate) rendered: usize,
    pub(crate) not_modified: usize,
}

impl Site {
    pub(crate) async fn start(settings: &Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut site = Self {
            settings: *settings,
            replicas: Vec::new(),
            cache: None,
            address: free_address(),
            postgres: Postgres::start(),
            folder,
        };
        for number in 0..settings.replicas {
            site.replicas.push(Replica {
                address: free_address(),
                process: None,
            });
            site.start_replica(number, None).await;
        }
        site.start_cache().await;
        site
    }

    /// Where a client finds the site; without a cache it chooses a replica.
    pub(crate) fn address(&self, client: usize) -> SocketAddr {
        match self.settings.cache {
            Cache::None => self.replicas.iter().cycle().nth(client).unwrap().address,
            _ => self.address,
        }
    }

    pub(crate) fn replicas(&self) -> impl Iterator<Item = SocketAddr> {
        self.replicas.iter().map(|replica| replica.address)
    }

    pub(crate) fn kill_replica(&mut self, number: usize) {
        self.replicas[number].process.take().unwrap().kill();
    }

    pub(crate) fn stop_replica(&mut self, number: usize) {
        self.replicas[number].process.take().unwrap().stop();
    }

    /// Starts the replica that was ended; it may be another build of the program.
    pub(crate) async fn start_replica(&mut self, number: usize, build: Option<&str>) {
        let address = self.replicas[number].address;
        let mut command = self.replica(number, build);
        command
            .args(["--listen", &address.to_string(), "--log", "blog=info"])
            .args(["--database", &self.postgres.url()])
            .args(["--margin", &self.settings.margin.to_string()])
            .arg("--files")
            .arg(self.folder.path());
        let log = self.log(number);
        self.replicas[number].process = Some(Process::start(&mut command, &log, address).await);
    }

    pub(crate) fn restart_postgres(&self) {
        self.postgres.control("restart", &[]);
    }

    pub(crate) async fn restart_cache(&mut self) {
        if let Some(cache) = self.cache.take() {
            cache.stop();
        }
        self.start_cache().await;
    }

    /// Adds the entries that the clients read and write, each with the title `mark 1`.
    pub(crate) fn create_entries(&self) {
        for (blog, entries) in [(1, BUSY), (2, QUIET)] {
            let (first, last) = (entries.start(), entries.end());
            self.sql(&format!(
                "BEGIN; \
                 INSERT INTO entries SELECT n, {blog}, 'mark 1', 'Everybody signs here:', \
                 'a check', now(), now(), 1 FROM generate_series({first}, {last}) n; \
                 INSERT INTO history (entry_id, version, action, title, body, author, at) \
                 SELECT id, version, 'create', title, body, author, changed_at FROM entries \
                 WHERE id BETWEEN {first} AND {last}; \
                 UPDATE blogs SET revision = revision + 1, changed_at = now() WHERE id = {blog}; \
                 COMMIT"
            ));
        }
    }

    /// All that the replicas have done since the last time.
    pub(crate) fn work(&self) -> Work {
        let mut work = Work::default();
        for number in 0..self.replicas.len() {
            let log = fs::read_to_string(self.log(number)).unwrap();
            fs::write(self.log(number), "").unwrap();
            for line in log.lines().filter(|line| line.contains(" decision=")) {
                work.requests += 1;
                work.rendered += usize::from(line.contains(" built=true"));
                work.not_modified += usize::from(line.contains(" status=304"));
            }
        }
        work
    }

    /// What the database says to a statement, as text.
    pub(crate) fn sql(&self, statement: &str) -> String {
        self.postgres.sql(statement)
    }

    fn log(&self, number: usize) -> PathBuf {
        self.folder.path().join(format!("replica-{number}.log"))
    }

    /// The program; the one with mistakes and with names for its builds is an example of its own.
    fn replica(&self, number: usize, build: Option<&str>) -> Command {
        let programs = std::env::current_exe().unwrap();
        let examples = programs.parent().unwrap();
        let special = self.settings.fault.is_some() || build.is_some();
        let program = if special {
            examples.join("replica")
        } else {
            examples.with_file_name("blog")
        };
        let mut command = if number == 0 && self.settings.ahead > 0 {
            let mut command = Command::new(Path::new(HERE).join("ahead"));
            command.arg(self.settings.ahead.to_string()).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.env("BLOG_BUILD_NAME", build.unwrap_or("one"));
        match self.settings.fault {
            Some(Fault::Unversioned) => command.env("BLOG_FAULT", "unversioned"),
            Some(Fault::FreshDates) => command.env("BLOG_FAULT", "fresh-dates"),
            None => &mut command,
        };
        command
    }

    async fn start_cache(&mut self) {
        let folder = self.folder.path();
        let mut command = match self.settings.cache {
            Cache::None => return,
            Cache::Nginx => {
                self.write_nginx();
                let mut command = Command::new("nginx");
                command
                    .args(["-g", "master_process off;", "-p"])
                    .arg(folder);
                command.arg("-c").arg(folder.join("nginx.conf"));
                command
            }
            Cache::Varnish => self.varnish("revalidate.vcl"),
            Cache::Groups => self.varnish("groups.vcl"),
        };
        let log = folder.join("cache.log");
        self.cache = Some(Process::start(&mut command, &log, self.address).await);
    }

    fn write_nginx(&self) {
        let servers = self
            .replicas()
            .map(|address| format!("server {address};\n"));
        let balance = if self.settings.by_address {
            "hash $request_uri consistent;"
        } else {
            ""
        };
        self.fill(
            "nginx.conf",
            &[
                ("LISTEN", &self.address.to_string()),
                ("REPLICAS", &servers.collect::<String>()),
                ("BALANCE", balance),
                ("FOLDER", &self.folder.path().display().to_string()),
            ],
        );
    }

    fn varnish(&self, configuration: &str) -> Command {
        let backends = (0..).zip(self.replicas()).map(|(number, address)| {
            let (host, port) = (address.ip(), address.port());
            format!("backend r{number} {{ .host = \"{host}\"; .port = \"{port}\"; }}\n")
        });
        let members =
            (0..self.replicas.len()).map(|number| format!("blog.add_backend(r{number});"));
        let (balance, by) = if self.settings.by_address {
            let members = (0..self.replicas.len()).map(|n| format!("blog.add_backend(r{n}, 1.0);"));
            ("hash()", (members.collect::<String>(), "req.url"))
        } else {
            ("round_robin()", (members.collect::<String>(), ""))
        };
        self.fill(
            configuration,
            &[
                ("REPLICAS", &backends.collect::<String>()),
                ("BALANCE", balance),
                ("MEMBERS", &by.0),
                ("BY", by.1),
            ],
        );
        let folder = self.folder.path();
        let mut command = Command::new("varnishd");
        command.args(["-F", "-a", &self.address.to_string(), "-s", "malloc,64m"]);
        // Else it unpacks what the blog has compressed, and makes the tag weak: no write could name it.
        command.args(["-p", "http_gzip_support=off"]);
        command
            .args(["-j", "none", "-T", "none", "-n"])
            .arg(folder.join("varnish"));
        command.arg("-f").arg(folder.join(configuration));
        command
    }

    fn fill(&self, configuration: &str, values: &[(&str, &str)]) {
        let template = Path::new(HERE).join(format!("{configuration}.template"));
        let mut text = fs::read_to_string(template).unwrap();
        for (name, value) in values {
            text = text.replace(&format!("${{{name}}}"), value);
        }
        fs::write(self.folder.path().join(configuration), text).unwrap();
    }
}

#[derive(Debug)]
struct Postgres {
    folder: TempDir,
}

impl Postgres {
    fn start() -> Self {
        let postgres = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        postgres.control("start", &["max_connections=200"]);
        postgres
    }

    fn url(&self) -> String {
        let socket = self.folder.path().display();
        format!("postgres://postgres@localhost/blog?host={socket}")
    }

    fn control(&self, command: &str, rest: &[&str]) {
        let program = Path::new(HERE).join("postgres");
        run(Command::new(program)
            .arg(command)
            .arg(self.folder.path())
            .args(rest));
    }

    fn sql(&self, statement: &str) -> String {
        let output = Command::new("psql")
            .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args(["--username", "postgres", "--dbname", "blog", "--host"])
            .arg(self.folder.path())
            .args(["--command", statement])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.control("stop", &["immediate"]);
    }
}
