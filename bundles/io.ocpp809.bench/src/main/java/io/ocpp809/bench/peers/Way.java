package io.ocpp809.bench.peers;

import com.google.gson.JsonObject;
import io.ocpp809.testkit.csms.Profiles;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.iec104.Telegram;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a set-point comes to the gateway. */
interface Way {
  /** Set-point of an EVSE in tenths of an ampere, C_SE_NB_1, in the default plan. */
  int AMPERES = 50_011;

  /**
   * Does what comes before, such as a select.
   *
   * @param place the pile
   * @param deciampere the limit per phase, 0.1 A
   * @return gives the set-point
   */
  Runnable prepare(Place place, int deciampere) throws IOException;

  /** Address of the set-point of an EVSE whose number at the site is that of its place. */
  static int address(Place place) {
    return AMPERES + 100 * place.number();
  }

  /** By SetChargingProfile. */
  static Way profile(Peers peers) {
    return (place, deciampere) -> {
      JsonObject call = Profiles.ampere(deciampere / 10.0);
      return () -> peers.csms.call(place.station(), "SetChargingProfile", call);
    };
  }

  /** By select before execute of a control centre. */
  static Way telecontrol(Dispatcher centre) {
    return (place, deciampere) -> {
      int address = address(place);
      byte low = (byte) deciampere;
      byte high = (byte) (deciampere >> 8);
      int from = centre.count();
      centre.activate(49, address, low, high, (byte) 0x80);
      Telegram selected =
          centre
              .await(from, t -> t.type() == 49 && t.cause() == 7 && t.at(address) != null, 10_000)
              .orElseThrow(() -> new IOException("no answer to a select; " + centre.fault()));
      if (selected.negative()) {
        throw new IOException("the select of " + place.station() + " was refused");
      }
      return () -> {
        try {
          centre.activate(49, address, low, high, (byte) 0);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };
    };
  }
}
