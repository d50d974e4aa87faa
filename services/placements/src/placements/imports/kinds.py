"""Which kind of file is checked and taken how."""

from collections.abc import Mapping
from typing import Final, Protocol

from placements.domain.imports import ImportKind
from placements.imports.applying import Applying
from placements.imports.children import ListOfChildren
from placements.imports.dfe_csc import DfePayload
from placements.imports.in_chunks import InChunks
from placements.imports.moves import ListOfMoves
from placements.imports.order import Checked, Order
from placements.imports.returned_children import ReturnOfChildren
from placements.imports.school_facts import ListOfFacts
from placements.imports.whole_files import WHOLE_FILES


class Taking(Protocol):
    """How files of one kind come in. Both raise FileRefused."""

    async def check(self, order: Order) -> Checked: ...

    async def apply(self, applying: Applying) -> None: ...


KINDS: Final[Mapping[ImportKind, Taking]] = {
    **WHOLE_FILES,
    ImportKind.SSDA903: InChunks(ReturnOfChildren),
    ImportKind.CHILDREN: InChunks(ListOfChildren),
    ImportKind.DFE_CSC: InChunks(DfePayload),
    ImportKind.MOVES: InChunks(ListOfMoves),
    ImportKind.SCHOOL_FACTS: InChunks(ListOfFacts),
}
