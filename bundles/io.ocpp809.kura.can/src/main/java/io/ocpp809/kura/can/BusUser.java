package io.ocpp809.kura.can;

import java.util.Set;

/** Is told of what happens on a bus; must not block. */
interface BusUser {
  /** A frame was heard, on the link's thread. */
  void heard(Key key);

  /** Something happened between charger and vehicle; these messages came, or none. */
  void said(Set<String> messages);

  /** Time has passed: values may be stale, the link may be lost. About four times a second. */
  void tick();
}
