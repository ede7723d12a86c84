package io.ocpp809.template;

/**
 * How the product is reached as delivered.
 *
 * @param tcp whether it speaks Modbus TCP
 * @param rtu whether it speaks Modbus RTU
 * @param unit Modbus unit
 * @param port TCP port
 * @param baud bits per second
 * @param parity NONE, EVEN or ODD
 * @param stopBits 1 or 2
 * @param gapMillis least pause between two requests, ms
 * @param connections how many clients it takes at a time; 0 for any
 */
public record TransportDefaults(
    boolean tcp,
    boolean rtu,
    int unit,
    int port,
    int baud,
    String parity,
    int stopBits,
    int gapMillis,
    int connections) {}
