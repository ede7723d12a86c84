package io.ocpp809.station.port;

import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import java.util.function.Consumer;

/** The CSMS as the station sees it: somebody who can be asked about tokens. */
public interface CsmsPort {
  /** Whether the CSMS can be asked at this moment. */
  boolean online();

  /**
   * Asks about a token; never blocks.
   *
   * @param token whom to ask about
   * @param answer called once, on any thread, with {@link Authorization.Status#UNREACHABLE} if
   *     nobody answered in time
   */
  void authorize(IdToken token, Consumer<Authorization> answer);
}
