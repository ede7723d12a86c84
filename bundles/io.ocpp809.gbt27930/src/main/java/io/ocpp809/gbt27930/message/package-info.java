/**
 * The messages of GB/T 27930, one record each: octets to records and back.
 *
 * <p>{@link io.ocpp809.gbt27930.message.Decoder} takes a frame or the octets of a finished
 * transport session and says in a {@link io.ocpp809.gbt27930.message.Decoded} what it is. A {@link
 * io.ocpp809.gbt27930.message.Message} becomes octets or a frame again by its {@code encode} and
 * {@code frame}. {@link io.ocpp809.gbt27930.message.Signals} finds each value by its name, such as
 * {@code BCS.soc}.
 *
 * <p>A value that is not available is an empty Optional or the last constant of its enum, never a
 * zero. Currents count in ampere into the vehicle: charging is positive here and negative on the
 * wire.
 */
package io.ocpp809.gbt27930.message;
