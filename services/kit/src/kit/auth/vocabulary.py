"""The closed lists of security-reliability.md sections 3 to 6: organisations, actors, roles, scopes."""

from enum import StrEnum
from typing import Final


class OrganisationKind(StrEnum):
    """SE-10."""

    AUTHORITY = "authority"
    SCHOOL = "school"
    TRUST = "trust"
    NATIONAL = "national"
    PLATFORM = "platform"


class ActorKind(StrEnum):
    """SE-54: who can stand behind a request."""

    USER = "user"
    LINK = "link"
    CLIENT = "client"
    SERVICE = "service"


class LinkPurpose(StrEnum):
    """SE-41: the only four jobs a reply link can open."""

    ANSWER_APPLICATION = "answer_application"
    CONFIRM_CONTACTS = "confirm_contacts"
    SPEND_RETURN = "spend_return"
    RIGHT_OF_REPLY = "right_of_reply"


class Role(StrEnum):
    """Section 6; `public` stands for nobody signed in and is never held."""

    VSH = "vsh"
    VS_OFFICER = "vs_officer"
    VS_FINANCE = "vs_finance"
    LA_SIGNATORY = "la_signatory"
    LA_ADMISSIONS = "la_admissions"
    SEND_OFFICER = "send_officer"
    SOCIAL_WORKER = "social_worker"
    IRO = "iro"
    LA_USER_ADMIN = "la_user_admin"
    LA_AUDITOR = "la_auditor"
    DESIGNATED_TEACHER = "designated_teacher"
    SCHOOL_HEAD = "school_head"
    SCHOOL_ADMISSIONS = "school_admissions"
    TRUST_USER = "trust_user"
    INSPECTOR = "inspector"
    LA_SYSTEM = "la_system"
    PLATFORM_OPERATOR = "platform_operator"


class Scope(StrEnum):
    """Section 6: what a token can carry."""

    CHILDREN_READ = "children.read"
    CHILDREN_WRITE = "children.write"
    CHILDREN_SHARE = "children.share"
    CHILDREN_REVEAL = "children.reveal"
    CHILDREN_SEAL = "children.seal"
    PLACEMENTS_READ = "placements.read"
    PLACEMENTS_WRITE = "placements.write"
    PLACEMENTS_DECIDE = "placements.decide"
    PLACEMENTS_SIGN = "placements.sign"
    FUNDING_READ = "funding.read"
    FUNDING_WRITE = "funding.write"
    FUNDING_APPROVE = "funding.approve"
    FUNDING_RELEASE = "funding.release"
    ACCOUNTABILITY_READ = "accountability.read"
    ACCOUNTABILITY_SHARE = "accountability.share"
    ACCOUNTABILITY_PUBLISH = "accountability.publish"
    ACCOUNTABILITY_REPLY = "accountability.reply"
    EVENTS_READ = "events.read"
    IMPORTS_RUN = "imports.run"
    EXPORTS_CREATE = "exports.create"
    SUBJECT_REQUESTS_MANAGE = "subject_requests.manage"
    DISPOSALS_PROPOSE = "disposals.propose"
    DISPOSALS_APPROVE = "disposals.approve"
    AUDIT_READ = "audit.read"
    USERS_ADMIN = "users.admin"
    CLIENTS_ADMIN = "clients.admin"
    REVOCATIONS_READ = "revocations.read"
    PLATFORM_OPERATE = "platform.operate"


class Method(StrEnum):
    """How somebody proved who they are (`amr`); `demo` is never minted outside demo mode."""

    PASSWORD = "pwd"  # noqa: S105 - the word, not a password
    ONE_TIME_CODE = "otp"
    FEDERATED = "oidc"
    LINK_CODE = "link"
    KEY = "pkjwt"
    SECRET = "secret"  # noqa: S105 - the word, not a secret
    DEMO = "demo"


SERVICE_PREFIX: Final = "service:"
"""Client ids of our own services begin with it (SE-47)."""

SECOND_FACTORS: Final = frozenset({Method.ONE_TIME_CODE})
"""Methods that count as a fresh second factor for a step-up (SE-28)."""
