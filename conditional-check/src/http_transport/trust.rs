//! Whose certificates are good enough.

use std::error::Error;
use std::fmt::{self, Display};
use std::sync::Arc;

use hyper_rustls::ConfigBuilderExt as _;
use rustls::client::WantsClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    ClientConfig, ConfigBuilder, DigitallySignedStruct, RootCertStore, SignatureScheme,
    WantsVerifier,
};

use crate::transport::Unreachable;

#[derive(Clone)]
pub(super) enum Trust {
    /// What the operating system trusts.
    System,
    /// These authorities, and no others.
    Authorities(Arc<RootCertStore>),
    /// Whatever is shown.
    Anybody,
}

impl Trust {
    pub(super) fn authorities(pem: &[u8]) -> Result<Self, InvalidCertificates> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| InvalidCertificates(DAMAGED))?;
            roots
                .add(certificate)
                .map_err(|_| InvalidCertificates(DAMAGED))?;
        }
        if roots.is_empty() {
            return Err(InvalidCertificates(NONE));
        }
        Ok(Self::Authorities(Arc::new(roots)))
    }

    pub(super) fn verify(
        &self,
        builder: ConfigBuilder<ClientConfig, WantsVerifier>,
        provider: Arc<CryptoProvider>,
    ) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>, Unreachable> {
        Ok(match self {
            Self::System => builder.with_native_roots().map_err(|error| {
                Unreachable::new(format!("{error}: `--cacert FILE` says what to trust"))
            })?,
            Self::Authorities(roots) => builder.with_root_certificates(Arc::clone(roots)),
            Self::Anybody => builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider))),
        })
    }
}

const NONE: &str = "no certificate in PEM form (-----BEGIN CERTIFICATE-----)";
const DAMAGED: &str = "a certificate is damaged or cut off";

/// The certificates that [`HttpTransport::with_root_certificates`](crate::HttpTransport::with_root_certificates) was
/// given are none.
///
/// ```
/// use conditional_check::HttpTransport;
///
/// let error = HttpTransport::new().with_root_certificates(b"").unwrap_err();
/// assert!(error.to_string().starts_with("no certificate"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCertificates(&'static str);

impl Display for InvalidCertificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for InvalidCertificates {}

/// Whoever has the key for the certificate that they show.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
