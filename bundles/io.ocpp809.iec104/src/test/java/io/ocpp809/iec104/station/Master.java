package io.ocpp809.iec104.station;

import io.ocpp809.iec104.apci.Apdu;
import io.ocpp809.iec104.apci.Apdu.Function;
import io.ocpp809.iec104.apci.Apdu.Information;
import io.ocpp809.iec104.apci.Apdu.Supervisory;
import io.ocpp809.iec104.apci.Apdu.Unnumbered;
import io.ocpp809.iec104.apci.ApduException;
import io.ocpp809.iec104.asdu.Asdu;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content;
import io.ocpp809.iec104.asdu.Content.Command;
import io.ocpp809.iec104.asdu.Content.Monitored;
import io.ocpp809.iec104.asdu.Content.Qualifier;
import io.ocpp809.iec104.asdu.Cp56Time2a;
import io.ocpp809.iec104.asdu.InformationObject;
import io.ocpp809.iec104.asdu.MalformedAsduException;
import io.ocpp809.iec104.asdu.RawAsdu;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** A controlling station of a test: counts what it sends and receives, and tells what came. */
final class Master implements Transport {
  private final Scene scene;
  private final List<String> seen = new ArrayList<>();
  private Connection connection;
  private int sent;
  private int received;
  private int acknowledged;
  private boolean confirms = true;
  private String closed = "";
  int originator = 3;
  int commonAddress = 1;

  Master(Scene scene, String group) {
    this.scene = scene;
    this.connection = scene.station.connect(group, this, scene.now());
  }

  /** From now on nothing that comes is confirmed. */
  Master silent() {
    confirms = false;
    return this;
  }

  Master start() {
    act(Function.STARTDT_ACT);
    return this;
  }

  void act(Function function) {
    give(new Unnumbered(function).encode());
  }

  void confirm() {
    acknowledged = received;
    give(new Supervisory(received).encode());
  }

  void give(byte[] octets) {
    scene.station.received(connection, octets, octets.length, scene.now());
  }

  void leave() {
    scene.station.disconnected(connection, scene.now());
  }

  void send(byte[] asdu) {
    acknowledged = confirms ? received : acknowledged;
    Information i = new Information(sent, acknowledged, asdu);
    sent = (sent + 1) % Apdu.MODULO;
    give(i.encode());
  }

  void send(TypeId type, Cause cause, int address, Content content) {
    send(type, cause.code(), address, content, Optional.empty());
  }

  void send(TypeId type, int cause, int address, Content content, Optional<Cp56Time2a> time) {
    InformationObject object = new InformationObject(address, content, time);
    send(
        new Asdu(type, cause, false, false, originator, commonAddress, false, List.of(object))
            .encode());
  }

  void interrogate(int qualifier) {
    send(TypeId.C_IC_NA_1, Cause.ACTIVATION, 0, new Qualifier(qualifier));
  }

  void count(int qualifier) {
    send(TypeId.C_CI_NA_1, Cause.ACTIVATION, 0, new Qualifier(qualifier));
  }

  void select(int address, double value) {
    setPoint(address, value, true);
  }

  void execute(int address, double value) {
    setPoint(address, value, false);
  }

  private void setPoint(int address, double value, boolean select) {
    send(
        TypeId.C_SE_NC_1,
        Cause.ACTIVATION,
        address,
        new Command(new Value.ShortFloat((float) value), 0, select));
  }

  /** What came since the last call, a line an APDU; confirmations alone are left out. */
  String seen() {
    String result = String.join("\n", seen);
    seen.clear();
    return result;
  }

  String closed() {
    return closed;
  }

  @Override
  public void write(byte[] octets) {
    try {
      Apdu apdu = Apdu.decode(octets);
      if (apdu instanceof Unnumbered u) {
        if (u.function() == Function.TESTFR_ACT) {
          scene.later(() -> act(Function.TESTFR_CON));
        } else {
          seen.add(u.function().toString());
        }
      } else if (apdu instanceof Information i) {
        if (i.sent() != received) {
          throw new AssertionError("N(S) " + i.sent() + " instead of " + received);
        }
        received = (received + 1) % Apdu.MODULO;
        seen.add(words(i.asdu()));
        if (confirms) {
          scene.later(this::confirm);
        }
      }
    } catch (ApduException | MalformedAsduException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close(String reason) {
    closed = reason;
  }

  @Override
  public String peer() {
    return "192.0.2.1";
  }

  static String words(byte[] octets) throws MalformedAsduException {
    RawAsdu raw = RawAsdu.of(octets);
    String cause = Cause.of(raw.causeCode()).map(Cause::mnemonic).orElse("?");
    String head =
        raw.type().map(Enum::name).orElse("type " + raw.typeCode())
            + " "
            + cause
            + (raw.negative() ? " NEG" : "")
            + (raw.test() ? " TEST" : "")
            + (raw.originator() == 0 ? "" : " oa" + raw.originator());
    if (raw.type().isEmpty()) {
      return head;
    }
    Asdu asdu = Asdu.decode(raw);
    StringJoiner objects = new StringJoiner(" ");
    asdu.objects().forEach(o -> objects.add(o.address() + "=" + words(o.content())));
    return head + " " + objects;
  }

  private static String words(Content content) {
    if (content instanceof Monitored m) {
      String quality = m.quality().bits() == 0 ? "" : "!" + m.quality();
      return words(m.value()) + quality;
    }
    if (content instanceof Command c) {
      return (c.select() ? "select:" : "") + words(c.value());
    }
    return content instanceof Qualifier q ? String.valueOf(q.code()) : "-";
  }

  private static String words(Value value) {
    if (value instanceof Value.SinglePoint p) {
      return p.on() ? "on" : "off";
    }
    if (value instanceof Value.TwoBits p) {
      return p.state().toString().toLowerCase();
    }
    if (value instanceof Value.ShortFloat f) {
      return String.valueOf(f.value());
    }
    if (value instanceof Value.IntegratedTotal t) {
      return t.count() + "#" + t.sequence();
    }
    return value.toString();
  }
}
