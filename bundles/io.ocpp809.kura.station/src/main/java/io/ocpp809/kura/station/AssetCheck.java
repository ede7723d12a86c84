package io.ocpp809.kura.station;

import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.Role;
import io.ocpp809.template.Roles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelType;

/** Whether an asset's channels are enough for what an EVSE's form wants of them. */
final class AssetCheck {
  private static final String TOTAL = Roles.ENERGY;
  private static final String SESSION = "energy.session";

  private AssetCheck() {}

  /**
   * Looks at the pile's asset, and the companion meter's if there is one.
   *
   * @return texts by the name of their finding, absent ones included as empty
   */
  static Map<String, Optional<String>> of(
      EvseSettings s, AssetConfiguration pile, Optional<AssetConfiguration> meter) {
    Map<String, Optional<String>> result = new LinkedHashMap<>();
    result.put("asset.driver", driver(s, pile));
    result.put("asset.names", names(pile));
    result.put("asset.roles", roles(s.template(), pile));
    result.put("asset.state", state(s, pile));
    result.put("asset.energy", energy(s, pile, meter));
    result.put("asset.control", control(s, pile));
    return result;
  }

  private static Optional<String> driver(EvseSettings s, AssetConfiguration pile) {
    boolean other = !s.driverPid().isEmpty() && !s.driverPid().equals(pile.getDriverPid());
    return text(
        other,
        "driver.pid: the asset of the pile is on driver "
            + pile.getDriverPid()
            + ", not on "
            + s.driverPid()
            + "; it is used as it is. Name the same driver, or choose another asset");
  }

  /** Kura fills a name that was left out with one and the same text for all channels. */
  private static Optional<String> names(AssetConfiguration pile) {
    List<String> wrong = new ArrayList<>();
    pile.getAssetChannels()
        .forEach(
            (key, c) -> {
              Object name = c.getConfiguration().get("+name");
              if (name != null && !name.equals(key)) {
                wrong.add(key);
              }
            });
    return text(
        !wrong.isEmpty(),
        "the asset's attribute #+name is not the channel's own name in "
            + some(wrong)
            + "; their values cannot be told apart. Set it to the name of the channel");
  }

  private static Optional<String> roles(PileTemplate template, AssetConfiguration pile) {
    List<String> unknown =
        pile.getAssetChannels().keySet().stream()
            .filter(c -> Role.of(c).isEmpty() && !c.equals(Roles.LEASE))
            .filter(c -> template.channel(c).isEmpty())
            .sorted()
            .toList();
    return text(
        !unknown.isEmpty(),
        "the asset has channels that are neither roles nor points of template "
            + template.profile()
            + ": "
            + some(unknown)
            + "; they are ignored. Channels are named after roles, such as current.l1");
  }

  private static Optional<String> state(EvseSettings s, AssetConfiguration pile) {
    boolean numbersUnknown =
        !s.template().foreign()
            && s.template()
                .channel(Roles.STATE)
                .filter(p -> p.meanings().isEmpty() && !p.type().startsWith("STRING"))
                .isPresent();
    if (numbersUnknown) {
      return Optional.of(
          "template: the numbers of channel "
              + Roles.STATE
              + " are not known for "
              + s.template().profile()
              + ": nobody knows whether a vehicle is plugged in, and "
              + s.pid()
              + " stays out of service. Write down what the channel shows with the plug out, in and"
              + " charging, and enter it as enum of a template of your own");
    }
    return text(
        Stream.of(Roles.STATE, Roles.OCPP_STATUS).noneMatch(c -> readable(pile, c)),
        "the asset has no readable channel "
            + Roles.STATE
            + " or "
            + Roles.OCPP_STATUS
            + ": nobody knows whether a vehicle is plugged in, and "
            + s.pid()
            + " stays out of service");
  }

  private static Optional<String> energy(
      EvseSettings s, AssetConfiguration pile, Optional<AssetConfiguration> meter) {
    if (meter.filter(m -> readable(m, TOTAL)).isPresent()) {
      return Optional.empty();
    }
    EnergyPolicy allowed = s.options().energy();
    boolean apparent = s.template().capabilities().apparentEnergy();
    String register =
        s.template().capabilities().energy()
                == io.ocpp809.station.pile.Capabilities.EnergyRegister.SESSION
            ? SESSION
            : TOTAL;
    boolean there = readable(pile, TOTAL) || readable(pile, register);
    if (there && apparent && allowed == EnergyPolicy.MEASURED) {
      return Optional.of(
          "energy: the pile's register counts apparent energy (VAh), which may not be billed. Name"
              + " a companion meter, or allow apparent energy");
    }
    return text(
        !there && allowed != EnergyPolicy.ESTIMATED,
        "energy: the asset has no readable channel "
            + register
            + ", so nothing can be billed. Name a companion meter, or allow estimates");
  }

  private static Optional<String> control(EvseSettings s, AssetConfiguration pile) {
    if (!s.capabilities().controllable()) {
      return Optional.empty();
    }
    List<String> missing =
        Stream.concat(
                Stream.of(s.template().control().limit(), s.template().control().enable())
                    .flatMap(Optional::stream),
                s.template().control().otherPhases().stream())
            .filter(c -> !writable(pile, c))
            .toList();
    return text(
        !missing.isEmpty(),
        "the asset has no writable channel "
            + String.join(", ", missing)
            + ", so the pile cannot be controlled as template "
            + s.template().profile()
            + " says");
  }

  private static boolean readable(AssetConfiguration asset, String channel) {
    Channel c = asset.getAssetChannels().get(channel);
    return c != null && c.isEnabled() && c.getType() != ChannelType.WRITE;
  }

  private static boolean writable(AssetConfiguration asset, String channel) {
    Channel c = asset.getAssetChannels().get(channel);
    return c != null && c.isEnabled() && c.getType() != ChannelType.READ;
  }

  private static String some(List<String> all) {
    return String.join(", ", all.subList(0, Math.min(5, all.size())))
        + (all.size() > 5 ? " and " + (all.size() - 5) + " more" : "");
  }

  private static Optional<String> text(boolean wrong, String text) {
    return wrong ? Optional.of(text) : Optional.empty();
  }

  /**
   * What tells one outlet of one pile from every other: its driver, unit and address where the
   * asset is on a driver of ours, else the asset itself.
   */
  static String outlet(String assetPid, AssetConfiguration pile) {
    return Stream.of(Roles.STATE, Roles.OCPP_STATUS, TOTAL)
        .map(pile.getAssetChannels()::get)
        .filter(c -> c != null && c.getConfiguration().containsKey("address"))
        .findFirst()
        .map(Channel::getConfiguration)
        .map(
            c ->
                "driver %s, unit %s, address %s"
                    .formatted(pile.getDriverPid(), c.get("unit"), c.get("address")))
        .orElse("asset " + assetPid);
  }
}
