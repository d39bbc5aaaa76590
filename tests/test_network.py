import socket

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_the_gate_to_the_outside_is_shut() -> None:
    with pytest.raises(SocketConnectBlockedError), socket.socket() as probe:
        probe.connect(("192.0.2.1", 80))
