package io.traceconnector.app.http;

import io.traceconnector.api.LinkReader;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Routes;
import io.traceconnector.api.Segment;
import io.traceconnector.app.seal.FileRecord;
import io.traceconnector.app.trace.Media;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.EnvelopeException;
import io.traceconnector.chainscript.FileBlob;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.SymmetricKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * {@code GET /api/v1/files/{digest}}: a file of Media, decrypted. What comes out was verified first, in the spool; or, where the caller prefers
 * speed, it comes while it is decrypted, and a file that turns out to be damaged cuts the connection. Nothing decrypted is ever on disk.
 */
final class FileDownloads {

    static final String KEY = "Connector-File-Key";

    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_=-]{1,128}");

    private final Media media;
    private final LinkReader reader;
    private final DownloadSource source;
    private final Spool spool;
    private final Optional<OrganisationId> usual;

    /** @param usual in whose name where a caller that has the key does not choose */
    FileDownloads(Media media, LinkReader reader, DownloadSource source, Spool spool, Optional<OrganisationId> usual) {
        this.media = media;
        this.reader = reader;
        this.source = source;
        this.spool = spool;
        this.usual = usual;
    }

    /**
     * A file that the caller may have.
     *
     * @param size as its record says it; empty where there is none
     */
    private record Wanted(
            OrganisationId organisation, String name, String mimetype, OptionalLong size, Optional<String> key) {

        @Override
        public String toString() {
            return "a file";
        }
    }

    void download(Call call) throws IOException, InterruptedException {
        String digest = call.parameters().getOrDefault("digest", "");
        if (!DIGEST.matcher(digest).matches()) {
            throw unknown();
        }
        boolean verifiedFirst = verifiedFirst(call);
        Wanted wanted = wanted(call, digest);
        URI target = location(wanted.organisation(), digest);
        source.require(target);
        if (call.exchange().getRequestMethod().equalToString("HEAD")
                && wanted.size().isPresent()) {
            describe(call, wanted);
            call.exchange().setResponseContentLength(wanted.size().getAsLong());
            call.exchange().endExchange();
            return;
        }
        HttpResponse<InputStream> response =
                source.send(call, source.request(target).build());
        try (InputStream body = new UpstreamBody(response.body())) {
            if (response.statusCode() != 200 && response.statusCode() != 204) {
                throw DownloadSource.failed();
            }
            pass(call, wanted, body, verifiedFirst);
        } catch (TraceException e) {
            ProblemException failed = DownloadSource.failed();
            failed.initCause(e);
            throw failed;
        }
    }

    private static boolean verifiedFirst(Call call) {
        return switch (call.query("verify").orElse("first")) {
            case "first" -> true;
            case "stream" -> false;
            default ->
                throw new ProblemException(400, "verify_unknown", "?verify= must be first (the default) or stream.");
        };
    }

    private Wanted wanted(Call call, String digest) {
        Optional<String> trace = call.query("trace");
        Optional<String> link = call.query("link");
        Optional<String> key = call.header(KEY);
        if (trace.isPresent() && link.isPresent() && key.isEmpty()) {
            return ofLink(call, digest, trace.get(), link.get());
        }
        if (trace.isEmpty() && link.isEmpty() && key.isPresent()) {
            return new Wanted(
                    RelayScope.own(call, usual), digest, "application/octet-stream", OptionalLong.empty(), key);
        }
        throw new ProblemException(
                400,
                "file_right_required",
                "Name a link that holds the file's record, by ?trace= and &link=, or give the file's key in the header "
                        + KEY + "; not both.");
    }

    /** Whoever may see the link may have its files; the key stays here. */
    private Wanted ofLink(Call call, String digest, String trace, String link) {
        Segment segment = reader.link(call.admitted().caller(), LinkViews.traceId(trace), LinkViews.linkHash(link))
                .orElseThrow(() -> new ProblemException(
                        404, "link_unknown", "The trace has no such link, or it is not the caller's to see."));
        Optional<FileRecord> record = switch (segment.payload()) {
            case Payload.Opened(var data) -> FileRecord.find(data.tree(), digest);
            case Payload.Plain(var data) -> FileRecord.find(data.tree(), digest);
            case Payload.NotForUs _, Payload.Closed _ -> Optional.empty();
        };
        FileRecord found = record.orElseThrow(FileDownloads::unknown);
        return new Wanted(
                segment.feed().organisation(),
                FileNames.isGood(found.name()) ? found.name() : digest,
                FileNames.isType(found.mimetype()) ? found.mimetype() : "application/octet-stream",
                found.size() < 0 ? OptionalLong.empty() : OptionalLong.of(found.size()),
                found.key());
    }

    private URI location(OrganisationId organisation, String digest) {
        try {
            return media.location(organisation, digest).orElseThrow(FileDownloads::unknown);
        } catch (TraceException e) {
            throw MediaFailures.problem(e);
        }
    }

    private void pass(Call call, Wanted wanted, InputStream body, boolean verifiedFirst) throws IOException {
        if (wanted.key().isEmpty()) {
            stream(call, wanted, body::transferTo);
            return;
        }
        SymmetricKey key = key(wanted.key().get());
        try {
            if (verifiedFirst) {
                passVerified(call, wanted, key, body);
            } else {
                stream(call, wanted, out -> open(key, body, out));
            }
        } finally {
            key.destroy();
        }
    }

    private void passVerified(Call call, Wanted wanted, SymmetricKey key, InputStream body) throws IOException {
        try (Spool.Spooled spooled = spooled(call, body)) {
            open(key, spooled.read(), OutputStream.nullOutputStream());
            call.exchange().setResponseContentLength(spooled.size() - FileBlob.OVERHEAD);
            stream(call, wanted, out -> open(key, spooled.read(), out));
        }
    }

    private Spool.Spooled spooled(Call call, InputStream body) throws IOException {
        try {
            return spool.receive(body);
        } catch (ProblemException e) {
            call.exchange().getResponseHeaders().put(Headers.RETRY_AFTER, 10);
            throw e;
        }
    }

    private static SymmetricKey key(String base64) {
        try {
            return SymmetricKey.ofBase64(base64.strip());
        } catch (FormatException e) {
            throw new ProblemException(
                    400, "file_key_malformed", "The file's key is not the base64 of 32 bytes, as its record has it.");
        }
    }

    private static void open(SymmetricKey key, InputStream blob, OutputStream out) throws IOException {
        try {
            FileBlob.open(key, blob, out);
        } catch (EnvelopeException | FormatException e) {
            throw new ProblemException(
                    502, "file_damaged", "The file was changed where it is kept, or the key is not its own.");
        }
    }

    private static void stream(Call call, Wanted wanted, Routes.Body content) throws IOException {
        describe(call, wanted);
        call.stream(200, wanted.mimetype(), content);
    }

    private static void describe(Call call, Wanted wanted) {
        HeaderMap headers = call.exchange().getResponseHeaders();
        headers.put(Headers.CONTENT_TYPE, wanted.mimetype());
        DownloadSource.asAttachment(headers, FileNames.attachment(wanted.name()));
    }

    private static ProblemException unknown() {
        return new ProblemException(
                404, "file_unknown", "There is no such file, or the link does not name it for this caller.");
    }
}
