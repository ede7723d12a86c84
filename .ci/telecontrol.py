"""A controlling station beside the demo, and two judges of what it hears.

A master of its own (no code of the project) connects to the controlled station of `./ocpp809 demo`, asks,
selects, cancels and does what is refused, and says what was answered wrongly. Every octet of both directions,
and the golden APDUs of the tests, are then read by tshark, which must neither find anything malformed nor have
anything to remark, and by scapy, which must write the same octets again. No right to capture is needed.
"""
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time

from scapy.all import IP, TCP, Ether, Raw, wrpcap
from scapy.contrib.scada.iec104 import IEC104_APDU

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "bundles/io.ocpp809.iec104/src/test/resources/io/ocpp809/iec104/apdus.tsv"
PORT = 2404
ORIGINATOR = 3
POWER, LIMIT = 20001, 50101
EXPECTED = {1, 3, 9, 11, 13, 15, 30, 31, 36, 50, 70, 100, 101, 102, 103, 107, 200}
ACT, CON, DEACT, DEACT_CON, TERM = 6, 7, 8, 9, 10
problems = []


def check(what, right, seen=""):
    print(("ok    " if right else "WRONG ") + what + ("" if right else f": {seen}"))
    if not right:
        problems.append(what)


class Master:
    """Sends and receives APDUs, and keeps them with their direction."""

    def __init__(self, patience):
        end = time.monotonic() + patience
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", PORT), 60)
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)
        self.frames, self.buffer, self.sent, self.received = [], b"", 0, 0

    def send(self, octets):
        self.socket.sendall(octets)
        self.frames.append((True, octets))

    def asdu(self, octets):
        header = struct.pack("<BBHH", 0x68, 4 + len(octets), self.sent << 1, self.received << 1)
        self.sent = (self.sent + 1) % 32768
        self.send(header + octets)

    def frame(self, until):
        while len(self.buffer) < 2 or len(self.buffer) < 2 + self.buffer[1]:
            self.socket.settimeout(max(0.01, until - time.monotonic()))
            more = self.socket.recv(4096)
            if not more:
                raise ConnectionError("the station has closed the connection")
            self.buffer += more
        length = 2 + self.buffer[1]
        frame, self.buffer = self.buffer[:length], self.buffer[length:]
        self.frames.append((False, frame))
        if frame[2] == 0x43:
            self.send(b"\x68\x04\x83\x00\x00\x00")
        if not frame[2] & 1:
            if frame[2] >> 1 | frame[3] << 7 != self.received:
                raise ConnectionError(f"N(S) where {self.received} was due: {frame.hex(' ')}")
            self.received = (self.received + 1) % 32768
            self.send(b"\x68\x04\x01\x00" + struct.pack("<H", self.received << 1))
        return frame

    def until(self, wanted, seconds=120):
        """Frames up to the first that is wanted; what came, if it never comes."""
        end, seen = time.monotonic() + seconds, []
        try:
            while not seen or not wanted(seen[-1]):
                seen.append(self.frame(end))
        except TimeoutError:
            pass
        return seen

    def unnumbered(self, act, con):
        self.send(bytes([0x68, 4, act, 0, 0, 0]))
        seen = self.until(lambda f: f[2] == con)
        return bool(seen) and seen[-1][2] == con

    def ask(self, kind, cause, address, body, ca=1, last=None, vsq=1):
        """Sends an ASDU; returns the answers as ASDUs, up to one of the same type with the last cause."""
        request = bytes([kind, vsq, cause, ORIGINATOR]) + struct.pack("<H", ca) + struct.pack("<I", address)[:3] + body
        self.asdu(request)
        causes = {last} if last else {CON, DEACT_CON, 44, 45, 46, 47}
        seen = self.until(lambda f: not f[2] & 1 and f[6] == kind and f[8] & 0x3F in causes)
        return [f[6:] for f in seen if not f[2] & 1]


def confirmed(answers, cause, negative):
    """Whether the last answer mirrors the request with a cause and P/N."""
    return bool(answers) and answers[-1][2] == cause | (0x40 if negative else 0) and answers[-1][3] == ORIGINATOR


def interrogations(m):
    answers = m.ask(100, ACT, 0, b"\x14", last=TERM)
    check("general interrogation is confirmed and ends", confirmed(answers, TERM, False), answers)
    told = [a for a in answers if a[2] == 20]
    check("its answers bear the originator of the request", bool(told) and all(a[3] == ORIGINATOR for a in told), told)
    check("its answers have no time tag", {a[0] for a in told} <= {1, 3, 9, 11, 13}, told)
    check("an interrogation to all is answered with the own address",
          m.ask(100, ACT, 0, b"\x15", ca=65535, last=TERM)[-1][4:6] == b"\x01\x00")
    check("counters are frozen", confirmed(m.ask(101, ACT, 0, b"\x45", last=TERM), TERM, False))
    answers = m.ask(101, ACT, 0, b"\x05", last=TERM)
    check("counters are read as frozen", any(a[0] == 15 and a[2] == 37 for a in answers), answers)
    m.asdu(bytes([102, 1, 5, ORIGINATOR, 1, 0]) + struct.pack("<I", POWER)[:3])
    read = m.until(lambda f: not f[2] & 1 and f[6] == 13 and f[8] == 5)
    check("a read is answered by the value", bool(read) and read[-1][6] == 13)
    now = time.gmtime()
    tag = struct.pack("<HBBBBB", now.tm_sec * 1000, now.tm_min, now.tm_hour, now.tm_mday, now.tm_mon, now.tm_year - 2000)
    check("clock synchronisation is confirmed", confirmed(m.ask(103, ACT, 0, tag), CON, False))
    check("a test command is mirrored", confirmed(m.ask(107, ACT, 0, b"\x34\x12" + tag), CON, False))


def commands(m):
    def limit(value, qualifier, cause=ACT, **more):
        return m.ask(50, cause, LIMIT, struct.pack("<fB", value, qualifier), **more)

    check("execute without select is refused", confirmed(limit(6, 0), CON, True))
    check("a limit is selected", confirmed(limit(6, 0x80), CON, False))
    check("execute with another value is refused", confirmed(limit(7, 0), CON, True))
    check("a limit is selected again", confirmed(limit(6, 0x80), CON, False))
    check("the selection is cancelled", confirmed(limit(6, 0x80, DEACT), DEACT_CON, False))
    check("there is nothing left to cancel", confirmed(limit(6, 0x80, DEACT), DEACT_CON, True))
    for value in (float("nan"), float("inf"), -1.0):
        check(f"a limit of {value} is refused", confirmed(limit(value, 0x80), CON, True))
    check("a limit for a test is confirmed as one", limit(6, 0x80, ACT | 0x80)[-1][2] == 0x80 | CON)
    check("an unknown common address is told", confirmed(limit(6, 0x80, ca=7), 46, True))
    check("a command to all is refused", confirmed(limit(6, 0x80, ca=65535), 46, True))
    check("an unknown cause is told", confirmed(limit(6, 0x80, 20), 45, True))
    check("an unknown object address is told",
          confirmed(m.ask(50, ACT, 60001, struct.pack("<fB", 6, 0x80)), 47, True))
    check("an unknown type is told", confirmed(m.ask(200, ACT, 0, b"\x14"), 44, True))


def capture(conversations, path):
    """Writes frames as TCP conversations; the controlled station is at port 2404."""
    packets = []
    for number, frames in enumerate(conversations):
        client, at = 40000 + number, {True: 1, False: 1}
        for sent, frame in frames:
            ports = (client, PORT) if sent else (PORT, client)
            tcp = TCP(sport=ports[0], dport=ports[1], flags="PA", seq=at[sent], ack=at[not sent])
            packets.append(Ether() / IP(src="127.0.0.1", dst="127.0.0.1") / tcp / Raw(frame))
            at[sent] += len(frame)
    wrpcap(str(path), packets)
    return len(packets)


def tshark(path, *arguments):
    lua = ["tshark", "-n", "-r", str(path), *arguments]
    return subprocess.run(lua, check=True, capture_output=True, text=True).stdout.split("\n")[:-1]


def judge(name, conversations, folder):
    path = folder / "telecontrol.pcap"
    count = capture(conversations, path)
    # An unknown type is sent on purpose; everything else tshark must be able to read to its end.
    odd = tshark(path, "-Y", "(_ws.malformed || _ws.expert) && !(iec60870_asdu.typeid == 200)")
    check(f"tshark finds nothing odd in {name} ({count} APDUs)", not odd, odd[:3])
    read = tshark(path, "-Y", "iec60870_104", "-T", "fields", "-e", "frame.number")
    check(f"tshark reads each APDU of {name}", len(read) == count, len(read))
    frames = [f for frames in conversations for _, f in frames]
    altered = [f.hex(" ") for f in frames if not (f[6:7] == b"\xc8") and bytes(IEC104_APDU(f)) != f]
    check(f"scapy writes the same octets again for {name}", not altered, altered[:3])
    fields = tshark(path, "-Y", "iec60870_asdu", "-T", "fields", "-e", "iec60870_asdu.typeid")
    return {int(f) for line in fields for f in line.split(",")}


def golden():
    lines = [line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [[(name.split("_")[0] != "M", bytes.fromhex(octets))] for name, octets in lines]


def main():
    m = Master(float(sys.argv[1]) if len(sys.argv) > 1 else 120)
    check("a test is confirmed before the start", m.unnumbered(0x43, 0x83))
    check("data transfer starts", m.unnumbered(0x07, 0x0B))
    first = m.until(lambda f: not f[2] & 1)
    check("the end of initialisation comes first", bool(first) and first[-1][6] == 70, first)
    m.until(lambda f: not f[2] & 1 and f[6] == 36)
    interrogations(m)
    commands(m)
    check("data transfer stops", m.unnumbered(0x13, 0x23))
    m.socket.close()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        types = judge("the conversation", [m.frames], folder)
        check("the types that were expected are there", EXPECTED <= types, sorted(EXPECTED - types))
        judge("the golden APDUs", golden(), folder)
    if problems:
        sys.exit(f"telecontrol: {len(problems)} of the checks are WRONG")


if __name__ == "__main__":
    main()
