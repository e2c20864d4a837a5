package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.Issued;
import io.traceconnector.app.callers.store.Rotation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that are being streamed to a plugin, its connection, or for a token that it traded end when their right ends, within a second or so;
 * those of others go on.
 */
final class PluginStandingTest {

    private static final String STREAM = "/api/v1/fake/quiet";

    private final PluginServer server = new PluginServer();

    enum Credential {
        PLUGIN,
        CONNECTION,
        TRADED
    }

    /** What happens to what plugin one has installed in the north, and the credentials that end by it. */
    record End(String what, Consumer<PluginServer> happens, List<Credential> ended) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static End end(String what, Consumer<PluginServer> happens, Credential... ended) {
        return new End(what, happens, List.of(ended));
    }

    private static String inNorth(PluginServer server) {
        return server.oneInNorth.to().id().toString();
    }

    static Stream<End> endsInNorth() {
        return Stream.of(
                end(
                        "suspended",
                        server -> server.store.admin.installations().suspend(server.north, inNorth(server)),
                        Credential.values()),
                end(
                        "uninstalled",
                        server -> server.store.admin.installations().uninstall(server.north, inNorth(server)),
                        Credential.values()),
                end(
                        "connection rotated",
                        server -> rotateConnection(server, Duration.ZERO, false),
                        Credential.CONNECTION),
                end(
                        "connection rotated, what was issued revoked",
                        server -> rotateConnection(server, Duration.ofHours(1), true),
                        Credential.TRADED));
    }

    private static Stream<End> endsEverywhere() {
        return Stream.of(
                end(
                        "plugin disabled",
                        server -> server.store.admin.plugins().enable("one", false),
                        Credential.values()),
                end("plugin deleted", server -> server.store.admin.plugins().delete("one"), Credential.values()),
                end(
                        "plugin rotated",
                        server -> server.store.admin.plugins().rotate("one", Rotation.now(Duration.ZERO, false)),
                        Credential.PLUGIN,
                        Credential.TRADED),
                end(
                        "plugin rotated, what was issued revoked",
                        server -> server.store.admin.plugins().rotate("one", Rotation.now(Duration.ofHours(1), true)),
                        Credential.TRADED),
                end(
                        "plugin rotated, grace over",
                        server -> {
                            server.store.admin.plugins().rotate("one", Rotation.now(Duration.ofHours(1), false));
                            server.store.clock.pass(Duration.ofHours(2));
                        },
                        Credential.PLUGIN),
                end(
                        "connection rotated, grace over",
                        server -> {
                            rotateConnection(server, Duration.ofHours(1), false);
                            server.store.clock.pass(Duration.ofHours(2));
                        },
                        Credential.CONNECTION));
    }

    private static void rotateConnection(PluginServer server, Duration grace, boolean revokeIssued) {
        server.store.admin.installations().rotate(server.north, inNorth(server), Rotation.now(grace, revokeIssued));
    }

    static Stream<End> ends() {
        return Stream.concat(endsInNorth(), endsEverywhere());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String authorization(Credential credential, Issued<Installation> installation) {
        return switch (credential) {
            case PLUGIN -> PluginServer.of(server.one);
            case CONNECTION -> PluginServer.ofConnection(installation);
            case TRADED -> server.traded(server.one, installation);
        };
    }

    private CompletableFuture<HttpResponse<Void>> stream(String authorization, String tenant) {
        long before = server.module.begun.get();
        CompletableFuture<HttpResponse<Void>> answer = server.http.client.sendAsync(
                server.as(authorization, STREAM, tenant).build(), HttpResponse.BodyHandlers.discarding());
        await().until(() -> server.module.begun.get() > before || answer.isDone());
        assertThat(answer).isNotDone();
        return answer;
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whatIsStreamedIsCutForWhomItEndsAndForNobodyElse(End end) {
        List<String> dead = new ArrayList<>();
        List<CompletableFuture<HttpResponse<Void>>> cut = new ArrayList<>();
        for (Credential credential : end.ended()) {
            String authorization = authorization(credential, server.oneInNorth);
            dead.add(authorization);
            cut.add(stream(authorization, "north"));
        }
        CompletableFuture<HttpResponse<Void>> others = stream(PluginServer.of(server.two), "north");
        CompletableFuture<HttpResponse<Void>> otherConnections =
                stream(PluginServer.ofConnection(server.twoInNorth), "");

        end.happens().accept(server);

        cut.forEach(answer -> await().atMost(Duration.ofSeconds(3)).until(answer::isCompletedExceptionally));
        dead.forEach(authorization -> assertThat(
                        server.get(authorization, STREAM, "north").statusCode())
                .isIn(401, 404));
        await().during(Duration.ofMillis(900)).until(() -> !others.isDone() && !otherConnections.isDone());
        server.module.released.countDown();
        assertThat(others.join().statusCode()).isEqualTo(200);
        assertThat(otherConnections.join().statusCode()).isEqualTo(200);
    }

    /** What one tenant takes away, another has not. */
    @ParameterizedTest
    @MethodSource("endsInNorth")
    void whatIsStreamedOfAnotherTenantGoesOn(End end) {
        List<CompletableFuture<HttpResponse<Void>>> inSouth = new ArrayList<>();
        for (Credential credential : Credential.values()) {
            inSouth.add(stream(authorization(credential, server.oneInSouth), "south"));
        }

        end.happens().accept(server);

        await().during(Duration.ofMillis(900)).until(() -> inSouth.stream().noneMatch(CompletableFuture::isDone));
        server.module.released.countDown();
        inSouth.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void withinItsGraceAnOldTokenAndWhatWasTradedForItAreStreamedTo() {
        CompletableFuture<HttpResponse<Void>> traded = stream(server.traded(server.one, server.oneInNorth), "");
        CompletableFuture<HttpResponse<Void>> plugins = stream(PluginServer.of(server.one), "north");
        CompletableFuture<HttpResponse<Void>> connections = stream(PluginServer.ofConnection(server.oneInNorth), "");

        server.store.admin.plugins().rotate("one", Rotation.now(Duration.ofHours(1), false));
        rotateConnection(server, Duration.ofHours(1), false);
        server.store.clock.pass(Duration.ofMinutes(59));

        await().during(Duration.ofMillis(900))
                .until(() -> !plugins.isDone() && !connections.isDone() && !traded.isDone());
        server.module.released.countDown();
        assertThat(plugins.join().statusCode()).isEqualTo(200);
        assertThat(connections.join().statusCode()).isEqualTo(200);
        assertThat(traded.join().statusCode()).isEqualTo(200);
    }

    /** A tenant that lets a plugin in again does not bring its old tokens back. */
    @Test
    void whatWasTradedBeforeASuspensionStaysDead() {
        String before = server.traded(server.one, server.oneInNorth);
        String id = server.oneInNorth.to().id().toString();

        server.store.admin.installations().suspend(server.north, id);
        server.store.admin.installations().resume(server.north, id);

        assertThat(server.get(before, "/api/v1/fake/stream", "").statusCode()).isEqualTo(401);
        assertThat(server.get(PluginServer.of(server.one), "/api/v1/fake/stream", "north")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get(server.traded(server.one, server.oneInNorth), "/api/v1/fake/stream", "")
                        .statusCode())
                .isEqualTo(200);
    }
}
