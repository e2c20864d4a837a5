package io.traceconnector.app.callers.policy;

import static io.traceconnector.app.callers.policy.TestingPolicies.READ;
import static io.traceconnector.app.callers.policy.TestingPolicies.link;
import static io.traceconnector.app.callers.policy.TestingPolicies.withRoles;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.callers.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a policy says and whoever asks: what is hidden from somebody is in no byte of what that one is shown. */
final class HiddenValuesTest {

    private static final List<String> FIELDS = List.of("a", "b", "b.c", "b.d", "e.c", "e");
    private static final List<String> ROLES = List.of("sales", "audit", "legal");
    private static final String DATA = """
            {"a":"A1","b":{"c":["BC2",{"x":"BC3"}],"d":"BD4"},"e":[{"c":"EC5"},{"c":{"y":"EC6"}}],"f":"F7"}""";

    /** Paths and what stands there in the data. */
    private static final Map<String, String> VALUES =
            Map.of("a", "A1", "b.c", "BC2", "b.c.x", "BC3", "b.d", "BD4", "e.c", "EC5", "e.c.y", "EC6", "f", "F7");

    @TempDir
    private Path directory;

    /** @param except who is not concerned; empty for nobody */
    private record Rule(String workflow, String field, String mask, String except) {

        String yaml() {
            String unless = except.isEmpty() ? "" : ", unless: [{role: " + except + "}]";
            return "  - {entity: \"" + workflow + "\", field: \"" + field + "\", mask: " + mask + unless + "}\n";
        }

        boolean hides(String path, Set<String> roles) {
            return !workflow.equals("8")
                    && !roles.contains(except)
                    && (field.equals("*") || path.equals(field) || path.startsWith(field + "."));
        }
    }

    @Test
    void isNeverShown() throws IOException {
        Random random = new Random(5);
        TestingPolicies testing = new TestingPolicies(directory);
        int hidden = 0;
        for (int i = 0; i < 150; i++) {
            List<Rule> rules = rules(random);
            StringBuilder policy = new StringBuilder("version: 1\ncolumns:\n");
            rules.forEach(rule -> policy.append(rule.yaml()));
            FilePolicies policies = testing.policies(policy.toString());
            for (int who = 0; who < 4; who++) {
                Set<String> roles = new TreeSet<>(Set.of("connector.reader"));
                ROLES.stream().filter(role -> random.nextBoolean()).forEach(roles::add);
                Principal principal = withRoles(roles.toArray(String[]::new));
                String shown = TestingPolicies.seen(policies.decide(testing.tenant(), principal, READ), link("7", DATA))
                        .orElseThrow();
                for (Map.Entry<String, String> value : VALUES.entrySet()) {
                    boolean hides = rules.stream().anyMatch(rule -> rule.hides(value.getKey(), roles));
                    hidden += hides ? 1 : 0;
                    assertThat(shown.contains(value.getValue()))
                            .as("%s for %s in %s by %s", value, roles, shown, policy)
                            .isEqualTo(!hides);
                }
            }
        }
        assertThat(hidden).isGreaterThan(500);
    }

    private static List<Rule> rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            rules.add(new Rule(
                    pick(random, List.of("7", "8", "*")),
                    random.nextInt(12) == 0 ? "*" : pick(random, FIELDS),
                    pick(random, List.of("deny", "mask", "hash")),
                    random.nextBoolean() ? "" : pick(random, ROLES)));
        }
        return rules;
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
