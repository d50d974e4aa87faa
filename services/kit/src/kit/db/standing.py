"""On whose behalf an open transaction stands: its own caller, or for a while the authority that asked (SE-103)."""

from sqlalchemy.ext.asyncio import AsyncConnection

from kit.db.database import Database
from kit.db.tenancy import Context


class Standing:
    """One transaction's signed context, which a step of a school changes and the end of the request changes back."""

    def __init__(self, connection: AsyncConnection, database: Database, own: Context) -> None:
        self._connection = connection
        self._database = database
        self._own = own
        self._away = False

    async def visit(self, authority: str) -> None:
        """From here on the transaction may touch what one authority's reply links may.

        Only for a caller who has been found to reach the record: the database checked that under their own context.
        """
        await self._database.sign_again(self._connection, Context.visit(authority, self._own.actor))
        self._away = True

    async def come_home(self) -> None:
        """Back under the caller's own context, whose policies decide what may be read."""
        if self._away:
            await self._database.sign_again(self._connection, self._own)
            self._away = False
