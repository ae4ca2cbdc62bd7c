"""Which addresses may be connected to: those of the public internet, whatever they carry inside."""

from __future__ import annotations

import pytest

from crawler.download.hosts import is_private, is_public, with_port


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),  # the same by NAT64
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("172.31.255.255", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep their machines' credentials
        ("100.64.0.1", False),  # shared by a provider's customers
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
        ("2002:a00:1::", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),  # Teredo of 127.0.0.1
        ("2002:5db8:d822::", True),  # 6to4 of a public one
        ("::7f00:1", False),  # compatible with IPv4, as before RFC 4291
        ("::5db8:d822", False),
        ("::ffff:0:7f00:1", False),  # translated: RFC 2765
        ("64:ff9b:1::7f00:1", False),  # a network's own NAT64: RFC 8215
        ("fec0::1", False),  # of a site, as before RFC 3879
        ("2606:2800:220:1:0:5efe:7f00:1", False),  # ISATAP of 127.0.0.1
        ("2606:2800:220:1:200:5efe:a00:1", False),
        ("3fff::1", False),  # for documents
        ("5f00::1", False),  # SRv6: RFC 9602
        ("4000::1", False),  # nobody's
        ("168.63.129.16", False),  # the hypervisor of Azure's machines
        ("192.0.0.192", False),  # what Oracle's machines ask of themselves, in what is kept for protocols
        ("2002:c000:c0::", False),
        ("192.88.99.1", False),  # a relay of 6to4
        ("192.0.1.1", True),
        ("no address", False),
        ("", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("kite.example", False),
        ("localhost", True),
        ("LOCALHOST.", True),
        ("kite.localhost", True),
        ("printer.local", True),
        ("metadata.google.internal", True),
        ("router.home.arpa", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("93.184.216.34", False),
        ("2130706433", False),  # is only what it resolves to; its socket is asked
    ],
)
def test_private_hosts_as_written(host: str, private: bool) -> None:
    assert is_private(host) is private


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://Kite.example/a", "kite.example:443"),
        ("http://kite.example/a", "kite.example:80"),
        ("http://user:secret@127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://[::1]:8000/", "[::1]:8000"),
    ],
)
def test_hosts_with_their_ports(url: str, named: str) -> None:
    assert with_port(url) == named


@pytest.mark.parametrize("url", ["http://", "http://kite.example:port/", "http://kite.example:99999/", "http://[x/"])
def test_what_names_no_host_and_port(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        with_port(url)
