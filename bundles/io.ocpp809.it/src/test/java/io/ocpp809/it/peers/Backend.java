package io.ocpp809.it.peers;

import io.ocpp809.testkit.csms.Charge;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A CSMS that this project has not written, on a loopback port. It accepts every station and every
 * token, and keeps a book. It can go away and come back under the same address; its book stays.
 */
public interface Backend extends AutoCloseable {

  /**
   * A sampled value of a MeterValues message.
   *
   * @param station identity of the station
   * @param connector connectorId
   * @param transactionId the transaction; 0 without one
   * @param context reading context
   * @param measurand measurand
   * @param value value as sent
   */
  record Sample(
      String station,
      int connector,
      int transactionId,
      String context,
      String measurand,
      String value) {}

  /** Starts one; its libraries are seen by nobody else. */
  static Backend start() throws IOException {
    return Isolated.backend();
  }

  /** Where stations connect; they add a slash and their identity. */
  String url();

  /** Whether a station is connected. */
  boolean connected(String station);

  /** Vendor and model of the stations that have booted, oldest first. */
  List<String> boots(String station);

  /** Tokens that stations have asked about, oldest first. */
  List<String> authorised();

  /** The last status of a connector, such as Available; empty if none was told. */
  Optional<String> status(String station, int connector);

  /** The transactions booked, oldest first. */
  List<Charge> charges();

  /** The samples seen, oldest first. */
  List<Sample> samples();

  /** Starts charging; returns the station's answer. */
  String remoteStart(String station, int connector, String idTag);

  /** Stops a transaction; returns the station's answer. */
  String remoteStop(String station, int transactionId);

  /** Sets the default profile of a connector to a constant current in A; returns the answer. */
  String limit(String station, int connector, double ampere);

  /** Removes all profiles; returns the answer. */
  String unlimit(String station);

  /** Changes a configuration key; returns the answer. */
  String configure(String station, String key, String value);

  /** Cuts all connections and refuses new ones until {@link #comeBack()}. */
  void goAway();

  /** Listens again under the same address. */
  void comeBack();

  @Override
  void close();
}
