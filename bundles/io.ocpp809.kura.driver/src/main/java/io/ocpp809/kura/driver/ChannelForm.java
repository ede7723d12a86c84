package io.ocpp809.kura.driver;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.core.configuration.metatype.Toption;
import org.eclipse.kura.core.configuration.metatype.Tscalar;

/**
 * The attributes that a driver asks of a channel, in the order in which Kura's console shows them.
 * An attribute is required if it has a first value.
 */
public final class ChannelForm {
  private final List<Tad> attributes = new ArrayList<>();

  /** The list as Kura takes it from a channel descriptor. */
  public List<Tad> attributes() {
    return attributes;
  }

  /** A text. */
  public ChannelForm text(String id, String name, String initial, String description) {
    add(id, name, Tscalar.STRING, initial, description);
    return this;
  }

  /** A whole number. */
  public ChannelForm integer(String id, String name, int initial, String description) {
    add(id, name, Tscalar.INTEGER, String.valueOf(initial), description);
    return this;
  }

  /** A number. */
  public ChannelForm real(String id, String name, double initial, String description) {
    add(id, name, Tscalar.DOUBLE, String.valueOf(initial), description);
    return this;
  }

  /** Yes or no. */
  public ChannelForm flag(String id, String name, boolean initial, String description) {
    add(id, name, Tscalar.BOOLEAN, String.valueOf(initial), description);
    return this;
  }

  /** One of some words. */
  public ChannelForm choice(
      String id, String name, String initial, String description, String... words) {
    Tad ad = add(id, name, Tscalar.STRING, initial, description);
    for (String word : words) {
      Toption option = new Toption();
      option.setLabel(word);
      option.setValue(word);
      ad.setOption(option);
    }
    return this;
  }

  /**
   * What {@link ListenRule#of} reads.
   *
   * @param each what is told without a dead band: each reply, each frame
   */
  public ChannelForm listening(String each) {
    return real(
            "listen.deadband",
            "Listeners: dead band",
            0,
            "Least change, in the channel's unit, that listeners are told; 0 tells each "
                + each
                + ". Leave it at 0 for the channels of a charging station.")
        .integer(
            "listen.interval",
            "Listeners: least interval (ms)",
            0,
            "Listeners are told no more often than this, in milliseconds; failures and recoveries"
                + " at once.")
        .integer(
            "listen.maximum",
            "Listeners: longest silence (ms)",
            60_000,
            "After this time, in milliseconds, listeners are told also what has not changed by the"
                + " dead band; 0 for never.");
  }

  private Tad add(String id, String name, Tscalar type, String initial, String description) {
    Tad ad = new Tad();
    ad.setId(id);
    ad.setName(name);
    ad.setType(type);
    ad.setDefault(initial);
    ad.setDescription(description);
    ad.setCardinality(0);
    ad.setRequired(!initial.isEmpty());
    attributes.add(ad);
    return ad;
  }
}
