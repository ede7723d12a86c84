#!/usr/bin/env python3
"""An SLCAN adapter on a pseudo terminal, for the kernel's driver slcan.

usage: adapter.py FILE_FOR_THE_TERMINALS_NAME LOG

It answers as a Lawicel CAN232 does. A charger that talks each 10 ms with 250 kbit/s is on its bus:
CHM of GB/T 27930 is heard while the channel is open with S5; with any other rate nothing is heard.
Each line that the kernel writes is logged, so that a frame that was sent would show.
"""

import os
import pty
import select
import sys
import time
import tty

CHM = b"T1826F4563010100\r"
PERIOD = 0.01


def main(name_file: str, log_file: str) -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    with open(name_file + ".part", "w", encoding="ascii") as file:
        file.write(os.ttyname(slave))
    os.rename(name_file + ".part", name_file)
    rate, is_open, line, due = b"", False, b"", 0.0
    with open(log_file, "w", encoding="ascii", buffering=1) as log:
        while True:
            wait = max(0.0, due - time.monotonic()) if is_open and rate == b"S5" else 0.2
            if select.select([master], [], [], wait)[0]:
                for octet in os.read(master, 1024):
                    if octet != 13:
                        line += bytes([octet])
                        continue
                    command, line = line, b""
                    log.write(command.decode("ascii", "replace") + "\n")
                    answer = b"\r"
                    if command[:1] == b"S":
                        rate = command
                    elif command in (b"O", b"L"):
                        is_open = True
                        due = time.monotonic() + PERIOD
                    elif command == b"C":
                        is_open = False
                    elif command == b"V":
                        answer = b"V1013\r"
                    elif command == b"F":
                        answer = b"F00\r"
                    os.write(master, answer)
            if is_open and rate == b"S5" and time.monotonic() >= due:
                os.write(master, CHM)
                due += PERIOD


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
