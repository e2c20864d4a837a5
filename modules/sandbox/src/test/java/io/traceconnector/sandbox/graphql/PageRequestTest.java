package io.traceconnector.sandbox.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.sandbox.http.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageRequestTest {

    @Test
    void walksThroughAllByTheEndCursor() throws IOException {
        List<Integer> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        Connection<Integer> page;
        do {
            page = page(Optional.of(3), Optional.empty(), 0, Optional.empty(), after);
            page.edges().forEach(edge -> seen.add(edge.node()));
            after = Optional.of(Cursors.of(page.endPlace().orElseThrow()));
        } while (page.hasNext());
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(page.total()).isEqualTo(10);
    }

    @Test
    void takesFirstLastOffsetAndBefore() throws IOException {
        assertThat(nodes(Optional.of(2), Optional.empty(), 3, Optional.empty(), Optional.empty()))
                .containsExactly(4, 5);
        assertThat(nodes(Optional.empty(), Optional.of(2), 0, Optional.empty(), Optional.empty()))
                .containsExactly(9, 10);
        assertThat(nodes(Optional.empty(), Optional.of(2), 0, Optional.of(Cursors.of(5)), Optional.of(Cursors.of(1))))
                .containsExactly(3, 4);
        assertThat(nodes(Optional.of(5), Optional.of(2), 0, Optional.empty(), Optional.empty()))
                .containsExactly(4, 5);
        assertThat(nodes(Optional.empty(), Optional.empty(), Integer.MAX_VALUE, Optional.empty(), Optional.of("")))
                .isEmpty();
    }

    @Test
    void hasNoCursorsAndNothingNextAtTheEnd() throws IOException {
        Connection<Integer> page =
                page(Optional.of(3), Optional.empty(), 0, Optional.empty(), Optional.of(Cursors.of(10)));
        assertThat(page.edges()).isEmpty();
        assertThat(page.hasNext()).isFalse();
        assertThat(page.hasPrevious()).isTrue();
        assertThat(page.endPlace()).isEmpty();
    }

    @Test
    void cutsALargePageAndSaysThatThereIsMore() throws IOException {
        PageRequest request =
                new PageRequest(Optional.of(5_000), Optional.empty(), 0, Optional.empty(), Optional.empty());
        Connection<Integer> page = request.over(Places.all(1_500), PageRequestTest::same);
        assertThat(page.edges()).hasSize(PageRequest.MOST);
        assertThat(page.hasNext()).isTrue();
    }

    @Test
    void keepsPlacesOfAListWithGaps() throws IOException {
        PageRequest request =
                new PageRequest(Optional.of(2), Optional.empty(), 0, Optional.empty(), Optional.of(Cursors.of(20)));
        Connection<Integer> page = request.over(Places.of(new int[] {10, 20, 35, 50, 90}), PageRequestTest::same);
        assertThat(page.edges()).extracting(Connection.Edge::place).containsExactly(35, 50);
        assertThat(page.hasNext()).isTrue();
    }

    @Test
    void writesCursorsAsTraceDoesAndRefusesOthers() {
        assertThat(Cursors.of(2)).isEqualTo("WyJuYXR1cmFsIiwyXQ==");
        assertThat(Cursors.place("WyJuYXR1cmFsIiwyXQ==")).isEqualTo(2);
        for (String wrong : List.of("!", "WzFd", "WyJuYXR1cmFsIiwtMV0=", "eyJhIjoxfQ==")) {
            assertThatThrownBy(() -> Cursors.place(wrong)).isInstanceOf(ApiException.class);
        }
    }

    private static List<Integer> nodes(
            Optional<Integer> first,
            Optional<Integer> last,
            int offset,
            Optional<String> before,
            Optional<String> after)
            throws IOException {
        return page(first, last, offset, before, after).edges().stream()
                .map(Connection.Edge::node)
                .toList();
    }

    private static Connection<Integer> page(
            Optional<Integer> first,
            Optional<Integer> last,
            int offset,
            Optional<String> before,
            Optional<String> after)
            throws IOException {
        return new PageRequest(first, last, offset, before, after).over(Places.all(10), PageRequestTest::same);
    }

    private static List<Integer> same(int[] places) {
        return java.util.Arrays.stream(places).boxed().toList();
    }
}
