package io.traceconnector.app.stream;

import static io.traceconnector.app.stream.PumpRun.FEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PoisonLinksTest {

    private final FakeOpener opener = new FakeOpener(new FakeKeys().add(PumpRun.OURS, "k1"));
    private final PoisonLinks poison = new PoisonLinks(new FakeTime());

    @Test
    void givesALinkOnceAndForgetsItWhenItOpens() {
        assertThat(poison.note(links(1, 4, "copied"))).hasSize(3);
        assertThat(poison.note(links(1, 5, "copied"))).hasSize(1);
        assertThat(poison.counts()).containsExactly(java.util.Map.entry(Payload.Reason.COPIED, 4L));
        assertThat(poison.note(links(1, 3, "known"))).isEmpty();

        assertThat(poison.all()).hasSize(2);
    }

    @Test
    void holdsTheNewestThousand() {
        poison.note(links(1, 2001, "copied"));

        assertThat(poison.all()).hasSize(1000);
        assertThat(poison.all().getLast().cursor()).contains(FakeLink.cursor(2000));
    }

    private List<Segment> links(int from, int to, String signer) {
        return opener.open(
                FEED,
                IntStream.range(from, to)
                        .mapToObj(number ->
                                FakeLink.of(number, "k1").rewritten("c", signer).received())
                        .toList());
    }
}
