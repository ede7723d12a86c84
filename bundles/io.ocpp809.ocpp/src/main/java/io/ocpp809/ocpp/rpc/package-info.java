/** The conversation of OCPP-J: calls and answers, one open call each way, without any I/O. */
package io.ocpp809.ocpp.rpc;
