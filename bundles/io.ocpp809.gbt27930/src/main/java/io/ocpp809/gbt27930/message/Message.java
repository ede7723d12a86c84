package io.ocpp809.gbt27930.message;

import io.ocpp809.can.Frame;

/** One of the 22 messages of GB/T 27930. */
public sealed interface Message
    permits Chm,
        Bhm,
        Crm,
        Brm,
        Bcp,
        Cts,
        Cml,
        Bro,
        Cro,
        Bcl,
        Bcs,
        Ccs,
        Bsm,
        Bmv,
        Bmt,
        Bsp,
        Bst,
        Cst,
        Bsd,
        Csd,
        Bem,
        Cem {
  /** Which message it is. */
  MessageType type();

  /** Writes the values. */
  void encode(Writer out);

  /** Number of octets that it takes in the context's edition. */
  default int length(Context context) {
    return type().length(context.edition());
  }

  /**
   * The octets as they are sent, what is not available filled with ones. What the context's edition
   * does not have is left out.
   *
   * @throws IllegalArgumentException a value that its bits cannot hold or that would read as not
   *     available; the message names it
   */
  default byte[] encode(Context context) {
    Writer out = new Writer(context, length(context));
    encode(out);
    return out.octets();
  }

  /**
   * The frame that carries the message.
   *
   * @throws IllegalArgumentException as in {@link #encode(Context)}; also if it takes more than
   *     eight octets and so needs a transport session
   */
  default Frame frame(Context context) {
    return Frame.extended(type().id(), encode(context));
  }
}
