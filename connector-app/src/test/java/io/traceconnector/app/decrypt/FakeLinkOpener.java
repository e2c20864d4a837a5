package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Verification;
import io.traceconnector.api.Verification.Coverage;
import io.traceconnector.api.Verification.Parent;
import io.traceconnector.api.Verification.SignatureCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows by their text which links open; every other link is plain. */
final class FakeLinkOpener implements LinkOpener {

    static final Verification VERIFIED =
            new Verification(true, List.of(new SignatureCheck(true, Coverage.ALL, Optional.of("7"))), Parent.ROOT);
    static final Verification UNSIGNED = new Verification(true, List.of(), Parent.ROOT);

    record Call(Set<OrganisationId> organisations, String raw, Optional<String> form, Optional<LinkHash> stated) {}

    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    FakeLinkOpener opens(String raw, String plaintext) {
        return gives(raw, opened(plaintext), VERIFIED);
    }

    static Payload opened(String plaintext) {
        return new Payload.Opened(Json.of(plaintext.getBytes(UTF_8)));
    }

    FakeLinkOpener gives(String raw, Payload payload, Verification verification) {
        results.put(raw, new Result(payload, verification));
        return this;
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return answer(
                new Call(organisations, new String(raw, UTF_8), form.map(bytes -> new String(bytes, UTF_8)), stated));
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        return answer(new Call(organisations, new String(data, UTF_8), Optional.of(new String(meta, UTF_8)), stated))
                .payload();
    }

    private Result answer(Call call) {
        calls.add(call);
        Result known = results.get(call.raw());
        return known == null ? new Result(new Payload.Plain(Json.of("null".getBytes(UTF_8))), VERIFIED) : known;
    }
}
