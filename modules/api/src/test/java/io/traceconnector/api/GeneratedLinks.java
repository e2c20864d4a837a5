package io.traceconnector.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Links and conditions at random, for tests that a condition means the same wherever it is pushed to. Names and values come out of small
 * stores of awkward ones, so that conditions often hold. The same random numbers give the same links.
 */
public final class GeneratedLinks {

    private static final List<String> NAMES = List.of("a", "b", "a.b", "", "é", "x y", "list", "link", "data", "Ω\"");
    private static final List<String> FIELDS = List.of(
            "a",
            "b",
            "a.b",
            "a.a",
            "b.a.b",
            "a.b.a",
            "a.",
            "list",
            "list.a",
            "list.list.b",
            "é",
            "x y",
            "Ω\"",
            "link",
            "data.link.a",
            "data.link.b",
            "missing",
            "link.workflow",
            "link.action",
            "link.state",
            "link.group",
            "link.createdBy",
            "link.tags");
    private static final List<String> TEXTS = List.of(
            "",
            "EU",
            "eu",
            "\u00e9",
            "e\u0301",
            "😀",
            "a\u0000b",
            "a'; drop table links --",
            "%",
            "\\",
            "true",
            "1",
            "0.1",
            "null",
            "x".repeat(255),
            "x".repeat(256),
            "x".repeat(257));
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "1.0",
            "10e-1",
            "-5",
            "0.1",
            "0.10000000000000001",
            "100",
            "1E2",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "123456789012345678901234567890",
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "1e400",
            "-1e400",
            "1e-400",
            "5e-324",
            "2e-324");
    private static final List<Double> BOUNDS = List.of(
            0.0,
            -0.0,
            1.0,
            -5.0,
            0.1,
            Math.nextUp(0.1),
            100.0,
            9007199254740992.0,
            9007199254740994.0,
            1e29,
            1.3e29,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            Double.MAX_VALUE);
    private static final List<String> IDS = List.of("7", "8", "9");
    /** More than readers of JSON take. */
    private static final int TOO_DEEP = 600;

    private final Random random;

    public GeneratedLinks(Random random) {
        this.random = random;
    }

    /** All names that conditions use. */
    public static List<String> fields() {
        return FIELDS;
    }

    /** A condition of at most four levels. */
    public Condition condition() {
        return condition(3);
    }

    private Condition condition(int levels) {
        return switch (random.nextInt(levels == 0 ? 6 : 10)) {
            case 0, 1 -> new Condition.OneOf(pick(FIELDS), texts());
            case 2 -> new Condition.Is(pick(FIELDS), random.nextBoolean());
            case 3 -> new Condition.Present(pick(FIELDS));
            case 4, 5 -> new Condition.Between(pick(FIELDS), pick(BOUNDS), pick(BOUNDS));
            case 6, 7 -> new Condition.Not(condition(levels - 1));
            case 8 -> new Condition.All(conditions(levels - 1));
            default -> new Condition.Any(conditions(levels - 1));
        };
    }

    private List<Condition> conditions(int levels) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> condition(levels))
                .toList();
    }

    private Set<String> texts() {
        Set<String> texts = new HashSet<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String text = random.nextInt(3) == 0 ? pick(IDS) : pick(TEXTS);
            if (text.length() <= 255) {
                texts.add(text);
            }
        }
        return Set.copyOf(texts);
    }

    /** A rule over data. */
    public FieldRule fieldRule() {
        Set<WorkflowId> workflows = random.nextBoolean() ? Set.of() : Set.of(new WorkflowId(pick(IDS)));
        List<String> fields =
                FIELDS.stream().filter(field -> !field.startsWith("link")).toList();
        String field = random.nextInt(8) == 0 ? "*" : pick(fields);
        return new FieldRule(workflows, field, pick(List.of(FieldRule.Effect.values())));
    }

    /** A link of the organisation {@code ours}, most often opened; a few are closed, not for us, or too deep to be read through. */
    public Segment link() {
        int number = random.nextInt(1_000_000);
        Segment plain = ContractLinks.link(
                new Feed(new OrganisationId("ours"), new WorkflowId(pick(IDS))), number, new Payload.NotForUs());
        List<String> tags = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(TEXTS.subList(1, 6)))
                .toList();
        return new Segment(
                plain.feed(),
                plain.cursor(),
                plain.hash(),
                plain.trace(),
                plain.parent(),
                plain.priority(),
                random.nextInt(4) == 0 ? "" : pick(IDS),
                pick(List.of("", "OWNED", "FREE")),
                tags,
                List.of(),
                json(metadata()),
                payload(),
                plain.verification());
    }

    private Payload payload() {
        return switch (random.nextInt(12)) {
            case 0 -> new Payload.NotForUs();
            case 1 -> new Payload.Closed(Payload.Reason.UNDECRYPTABLE);
            case 2 -> new Payload.Plain(data());
            default -> new Payload.Opened(data());
        };
    }

    /** Data of a link: most often an object, sometimes a bare value, seldom nested deeper than can be read. */
    public Json data() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(20) == 0) {
            text.repeat("[", TOO_DEEP).append("1").repeat("]", TOO_DEEP);
            return json("{\"a\":\"EU\",\"b\":" + text + "}");
        }
        if (random.nextInt(10) == 0) {
            value(text, 1);
        } else {
            object(text, 3);
        }
        return json(text.toString());
    }

    private void object(StringBuilder text, int levels) {
        Set<String> names = new HashSet<>();
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = pick(NAMES);
            if (names.add(name)) {
                StringBuilder member = new StringBuilder(quoted(name)).append(':');
                value(member, levels - 1);
                members.add(member.toString());
            }
        }
        text.append('{').append(String.join(",", members)).append('}');
    }

    private void value(StringBuilder text, int levels) {
        switch (random.nextInt(levels > 0 ? 10 : 6)) {
            case 0 -> text.append(pick(NUMBERS));
            case 1 -> text.append(random.nextBoolean());
            case 2 -> text.append("null");
            case 3 -> text.append(quoted(pick(IDS)));
            case 4, 5 -> text.append(quoted(pick(TEXTS)));
            case 6, 7 -> array(text, levels);
            default -> object(text, levels);
        }
    }

    private void array(StringBuilder text, int levels) {
        text.append('[');
        for (int i = random.nextInt(4), comma = 0; i > 0; i--, comma++) {
            text.append(comma == 0 ? "" : ",");
            value(text, levels - 1);
        }
        text.append(']');
    }

    private String metadata() {
        return switch (random.nextInt(5)) {
            case 0 -> "null";
            case 1 -> "{\"groupId\":7,\"createdByAccountId\":9}";
            case 2 -> "{\"groupId\":null}";
            default -> "{\"groupId\":\"" + pick(IDS) + "\",\"createdByAccountId\":\"" + pick(IDS) + "\"}";
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private static Json json(String text) {
        return Json.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
