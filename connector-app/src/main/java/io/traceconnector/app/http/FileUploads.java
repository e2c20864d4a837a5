package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.seal.FileRecord;
import io.traceconnector.app.seal.FileSealing;
import io.traceconnector.app.trace.TraceException;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;

/** {@code PUT /api/v1/files}: encrypts a file on its way to Media, and answers with the record for link data. */
final class FileUploads {

    private final FileSealing sealing;
    private final Optional<OrganisationId> usual;

    /** @param usual in whose name where the request does not choose */
    FileUploads(FileSealing sealing, Optional<OrganisationId> usual) {
        this.sealing = sealing;
        this.usual = usual;
    }

    void upload(Call call) throws IOException {
        OrganisationId organisation = RelayScope.own(call, usual);
        HttpServerExchange exchange = call.exchange();
        long length = exchange.getRequestContentLength();
        RequestInput content = new RequestInput(exchange, call.patience());
        FileSealing.Draft draft = new FileSealing.Draft(
                FileNames.checked(call.query("name").orElse("")),
                mimetype(call),
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length),
                content);
        FileRecord record;
        try {
            record = sealing.send(organisation, draft, call.patience());
        } catch (TraceException e) {
            // What is left of the body is not wanted.
            exchange.setPersistent(false);
            Optional<IOException> broken = content.failure();
            if (broken.isPresent()) {
                throw broken(broken.get());
            }
            throw MediaFailures.problem(e);
        }
        exchange.getResponseHeaders().put(Headers.LOCATION, "/api/v1/files/" + record.digest());
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        call.answer(201, "application/json", JsonMapper.shared().writeValueAsBytes(record.json()));
    }

    private static String mimetype(Call call) {
        if (call.header("Content-Encoding").isPresent()) {
            throw new ProblemException(415, "encoding_unsupported", "The body must not be compressed.");
        }
        String type = call.header("Content-Type").orElse("application/octet-stream");
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new ProblemException(
                    415, "multipart_unsupported", "The body must be the file itself, its name in ?name=.");
        }
        if (!FileNames.isType(type)) {
            throw new ProblemException(
                    415, "file_type_malformed", "Content-Type must be a media type, such as application/pdf.");
        }
        return type;
    }

    private static RuntimeException broken(IOException why) throws ClientGoneException {
        return switch (why) {
            case RequestTooBigException large ->
                new ProblemException(413, BodyBound.TOO_LARGE, "The file is larger than http.limits.media-body.");
            case SocketTimeoutException late ->
                new ProblemException(408, "body_stalled", "Nothing of the file has come for too long; send it again.");
            default -> throw new ClientGoneException("the body broke off", why);
        };
    }
}
