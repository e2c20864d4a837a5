package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.PluginCallers;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.Sender;
import io.traceconnector.app.callers.TestingFacts;
import io.traceconnector.app.callers.Verdict;
import io.traceconnector.app.callers.tokens.FakeTokenKeys;
import io.traceconnector.app.callers.tokens.Issuers;
import io.traceconnector.app.callers.tokens.OAuthException;
import io.traceconnector.app.callers.tokens.OAuthRequest;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.callers.tokens.TestingTokens;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long it takes to refuse somebody says nothing of whether there is such a client, plugin or operator: medians of 2,000 tries each. */
final class RefusalTimesTest {

    private static final Timings TIMINGS = new Timings(10_000, 2_000, 0.1);
    /** Argon2 takes long, by intent: a few tries show whether it was done. */
    private static final Timings OF_PASSWORDS = new Timings(2, 8, 0.25);

    private static final Timings FEWER_OF_PASSWORDS = new Timings(0, 2, 0.25);

    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("11.1.2.3");

    private final TestingStore store = testing();
    private final TokenAuthority authority = authority(store);
    private final PluginCallers plugins = new PluginCallers(store.identities);
    private final Issued<ServiceAccount> known = store.account();

    private static TestingStore testing() {
        try {
            return new TestingStore();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TokenAuthority authority(TestingStore store) {
        FakeTokenKeys keys = new FakeTokenKeys();
        keys.keys.put(TestingStore.US, List.of(TestKeys.EC));
        return new TokenAuthority(
                TestingOwnTokensConfig.usual(),
                new Issuers(URI.create("https://connector.example"), store.tenants),
                keys,
                store.identities,
                account -> Optional.empty(),
                store.clock);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Runnable inBody(String client, String secret) {
        OAuthRequest request = new OAuthRequest(
                List.of(),
                TestingTokens.form(
                        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret)),
                Sender.unknown(),
                Optional.of(ELSEWHERE));
        return () -> refused(request);
    }

    private Runnable inHeader(String client, String secret) {
        OAuthRequest request = new OAuthRequest(
                List.of(TestingTokens.basic(client + ":" + secret)),
                TestingTokens.form(Map.of("grant_type", "client_credentials")));
        return () -> refused(request);
    }

    private void refused(OAuthRequest request) {
        try {
            authority.token(store.acme(), request);
        } catch (OAuthException e) {
            return;
        }
        throw new AssertionError("it was not refused");
    }

    private Issued<ServiceAccount> disabled() {
        Issued<ServiceAccount> one = store.account();
        store.admin.accounts().enable(store.acme(), one.to().clientId(), false);
        return one;
    }

    private Issued<ServiceAccount> confined() {
        Issued<ServiceAccount> one = store.account();
        store.admin.accounts().limit(store.acme(), one.to().clientId(), List.of("10.0.0.0/8", "2001:db8::/32"));
        return one;
    }

    private Issued<ServiceAccount> others() {
        return store.admin.accounts().create(store.beta(), TestingStore.draft(store.beta(), Optional.empty()));
    }

    private Issued<ServiceAccount> rotated(Optional<Duration> wait) {
        Issued<ServiceAccount> one = store.account();
        Rotation rotation = new Rotation(Duration.ofHours(1), wait.map(store.clock.instant()::plus), false);
        return store.admin.accounts().rotate(store.acme(), one.to().clientId(), rotation);
    }

    @Test
    void clientsThatThereAreNotLookLikeThoseWhoseSecretIsWrong() {
        Issued<ServiceAccount> asleep = disabled();
        Issued<ServiceAccount> others = others();
        String wrong = asleep.secret();
        Issued<ServiceAccount> early = rotated(Optional.of(Duration.ofDays(1)));
        Issued<ServiceAccount> confined = confined();

        assertThat(TIMINGS.telling(
                        inBody(known.to().clientId(), wrong),
                        Map.of(
                                "unknown", inBody("1550099831-main.acme.trace-connector", wrong),
                                "unknown, another's secret",
                                        inBody("1550099832-main.acme.trace-connector", known.secret()),
                                "disabled, right secret", inBody(asleep.to().clientId(), asleep.secret()),
                                "another tenant's", inBody(others.to().clientId(), wrong),
                                "right secret, from elsewhere",
                                        inBody(confined.to().clientId(), confined.secret()),
                                "right secret, before its time",
                                        inBody(early.to().clientId(), early.secret()),
                                "two secrets",
                                        inBody(rotated(Optional.empty()).to().clientId(), wrong))))
                .isEmpty();
        assertThat(TIMINGS.telling(
                        inHeader(known.to().clientId(), wrong),
                        Map.of(
                                "unknown", inHeader("1550099831-main.acme.trace-connector", wrong),
                                "disabled, right secret", inHeader(asleep.to().clientId(), asleep.secret()))))
                .isEmpty();
    }

    /** A secret that has not the form of one is looked at no further, whoever is said to have it. */
    @Test
    void norDoesAMistypedSecretTellWhetherThereIsSuchAClient() {
        assertThat(TIMINGS.telling(
                        inBody(known.to().clientId(), "mistyped"),
                        Map.of(
                                "unknown", inBody("1550099831-main.acme.trace-connector", "mistyped"),
                                "disabled", inBody(disabled().to().clientId(), "mistyped"))))
                .isEmpty();
    }

    @Test
    void oneMoreOrOneLessComparisonWouldBeSeen() {
        String wrong = disabled().secret();
        Runnable once = inBody(known.to().clientId(), wrong);

        assertThat(TIMINGS.telling(
                        once,
                        Map.of(
                                "compared once more",
                                        () -> {
                                            once.run();
                                            store.opens(known, wrong);
                                        },
                                "not compared", inBody("nobody", "mistyped"),
                                "the same", inBody(known.to().clientId(), wrong))))
                .containsExactlyInAnyOrder("compared once more", "not compared");
    }

    private Runnable shown(boolean connection, String id, String secret) {
        Presented keyed = new Presented.Keyed(connection, id, secret);
        return () -> assertThat(plugins.authenticate(keyed, TestingFacts.of()) instanceof Verdict.Rejected)
                .isTrue();
    }

    @Test
    void pluginsAndConnectionsThatThereAreNotLookLikeThoseWhoseTokenIsWrong() {
        Issued<Plugin> chat = store.admin.plugins().create("chat", "", Set.of("links:read"), List.of());
        Issued<Plugin> asleep = store.admin.plugins().create("chet", "", Set.of("links:read"), List.of());
        Issued<Installation> installed =
                store.admin.installations().install(store.acme(), "chat", Set.of("links:read"), Set.of());
        Issued<Installation> suspended =
                store.admin.installations().install(store.beta(), "chat", Set.of("links:read"), Set.of());
        String unknown = installed.to().connection().replaceFirst(".$", "_");
        store.admin.plugins().enable("chet", false);
        Issued<Plugin> confined = store.admin.plugins().create("chot", "", Set.of("links:read"), List.of("10.0.0.0/8"));
        store.admin.installations().suspend(store.beta(), suspended.to().id().toString());

        assertThat(TIMINGS.telling(
                        shown(false, "chat", asleep.secret()),
                        Map.of(
                                "unknown", shown(false, "chut", chat.secret()),
                                "right token, from elsewhere", shown(false, "chot", confined.secret()),
                                "disabled, right token", shown(false, "chet", asleep.secret()))))
                .isEmpty();
        assertThat(TIMINGS.telling(
                        shown(true, installed.to().connection(), suspended.secret()),
                        Map.of(
                                "unknown", shown(true, unknown, installed.secret()),
                                "suspended, right token",
                                        shown(true, suspended.to().connection(), suspended.secret()))))
                .isEmpty();
    }

    private Runnable login(String name, String password) {
        return () -> {
            try {
                authority.operators().login(name, password.toCharArray(), InetAddress.getLoopbackAddress());
            } catch (ProblemException e) {
                return;
            }
            throw new AssertionError("it was not refused");
        };
    }

    @Test
    void operatorsThatThereAreNotLookLikeThoseWhosePasswordIsWrongInEightTries() {
        String right = String.valueOf(TestingStore.PASSWORD);
        for (String name : List.of("ada", "asleep")) {
            store.admin
                    .operators()
                    .create(name, TestingStore.PASSWORD, Map.of(store.acme().id(), Set.of("r")), List.of());
        }
        store.admin.operators().enable("asleep", false);

        assertThat(OF_PASSWORDS.telling(
                        login("ada", "not the right one"),
                        Map.of("unknown", login("nobody", right), "disabled, right password", login("asleep", right))))
                .isEmpty();
        assertThatThrownBy(() ->
                        authority.operators().login("nobody", TestingStore.PASSWORD, InetAddress.getLoopbackAddress()))
                .hasMessage(refusal("ada", "not the right one"))
                .hasMessage(refusal("asleep", right));
    }

    private String refusal(String name, String password) {
        try {
            authority.operators().login(name, password.toCharArray(), InetAddress.getLoopbackAddress());
        } catch (ProblemException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void aPasswordThatWasNotHashedWouldBeSeen() {
        store.admin
                .operators()
                .create("ada", TestingStore.PASSWORD, Map.of(store.acme().id(), Set.of("r")), List.of());

        assertThat(FEWER_OF_PASSWORDS.telling(
                        login("ada", "not the right one"),
                        Map.of("not hashed", () -> store.identities.operatorByName("nobody"))))
                .containsExactly("not hashed");
    }
}
