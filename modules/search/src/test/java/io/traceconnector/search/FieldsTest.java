package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.HealthCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FieldsTest {

    @TempDir
    Path directory;

    @Test
    void listsFieldsWithTypesAndCounts() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(1, "{\"a\":1,\"d\":\"2026-01-01\",\"o\":{\"b\":true}}"),
                    link(2, "{\"a\":\"one\",\"d\":\"soon\",\"list\":[1,[2,3]]}"));
            assertThat(types(search, "a")).isEqualTo("{\"text\":1,\"number\":1}");
            assertThat(types(search, "d")).isEqualTo("{\"text\":2,\"date\":1}");
            assertThat(types(search, "o.b")).isEqualTo("{\"boolean\":1}");
            assertThat(types(search, "list")).isEqualTo("{\"number\":1}");
            assertThat(types(search, "link.action")).isEqualTo("{\"keyword\":2}");
        }
    }

    private static String types(TestingSearch search, String name) {
        for (JsonNode field : search.fields(ALPHA).get("fields")) {
            if (field.get("name").asString().equals(name)) {
                return field.get("types").toString();
            }
        }
        return "absent";
    }

    @Test
    void findsValuesOfAFieldWhoseTypesDiffer() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(1, "{\"a\":42}"),
                    link(2, "{\"a\":\"42 boxes\"}"),
                    link(3, "{\"a\":true}"),
                    link(4, "{\"a\":[\"x\",7]}"));
            assertThat(search.found("a:42")).containsExactly(1, 2);
            assertThat(search.found("a:>6")).containsExactly(1, 4);
            assertThat(search.found("a:boxes")).containsExactly(2);
            assertThat(search.found("a:true")).containsExactly(3);
            assertThat(search.found("a:x")).containsExactly(4);
        }
    }

    @Test
    void leavesOutFieldsBeyondTheBoundAndSaysSo() {
        try (TestingSearch search =
                TestingSearch.open(directory, TestingSearch.config(Map.of(), 3), Clock.systemUTC())) {
            search.feed(
                    link(1, "{\"a\":1,\"b\":2,\"c\":3,\"d\":\"delta words\",\"e\":5}"),
                    link(2, "{\"d\":\"more delta\"}"));
            assertThat(search.found("delta")).containsExactly(1, 2);
            assertThat(search.refusal(ALPHA, "q", "d:delta").getMessage()).contains("too many fields");
            JsonNode fields = search.fields(ALPHA);
            assertThat(fields.get("bound").asInt()).isEqualTo(3);
            assertThat(fields.get("leftOut").get("fields").toString())
                    .isEqualTo("[{\"name\":\"d\",\"count\":2},{\"name\":\"e\",\"count\":1}]");
            assertThat(search.running().health().state()).isEqualTo(HealthCheck.State.DEGRADED);
            assertThat(search.running().health().detail()).contains("3 fields");
        }
        try (TestingSearch again =
                TestingSearch.open(directory, TestingSearch.config(Map.of(), 3), Clock.systemUTC())) {
            assertThat(again.running().health().state()).isEqualTo(HealthCheck.State.DEGRADED);
            again.feed(link(3, "{\"c\":1,\"f\":1}"));
            assertThat(again.found("c:1")).containsExactly(3);
            assertThat(again.refusal(ALPHA, "q", "f:1").getMessage()).contains("too many fields");
        }
    }

    @Test
    void indexesDataThatIsNestedTooDeepByWhatCameBefore() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{\"a\":\"before\",\"deep\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
            assertThat(search.get(ALPHA, "q", "before", "limit", "0")
                            .get("total")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void readsMetadataThatIsNoObject() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(1, "{}").metadata("null"),
                    link(2, "{}").metadata("[1]"),
                    link(3, "{}").metadata("{\"createdAt\":\"Jun 26, 2019, 10:13:43 AM\",\"groupId\":12}"));
            assertThat(search.found("link.createdAt:2019-06-26")).containsExactly(3);
            assertThat(search.found("link.group:12")).containsExactly(3);
            assertThat(search.get("*:*").get("hits")).hasSize(3);
        }
    }
}
