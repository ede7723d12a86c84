package io.ocpp809.can;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CAN interface as {@code ip -details link show} tells it. The kernel has it by netlink, which
 * Java does not speak; the text is the same in all versions of iproute2 that know CAN, while its
 * JSON is younger than many gateways.
 *
 * <pre>
 * 3: can0: &lt;NOARP,UP,LOWER_UP,ECHO&gt; mtu 16 qdisc pfifo_fast state UP mode DEFAULT ...
 *     link/can  promiscuity 0 minmtu 0 maxmtu 0
 *     can &lt;LISTEN-ONLY&gt; state ERROR-ACTIVE restart-ms 0
 *           bitrate 250000 sample-point 0.875
 * </pre>
 *
 * @param can whether it is a CAN interface
 * @param virtual whether it is a virtual one (vcan, vxcan): no wires, no bit rate, no modes
 * @param up whether it is up
 * @param listenOnly whether the controller drives neither acknowledgements nor error frames
 * @param bitRate bit/s; 0 if it is not told
 * @param controller state of the controller, such as ERROR-ACTIVE; empty if it is not told
 */
record InterfaceView(
    boolean can, boolean virtual, boolean up, boolean listenOnly, int bitRate, String controller) {
  private static final Pattern FLAGS = Pattern.compile("^\\d+: \\S+: <([^>]*)>");
  private static final Pattern VIRTUAL = Pattern.compile("(?m)^ +(vcan|vxcan)\\b");
  private static final Pattern CONTROLLER =
      Pattern.compile("(?m)^ +can (?:<([^>]*)> )?state (\\S+)");
  private static final Pattern RATE = Pattern.compile("(?m)^\\s+bitrate (\\d{1,8})\\b");

  /** Reads what the program printed. */
  static InterfaceView parse(String text) {
    Matcher controller = CONTROLLER.matcher(text);
    boolean known = controller.find();
    Matcher rate = RATE.matcher(text);
    return new InterfaceView(
        text.contains("link/can"),
        VIRTUAL.matcher(text).find(),
        words(FLAGS, text).contains("UP"),
        known && controller.group(1) != null && split(controller.group(1)).contains("LISTEN-ONLY"),
        known && rate.find() ? Integer.parseInt(rate.group(1)) : 0,
        known ? controller.group(2) : "");
  }

  private static Set<String> words(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? split(matcher.group(1)) : Set.of();
  }

  private static Set<String> split(String list) {
    return Set.of(list.split(","));
  }

  /**
   * Checks that the interface may be opened.
   *
   * @param name its name
   * @return what was read back, for the operator
   * @throws LinkException with what to type
   */
  String check(String name, LinkSettings settings) throws LinkException {
    boolean charging = settings.role() == LinkSettings.Role.CHARGING_BUS;
    if (!can) {
      throw new LinkException(
          LinkException.Kind.SETTINGS,
          name + " is no CAN interface; those there are shows: ip -brief link show type can");
    }
    if (!up) {
      throw new LinkException(
          LinkException.Kind.DOWN, name + " is down; type: " + up(name, settings, charging));
    }
    if (virtual) {
      return name + ": virtual, a test bus";
    }
    if (settings.role() == LinkSettings.Role.TEST_BUS) {
      throw new LinkException(
          LinkException.Kind.SETTINGS,
          name
              + " has wires and is no test bus; choose what the bus is, or make a virtual one: ip"
              + " link add vcan0 type vcan && ip link set vcan0 up");
    }
    if (charging && !listenOnly) {
      throw new LinkException(
          LinkException.Kind.NOT_LISTEN_ONLY,
          name
              + " is not listening only, a charging bus allows nothing else; type: ip link set "
              + name
              + " down && "
              + up(name, settings, true));
    }
    if (settings.bitRate() != 0 && bitRate != settings.bitRate()) {
      throw new LinkException(
          LinkException.Kind.BIT_RATE,
          name
              + (bitRate == 0
                  ? " does not tell its bit rate"
                  : " has " + bitRate + " bit/s, not " + settings.bitRate())
              + "; type: ip link set "
              + name
              + " down && "
              + up(name, settings, charging));
    }
    return name
        + (listenOnly ? ": listening only, " : ": ")
        + bitRate
        + " bit/s"
        + (controller.isEmpty() ? "" : ", " + controller);
  }

  private String up(String name, LinkSettings settings, boolean listenOnly) {
    if (virtual) {
      return "ip link set " + name + " up";
    }
    int rate = settings.bitRate() == 0 ? LinkSettings.GBT_27930_BIT_RATE : settings.bitRate();
    return "ip link set "
        + name
        + " up type can bitrate "
        + rate
        + (listenOnly ? " listen-only on" : "");
  }
}
