"""Which problem an error of the front door becomes."""

from collections.abc import Mapping
from typing import Final

from gateway.domain import errors
from kit.kernel.errors import DomainError
from kit.web.problems import GENERAL, Problem

PROBLEMS: Final[Mapping[type[DomainError], Problem]] = {
    errors.SignInFailed: GENERAL["sign_in_failed"],
    errors.TooManyTries: GENERAL["rate_limited"],
    errors.HashingBusy: GENERAL["busy"],
    errors.ServiceSilent: GENERAL["dependency_unavailable"],
}
