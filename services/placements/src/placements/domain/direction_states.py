"""The kinds of direction process, how they are told and how they end (section 11)."""

from enum import StrEnum


class ProcessType(StrEnum):
    OWN_AUTHORITY_ADMIT = "own_authority_admit"
    S95A = "s95a"
    S97A = "s97a"
    S96 = "s96"
    SECRETARY_OF_STATE = "secretary_of_state"


class ProcessStep(StrEnum):
    """As other services are told of it (section 19)."""

    CONSULTING = "consulting"
    NOTICE_SERVED = "notice_served"
    WITH_ADJUDICATOR = "with_adjudicator"
    DIRECTED = "directed"
    NOT_DIRECTED = "not_directed"
    SOS_REQUESTED = "sos_requested"
    ABANDONED = "abandoned"


class ProcessOutcome(StrEnum):
    DIRECTED = "directed"
    NOT_DIRECTED = "not_directed"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    """The child is no longer looked after (PL-704)."""


class DeterminationOutcome(StrEnum):
    """What the adjudicator decided of the authority's intention (T18)."""

    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    REFERRAL_WITHDRAWN = "referral_withdrawn"


class SecretaryOfStateOutcome(StrEnum):
    DIRECTED = "directed"
    NOT_DIRECTED = "not_directed"
