"""How a printed paper leaves: its bytes, its digest, and a file name without a name of a child."""

import base64

from fastapi import Response

from placements.store.papers import Document, MediaType


def paper(document: Document, media_type: MediaType, name: str) -> Response:
    """`name` is a key and a reference; the digest lets a reader prove that nothing has changed (RFC 9530)."""
    ending = "pdf" if media_type is MediaType.PDF else "json"
    digest = base64.b64encode(bytes.fromhex(document.sha256)).decode()
    headers = {
        "Content-Disposition": f'inline; filename="{name}.{ending}"',
        "Repr-Digest": f"sha-256=:{digest}:",
        "Vary": "Accept",
    }
    return Response(document.content, media_type=media_type.value, headers=headers)
