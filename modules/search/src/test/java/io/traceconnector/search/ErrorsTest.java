package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    @TempDir
    Path directory;

    TestingSearch search;

    @BeforeEach
    void open() {
        search = TestingSearch.open(directory)
                .feed(link(1, "{\"supplier\":{\"name\":\"Acme\"},\"amount\":5,\"due\":\"2026-01-01\",\"open\":true}"));
    }

    @AfterEach
    void close() {
        search.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pump AND|8|bad_query|take out the operator at the end",
                "(pump|0|bad_query|(pump)",
                "pump)|4|bad_query|pump",
                "pump \"seal|5|bad_query|pump \"seal\"",
                "suplier.name:acme|0|unknown_field|supplier.name",
                "a AND name:acme|6|unknown_field|supplier.name",
                "createdAt:2026|0|unknown_field|link.createdAt",
                "amount:abc|0|bad_query|amount:>=10",
                "amount:[1 5]|10|bad_query|amount:[* TO *]",
                "amount:[1 TO 5|7|bad_query|amount:[1 TO 5]",
                "open:maybe|0|bad_query|open:true",
                "*ump|0|bad_query|ump",
                "supplier.name:*me|0|bad_query|me",
                "supplier.name:|14|bad_query|supplier.name:*",
                ":acme|0|bad_query|name:value",
                "pump~5|4|bad_query|pump~2",
                "pump^x|4|bad_query|^2",
                "OR pump|0|bad_query|R pump",
                "pump OR|7|bad_query|take out the operator at the end",
            })
    void saysWhereAQueryIsWrongAndWhatToWrite(String query, int position, String code, String suggestion) {
        ProblemException refused = search.refusal(ALPHA, "q", query);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.members())
                .containsEntry("in", "q")
                .containsEntry("position", position)
                .containsEntry("suggestion", suggestion);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'query':{'equal':{}}}|/query/equal|equals",
                "{'query':{'and':[{'equals':{'field':'amont','value':5}}]}}|/query/and/0/equals|amount",
                "{'query':{'and':[{'text':'(a'}]}}|/query/and/0/text|(a)",
                "{'query':{'range':{'field':'amount'}}}|/query/range|{\"gte\": …}",
                "{'query':{'not':3}}|/query/not|{…}",
                "{'limit':5000}|/limit|1000",
                "{'unit':'trace'}|/unit|traces",
                "{'sort':['amout']}|/sort/0|amount",
                "{'facets':{'x':{'field':'opne'}}}|/facets/x|open",
                "{'qery':'x'}|/qery|query",
                "{'sort':[{'field':'amount','order':'down'}]}|/sort/0/order|asc",
            })
    void saysWhereAStructuredQueryIsWrong(String body, String in, String suggestion) {
        ProblemException refused = TestingSearch.refused(() -> search.post(ALPHA, body));
        assertThat(refused.members()).containsEntry("in", in).containsEntry("suggestion", suggestion);
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(TestingSearch.refused(() -> search.post(ALPHA, "{'query':")).code())
                .isEqualTo("bad_query");
        assertThat(TestingSearch.refused(() -> search.post(ALPHA, "{'limit':1,'limit':2}"))
                        .code())
                .isEqualTo("bad_query");
        assertThat(TestingSearch.refused(() -> search.post(ALPHA, "{} {}")).code())
                .isEqualTo("bad_query");
        assertThat(TestingSearch.refused(() -> search.post(ALPHA, "[]")).code()).isEqualTo("bad_query");
    }

    @Test
    void refusesUnknownParameters() {
        assertThat(search.refusal(ALPHA, "query", "x").members()).containsEntry("in", "query");
        assertThat(search.refusal(ALPHA, "sorts", "x").members()).containsEntry("suggestion", "sort");
        assertThat(search.refusal(ALPHA, "limit", "-1").code()).isEqualTo("bad_query");
        assertThat(search.refusal(ALPHA, "limit", "100000").members()).containsEntry("suggestion", "limit=1000");
        assertThat(search.refusal(ALPHA, "unit", "link").members()).containsEntry("suggestion", "unit=links");
        assertThat(search.refusal(ALPHA, "q", "a", "q", "b").code()).isEqualTo("bad_query");
    }

    @Test
    void refusesToSortByWhatIsNotThere() {
        ProblemException refused = search.refusal(ALPHA, "q", "*:*", "sort", "amount,-supplier.nam");
        assertThat(refused.code()).isEqualTo("unknown_field");
        assertThat(refused.members()).containsEntry("position", 7).containsEntry("suggestion", "supplier.name");
        assertThat(search.refusal(ALPHA, "sort", "link.organisation").code()).isEqualTo("bad_query");
    }

    @Test
    void boundsWhatAQueryMayBe() {
        assertThat(search.refusal(ALPHA, "q", "a ".repeat(300)).code()).isEqualTo("too_complex");
        assertThat(search.refusal(ALPHA, "q", "x".repeat(9000)).code()).isEqualTo("too_complex");
        assertThat(search.refusal(ALPHA, "q", "(".repeat(100) + "a" + ")".repeat(100))
                        .code())
                .isEqualTo("too_complex");
        assertThat(search.refusal(ALPHA, "q", "-".repeat(100) + "a").code()).isEqualTo("too_complex");
        assertThat(search.refusal(ALPHA, "q", "a" + "?b*".repeat(20)).code()).isEqualTo("too_complex");
        String deep = "{'not':".repeat(50) + "'a'" + "}".repeat(50);
        assertThat(TestingSearch.refused(() -> search.post(ALPHA, "{'query':" + deep + "}"))
                        .code())
                .isEqualTo("too_complex");
        assertThat(search.found("supplier.name:(" + "acme OR ".repeat(250) + "acme)"))
                .containsExactly(1);
    }

    @Test
    void findsNothingForAQueryWithoutWords() {
        assertThat(search.found("\"&\"")).isEmpty();
        assertThat(search.found("acme \"&\"")).containsExactly(1);
    }
}
