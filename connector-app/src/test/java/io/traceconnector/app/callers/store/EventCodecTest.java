package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.journal.JournalDamagedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events as they stand on disk and in PostgreSQL. */
final class EventCodecTest {

    private static final String BEFORE_OWNERS = """
            [{"event":"plugin","entry":{"plugin":{"id":"chat","description":"of tests","enabled":true,\
            "wanted":["links:read"],"secrets":[],"createdAt":"2026-11-20T10:00:00Z"},"hashes":{}}}]\
            """;

    private static Plugin plugin(Optional<TenantId> owner) {
        Instant then = Instant.parse("2026-11-20T10:00:00Z");
        return new Plugin("chat", owner, "of tests", true, Set.of("links:read"), List.of(), then);
    }

    private static List<Event> kept(Plugin plugin) {
        return List.of(new Event.PluginKept(new PluginEntry(plugin, Map.of())));
    }

    @Test
    void aPluginThatWasKeptBeforeThereWereOwnersHasNone() {
        assertThat(EventCodec.events(BEFORE_OWNERS.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(kept(plugin(Optional.empty())));
    }

    @Test
    void anOwnerComesBackAsItWas() {
        List<Event> owned = kept(plugin(Optional.of(new TenantId("acme"))));

        assertThat(EventCodec.events(EventCodec.content(owned))).isEqualTo(owned);
    }

    @Test
    void whatNoVersionHasWrittenIsDamage() {
        byte[] unknown = BEFORE_OWNERS.replace("\"hashes\"", "\"hashed\"").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventCodec.events(unknown)).isInstanceOf(JournalDamagedException.class);
    }
}
