"""Nothing leaves this computer: no library may reach for the network behind the person's back."""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import Any

_SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}

_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def refuse_network() -> None:
    """From now on, connecting to or looking up anything but this computer raises in this process.

    An audit hook sees every socket that Python code opens, whatever library opens it; it cannot be removed.
    """
    os.environ.update(_SETTINGS)
    sys.addaudithook(_hook)


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise PermissionError(f"Macaw is offline: {address[0]} was refused.")
    elif event in _LOOKUPS and args[0] and not _is_local(args[0]):
        raise PermissionError(f"Macaw is offline: looking up {args[0]!r} was refused.")


def _is_local(host: Any) -> bool:
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
