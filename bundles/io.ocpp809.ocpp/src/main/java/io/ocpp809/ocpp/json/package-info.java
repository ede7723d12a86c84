/** JSON of OCPP: records to and from text, strictly. */
package io.ocpp809.ocpp.json;
