package io.traceconnector.app;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.decrypt.LinkKeys;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.app.trace.Workflow;
import io.traceconnector.chainscript.Algorithms;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "plan",
        description = {
            "Says which workflows, and how many links of each, nobody could read any more without a decryption key.",
            "Reads all links of our workflows from Trace; opens none. Exit code 0 where nothing would become unreadable,",
            "1 where something would, or where Trace did not give every link."
        },
        mixinStandardHelpOptions = true)
final class KeysPlanCommand implements Callable<Integer> {

    private static final int SHORTEST_ID = 8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--remove",
            paramLabel = "KEY",
            description = {
                "A key that is to be removed: the first 8 or more digits of its id, or a PEM file of either half.",
                "May be repeated: then all of them together. Left out: each configured key by itself."
            })
    private List<String> removed = new ArrayList<>();

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        ConnectorConfig config = Settings.read(options.source()).connector();
        try (KeysAndTrace open = KeysAndTrace.open(config)) {
            List<Row> rows = new ArrayList<>();
            Map<OrganisationId, Set<KeyId>> keys = open.decryptionKeys();
            List<Set<KeyId>> removals = removals(keys);
            LinkKeys readers =
                    new LinkKeys(Algorithms.platform(), config.decrypt().unwrapDeadline());
            for (Map.Entry<OrganisationId, Set<KeyId>> ours : keys.entrySet()) {
                for (Workflow workflow : open.links().workflows(ours.getKey())) {
                    KeyPlan plan = new KeyPlan(readers, ours.getValue(), removals);
                    LinkScan.Read read =
                            new LinkScan(open.links()).read(ours.getKey(), workflow, (id, link) -> plan.count(link));
                    plan.unreadable().forEach((removal, count) -> {
                        if (removal.stream().anyMatch(ours.getValue()::contains)) {
                            rows.add(new Row(ours.getKey(), workflow, removal, read, plan.forUs(), count));
                        }
                    });
                }
            }
            print(rows, new DrillLog(config.data().directory()));
            return rows.stream()
                            .allMatch(row -> row.unreadable() == 0 && row.read().complete())
                    ? 0
                    : 1;
        } catch (TraceException e) {
            throw CommandException.failed("Trace did not give all links, so nothing is known: " + e.getMessage());
        }
    }

    /** @param keys that are removed */
    private record Row(
            OrganisationId organisation,
            Workflow workflow,
            Set<KeyId> keys,
            LinkScan.Read read,
            long forUs,
            long unreadable) {}

    private List<Set<KeyId>> removals(Map<OrganisationId, Set<KeyId>> ours) {
        Set<KeyId> all = ours.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        if (removed.isEmpty()) {
            return all.stream().map(Set::of).toList();
        }
        Set<KeyId> together = new HashSet<>();
        removed.forEach(name -> together.add(key(name, all)));
        return List.of(Set.copyOf(together));
    }

    private static KeyId key(String name, Set<KeyId> all) {
        String id = Files.isRegularFile(Path.of(name))
                ? KeyFiles.readPublic(Path.of(name)).fingerprint().hex()
                : name.toLowerCase(java.util.Locale.ROOT);
        List<KeyId> found = all.stream()
                .filter(key -> id.length() >= SHORTEST_ID && key.spkiSha256().startsWith(id))
                .toList();
        if (found.size() != 1) {
            throw CommandException.unusable(name + " is none of the configured decryption keys; they are "
                    + all.stream().map(KeyId::spkiSha256).sorted().collect(Collectors.joining(", ")));
        }
        return found.getFirst();
    }

    private void print(List<Row> rows, DrillLog drills) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer(rows, drills)));
            return;
        }
        Table table = new Table(
                List.of("organisation", "workflow", "without key", "links", "for us", "unreadable", "backup drilled"));
        rows.forEach(row -> table.add(List.of(
                row.organisation().value(),
                row.workflow().id() + " " + row.workflow().name(),
                row.keys().stream()
                        .map(key -> key.spkiSha256().substring(0, SHORTEST_ID))
                        .sorted()
                        .collect(Collectors.joining("+")),
                row.read().links()
                        + (row.read().complete() ? "" : " of " + row.read().total()),
                Long.toString(row.forUs()),
                Long.toString(row.unreadable()),
                row.keys().stream()
                        .map(key -> drills.last(key).map(Instant::toString).orElse("never"))
                        .collect(Collectors.joining(", ")))));
        table.print(out);
    }

    private static ObjectNode answer(List<Row> rows, DrillLog drills) {
        ObjectNode answer = JsonLines.MAPPER.createObjectNode();
        answer.put("complete", rows.stream().allMatch(row -> row.read().complete()));
        answer.put("unreadable", rows.stream().mapToLong(Row::unreadable).sum());
        ArrayNode list = answer.putArray("workflows");
        rows.forEach(row -> {
            ObjectNode node = list.addObject()
                    .put("organisation", row.organisation().value())
                    .put("workflow", row.workflow().id().value())
                    .put("name", row.workflow().name());
            ArrayNode keys = node.putArray("without");
            row.keys().forEach(key -> {
                ObjectNode removal = keys.addObject().put("id", key.spkiSha256());
                drills.last(key).ifPresent(instant -> removal.put("drilledAt", instant.toString()));
            });
            node.put("links", row.read().links()).put("forUs", row.forUs()).put("unreadable", row.unreadable());
        });
        return answer;
    }
}
