package io.ocpp809.gbt27930.message;

/** The editions of GB/T 27930 that are understood; they differ in lengths and in some bits. */
public enum Edition {
  /** GB/T 27930-2011, protocol version V1.0: no CHM and BHM, shorter CML, CCS, CSD and BRM. */
  Y2011,
  /** GB/T 27930-2015, protocol version V1.1. */
  Y2015
}
