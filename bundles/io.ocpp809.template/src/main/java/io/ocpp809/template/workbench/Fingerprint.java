package io.ocpp809.template.workbench;

import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.modbus.survey.Asker;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplatePoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which templates a device fits: of each, up to six registers are read that tell products apart
 * (identity, state, cable, hardware limit, mains), and each must answer with a value that makes
 * sense there. If none fits as it is, maps shifted by one and the other word order are looked at.
 * It is a guess that a trial has to confirm: two products may share a map.
 */
public final class Fingerprint {
  private static final int MOST = 6;
  private static final int LEAST_TELLING = 2;
  private static final int SILENT_MOST = 6;
  private static final List<String> ROLES =
      List.of(
          "id.vendor",
          "id.model",
          "id.firmware",
          "id.serial",
          "evse.state",
          "ocpp.status",
          "cable.state",
          "limit.hardware",
          "limit.min",
          "frequency",
          "voltage.l1");

  private Fingerprint() {}

  /**
   * A template that fits.
   *
   * @param template the template
   * @param telling how many of the registers say something that fits
   * @param reasons what they said, in a few words each
   * @param difference how the device's map differs from the template's, in words; empty if it does
   *     not
   */
  public record Match(PileTemplate template, int telling, List<String> reasons, String difference) {
    /** Copies the list. */
    public Match {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Compares a device with templates.
   *
   * @param unit its unit
   * @param templates templates with addresses; others are passed over
   * @return those that fit, the one with the most telling registers first
   * @throws IOException if the link is down
   */
  public static List<Match> of(Asker asker, int unit, Collection<PileTemplate> templates)
      throws IOException {
    List<Match> result = new ArrayList<>();
    boolean talks = all(asker, unit, templates, Variant.AS_IT_IS, result);
    if (talks && result.isEmpty()) {
      for (Variant v : List.of(Variant.LOW_WORD_FIRST, Variant.ONE_BEFORE, Variant.ONE_BEHIND)) {
        talks = talks && all(asker, unit, templates, v, result);
      }
    }
    result.sort(Comparator.comparingInt(Match::telling).reversed());
    return result;
  }

  /** Compares with all templates; false if the device has fallen silent. */
  private static boolean all(
      Asker asker, int unit, Collection<PileTemplate> templates, Variant v, List<Match> result)
      throws IOException {
    int silent = 0;
    for (PileTemplate t : templates) {
      if (t.foreign()) {
        continue;
      }
      List<String> reasons = new ArrayList<>();
      Verdict verdict = compare(asker, unit, t, v, reasons);
      silent = verdict == Verdict.SILENT ? silent + 1 : 0;
      if (silent >= SILENT_MOST) {
        return false;
      }
      if (verdict == Verdict.FITS && reasons.size() >= LEAST_TELLING) {
        result.add(new Match(t, reasons.size(), reasons, v.words));
      }
    }
    return true;
  }

  /** How a device's map may differ; looked at only if no template fits as it is. */
  private enum Variant {
    AS_IT_IS(0, false, ""),
    ONE_BEFORE(-1, false, "with every address one lower: its manual counts from 1"),
    ONE_BEHIND(1, false, "with every address one higher"),
    LOW_WORD_FIRST(0, true, "with the words of long numbers in the other order");

    private final int shift;
    private final boolean swapped;
    private final String words;

    Variant(int shift, boolean swapped, String words) {
      this.shift = shift;
      this.swapped = swapped;
      this.words = words;
    }

    private boolean possible(Placed p) {
      int first = p.address() + shift;
      return first >= 0 && first + p.point().registers() <= 0x10000;
    }

    private WordOrder order(Placed p) {
      WordOrder own = WordOrder.valueOf(p.point().order());
      if (!swapped) {
        return own;
      }
      return switch (own) {
        case ABCD -> WordOrder.CDAB;
        case CDAB -> WordOrder.ABCD;
        case BADC -> WordOrder.DCBA;
        case DCBA -> WordOrder.BADC;
      };
    }
  }

  private enum Verdict {
    FITS,
    DIFFERS,
    SILENT
  }

  private static Verdict compare(
      Asker asker, int unit, PileTemplate t, Variant v, List<String> reasons) throws IOException {
    for (TemplatePoint p : telling(t)) {
      Placed placed = Placed.of(t, p, unit, 1);
      if (!v.possible(placed)) {
        return Verdict.DIFFERS;
      }
      placed = new Placed(p, placed.unit(), placed.address() + v.shift);
      Reply reply = asker.ask(placed.read());
      if (!(reply instanceof Reply.Data data)) {
        boolean late = reply instanceof Reply.Failed f && f.kind() == Reply.Failed.Kind.TIMEOUT;
        return late ? Verdict.SILENT : Verdict.DIFFERS;
      }
      Optional<Object> value;
      try {
        value = PointCodec.decode(placed.codec(placed.table(), v.order(placed)), data.values());
      } catch (IllegalArgumentException notOfThisType) {
        return Verdict.DIFFERS;
      }
      if (value.isPresent()) {
        Optional<String> reason = reason(placed, value.get());
        if (reason.isEmpty()) {
          return Verdict.DIFFERS;
        }
        reason.filter(r -> !r.isBlank()).ifPresent(reasons::add);
      }
    }
    return Verdict.FITS;
  }

  private static List<TemplatePoint> telling(PileTemplate t) {
    return t.points().stream()
        .filter(TemplatePoint::readable)
        .filter(p -> ROLES.contains(p.role()))
        .sorted(Comparator.comparingInt(p -> ROLES.indexOf(p.role())))
        .limit(MOST)
        .toList();
  }

  /** Empty if the value cannot be of this product; blank if it could be of any. */
  private static Optional<String> reason(Placed p, Object value) {
    TemplatePoint point = p.point();
    String text = p.raw(value);
    if (!point.meanings().isEmpty()) {
      return Optional.ofNullable(point.meanings().get(text))
          .map(m -> point.name() + " " + text + " is " + m);
    }
    if (value instanceof String s) {
      boolean printed = s.length() >= 2 && s.chars().allMatch(c -> c >= ' ' && c <= '~');
      return s.isEmpty()
          ? Optional.of("")
          : printed ? Optional.of(point.name() + " is \"" + s + "\"") : Optional.empty();
    }
    if (!(value instanceof Number n)) {
      return Optional.of("");
    }
    double v = n.doubleValue();
    return switch (point.role()) {
      case "frequency" -> within(p, v, 45, 65, "Hz");
      case "voltage.l1" -> v == 0 ? Optional.of("") : within(p, v, 90, 290, "V");
      case "limit.hardware" -> within(p, v, 6, 1_000, "A");
      case "limit.min" -> within(p, v, 1, 32, "A");
      default -> Optional.of("");
    };
  }

  private static Optional<String> within(
      Placed p, double v, double least, double most, String unit) {
    return v >= least && v <= most
        ? Optional.of(p.point().name() + " is " + p.raw(v) + " " + unit)
        : Optional.empty();
  }
}
