/**
 * What a charger and a vehicle are doing, as somebody sees it who only listens: phases, pauses,
 * stop and its cause, errors, what is missing, and a summary of each session.
 */
package io.ocpp809.gbt27930.session;
