"""S1 over HTTP: hostile tokens reach no service through the front door, and every refusal looks the same."""

import random

from factories.forge import Forge
from factories.front_door import BASE_URL, FrontDoor
from factories.hostile_tokens import mutants
from factories.identities import a_user
from kit.auth.keys import SigningKey
from kit.auth.tokens import TokenMinter

SEED = 20261123


async def test_s01_three_hundred_hostile_tokens_get_the_same_401(door: FrontDoor) -> None:
    minter = TokenMinter(door.signing_keys.current, BASE_URL, door.runtime.runtime.clock)
    good, other = (minter.mint(a_user(), "placements").text for _ in range(2))
    forge = Forge(random.Random(SEED), door.signing_keys.current, SigningKey.generate(), good, other)
    browser = door.browser()
    seen = set()

    for family, token in mutants(forge, 300):
        header = b"Bearer " + token.encode("utf-8", "surrogatepass")
        answer = await browser.get("/api/placements/v1/deadlines", headers=[(b"Authorization", header)])
        told = answer.json()
        assert answer.status_code in {401, 431}, (family, SEED)
        if answer.status_code == 401:
            del told["request_id"]
            seen.add((str(told), answer.headers["www-authenticate"], answer.headers["cache-control"]))

    accepted = await browser.get("/api/placements/v1/deadlines", headers={"Authorization": f"Bearer {good}"})
    assert accepted.status_code == 200
    assert len(seen) == 1
