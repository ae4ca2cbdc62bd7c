"""Who vouches for a server? An authority of the tests' own, and certificates that are right, or wrong in one thing each."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence

HOST = "kite.example.org"
DAY = timedelta(days=1)


class Issued:
    """A certificate and its key.

    Args:
        names: What it is for: host names, and addresses.
        by: Who signs it; null when nobody else does.
        days: From when to when it is valid, counted from now.
        authority: Whether it may sign others.
        purpose: What it may be used for. Null for anything.
    """

    def __init__(
        self,
        names: Sequence[str],
        by: Issued | None = None,
        days: tuple[int, int] = (-2, 2),
        *,
        authority: bool = False,
        purpose: x509.ObjectIdentifier | None = None,
    ) -> None:
        self.key, self.by = ec.generate_private_key(ec.SECP256R1()), by
        self.subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
        now, signing = datetime.now(UTC), self.key.public_key()
        making = (
            x509.CertificateBuilder(self.by.subject if self.by else self.subject, self.subject, signing)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + days[0] * DAY)
            .not_valid_after(now + days[1] * DAY)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(list(map(_name, names))), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(signing), critical=False)
            .add_extension(_signer(self.by or self), critical=False)
            .add_extension(_usage(signs=authority), critical=True)
        )
        if purpose:
            making = making.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        self.certificate = making.sign(self.by.key if self.by else self.key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        """The certificate, as a file has it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def served(self, *more: Issued) -> ssl.SSLContext:
        """What a server with this certificate does; with more, their certificates are sent along."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with TemporaryDirectory() as folder:
            path = Path(folder) / "both.pem"
            path.write_bytes(b"".join([self.pem, *(one.pem for one in more), key]))
            context.load_cert_chain(path)
        return context


@cache
def authority() -> Issued:
    """Whom the crawls of these tests trust, through the variable SSL_CERT_FILE."""
    return Issued(["The tests' own authority"], authority=True)


@cache
def right() -> ssl.SSLContext:
    """A server as it should be."""
    return Issued([HOST, "*.example.org"], authority()).served()


@cache
def wrong() -> dict[str, ssl.SSLContext]:
    """Servers whose certificate must not be believed, for `HOST`, by what is wrong with it."""
    root, stranger = authority(), Issued(["A stranger"], authority=True)
    page = Issued([f"a.{HOST}"], root)  # it may sign nothing
    late = Issued(["A late authority"], root, (-3, -1), authority=True)
    return {
        "expired": Issued([HOST], root, (-3, -1)).served(),
        "not valid yet": Issued([HOST], root, (1, 3)).served(),
        "signed by itself": Issued([HOST]).served(),
        "of an authority that nobody knows": Issued([HOST], stranger).served(),
        "of an authority that nobody knows, sent along": Issued([HOST], stranger).served(stranger),
        "of an authority that names itself as ours": Issued(
            [HOST], Issued(["The tests' own authority"], authority=True)
        ).served(),
        "signed with a page's certificate": Issued([HOST], page).served(page),
        "of an authority that has expired": Issued([HOST], late).served(late),
        "of another host": Issued(["kite.example.net"], root).served(),
        "of a host whose name ends so": Issued([f"x{HOST}"], root).served(),
        "of a host whose name begins so": Issued([f"{HOST}.invalid"], root).served(),
        "of the hosts below": Issued([f"*.{HOST}"], root).served(),
        "of every host of the top domain": Issued(["*.org"], root).served(),
        "of every host there is": Issued(["*"], root).served(),
        "of the name and NUL": Issued([f"{HOST}\0.invalid"], root).served(),
        "of its address alone": Issued(["127.0.0.1"], root).served(),
        "for clients": Issued([HOST], root, purpose=ExtendedKeyUsageOID.CLIENT_AUTH).served(),
        "that asks for ours": _asking(),
    }


@cache
def old() -> dict[str, ssl.SSLContext]:
    """Servers that speak what nobody should any more; those that this machine's OpenSSL can't be."""
    made = Issued([HOST], authority())
    found = {}
    for name, version in {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1}.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context = made.served()
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = version
        found[f"TLS {name}"] = context
    weak = made.served()
    weak.maximum_version = ssl.TLSVersion.TLSv1_2
    weak.set_ciphers("aNULL:@SECLEVEL=0")
    return {**found, "no certificate at all": weak}


def _asking() -> ssl.SSLContext:
    context = Issued([HOST], authority()).served()
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=authority().pem.decode())
    return context


def _signer(by: Issued) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())


def _usage(*, signs: bool) -> x509.KeyUsage:
    """What the key is for; Python 3.13 and later want an authority to say that it signs."""
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs,
        crl_sign=signs,
        **dict.fromkeys(
            (
                *("content_commitment", "key_encipherment", "data_encipherment"),
                *("key_agreement", "encipher_only", "decipher_only"),
            ),
            False,
        ),
    )


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name.replace(" ", "-").replace("'", ""))
