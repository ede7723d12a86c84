package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Message;

/**
 * The message of a kind that was heard last.
 *
 * @param message its values
 * @param nanos when it was heard
 */
public record Latest(Message message, long nanos) {}
