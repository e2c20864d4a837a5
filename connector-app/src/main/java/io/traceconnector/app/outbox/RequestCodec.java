package io.traceconnector.app.outbox;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.LinkRequest.Reference;

/** Requests as they stand in the journal. */
final class RequestCodec {

    private RequestCodec() {}

    static void write(Packer out, LinkRequest request) {
        out.text(request.organisation().value())
                .text(request.workflow().value())
                .text(request.trace().value())
                .flag(request.first());
        write(out, request.change());
        out.maybe(request.group(), Packer::text)
                .maybe(request.data().map(Json::utf8), Packer::bytes)
                .all(request.tags(), Packer::text)
                .all(
                        request.references(),
                        (each, reference) -> each.text(reference.hash().hex())
                                .text(reference.workflow().value()))
                .instant(request.createdAt());
    }

    static LinkRequest read(Unpacker in) {
        return new LinkRequest(
                new OrganisationId(in.text()),
                new WorkflowId(in.text()),
                new TraceId(in.text()),
                in.flag(),
                change(in),
                in.maybe(Unpacker::text),
                in.maybe(Unpacker::bytes).map(Json::of),
                in.all(Unpacker::text),
                in.all(each -> new Reference(new LinkHash(each.text()), new WorkflowId(each.text()))),
                in.instant());
    }

    private static void write(Packer out, Change change) {
        switch (change) {
            case Change.Act(String action) -> out.count(1).text(action);
            case Change.Push(String recipient) -> out.count(2).text(recipient);
            case Change.Pull _ -> out.count(3);
            case Change.Accept _ -> out.count(4);
            case Change.Reject _ -> out.count(5);
            case Change.Cancel _ -> out.count(6);
        }
    }

    private static Change change(Unpacker in) {
        int kind = in.count();
        return switch (kind) {
            case 1 -> new Change.Act(in.text());
            case 2 -> new Change.Push(in.text());
            case 3 -> new Change.Pull();
            case 4 -> new Change.Accept();
            case 5 -> new Change.Reject();
            case 6 -> new Change.Cancel();
            default -> throw new IllegalArgumentException("no change has number " + kind);
        };
    }
}
