package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LanguagesTest {

    @TempDir
    Path directory;

    @Test
    void findsFrenchAndEnglishWithoutTheirAccentsAndElisions() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(1, "{\"t\":\"L'usine a expédié les pièces à l'entrepôt de Nîmes\"}"),
                    link(2, "{\"t\":\"The supplier's café was naïve; cœur\"}"));
            assertThat(search.found("usine")).containsExactly(1);
            assertThat(search.found("EXPEDIE")).containsExactly(1);
            assertThat(search.found("pièces")).containsExactly(1);
            assertThat(search.found("entrepot nimes")).containsExactly(1);
            assertThat(search.found("\"l'entrepôt de nîmes\"")).containsExactly(1);
            assertThat(search.found("supplier")).containsExactly(2);
            assertThat(search.found("cafe coeur")).containsExactly(2);
            assertThat(search.found("entrep*")).containsExactly(1);
            assertThat(search.found("expédi*")).containsExactly(1);
        }
    }

    @Test
    void analysesAFieldInItsLanguage() {
        SearchConfig config = TestingSearch.config(Map.of("fr", "french", "en", "english", "raw", "keyword"), 2000);
        try (TestingSearch search = TestingSearch.open(directory, config, Clock.systemUTC())) {
            search.feed(link(
                    1, "{\"fr\":\"les chevaux mangeaient\",\"en\":\"the houses were running\",\"raw\":\"A b-C\"}"));
            assertThat(search.found("fr:cheval")).containsExactly(1);
            assertThat(search.found("en:run")).containsExactly(1);
            assertThat(search.found("en:(house runs)")).containsExactly(1);
            assertThat(search.found("raw:\"A b-C\"")).containsExactly(1);
            assertThat(search.found("raw:c")).isEmpty();
        }
    }

    @Test
    void refusesAnAnalyzerThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestingSearch.config(Map.of("fr", "frensh"), 2000))
                .withMessageContaining("frensh")
                .withMessageContaining("french");
    }

    @Test
    void marksWhatWasFound() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(
                    link(
                            1,
                            "{\"t\":\"Fish & chips <b>crème</b> brûlée\",\"o\":{\"u\":[\"nothing\",\"Crème again\"]},\"n\":42}"));
            JsonNode marked = search.get(ALPHA, "q", "creme OR 42", "highlight", "true")
                    .get("hits")
                    .get(0)
                    .get("highlights");
            assertThat(marked.get("t").get(0).asString())
                    .isEqualTo("Fish &amp; chips &lt;b&gt;<em>crème</em>&lt;/b&gt; brûlée");
            assertThat(marked.get("o.u").get(0).asString()).isEqualTo("<em>Crème</em> again");
            assertThat(marked.get("n").get(0).asString()).isEqualTo("<em>42</em>");
            JsonNode own = search.post(
                            ALPHA,
                            "{'query':'bru*','highlight':{'before':'[','after':']','escape':'none','fragments':1}}")
                    .get("hits")
                    .get(0)
                    .get("highlights");
            assertThat(own.toString()).isEqualTo("{\"t\":[\"Fish & chips <b>crème</b> [brûlée]\"]}");
        }
    }

    @Test
    void saysWhyALinkMatched() {
        try (TestingSearch search = TestingSearch.open(directory)) {
            search.feed(link(1, "{\"t\":\"pump\"}"));
            JsonNode hit = search.get(ALPHA, "q", "t:pump AND (valve OR p*)", "explain", "true")
                    .get("hits")
                    .get(0);
            JsonNode explained = hit.get("explanation");
            assertThat(explained.get("query").asString()).isEqualTo("t:pump AND (valve OR p*)");
            assertThat(explained.get("score").floatValue())
                    .isEqualTo(hit.get("score").floatValue());
            assertThat(explained
                            .get("required")
                            .get(0)
                            .get("weighing")
                            .get("reason")
                            .asString())
                    .startsWith("weight(t:pump)");
            assertThat(explained
                            .get("required")
                            .get(1)
                            .get("optional")
                            .get(0)
                            .get("matches")
                            .asBoolean())
                    .isFalse();
            assertThat(explained
                            .get("required")
                            .get(1)
                            .get("optional")
                            .get(1)
                            .get("matches")
                            .asBoolean())
                    .isTrue();
        }
    }
}
