package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialSettings;
import io.ocpp809.serial.SerialSettings.Parity;
import io.ocpp809.serial.SerialSettings.Rs485;
import io.ocpp809.testkit.modbus.ModbusServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver on a real terminal whose other end is a simulated RTU device. */
class SerialDriverTest {
  private final Registers registers = new Registers();
  private final ModbusDriver driver = new ModbusDriver();
  @TempDir Path folder;
  private ModbusServer server;
  private Process socat;
  private Path port;

  @BeforeEach
  void connectTerminal() throws Exception {
    Path program = Path.of("/usr/bin/socat");
    assumeTrue(Files.isExecutable(program), "socat is installed, which makes a serial port");
    server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(3, registers));
    port = folder.resolve("tty");
    socat =
        new ProcessBuilder(
                program.toString(), "pty,raw,echo=0,link=" + port, "tcp:127.0.0.1:" + server.port())
            .redirectErrorStream(true)
            .start();
    long end = System.nanoTime() + 120_000_000_000L;
    while (!Files.exists(port)) {
      assertTrue(System.nanoTime() < end, "no serial port within 120 s");
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void disconnectTerminal() throws Exception {
    driver.deactivate();
    if (socat != null) {
      socat.destroy();
      assertTrue(socat.waitFor(120, TimeUnit.SECONDS));
      server.close();
    }
  }

  private ChannelRecord read(int baud) {
    Map<String, Object> p =
        Map.of("transport", "RTU", "device", port.toString(), "parity", "NONE", "baud", baud);
    driver.modified(p);
    ChannelRecord r = ChannelRecord.createReadRecord("energy", DataType.LONG);
    r.setChannelConfig(
        new HashMap<>(Map.of("unit", "3", "data.type", "UINT32", "address", "4", "poll", "NEVER")));
    driver.read(List.of(r));
    return r;
  }

  @Test
  void aUnitOnASerialLineIsRead() {
    registers.values[5] = 4711;
    ChannelRecord r = read(9600);
    assertEquals(
        ChannelFlag.SUCCESS,
        r.getChannelStatus().getChannelFlag(),
        r.getChannelStatus().getExceptionMessage());
    assertEquals(4711L, r.getValue().getValue());
  }

  @Test
  void aPortThatAnotherUsesIsReportedWithItsUser() throws Exception {
    SerialSettings settings =
        new SerialSettings(port.toString(), 9600, Parity.NONE, 1, Rs485.AUTOMATIC);
    SerialLine other = SerialLine.open(settings, "the meter reader");
    try {
      String message = read(9600).getChannelStatus().getExceptionMessage();
      assertTrue(message.contains("in use by the meter reader"), message);
    } finally {
      other.close();
    }
  }
}
