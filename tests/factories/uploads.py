"""Files on their way in over HTTP: uploaded, checked by the job, looked at, applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from factories.placements_house import BASE_URL, House
from kit.auth.vocabulary import Role
from kit.kernel.ids import new_id
from placements.imports.worker import take_imports


@dataclass
class Uploads:
    """What staff do with files, and the job beside them."""

    house: House

    async def send(
        self,
        kind: str,
        content: bytes | str,
        *,
        media: str = "text/csv",
        role: Role = Role.VS_OFFICER,
        **told: str,
    ) -> httpx.Response:
        client = await self.house.staff(role)
        headers = {"Content-Type": media, "Idempotency-Key": new_id().hex}
        return await client.post("/v1/imports", params={"kind": kind, **told}, content=content, headers=headers)

    async def send_parts(self, kind: str, files: Mapping[str, bytes]) -> httpx.Response:
        client = await self.house.officer()
        return await client.post(
            "/v1/imports",
            params={"kind": kind},
            files={name: (f"{name}.csv", content, "text/csv") for name, content in files.items()},
            headers={"Idempotency-Key": new_id().hex},
        )

    async def work(self) -> int:
        """One look of the job."""
        return await take_imports(self.house.sign_in.runtime(self.house.database, "placements"), BASE_URL)

    async def checked(self, kind: str, content: bytes | str, **how: Any) -> dict[str, Any]:
        """Uploaded, and looked at by the job."""
        answer = await self.send(kind, content, **how)
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "queued"
        await self.work()
        return await self.shown(answer.json()["id"])

    async def shown(self, import_id: str) -> dict[str, Any]:
        officer = await self.house.officer()
        answer = await officer.get(f"/v1/imports/{import_id}")
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def errors(self, import_id: str) -> list[dict[str, Any]]:
        officer = await self.house.officer()
        answer = await officer.get(f"/v1/imports/{import_id}/errors", params={"limit": 100})
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def apply(self, import_id: str, *, accept_partial: bool = False) -> httpx.Response:
        officer = await self.house.officer()
        version = (await self.shown(import_id))["version"]
        path = f"/v1/imports/{import_id}/application"
        return await officer.send_step(path, {"accept_partial": accept_partial}, version=version)

    async def cancel(self, import_id: str) -> httpx.Response:
        officer = await self.house.officer()
        version = (await self.shown(import_id))["version"]
        return await officer.delete(f"/v1/imports/{import_id}", headers={"If-Match": f'"{version}"'})

    async def applied(self, import_id: str, *, accept_partial: bool = False) -> dict[str, Any]:
        answer = await self.apply(import_id, accept_partial=accept_partial)
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "applying"
        await self.work()
        return await self.shown(import_id)


def counts(shown: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """These counts of the first report."""
    return {name: shown["reports"][0][name] for name in names or ("new", "changed", "same", "wrong")}
