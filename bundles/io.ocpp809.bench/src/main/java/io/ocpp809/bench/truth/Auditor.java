package io.ocpp809.bench.truth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the Calls that a CSMS has received, station by station and in their order, as an auditor
 * would: each start ended, nothing of a transaction before its start or behind its end, registers
 * and times that never run backwards, and all energy that the pile moved either billed once, or
 * told by the gateway itself as energy that nobody is billed for.
 *
 * <p>The numbers of transactions are those that the CSMS gave; starts of a station are matched with
 * them in order.
 */
public final class Auditor {

  private static final String REGISTER = "Energy.Active.Import.Register";

  private final Map<String, List<Integer>> given;
  private final Map<String, Double> unaccounted;
  private final Map<Integer, Book> books = new LinkedHashMap<>();
  private final Map<String, Integer> started = new LinkedHashMap<>();
  private final Map<String, Double> billed = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> disorder = new ArrayList<>();
  private int repeatedStarts;
  private int repeatedStops;
  private int repeatedValues;

  private static final class Book {
    private final String station;
    private final JsonObject start;
    private JsonObject stop;
    private final Set<JsonObject> values = new HashSet<>();
    private double register;
    private String at;

    private Book(String station, JsonObject start) {
      this.station = station;
      this.start = start;
      this.register = start.get("meterStart").getAsDouble();
      this.at = start.get("timestamp").getAsString();
    }
  }

  private Auditor(Map<String, List<Integer>> given, Map<String, Double> unaccounted) {
    this.given = given;
    this.unaccounted = unaccounted;
  }

  /**
   * Compares.
   *
   * @param calls what the stations sent, in the order of arrival
   * @param given by station, the transaction numbers that the CSMS gave, in their order
   * @param unaccounted by station, the energy of which the gateway itself has told that nobody is
   *     billed for it, in Wh
   * @param sessions what the piles counted
   * @return what came of it
   */
  public static Verdict audit(
      List<Call> calls,
      Map<String, List<Integer>> given,
      Map<String, Double> unaccounted,
      List<Session> sessions) {
    Auditor auditor = new Auditor(given, unaccounted);
    calls.forEach(auditor::read);
    return auditor.verdict(sessions);
  }

  private void read(Call call) {
    switch (call.action()) {
      case "StartTransaction" -> start(call);
      case "MeterValues" -> values(call);
      case "StopTransaction" -> stop(call);
      default -> {}
    }
  }

  private void start(Call call) {
    for (Book book : books.values()) {
      if (book.station.equals(call.station()) && book.start.equals(call.payload())) {
        repeatedStarts++;
        return;
      }
    }
    for (Map.Entry<Integer, Book> one : books.entrySet()) {
      Book book = one.getValue();
      boolean sameConnector =
          book.station.equals(call.station())
              && book.start.get("connectorId").equals(call.payload().get("connectorId"));
      if (sameConnector && book.stop == null) {
        disorder.add(call.station() + ": started before transaction " + one.getKey() + " ended");
      }
    }
    int nth = started.merge(call.station(), 1, Integer::sum);
    List<Integer> numbers = given.getOrDefault(call.station(), List.of());
    if (nth > numbers.size()) {
      lost.add(call.station() + ": start " + nth + " was given no number: " + call.payload());
      return;
    }
    books.put(numbers.get(nth - 1), new Book(call.station(), call.payload()));
  }

  private void values(Call call) {
    JsonElement number = call.payload().get("transactionId");
    if (number == null) {
      return;
    }
    Book book = books.get(number.getAsInt());
    if (book == null || !book.station.equals(call.station())) {
      lost.add(call.station() + ": values of an unknown transaction " + number);
    } else if (book.values.contains(call.payload())) {
      repeatedValues++;
    } else if (book.stop != null) {
      disorder.add(call.station() + ": values of transaction " + number + " after its end");
    } else {
      book.values.add(call.payload());
      for (JsonElement one : call.payload().getAsJsonArray("meterValue")) {
        JsonObject value = one.getAsJsonObject();
        advance(book, number, value.get("timestamp").getAsString(), register(value, book));
      }
    }
  }

  private static double register(JsonObject value, Book book) {
    for (JsonElement one : value.getAsJsonArray("sampledValue")) {
      JsonObject sample = one.getAsJsonObject();
      boolean energy =
          !sample.has("measurand") || sample.get("measurand").getAsString().equals(REGISTER);
      if (energy && !sample.has("phase")) {
        return sample.get("value").getAsDouble();
      }
    }
    return book.register;
  }

  private void advance(Book book, JsonElement number, String at, double register) {
    String where = book.station + ": transaction " + number;
    if (Instant.parse(at).isBefore(Instant.parse(book.at))) {
      disorder.add(where + ": time runs backwards from " + book.at + " to " + at);
    }
    // meterStart and meterStop are whole Wh, values between them are not.
    if (register < Math.floor(book.register)) {
      disorder.add(where + ": register runs backwards from " + book.register + " to " + register);
    }
    book.at = at;
    book.register = Math.max(book.register, register);
  }

  private void stop(Call call) {
    JsonElement number = call.payload().get("transactionId");
    Book book = books.get(number.getAsInt());
    if (book == null || !book.station.equals(call.station())) {
      lost.add(call.station() + ": end of an unknown transaction " + number);
    } else if (call.payload().equals(book.stop)) {
      repeatedStops++;
    } else if (book.stop != null) {
      disorder.add(call.station() + ": transaction " + number + " ended twice, differently");
    } else {
      double register = call.payload().get("meterStop").getAsDouble();
      advance(book, number, call.payload().get("timestamp").getAsString(), register);
      book.stop = call.payload();
      double energy = register - book.start.get("meterStart").getAsDouble();
      billed.merge(call.station(), energy, Double::sum);
    }
  }

  private Verdict verdict(List<Session> sessions) {
    books.forEach(
        (number, book) -> {
          if (book.stop == null) {
            lost.add(book.station + ": transaction " + number + " has no end");
          }
        });
    given.forEach(
        (station, numbers) -> {
          int missing = numbers.size() - started.getOrDefault(station, 0);
          if (missing > 0) {
            lost.add(station + ": " + missing + " numbers were given without a start");
          }
        });
    Map<String, Double> difference = new LinkedHashMap<>(billed);
    unaccounted.forEach((station, wh) -> difference.merge(station, wh, Double::sum));
    sessions.forEach(s -> difference.merge(s.station(), -s.movedWh(), Double::sum));
    return new Verdict(
        difference,
        unaccounted,
        billed.values().stream().mapToDouble(Double::doubleValue).sum(),
        books.size(),
        List.copyOf(lost),
        List.copyOf(disorder),
        repeatedStarts,
        repeatedStops,
        repeatedValues);
  }
}
