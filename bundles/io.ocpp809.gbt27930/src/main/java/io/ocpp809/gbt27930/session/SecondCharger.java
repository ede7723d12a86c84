package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Crm;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Tells the messages of a second charger on the bus from those of the first. All chargers have one
 * address; but within a session a charger has one number, and who opens a session does not supply
 * within a second before and after.
 */
final class SecondCharger {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Map<MessageType, Latest> latest;
  private OptionalLong number = OptionalLong.empty();
  private Evidence opening = Evidence.NONE;
  private long openedAt;
  private boolean foreign;

  /**
   * None is known.
   *
   * @param latest what was heard last of each kind, without the message that is being taken
   */
  SecondCharger(Map<MessageType, Latest> latest) {
    this.latest = latest;
  }

  /** A session begins, or numbers have another form from now on. */
  void forgetNumber() {
    number = OptionalLong.empty();
  }

  /**
   * Takes a message.
   *
   * @return what shows that there is a second charger; {@link Evidence#NONE} for nothing
   */
  Evidence heard(Message m, Phase phase, long nanos, Evidence told) {
    foreign = m instanceof Crm crm && !phase.over() && another(crm);
    if (foreign) {
      return told;
    }
    boolean opens = m.type() == MessageType.CHM || m.type() == MessageType.CRM;
    if (!opens && m.type() != MessageType.CCS || phase != Phase.CHARGING || !supplied(nanos)) {
      return Evidence.NONE;
    }
    if (opens) {
      foreign = true;
      opening = told;
      openedAt = nanos;
      return Evidence.NONE;
    }
    Evidence second = nanos - openedAt < SECOND ? opening : Evidence.NONE;
    opening = Evidence.NONE;
    return second;
  }

  /** Whether the message that was taken last is no part of the session. */
  boolean foreign() {
    return foreign;
  }

  private boolean supplied(long nanos) {
    Latest ccs = latest.get(MessageType.CCS);
    return ccs != null && nanos - ccs.nanos() < SECOND;
  }

  /** Zero is what a charger says that has none. */
  private boolean another(Crm crm) {
    long now = crm.chargerNumber().orElse(0);
    if (now == 0) {
      return false;
    }
    number = number.isPresent() ? number : OptionalLong.of(now);
    return number.getAsLong() != now;
  }
}
