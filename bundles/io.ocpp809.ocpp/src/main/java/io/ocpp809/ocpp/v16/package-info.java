/** OCPP 1.6: messages, configuration keys, and the station's side of the conversation. */
package io.ocpp809.ocpp.v16;
