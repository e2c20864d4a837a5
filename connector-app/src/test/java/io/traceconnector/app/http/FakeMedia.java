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
import java.util.concurrent.CountDownLatch;

/** Keeps uploads in memory, and serves them from a socket as Media's storage does. */
final class FakeMedia implements Media {

    /** An upload that came to its end. */
    record Kept(OrganisationId organisation, String name, byte[] blob) {}

    final Map<String, Kept> kept = new ConcurrentHashMap<>();
    final List<OrganisationId> asked = new CopyOnWriteArrayList<>();
    private final FakeUpstream storage;
    /** Takes what is there, and then goes away as the real client does. */
    volatile boolean goesAway;

    FakeMedia(FakeUpstream storage) {
        this.storage = storage;
    }

    @Override
    public String upload(OrganisationId organisation, Upload upload) {
        if (goesAway) {
            breakOff(upload);
        }
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

    private static void breakOff(Upload upload) {
        CountDownLatch begun = new CountDownLatch(1);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                upload.content().read();
                begun.countDown();
                upload.content().readAllBytes();
            } catch (IOException e) {
                begun.countDown();
            }
        });
        try {
            begun.await();
            Thread.sleep(50);
            reader.interrupt();
            reader.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new TraceException(TraceException.Kind.UNAVAILABLE, "media is away");
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
