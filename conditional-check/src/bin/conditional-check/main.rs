//! `conditional-check http://127.0.0.1:3000/entries/1`

mod args;

#[cfg(feature = "https")]
use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use conditional_check::{Check, HttpTransport, Report, rules};

use crate::args::Args;

const VIOLATION: u8 = 1;
const NOT_ASKED: u8 = 2;

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(code) => code,
        // The reader of a pipe may have seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "conditional-check: {error}");
            ExitCode::from(NOT_ASKED)
        }
    }
}

fn run(args: Args) -> io::Result<ExitCode> {
    if args.rules {
        return list();
    }
    let (json, strict) = (args.json, args.strict);
    announce(&args)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let client = client(&args)?;
    let report = runtime.block_on(async { check(client, args).await });
    let mut stdout = anstream::stdout();
    if json {
        writeln!(stdout, "{}", report.to_json())?;
    } else {
        write!(stdout, "{}", report.coloured())?;
    }
    Ok(exit_code(&report, strict))
}

fn list() -> io::Result<ExitCode> {
    let mut stdout = anstream::stdout();
    for rule in rules() {
        let (name, section) = (rule.name(), rule.section());
        let level = rule.level().as_str();
        writeln!(
            stdout,
            "{name:<52}  {section:<19}  {level:<6}  {}",
            rule.sends()
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Nobody's data are changed without a word.
fn announce(args: &Args) -> io::Result<()> {
    let (Some(url), Some(method)) = (&args.url, &args.write) else {
        return Ok(());
    };
    let mut stderr = anstream::stderr();
    writeln!(
        stderr,
        "conditional-check writes to {url} with {method}, and leaves it changed"
    )?;
    if let Some(create) = &args.create {
        writeln!(
            stderr,
            "conditional-check creates {create}, and leaves it there"
        )?;
    }
    Ok(())
}

#[cfg_attr(
    not(feature = "https"),
    expect(clippy::unnecessary_wraps, reason = "with TLS it reads a file")
)]
fn client(args: &Args) -> io::Result<HttpTransport> {
    let client = if args.http2 {
        HttpTransport::http2()
    } else {
        HttpTransport::new()
    };
    let client = client.with_timeout(args.timeout);
    #[cfg(feature = "https")]
    let client = trusting(client, args)?;
    Ok(client)
}

#[cfg(feature = "https")]
fn trusting(client: HttpTransport, args: &Args) -> io::Result<HttpTransport> {
    if args.insecure {
        return Ok(client.with_any_certificate());
    }
    let Some(file) = &args.cacert else {
        return Ok(client);
    };
    let named = |error: &dyn Display| io::Error::other(format!("{}: {error}", file.display()));
    let pem = std::fs::read(file).map_err(|error| named(&error))?;
    client
        .with_root_certificates(&pem)
        .map_err(|error| named(&error))
}

fn check(client: HttpTransport, args: Args) -> Check {
    let mut check = Check::new(client, args.url.unwrap_or_default());
    for (name, value) in args.header {
        check = check.header(name, value);
    }
    for rule in args.skip {
        check = check.skip(rule);
    }
    if let Some(method) = args.write {
        check = check.write(method, &args.content_type, args.body);
    }
    if let Some(missing) = args.missing {
        check = check.missing(missing);
    }
    if let Some(create) = args.create {
        check = check.create(create);
    }
    if args.required {
        check = check.required();
    }
    if args.no_wait {
        check = check.without_waiting();
    }
    check
}

fn exit_code(report: &Report, strict: bool) -> ExitCode {
    let broken = if strict {
        report.broken().count()
    } else {
        report.violations().count()
    };
    match (broken, report.unasked().count()) {
        (0, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(NOT_ASKED),
        _ => ExitCode::from(VIOLATION),
    }
}
