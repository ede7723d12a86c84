package io.ocpp809.gbt27930.message;

import java.util.List;

/** What a frame, or the octets of a transport session, turned out to be. */
public sealed interface Decoded {
  /**
   * A message.
   *
   * @param message its values
   * @param remarks what was not taken; most often empty
   */
  record Said(Message message, List<Remark> remarks) implements Decoded {
    /** Keeps the remarks as they are now. */
    public Said {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * A diagnostic message of annex B.
   *
   * @param sender who sent it
   * @param diagnosis what it says
   */
  record Diagnosed(Node sender, Diagnosis diagnosis) implements Decoded {}

  /**
   * The extension CFC/BFC, which some chargers and vehicles use to agree on another offset of
   * currents. It does not change the context by itself: the offset is a setting.
   *
   * @param sender who sent it; both sides must name the same offset
   * @param offset what raw 0 of a current would be worth, A: -1000 for octet 0A
   * @param plugs number of plugs that feed the vehicle together, 0 to 15
   * @param answer two bits of answer, 0 to 3
   */
  record OffsetProposed(Node sender, int offset, int plugs, int answer) implements Decoded {}

  /**
   * Traffic of the editions of 2023 and 2024, which are not supported.
   *
   * @param sender who sent it
   * @param pgn parameter group number
   */
  record Unsupported(Node sender, int pgn) implements Decoded {}

  /**
   * Part of a transport session (J1939-21): the messages that take more than eight octets.
   *
   * @param sender who sent it
   * @param control whether it is connection management, else data
   */
  record Transport(Node sender, boolean control) implements Decoded {}

  /**
   * From one node to the other, but nothing of this standard: a vendor's own, or a message from the
   * wrong side.
   *
   * @param sender who sent it
   * @param pgn parameter group number
   */
  record Unknown(Node sender, int pgn) implements Decoded {}

  /**
   * A message that is too short to say anything.
   *
   * @param type which message it would have been
   */
  record Refused(MessageType type) implements Decoded {}

  /** Not between charger and BMS, no 29-bit identifier, or no data: of no concern here. */
  record Foreign() implements Decoded {}
}
