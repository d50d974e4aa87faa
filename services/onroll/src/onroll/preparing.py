"""Makes a database ready for every service; loaded only when there is something to do, for it is heavy."""

from kit.db.migrate import upgrade
from kit.db.provision import at_database, provision, trust_context_key
from onroll.ground import Ground
from onroll.key_ring import KeyRing, fingerprint
from onroll.settings import SERVICES


def prepare(ground: Ground, ring: KeyRing) -> None:
    """Roles, schemas, tables and the key of the contexts; changes nothing where all of it stands."""
    provision(ground.admin_url, SERVICES, app_password=ground.app_password, database=ground.database)
    owner_url = at_database(ground.admin_url, ground.database)
    for service in SERVICES:
        upgrade(service, owner_url)
        trust_context_key(ground.admin_url, service, fingerprint(ring.context), ring.context, database=ground.database)
