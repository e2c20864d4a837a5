package io.traceconnector.app.http;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Verification;
import io.traceconnector.app.decrypt.LinkOpener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens everything for acme, nothing for anybody else. */
final class FakeOpener implements LinkOpener {

    static final Json SECRET = Json.of("{\"secret\":\"opened\"}".getBytes(StandardCharsets.UTF_8));

    final List<Set<OrganisationId>> asked = new CopyOnWriteArrayList<>();

    @Override
    public Result open(
            Set<OrganisationId> organisations, byte[] raw, Optional<byte[]> form, Optional<LinkHash> stated) {
        return new Result(payload(organisations), new Verification(true, List.of(), Verification.Parent.UNCHECKED));
    }

    @Override
    public Payload openData(Set<OrganisationId> organisations, byte[] data, byte[] meta, Optional<LinkHash> stated) {
        return payload(organisations);
    }

    private Payload payload(Set<OrganisationId> organisations) {
        asked.add(organisations);
        return organisations.contains(TestingHttp.ACME) ? new Payload.Opened(SECRET) : new Payload.NotForUs();
    }
}
