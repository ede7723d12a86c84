package io.ocpp809.bench;

import io.ocpp809.bench.gbt27930.CodecFuzz;
import io.ocpp809.bench.gbt27930.CodecRun;
import io.ocpp809.bench.gbt27930.ObserverFuzz;
import io.ocpp809.bench.gbt27930.ObserverRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** GB/T 27930 by itself, without a gateway and without a bus, on one thread. */
final class Gbt27930Benchmark implements Benchmark {
  private static final double SECONDS = 2;
  private static final long FUZZED = Long.getLong("ocpp809.bench.gbt27930.fuzz", 100_000_000L);

  @Override
  public String name() {
    return "gbt27930";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    List<Measurement> values = new ArrayList<>();
    ObserverRun.Outcome observer = new ObserverRun().run();
    values.add(new Measurement("gbt27930.observer", observer.seconds(), "s", 1));
    values.add(new Measurement("gbt27930.observer.wrong", observer.wrong(), "events", 0));
    bench.notes().accept(observer.words());
    CodecRun.Outcome codec = new CodecRun(27930).run(SECONDS);
    values.add(
        Measurement.atLeast("gbt27930.codec", codec.framesPerSecond(), "frames/s", 1_000_000));
    values.add(new Measurement("gbt27930.codec.allocation", codec.bytesPerFrame(), "B/frame", 200));
    values.add(
        new Measurement("gbt27930.codec.unread", codec.frames() - codec.messages(), "frames", 0));
    bench
        .notes()
        .accept(
            String.format(
                Locale.ROOT,
                "%d frames read, %.0f octets allocated for each",
                codec.frames(),
                codec.bytesPerFrame()));
    CodecFuzz.Outcome fuzz = new CodecFuzz(27930).run(FUZZED);
    values.add(new Measurement("gbt27930.fuzz.codec", fuzz.wrong(), "frames", 0));
    values.add(new Measurement("gbt27930.fuzz.codec.growth", fuzz.megabytes(), "MB", 2));
    bench.notes().accept(fuzz.words());
    ObserverFuzz.Outcome told = new ObserverFuzz(27930).run(FUZZED);
    values.add(new Measurement("gbt27930.fuzz.observer", told.wrong(), "frames", 0));
    values.add(new Measurement("gbt27930.fuzz.observer.ends", told.falseEnds(), "frames", 0));
    values.add(new Measurement("gbt27930.fuzz.observer.growth", told.megabytes(), "MB", 2));
    bench.notes().accept(told.words());
    return values;
  }
}
