"""Networks that requests come from: limits count by network, since one person easily has many addresses."""

from ipaddress import IPv6Address, ip_address, ip_network

_BITS = {4: 24, 6: 48}


def network_prefix(address: str) -> str:
    """The network of an address, ``203.0.113.0/24`` or ``2001:db8:1::/48``; empty if it is no address."""
    try:
        found = ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network(f"{found}/{_BITS[found.version]}", strict=False))


def is_own_machine(address: str) -> bool:
    """Whether the address is of this machine: a proxy in front of us, or its operator."""
    try:
        return ip_address(address.strip()).is_loopback
    except ValueError:
        return False


def client_address(address: str, forwarded: str) -> str:
    """Who asks: the peer of the connection, or whom a proxy on this machine names last in X-Forwarded-For.

    A header from anywhere else is somebody's invention, and is not believed.
    """
    named = forwarded.rpartition(",")[2].strip()
    return named if named and is_own_machine(address) else address
