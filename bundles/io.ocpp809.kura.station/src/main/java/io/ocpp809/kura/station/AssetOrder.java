package io.ocpp809.kura.station;

import io.ocpp809.template.AssetDraft;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An asset that an EVSE's form asks for by naming a driver.
 *
 * @param owner {@code kura.service.pid} of the EVSE
 * @param assetPid name of the asset
 * @param template the product
 * @param driverPid {@code kura.service.pid} of the driver
 * @param unit Modbus unit; 0 for the template's
 * @param outlet which outlet of the pile, from 1
 * @param attribute attribute of the EVSE's form that names the asset, such as {@code
 *     PileAsset.target}
 * @param overwrite whether an asset that was changed by hand is made to match
 */
record AssetOrder(
    String owner,
    String assetPid,
    PileTemplate template,
    String driverPid,
    int unit,
    int outlet,
    String attribute,
    boolean overwrite) {
  /** Property with the words that Kura's console shows about an asset. */
  static final String DESCRIPTION = "asset.desc";

  private static final Pattern MARK =
      Pattern.compile(
          ".*, made for (\\S+) from (\\S+) \\(driver (.*), unit (\\d+), outlet (\\d+)\\)");

  /** The value of {@link #attribute()} that selects the asset. */
  String target() {
    return "(kura.service.pid=" + assetPid + ")";
  }

  /**
   * The asset's properties. Its description says what it was made from, its imprint with what, so
   * that it is known later whether anybody has changed it since.
   *
   * @throws IllegalArgumentException for a template without addresses
   */
  Map<String, Object> draft() {
    Map<String, Object> draft = AssetDraft.of(template, driverPid, unit, outlet);
    String mark =
        ", made for %s from %s (driver %s, unit %d, outlet %d)"
            .formatted(owner, template.profile(), driverPid, unit, outlet);
    draft.merge(DESCRIPTION, mark, (product, m) -> product.toString() + m);
    draft.put(AssetImprint.PROPERTY, AssetImprint.of(draft));
    return draft;
  }

  /**
   * What an asset that is there was made with for the same EVSE: by its imprint; where Kura's
   * console has left that out, by what its description says and the templates of today.
   *
   * @param properties of that asset
   * @return empty if it was made by somebody else, or bears no imprint and is from a template that
   *     is not known any more
   */
  Optional<Map<String, Object>> madeWith(Map<String, Object> properties) {
    Matcher m = MARK.matcher(String.valueOf(properties.get(DESCRIPTION)));
    if (!m.matches() || !m.group(1).equals(owner)) {
      return Optional.empty();
    }
    return AssetImprint.in(properties).or(() -> draftOf(m));
  }

  private Optional<Map<String, Object>> draftOf(Matcher mark) {
    try {
      String profile = mark.group(2);
      PileTemplate old =
          profile.equals(template.profile()) ? template : TemplateLibrary.named(profile);
      int oldUnit = Integer.parseInt(mark.group(4));
      int oldOutlet = Integer.parseInt(mark.group(5));
      return Optional.of(AssetDraft.of(old, mark.group(3), oldUnit, oldOutlet));
    } catch (TemplateException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }
}
