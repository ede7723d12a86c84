/**
 * The peers' process: simulated piles, a CSMS and a broker around the gateway, and what is measured
 * from outside of it.
 */
package io.ocpp809.bench.peers;
