package io.traceconnector.app.seal;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sealer and all that a test turns around it: we are the buyer, account 1010, in workflow 201. */
final class SealRig {

    static final WorkflowId WORKFLOW = new WorkflowId("201");
    static final TraceId TRACE = new TraceId("8a726073-3e46-4a54-a001-4f6d729b15c1");
    static final PrivateKeyPem OURS = PrivateKeyPem.generate(KeySpec.RSA_2048);
    static final PrivateKeyPem THEIRS = PrivateKeyPem.generate(KeySpec.RSA_2048);
    static final PrivateKeyPem OTHERS = PrivateKeyPem.generate(KeySpec.RSA_2048);
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.120Z");
    static final String FORM = "{\"weight\":12.50,\"place\":\"Évry\"}";
    static final String CANONICAL_FORM = "{\"place\":\"Évry\",\"weight\":1.25E1}";

    final FakeKeyRing keys = new FakeKeyRing(OURS);
    final FakeParticipations trace =
            new FakeParticipations().with("1", "buyer", "1010", OURS).with("2", "supplier", "1020", THEIRS);
    final Path directory;

    SealRig(Path directory) {
        this.directory = directory;
    }

    Sealer sealer() {
        return sealer(new WorkflowConfig(WorkflowConfig.Data.ENCRYPTED, WorkflowConfig.Trust.FIRST_USE));
    }

    Sealer sealer(WorkflowConfig config) {
        return sealer(Map.of(WORKFLOW, config), Duration.ofMinutes(5), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    Sealer sealer(Map<WorkflowId, WorkflowConfig> workflows, Duration remembered, Clock clock) {
        return new Sealer(
                new SealConfig(remembered, 10, 1 << 20),
                workflows,
                trace,
                keys,
                Algorithms.platform(),
                directory,
                clock);
    }

    static LinkRequest first(Change change) {
        return request(true, change, Optional.of(FORM));
    }

    static LinkRequest next(Change change) {
        return request(false, change, Optional.of(FORM));
    }

    static LinkRequest request(boolean first, Change change, Optional<String> form) {
        return new LinkRequest(
                FakeKeyRing.OURS,
                WORKFLOW,
                TRACE,
                first,
                change,
                Optional.empty(),
                form.map(text -> Json.of(text.getBytes(StandardCharsets.UTF_8))),
                List.of("red", "blue"),
                List.of(new LinkRequest.Reference(new LinkHash("ab".repeat(32)), new WorkflowId("204"))),
                NOW);
    }

    static Link link(SealedLink sealed) {
        return LinkJson.read(sealed.raw());
    }

    static JsonNode metadata(SealedLink sealed) {
        return JsonMapper.shared().readTree(link(sealed).meta().data().toByteArray());
    }

    /** The sealed link as Trace would give it back. */
    static Parent parent(SealedLink sealed) {
        return Parent.of(new ReceivedLink(Optional.empty(), sealed.hash(), sealed.raw(), sealed.form()));
    }

    static ProblemException problem(Runnable call) {
        return Assertions.catchThrowableOfType(ProblemException.class, call::run);
    }
}
