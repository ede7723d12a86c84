package io.ocpp809.mqtt;

/**
 * Which personal data may be published.
 *
 * @param tokens the tokens of users
 * @param vehicles the identification numbers of vehicles; else only their first three characters
 */
public record Personal(boolean tokens, boolean vehicles) {
  /** Nothing of it. */
  public static final Personal NOTHING = new Personal(false, false);
}
