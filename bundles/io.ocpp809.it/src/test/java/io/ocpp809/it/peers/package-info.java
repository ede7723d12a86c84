/**
 * What stands outside the framework: backend, broker, log. The framework exports this package from
 * outside, so that a test within it commands its peers by plain calls and reaches them by sockets.
 */
package io.ocpp809.it.peers;
