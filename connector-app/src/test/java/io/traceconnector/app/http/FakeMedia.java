package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.Media;
import io.traceconnector.app.trace.TraceException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps uploads in memory, and serves them from a socket as Media's storage does. */
final class FakeMedia implements Media {

    /** An upload that came to its end. */
    record Kept(OrganisationId organisation, String name, byte[] blob) {}

    final Map<String, Kept> kept = new ConcurrentHashMap<>();
    final List<OrganisationId> asked = new CopyOnWriteArrayList<>();
    private final FakeUpstream storage;

    FakeMedia(FakeUpstream storage) {
        this.storage = storage;
    }

    @Override
    public String upload(OrganisationId organisation, Upload upload) {
        byte[] blob;
        try {
            blob = upload.content().readAllBytes();
        } catch (IOException e) {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "the content broke off", e);
        }
        String digest = "digest-" + kept.size();
        keep(digest, new Kept(organisation, upload.name(), blob));
        return digest;
    }

    void keep(String digest, Kept file) {
        kept.put(digest, file);
        storage.at("/kept/" + digest, exchange -> {
            exchange.sendResponseHeaders(200, file.blob().length);
            exchange.getResponseBody().write(file.blob());
            exchange.close();
        });
    }

    @Override
    public Optional<URI> location(OrganisationId organisation, String digest) {
        asked.add(organisation);
        return kept.containsKey(digest) ? Optional.of(URI.create(storage.url() + "/kept/" + digest)) : Optional.empty();
    }
}
