"""Which certificates are trusted? Without any no site can be reached by https."""

from __future__ import annotations

import ssl
from pathlib import Path

from output.health.finding import Finding

ADVICE = "install the system's certificates: the package ca-certificates, or Install Certificates.command on macOS"


def trust_finding() -> Finding:
    """Whether there are certificates to trust, in the places where OpenSSL looks."""
    places = ssl.get_default_verify_paths()
    file = places.cafile or places.openssl_cafile
    try:
        count = ssl.create_default_context().cert_store_stats()["x509_ca"]
    except (ssl.SSLError, OSError) as error:
        return Finding("certificates", f"{file} can't be read: {error}", ADVICE)
    folder = Path(places.capath) if places.capath else None
    if count:
        return Finding("certificates", f"{count} authorities in {file}")
    if folder and any(folder.glob("*.0")):  # is read when one is looked for
        return Finding("certificates", f"authorities in {folder}")
    return Finding("certificates", f"none in {file} or {places.openssl_capath}", ADVICE)
