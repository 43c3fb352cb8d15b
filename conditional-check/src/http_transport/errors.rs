//! Messages for requests that got no answer.

use std::error::Error;

use crate::transport::Unreachable;

/// The error with its causes, which say what happened, and what to do where that is known.
pub(super) fn unreachable(error: &(dyn Error + 'static)) -> Unreachable {
    let mut causes = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        causes.push(error.to_string());
        cause = error.source();
    }
    #[cfg(feature = "https")]
    causes.extend(tls::advice(error).map(str::to_owned));
    Unreachable::new(causes.join(": "))
}

#[cfg(feature = "https")]
mod tls {
    use std::error::Error;
    use std::io;

    use rustls::{AlertDescription, CertificateError, OtherError};

    /// What to do after an error of TLS.
    pub(super) fn advice(error: &(dyn Error + 'static)) -> Option<&'static str> {
        Some(match find(error)? {
            rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
                "`--cacert FILE` trusts the authority that signed it, `--insecure` takes any certificate"
            }
            rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(error)))
                if error.to_string() == "CaUsedAsEndEntity" =>
            {
                "it is an authority's own certificate, as `openssl req -x509` makes it, and no server's: \
                    `--insecure` takes it"
            }
            rustls::Error::InvalidCertificate(_) => "`--insecure` takes any certificate",
            rustls::Error::InvalidMessage(_) => {
                "the server does not speak TLS there: ask it by `http://`"
            }
            rustls::Error::AlertReceived(AlertDescription::NoApplicationProtocol)
            | rustls::Error::NoApplicationProtocol => {
                "the server does not speak this version of HTTP: `--http2` changes it"
            }
            _ => return None,
        })
    }

    /// An `io::Error` hides the error that it was made of from those who ask for its source.
    fn find<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let hidden = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match hidden {
            Some(hidden) => find(hidden),
            None => find(error.source()?),
        }
    }

    #[cfg(test)]
    mod tests {
        use std::sync::Arc;

        use rustls::Error as Tls;

        use super::*;

        fn other(reason: &str) -> Tls {
            let reason: Box<dyn Error + Send + Sync> = reason.into();
            Tls::InvalidCertificate(CertificateError::Other(OtherError(Arc::from(reason))))
        }

        #[test]
        fn what_helps_is_said_where_it_is_known() {
            let any = "`--insecure` takes any certificate";
            for (error, said) in [
                (
                    Tls::InvalidCertificate(CertificateError::UnknownIssuer),
                    "`--cacert FILE` trusts",
                ),
                (Tls::InvalidCertificate(CertificateError::Expired), any),
                (other("CaUsedAsEndEntity"), "it is an authority's own"),
                (other("UnsupportedCertVersion"), any),
            ] {
                let advice = advice(&error).unwrap();
                assert!(advice.starts_with(said), "{error}: {advice}");
            }
            assert_eq!(advice(&Tls::HandshakeNotComplete), None);
            assert_eq!(advice(&io::Error::other("refused")), None);
        }

        #[test]
        fn an_error_of_tls_is_found_in_what_hides_it() {
            let hidden = io::Error::other(io::Error::other(Tls::HandshakeNotComplete));
            assert_eq!(find(&hidden), Some(&Tls::HandshakeNotComplete));
        }
    }
}
