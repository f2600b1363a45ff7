"""Opens a TUN device and carries its packets over stdin and stdout, each after its length in two octets; a length of 0
says that the device is up. Node cannot do it: making the device and its address takes ioctls, which it does not have.
Usage: tun-device.py NAME ADDRESS NETMASK. Ends with its stdin. Needs root (CAP_NET_ADMIN) and /dev/net/tun, see tun(4)."""
import fcntl
import os
import select
import socket
import struct
import sys

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
SIOCSIFADDR, SIOCSIFNETMASK, SIOCSIFFLAGS, IFF_UP = 0x8916, 0x891C, 0x8914, 0x1
MTU_AT_MOST = 65535


def main(name: str, address: str, netmask: str) -> None:
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for request, value in ((SIOCSIFADDR, address), (SIOCSIFNETMASK, netmask)):
            sockaddr = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(value))
            fcntl.ioctl(control, request, struct.pack("16s16s8x", name.encode(), sockaddr))
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH22x", name.encode(), IFF_UP))
    os.write(1, b"\0\0")
    waiting = b""
    while True:
        ready, _, _ = select.select([0, device], [], [])
        if device in ready:
            packet = os.read(device, MTU_AT_MOST)
            whole = struct.pack(">H", len(packet)) + packet
            while whole:
                whole = whole[os.write(1, whole):]
        if 0 in ready:
            read = os.read(0, 65536)
            if not read:
                return
            waiting += read
            while len(waiting) >= 2 and len(waiting) >= 2 + int.from_bytes(waiting[:2], "big"):
                end = 2 + int.from_bytes(waiting[:2], "big")
                try:
                    os.write(device, waiting[2:end])
                except OSError:
                    pass  # What the kernel does not take is lost, as on any link.
                waiting = waiting[end:]


main(*sys.argv[1:4])
