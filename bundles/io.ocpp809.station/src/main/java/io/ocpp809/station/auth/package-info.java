/** Who may charge: tokens, answers about them, and the CSMS behind a port. */
package io.ocpp809.station.auth;
