/** A CSMS made of the library of ChargeTime.eu; loaded apart from everything else. */
package io.ocpp809.it.chargetime;
