"""What stands on the sheets of a bundle."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from placements.domain.bundles import KIND_WORDS, BundleKind
from placements.domain.written_dates import written


def bundle_paper(content: Mapping[str, Any], kind: BundleKind, on: date) -> Mapping[str, Any]:
    """Printed from the JSON of the bundle and from nothing else, so that both say the same."""
    school = content["school"]
    return {
        "title": f"Evidence bundle {content['reference']}, {KIND_WORDS[kind]}",
        "authority_name": content["authority"],
        "reference": content["reference"],
        "marks": [
            ("Child", content["child"]),
            ("School", f"{school['name']} (URN {school['urn']})"),
            ("Our reference", content["reference"]),
            ("Made", written(on)),
            ("Rules of law used", _versions(content["rule_versions"])),
        ],
        "names": content["names"],
        "sections": [_section(section) for section in content["sections"]],
        "manifest": content["manifest"],
    }


def _versions(versions: Mapping[str, int]) -> str:
    return ", ".join(f"{key} version {version}" for key, version in versions.items())


def _section(section: Mapping[str, Any]) -> Mapping[str, Any]:
    """A section without content says why, or that it was left out."""
    because = section["because"]
    empty = {
        "omitted": "This section was left out of the bundle by the person who made it.",
        "none": f"None, because {because}" if because else "Nothing is on record.",
    }
    listings = [
        {"caption": one["caption"], "columns": one["columns"], "rows": one["rows"]}
        for one in section["listings"]
        if one["rows"]
    ]
    return {
        "title": f"{section['number']}. {section['title']}",
        "empty": empty.get(section["status"]),
        "said": [(one["label"], one["text"]) for one in section["said"]],
        "listings": listings,
    }
