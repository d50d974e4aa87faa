"""Answers that change after they were given: lifted, challenged, put right, or none after all."""

from factories.exampleshire import ST_BEDE
from factories.placements_house import House
from kit.auth.vocabulary import Role


async def answers_are_corrected(house: House) -> None:
    """Conditions are lifted, a refusal is challenged and its reasons put right, and a silence was none after all."""
    why = {"reason": "The letter bears another date than we wrote.", "proof": "scan 17"}
    trial = {"conditions": ["TRIAL"], "answer_reference": "mail"}
    conditional = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "conditional-offer", trial)
    await house.step(conditional, "offer", {"start_on": "2026-11-16", "answer_reference": "mail"})
    no = {"codes": ["FULL_YEAR_GROUP"], "answer_reference": "letter"}
    refused_one = await house.step(await house.asked((await house.a_child()).id, ST_BEDE), "refusal", no)
    challenged = await house.step(refused_one, "challenge", {})
    codes = {"field": "codes", "codes": ["BEHAVIOUR"], **why}
    await house.step(challenged, "corrections", codes, role=Role.VSH)
    silent = await house.asked((await house.a_child()).id, ST_BEDE)
    house.clock.set("2026-12-02")
    await house.night()
    received = {"field": "received_on", "received_on": "2026-11-11", **why}
    await house.step(await house.shown(silent["id"]), "corrections", received, role=Role.VSH)
