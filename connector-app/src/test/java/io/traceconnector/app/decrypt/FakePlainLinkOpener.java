package io.traceconnector.app.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import java.util.Optional;
import java.util.Set;

/** Takes every link for a plain one, and remembers none. */
final class FakePlainLinkOpener implements LinkOpener {

    private static final Payload PLAIN = new Payload.Plain(Json.of("null".getBytes(UTF_8)));

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return new Result(PLAIN, FakeLinkOpener.VERIFIED);
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        return PLAIN;
    }
}
