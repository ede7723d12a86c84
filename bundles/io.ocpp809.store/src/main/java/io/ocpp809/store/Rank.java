package io.ocpp809.store;

/** What becomes of a record when its log is full. */
public enum Rank {
  /** It stays until all readers have acknowledged it; a full log refuses new ones instead. */
  KEPT,
  /** It gives way: the oldest of them are dropped to make room, and counted. */
  GIVES_WAY
}
