"""One OpenAPI document of all services, without one service's words changing another's."""

from typing import Any

from onroll.documents import merged


def a_document(service: str, **schemas: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": service, "version": "1.0.0"},
        "servers": [{"url": "/"}],
        "paths": {
            f"/api/{service}/v1/{name}": {"get": {"operationId": f"show_{service}_{name}", "x": {"$ref": _ref(name)}}}
            for name in schemas
        },
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http"}}},
    }


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def test_every_path_of_every_service_stands_in_the_whole():
    whole = merged({"placements": a_document("placements", Case={}), "funding": a_document("funding", Award={})})

    assert list(whole["paths"]) == ["/api/placements/v1/Case", "/api/funding/v1/Award"]


def test_a_schema_that_means_the_same_everywhere_keeps_its_name():
    problem = {"type": "object"}

    whole = merged(
        {"placements": a_document("placements", Problem=problem), "funding": a_document("funding", Problem=problem)}
    )

    assert whole["components"]["schemas"] == {"Problem": problem}


def test_a_schema_name_with_two_meanings_is_told_apart_where_it_is_used():
    whole = merged(
        {
            "placements": a_document("placements", Line={"type": "string"}),
            "funding": a_document("funding", Line={"type": "integer"}),
        }
    )

    assert whole["components"]["schemas"] == {
        "FundingLine": {"type": "integer"},
        "PlacementsLine": {"type": "string"},
    }
    assert whole["paths"]["/api/funding/v1/Line"]["get"]["x"]["$ref"] == _ref("FundingLine")
