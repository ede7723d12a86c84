package io.ocpp809.mqtt;

/** One connection to a broker. Nothing here blocks but closing. */
public interface MqttLink {

  /** What a connection tells, on any thread. */
  interface Events {
    /** The broker has let us in. */
    void connected();

    /**
     * The connection failed or is lost; nothing follows.
     *
     * @param reason why, in words for the operator
     */
    void lost(String reason);

    /** A message has reached the broker (QoS 1) or has left (QoS 0). */
    void delivered(long id);
  }

  /** Begins connections. */
  @FunctionalInterface
  interface Factory {
    /**
     * Begins to connect; the outcome comes as an event.
     *
     * @param will topic and payload that the broker publishes, retained, if we vanish
     */
    MqttLink open(MqttOptions options, Will will, Events events);
  }

  /**
   * The last will.
   *
   * @param topic its topic
   * @param payload its payload
   */
  record Will(String topic, byte[] payload) {}

  /**
   * Sends a message.
   *
   * @param id comes back when it is delivered
   */
  void publish(long id, String topic, byte[] payload, int qos, boolean retained);

  /**
   * Ends the connection; does nothing the second time.
   *
   * @param orderly whether to let what was published go out first, for a second at most, so that
   *     the broker keeps the will to itself
   */
  void close(boolean orderly);
}
