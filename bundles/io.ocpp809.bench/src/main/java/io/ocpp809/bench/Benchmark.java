package io.ocpp809.bench;

import java.util.List;

/** Something that can be measured. */
interface Benchmark {

  /** The name by which it is chosen on the command line. */
  String name();

  /**
   * Measures.
   *
   * @param bench where it happens
   * @return the values
   * @throws Exception if something needed fails; its message says what
   */
  List<Measurement> run(Workbench bench) throws Exception;
}
