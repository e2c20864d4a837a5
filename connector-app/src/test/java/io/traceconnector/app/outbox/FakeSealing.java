package io.traceconnector.app.outbox;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.Parent;
import io.traceconnector.app.seal.SealedLink;
import io.traceconnector.app.seal.Sealing;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.LinkMeta;
import io.traceconnector.chainscript.LinkProcess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes links of which no two are alike, with the request's data in clear, unsigned. */
final class FakeSealing implements Sealing {

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger forgotten = new AtomicInteger();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    void failing(RuntimeException with) {
        failure = Optional.of(with);
    }

    void working() {
        failure = Optional.empty();
    }

    int made() {
        return made.get();
    }

    int forgotten() {
        return forgotten.get();
    }

    @Override
    public SealedLink seal(LinkRequest request, Optional<Parent> parent) {
        if (failure.isPresent()) {
            throw failure.get();
        }
        byte[] raw = raw(
                request.workflow().value(),
                request.trace().value(),
                parent,
                request.data().map(Json::text).orElse(""),
                "form " + made.incrementAndGet());
        return new SealedLink(hash(raw), parent.map(Parent::hash), raw, Optional.empty());
    }

    static byte[] raw(String workflow, String trace, Optional<Parent> parent, String data, String nonce) {
        LinkMeta.Builder meta = new LinkMeta.Builder()
                .clientId("github.com/stratumn/java-chainscript")
                .process(new LinkProcess(workflow, "OWNED"))
                .mapId(trace)
                .outDegree(1)
                .priority(
                        parent.map(known -> known.link().meta().priority() + 1).orElse(1.0))
                .data(Bytes.ofUtf8("\"" + nonce + "\""));
        parent.ifPresent(known -> meta.prevLinkHash(
                io.traceconnector.chainscript.LinkHash.ofHex(known.hash().hex()).bytes()));
        return LinkJson.write(new Link(Link.VERSION, Bytes.ofUtf8(data), meta.build(), List.of()));
    }

    static LinkHash hash(byte[] raw) {
        return new LinkHash(LinkHashing.of(LinkJson.read(raw)).hex());
    }

    @Override
    public void forget(OrganisationId organisation, WorkflowId workflow) {
        forgotten.incrementAndGet();
    }
}
