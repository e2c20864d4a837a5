package io.traceconnector.app.callers.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyReaderTest {

    @TempDir
    private Path directory;

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("policy.yaml"), text);
    }

    @Test
    void readsEveryPart() throws IOException {
        Policy policy = PolicyReader.read(written("""
                        version: 1
                        roles:
                          clerk: {allow: [links:read, "search:*"], spaces: [operational]}
                          guest: {allow: [links:read], given-by: [{claim: access_control_id, is: [a, b]}, {claim: guest}]}
                        rows:
                          - entity: 12
                            when: {claim: groups, is: [north, south]}
                            filter: "region in ${claims.access_control_id}"
                          - {name: all of it, entity: "*", filter: everything}
                        columns:
                          - {entity: orders, field: customer.ssn, mask: deny, unless: [role: compliance]}
                        """));

        assertThat(policy.roles()).containsOnlyKeys("clerk", "guest");
        assertThat(policy.rows()).extracting(RowRule::name).containsExactly("rows[0]", "all of it");
        assertThat(policy.columns()).extracting(ColumnRule::name).containsExactly("columns[0]");
    }

    @Test
    void tellsEveryProblemAtOnceWithItsLine() throws IOException {
        Path file = written("""
                version: 2
                rolse: {}
                roles:
                  connector.reader: {allow: ["*"]}
                  clerk: {allow: [links:raed, link:read, Links, account:relay], spaces: [everywhere], given-by: [{role: a}, {is: b}]}
                rows:
                  - {entity: 12, filter: "region = EU"}
                  - {entity: 12, when: {role: a, claim: b}, filter: everything}
                  - {entity: 12, when: {claim: b, is: []}, filter: everything}
                  - {filter: everything, wehn: {role: a}}
                columns:
                  - {entity: 12, field: link.createdBy, mask: deny}
                  - {entity: 12, field: a, mask: hide}
                  - {name: "rows[0]", entity: 12, field: a, mask: deny, unless: {role: a}}
                """);

        assertThatThrownBy(() -> PolicyReader.read(file))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(file + ":1: version: must be 1")
                .hasMessageContaining(file + ":2: rolse: unknown key; known here: version, roles, rows, columns")
                .hasMessageContaining(":4: roles.connector.reader: names that begin with connector.")
                .hasMessageContaining(":5: roles.clerk.allow: links:raed: no such action; did you mean links:read")
                .hasMessageContaining("link:read: no such action; did you mean links:read")
                .hasMessageContaining("Links: must be an action")
                .hasMessageContaining("everywhere: must be definitional or operational")
                .hasMessageContaining(":5: roles.clerk.given-by[0]: must name a claim")
                .hasMessageContaining(":5: roles.clerk.given-by[1]: must name either a role or a claim")
                .hasMessageContaining(":7: rows[0].filter: expects quotes around the text EU")
                .hasMessageContaining(":8: rows[1].when: must name either a role or a claim")
                .hasMessageContaining(":9: rows[2].when.is: must name at least one")
                .hasMessageContaining(":10: rows[3]: entity is missing")
                .hasMessageContaining(":10: rows[3].wehn: unknown key")
                .hasMessageContaining(
                        ":12: columns[0].field: what is not data cannot be hidden, because Trace shows it")
                .hasMessageContaining(":13: columns[1].mask: must be deny, mask or hash")
                .hasMessageContaining(":14: columns[2].name: another rule has this name")
                .hasMessageContaining(":14: columns[2].unless: must be a list")
                .hasMessageNotContaining("account:relay");
    }

    @Test
    void refusesWhatIsNoPolicyAtAll() throws IOException {
        assertThatThrownBy(() -> PolicyReader.read(directory.resolve("none.yaml")))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> PolicyReader.read(written(""))).hasMessageContaining("version: 1");
        assertThatThrownBy(() -> PolicyReader.read(written("roles: {}"))).hasMessageContaining("version is missing");
        assertThatThrownBy(() -> PolicyReader.read(written("- 1"))).hasMessageContaining("mapping");
        assertThatThrownBy(() -> PolicyReader.read(written("version: 1\nversion: 1")))
                .hasMessageContaining(":2: ");
        assertThatThrownBy(() -> PolicyReader.read(written("version: 1\nrows: &a [*a]")))
                .hasMessageContaining(":2: must not use aliases");
        assertThatThrownBy(() -> PolicyReader.read(written("version: 1\nrows: " + "[".repeat(50_000))))
                .hasMessageContaining("20 levels");
        assertThatThrownBy(() -> PolicyReader.read(written("version: 1\n#" + "x".repeat(256 * 1024))))
                .hasMessageContaining("256 KiB");
        assertThatThrownBy(() -> PolicyReader.read(
                        Files.write(directory.resolve("latin.yaml"), new byte[] {'#', (byte) 0xe9, '\n'})))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void theSmallestPolicyIsItsVersion() throws IOException {
        Path file = written("version: 1\n");

        assertThatCode(() -> PolicyReader.read(file)).doesNotThrowAnyException();
    }

    @Test
    void theExampleCanBeUsed() {
        Policy example = PolicyReader.read(Path.of("..", "conf", "policy.yaml"));

        assertThat(example.rows()).hasSize(3);
        assertThat(example.columns()).hasSize(2);
    }
}
