package io.ocpp809.template;

/**
 * A setting of the pile without which it cannot be controlled.
 *
 * @param point point to read; empty if it cannot be read
 * @param expected value that it must have
 * @param advice what to do otherwise
 */
public record Prerequisite(String point, String expected, String advice) {}
