package io.ocpp809.kura.station;

import io.ocpp809.template.workbench.ChannelLearner;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
 * Commissioning of a configured pile by remote request, application {@code OCPP809-PILE}. It looks
 * at what the station reads of the pile anyway: nothing more is sent to it, and nothing is written.
 *
 * <ul>
 *   <li>{@code GET evses}: names of the configured EVSEs
 *   <li>{@code GET test/EVSE}: every channel with its value, meaning and age; state, settings that
 *       stand in the way, and the connector's state that the pile alone would mean
 *   <li>{@code EXEC learn/EVSE/STEP}: this has been done; what is seen in the next six seconds
 *       belongs to it. The first step begins to learn
 *   <li>{@code GET learn/EVSE}: what follows so far
 *   <li>{@code DEL learn/EVSE}: ends it
 * </ul>
 *
 * <p>The answer is JSON in the body.
 */
@Component(
    name = "io.ocpp809.kura.station.pile.requests",
    immediate = true,
    service = {})
public final class PileRequests implements RequestHandler {
  static final String APPLICATION = "OCPP809-PILE";
  private static final Logger LOG = LoggerFactory.getLogger(PileRequests.class);
  private static final long SAMPLE_MILLIS = 1_000;

  private final Map<String, Lesson> lessons = new HashMap<>();

  private record Lesson(ChannelLearner learner, ScheduledFuture<?> timer) {}

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
    lessons.values().forEach(l -> l.timer().cancel(false));
    lessons.clear();
  }

  @Override
  public KuraMessage doGet(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    List<String> path = path(message);
    String what = path.isEmpty() ? "" : path.get(0);
    if (what.equals("evses") && path.size() == 1) {
      return answer(Map.of("evses", EvseDirectory.instance().names()));
    }
    if (what.equals("test") && path.size() == 2) {
      return answer(look(keeper(path.get(1))).findings());
    }
    if (what.equals("learn") && path.size() == 2) {
      synchronized (this) {
        return answer(lesson(path.get(1)).learner().findings());
      }
    }
    throw wrong("GET takes evses, test/EVSE or learn/EVSE");
  }

  @Override
  public synchronized KuraMessage doExec(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    List<String> path = path(message);
    if (path.size() != 3 || !path.get(0).equals("learn")) {
      throw wrong("EXEC takes learn/EVSE/STEP");
    }
    String pid = path.get(1);
    EvseKeeper keeper = keeper(pid);
    PileLook look = look(keeper);
    Lesson lesson = lessons.get(pid);
    ChannelLearner learner =
        lesson == null ? new ChannelLearner(look.template()) : lesson.learner();
    try {
      learner.step(path.get(2));
    } catch (IllegalArgumentException e) {
      throw wrong("STEP: " + e.getMessage());
    }
    learner.sample(look.values());
    if (lesson == null) {
      ScheduledFuture<?> timer =
          keeper
              .scheduler()
              .scheduleAtFixedRate(
                  () -> sample(pid, keeper), SAMPLE_MILLIS, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
      lessons.put(pid, new Lesson(learner, timer));
    }
    return answer(learner.findings());
  }

  private synchronized void sample(String pid, EvseKeeper keeper) {
    Lesson lesson = lessons.get(pid);
    Optional<PileLook> look = keeper.look();
    if (lesson != null && look.isPresent()) {
      lesson.learner().sample(look.get().values());
    }
  }

  @Override
  public synchronized KuraMessage doDel(RequestHandlerContext context, KuraMessage message)
      throws KuraException {
    List<String> path = path(message);
    if (path.size() != 2 || !path.get(0).equals("learn")) {
      throw wrong("DEL takes learn/EVSE");
    }
    Lesson lesson = lesson(path.get(1));
    lesson.timer().cancel(false);
    lessons.remove(path.get(1));
    return answer(lesson.learner().findings());
  }

  private Lesson lesson(String pid) throws KuraException {
    Lesson lesson = lessons.get(pid);
    if (lesson == null) {
      throw new KuraException(
          KuraErrorCode.NOT_FOUND,
          "nothing is learnt of " + pid + "; begin with EXEC learn/" + pid + "/unplugged");
    }
    return lesson;
  }

  private static EvseKeeper keeper(String pid) throws KuraException {
    return EvseDirectory.instance()
        .named(pid)
        .orElseThrow(
            () ->
                new KuraException(
                    KuraErrorCode.NOT_FOUND,
                    "EVSE "
                        + pid
                        + "; there are "
                        + String.join(", ", EvseDirectory.instance().names())));
  }

  private static PileLook look(EvseKeeper keeper) throws KuraException {
    return keeper
        .look()
        .orElseThrow(
            () ->
                wrong(
                    "the EVSE does not work yet: "
                        + (keeper.said().isEmpty()
                            ? "its asset is not there"
                            : String.join("; ", keeper.said().values()))));
  }

  private static List<String> path(KuraMessage message) {
    Object args = message.getProperties().get(RequestHandlerMessageConstants.ARGS_KEY.value());
    return args instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static KuraException wrong(String what) {
    return new KuraException(KuraErrorCode.BAD_REQUEST, what);
  }

  private static KuraMessage answer(Map<String, Object> body) {
    KuraResponsePayload payload = new KuraResponsePayload(KuraResponsePayload.RESPONSE_CODE_OK);
    payload.setBody(
        ChannelLearner.json(new LinkedHashMap<>(body)).getBytes(StandardCharsets.UTF_8));
    return new KuraMessage(payload);
  }
}
