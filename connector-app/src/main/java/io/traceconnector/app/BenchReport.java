package io.traceconnector.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints what was measured, a JSON object or a table for each key.
 *
 * @param several whether each says whose key it is
 */
record BenchReport(PrintWriter out, boolean json, boolean several) {

    void add(BenchSubject subject, Map<String, Double> rates) {
        if (json) {
            out.println(JsonLines.MAPPER.writeValueAsString(object(subject, rates)));
        } else {
            table(subject, rates);
        }
        out.flush();
    }

    private ObjectNode object(BenchSubject subject, Map<String, Double> rates) {
        String serving = subject.serving().name();
        ObjectNode object = JsonLines.MAPPER.createObjectNode();
        if (several) {
            subject.owner().ifPresent(owner -> object.put("organisation", owner.toString()));
            object.put("key", subject.keyId());
        }
        object.put("provider", serving).put("opsPerSecond", rates.get(serving));
        ObjectNode providers = object.putObject("providers");
        rates.forEach(providers::put);
        return object;
    }

    private void table(BenchSubject subject, Map<String, Double> rates) {
        out.println(subject.owner().map(owner -> "organisation " + owner + ", ").orElse("") + "key " + subject.keyId());
        double serving = rates.getOrDefault(subject.serving().name(), Double.NaN);
        Table table = new Table(List.of("provider", "operations/s", "of the first", ""));
        rates.forEach((name, rate) -> table.add(List.of(
                name,
                String.format(Locale.ROOT, "%.1f", rate),
                String.format(Locale.ROOT, "%.2f", rate / serving),
                name.equals(subject.serving().name()) ? "serves" : "")));
        table.print(out);
    }
}
