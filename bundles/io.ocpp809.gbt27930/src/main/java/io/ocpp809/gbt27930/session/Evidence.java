package io.ocpp809.gbt27930.session;

import io.ocpp809.can.Frame;
import io.ocpp809.gbt27930.message.MessageType;
import java.util.HexFormat;

/**
 * The message that shows something, as events name it: mnemonic and octets. Of a hundred messages
 * one is evidence of anything, so its text is made when it is asked for.
 */
final class Evidence {
  /** Nothing was said. */
  static final Evidence NONE = new Evidence("");

  /** Long messages tell who they are by their first octets. */
  private static final int MOST = 8;

  private final MessageType type;
  private final Frame frame;
  private final byte[] octets;
  private String text;

  private Evidence(String text) {
    this.type = null;
    this.frame = null;
    this.octets = null;
    this.text = text;
  }

  private Evidence(MessageType type, Frame frame, byte[] octets) {
    this.type = type;
    this.frame = frame;
    this.octets = octets;
  }

  /** Evidence that is known by a word. */
  static Evidence of(String text) {
    return new Evidence(text);
  }

  /** A message in one frame. */
  static Evidence of(MessageType type, Frame frame) {
    return new Evidence(type, frame, null);
  }

  /** A message of a transport session; the octets do not change any more. */
  static Evidence of(MessageType type, byte[] octets) {
    return new Evidence(type, null, octets);
  }

  @Override
  public String toString() {
    if (text == null) {
      byte[] all = frame != null ? frame.octets() : octets;
      int length = Math.min(MOST, all.length);
      text = type + " " + HexFormat.of().withUpperCase().formatHex(all, 0, length);
    }
    return text;
  }
}
