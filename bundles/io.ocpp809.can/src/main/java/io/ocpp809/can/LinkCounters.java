package io.ocpp809.can;

/**
 * What a link has counted since it was made.
 *
 * @param heard frames given to the listener
 * @param sent frames sent; 0 of a link that only listens
 * @param lost frames that came and could not be taken, as the kernel or the adapter counts them
 * @param busErrors errors on the bus: error frames, and an adapter's reports of errors
 * @param malformed what came and was no frame: broken lines of a log, octets out of form
 * @param opened how often the link was opened; 1 without any loss
 */
public record LinkCounters(
    long heard, long sent, long lost, long busErrors, long malformed, long opened) {
  /** Nothing counted. */
  public static final LinkCounters NONE = new LinkCounters(0, 0, 0, 0, 0, 0);
}
