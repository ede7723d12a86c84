package io.ocpp809.bench;

import java.nio.file.Path;
import java.util.List;

/** Something that can be measured. */
interface Benchmark {

  /** The name by which it is chosen on the command line. */
  String name();

  /**
   * Measures.
   *
   * @param root the project's root folder, built
   * @param scratch an empty folder, deleted afterwards
   * @return the values
   * @throws Exception if something needed fails; its message says what
   */
  List<Measurement> run(Path root, Path scratch) throws Exception;
}
