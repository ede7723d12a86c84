package io.ocpp809.mqtt;

/**
 * How a mirror stands.
 *
 * @param connected whether the broker has let it in
 * @param detail in words for the operator
 * @param delivered messages that reached the broker since the start
 * @param waiting messages that wait or are on their way
 * @param lost messages dropped since the start because too many waited
 */
public record MirrorStatus(
    boolean connected, String detail, long delivered, int waiting, long lost) {}
