"""Policies of the authority."""

from funding.api.deps import AuthorityRecords
from funding.api.policy_schemas import PolicyOut
from kit.web.guarded import service_router
from kit.web.paging import Page

router = service_router("funding", "/v1/policies", tags=["policies"])


@router.get("")
async def list_policies(records: AuthorityRecords) -> Page[PolicyOut]:
    """All versions by year and scheme; what a version does not name has its default."""
    return Page(items=[PolicyOut.of(policy) for policy in await records.policies.all()], next_cursor=None)
