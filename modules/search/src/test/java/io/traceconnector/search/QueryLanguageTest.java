package io.traceconnector.search;

import static io.traceconnector.search.Sample.link;
import static io.traceconnector.search.TestingSearch.ALPHA;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryLanguageTest {

    @TempDir
    Path directory;

    TestingSearch search;

    @BeforeEach
    void open() {
        search = TestingSearch.open(directory)
                .feed(
                        link(
                                1,
                                "{\"supplier\":{\"name\":\"Acme Pumps\",\"city\":\"Rotterdam\"},\"amount\":120.5,\"ref\":\"PO-2026-001\"}"),
                        link(
                                2,
                                "{\"supplier\":{\"name\":\"Bolt & Co\",\"city\":\"Lyon\"},\"amount\":80,\"ref\":\"PO-2026-002\",\"urgent\":true}"),
                        link(
                                3,
                                "{\"notes\":\"The broken pump seal was replaced in Rotterdam\",\"due\":\"2026-02-10\",\"amount\":-3}"),
                        link(
                                4,
                                "{\"notes\":\"seal of the pump intact\",\"due\":\"2026-02-11T10:30:00+01:00\",\"items\":[{\"sku\":\"A1\"},{\"sku\":\"B2\"}]}"));
    }

    @AfterEach
    void close() {
        search.close();
    }

    @Test
    void findsEverything() {
        assertThat(search.found("*:*")).containsExactly(1, 2, 3, 4);
        assertThat(search.found("")).containsExactly(1, 2, 3, 4);
        assertThat(search.found("*")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void joinsWordsByAndUnlessToldOtherwise() {
        assertThat(search.found("pump seal")).containsExactly(3, 4);
        assertThat(search.found("seal rotterdam")).containsExactly(3);
        assertThat(TestingSearch.found(search.get(ALPHA, "q", "lyon rotterdam", "operator", "or")))
                .containsExactly(1, 2, 3);
    }

    @Test
    void knowsBooleanOperators() {
        assertThat(search.found("lyon OR rotterdam")).containsExactly(1, 2, 3);
        assertThat(search.found("rotterdam AND NOT seal")).containsExactly(1);
        assertThat(search.found("rotterdam -seal")).containsExactly(1);
        assertThat(search.found("NOT rotterdam")).containsExactly(2, 4);
        assertThat(search.found("(lyon OR seal) AND -intact")).containsExactly(2, 3);
        assertThat(search.found("seal && (intact || broken)")).containsExactly(3, 4);
        assertThat(search.found("lyon OR NOT pump*")).containsExactly(2);
        assertThat(TestingSearch.found(search.get(ALPHA, "q", "+seal lyon -broken", "operator", "or")))
                .containsExactly(4);
    }

    @Test
    void findsPhrasesWithSlop() {
        assertThat(search.found("\"pump seal\"")).containsExactly(3);
        assertThat(search.found("\"seal pump\"")).isEmpty();
        assertThat(search.found("\"seal pump\"~2")).containsExactly(3, 4);
        assertThat(search.found("\"broken seal\"~1")).containsExactly(3);
        assertThat(search.found("\"acme pumps\"")).containsExactly(1);
    }

    @Test
    void findsInFields() {
        assertThat(search.found("supplier.name:acme")).containsExactly(1);
        assertThat(search.found("supplier.city:(lyon OR rotterdam)")).containsExactly(1, 2);
        assertThat(search.found("items.sku:B2")).containsExactly(4);
        assertThat(search.found("urgent:true")).containsExactly(2);
        assertThat(search.found("\"supplier.name\":bolt")).containsExactly(2);
        assertThat(search.found("supplier.name:=\"Acme Pumps\"")).containsExactly(1);
        assertThat(search.found("supplier.name:=acme")).isEmpty();
        assertThat(search.found("amount:*")).containsExactly(1, 2, 3);
        assertThat(search.found("_exists_:due")).containsExactly(3, 4);
    }

    @Test
    void findsRanges() {
        assertThat(search.found("amount:[80 TO 120.5]")).containsExactly(1, 2);
        assertThat(search.found("amount:{80 TO 120.5}")).isEmpty();
        assertThat(search.found("amount:{80 TO 120.5]")).containsExactly(1);
        assertThat(search.found("amount:>=80")).containsExactly(1, 2);
        assertThat(search.found("amount:<0")).containsExactly(3);
        assertThat(search.found("amount:(>0 <100)")).containsExactly(2);
        assertThat(search.found("amount:([* TO 0] OR 80)")).containsExactly(2, 3);
        assertThat(search.found("amount:[* TO 80]")).containsExactly(2, 3);
        assertThat(search.found("due:2026-02-11")).containsExactly(4);
        assertThat(search.found("due:[2026-02-10 TO 2026-02-10]")).containsExactly(3);
        assertThat(search.found("due:>2026-02-10")).containsExactly(4);
        assertThat(search.found("due:2026-02")).containsExactly(3, 4);
        assertThat(search.found("due:[2026-02-11T09:30:00Z TO 2026-02-11T09:30:00Z]"))
                .containsExactly(4);
        assertThat(search.found("supplier.city:[L TO M]")).containsExactly(2);
    }

    @Test
    void findsPatterns() {
        assertThat(search.found("rott*")).containsExactly(1, 3);
        assertThat(search.found("ROTT*")).containsExactly(1, 3);
        assertThat(search.found("r?tterd*m")).containsExactly(1, 3);
        assertThat(search.found("ref:PO-2026-*")).containsExactly(1, 2);
        assertThat(search.found("supplier.city:l*")).containsExactly(2);
    }

    @Test
    void findsWordsWithTypos() {
        assertThat(search.found("roterdam")).containsExactly(1, 3);
        assertThat(search.found("rotretdam~")).containsExactly(1, 3);
        assertThat(search.found("lyno~1")).containsExactly(2);
        assertThat(search.found("\"roterdam\"")).isEmpty();
        assertThat(TestingSearch.found(search.get(ALPHA, "q", "roterdam", "typos", "false")))
                .isEmpty();
        assertThat(search.found("roterdam~0")).isEmpty();
    }

    @Test
    void ranksExactWordsAboveTypos() {
        search.feed(
                link(5, "{\"notes\":\"sealed seals\"}"),
                link(6, "{\"notes\":\"seal\"}"),
                link(7, "{\"notes\":\"real estate\"}"));
        assertThat(TestingSearch.inOrder(search.get("seals")))
                .startsWith(5)
                .contains(3, 4, 6)
                .doesNotContain(7);
    }

    @Test
    void takesNumbersAndIdentifiersAsTheyAre() {
        assertThat(search.found("PO-2026-001")).containsExactly(1);
        assertThat(search.found("120.50")).containsExactly(1);
        assertThat(search.found("2027")).isEmpty();
        assertThat(search.found(Sample.hash(4))).containsExactly(4);
        assertThat(search.found("link.hash:" + Sample.hash(4))).containsExactly(4);
    }

    @Test
    void doesNotExcludeWhatOnlyLooksAlike() {
        assertThat(search.found("seal -brokem")).containsExactly(3, 4);
    }

    @Test
    void searchesLinkFields() {
        search.feed(link(9, "{}").tagged("Red", "late").unverified().workflow("8"));
        assertThat(search.found("link.verified:false")).containsExactly(9);
        assertThat(search.found("link.signer:unsigned")).containsExactly(9);
        assertThat(search.found("link.tags:Red")).containsExactly(9);
        assertThat(search.found("late")).containsExactly(9);
        assertThat(search.found("link.workflow:8")).containsExactly(9);
        assertThat(search.found("link.createdAt:[2026-03-01 TO 2026-03-02] link.group:5"))
                .hasSize(5);
        assertThat(search.found("link.priority:1 link.encrypted:true link.state:OWNED link.action:order"))
                .hasSize(5);
        assertThat(search.found("link.organisation:alpha")).hasSize(5);
        assertThat(search.found("link.signedBy:17")).hasSize(4);
    }

    @Test
    void escapesSpecialCharacters() {
        search.feed(link(10, "{\"odd name\":\"a:b\",\"q?\":\"yes\"}"));
        assertThat(search.found("\"odd name\":\"a:b\"")).containsExactly(10);
        assertThat(search.found("odd\\ name:a\\:b")).containsExactly(10);
        assertThat(search.found("q\\?:yes")).containsExactly(10);
        assertThat(search.found("bolt \\&")).containsExactly(2);
    }

    @Test
    void keepsTheDatasOwnLinkObjectApart() {
        search.feed(link(11, "{\"link\":{\"verified\":\"maybe\"}}"));
        assertThat(search.found("data.link.verified:maybe")).containsExactly(11);
        assertThat(search.found("link.verified:false")).isEmpty();
    }

    @Test
    void weighsBoostedWordsMore() {
        assertThat(TestingSearch.inOrder(search.get("lyon^10 OR intact"))).startsWith(2);
        assertThat(TestingSearch.inOrder(search.get("lyon OR intact^10"))).startsWith(4);
    }

    @Test
    void readsTheStructuredForm() {
        assertThat(structured("{'and':[{'match':{'text':'pump seal'}},{'not':{'match':{'text':'broken'}}}]}"))
                .containsExactly(4);
        assertThat(
                        structured(
                                "{'or':[{'equals':{'field':'supplier.city','value':'Lyon'}},{'range':{'field':'amount','lt':0}}]}"))
                .containsExactly(2, 3);
        assertThat(structured("{'in':{'field':'ref','values':['PO-2026-001','PO-2026-002']}}"))
                .containsExactly(1, 2);
        assertThat(structured("{'phrase':{'field':'notes','text':'broken seal','slop':1}}"))
                .containsExactly(3);
        assertThat(structured("{'prefix':{'field':'ref','text':'PO-'}}")).containsExactly(1, 2);
        assertThat(structured("{'wildcard':{'text':'rot*dam'}}")).containsExactly(1, 3);
        assertThat(structured("{'fuzzy':{'text':'rotretdam','edits':2}}")).containsExactly(1, 3);
        assertThat(structured("{'exists':{'field':'due'}}")).containsExactly(3, 4);
        assertThat(structured("{'range':{'field':'amount','gte':80,'lte':120.5}}"))
                .containsExactly(1, 2);
        assertThat(structured("{'boost':{'query':{'all':true},'factor':3}}")).hasSize(4);
        assertThat(structured("{'text':{'query':'lyon intact','operator':'or'}}"))
                .containsExactly(2, 4);
        assertThat(structured("'pump -broken'")).containsExactly(1, 4);
        assertThat(TestingSearch.found(search.post(ALPHA, "{'query':'seal','filters':['due:2026-02-10']}")))
                .containsExactly(3);
        assertThat(search.post(ALPHA, "").get("total").asInt()).isEqualTo(4);
    }

    private java.util.Set<Integer> structured(String query) {
        return TestingSearch.found(search.post(ALPHA, "{'query':" + query + "}"));
    }
}
