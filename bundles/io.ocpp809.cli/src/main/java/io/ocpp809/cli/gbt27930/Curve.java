package io.ocpp809.cli.gbt27930;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A value over time in bounded memory: the time is cut into equal buckets, each of which keeps its
 * first, least, greatest and last value. When the buckets are full their width doubles, so that
 * hours take no more room than seconds and no peak is lost.
 */
final class Curve {
  private static final int BUCKETS = 1024;
  private static final double FIRST_WIDTH_SECONDS = 0.05;

  /** A point of the curve; {@code begins} if the line is interrupted before it. */
  record Point(double seconds, double value, boolean begins) {}

  private final double gapSeconds;
  private final double[] first = new double[BUCKETS];
  private final double[] least = new double[BUCKETS];
  private final double[] most = new double[BUCKETS];
  private final double[] last = new double[BUCKETS];
  private final boolean[] begins = new boolean[BUCKETS];
  private final boolean[] used = new boolean[BUCKETS];
  private double width = FIRST_WIDTH_SECONDS;
  private double latest = Double.NEGATIVE_INFINITY;

  /**
   * An empty curve.
   *
   * @param gapSeconds without a value for longer the line is interrupted
   */
  Curve(double gapSeconds) {
    this.gapSeconds = gapSeconds;
  }

  /**
   * Takes a value in.
   *
   * @param seconds when, since the start of the recording; 0 or more
   * @param value what; not a number is no value
   */
  void add(double seconds, double value) {
    if (Double.isNaN(value) || seconds < 0) {
      return;
    }
    while (seconds / width >= BUCKETS) {
      halve();
    }
    int i = (int) (seconds / width);
    boolean afterGap = seconds - latest > gapSeconds;
    latest = Math.max(latest, seconds);
    if (!used[i]) {
      used[i] = true;
      first[i] = value;
      least[i] = value;
      most[i] = value;
      begins[i] = afterGap;
    }
    least[i] = Math.min(least[i], value);
    most[i] = Math.max(most[i], value);
    last[i] = value;
  }

  private void halve() {
    for (int i = 0; i < BUCKETS / 2; i++) {
      merge(2 * i, 2 * i + 1, i);
    }
    Arrays.fill(used, BUCKETS / 2, BUCKETS, false);
    width *= 2;
  }

  private void merge(int a, int b, int into) {
    boolean any = used[a] || used[b];
    int from = used[a] ? a : b;
    int to = used[b] ? b : a;
    double lower = Math.min(least[from], least[to]);
    double upper = Math.max(most[from], most[to]);
    first[into] = first[from];
    last[into] = last[to];
    begins[into] = begins[from];
    least[into] = lower;
    most[into] = upper;
    used[into] = any;
  }

  /** Whether nothing was taken in. */
  boolean isEmpty() {
    return latest == Double.NEGATIVE_INFINITY;
  }

  /** The least value; not a number if there is none. */
  double least() {
    return points().stream().mapToDouble(Point::value).min().orElse(Double.NaN);
  }

  /** The greatest value; not a number if there is none. */
  double most() {
    return points().stream().mapToDouble(Point::value).max().orElse(Double.NaN);
  }

  /** What is to be drawn, in the order of time. */
  List<Point> points() {
    List<Point> result = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      if (!used[i]) {
        continue;
      }
      double at = i * width;
      result.add(new Point(at, first[i], begins[i]));
      if (least[i] < most[i]) {
        result.add(new Point(at + width / 4, least[i], false));
        result.add(new Point(at + width / 2, most[i], false));
        result.add(new Point(at + width * 3 / 4, last[i], false));
      }
    }
    return result;
  }
}
