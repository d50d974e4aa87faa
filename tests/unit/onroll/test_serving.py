"""Where the product listens."""

import socket
import stat
from pathlib import Path

import pytest

from onroll.serving import Address, AddressInUse, listening


def test_a_port_in_use_is_said_by_its_number():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(AddressInUse, match=f"port {port}"), listening(Address(port=port)):
            pass


def test_a_socket_left_behind_by_a_killed_process_is_replaced(tmp_path: Path):
    path = tmp_path / "placements.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))

    with listening(Address(socket=path)) as door:
        door.listen()
        mode = stat.S_IMODE(path.stat().st_mode)

    assert mode == 0o660
    assert not path.exists()


def test_a_socket_that_somebody_serves_is_left_alone(tmp_path: Path):
    path = tmp_path / "placements.sock"
    with socket.socket(socket.AF_UNIX) as alive:
        alive.bind(str(path))
        alive.listen()

        with pytest.raises(AddressInUse), listening(Address(socket=path)):
            pass

        assert path.exists()
