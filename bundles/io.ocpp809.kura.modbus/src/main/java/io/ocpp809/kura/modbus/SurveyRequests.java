package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.Decodings;
import io.ocpp809.modbus.survey.Findings;
import io.ocpp809.modbus.survey.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.eclipse.kura.cloudconnection.request.RequestHandlerMessageConstants;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraResponsePayload;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commissioning by remote request, application {@code OCPP809-MODBUS}. Nothing is written to a
 * device.
 *
 * <ul>
 *   <li>{@code GET drivers}: names of the active drivers
 *   <li>{@code EXEC scan/DRIVER} with the metrics {@code units} (1-10) and {@code all} (false):
 *       begins a scan
 *   <li>{@code EXEC listen/DRIVER} with the metric {@code seconds} (30): begins to listen
 *   <li>{@code GET survey/DRIVER}: how it stands, and what it has found
 *   <li>{@code DEL survey/DRIVER}: stops it; nothing more is sent
 *   <li>{@code GET trace/DRIVER}: the last frames of the driver's line
 *   <li>{@code GET read/DRIVER/UNIT/TABLE/ADDRESS[/COUNT]}: reads over the driver's line, in turn
 *       with its polls
 * </ul>
 *
 * <p>The answer is JSON in the body. Scanning and listening are refused while an asset uses the
 * line, and so while a transaction runs at one of its piles.
 */
@Component(
    name = "io.ocpp809.kura.modbus.survey",
    immediate = true,
    service = {})
public final class SurveyRequests implements RequestHandler {
  static final String APPLICATION = "OCPP809-MODBUS";
  private static final Logger LOG = LoggerFactory.getLogger(SurveyRequests.class);

  private final Map<String, Survey> surveys = new HashMap<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindRegistry")
  void bindRegistry(RequestHandlerRegistry registry) {
    try {
      registry.registerRequestHandler(APPLICATION, this);
    } catch (KuraException e) {
      LOG.warn("Remote requests {} are not possible: {}", APPLICATION, e.getMessage());
    }
  }

  void unbindRegistry(RequestHandlerRegistry registry) {
    try {
      registry.unregister(APPLICATION);
    } catch (KuraException e) {
      LOG.debug("{} could not be unregistered", APPLICATION, e);
    }
  }

  @Deactivate
  synchronized void deactivate() {
    surveys.values().forEach(Survey::stop);
    surveys.clear();
  }

  @Override
  public KuraMessage doExec(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    List<String> path = path(message);
    String what = path.isEmpty() ? "" : path.get(0);
    if (path.size() != 2 || !what.equals("scan") && !what.equals("listen")) {
      throw wrong("EXEC takes scan/DRIVER or listen/DRIVER");
    }
    ModbusDriver driver = driver(path.get(1));
    DriverOptions options =
        driver.line().options().orElseThrow(() -> wrong("the driver's form is wrong"));
    Survey survey =
        what.equals("scan")
            ? scan(options, message)
            : Survey.listen(options.line(), seconds(message));
    begin(path.get(1), driver, survey);
    return answer(survey.status());
  }

  private static Survey scan(DriverOptions options, KuraMessage message) throws KuraException {
    String units = metric(message, "units", "1-10");
    if (!units.matches("\\d{1,3}-\\d{1,3}")) {
      throw wrong("units: a range such as 1-10, not " + units);
    }
    String[] ends = units.split("-");
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[1]);
    if (first > last || last > 255) {
      throw wrong("units: 0 to 255, the lower one first, not " + units);
    }
    boolean all = metric(message, "all", "false").equalsIgnoreCase("true");
    return Survey.scan(options.line(), first, last, all);
  }

  private static int seconds(KuraMessage message) throws KuraException {
    return number("seconds", metric(message, "seconds", "30"), 1, 3_600);
  }

  private synchronized void begin(String pid, ModbusDriver driver, Survey survey)
      throws KuraException {
    Optional<String> refused = driver.line().lend();
    if (refused.isPresent()) {
      throw wrong(refused.get());
    }
    surveys.put(pid, survey);
    Thread thread =
        new Thread(
            () -> {
              try {
                survey.run();
              } finally {
                driver.line().takeBack();
              }
            },
            "ocpp809-modbus-survey");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public KuraMessage doGet(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    List<String> path = path(message);
    String what = path.isEmpty() ? "" : path.get(0);
    if (what.equals("drivers") && path.size() == 1) {
      return answer(Map.of("drivers", DriverDirectory.instance().names()));
    }
    if (what.equals("survey") && path.size() == 2) {
      return answer(survey(path.get(1)).status());
    }
    if (what.equals("read") && (path.size() == 5 || path.size() == 6)) {
      return answer(read(path));
    }
    if (what.equals("trace") && path.size() == 2) {
      return answer(trace(driver(path.get(1))));
    }
    throw wrong(
        "GET takes drivers, survey/DRIVER, trace/DRIVER or read/DRIVER/UNIT/TABLE/ADDRESS[/COUNT]");
  }

  @Override
  public KuraMessage doDel(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    List<String> path = path(message);
    if (path.size() != 2 || !path.get(0).equals("survey")) {
      throw wrong("DEL takes survey/DRIVER");
    }
    Survey survey = survey(path.get(1));
    survey.stop();
    return answer(survey.status());
  }

  private static Map<String, Object> read(List<String> path) throws KuraException {
    ModbusDriver driver = driver(path.get(1));
    Table table = table(path.get(3));
    int unit = number("UNIT", path.get(2), 0, 255);
    int address = number("ADDRESS", path.get(4), 0, 65_535);
    int most = Math.min(table.mostPerRead(), 65_536 - address);
    int count = path.size() == 6 ? number("COUNT", path.get(5), 1, most) : 1;
    Request.Read request = new Request.Read(unit, table, address, count);
    String endpoint = driver.line().options().map(o -> o.line().endpoint()).orElse("");
    Reply reply = driver.line().ask(request);
    if (!(reply instanceof Reply.Data data)) {
      return Findings.of(request, reply.fault(), endpoint);
    }
    List<Decodings.Decoding> decoded =
        table.registers()
            ? Decodings.of(data.values(), Optional.empty(), Optional.empty())
            : List.of();
    return Findings.of(request, data.values(), decoded, endpoint);
  }

  private static Map<String, Object> trace(ModbusDriver driver) throws KuraException {
    Line line =
        driver
            .line()
            .session()
            .map(DriverSession::line)
            .orElseThrow(() -> wrong("the driver has no line; see its form"));
    if (!line.trace().on()) {
      throw wrong("nothing is kept; set trace in the driver's form to true, and ask again later");
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("endpoint", driver.line().options().map(o -> o.line().endpoint()).orElse(""));
    found.put("frames", Counters.trace(line));
    return found;
  }

  private static Table table(String text) throws KuraException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "hr", "holding" -> Table.HOLDING;
      case "ir", "input" -> Table.INPUT;
      case "co", "coil" -> Table.COIL;
      case "di", "discrete" -> Table.DISCRETE;
      default -> throw wrong("TABLE: hr, ir, co or di, not " + text);
    };
  }

  private static ModbusDriver driver(String pid) throws KuraException {
    return DriverDirectory.instance()
        .named(pid)
        .orElseThrow(
            () ->
                new KuraException(
                    KuraErrorCode.NOT_FOUND,
                    "driver "
                        + pid
                        + "; there are "
                        + String.join(", ", DriverDirectory.instance().names())));
  }

  private synchronized Survey survey(String pid) throws KuraException {
    Survey survey = surveys.get(pid);
    if (survey == null) {
      throw new KuraException(
          KuraErrorCode.NOT_FOUND, "nothing was begun at " + pid + "; begin with EXEC scan/" + pid);
    }
    return survey;
  }

  private static List<String> path(KuraMessage message) {
    Object args = message.getProperties().get(RequestHandlerMessageConstants.ARGS_KEY.value());
    return args instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static String metric(KuraMessage message, String name, String otherwise) {
    Object value = message.getPayload() == null ? null : message.getPayload().getMetric(name);
    return value == null ? otherwise : String.valueOf(value);
  }

  private static int number(String name, String text, int least, int most) throws KuraException {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(name + ": a whole number is needed, not " + text);
    }
    throw wrong(name + ": " + least + " to " + most + ", not " + text);
  }

  private static KuraException wrong(String what) {
    return new KuraException(KuraErrorCode.BAD_REQUEST, what);
  }

  private static KuraMessage answer(Map<String, Object> body) {
    KuraResponsePayload payload = new KuraResponsePayload(KuraResponsePayload.RESPONSE_CODE_OK);
    payload.setBody(JsonText.of(body).getBytes(StandardCharsets.UTF_8));
    return new KuraMessage(payload);
  }
}
