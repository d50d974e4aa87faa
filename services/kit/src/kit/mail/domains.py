"""To which addresses a link may be passed on: the same mail domain, and never one where anybody has a box (SE-45)."""

from typing import Final

PUBLIC_DOMAINS: Final = frozenset(
    {
        "aol.co.uk",
        "aol.com",
        "blueyonder.co.uk",
        "btinternet.com",
        "btopenworld.com",
        "gmail.com",
        "gmx.co.uk",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "ntlworld.com",
        "o2.co.uk",
        "outlook.com",
        "plusnet.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "tiscali.co.uk",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
        "ymail.com",
    }
)
"""Mail for everybody, as used in the United Kingdom; shipped, so that the rule needs no network."""


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def may_be_passed_on(registered: str, address: str) -> bool:
    """Exactly the domain of the registered address: a domain below it is another office."""
    domain = domain_of(address)
    return domain == domain_of(registered) and domain not in PUBLIC_DOMAINS
