package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where service accounts may be used. */
final class AccountNetworksTest {

    private static final InetAddress INSIDE = InetAddress.ofLiteral("10.1.2.3");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("11.1.2.3");

    private TestingStore store;
    private ServiceAccount account;

    @BeforeEach
    void make() throws IOException {
        store = new TestingStore();
        account = store.account().to();
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void anAccountIsUsableFromEverywhereUntilItIsLimited() {
        assertThat(account.isUsableFrom(OUTSIDE)).isTrue();

        ServiceAccount limited = limit("10.0.0.0/8", "2001:db8::/32");
        assertThat(limited.isUsableFrom(INSIDE)).isTrue();
        assertThat(limited.isUsableFrom(InetAddress.ofLiteral("2001:db8::7"))).isTrue();
        assertThat(limited.isUsableFrom(OUTSIDE)).isFalse();

        assertThat(limit().isUsableFrom(OUTSIDE)).isTrue();
    }

    @Test
    void theLimitStaysWhateverElseChanges() {
        limit("10.0.0.0/8");
        AccountAdministration accounts = store.admin.accounts();
        accounts.rotate(store.acme(), account.clientId(), Rotation.now(Duration.ZERO, true));
        accounts.enable(store.acme(), account.clientId(), false);
        accounts.enable(store.acme(), account.clientId(), true);

        assertThat(accounts.get(store.acme(), account.clientId()).isUsableFrom(OUTSIDE))
                .isFalse();
    }

    @Test
    void itIsKeptAndAnAccountFromBeforeThereWereLimitsHasNone() {
        List<Event> kept = List.of(new Event.AccountKept(new AccountEntry(limit("10.0.0.0/8"), Map.of())));
        assertThat(EventCodec.events(EventCodec.content(kept))).isEqualTo(kept);

        String before = new String(
                        EventCodec.content(List.of(new Event.AccountKept(new AccountEntry(account, Map.of())))),
                        StandardCharsets.UTF_8)
                .replace("\"networks\":null,", "");
        assertThat(before).doesNotContain("networks");
        assertThat(EventCodec.events(before.getBytes(StandardCharsets.UTF_8)))
                .first()
                .isInstanceOfSatisfying(
                        Event.AccountKept.class,
                        event -> assertThat(event.entry().account().networks()).isEqualTo(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "localhost", "10.0.0.0/33", "", "*", "0x0a000000/8"})
    void whatIsNoRangeIsRefusedAndChangesNothing(String range) {
        limit("10.0.0.0/8");

        assertThatThrownBy(() -> limit("192.168.0.0/16", range))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo("invalid_request"));
        assertThat(store.admin.accounts().get(store.acme(), account.clientId()).isUsableFrom(INSIDE))
                .isTrue();
    }

    private ServiceAccount limit(String... networks) {
        return store.admin.accounts().limit(store.acme(), account.clientId(), List.of(networks));
    }
}
