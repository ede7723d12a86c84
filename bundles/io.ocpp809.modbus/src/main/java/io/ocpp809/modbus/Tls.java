package io.ocpp809.modbus;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How connections of a line are secured (Modbus/TCP Security, MB-TCP-Security v2.1: TLS 1.2 or
 * later on port 802 as a rule).
 *
 * @param context whom to trust and what key to show; asked before each connection, so that renewed
 *     certificates count from the next one on. May throw IllegalArgumentException naming the
 *     attribute that is wrong
 * @param checkName whether the host must stand in the device's certificate
 */
public record Tls(Supplier<SSLContext> context, boolean checkName) {

  /**
   * An engine for one connection.
   *
   * @throws IllegalArgumentException if keys or trust cannot be used
   */
  SSLEngine engine(String host, int port) {
    SSLEngine engine = context.get().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    if (checkName) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    engine.setSSLParameters(parameters);
    return engine;
  }
}
