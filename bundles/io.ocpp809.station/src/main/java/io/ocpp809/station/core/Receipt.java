package io.ocpp809.station.core;

import java.util.function.BiConsumer;

/**
 * Follows one command to a pile from its acceptance to its effect and tells each stage once and in
 * this order: accepted, written, read back, seen. It ends with the last of them that can be had,
 * with "refused" and the reason, or with "replaced" by a newer command. Not thread-safe.
 */
final class Receipt {
  private final String words;
  private final boolean effect;
  private final BiConsumer<String, String> listener;
  private Stage stage = Stage.ACCEPTED;
  private boolean readBackFollows;
  private boolean effectKnown;

  private enum Stage {
    ACCEPTED,
    WRITTEN,
    READ_BACK,
    ENDED
  }

  /**
   * Begins with the stage "accepted".
   *
   * @param words the command in words
   * @param effect whether it shows in a measurement
   * @param listener takes stage and text
   */
  Receipt(String words, boolean effect, BiConsumer<String, String> listener) {
    this.words = words;
    this.effect = effect;
    this.listener = listener;
    listener.accept("accepted", words);
  }

  String words() {
    return words;
  }

  boolean ended() {
    return stage == Stage.ENDED;
  }

  /**
   * The device has acknowledged it.
   *
   * @param andReadBack whether it is going to be read back
   */
  void written(boolean andReadBack) {
    if (stage == Stage.ACCEPTED) {
      stage = Stage.WRITTEN;
      readBackFollows = andReadBack;
      listener.accept("written", words);
      endWithoutEffect();
    }
  }

  /** It was read back. */
  void readBack() {
    written(true);
    if (stage == Stage.WRITTEN) {
      stage = Stage.READ_BACK;
      readBackFollows = false;
      listener.accept("read back", words);
      endWithoutEffect();
      if (effectKnown) {
        seen();
      }
    }
  }

  private void endWithoutEffect() {
    if (!effect && !readBackFollows) {
      stage = Stage.ENDED;
    }
  }

  /** The measurement shows it; told as soon as it has been read back, if that is still to come. */
  void seen() {
    effectKnown = true;
    boolean waits = stage == Stage.ACCEPTED || stage == Stage.WRITTEN && readBackFollows;
    if (stage != Stage.ENDED && !waits) {
      stage = Stage.ENDED;
      listener.accept("seen", words);
    }
  }

  /** It did not get through, or had no effect. */
  void refused(String reason) {
    end("refused", words + ": " + reason);
  }

  /** A newer command has taken its place. */
  void replaced(String by) {
    end("replaced", words + ": by " + by);
  }

  private void end(String how, String text) {
    if (stage != Stage.ENDED) {
      stage = Stage.ENDED;
      listener.accept(how, text);
    }
  }
}
