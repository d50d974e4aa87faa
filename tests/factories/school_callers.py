"""How tests speak to placements for somebody of a school, signed in."""

from typing import Any

import httpx

from kit.testing.sign_in import SignedInClient


def told(answer: httpx.Response) -> tuple[int, dict[str, Any]]:
    """All of an answer but its own id."""
    body: dict[str, Any] = answer.json()
    body.pop("request_id")
    return answer.status_code, body


async def shown(client: SignedInClient, application_id: str) -> dict[str, Any]:
    answer = await client.get(f"/v1/applications/{application_id}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def take(client: SignedInClient, application: dict[str, Any], path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.send_step(
        f"/v1/applications/{application['id']}/{path}", body, version=application["version"]
    )
    assert answer.status_code == 200, answer.text
    after: dict[str, Any] = answer.json()
    return after
