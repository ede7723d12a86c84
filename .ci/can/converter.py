#!/usr/bin/env python3
"""A converter from CAN to Ethernet with frames of 13 octets over TCP.

usage: converter.py INTERFACE PORT
"""

import select
import socket
import struct
import sys


def main(interface: str, port: int) -> None:
    can = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
    can.bind((interface,))
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen(1)
    print("ready", flush=True)
    tcp, _ = server.accept()
    begun = b""
    while True:
        ready, _, _ = select.select([can, tcp], [], [])
        if can in ready:
            can_id, length, data = struct.unpack("=IB3x8s", can.recv(16))
            wide = can_id & socket.CAN_EFF_FLAG
            info = (0x80 if wide else 0) | (0x40 if can_id & socket.CAN_RTR_FLAG else 0) | length
            mask = socket.CAN_EFF_MASK if wide else socket.CAN_SFF_MASK
            tcp.sendall(struct.pack(">BI8s", info, can_id & mask, data))
        if tcp in ready:
            octets = tcp.recv(4096)
            if not octets:
                return
            begun += octets
            while len(begun) >= 13:
                info, can_id, data = struct.unpack(">BI8s", begun[:13])
                begun = begun[13:]
                flags = (socket.CAN_EFF_FLAG if info & 0x80 else 0) | (socket.CAN_RTR_FLAG if info & 0x40 else 0)
                can.send(struct.pack("=IB3x8s", can_id | flags, info & 15, data))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
