"""A KEBA P30 over Modbus TCP and an SDM630 over Modbus RTU, played by pymodbus.

The physics is the least that a session needs: a car draws what the pile grants, energy follows
from power and time, and the meter sees the car and a house load.
"""

import asyncio
import struct
import threading
import time

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext
from pymodbus.datastore.store import BaseModbusDataBlock
from pymodbus.server.async_io import ModbusSerialServer, ModbusTcpServer
from pymodbus.transaction import ModbusRtuFramer

VOLTAGE = 230.0


class Keba:
    """The pile. Currents in ampere, energy in watt-hours; time runs with the wall."""

    def __init__(self, car_current=16.0, energy=123456.7):
        self.lock = threading.RLock()
        self.car_current = car_current
        self.plugged = False
        self.tag = 0
        self.limit = 0.0
        self.enabled = False
        self.failsafe_current = 0.0
        self.failsafe_timeout = 0
        self.last_write = time.monotonic()
        self.writes = []
        self.energy = energy
        self.session_start = energy
        self.at = time.monotonic()

    def current(self):
        """What each phase carries now."""
        granted = self.limit
        silent = time.monotonic() - self.last_write
        if self.failsafe_timeout and silent > self.failsafe_timeout:
            granted = min(granted, self.failsafe_current)
        if not (self.plugged and self.enabled) or granted < 6.0:
            return 0.0
        return min(granted, self.car_current)

    def advance(self):
        """Adds the energy since the last look."""
        with self.lock:
            now = time.monotonic()
            self.energy += 3 * VOLTAGE * self.current() * (now - self.at) / 3600.0
            self.at = now

    def plug(self):
        with self.lock:
            self.advance()
            self.plugged = True
            self.session_start = self.energy

    def unplug(self):
        with self.lock:
            self.advance()
            self.plugged = False
            self.tag = 0

    def show_tag(self, tag):
        with self.lock:
            self.tag = tag

    def register_wh(self):
        """The total register as the Modbus map shows it, in Wh."""
        with self.lock:
            self.advance()
            return int(self.energy * 10) / 10.0

    def value(self, address):
        """The 32-bit value that starts at an address."""
        with self.lock:
            self.advance()
            amps = self.current()
            state = 3 if amps > 0 else (5 if self.plugged and self.enabled else 1)
            milli = int(amps * 1000)
            return {
                1000: state,
                1004: 7 if self.plugged else 1,
                1006: 0,
                1008: milli,
                1010: milli,
                1012: milli,
                1014: 17619301,
                1016: 3163101,
                1018: 0x01020304,
                1020: int(3 * VOLTAGE * amps * 1000),
                1036: int(self.energy * 10),
                1040: int(VOLTAGE),
                1042: int(VOLTAGE),
                1044: int(VOLTAGE),
                1046: 1000,
                1100: int(self.limit * 1000),
                1110: 32000,
                1500: self.tag,
                1502: int((self.energy - self.session_start) * 10),
                1550: 3,
                1552: 3,
                1600: int(self.failsafe_current * 1000),
                1602: self.failsafe_timeout,
            }.get(address)

    def write(self, address, value):
        with self.lock:
            self.advance()
            self.last_write = time.monotonic()
            self.writes.append((address, value))
            if address == 5004:
                self.limit = value / 1000.0
            elif address == 5014:
                self.enabled = value == 1
            elif address == 5016:
                self.failsafe_current = value / 1000.0
            elif address == 5018:
                self.failsafe_timeout = value


class KebaRegisters(BaseModbusDataBlock):
    """One 32-bit pair a read; a read over two pairs is refused, as the device does."""

    WRITABLE = (5004, 5010, 5012, 5014, 5016, 5018, 5020, 5050, 5052)

    def __init__(self, pile):
        self.pile = pile
        self.written = {}

    def validate(self, address, count=1):
        if count == 2 and self.pile.value(address) is not None:
            return True
        return count == 1 and address in self.WRITABLE

    def getValues(self, address, count=1):
        value = self.pile.value(address)
        if value is None:  # the reply to a write repeats what was written
            return [self.written.get(address, 0)] * count
        return [value >> 16 & 0xFFFF, value & 0xFFFF]

    def setValues(self, address, values):
        value = values[0] if isinstance(values, list) else values
        self.written[address] = value
        self.pile.write(address, value)


class Sdm630Registers(BaseModbusDataBlock):
    """Input registers of the site's meter: 32-bit floats, high word first."""

    def __init__(self, pile):
        self.pile = pile
        self.house = [2.0, 2.0, 2.0]

    def value(self, address):
        amps = [load + self.pile.current() for load in self.house]
        known = {0: VOLTAGE, 2: VOLTAGE, 4: VOLTAGE, 52: sum(amps) * VOLTAGE, 70: 50.0}
        for phase in range(3):
            known[6 + 2 * phase] = amps[phase]
            known[12 + 2 * phase] = amps[phase] * VOLTAGE
        return known.get(address, 0.0)

    def validate(self, address, count=1):
        return address >= 0 and address + count <= 400 and count <= 80

    def getValues(self, address, count=1):
        words = []
        for at in range(address, address + count):
            packed = struct.pack(">f", self.value(at - at % 2))
            words.append(struct.unpack(">HH", packed)[at % 2])
        return words

    def setValues(self, address, values):
        raise NotImplementedError


class Field:
    """Both devices served on a thread of their own."""

    def __init__(self, tty):
        self.pile = Keba()
        self.meter = Sdm630Registers(self.pile)
        self.tty = tty
        self.port = None
        self.ready = threading.Event()
        self.failure = None

    def start(self):
        threading.Thread(target=self._run, daemon=True).start()
        if not self.ready.wait(120) or self.failure:
            raise RuntimeError(f"the simulated pile does not start: {self.failure}")

    def _run(self):
        try:
            asyncio.run(self._serve())
        except Exception as error:  # reported by start()
            self.failure = error
            self.ready.set()

    async def _serve(self):
        keba = ModbusSlaveContext(hr=KebaRegisters(self.pile), zero_mode=True)
        tcp = ModbusTcpServer(
            ModbusServerContext(slaves={255: keba}, single=False), address=("127.0.0.1", 0)
        )
        serving = asyncio.ensure_future(tcp.serve_forever())
        await tcp.serving
        self.port = tcp.server.sockets[0].getsockname()[1]
        sdm = ModbusSlaveContext(ir=self.meter, zero_mode=True)
        rtu = ModbusSerialServer(
            ModbusServerContext(slaves={1: sdm}, single=False),
            framer=ModbusRtuFramer,
            port=self.tty,
            baudrate=9600,
            parity="N",
        )
        await rtu.start()
        reading = asyncio.ensure_future(rtu.serve_forever())
        self.ready.set()
        await asyncio.gather(serving, reading)
