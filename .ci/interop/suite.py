"""The interoperability suite: the shipped bundles against programs that this project does not contain.

CSMS: ocpp-rpc in strict mode. Pile: pymodbus over TCP. Meter: pymodbus over RTU on a pair of
pseudo terminals made by socat. Broker: Mosquitto. Everything on free loopback ports. The only
argument is a folder with csms.js and its node_modules; the last line says how many checks passed.
"""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from pile import Field  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
STATION = "interop"
PATIENCE = 120.0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Lines:
    """A child process whose lines are kept as they come."""

    def __init__(self, command, **options):
        self.lines = []
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, **options
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(120)
            except subprocess.TimeoutExpired:
                self.process.kill()


def wait(what, condition, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"not within {patience:.0f} s: {what}")


class Csms:
    """The strict CSMS: what it says, and calls to the station."""

    def __init__(self, scratch):
        environment = dict(os.environ, CSMS_PASSWORD="interop-password-0")
        self.child = Lines(["node", "csms.js"], cwd=scratch, env=environment)
        self.next_id = 0
        self.port = wait("the CSMS listens", lambda: self.of("listening"))[0]["port"]

    def events(self):
        return [json.loads(line) for line in list(self.child.lines)]

    def of(self, event):
        return [one for one in self.events() if one["event"] == event]

    def calls(self, action, **fields):
        return [
            one
            for one in self.of("call")
            if one["action"] == action
            and all(one["payload"].get(key) == value for key, value in fields.items())
        ]

    def call(self, action, payload):
        self.next_id += 1
        number = self.next_id
        request = {"id": number, "action": action, "payload": payload}
        self.child.process.stdin.write(json.dumps(request) + "\n")
        self.child.process.stdin.flush()

        def answer():
            return [one for one in self.events() if one.get("id") == number]

        return wait(f"{action} is answered", answer)[0]


def configuration(field, tty, csms_port, mqtt_port):
    """What a user would enter in the forms."""
    meter = {"driver.pid": "rtu"}
    for name, address in (("current.l1", 6), ("current.l2", 8), ("current.l3", 10)):
        meter.update(
            {
                f"{name}#+name": name,
                f"{name}#+type": "READ",
                f"{name}#+value.type": "DOUBLE",
                f"{name}#unit": 1,
                f"{name}#table": "INPUT",
                f"{name}#address": address,
                f"{name}#data.type": "FLOAT32",
            }
        )
    return {
        "io.ocpp809.driver.modbus~tcp": {"transport": "TCP", "host": "127.0.0.1", "port": field.port},
        "io.ocpp809.driver.modbus~rtu": {
            "transport": "RTU",
            "device": tty,
            "baud": 9600,
            "parity": "NONE",
            "stop.bits": 1,
        },
        "org.eclipse.kura.wire.WireAsset~grid-meter": meter,
        "io.ocpp809.site~site": {
            "fuse.current": 40,
            "MeterAsset.target": "(kura.service.pid=grid-meter)",
            "failsafe.current": 10,
            "ramp": 20,
        },
        f"io.ocpp809.station~{STATION}": {
            "Site.target": "(kura.service.pid=site)",
            "vendor": "Interop",
            "model": "KEBA P30",
        },
        "io.ocpp809.evse~evse": {
            "Station.target": f"(kura.service.pid={STATION})",
            "template": "keba-p30",
            "driver.pid": "tcp",
            "rating": 16,
            "failsafe.current": 6,
        },
        "io.ocpp809.csms~csms": {
            "Station.target": f"(kura.service.pid={STATION})",
            "url": f"ws://127.0.0.1:{csms_port}/ocpp",
            "identity": STATION,
            "password": "interop-password-0",
        },
        "io.ocpp809.mqtt~mqtt": {
            "Station.target": f"(kura.service.pid={STATION})",
            "broker.uri": f"tcp://127.0.0.1:{mqtt_port}",
        },
    }


class Suite:
    """The checks, in the order of a session."""

    def __init__(self, field, csms, telemetry):
        self.field, self.csms, self.telemetry = field, csms, telemetry
        self.plug_wh = self.transaction = None

    def boots_and_reports_available(self):
        wait("BootNotification", lambda: self.csms.calls("BootNotification"))
        wait(
            "StatusNotification Available",
            lambda: self.csms.calls("StatusNotification", connectorId=1, status="Available"),
        )
        assert self.csms.of("connected")[0]["protocol"] == "ocpp1.6"

    def answers_its_configuration(self):
        answer = self.csms.call("GetConfiguration", {})
        keys = {one["key"] for one in answer["payload"]["configurationKey"]}
        for key in ("HeartbeatInterval", "NumberOfConnectors", "SupportedFeatureProfiles"):
            assert key in keys, f"{key} is missing in {sorted(keys)}"

    def charges_a_car_that_the_csms_releases(self):
        self.plug_wh = self.field.pile.register_wh()
        self.field.pile.plug()
        wait(
            "StatusNotification Preparing",
            lambda: self.csms.calls("StatusNotification", connectorId=1, status="Preparing"),
        )
        answer = self.csms.call("RemoteStartTransaction", {"connectorId": 1, "idTag": "INTEROP1"})
        assert answer.get("payload", {}).get("status") == "Accepted", answer
        start = wait("StartTransaction", lambda: self.csms.calls("StartTransaction"))[0]
        self.transaction = start["answer"]["transactionId"]
        assert abs(start["payload"]["meterStart"] - self.plug_wh) <= 1, start
        wait("the car charges", lambda: self.field.pile.current() >= 6)

    def sends_meter_values(self):
        answer = self.csms.call(
            "TriggerMessage", {"requestedMessage": "MeterValues", "connectorId": 1}
        )
        assert answer.get("payload", {}).get("status") == "Accepted", answer
        wait("MeterValues", lambda: self.csms.calls("MeterValues", connectorId=1))

    def obeys_a_charging_profile(self):
        profile = {
            "connectorId": 1,
            "csChargingProfiles": {
                "chargingProfileId": 1,
                "transactionId": self.transaction,
                "stackLevel": 0,
                "chargingProfilePurpose": "TxProfile",
                "chargingProfileKind": "Relative",
                "chargingSchedule": {
                    "chargingRateUnit": "A",
                    "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 8.0}],
                },
            },
        }
        answer = self.csms.call("SetChargingProfile", profile)
        assert answer.get("payload", {}).get("status") == "Accepted", answer
        wait("8 A at the pile", lambda: 6 <= self.field.pile.current() <= 8)
        composite = self.csms.call(
            "GetCompositeSchedule", {"connectorId": 1, "duration": 60, "chargingRateUnit": "A"}
        )
        assert composite.get("payload", {}).get("status") == "Accepted", composite

    def leaves_the_house_its_share(self):
        self.field.meter.house = [33.0, 33.0, 33.0]
        wait("the fuse is respected", lambda: 33.0 + self.field.pile.current() <= 40.0)
        self.field.meter.house = [2.0, 2.0, 2.0]
        wait("the car charges again", lambda: self.field.pile.current() >= 6)

    def mirrors_telemetry(self):
        wait(
            "telemetry of the station at Mosquitto",
            lambda: [line for line in list(self.telemetry.lines) if STATION in line],
        )

    def stops_with_the_energy_that_the_pile_counted(self):
        answer = self.csms.call("RemoteStopTransaction", {"transactionId": self.transaction})
        assert answer.get("payload", {}).get("status") == "Accepted", answer
        stop = wait("StopTransaction", lambda: self.csms.calls("StopTransaction"))[0]["payload"]
        assert self.field.pile.current() == 0, "the pile still charges"
        counted = self.field.pile.register_wh()
        assert abs(stop["meterStop"] - counted) <= 1, f"{stop['meterStop']} Wh, pile {counted} Wh"
        self.field.pile.unplug()
        wait(
            "StatusNotification Available again",
            lambda: len(self.csms.calls("StatusNotification", connectorId=1, status="Available")) > 1,
        )

    def status_of(self, action, payload):
        answer = self.csms.call(action, payload)
        assert "payload" in answer, answer
        return answer["payload"].get("status")

    def changes_its_configuration_within_type_and_range(self):
        for key, value, expected in (
            ("MeterValueSampleInterval", "10", "Accepted"),
            ("MeterValueSampleInterval", "-1", "Rejected"),
            ("MeterValuesSampledData", "Energy.Active.Import.Register,SoC", "Rejected"),
            ("NumberOfConnectors", "2", "Rejected"),
            ("Nonsense", "1", "NotSupported"),
        ):
            status = self.status_of("ChangeConfiguration", {"key": key, "value": value})
            assert status == expected, f"{key}={value}: {status}"

    def takes_a_local_list(self):
        entry = {"idTag": "LISTED", "idTagInfo": {"status": "Accepted"}}
        full = {"listVersion": 5, "updateType": "Full", "localAuthorizationList": [entry]}
        assert self.status_of("SendLocalList", full) == "Accepted"
        older = {"listVersion": 5, "updateType": "Differential", "localAuthorizationList": [entry]}
        assert self.status_of("SendLocalList", older) == "VersionMismatch"
        version = self.csms.call("GetLocalListVersion", {})["payload"]["listVersion"]
        assert version == 5, version

    def sends_what_it_is_asked_for(self):
        before = len(self.csms.calls("Heartbeat"))
        assert self.status_of("TriggerMessage", {"requestedMessage": "Heartbeat"}) == "Accepted"
        wait("Heartbeat", lambda: len(self.csms.calls("Heartbeat")) > before)
        before = len(self.csms.calls("StatusNotification", connectorId=0))
        asked = {"requestedMessage": "StatusNotification"}
        assert self.status_of("TriggerMessage", asked) == "Accepted"
        wait(
            "StatusNotification of connector 0",
            lambda: len(self.csms.calls("StatusNotification", connectorId=0)) > before,
        )
        asked = {"requestedMessage": "BootNotification"}
        assert self.status_of("TriggerMessage", asked) == "Rejected"
        asked = {"requestedMessage": "FirmwareStatusNotification"}
        assert self.status_of("TriggerMessage", asked) == "NotImplemented"

    def sends_clock_aligned_values_of_the_station(self):
        every = {"key": "ClockAlignedDataInterval", "value": "5"}
        assert self.status_of("ChangeConfiguration", every) == "Accepted"
        one = wait("MeterValues of connector 0", lambda: self.csms.calls("MeterValues", connectorId=0))
        stamp = one[0]["payload"]["meterValue"][0]["timestamp"]
        assert stamp.endswith(("0.000Z", "5.000Z")), stamp
        assert self.status_of("ChangeConfiguration", dict(every, value="0")) == "Accepted"

    def goes_out_of_service_and_back(self):
        for kind, state in (("Inoperative", "Unavailable"), ("Operative", "Available")):
            before = len(self.csms.calls("StatusNotification", connectorId=1, status=state))
            asked = {"connectorId": 0, "type": kind}
            assert self.status_of("ChangeAvailability", asked) == "Accepted"
            wait(
                f"StatusNotification {state}",
                lambda: len(self.csms.calls("StatusNotification", connectorId=1, status=state))
                > before,
            )

    def clears_profiles_and_cache(self):
        assert self.status_of("ClearCache", {}) == "Accepted"
        assert self.status_of("ClearChargingProfile", {"id": 4711}) == "Unknown"
        assert self.status_of("DataTransfer", {"vendorId": "x"}) == "UnknownVendorId"

    def boots_anew_after_a_reset(self):
        assert self.status_of("Reset", {"type": "Soft"}) == "Accepted"
        wait("a second BootNotification", lambda: len(self.csms.calls("BootNotification")) == 2)
        closed = self.csms.of("closed")
        assert closed and closed[0]["code"] == 1000, closed

    def was_never_found_invalid(self):
        invalid = self.csms.of("invalid")
        assert not invalid, invalid

    def checks(self):
        return [
            self.boots_and_reports_available,
            self.answers_its_configuration,
            self.charges_a_car_that_the_csms_releases,
            self.sends_meter_values,
            self.obeys_a_charging_profile,
            self.leaves_the_house_its_share,
            self.mirrors_telemetry,
            self.stops_with_the_energy_that_the_pile_counted,
            self.changes_its_configuration_within_type_and_range,
            self.takes_a_local_list,
            self.sends_what_it_is_asked_for,
            self.sends_clock_aligned_values_of_the_station,
            self.goes_out_of_service_and_back,
            self.clears_profiles_and_cache,
            self.boots_anew_after_a_reset,
            self.was_never_found_invalid,
        ]


def broker(children):
    """Starts Mosquitto, on another port if somebody was quicker; returns its port."""
    program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    for _ in range(5):
        port = free_port()
        child = Lines([program, "-p", str(port)], stderr=subprocess.DEVNULL)
        children.append(child)
        wait("Mosquitto listens", lambda: child.process.poll() is not None or reachable(port))
        if child.process.poll() is None:
            return port
    raise AssertionError("Mosquitto does not start")


def main(scratch):
    children = []
    folder = pathlib.Path(tempfile.mkdtemp(prefix="interop"))
    passed = failed = 0
    try:
        ttys = [str(folder / "pile.tty"), str(folder / "gateway.tty")]
        ends = [f"pty,raw,echo=0,link={tty}" for tty in ttys]
        children.append(Lines(["socat", *ends]))
        wait("socat's terminals", lambda: all(os.path.exists(tty) for tty in ttys))
        field = Field(ttys[0])
        field.start()
        mqtt_port = broker(children)
        telemetry = Lines(
            ["mosquitto_sub", "-h", "127.0.0.1", "-p", str(mqtt_port), "-t", "#", "-v"]
        )
        children.append(telemetry)
        csms = Csms(scratch)
        children.append(csms.child)
        file = folder / "interop.json"
        file.write_text(json.dumps(configuration(field, ttys[1], csms.port, mqtt_port), indent=1))
        log = open(folder / "gateway.log", "w", encoding="utf-8")
        gateway = Lines(
            [str(ROOT / "ocpp809"), "run", str(file), "--data", str(folder / "data")], stderr=log
        )
        children.append(gateway)
        wait(
            "the gateway runs",
            lambda: any(line.startswith("Running") for line in list(gateway.lines))
            or gateway.process.poll() is not None,
            600,
        )
        if gateway.process.poll() is not None:
            print("WRONG the gateway does not start:")
            print("\n".join(gateway.lines + [(folder / "gateway.log").read_text(encoding="utf-8")]))
            failed = 1
            return 1
        suite = Suite(field, csms, telemetry)
        for check in suite.checks():
            name = check.__name__.replace("_", " ")
            try:
                check()
                passed += 1
                print(f"ok    {name}", flush=True)
            except (AssertionError, KeyError, IndexError) as wrong:
                failed += 1
                print(f"WRONG {name}: {wrong!r}", flush=True)
        if failed:
            print("--- the gateway said")
            print("\n".join(gateway.lines[-40:]))
            print("\n".join((folder / "gateway.log").read_text(encoding="utf-8").splitlines()[-60:]))
    finally:
        for child in reversed(children):
            child.end()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed else 1


def reachable(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
