package io.traceconnector.sandbox.faults;

import io.traceconnector.sandbox.http.Answers;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.http.ApiHandler;
import io.traceconnector.sandbox.http.Requests;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The switches: {@code GET} lists what is on and what there is; {@code PUT} of {@code {name,rate,count,seed,millis}}, or on {@code /name} without it,
 * switches on; {@code DELETE} switches off, all or {@code /name}. Every answer is the list.
 */
public final class FaultsApi implements ApiHandler.Route {

    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final int DEFAULT_MILLIS = 1_000;
    private static final Set<String> MEMBERS = Set.of("name", "rate", "count", "seed", "millis");

    private final Faults faults;

    public FaultsApi(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(HttpServerExchange exchange) throws IOException {
        String path = exchange.getRelativePath().replaceFirst("^/", "");
        Optional<FaultName> name = path.isEmpty() ? Optional.empty() : Optional.of(name(path));
        switch (exchange.getRequestMethod().toString()) {
            case "GET" -> {}
            case "PUT" -> faults.switchOn(fault(name, Requests.json(exchange, MOST_BODY_BYTES, Map.class)));
            case "DELETE" -> name.ifPresentOrElse(faults::switchOff, faults::switchAllOff);
            default -> throw new ApiException(405, "faults take GET, PUT and DELETE");
        }
        Answers.json(exchange, 200, list());
    }

    private static Fault fault(Optional<FaultName> named, Map<?, ?> body) {
        body.keySet().forEach(member -> {
            if (!MEMBERS.contains(String.valueOf(member))) {
                throw ApiException.badRequest(
                        "unknown member " + member + "; a fault has name, rate, count, seed, millis");
            }
        });
        FaultName name = body.get("name") instanceof String text
                ? name(text)
                : named.orElseThrow(() -> ApiException.badRequest("a fault needs a name: " + names()));
        if (!named.orElse(name).equals(name)) {
            throw ApiException.badRequest("the path and the body name different faults");
        }
        BigDecimal random = BigDecimal.valueOf(ThreadLocalRandom.current().nextInt());
        try {
            return new Fault(
                    name,
                    number(body, "rate").orElse(BigDecimal.ONE).doubleValue(),
                    number(body, "count").map(BigDecimal::intValueExact),
                    number(body, "seed").orElse(random).longValueExact(),
                    number(body, "millis")
                            .orElse(BigDecimal.valueOf(DEFAULT_MILLIS))
                            .intValueExact());
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        } catch (ArithmeticException e) {
            throw ApiException.badRequest("count, seed and millis must be whole numbers");
        }
    }

    private static Optional<BigDecimal> number(Map<?, ?> body, String member) {
        @Nullable Object value = body.get(member);
        if (value != null && !(value instanceof Number)) {
            throw ApiException.badRequest(member + " must be a number");
        }
        return Optional.ofNullable(value).map(number -> new BigDecimal(number.toString()));
    }

    private static FaultName name(String text) {
        return FaultName.of(text)
                .orElseThrow(() -> ApiException.badRequest("there is no such fault; there are: " + names()));
    }

    private static String names() {
        return Arrays.stream(FaultName.values()).map(FaultName::code).collect(Collectors.joining(", "));
    }

    private ObjectNode list() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode on = list.putArray("on");
        for (Faults.Switched switched : faults.switchedOn()) {
            Fault fault = switched.fault();
            ObjectNode shown = on.addObject()
                    .put("name", fault.name().code())
                    .put("rate", fault.rate())
                    .put("seed", fault.seed())
                    .put("struck", switched.struck());
            fault.count().ifPresent(count -> shown.put("count", count));
            if (fault.name() == FaultName.LATENCY) {
                shown.put("millis", fault.millis());
            }
        }
        ArrayNode names = list.putArray("names");
        for (FaultName name : FaultName.values()) {
            names.addObject()
                    .put("name", name.code())
                    .put("rateCounts", name.unit().name().toLowerCase(java.util.Locale.ROOT));
        }
        return list;
    }
}
